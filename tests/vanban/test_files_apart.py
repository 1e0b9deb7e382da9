"""A PDF is read in a process of its own: the same document, and an end for a file that has none."""

from __future__ import annotations

import io
import os
import pickle
import signal
import struct
import time
from pathlib import Path

import pytest

from endless import endless_pdf
from vanban import UnreadableFile, open_document
from vanban.cli import main
from vanban.files import allowance, apart, apart_reader
from vanban.files.apart import open_apart

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


def test_other_formats_need_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "start_reader", lambda *_: pytest.fail("a process"))
    assert open_apart(b"Kinh gui: So Tu phap", "a.txt").text
    assert refusal(printed(), name="a.pdf", max_bytes=100).code == "too_large"


@pytest.mark.skipif(not allowance.can_hold(), reason="hệ điều hành không giới hạn tiến trình")
@pytest.mark.parametrize("depth", [30, 0])
def test_a_file_without_end_through_the_command(
    depth: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 1.0)
    (tmp_path / "a.pdf").write_bytes(endless_pdf(depth))
    begun = time.monotonic()
    assert main(["read", str(tmp_path / "a.pdf")]) == 2
    assert time.monotonic() - begun < 30
    shown = capfd.readouterr()
    assert not shown.out and shown.err.count("\n") == 1 and "quá lâu" in shown.err


def test_the_clock_on_the_wall_ends_a_reader_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "WALL", 0.02)
    found = refusal(endless_pdf(), seconds=60)
    assert found.code == "bomb" and "quá lâu" in found.sentence


@pytest.mark.skipif(not allowance.can_hold(), reason="hệ điều hành không giới hạn tiến trình")
def test_too_much_memory_is_a_sentence() -> None:
    assert refusal(printed(), memory=40_000_000).code in ("bomb", "broken")


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="hệ điều hành không có nhóm tiến trình")
def test_a_reader_that_dies_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    real = apart.start_reader

    def dying(*arguments: str):  # type: ignore[no-untyped-def]
        process = real(*arguments)
        os.kill(process.pid, signal.SIGSEGV)
        return process

    monkeypatch.setattr(apart, "start_reader", dying)
    found = refusal(printed())
    assert found.code == "broken" and "đột ngột" in found.sentence
    monkeypatch.setattr(apart, "start_reader", lambda *_: (_ for _ in ()).throw(OSError("no room")))
    assert "bộ nhớ" in refusal(printed()).sentence


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
    assert refusal(stream.getvalue(), seconds=3).code == "empty"
    assert refusal(stream.getvalue(), ocr=False).code == "scan"


@pytest.mark.parametrize("made", [Path("a"), struct.Struct, signal.SIGKILL])
def test_only_values_of_the_model_come_back(made: object) -> None:
    frame = pickle.dumps(("document", made))
    with pytest.raises(pickle.UnpicklingError):
        apart_reader.next_answer(io.BytesIO(apart_reader.FRAME.pack(len(frame)) + frame))
