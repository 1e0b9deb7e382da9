"""The acts that files hold, one after another: what is known of each, and its words where there are any.

A broken file is one refusal and stops nothing. Every file of unknown make is opened in a process of its own, and
nothing of a paper, table, row or article comes in that bears a mark of state secrecy (``screened``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from thuongton.law.importing.facts import ActFacts, facts_of
from thuongton.law.importing.lines import UnusableLine, json_lines
from thuongton.law.importing.screened import (
    MARKED_ACT,
    MARKED_ROW,
    SecretPaper,
    mark_of_row,
    mark_of_words,
    sheets_of,
    words_of,
)
from vanban.apart import Busy
from vanban.model import UnreadableFile
from vanban.symbols import normalise

CATALOGUE = "catalogue.jsonl"
TABLES = (".jsonl", ".gz", ".xlsx")
NO_OBJECT = "Dòng không phải một đối tượng JSON."
MARKED = "secret"


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


def candidates(paths: Iterable[Path], catalogue: Path | None = None) -> Iterator[Candidate | RefusedSource]:
    """The acts of files, folders and tables, in order. Raises OSError for a path that is not there."""
    table: Known = _catalogue(catalogue) if catalogue is not None else {}
    for path in paths:
        if path.is_dir():
            yield from _folder(path, table)
        elif path.suffix.lower() in TABLES:
            yield from _table(path, path.parent)
        else:
            yield _file(path, table.get(path.name))


Known = Mapping[str, "ActFacts | RefusedSource"]
"""What a catalogue says, by the file that a row names."""


def _folder(folder: Path, table: Known) -> Iterator[Candidate | RefusedSource]:
    own = folder / CATALOGUE
    known = {**table, **(_catalogue(own) if own.is_file() else {})}
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
        if name in used:
            continue
        if isinstance(facts, RefusedSource):
            yield facts
        else:
            yield Candidate(facts, None, f"{own.name}: {facts.number}")


def _catalogue(path: Path) -> dict[str, ActFacts | RefusedSource]:
    """The rows of a catalogue by the file that each names; those without one by their number.

    A row that tells of a secret act refuses the file it names.
    """
    found: dict[str, ActFacts | RefusedSource] = {}
    for line, row in json_lines(path):
        if not isinstance(row, dict):
            found[f"={line}"] = RefusedSource(f"{path.name}:{line}", _why(row))
        elif (facts := facts_of(row)) is not None:
            degree = mark_of_row(row)
            key = Path(facts.file).name if facts.file else f"={facts.number}"
            place = f"{path.name}:{line}"
            found[key] = facts if degree is None else RefusedSource(place, MARKED_ROW.format(degree), MARKED)
    return found


def _why(row: Any) -> str:
    return str(row) if isinstance(row, UnusableLine) else NO_OBJECT


def _file(path: Path, facts: ActFacts | RefusedSource | None) -> Candidate | RefusedSource:
    if isinstance(facts, RefusedSource):
        return RefusedSource(path.name, facts.reason, facts.kind)
    try:
        return Candidate(facts, words_of(path), path.name)
    except OSError as error:
        return RefusedSource(path.name, f"Không mở được tệp: {error.strerror or error}.")
    except (UnreadableFile, Busy) as error:
        return _refused(path, error)


def _refused(path: Path, error: UnreadableFile | Busy) -> RefusedSource:
    return RefusedSource(path.name, error.sentence, MARKED if isinstance(error, SecretPaper) else "unreadable")


def _table(path: Path, folder: Path) -> Iterator[Candidate | RefusedSource]:
    if path.suffix.lower() == ".xlsx":
        yield from _sheets(path)
        return
    articles = _Articles(path.name)
    for line, row in json_lines(path):
        place = f"{path.name}:{line}"
        if not isinstance(row, dict):
            yield RefusedSource(place, _why(row))
        elif "article" in row and "text" in row and ("law" in row or "id" in row):
            done = articles.take(row)
            if done is not None:
                yield done
        elif (facts := facts_of(row)) is not None:
            if degree := mark_of_row(row):
                yield RefusedSource(place, MARKED_ROW.format(degree), MARKED)
                continue
            file = folder / facts.file if facts.file else None
            if file is not None and file.is_file() and file.resolve().is_relative_to(folder.resolve()):
                yield _file(file, facts)
            else:
                yield Candidate(facts, None, place)
        elif not {"articles", "source_url"} & row.keys():
            yield RefusedSource(place, "Dòng không có số, ký hiệu văn bản.", "no-number")
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
        self.degree: str | None = None

    def take(self, row: dict[str, Any]) -> Candidate | RefusedSource | None:
        law = str(row.get("law") or str(row["id"]).partition("|")[0])
        done = self.last() if law != self.law else None
        if law != self.law:
            self.law, self.title, self.parts, self.chapter = law, str(row.get("law_title") or ""), [], ""
            self.degree = None
        self.degree = self.degree or mark_of_row(row) or mark_of_words(str(row["text"]))
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

    def last(self) -> Candidate | RefusedSource | None:
        if self.law is None or not self.parts:
            return None
        if self.degree is not None:
            return RefusedSource(self.name, MARKED_ACT.format(self.degree), MARKED)
        facts = ActFacts(number=normalise(self.law), title=self.title)
        return Candidate(facts, "\n".join(self.parts), f"{self.name}: {self.law}")


def _sheets(path: Path) -> Iterator[Candidate | RefusedSource]:
    try:
        sheets = sheets_of(path)
    except OSError as error:
        yield RefusedSource(path.name, f"Không mở được tệp: {error.strerror or error}.")
        return
    except (UnreadableFile, Busy) as error:
        yield _refused(path, error)
        return
    for title, rows in sheets:
        heads: list[str] | None = None
        for number, values in enumerate(rows, 1):
            if heads is None:
                if facts_of(dict.fromkeys(values, "1/2020/X")) is not None:
                    heads = values
                continue
            row = dict(zip(heads, values, strict=False))
            place = f"{path.name}:{title}:{number}"
            if degree := mark_of_row(row):
                yield RefusedSource(place, MARKED_ROW.format(degree), MARKED)
            elif (facts := facts_of(row)) is not None:
                yield Candidate(facts, None, place)
