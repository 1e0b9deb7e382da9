"""What is done apart: a file opened, judged, read whole; and the calls that have it done there.

The functions with ``_apart`` in their name are for callers; the others run in the child, and take and give what can be
pickled.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from vanban.apart import caller
from vanban.apart.caller import Limits, call
from vanban.files.open import MAX_BYTES, load_bytes, open_document, sniff
from vanban.files.pdf_open import first_page
from vanban.files.sheet_beside import beside_cells
from vanban.files.word.package import open_package
from vanban.header.secrecy import highest, mark_in, mark_in_asides, mark_in_rows, secrecy_mark
from vanban.model import Document, Reading, UnreadableFile
from vanban.reconcile.values import Reconciliation
from vanban.rereading import reading_again

MEGABYTE_SECONDS = 2.0
"""Seconds of processor that a megabyte of a file adds for opening it."""
READING_SECONDS = 20.0
"""The same for reading it whole."""
Progress = Callable[[int, int], None]


def open_apart(
    file: str | os.PathLike[str] | bytes,
    name: str | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
    ocr: bool = True,
    first: bool = False,
    limits: Limits | None = None,
) -> Document:
    """The document in a file of any format, as :func:`vanban.open_document` gives it.

    Args:
        file: a path, or the bytes themselves.
        name: what the file is called, when bytes are given.
        max_bytes: larger files are refused.
        progress: called with the pages read so far and the pages in all.
        ocr: False refuses scans with the code ``scan`` at once.
        first: of a PDF only the first page is read.
        limits: what the child may spend.

    Raises:
        UnreadableFile: as ``open_document``; bomb when the file takes too long or too much memory, broken when it
            ends its reader.
        OSError: there is no such file, or it may not be read.
    """
    data, name = load_bytes(file, name, max_bytes)
    found: Document = call(opened, data, name, ocr=ocr, first=first, progress=progress, limits=limits_for(data, limits))
    return found


def judge_apart(
    data: bytes, name: str, *, progress: Progress | None = None, ocr: bool = True, first: bool = False, limits: Limits
) -> tuple[str, str | None]:
    """The format of a file that can be opened, and its mark of secrecy or None; nothing else comes back.

    Raises as :func:`open_apart`.
    """
    found: tuple[str, str | None] = call(
        judged, data, name, ocr=ocr, first=first, progress=progress, limits=limits_for(data, limits)
    )
    return found


def judge_container_apart(data: bytes, name: str, *, limits: Limits) -> str | None:
    """The mark of secrecy of a file that is no paper itself: of a workbook, or of the files in an archive; None else.

    Raises as :func:`open_apart`: bomb for an archive that is too large, encrypted for one with a password.
    """
    found: str | None = call(judged_container, data, name, limits=limits_for(data, limits))
    return found


def read_apart(
    file: str | os.PathLike[str] | bytes,
    name: str | None = None,
    *,
    max_bytes: int = MAX_BYTES,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Reading:
    """Everything that can be read from a file, as :func:`vanban.read` gives it; raises as :func:`open_apart`."""
    data, name = load_bytes(file, name, max_bytes)
    found: Reading = call(whole, data, name, progress=progress, limits=limits_for(data, limits, whole=True))
    return found


def kept_readings_apart(
    data: bytes, name: str, *, progress: Progress | None = None, ocr: bool = True, limits: Limits
) -> tuple[list[dict[str, Any]], str | None]:
    """The JSON of a reading with its tables, and the mark of secrecy; a marked paper gives its mark and nothing else.

    Of a file that holds several papers the readings of each follow that of the file, as if each stood alone.

    Raises as :func:`open_apart`.
    """
    more = limits_for(data, limits, whole=True)
    text, degree = call(kept, data, name, ocr=ocr, progress=progress, limits=more)
    return json.loads(text) if text else [], degree


def limits_for(data: bytes, limits: Limits | None = None, *, whole: bool = False) -> Limits:
    """The limits with the seconds that the size of a file adds for opening it, or for reading it ``whole``."""
    limits = limits or caller.DEFAULT
    more = READING_SECONDS if whole else MEGABYTE_SECONDS
    return replace(limits, seconds=limits.seconds + more * (len(data) >> 20))


# --- in the child -----------------------------------------------------------------------------------------------------


def _untold(_done: int, _pages: int) -> None:
    """Nobody wants to know how far it is."""


def opened(data: bytes, name: str, *, ocr: bool, first: bool = False, progress: Progress = _untold) -> Document:
    """The document, of a PDF only its first page when ``first`` is set."""
    if first and b"%PDF-" in data[:1024]:
        data = first_page(data)
    return open_document(data, name, max_bytes=max(len(data), 1), progress=progress, ocr=ocr)


def judged(data: bytes, name: str, *, ocr: bool, first: bool, progress: Progress = _untold) -> tuple[str, str | None]:
    """See :func:`judge_apart`."""
    return sniff(data), secrecy_mark(opened(data, name, ocr=ocr, first=first, progress=progress))


def sheets_judged(data: bytes, name: str) -> tuple[list[tuple[str, list[list[str]], list[Any]]], str | None]:
    """The sheets of a file as plain values, and the mark of secrecy in their first rows or beside their cells."""
    from vanban.files.sheets import plain_sheets

    found = plain_sheets(data, name)
    titles = (mark_in(title, any_case=True) for title, _rows, _marks in found)
    degree = highest(
        [*titles, *(mark_in_rows(rows) for _title, rows, _marks in found), mark_in_asides(beside_cells(data))]
    )
    return ([] if degree else found), degree


def judged_container(data: bytes, name: str) -> str | None:
    """See :func:`judge_container_apart`."""
    if not data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return None
    try:
        return sheets_judged(data, name)[1]
    except UnreadableFile as error:
        if error.code in ("too_large", "bomb", "encrypted"):
            raise
    if not data.startswith(b"PK\x03\x04"):
        return None
    with open_package(data) as package:
        entries = [entry for entry in package.infolist() if not entry.is_dir()]
        return highest(_judged_entry(package.read(entry), entry.filename) for entry in entries)


def _judged_entry(data: bytes, name: str) -> str | None:
    """The mark of one file of an archive; None for a file that cannot be read. Archives in it are not opened."""
    if not data:
        return None
    try:
        return secrecy_mark(open_document(data, name.rpartition("/")[2], max_bytes=len(data), ocr=False))
    except UnreadableFile:
        pass
    try:
        return sheets_judged(data, name)[1] if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else None
    except UnreadableFile:
        return None


def whole(data: bytes, name: str, *, progress: Progress = _untold) -> Reading:
    """See :func:`read_apart`."""
    from vanban.reading import read_document

    return read_document(opened(data, name, ocr=True, progress=progress))


def kept(data: bytes, name: str, *, ocr: bool, progress: Progress = _untold) -> tuple[bytes, str | None]:
    """See :func:`kept_readings_apart`; the JSON as bytes, which cross over faster than values."""
    from vanban.reading import read_parts, together

    document = opened(data, name, ocr=ocr, progress=progress)
    if degree := secrecy_mark(document):
        return b"", degree
    parts = read_parts(document)
    if degree := highest(reading.header.secrecy for _part, reading in parts):
        return b"", degree
    whole = together(document, parts)
    alone = [reading.kept() for _part, reading in parts] if len(parts) > 1 else []
    return json.dumps([whole.kept(), *alone]).encode("ascii"), None


def stage(function: Callable[[Document], Any], data: bytes, name: str) -> Any:
    """One stage of reading (``vanban.cli``) over the document in a file."""
    return function(opened(data, name, ocr=True))


def figures_compared(readings: Sequence[Reading]) -> tuple[Reconciliation, ...]:
    """The figures of readings laid side by side."""
    from vanban.reconcile import reconcile

    return tuple(reconcile(*readings))


def figures_of_kept(bodies: Sequence[tuple[bytes, str]]) -> tuple[Reconciliation, ...]:
    """The same of readings that were kept as JSON, each with what it is called."""
    return figures_compared([reading_again(json.loads(body), name) for body, name in bodies])


def findings_of_kept(body: bytes) -> list[dict[str, Any]]:
    """What the linter says of a reading that was kept as JSON."""
    from vanban.lint import lint

    return [finding.to_dict() for finding in lint(reading_again(json.loads(body)))]
