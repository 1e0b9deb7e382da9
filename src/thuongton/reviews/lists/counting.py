"""Counts of a campaign: kind × issuer × validity × handling, every number with the rows that it counts; pure.

One reading of the rows makes all numbers, so that none is worked out twice and every grouping adds up to the total.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from thuongton.reviews.lists.facts import RowFacts
from thuongton.reviews.lists.membership import (
    Handling,
    ListKind,
    Validity,
    handling_of,
    lists_of,
    validity_of,
)
from thuongton.web.numbers import number_words
from vanban.text import fold

AXES = ("kind", "issuer", "validity", "handling")
NO_KIND = "khác"
_ORDER = ("nghị quyết", "quyết định", "chỉ thị")


@dataclass(frozen=True, slots=True)
class Cell:
    """A row as counts see it: its place on each axis, and the lists it stands in."""

    pk: int
    kind: str
    issuer: str
    validity: Validity
    handling: Handling
    lists: frozenset[ListKind]


@dataclass(frozen=True, slots=True)
class Identity:
    """Numbers that must add up: «1.127 = 670 + 457 + 0»; ``labels`` say what each term is."""

    total: int
    terms: tuple[int, ...]
    labels: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether they do."""
        return self.total == sum(self.terms)

    @property
    def words(self) -> str:
        """The sum as it is written."""
        return f"{number_words(self.total)} = {' + '.join(map(number_words, self.terms))}"


@dataclass(frozen=True)
class ReviewFigures:
    """The figures of a campaign on a day. ``by(axis)`` and ``cross(axis, axis)`` count its cells."""

    day: dt.date
    cells: tuple[Cell, ...]
    lists: Mapping[ListKind, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """All rows."""
        return len(self.cells)

    def by(self, axis: str) -> dict[str, int]:
        """How many rows stand at each place of an axis, the usual kinds first, then the many before the few."""
        found = Counter(str(getattr(one, axis)) for one in self.cells)
        return dict(sorted(found.items(), key=lambda pair: (_rank(axis, pair[0]), -pair[1], pair[0])))

    def cross(self, axis: str, other: str) -> dict[tuple[str, str], int]:
        """How many rows stand at each pair of places of two axes."""
        return dict(Counter((str(getattr(one, axis)), str(getattr(one, other))) for one in self.cells))

    @property
    def to_handle(self) -> int:
        """Documents to be handled, decided or only proposed."""
        found = self.by("handling")
        return found.get(Handling.DECIDED, 0) + found.get(Handling.PROPOSED, 0)

    @property
    def identities(self) -> tuple[Identity, ...]:
        """What must add up."""
        kinds, validity, handling = self.by("kind"), self.by("validity"), self.by("handling")
        lists = self.lists
        return (
            Identity(self.total, tuple(kinds.values()), tuple(kinds)),
            Identity(self.total, tuple(validity.get(one, 0) for one in Validity), tuple(Validity)),
            Identity(self.total, tuple(handling.get(one, 0) for one in Handling), tuple(Handling)),
            Identity(
                self.total,
                tuple(lists.get(one, 0) for one in (ListKind.EXPIRED, ListKind.IN_FORCE, ListKind.UNKNOWN)),
                (ListKind.EXPIRED, ListKind.IN_FORCE, ListKind.UNKNOWN),
            ),
        )


def _rank(axis: str, place: str) -> int:
    if axis == "kind":
        return _ORDER.index(place) if place in _ORDER else len(_ORDER) + (place == NO_KIND)
    order: Sequence[str] = tuple(Validity) if axis == "validity" else tuple(Handling) if axis == "handling" else ()
    return order.index(place) if place in order else 0


def cell_of(facts: RowFacts, day: dt.date) -> Cell:
    """A row on its axes."""
    return Cell(
        facts.pk,
        facts.kind.strip().lower() or NO_KIND,
        " ".join(facts.issuer.split()),
        validity_of(facts),
        handling_of(facts, day),
        lists_of(facts, day),
    )


def figures_of(rows: Iterable[RowFacts], day: dt.date) -> ReviewFigures:
    """The figures of some rows on a day."""
    cells = tuple(cell_of(one, day) for one in rows)
    lists = Counter(kind for one in cells for kind in one.lists)
    return ReviewFigures(day, cells, {kind: lists[kind] for kind in ListKind})


def sentence_of(figures: ReviewFigures) -> str:
    """What a report says of a review («mẫu lời»), in the words of offices; what is unknown is said too.

    >>> sentence_of(figures_of([RowFacts(1, "1/2020/QĐ-UBND", kind="Quyết định", act=1, state="expired")],
    ...     dt.date(2026, 11, 30)))
    'Tổng số 01 văn bản, gồm 01 quyết định. Qua rà soát đã xác định 01 văn bản hết hiệu lực, 0 văn bản còn hiệu lực.'
    """
    kinds = ", ".join(f"{_counted(number)} {_kind_words(kind)}" for kind, number in figures.by("kind").items())
    found = figures.by("validity")
    told = [
        f"{_counted(found.get(Validity.EXPIRED, 0))} văn bản hết hiệu lực",
        f"{_counted(found.get(Validity.IN_FORCE, 0))} văn bản còn hiệu lực",
    ]
    if unknown := found.get(Validity.UNKNOWN, 0):
        told.append(f"{_counted(unknown)} văn bản chưa xác định được hiệu lực")
    first = f"Tổng số {_counted(figures.total)} văn bản" + (f", gồm {kinds}" if kinds else "")
    words = f"{first}. Qua rà soát đã xác định {', '.join(told)}"
    if figures.to_handle:
        words += (
            "; đồng thời đề xuất sửa đổi, bổ sung, thay thế, bãi bỏ, tạm ngưng hiệu lực hoặc ban hành mới đối với "
            f"{_counted(figures.to_handle)} văn bản"
        )
    return f"{words}."


def _counted(number: int) -> str:
    """A number as reports write it: «05», «1.127»."""
    return f"{number:02d}" if 0 < number < 10 else number_words(number)


def _kind_words(kind: str) -> str:
    return "văn bản loại khác" if kind == NO_KIND else kind


def key_of(words: str) -> str:
    """A place of an axis as an address names it.

    >>> key_of("Ủy ban nhân dân tỉnh A")
    'uy-ban-nhan-dan-tinh-a'
    """
    return "-".join("".join(letter if letter.isalnum() else " " for letter in fold(words)).split())
