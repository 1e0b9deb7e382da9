"""A folder of 10,000 papers read into tables by one process, by two, and by a Dask cluster of two workers.

The papers are varied from real ones beside the repository, of up to 60 KB each, by seeded edits. `VANBAN_CORPUS_FILES`
asks for another number. Memory is the resident set, looked at five times a second.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from figure import Figure

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("THUONGTON_SHARED", ROOT.parent / "shared"))
FILES = int(os.environ.get("VANBAN_CORPUS_FILES", "10000"))
BATCH = 250 if FILES >= 2000 else max(1, FILES // 8)
LARGEST = 60_000  # bytes of a paper that is varied
WORD_SHARE = 0.15
BROKEN = 10
_TEXT = re.compile(r">([^<]+)<")
_WORD_TEXT = re.compile(r"(<w:t(?: [^>]*)?>)([^<]+)")
_DIGIT = re.compile(r"\d")
_PARAGRAPH = re.compile(r"<p[ >](?:(?!</p>|<table).){0,3000}</p>", re.DOTALL)


def _edited(text: str, chance: random.Random) -> str:
    """A text with one in twelve digits changed."""
    return _DIGIT.sub(lambda match: chance.choice("123456789") if chance.random() < 0.08 else match[0], text)


def _page(data: bytes, chance: random.Random) -> bytes:
    page = _TEXT.sub(lambda match: f">{_edited(match[1], chance)}<", data.decode("utf-8", "replace"))
    return _PARAGRAPH.sub(lambda match: "" if chance.random() < 0.02 else match[0], page).encode()


def _word(data: bytes, chance: random.Random) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                text = part.decode()
                part = _WORD_TEXT.sub(lambda match: match[1] + _edited(match[2], chance), text).encode()
            if not name.startswith("word/media/"):
                new.writestr(name, part)
    return made.getvalue()


def make_papers(folder: Path, number: int) -> int:
    """Write so many varied papers, ten of them broken, into folders of five hundred; their size in bytes."""
    kinds: list[tuple[list[tuple[str, bytes]], Callable[[bytes, random.Random], bytes]]] = []
    for pattern, edit in (("dev_corpus/legal_html/*.html", _page), ("dev_corpus/admin/*.docx", _word)):
        found = [(path.suffix, path.read_bytes()) for path in sorted(SHARED.glob(pattern))]
        kinds.append(([base for base in found if len(base[1]) <= LARGEST], edit))
    seeds = [(".txt", path.read_bytes()) for path in sorted((ROOT / "src/thuongton/demo/seeds").glob("*.txt"))]
    kinds.append((seeds, lambda data, chance: _edited(data.decode(), chance).encode()))
    size = 0
    for index in range(number):
        chance = random.Random(index)
        share = chance.random()
        bases, edit = kinds[1 if share < WORD_SHARE else 2 if share < WORD_SHARE + 0.02 else 0]
        suffix, base = chance.choice(bases)
        data = edit(base, chance)
        if index % max(1, number // BROKEN) == 7:
            data = data[: len(data) // 3] if suffix == ".docx" else bytes(range(256)) * 20
        place = folder / f"{index // 500:03}" / f"{index:06}{suffix}"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        size += len(data)
    return size


@dataclass(slots=True)
class Peak:
    """The largest resident sets seen, in bytes: of the command, of one process it started, of all together."""

    command: int = 0
    one: int = 0
    all: int = 0


@contextmanager
def watched(command: int, others: list[int]) -> Iterator[Peak]:
    """The peak memory of a process, of those below it and of some more, while the block runs."""
    import psutil

    peak = Peak()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.2):
            seen = {}
            for pid in (command, *others):
                try:
                    process = psutil.Process(pid)
                    for one in (process, *process.children(recursive=True)):
                        seen[one.pid] = one.memory_info().rss
                except psutil.Error:
                    continue
            peak.command = max(peak.command, seen.pop(command, 0))
            peak.one = max([peak.one, *seen.values()])
            peak.all = max(peak.all, peak.command + sum(seen.values()))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _run(folder: Path, out: Path, *more: str, others: list[int] | None = None) -> tuple[float, Peak, str]:
    """Seconds, peak memory and the closing sentence of the command."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "vanban", "corpus", str(folder), "--out", str(out), "--batch", str(BATCH), *more],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with watched(process.pid, others or []) as peak:
        printed, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"vanban corpus ended with {process.returncode}")
    return time.monotonic() - begun, peak, printed.strip()


def same_tables(one: Path, other: Path) -> tuple[bool, int]:
    """Whether two sets of tables hold the same rows in the same parts, and how many rows the first has."""
    from pyarrow import parquet

    names = [sorted(str(path.relative_to(out)) for path in out.glob("*/*.parquet")) for out in (one, other)]
    rows = 0
    same = names[0] == names[1]
    for name in names[0]:
        table = parquet.read_table(one / name)
        rows += table.num_rows
        same = same and (other / name).exists() and table.equals(parquet.read_table(other / name))
    return same, rows


def measure() -> list[Figure]:
    """One process, two, and two workers of a cluster over the same folder; are the tables the same?"""
    if not (SHARED / "dev_corpus").is_dir():
        return [Figure("real papers", "not beside the repository")]
    from dask.distributed import LocalCluster

    figures = []
    with tempfile.TemporaryDirectory(prefix="corpus-") as temporary:
        place = Path(temporary)
        folder = place / "in"
        folder.mkdir()
        size = make_papers(folder, FILES)
        figures.append(Figure("papers", f"{FILES:,}, {size / 1e6:.0f} MB"))

        def add(what: str, seconds: float, peak: Peak, said: str) -> None:
            figures.append(
                Figure(
                    what,
                    f"{seconds:.0f} s, {FILES / seconds:.0f} papers/s, {size / 1e6 / seconds:.2f} MB/s; "
                    f"memory: command {peak.command / 1e6:.0f} MB, largest other process {peak.one / 1e6:.0f} MB, all "
                    f"{peak.all / 1e6:.0f} MB",
                )
            )
            print(f"{what}: {said}", flush=True)

        add("one process", *_run(folder, place / "one", "--workers", "1"))
        add("two processes", *_run(folder, place / "two", "--workers", "2"))
        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, local_directory=place / "dask"
        ) as cluster:
            pids = [worker.pid for worker in cluster.workers.values()]
            address = cluster.scheduler_address
            add("Dask, two workers", *_run(folder, place / "dask-out", "--scheduler", address, others=pids))
        same, rows = same_tables(place / "one", place / "two")
        figures.append(Figure("tables of two processes against one", _told(same, rows), "the same"))
        same, rows = same_tables(place / "one", place / "dask-out")
        figures.append(Figure("tables of Dask against one process", _told(same, rows), "the same"))
        seconds, _, said = _run(folder, place / "two", "--workers", "2")
        print(said)
        figures.append(Figure("a second run over tables that are whole", f"{seconds:.1f} s"))
    return figures


def _told(same: bool, rows: int) -> str:
    return f"{'the same' if same else 'NOT the same'}, {rows:,} rows"
