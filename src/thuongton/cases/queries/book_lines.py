"""The cases of a register between two days as a book shows them, opened as far as the book may."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import Max, QuerySet

from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.models import Case
from thuongton.cases.papers.book import BookLine
from thuongton.cases.papers.saying import is_hidden, opened_by, printed_fields
from thuongton.cases.queries.cases import fields_of, visible_to
from thuongton.keyring.queries import Keys
from thuongton.people.models import Unit, User
from thuongton.people.queries import units_in_scope
from thuongton.people.scopes import worn, writing_unit
from thuongton.web.inputs import whole

MOST_LINES = 20_000
"""Cases of one print; a longer book is printed by shorter windows."""


def books_of(kind: CaseKind) -> list[KindPaper]:
    """The books that a kind prints."""
    return [paper for paper in kind.papers.values() if paper.book]


def unit_of_book(user: User, chosen: str) -> Unit | None:
    """The unit whose book is meant: the one chosen in scope, else the one in whose registers the hat writes."""
    if chosen:
        return units_in_scope(user).filter(pk=whole(chosen) or 0).first()
    hat = worn(user)
    return writing_unit(user) or (hat.scope if hat is not None else None)


def cases_between(
    user: User, unit: Unit, kind: CaseKind, window: tuple[dt.date, dt.date], last: int | None = None
) -> QuerySet[Case]:
    """The cases of a register received between two days, in the order of their numbers; none newer than ``last``."""
    found = visible_to(user).filter(unit=unit, kind=kind.kind, opened_on__range=window)
    if last is not None:
        found = found.filter(pk__lte=last)
    return found.select_related("unit").defer("search").order_by("year", "number")


def newest_of(cases: QuerySet[Case]) -> int:
    """The case of some that was taken in last, by its key; 0 for none."""
    return int(cases.order_by().aggregate(newest=Max("pk"))["newest"] or 0)


def lines_of_book(kind: CaseKind, paper: KindPaper, cases: Sequence[Case], *, looked: bool) -> Iterator[BookLine]:
    """The lines of a book; a sensitive field is opened only where somebody ``looked``."""
    keys = Keys(case.key_id for case in cases if case.key_id)
    shut = {name for name in printed_fields(kind, paper) if is_hidden(kind, paper, name)}
    shut |= set() if looked else set(opened_by(kind, paper))
    names = [name for name in printed_fields(kind, paper) if name not in shut]
    for case in cases:
        shown = {name: case.data[name] for name in names if name in case.data}
        values = {name: case.data[name] for name in shut if name in case.data}
        values |= fields_of(case, keys, purpose=True, data=shown)
        state = kind.states.get(case.state)
        yield BookLine(
            case.pk, case.number, case.year, case.opened_on, case.closed_on, state.label.vi if state else "", values
        )
