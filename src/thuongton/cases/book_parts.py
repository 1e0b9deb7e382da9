"""What else a register has beside its list: tabs and acts that other modules give, each by the name of its route.

A module that has a page of a whole register (nhập cả trang, in sổ …) adds one line to ``BOOK_PARTS``; the list of the
register and the page of all registers show it to whom ``shown`` says.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.entry.columns import grid_of
from thuongton.cases.queries.cases import kinds_for
from thuongton.cases.queries.in_hand import opening_acts
from thuongton.cases.queries.moving_many import newest_of
from thuongton.cases.rights import role_of
from thuongton.people.models import Unit, User

Place = Literal["tab", "act"]
Offered = Callable[[User, Unit | None, CaseKind], bool]


@dataclass(frozen=True, slots=True)
class BookPart:
    """One page of a register. ``route`` takes the name of the kind as its only part («cases:grid»).

    ``shown(user, unit, kind)`` says whether it is offered; ``unit`` is the unit in whose registers the hat worn writes,
    None for who only reads. ``place``: a tab beside the list, or an act in the head line.
    """

    key: str
    label: Any
    route: str
    shown: Offered
    place: Place = "tab"


@dataclass(frozen=True, slots=True)
class BookLink:
    """A part as a page shows it."""

    key: str
    label: str
    address: str


def _opens(user: User, unit: Unit | None, kind: CaseKind) -> bool:
    return unit is not None and kind.kind in kinds_for(unit) and bool(opening_acts(user, kind))


def _enters(user: User, unit: Unit | None, kind: CaseKind) -> bool:
    return unit is not None and kind.kind in kinds_for(unit) and grid_of(kind, role_of(user)) is not None


def _anybody(user: User, unit: Unit | None, kind: CaseKind) -> bool:
    return True


def _prints_a_book(user: User, unit: Unit | None, kind: CaseKind) -> bool:
    return any(paper.book for paper in kind.papers.values())


def _has_newer(user: User, unit: Unit | None, kind: CaseKind) -> bool:
    return unit is not None and newest_of(kind.kind) is not None


def _is_counted(user: User, unit: Unit | None, kind: CaseKind) -> bool:
    return bool(kind.statistics)


BOOK_PARTS: tuple[BookPart, ...] = (
    BookPart("grid", _("Nhập cả trang"), "cases:grid", _enters),
    BookPart("import", _("Nhập từ Excel"), "cases:import", _enters, "act"),
    BookPart("in-so", _("In sổ"), "cases:book", _prints_a_book, "act"),
    BookPart("bieu", _("Biểu số liệu"), "cases:forms-of", _is_counted, "act"),
    BookPart("phien-ban", _("Chuyển phiên bản"), "cases:move-many", _has_newer, "act"),
    BookPart("kind", _("Quy định của sổ"), "cases:kind", _anybody, "act"),
    BookPart("new", _("Tiếp nhận"), "cases:new", _opens, "act"),
)
"""Every part, in the order of the pages."""


def links_of(user: User, unit: Unit | None, kind: CaseKind, place: Place) -> Sequence[BookLink]:
    """The parts of a register that one is offered at a place."""
    return [
        BookLink(one.key, str(one.label), reverse(one.route, args=[kind.kind]))
        for one in BOOK_PARTS
        if one.place == place and one.shown(user, unit, kind)
    ]
