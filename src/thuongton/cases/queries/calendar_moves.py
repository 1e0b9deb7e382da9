"""Which clocks of cases move when the working calendar changes: open ones; those that are over keep their day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone

from thuongton.calendars.dependents import Batch, Move, Span
from thuongton.calendars.queries import Book
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.cases import Timekeepers, acts_by_case, folded, kind_of
from thuongton.cases.rows import term_values

CHUNK = 2_000
COUNTED = ("due", "due_at", "soon_from", "soon_at", "provisional")
"""The columns of a clock that rest on the calendar."""


def terms_within(span: Span) -> QuerySet[CaseTerm]:
    """Clocks that ran over the span: begun by its last day, due on its first or later, or standing still."""
    found = CaseTerm.objects.filter(Q(due__isnull=True) | Q(due__gte=span.first), started_on__lte=span.last)
    return found.filter(case__unit__path__startswith=span.path) if span.path else found


def term_moves(span: Span, calendars: Book, after: int, lock: bool) -> Batch:
    """The next clocks that stand otherwise than the calendars put them, and after which key the next ones come."""
    found = terms_within(span).filter(pk__gt=after).order_by("pk")
    if lock:
        found = found.select_for_update(of=("self",))
    rows = list(found[:CHUNK])
    cases = _cases_of({row.case_id for row in rows})
    acts = acts_by_case(cases.values())
    times = Timekeepers(calendars)
    zone = get_current_timezone()
    right: dict[int, dict[tuple[str, object], dict[str, Any]]] = {}
    for number, case in cases.items():
        time = times.of(case.unit)
        now = folded(case, time, acts.get(number, []))
        columns = [(clock.key, term_values(clock, time, zone=zone)) for clock in (*now.past, *now.clocks.values())]
        right[number] = {(key, one["started_at"]): one for key, one in columns}
    moves = []
    for row in rows:
        values = right[row.case_id].get((row.key, row.started_at))
        if values is None or all(getattr(row, name) == values[name] for name in COUNTED):
            continue
        over = is_over(row)
        if over and row.due == values["due"]:
            continue
        written = {name: values[name] for name in COUNTED}
        moves.append(_move(row, cases[row.case_id], over, written))
    return Batch(moves, rows[-1].pk if len(rows) == CHUNK else None)


def is_over(row: CaseTerm) -> bool:
    """Whether a clock stopped, was cancelled or replaced: it keeps the day it was judged by."""
    return bool(row.stopped_on or row.cancelled_on or row.replaced_on)


def _cases_of(numbers: Iterable[int]) -> dict[int, Case]:
    """Some cases with what the moving of their clocks asks of them: which kind, which number, whose they are."""
    rows = Case.objects.only("uid", "kind", "version", "year", "number", "unit").select_related("unit")
    return {case.pk: case for case in rows.filter(pk__in=list(numbers))}


def _move(row: CaseTerm, case: Case, over: bool, values: dict[str, Any]) -> Move:
    name = row.key.partition(":")[0]
    label = f"{kind_of(case).label.vi} {case}: {kind_of(case).clocks[name].label.vi}"
    new = values["due"]
    return Move(
        row.pk,
        label,
        case.unit_id,
        case.unit.path,
        row.due,
        new,
        over,
        values,
        record=case,
    )


def answering_for_terms(rows: Iterable[int]) -> dict[int, int]:
    """For each person how many of the clocks are in cases that he or she handles."""
    found = CaseTerm.objects.filter(pk__in=set(rows), case__handler__isnull=False)
    return dict(Counter(found.values_list("case__handler", flat=True)))


def case_of_term(row: int) -> Case:
    """The case of a clock."""
    return CaseTerm.objects.select_related("case").get(pk=row).case
