"""Clocks of cases that are late, due soon or ahead: what «Hôm nay», feeds and reminders say, without personal data."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from thuongton.cases.lens import CaseLens, lens_of
from thuongton.cases.models import Case, CaseReminder, CaseTerm
from thuongton.cases.queries.case_list import answered_for, by_due
from thuongton.cases.queries.case_rows import CaseRow, rows_of_cases
from thuongton.cases.queries.naming import called, clock_called, register_called
from thuongton.cases.queries.queues import queue
from thuongton.cases.queries.statuses import live
from thuongton.cases.reminding import UrgentClock
from thuongton.people.models import Role, User
from thuongton.people.queries import people_by_unit
from thuongton.people.scopes import worn
from thuongton.web.today import Deadline
from thuongton.web.waiting import DueDay

MOST = 100
"""Deadlines whose words are read; their numbers are counted whole."""
AHEAD = dt.timedelta(days=366)
OPEN = ("running", "due_soon", "overdue")


def clocks_of(cases: QuerySet[Case], lens: CaseLens, *statuses: str) -> QuerySet[CaseTerm]:
    """The running clocks of the office with one of the statuses in some cases, each with ``status``."""
    return live(lens.when, lens.timed, *statuses).filter(case__in=cases, due__isnull=False)


def number_in_queue(user: User, name: str, as_of: dt.date) -> int:
    """How many cases one answers for stand in a queue: the number of every page; asked of the database once a request.

    What one answers for does not change within a request, but the hat worn may.
    """
    hat = worn(user)
    kept: dict[tuple[str, dt.date, int | None], int] = user.__dict__.setdefault("_cases_in_queues", {})
    key = (name, as_of, hat.pk if hat is not None else None)
    if key not in kept:
        lens = lens_of(as_of)
        kept[key] = queue(answered_for(user), name, user, lens.when, lens.timed).count()
    return kept[key]


def late_number(user: User, as_of: dt.date) -> int:
    """How many overdue cases one answers for."""
    return number_in_queue(user, "qua_han", as_of)


def first_in_queue(user: User, name: str, as_of: dt.date, most: int) -> list[CaseRow]:
    """The first cases of a queue that one answers for, the nearest due day first."""
    lens = lens_of(as_of)
    found = queue(answered_for(user), name, user, lens.when, lens.timed).select_related("unit", "handler")
    cases = list(found.defer("search", "steps").order_by(*by_due())[:most])
    return rows_of_cases(user, cases, lens)


def waiting_for_leader(user: User) -> QuerySet[Case]:
    """The cases of the own unit that wait for the leader, for who is the leader."""
    hat = worn(user)
    if hat is None or hat.role != Role.LEADER:
        return Case.objects.none()
    lens = lens_of(None)
    return queue(answered_for(user), "cho_lanh_dao", user, lens.when, lens.timed).order_by("opened_on", "pk")


def deadlines(user: User, first: dt.date, last: dt.date) -> tuple[list[Deadline], Counter[dt.date]]:
    """The first due days of cases from a day to a day, and how many clocks end on each day."""
    terms = clocks_of(answered_for(user), lens_of(first), *OPEN).filter(due__gte=first, due__lte=last)
    counts = Counter(dict(terms.order_by().values_list("due").annotate(number=Count("pk"))))
    tones = {"overdue": "red", "due_soon": "amber"}
    found = [
        Deadline(
            term.due,
            term.case.get_absolute_url(),
            str(term.case),
            f"{register_called(term.case)}: {clock_called(term)}",
            tone=tones.get(term.status, ""),  # type: ignore[attr-defined]
        )
        for term in terms.select_related("case").order_by("due", "pk")[:MOST]
        if term.due is not None
    ]
    return found, counts


def next_clock(user: User, as_of: dt.date) -> CaseTerm | None:
    """The nearest clock that is neither late nor due soon."""
    terms = clocks_of(answered_for(user), lens_of(as_of), "running").select_related("case")
    return terms.order_by("due", "pk").first()


def due_days_of_cases(user: User, whole_unit: bool, day: dt.date) -> Iterator[DueDay]:
    """The due days of cases for a calendar feed: of the whole unit, or of what the person handles; one query."""
    cases = answered_for(user)
    if not whole_unit:
        cases = cases.filter(handler=user)
    terms = clocks_of(cases, lens_of(day), *OPEN).filter(due__lte=day + AHEAD).select_related("case")
    for term in terms.order_by("due", "pk"):
        assert term.due is not None
        late = _("Quá hạn") + ": " if term.status == "overdue" else ""  # type: ignore[attr-defined]
        mark = f" ({_('dự kiến')})" if term.provisional else ""
        words = f"{late}{called(term.case)}: {clock_called(term)}{mark}"
        yield DueDay(f"vu-viec-{term.pk}", words[:200], term.due, term.case.get_absolute_url())


def urgent_clocks(day: dt.date) -> tuple[list[UrgentClock], dict[tuple[int, str], CaseTerm]]:
    """Every clock of the office that is late or due soon, of all units, with who answers for it; two queries.

    The handler answers; where there is none, the officers of the unit. Of what is late the leaders are told too.
    """
    lens = lens_of(day)
    terms = list(
        live(lens.when, lens.timed, "overdue", "due_soon")
        .filter(due__isnull=False)
        .select_related("case", "case__handler")
        .order_by("due", "pk")
    )
    people = people_by_unit({term.case.unit_id for term in terms}, day)
    found, by_name = [], {}
    for term in terms:
        assert term.due is not None
        late = term.status == "overdue"  # type: ignore[attr-defined]
        answering = tuple(_answering(term.case, people.get(term.case.unit_id, ()), late=late))
        found.append(UrgentClock(term.case_id, term.key, term.due, late, answering))
        by_name[term.case_id, term.key] = term
    return found, by_name


def _answering(case: Case, working: Sequence[tuple[int, str]], *, late: bool) -> Iterable[int]:
    handler = case.handler
    there = {person for person, _role in working}
    if handler is not None and handler.is_active and handler.pk in there:
        people = [handler.pk]
    else:
        people = [person for person, role in working if role == Role.OFFICER]
    leaders = [person for person, role in working if role == Role.LEADER] if late else []
    return dict.fromkeys([*people, *leaders])


def reminded_already(keys: Iterable[str]) -> set[str]:
    """Which of these reminders went out already."""
    return set(CaseReminder.objects.filter(key__in=list(keys)).values_list("key", flat=True))
