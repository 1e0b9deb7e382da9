"""The acts that files hold, one after another: what is known of each, and its words where there are any.

A broken file is one refusal and stops nothing. Every file of unknown make is opened in a process of its own.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from thuongton.law.importing.facts import ActFacts, facts_of
from vanban.apart import open_apart
from vanban.model import UnreadableFile
from vanban.symbols import normalise

CATALOGUE = "catalogue.jsonl"
TABLES = (".jsonl", ".gz", ".xlsx")
LONGEST_LINE = 20_000_000
MOST_ROWS = 500_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act that a source holds. ``text`` None: facts alone. ``place`` is the file, with its line in a table."""

    facts: ActFacts | None
    text: str | None
    place: str


@dataclass(frozen=True, slots=True)
class RefusedSource:
    """A file or a line that cannot be used, with one sentence why."""

    place: str
    reason: str
    kind: str = "unreadable"


def opened(path: Path) -> str:
    """The words of a file of any format that ``vanban`` reads. Raises UnreadableFile, OSError."""
    if path.suffix.lower() == ".txt":
        return path.read_bytes().decode("utf-8-sig")
    return open_apart(path).text


def candidates(paths: Iterable[Path], catalogue: Path | None = None) -> Iterator[Candidate | RefusedSource]:
    """The acts of files, folders and tables, in order. Raises OSError for a path that is not there."""
    table = _catalogue(catalogue) if catalogue is not None else {}
    for path in paths:
        if path.is_dir():
            yield from _folder(path, table)
        elif path.suffix.lower() in TABLES:
            yield from _table(path, path.parent)
        else:
            yield _file(path, table.get(path.name))


def _folder(folder: Path, table: dict[str, ActFacts]) -> Iterator[Candidate | RefusedSource]:
    own = folder / CATALOGUE
    known = table | (_catalogue(own) if own.is_file() else {})
    used: set[str] = set()
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path == own or path.name.startswith((".", "~$")):
            continue
        if path.suffix.lower() in TABLES:
            yield from _table(path, folder)
            continue
        used.add(path.name)
        yield _file(path, known.get(path.name))
    for name, facts in known.items():
        if name not in used:
            yield Candidate(facts, None, f"{own.name}: {facts.number}")


def _catalogue(path: Path) -> dict[str, ActFacts]:
    """The rows of a catalogue by the file that each names; those without one by their number."""
    found = {}
    for _line, row in _lines(path):
        if isinstance(row, dict) and (facts := facts_of(row)) is not None:
            found[Path(facts.file).name if facts.file else f"={facts.number}"] = facts
    return found


def _file(path: Path, facts: ActFacts | None) -> Candidate | RefusedSource:
    try:
        return Candidate(facts, opened(path), path.name)
    except UnicodeDecodeError:
        try:
            return Candidate(facts, open_apart(path).text, path.name)
        except UnreadableFile as error:
            return RefusedSource(path.name, str(error))
    except UnreadableFile as error:
        return RefusedSource(path.name, str(error))
    except OSError as error:
        return RefusedSource(path.name, f"Không mở được tệp: {error.strerror or error}.")


def _table(path: Path, folder: Path) -> Iterator[Candidate | RefusedSource]:
    if path.suffix.lower() == ".xlsx":
        yield from _sheet(path)
        return
    articles = _Articles(path.name)
    for line, row in _lines(path):
        if not isinstance(row, dict):
            yield RefusedSource(f"{path.name}:{line}", "Dòng không phải một đối tượng JSON.")
        elif "article" in row and "text" in row and ("law" in row or "id" in row):
            done = articles.take(row)
            if done is not None:
                yield done
        elif (facts := facts_of(row)) is not None:
            file = folder / facts.file if facts.file else None
            if file is not None and file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                found = _file(file, facts)
                yield found
            else:
                yield Candidate(facts, None, f"{path.name}:{line}")
        elif not {"articles", "source_url"} & row.keys():
            yield RefusedSource(f"{path.name}:{line}", "Dòng không có số, ký hiệu văn bản.", "no-number")
    if (last := articles.last()) is not None:
        yield last


class _Articles:
    """Articles one a line, put together act by act; the articles of an act follow one another."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.law: str | None = None
        self.title = ""
        self.parts: list[str] = []
        self.chapter = ""

    def take(self, row: dict[str, Any]) -> Candidate | None:
        law = str(row.get("law") or str(row["id"]).partition("|")[0])
        done = self.last() if law != self.law else None
        if law != self.law:
            self.law, self.title, self.parts, self.chapter = law, str(row.get("law_title") or ""), [], ""
        chapter = str(row.get("chapter") or "")
        if chapter and chapter != self.chapter:
            self.parts.append(chapter)
            self.chapter = chapter
        label, text = str(row["article"]).strip(), str(row["text"]).strip()
        heading = str(row.get("heading") or "").strip()
        if heading and not text.startswith(heading):
            text = f"{heading}\n{text}"
        self.parts.append(text if not label[:1].isdigit() else f"Điều {label}. {text}")
        return done

    def last(self) -> Candidate | None:
        if self.law is None or not self.parts:
            return None
        facts = ActFacts(number=normalise(self.law), title=self.title)
        return Candidate(facts, "\n".join(self.parts), f"{self.name}: {self.law}")


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    """The lines of a file as JSON values with their numbers; None for what is none and where it breaks off."""
    number = 0
    try:
        for number, line in _raw_lines(path):
            try:
                yield number, json.loads(line)
            except (ValueError, RecursionError):
                yield number, None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield number + 1, None


def _raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            if number > MOST_ROWS or len(line) > LONGEST_LINE:
                yield number, b""  # no JSON: told as a line that cannot be used
                return
            yield number, line


def _sheet(path: Path) -> Iterator[Candidate | RefusedSource]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:
        yield RefusedSource(path.name, f"Không đọc được bảng tính: {type(error).__name__}.")
        return
    for sheet in book.worksheets:
        heads: list[str] | None = None
        for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > MOST_ROWS:
                break
            if heads is None:
                names = [str(value or "") for value in values]
                if facts_of(dict.fromkeys(names, "1/2020/X")) is not None:
                    heads = names
                continue
            facts = facts_of(dict(zip(heads, values, strict=False)))
            if facts is not None:
                yield Candidate(facts, None, f"{path.name}:{sheet.title}:{number}")
