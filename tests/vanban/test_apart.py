"""Files from outside are read by processes that may die: the same document, and an end for what has none."""

from __future__ import annotations

import io
import os
import pickle
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

import waiting
from endless import endless_pdf
from vanban import UnreadableFile, open_document, read
from vanban.apart import (
    Busy,
    Limits,
    ReaderFault,
    Turns,
    call,
    caller,
    in_a_hurry,
    kept_readings_apart,
    open_apart,
    read_apart,
)
from vanban.apart.frames import parts_of
from vanban.cli import main
from vanban.files import allowance
from vanban.shapes import jsonable

pikepdf = pytest.importorskip("pikepdf")
pytest.importorskip("pypdfium2")


def printed(pages: int = 3, password: str = "") -> bytes:
    """A small PDF with a text layer."""
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        rows = (b"1 0 0 1 70 %d Tm (Dieu %d. Quy dinh so 12/QD-UBND) Tj " % (780 - 20 * n, n) for n in range(25))
        page.Contents = pdf.make_stream(b"BT /F1 13 Tf " + b"".join(rows) + b"ET")
    stream = io.BytesIO()
    pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user=password) if password else None)
    return stream.getvalue()


def refusal(data: bytes, **more: object) -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        open_apart(data, **more)  # type: ignore[arg-type]
    sentence = caught.value.sentence
    assert sentence.endswith(".") and "\n" not in sentence and "Hãy " in sentence
    return caught.value


def test_the_document_and_the_pages_told_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(printed())
    told: list[tuple[int, int]] = []
    document = open_apart(tmp_path / "a.pdf", progress=lambda done, pages: told.append((done, pages)))
    assert document == open_document(tmp_path / "a.pdf")
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert open_apart(printed(), "a.pdf", first=True).text == open_document(printed(1), "a.pdf").text


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (printed(password="x"), "a.pdf", "encrypted"),
        (printed()[:200], "a.pdf", "broken"),
        (printed(), "a.docx", "wrong_type"),
    ],
)
def test_refusals_are_the_same(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as here:
        open_document(data, name)
    there = refusal(data, name=name)
    assert (there.code, there.sentence) == (here.value.code, here.value.sentence) and there.code == code


FORMS = {
    "a.txt": b"Kinh gui: So Tu phap",
    "a.html": b"<html><body><p>Kinh gui: So Tu phap",
    "a.pdf": printed(1),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_is_opened_in_a_child(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that asks opens nothing itself, and has the same document and the same reading."""
    here, read_here = open_document(FORMS[name], name), read(FORMS[name], name)
    monkeypatch.setattr("vanban.files.open.open_document", lambda *_, **__: pytest.fail("opened here"))
    monkeypatch.setattr("vanban.apart.work.open_document", lambda *_, **__: pytest.fail("opened here"))
    assert open_apart(FORMS[name], name) == here
    assert read_apart(FORMS[name], name) == read_here
    assert refusal(FORMS[name], name=name, max_bytes=10).code == "too_large"
    (body,), degree = kept_readings_apart(FORMS[name], name, limits=Limits())
    assert degree is None and body["text"] == here.text and body["tables"] == []


@pytest.mark.skipif(not allowance.can_hold(), reason="hệ điều hành không giới hạn tiến trình")
@pytest.mark.parametrize("depth", [30, 0])
def test_a_file_without_end_through_the_command(
    depth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(caller, "DEFAULT", Limits(seconds=1.0))
    (tmp_path / "a.pdf").write_bytes(endless_pdf(depth))
    assert main(["read", str(tmp_path / "a.pdf")]) == 2
    shown = capfd.readouterr()
    assert not shown.out and shown.err.count("\n") == 1 and "quá lâu" in shown.err


ENDS = [
    (pow, (3, 10**9), Limits(seconds=1), "bomb", "quá lâu"),
    (time.sleep, (600,), Limits(), "bomb", "quá lâu"),
    (bytearray, (1 << 30,), Limits(memory=1 << 30), "bomb", "bộ nhớ"),
    (bytes, (1 << 20,), Limits(answer=1 << 19), "bomb", "bộ nhớ"),
    (os.abort, (), Limits(), "broken", "đột ngột"),
    (os._exit, (0,), Limits(), "broken", "đột ngột"),
]


@pytest.mark.skipif(not caller.CAN_FORK, reason="hệ điều hành không nhân bản tiến trình")
@pytest.mark.parametrize(("function", "given", "limits", "code", "words"), ENDS, ids=lambda one: str(one)[:30])
def test_work_beyond_its_limits_is_one_sentence(
    function: Callable[..., object],
    given: tuple[object, ...],
    limits: Limits,
    code: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as while_called, pytest.raises(UnreadableFile, match=words) as caught:
        if function is time.sleep:
            while_called.setattr(Limits, "wall", staticmethod(lambda seconds: 0.5))
        call(function, *given, limits=limits)
    assert caught.value.code == code
    assert "Hãy " in caught.value.sentence and caught.value.sentence.endswith(".")
    assert open_apart(b"Kinh gui: So Tu phap", "a.txt").text  # the next one is served


@pytest.mark.skipif(not caller.CAN_FORK, reason="hệ điều hành không nhân bản tiến trình")
def test_nothing_is_left_of_a_call(tmp_path: Path) -> None:
    """Neither its files nor the programs it started."""
    assert not Path(call(tempfile.mkdtemp)).exists()
    call(os.system, f"sleep 600 & echo $! > {tmp_path / 'pid'}")
    waiting.until(lambda: _is_gone(int((tmp_path / "pid").read_text())), "the program is gone")


@pytest.mark.skipif(not caller.CAN_FORK, reason="hệ điều hành không nhân bản tiến trình")
def test_a_caller_that_is_killed_takes_its_work_with_it(tmp_path: Path) -> None:
    lines = f"import os; from vanban.apart import call; call(os.system, 'echo $$ > {tmp_path}/pid; exec sleep 600')"
    process = subprocess.Popen([sys.executable, "-c", lines], env=caller._environment())
    told = tmp_path / "pid"
    waiting.until(lambda: told.exists() and told.read_text().strip(), "its work has begun", process=process)
    process.kill()
    process.wait()
    waiting.until(lambda: _is_gone(int(told.read_text())), "its work is gone")


def _is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()  # dead, and nobody has looked
    except (ProcessLookupError, FileNotFoundError):
        return True


@pytest.mark.skipif(not caller.CAN_FORK, reason="hệ điều hành không nhân bản tiến trình")
def test_a_nursery_that_died_is_started_again() -> None:
    parent = call(os.getppid)
    os.kill(parent, signal.SIGKILL)

    def another() -> bool:
        with suppress(UnreadableFile):  # asked before its end was known
            return call(os.getppid) != parent
        return False

    waiting.until(another, "there is a new nursery")


def test_a_fault_of_the_function_is_told_as_one() -> None:
    with pytest.raises(ReaderFault, match="ZeroDivisionError"):
        call(divmod, 1, 0)


def test_without_forking_a_process_is_started_for_each_call(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "CAN_FORK", False)
    assert open_apart(FORMS["a.html"], "a.html") == open_document(FORMS["a.html"], "a.html")
    assert refusal(b"", name="a.txt").code == "empty"
    monkeypatch.setattr(Limits, "wall", staticmethod(lambda seconds: 0.5))
    with pytest.raises(UnreadableFile, match="quá lâu"):
        call(time.sleep, 600)


def test_a_machine_without_room_for_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller._nursery, "begin", lambda: (_ for _ in ()).throw(OSError("no room")))
    assert "bộ nhớ" in refusal(printed()).sentence


def test_so_many_at_once_and_so_many_may_wait() -> None:
    """Somebody before a screen is told at once when all places are taken; work in the background waits."""
    turns = Turns(at_once=1, places=2)
    begun, go_on, done = threading.Event(), threading.Event(), []

    def hold(name: str, hurried: bool) -> None:
        with in_a_hurry() if hurried else nullcontext(), turns.turn():
            begun.set()
            go_on.wait(waiting.LONG)
            done.append(name)

    threads = [threading.Thread(target=hold, args=(name, hurried)) for name, hurried in [("a", True), ("b", False)]]
    for thread in threads:
        thread.start()
    assert begun.wait(waiting.LONG)
    threads.append(threading.Thread(target=hold, args=("c", True)))
    threads[-1].start()
    waiting.until(lambda: turns._hurried >= (2 if "a" not in done else 1), "the third one waits")
    with in_a_hurry(), pytest.raises(Busy) as caught, turns.turn():
        pytest.fail("a turn beyond the places")
    assert caught.value.sentence.startswith("Máy đang")
    go_on.set()
    for thread in threads:
        thread.join(waiting.LONG)
    assert sorted(done) == ["a", "b", "c"] and turns._hurried == 0


def test_who_is_told_may_stop_the_reading() -> None:
    def stop(_done: int, _pages: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        open_apart(printed(), progress=stop)


def test_work_adds_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages and OCR lengthen what is allowed; a program that reads by itself is not held."""
    allowance.extend(5)
    assert allowance._allowed == 0
    told: list[float] = []
    monkeypatch.setattr(allowance, "resource", None)
    monkeypatch.setattr(allowance, "_told", told.append)
    monkeypatch.setattr(allowance, "_allowed", 60.0)
    open_document(printed(4))
    assert told == [62.0]


@pytest.mark.ocr
def test_a_scan_is_not_cut_off() -> None:
    image = pytest.importorskip("PIL.Image")
    from vanban.files import tesseract

    if not tesseract.is_ready():
        pytest.skip("cần tesseract với tiếng Việt (gói tesseract-ocr-vie)")
    stream = io.BytesIO()
    image.new("L", (1240, 1754), 255).save(stream, "PDF", resolution=150)
    assert refusal(stream.getvalue(), limits=Limits(seconds=3)).code == "empty"
    assert refusal(stream.getvalue(), ocr=False).code == "scan"


@pytest.mark.parametrize("made", [Path("a"), struct.Struct, signal.SIGKILL, jsonable, UnreadableFile.__init__])
def test_only_values_of_the_model_come_back(made: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        parts_of(pickle.dumps(("value", made)))
