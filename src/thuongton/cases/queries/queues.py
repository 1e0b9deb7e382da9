"""Queues (hàng việc): what is due, late, mine, waiting or stuck, as lists of cases worked out by the database.

A queue that kinds declare is worked out of state, flags and clocks alone; ``thuongton check`` holds all of them equal
to what the interpreter says of each case.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from thuongton.cases.definition.installed import follows_installed
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import ANY, OFFICE, QUEUES, CaseKind
from thuongton.cases.engine.clocks import LIVE
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.kind_queues import as_query
from thuongton.cases.queries.statuses import live, with_status
from thuongton.people.models import User


def queue(cases: QuerySet[Case], name: str, user: User, as_of: dt.datetime, timed: bool) -> QuerySet[Case]:
    """The open cases of one queue as of a day or moment. Raises LookupError for a name that no kind has."""
    own: dict[str, Callable[[], Q]] = {
        "viec_cua_toi": lambda: Q(handler=user, closed_on__isnull=True),
        "sap_den_han": lambda: _has(as_of, timed, "due_soon"),
        "qua_han": lambda: _has(as_of, timed, "overdue"),
        "mac_ket": lambda: stuck_query() & Q(closed_on__isnull=True) & ~_has(as_of, timed, *LIVE),
    }
    if name in own:
        return cases.filter(own[name]())
    if name not in queue_names():
        raise LookupError(name)
    found = Q(pk__in=[])
    for kind in _kinds():
        if name in kind.queues:
            condition = as_query(kind.queues[name].when, lambda key, statuses: _clock(as_of, timed, key, statuses))
            found |= Q(kind=kind.kind, version=kind.version) & condition
    return cases.filter(found)


def queue_names() -> list[str]:
    """Every queue, those of the house first."""
    return list(dict.fromkeys([*QUEUES, *(name for kind in _kinds() for name in kind.queues)]))


def _kinds() -> list[CaseKind]:
    return [kind for versions in known_kinds().values() for kind in versions]


def _has(as_of: dt.datetime, timed: bool, *statuses: str) -> Q:
    return Q(Exists(live(as_of, timed, *statuses).filter(case=OuterRef("pk"))))


def _clock(as_of: dt.datetime, timed: bool, keys: tuple[str, ...], statuses: tuple[str, ...]) -> Q:
    terms = with_status(CaseTerm.objects.filter(past=False, key__in=keys), as_of, timed)
    terms = terms.filter(status__in=statuses)  # type: ignore[misc]
    began = Exists(terms.filter(case=OuterRef("pk")))
    if "not_started" in statuses:
        return Q(began) | ~Q(Exists(CaseTerm.objects.filter(past=False, key__in=keys, case=OuterRef("pk"))))
    return Q(began)


@follows_installed
def stuck_query() -> Q:
    """Open states that nobody in office can leave, by kind and version."""
    found = Q(pk__in=[])
    for kind in _kinds():
        states = [name for name, state in kind.states.items() if not state.final and _no_way_out(kind, name)]
        if states:
            found |= Q(kind=kind.kind, version=kind.version, state__in=states)
    return found


def _no_way_out(kind: CaseKind, state: str) -> bool:
    return not any(
        one.to not in (None, state) and set(OFFICE) & set(one.role)
        for one in kind.leaving(state).values()
        if ANY not in one.sources
    )


def nearest_due(cases: Iterable[Case]) -> dict[int, dt.date]:
    """The nearest due day of the office's own running clocks, by case."""
    running = CaseTerm.objects.filter(
        case__in=[case.pk for case in cases], past=False, followed=False,
        stopped_on=None, cancelled_on=None, replaced_on=None, due__isnull=False,
    )  # fmt: skip
    return dict(running.values("case").annotate(nearest=Min("due")).values_list("case", "nearest"))
