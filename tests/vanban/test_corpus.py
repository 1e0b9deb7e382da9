"""A whole folder into tables: the same rows whoever reads, nothing lost when a run or a reader dies."""

from __future__ import annotations

import errno
import io
import os
import re
import signal
import subprocess
import sys
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import waiting
from sources import PYTHONPATH

pytest.importorskip("pyarrow")

import pyarrow.parquet as pq

from vanban.cli import main
from vanban.corpus import CorpusError, InlineExecutor, Limits, read_folder
from vanban.corpus.folder import files_of
from vanban.corpus.tables import TABLES, columns, schema

ROOT = Path(__file__).resolve().parents[2]
HERE = Limits(isolated=False)
PLAN = (
    "ỦY BAN NHÂN DÂN\nTỈNH A\nSố: {n}/KH-UBND\nKẾ HOẠCH\nTriển khai công tác số {n}\n\n"
    "Thực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị.\n"
    "TT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n1\tRà soát {n} văn bản\tSở Tư pháp\tQuý I/2026\n"
    "2\tBáo cáo kết quả\tSở Nội vụ\tThường xuyên\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
)


def _word(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine papers of three kinds in two folders, one of them broken; what is hidden is no paper."""
    place = tmp_path / "in"
    (place / "sở").mkdir(parents=True)
    for n in range(1, 6):
        (place / f"kế hoạch {n}.txt").write_text(PLAN.format(n=n), "utf-8")
    (place / "sở" / "a.docx").write_bytes(_word(PLAN.format(n=6)))
    (place / "sở" / "b.html").write_text(f"<html><body><p>{PLAN.format(n=7)}</p></body></html>", "utf-8")
    (place / "sở" / "hỏng.docx").write_bytes(b"PK\x03\x04 not a zip")
    (place / "sở" / "c.txt").write_text(PLAN.format(n=8), "utf-8")
    (place / "sở" / "~$a.docx").write_bytes(b"lock")
    (place / ".git").mkdir()
    (place / ".git" / "config").write_text("x")
    return place


def _tables(out: Path) -> dict[str, list[dict[str, Any]]]:
    return {table: pq.read_table(out / table).to_pylist() for table in TABLES}


def _parts(out: Path) -> dict[str, list[dict[str, Any]]]:
    """Every part on disk with its rows: also what stands where is compared."""
    return {str(path.relative_to(out)): pq.read_table(path).to_pylist() for path in sorted(out.glob("*/*.parquet"))}


@pytest.fixture
def expected(folder: Path, tmp_path: Path) -> dict[str, list[dict[str, Any]]]:
    read_folder(folder, tmp_path / "expected", executor=InlineExecutor(), batch=3, limits=HERE)
    return _parts(tmp_path / "expected")


def test_every_file_has_its_row(folder: Path, tmp_path: Path) -> None:
    summary = read_folder(folder, tmp_path / "out", executor=InlineExecutor(), batch=4, limits=HERE)
    assert (summary.files, summary.read, summary.errors) == (9, 9, 1)
    found = _tables(tmp_path / "out")
    paths = [row["path"] for row in found["documents"]]
    assert paths == sorted(paths) == [file.path for file in files_of(folder, tmp_path / "out")]
    assert not [path for path in paths if ".git" in path or "~$" in path]
    broken = next(row for row in found["documents"] if row["error"])
    assert (broken["path"], broken["error_code"], broken["kind"], broken["missing"]) == (
        *("sở/hỏng.docx", "broken", None),
        [],
    )
    assert found["errors"] == [{key: broken[key] for key in ("path", "bytes", "error_code", "error")}]
    first = found["documents"][0]
    assert (first["path"], first["number"], first["citations"], first["tasks"]) == (
        *("kế hoạch 1.txt", "1/KH-UBND"),
        *(1, 2),
    )
    assert found["citations"][0]["target"] == "66-NQ/TW@Bộ Chính trị"
    assert found["tasks"][0]["lead"] == ["Sở Tư pháp"]
    for table in ("citations", "amendments", "tasks", "figures", "findings"):
        assert len(found[table]) == sum(row[table] or 0 for row in found["documents"])


def test_the_schemas_are_fixed(folder: Path, tmp_path: Path) -> None:
    (folder / "sở" / "a.docx").unlink()
    read_folder(folder, tmp_path / "out", executor=InlineExecutor(), batch=1, limits=HERE)
    for table in TABLES:
        for path in (tmp_path / "out" / table).glob("*.parquet"):
            assert pq.read_schema(path).equals(schema(table))


@pytest.mark.parametrize("workers", [1, 2])
def test_reader_processes_give_the_same(
    workers: int, folder: Path, tmp_path: Path, expected: dict[str, list[dict[str, Any]]]
) -> None:
    told: list[tuple[int, int, int]] = []
    read_folder(folder, tmp_path / "out", workers=workers, batch=3, progress=lambda *far: told.append(far))
    assert _parts(tmp_path / "out") == expected
    assert [done for done, _, _ in told if done] == sorted(done for done, _, _ in told if done)
    assert told[-1] == (9, 9, 1)


def test_a_pool_of_processes_gives_the_same(
    folder: Path, tmp_path: Path, expected: dict[str, list[dict[str, Any]]]
) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        read_folder(folder, tmp_path / "out", workers=2, executor=pool, batch=3, limits=HERE)
    assert _parts(tmp_path / "out") == expected


def test_a_dask_cluster_gives_the_same(
    folder: Path, tmp_path: Path, expected: dict[str, list[dict[str, Any]]], capsys: pytest.CaptureFixture[str]
) -> None:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=tmp_path / "dask"
    ) as cluster:
        address = cluster.scheduler_address
        assert (
            main(["corpus", str(folder), "--out", str(tmp_path / "out"), "--batch", "3", "--scheduler", address]) == 0
        )
    assert "Đã đọc 8/9 tệp, 1 tệp không đọc được" in capsys.readouterr().out
    assert _parts(tmp_path / "out") == expected


def test_a_second_run_reads_only_what_is_new(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read_folder(folder, out, executor=InlineExecutor(), batch=3, limits=HERE)
    assert read_folder(folder, out, executor=InlineExecutor(), batch=3, limits=HERE).read == 0
    (folder / "mới.txt").write_text(PLAN.format(n=99), "utf-8")
    assert read_folder(folder, out, executor=InlineExecutor(), batch=3, limits=HERE).read == 1
    (folder / "sở" / "c.txt").unlink()
    (folder / "mới.txt").write_text(PLAN.format(n=100) + "Thêm.\n", "utf-8")
    summary = read_folder(folder, out, executor=InlineExecutor(), batch=3, limits=HERE)
    assert summary.read < 5
    rows = _tables(out)["documents"]
    assert sorted(row["path"] for row in rows) == [file.path for file in files_of(folder, out)]
    assert "100/KH-UBND" in {row["number"] for row in rows}


def test_what_a_killed_run_left_half_is_read_again(
    folder: Path, tmp_path: Path, expected: dict[str, list[dict[str, Any]]]
) -> None:
    out = tmp_path / "out"
    read_folder(folder, out, executor=InlineExecutor(), batch=3, limits=HERE)
    (out / "_done" / "part-00001.json").unlink()  # killed between the rows and their list
    (out / "tasks" / ".part-00001.parquet.new").write_bytes(b"half")
    (out / "tasks" / "part-00002.parquet").unlink()
    (out / "_done" / "part-00000.json").write_text("{")
    assert read_folder(folder, out, executor=InlineExecutor(), batch=3, limits=HERE).read == 9
    assert _parts(out) == expected
    assert not list(out.glob("*/.part*"))


def _command(folder: Path, out: Path, *more: str) -> list[str]:
    return [sys.executable, "-m", "vanban", "corpus", str(folder), "--out", str(out), "--quiet", *more]


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_is_stopped_goes_on_where_it_was(sign: signal.Signals, folder: Path, tmp_path: Path) -> None:
    for n in range(10, 30):
        (folder / f"z{n}.txt").write_text(PLAN.format(n=n) * 5, "utf-8")
    out = tmp_path / "out"
    options = ("--batch", "4", "--workers", "2")
    hold = tmp_path / "hold"
    hold.mkdir()
    (hold / "sitecustomize.py").write_text(
        "import sys, time\n"
        "def hook(event, arguments):\n"
        "    if event == 'open' and str(arguments[0]).endswith('z29.txt'):\n"
        "        time.sleep(600)\n"  # however slowly we look, the run is not through
        "sys.addaudithook(hook)\n",
        "utf-8",
    )
    process = subprocess.Popen(
        _command(folder, out, *options),
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(hold), PYTHONPATH])},
    )
    waiting.until(lambda: len(list(out.glob("_done/part-*.json"))) >= 2, "two parts", process=process, step=0.01)
    process.send_signal(sign)
    _, printed = process.communicate(timeout=waiting.LONG)
    if sign == signal.SIGINT:
        assert process.returncode == 130
        assert printed.count("\n") == 1 and "Chạy lại cùng lệnh để đọc tiếp." in printed
    before = {path: path.stat().st_mtime_ns for path in out.glob("_done/part-*.json")}
    assert 2 <= len(before) < 8
    done = subprocess.run(_command(folder, out, *options), capture_output=True, text=True, check=True)
    assert "28/29 tệp" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in before} == before
    read_folder(folder, tmp_path / "whole", executor=InlineExecutor(), batch=4, limits=HERE)
    assert _parts(out) == _parts(tmp_path / "whole")


def test_a_file_that_kills_its_reader_costs_one_row(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = tmp_path / "trap"
    trap.mkdir()
    (trap / "sitecustomize.py").write_text(
        "import os, sys, time\n"
        "def hook(event, arguments):\n"
        "    if event == 'open' and str(arguments[0]).endswith('kế hoạch 2.txt'):\n"
        "        os.abort()\n"
        "    if event == 'open' and str(arguments[0]).endswith('kế hoạch 4.txt'):\n"
        "        time.sleep(600)\n"
        "    if event == 'open' and str(arguments[0]).endswith('kế hoạch 5.txt'):\n"
        "        raise MemoryError\n"
        "sys.addaudithook(hook)\n",
        "utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(trap))
    out = tmp_path / "out"
    summary = read_folder(folder, out, workers=1, limits=Limits(seconds=30))
    assert (summary.read, summary.errors) == (9, 4)
    found = {row["path"]: row["error_code"] for row in _tables(out)["documents"]}
    assert {path: code for path, code in found.items() if code} == {
        "kế hoạch 2.txt": "crashed",
        "kế hoạch 4.txt": "timeout",
        "kế hoạch 5.txt": "memory",
        "sở/hỏng.docx": "broken",
    }
    for row in _tables(out)["errors"]:
        assert row["error"].endswith(".") and "\n" not in row["error"]


class _Losing(Executor):
    """An executor whose workers are lost so many times before each batch."""

    def __init__(self, times: int) -> None:
        self._times = times
        self._lost: dict[Any, int] = {}

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self._lost[args[1]] = self._lost.get(args[1], 0) + 1
        if self._lost[args[1]] <= self._times:
            future: Future[Any] = Future()
            future.set_exception(ConnectionError("lost"))
            return future
        return InlineExecutor().submit(fn, *args, **kwargs)


def test_a_lost_worker_is_tried_again_and_then_said(
    folder: Path, tmp_path: Path, expected: dict[str, list[dict[str, Any]]]
) -> None:
    read_folder(folder, tmp_path / "out", executor=_Losing(2), batch=3, limits=HERE)
    assert _parts(tmp_path / "out") == expected
    with pytest.raises(CorpusError, match="Mất liên lạc"):
        read_folder(folder, tmp_path / "other", executor=_Losing(9), batch=3, limits=HERE)


def test_a_full_disk_is_one_sentence(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = pq.write_table
    monkeypatch.setattr(pq, "write_table", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    command = ["corpus", str(folder), "--out", str(tmp_path / "out"), "--workers", "1"]
    assert main(command) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1 and "hết chỗ" in printed
    monkeypatch.setattr(pq, "write_table", kept)
    assert main(command) == 0


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda place: None, "Không tìm thấy thư mục"),
        (lambda place: place.write_text("x"), "không phải thư mục"),
        (lambda place: place.mkdir(), "không có tệp nào"),
    ],
)
def test_a_folder_that_cannot_be_used(
    make: Any, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "in")
    assert main(["corpus", str(tmp_path / "in"), "--out", str(tmp_path / "out")]) == 2
    printed = capsys.readouterr().err
    assert printed.startswith(f"vanban: {tmp_path / 'in'}: ") and reason in printed and printed.count("\n") == 1


def test_tables_of_something_else_are_left_alone(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (out / "tasks").mkdir(parents=True)
    with pytest.raises(CorpusError, match="không do lệnh này ghi"):
        read_folder(folder, out)
    (out / "tasks").rmdir()
    read_folder(folder, out, executor=InlineExecutor(), limits=HERE)
    with pytest.raises(CorpusError, match="bảng của thư mục"):
        read_folder(folder / "sở", out)


def test_two_runs_do_not_write_the_same_tables(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("fcntl")
    with (
        pytest.raises(CorpusError, match="Một lệnh khác"),
        _held(tmp_path / "out", folder),
    ):
        read_folder(folder, tmp_path / "out")


def _held(out: Path, folder: Path) -> Any:
    from vanban.corpus.folder import Store

    return Store(out, folder)


def test_the_tables_beside_the_papers_are_not_read(folder: Path) -> None:
    read_folder(folder, folder / "out", executor=InlineExecutor(), limits=HERE)
    assert read_folder(folder, folder / "out", executor=InlineExecutor(), limits=HERE).files == 9


def test_a_name_that_is_no_unicode(folder: Path, tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/v\xe3n.txt")).write_text(PLAN.format(n=3), "utf-8")
    except OSError:
        pytest.skip("hệ tệp chỉ nhận tên Unicode")
    read_folder(folder, tmp_path / "out", workers=1)
    row = next(row for row in _tables(tmp_path / "out")["documents"] if row["path"].startswith("v"))
    assert row["number"] == "3/KH-UBND"


def test_a_scheduler_that_is_not_there(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    assert main(["corpus", str(folder), "--out", str(tmp_path / "o"), "--scheduler", "không phải địa chỉ"]) == 2
    assert "Không kết nối được tới cụm máy" in capsys.readouterr().err


def test_every_column_is_documented() -> None:
    page = (ROOT / "docs" / "corpus.md").read_text("utf-8")
    for table in TABLES:
        section = re.split(r"^#+ ", page.split(f"### {table}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]
        for name, _ in columns(table):
            assert f"`{name}`" in section, f"{table}.{name}"
