"""Acts with their state on a day, set-based: from the windows that are kept, for lists, filters and counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from thuongton.law.models import ActWindow, LegalAct
from thuongton.law.states import LegalState
from thuongton.law.windows import FIRST, LAST

NOT_DERIVED = "not_derived"
"""The reason of an act whose windows were not derived yet; its state is «không xác định»."""


def with_state(acts: QuerySet[LegalAct], day: dt.date) -> QuerySet[LegalAct]:
    """The acts with ``state``, ``state_reason``, ``state_since`` and ``state_until`` on a day, and ``state_by``, the
    number of the act that caused it. Each is asked for the rows that are shown alone: counting them asks none.

    ``state_until`` is the first day on which the state is another one. Both days are those of the windows: ``FIRST``
    and ``LAST`` where the state has no beginning or no end (:func:`span_of`).
    """
    here = ActWindow.objects.filter(_on(day), act=OuterRef("pk"))
    found: QuerySet[LegalAct] = acts.annotate(
        state=Coalesce(Subquery(here.values("state")), Value(LegalState.UNKNOWN.value), output_field=CharField()),
        state_reason=Coalesce(Subquery(here.values("reason")), Value(NOT_DERIVED), output_field=CharField()),
        state_since=Subquery(here.values("since")),
        state_until=Subquery(here.values("until")),
        state_by=Subquery(here.values("by__number")),
    )
    return found


def window_on(day: dt.date, act: str) -> QuerySet[ActWindow]:
    """The window of a day of the act in the column ``act`` of rows outside, for a subquery of theirs."""
    return ActWindow.objects.filter(_on(day), act=OuterRef(act))


def acts_in(day: dt.date, states: Collection[LegalState | str]) -> QuerySet[ActWindow, int]:
    """The rows of the acts whose window of a day has one of some states, for a condition of rows outside."""
    found = ActWindow.objects.filter(_on(day), state__in=[LegalState(one).value for one in states])
    return found.order_by().values_list("act", flat=True)


def states_on(day: dt.date) -> QuerySet[ActWindow, tuple[int, str]]:
    """The row and the state of every act on a day."""
    return ActWindow.objects.filter(_on(day)).order_by().values_list("act", "state")


def in_states(acts: QuerySet[LegalAct], day: dt.date, states: Collection[LegalState | str]) -> QuerySet[LegalAct]:
    """The acts that are in one of some states on a day."""
    wanted = [LegalState(one).value for one in states]
    here = ActWindow.objects.filter(_on(day), act=OuterRef("pk")).values("state")
    # asked act by act, so that a page ends with its last line; the state stands outside, or its index would be taken
    state = Coalesce(Subquery(here), Value(LegalState.UNKNOWN.value), output_field=CharField())
    return acts.alias(state_asked=state).filter(state_asked__in=wanted)


def counts_by_state(acts: QuerySet[LegalAct] | None, day: dt.date) -> dict[LegalState, int]:
    """How many of some acts (None: of all) are in each state on a day; every state is there."""
    rows = ActWindow.objects.filter(_on(day), state__in=[one.value for one in LegalState])
    if acts is not None:
        rows = rows.filter(act__in=acts.order_by().values("pk"))
    found = dict.fromkeys(LegalState, 0)
    for state, number in rows.order_by().values_list("state").annotate(number=Count("pk")):
        found[LegalState(state)] = number
    every = (LegalAct.objects.all() if acts is None else acts).count()
    found[LegalState.UNKNOWN] += every - sum(found.values())  # acts whose windows were not derived yet
    return found


def span_of(act: LegalAct) -> tuple[dt.date | None, dt.date | None]:
    """From which day and to which last day an act of :func:`with_state` has its state; None: no beginning, no end."""
    since: dt.date | None = act.state_since  # type: ignore[attr-defined]
    until: dt.date | None = act.state_until  # type: ignore[attr-defined]
    return (
        since if since not in (None, FIRST) else None,
        until - dt.timedelta(days=1) if until is not None and until != LAST else None,
    )


def _on(day: dt.date) -> Q:
    return Q(since__lte=day, until__gt=day)
