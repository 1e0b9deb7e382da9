"""The kinds, books of time limits and forms that the product ships, each read once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from thuongton.cases.definition.books import shipped_books, shipped_limits
from thuongton.cases.definition.check import check_versions
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.lines import FileFinding, Unreadable
from thuongton.cases.definition.model import CaseKind, ClockRule

KINDS = Path(__file__).parent.parent / "kinds"


def kind_files() -> list[Path]:
    """The kind files of the product, in order of name."""
    return sorted(KINDS.glob("*.yaml"))


def check_kind_files(paths: Iterable[Path]) -> tuple[list[CaseKind], list[FileFinding], list[FileFinding]]:
    """Kinds, what is wrong with their files, and what makes files unreadable."""
    kinds: list[CaseKind] = []
    wrong: list[FileFinding] = []
    unreadable: list[FileFinding] = []
    for path in paths:
        try:
            kind, found = read_kind(str(path), path.read_bytes())
        except Unreadable as error:
            unreadable.append(error.finding)
            continue
        wrong += found
        if kind is not None:
            kinds.append(kind)
    return kinds, wrong + check_versions(kinds), unreadable


@cache
def shipped_kinds() -> dict[str, tuple[CaseKind, ...]]:
    """Every kind of the product with its versions, oldest first. Raises ValueError when a file is wrong."""
    kinds, wrong, unreadable = check_kind_files(kind_files())
    if wrong or unreadable:
        raise ValueError("\n".join(map(str, unreadable + wrong)))
    found: dict[str, list[CaseKind]] = {}
    for kind in kinds:
        found.setdefault(kind.kind, []).append(kind)
    return {name: tuple(sorted(versions, key=lambda one: one.version)) for name, versions in found.items()}


def kind_on(name: str, day: dt.date) -> CaseKind | None:
    """The version of a kind in force on a day, at which a case taken in on that day is pinned."""
    for kind in reversed(shipped_kinds().get(name, ())):
        if (kind.valid_from is None or kind.valid_from <= day) and (kind.valid_to is None or day <= kind.valid_to):
            return kind
    return None


def clock_rule(name: str, day: dt.date) -> ClockRule | None:
    """The rule of ``kind.clock`` in force on the day of the start event, from a kind or a book; None for none.

    Where the law of that day is not known the rule does not say so: only what a text says is here.
    """
    book, _dot, clock = name.partition(".")
    rules: list[ClockRule] = list(shipped_limits().get(name, ()))
    for kind in shipped_kinds().get(book, ()):
        if clock in kind.clocks:
            rules += kind.clocks[clock].rules
    return next((rule for rule in rules if rule.in_force(day)), None)


def clock_names() -> list[str]:
    """Every ``kind.clock`` that has a rule."""
    own = {
        f"{name}.{clock}"
        for name, kinds in shipped_kinds().items()
        for kind in kinds
        for clock, found in kind.clocks.items()
        if found.rules
    }
    return sorted(own | {name for name, rules in shipped_limits().items() if rules})


def label_of_clock(name: str) -> str:
    """The label of ``kind.clock``, in Vietnamese; its name where it is not known."""
    book, _dot, clock = name.partition(".")
    for kind in shipped_kinds().get(book, ()):
        if clock in kind.clocks:
            return kind.clocks[clock].label.vi
    limits = shipped_books()[book].limits if book in shipped_books() else {}
    return limits[clock].label.vi if clock in limits else name


def label_of_book(name: str) -> str:
    """The label of a kind or a book, in Vietnamese; its name where it is not known."""
    if name in shipped_kinds():
        return shipped_kinds()[name][-1].label.vi
    return shipped_books()[name].label.vi if name in shipped_books() else name
