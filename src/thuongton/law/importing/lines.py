"""Lines of a table of acts (``.jsonl``, ``.jsonl.gz``) as JSON values: a line at once, and all of it bounded."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LARGEST = 2 * 1024**3
"""Bytes of a table of lines, as it is stored."""
LONGEST_LINE = 5_000_000
MOST_ROWS = 500_000
MOST_TIMES = 200
"""How many times larger than it is stored a table may unpack; law packs to a tenth, bare facts to a fiftieth."""
ALWAYS = 16 * 1024**2
"""Bytes that any table may unpack to."""
NO_JSON = "Dòng không đọc được như JSON."
TOO_LARGE = "Tệp lớn hơn 2 GB; hãy tách ra nhiều tệp."
TOO_LONG = "Dòng dài quá 5 triệu byte; phần còn lại của tệp không được đọc."
TOO_MANY = "Tệp có hơn 500.000 dòng; phần còn lại không được đọc."
BOMB = "Tệp nén bung ra lớn bất thường so với kích thước của nó; phần còn lại không được đọc."
BROKEN = "Tệp nén bị hỏng hoặc đứt giữa chừng; phần còn lại không được đọc."


class UnusableLine(ValueError):
    """A line that cannot be used; the message is one sentence."""


def json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The lines of a file with their numbers, as JSON values; an :class:`UnusableLine` for one that is none.

    What cannot be read on ends the lines with an :class:`UnusableLine`. Raises OSError.
    """
    size = path.stat().st_size
    if size > LARGEST:
        yield 0, UnusableLine(TOO_LARGE)
        return
    number = 0
    try:
        with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as stream:
            for number, line in _bounded(stream, size):
                if isinstance(line, UnusableLine):
                    yield number, line
                    return
                yield number, _value(line)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield number + 1, UnusableLine(BROKEN)


def _bounded(stream: gzip.GzipFile | io.BufferedReader, size: int) -> Iterator[tuple[int, bytes | UnusableLine]]:
    left = max(ALWAYS, size * MOST_TIMES)
    for number in range(1, MOST_ROWS + 2):
        line = stream.readline(LONGEST_LINE + 1)
        left -= len(line)
        if not line:
            return
        if left < 0 or len(line) > LONGEST_LINE or number > MOST_ROWS:
            yield number, UnusableLine(BOMB if left < 0 else TOO_LONG if number <= MOST_ROWS else TOO_MANY)
            return
        if line.strip():
            yield number, line


def _value(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return UnusableLine(NO_JSON)
