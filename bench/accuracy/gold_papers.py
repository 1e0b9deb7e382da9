"""The labelled papers: those of ``gold_dev`` and those labelled here, with the path of each beside the repository."""

from __future__ import annotations

import functools
import json
import os
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


@functools.lru_cache(maxsize=8)
def opened(path: Path) -> Document:
    """An opened paper; the last few are kept because several measurements read the same ones."""
    return open_document(path)
