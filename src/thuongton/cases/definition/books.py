"""Books of time limits (sổ thời hạn): limits of a field of law that no kind holds, and that kinds may refer to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thuongton.cases.definition.lines import FileFinding, Node, Unreadable, read_lines
from thuongton.cases.definition.model import Bilingual, ClockRule
from thuongton.cases.definition.rule_files import RULE, RuleReader

BOOKS = Path(__file__).parent.parent / "books"
TOP = ("book", "label", "basis", "clocks", "note")


@dataclass(frozen=True, slots=True)
class LimitOfBook:
    """A time limit of a book: its name, label and dated rules; none where no number was found in a text."""

    name: str
    label: Bilingual
    rules: tuple[ClockRule, ...]
    note: str = ""


@dataclass(frozen=True, eq=False)
class BookOfLimits:
    """The time limits of one field of law."""

    book: str
    label: Bilingual
    limits: Mapping[str, LimitOfBook]


class BookReader(RuleReader):
    """Reads one book of time limits."""

    def book(self, root: Node) -> BookOfLimits:
        """The book; what is wrong is kept in ``findings``."""
        top = self.keys(root, "", TOP, ("book", "label", "basis", "clocks"))
        self.laws = tuple(one.number for one in self.basis(top.get("basis")))
        limits = {name: self.limit(name, node) for name, node in self.named(top, "clocks")}
        return BookOfLimits(self.name(top.get("book"), "book"), self.label(top.get("label"), "label", 1), limits)

    def limit(self, name: str, node: Node) -> LimitOfBook:
        path = f"clocks.{name}"
        entries = self.keys(node, path, ("label", *RULE, "versions", "note", "off"), ("label",))
        rules = () if self.flag(entries.get("off"), f"{path}.off") else self.rules(node, path)
        note = self.text(entries.get("note"), f"{path}.note")
        return LimitOfBook(name, self.label(entries.get("label"), f"{path}.label", node.line), rules, note)


def read_book(file: str, raw: bytes) -> tuple[BookOfLimits, list[FileFinding]]:
    """A book and what is wrong with its file. Raises Unreadable."""
    root, findings = read_lines(file, raw)
    reader = BookReader(file)
    reader.findings += findings
    return reader.book(root), sorted(dict.fromkeys(reader.findings), key=lambda one: (one.line, one.path))


def book_files() -> list[Path]:
    """The books of the product."""
    return sorted(BOOKS.glob("*.yaml"))


@cache
def shipped_books() -> dict[str, BookOfLimits]:
    """Every book of the product. Raises ValueError when a file is wrong."""
    found: dict[str, BookOfLimits] = {}
    wrong: list[FileFinding] = []
    for path in book_files():
        try:
            book, findings = read_book(str(path), path.read_bytes())
        except Unreadable as error:
            findings = [error.finding]
        else:
            found[book.book] = book
        wrong += findings
    if wrong:
        raise ValueError("\n".join(map(str, wrong)))
    return found


@cache
def shipped_limits() -> dict[str, tuple[ClockRule, ...]]:
    """The rules of every limit of the books, by ``book.clock``."""
    return {f"{book.book}.{one.name}": one.rules for book in shipped_books().values() for one in book.limits.values()}
