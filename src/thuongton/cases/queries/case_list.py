"""What lists of cases ask of the database: cases of a kind or a queue, narrowed and put in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Exists, F, Min, OrderBy, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTransform

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.lens import CaseLens, lens_of
from thuongton.cases.models import Case, CaseEntry, CaseTerm
from thuongton.cases.queries.case_rows import CaseRow, day_bounds, rows_of_cases
from thuongton.cases.queries.cases import matching, visible_to
from thuongton.cases.queries.queues import queue
from thuongton.cases.queries.statuses import live
from thuongton.cases.steps import state_after
from thuongton.cases.words import KindWords
from thuongton.people.models import COMMUNE_KINDS, User
from thuongton.people.scopes import worn, writing_unit
from thuongton.web.lists.filters import Days
from thuongton.web.lists.question import Question

_NUMBER = re.compile(r"(?P<number>[0-9]{1,9})\s*/\s*(?P<year>[0-9]{4})")
NEWEST = (F("opened_on").desc(), F("pk").desc())


def lens_of_list(question: Question) -> CaseLens:
    """As of when a list is read."""
    return lens_of(question.as_of if question.rewound else None)


def answered_for(user: User) -> QuerySet[Case]:
    """The cases that the hat worn answers for: those of the unit in whose registers it writes, none for who reads.

    The one meaning of «của đơn vị tôi»: what «Hôm nay», the menu, reminders and feeds count.
    """
    unit = writing_unit(user)
    return Case.objects.filter(unit=unit) if unit is not None else Case.objects.none()


def cases_for(question: Question) -> QuerySet[Case]:
    """The cases that a list is about, of all kinds."""
    found = visible_to(question.reader).select_related("unit", "handler").defer("search", "steps")
    return found.filter(opened_on__lte=question.as_of) if question.rewound else found


def cases_of_kind(question: Question) -> QuerySet[Case]:
    """The cases of one register."""
    return cases_for(question).filter(kind=question.place.kind)


def cases_of_queue(question: Question) -> QuerySet[Case]:
    """The cases of one queue."""
    lens = lens_of_list(question)
    return queue(cases_for(question), question.place, question.reader, lens.when, lens.timed)


def list_rows(question: Question, cases: list[Case]) -> list[CaseRow]:
    """The cases of one page as rows."""
    return rows_of_cases(question.reader, cases, lens_of_list(question), rewound=question.rewound)


def with_words(cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Cases found by their number («07/2026»), or by words, those of sealed fields by their marks."""
    number = _NUMBER.fullmatch(words.strip())
    if number is not None:
        return cases.filter(number=int(number["number"]), year=int(number["year"]))
    return matching(cases, words)


def in_queue(cases: QuerySet[Case], name: str, question: Question) -> QuerySet[Case]:
    """Those that stand in a queue."""
    lens = lens_of_list(question)
    return queue(cases, name, question.reader, lens.when, lens.timed)


def open_on_day(cases: QuerySet[Case], wanted: bool, question: Question) -> QuerySet[Case]:
    """Those that are open, or those that are closed, on the day of the list."""
    if not question.rewound:
        return cases.filter(closed_on__isnull=wanted)
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=question.as_of)
    return cases.filter(still if wanted else ~still)


def in_states(cases: QuerySet[Case], states: Sequence[str], question: Question) -> QuerySet[Case]:
    """Those that stand in one of some states on the day of the list.

    A case without an act after that day stands as its row says; of the others the state is found among their steps.
    """
    if not question.rewound:
        return cases.filter(state__in=states)
    after = f"{question.as_of:%Y-%m-%d}T99"
    later = Exists(CaseEntry.objects.filter(case=OuterRef("pk"), on__gt=after))
    changed = cases.filter(later).order_by().values_list("pk", "steps")
    day = question.as_of.isoformat()
    then = [pk for pk, steps in changed.iterator(chunk_size=2_000) if state_after(steps, day) in states]
    return cases.filter((~later & Q(state__in=states)) | Q(pk__in=then))


def due_between(cases: QuerySet[Case], days: Days) -> QuerySet[Case]:
    """Those of which a running clock of the office ends within a span."""
    return cases.filter(Exists(_running().filter(case=OuterRef("pk"), **day_bounds(days.first, days.last))))


def own_unit(cases: QuerySet[Case], question: Question) -> QuerySet[Case]:
    """Those that the hat worn answers for; all in scope where it only reads."""
    unit = writing_unit(question.reader)
    return cases.filter(unit=unit) if unit is not None else cases


def by_due(_question: Question | None = None) -> Sequence[Any]:
    """The nearest due day first; those without one last."""
    return [OrderBy(_due(), nulls_last=True), *NEWEST]


def _due() -> Subquery:
    nearest_of = _running().filter(case=OuterRef("pk")).order_by().values("case").annotate(nearest=Min("due"))
    return Subquery(nearest_of.values("nearest"))


def _running() -> QuerySet[CaseTerm]:
    return CaseTerm.objects.filter(
        past=False, followed=False, stopped_on=None, cancelled_on=None, replaced_on=None, due__isnull=False
    )


def by_field(name: str) -> Sequence[Any]:
    """The order of a field kept in clear."""
    return [OrderBy(KeyTransform(name, "data"), nulls_last=True), *NEWEST]


def sees_several_units(user: User) -> bool:
    """Whether the scope of the hat worn is more than one commune."""
    hat = worn(user)
    return hat is not None and hat.scope is not None and hat.scope.kind not in COMMUNE_KINDS


def kinds_offered(_question: Question) -> Iterable[tuple[str, Any]]:
    """Every kind by its label."""
    found = [(name, KindWords(versions[-1].label)) for name, versions in known_kinds().items()]
    return sorted(found, key=lambda one: str(one[1]))


def clock_counts(cases: QuerySet[Case], lens: CaseLens, *by: str) -> dict[tuple[str, ...], int]:
    """How many cases have a clock of the office that is overdue or due soon, by status and columns («kind»)."""
    urgent = live(lens.when, lens.timed, "overdue", "due_soon").filter(case__in=cases).order_by()
    names = [f"case__{name}" for name in by]
    rows = urgent.values_list("status", *names).annotate(number=Count("case", distinct=True))
    return {tuple(row[:-1]): row[-1] for row in rows}


def open_counts(cases: QuerySet[Case], year: int, *by: str) -> dict[tuple[str, ...], tuple[int, int, int]]:
    """How many cases there are by columns: open ones, those of the year, all."""
    numbers = {
        "open": Count("pk", filter=Q(closed_on__isnull=True)),
        "of_year": Count("pk", filter=Q(year=year)),
        "every": Count("pk"),
    }
    rows = cases.order_by().values_list(*by).annotate(**numbers)
    return {tuple(row[: len(by)]): (row[-3], row[-2], row[-1]) for row in rows}
