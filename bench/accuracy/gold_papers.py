"""The labelled papers: those of ``gold_dev`` and those labelled here, with the path of each beside the repository."""

from __future__ import annotations

import functools
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vanban.files import open_document
from vanban.model import Document

GOLD = Path(os.environ.get("THUONGTON_GOLD", Path(__file__).parent / "gold"))
QUICK = os.environ.get("THUONGTON_GOLD_QUICK") == "1"  # without Word 97 files and scans, which take seconds each
FOLDERS = ("seeds", "dev_corpus/admin", "dev_corpus/legal_html", "dev_corpus/legal_files", "dev_corpus/scan")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The objects of a file of labels, one a line; none when there is no such file."""
    path = GOLD / name
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def path_of(shared: Path, file: str) -> Path:
    """Where a paper stands, named by its file or by the identifier before the «_» of it."""
    found = [path for folder in FOLDERS for path in (shared / folder).glob(f"{file}*")]
    exact = [path for path in found if path.name == file or path.name.startswith(f"{file}_")]
    if len(exact) != 1:
        raise FileNotFoundError(f"{file}: {len(exact)} tệp trong {shared}")
    return exact[0]


def measured(path: Path) -> bool:
    """Whether a paper is measured in this run."""
    return not QUICK or (path.suffix != ".doc" and path.parent.name != "scan")


_PLACES = ("start", "end", "number_start", "number_end", "payload")


def here(text: str, row: dict[str, Any]) -> dict[str, Any]:
    """A label with its places where its ``surface`` stands today, at the occurrence nearest to where it was labelled.

    A file may be laid out with other spaces or lines than on the day when it was labelled.
    """
    start = row["start"]
    if text.startswith(row["surface"], start):
        return row
    pattern = re.compile(r"\s+".join(re.escape(word) for word in row["surface"].split()))
    found = [match.start() for match in pattern.finditer(text)]
    if not found:
        return row
    moved = min(found, key=lambda place: abs(place - start)) - start
    return row | {name: _moved(row[name], moved) for name in _PLACES if row.get(name) is not None}


def _moved(place: int | list[int], by: int) -> int | list[int]:
    return place + by if isinstance(place, int) else [each + by for each in place]


@functools.lru_cache(maxsize=8)
def opened(path: Path) -> Document:
    """An opened paper; the last few are kept because several measurements read the same ones."""
    return open_document(path)
