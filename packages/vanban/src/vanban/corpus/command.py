"""The verb ``vanban corpus``: its options, its progress, how it ends."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EVERY = 30.0  # seconds between two lines where there is no terminal
_NEEDED = "Máy chưa có phần ghi bảng Parquet. Hãy cài: pip install 'thuongton[corpus]'."
_STOPPED = "Đã dừng; những gì đã đọc được giữ nguyên. Chạy lại cùng lệnh để đọc tiếp."

HELP = "đọc cả một thư mục thành các bảng Parquet"
DESCRIPTION = """\
Đọc mọi tệp trong một thư mục (cả thư mục con) thành các bảng Parquet: documents, citations, amendments, tasks,
figures, findings, errors. Một tệp hỏng chỉ thành một dòng có cột error.
Chạy lại cùng lệnh thì chỉ đọc tệp mới hoặc tệp đã đổi.
"""


def add_options(options: Any) -> None:
    """The arguments of the verb."""
    options.add_argument("folder", metavar="DIR", help="thư mục cần đọc")
    options.add_argument("--out", metavar="OUT", required=True, help="thư mục để ghi các bảng")
    options.add_argument("--workers", metavar="N", type=_positive, help="số tệp đọc cùng lúc; mặc định là số nhân máy")
    options.add_argument("--scheduler", metavar="ĐỊA_CHỈ", help="đọc bằng cụm máy Dask, ví dụ tcp://10.0.0.5:8786")
    options.add_argument("--batch", metavar="N", type=_positive, default=250, help="số tệp trong một phần của bảng")
    options.add_argument(
        "--seconds", metavar="N", type=_positive, default=300, help="quá số giây này thì bỏ qua tệp; mặc định 300"
    )
    options.add_argument("--no-ocr", action="store_true", help="không nhận dạng bản quét")
    options.add_argument("--quiet", action="store_true", help="không in tiến độ")


def _positive(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 1_000_000:
        raise argparse.ArgumentTypeError(f"cần một số nguyên dương, không phải «{text}»")
    return int(text)


def corpus(options: argparse.Namespace) -> int:
    """Run the verb: 0 done, 2 when a folder cannot be used, 130 when stopped."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        return _refuse(options.out, _NEEDED)
    from vanban.corpus.folder import CorpusError
    from vanban.corpus.run import read_folder

    try:
        with _executor(options) as (executor, workers), _progress(options.quiet) as progress:
            done = read_folder(
                options.folder,
                options.out,
                workers=workers,
                executor=executor,
                batch=options.batch,
                limits=_limits(options),
                progress=progress,
            )
    except CorpusError as error:
        return _refuse(error.place, str(error))
    except KeyboardInterrupt:
        print(f"vanban: {options.out}: {_STOPPED}", file=sys.stderr)
        return 130
    sentence = f"Đã đọc {_n(done.files - done.errors)}/{_n(done.files)} tệp"
    if done.read < done.files:
        sentence += f" ({_n(done.read)} tệp trong lần này)"
    if done.errors:
        sentence += f", {_n(done.errors)} tệp không đọc được: {Path(options.out) / 'errors'}"
    print(f"{sentence}.")
    return 0


def _limits(options: argparse.Namespace) -> Any:
    from vanban.corpus.batches import Limits

    return Limits(seconds=options.seconds, ocr=not options.no_ocr)


@contextlib.contextmanager
def _executor(options: argparse.Namespace) -> Iterator[tuple[Any, int | None]]:
    """The executor that was asked for, and how many workers."""
    if not options.scheduler:
        yield None, options.workers
        return
    from vanban.corpus.run import cluster

    with cluster(options.scheduler) as (executor, workers):
        yield executor, options.workers or workers


def _n(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _refuse(place: str, sentence: str) -> int:
    print(f"vanban: {place}: {sentence}", file=sys.stderr)
    return 2


@contextlib.contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """A bar on a terminal, else a line now and then, both on standard error; nothing when quiet."""
    if quiet:
        yield None
        return
    if not sys.stderr.isatty():
        last = time.monotonic()

        def say(done: int, total: int, errors: int) -> None:
            nonlocal last
            if time.monotonic() - last >= EVERY:
                last = time.monotonic()
                print(f"đã đọc {_n(done)}/{_n(total)} tệp, {_n(errors)} tệp lỗi", file=sys.stderr, flush=True)

        yield say
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    shown = Progress(
        TextColumn("Đang đọc"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("tệp, {task.fields[errors]} lỗi, {task.fields[rate]:.0f} tệp/giây, còn"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with shown:
        bar = shown.add_task("", total=None, errors=0, rate=0.0)
        begun = time.monotonic()
        before: int | None = None

        def draw(done: int, total: int, errors: int) -> None:
            nonlocal before
            before = done if before is None else before
            rate = (done - before) / max(time.monotonic() - begun, 0.001)
            shown.update(bar, completed=done, total=total, errors=errors, rate=rate)

        yield draw
