"""Reads of the home page, the dashboard and the calendar feed; all through ``visible_to``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare

from thuongton.calendars.queries import calendar
from thuongton.home.ahead import Ahead, days_of, laid_out, last_day
from thuongton.home.heat import HeatRow, month_ends, worst_first
from thuongton.home.models import FeedToken
from thuongton.home.services import digest_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import (
    hats_of,
    hats_visible_to,
)
from thuongton.plans.models import (
    Occurrence,
    Party,
    PartyRole,
    Plan,
    Task,
)
from thuongton.plans.queries import tasks as task_queries
from thuongton.plans.queries.areas import PROVINCES, areas_of
from thuongton.plans.queries.filters import Filters, filtered
from thuongton.plans.queries.leads import Lead, leads_apart
from thuongton.plans.queries.status import by_itself, is_in, may_be
from thuongton.plans.queries.turns import TurnRow, late_turns, turn_rows, turns_of
from thuongton.plans.status import Basis, State
from thuongton.web.today import deadlines_of
from thuongton.web.waiting import DueDay, due_of

SEARCH_LIMIT = 20
FEED_MOST = 1000


def followed(user: User) -> QuerySet[Task]:
    """The tasks one may see of plans that are followed."""
    return task_queries.followed_by(user)


def answered_for(user: User) -> QuerySet[Task]:
    """The tasks that Home and the dashboard speak of: those one answers for, so that both say the same numbers."""
    return task_queries.mine(user, at_once=True)


def heat(user: User, as_of: dt.date, basis: Basis, tasks: QuerySet[Task] | None = None) -> list[HeatRow]:
    """Lead agencies × states in two queries, worst first; tasks of several leads and tasks without one
    have a row of their own, so that the rows add up to the tasks.

    ``tasks`` are those of :func:`answered_for`, when a page has them already.
    """
    seen = answered_for(user) if tasks is None else tasks
    return worst_first(
        HeatRow(
            name=lead.name,
            counts=lead.counts,
            opens=partial(_opened, lead),
            unit_id=lead.unit,
            late_turns=lead.late_turns,
            longest=lead.longest,
            proven=lead.proven,
            group="shared" if lead.shared else "" if lead.name else "nobody",
        )
        for lead in leads_apart(seen, as_of, basis, among=task_queries.turns_of_mine(user))
    )


def _opened(lead: Lead) -> str:
    return f"{lead.filters.query()}&cua-toi=1"


def heat_of_areas(
    user: User,
    as_of: dt.date,
    basis: Basis,
    tasks: QuerySet[Task],
    kinds: tuple[str, ...] = PROVINCES,
    units: Sequence[Unit] = (),
    inside: Unit | None = None,
) -> list[HeatRow]:
    """Areas × states in a fixed number of queries, worst first; the rows add up to the tasks.

    ``tasks`` are those of :func:`answered_for`, or the part of them below ``inside``.
    """
    among = task_queries.turns_of_mine(user) if inside is None else None
    return worst_first(
        HeatRow(
            name=area.unit.name,
            counts=area.counts,
            opens=_of_area(area.unit, kinds).query() + "&cua-toi=1",
            unit_id=area.unit.pk,
            late_turns=area.late_turns,
            longest=area.longest,
            proven=area.proven,
            group="area" if area.unit.kind in kinds else "",
        )
        for area in areas_of(tasks, as_of, basis, kinds, units, inside=inside, among=among)
    )


def under(tasks: QuerySet[Task], unit: Unit) -> QuerySet[Task]:
    """The tasks among these of plans of a unit and of the units below it."""
    return filtered(tasks, Filters(under=unit.pk))


def _of_area(unit: Unit, kinds: tuple[str, ...]) -> Filters:
    return Filters(under=unit.pk) if unit.kind in kinds else Filters(owner=unit.pk)


def overdue_trend(
    user: User, as_of: dt.date, basis: Basis, months: int = 12, tasks: QuerySet[Task] | None = None
) -> list[tuple[dt.date, int]]:
    """How many tasks and turns were overdue at the end of each month, in two queries for all months."""
    seen = answered_for(user) if tasks is None else tasks
    ends = month_ends(as_of, months)
    turns = Occurrence.objects.filter(task_queries.AmongIds(seen.order_by().values_list("pk"), "task"), by_itself())
    found = dict.fromkeys(ends, 0)
    rows: QuerySet[Any]
    for rows in (seen, turns):
        late = {
            f"m{index}": Count("pk", filter=Q(is_in((State.OVERDUE,), day, basis, model=rows.model)))
            for index, day in enumerate(ends)
        }
        ever = may_be((State.OVERDUE,), max(ends, default=as_of), model=rows.model)
        numbers = rows.filter(ever).order_by().aggregate(**late)
        for index, day in enumerate(ends):
            found[day] += numbers[f"m{index}"]
    return list(found.items())


def ahead_of(user: User, as_of: dt.date) -> Ahead:
    """The open deadlines of seven days and of the months to come, of all rooms, in a fixed number of queries."""
    found, counts = deadlines_of(user, as_of, last_day(as_of))
    week = days_of(as_of)
    worked = calendar(week[0], week[-1])
    off = frozenset(day for day in week if not worked.is_working(day))
    return laid_out(found, counts, as_of, off)


def feed_owner(secret: str) -> FeedToken | None:
    """The feed whose address carries this secret, while it is switched on and its hat is in force."""
    token = (
        FeedToken.objects.filter(digest=digest_of(secret), revoked_at__isnull=True, user__is_active=True)
        .select_related("user", "hat__scope", "hat__unit")
        .first()
    )
    if token is None or not constant_time_compare(token.standing, token.user.get_session_auth_hash()):
        return None
    if not hats_of(token.user).filter(pk=token.hat_id).exists():
        return None
    token.user.hat = token.hat
    return token


def feeds_of(user: User) -> QuerySet[FeedToken]:
    """One's own feeds that are on."""
    found = FeedToken.objects.filter(user=user, revoked_at__isnull=True, standing=user.get_session_auth_hash())
    return found.select_related("hat")


@dataclass(frozen=True, slots=True)
class UnitWork:
    """One unit's work on a day: its counts as lead and as coordinator, its urgent rows, its plans, its people."""

    unit: Unit
    leads: dict[State, int]
    coordinates: dict[State, int]
    late_turns: dict[str, int]  # overdue turns by role
    urgent: list[task_queries.TaskRow | TurnRow]
    plans: list[Plan]
    people: list[tuple[str, str]]


def unit_work(user: User, unit: Unit, as_of: dt.date, basis: Basis) -> UnitWork:
    """The work of a visible unit, of the tasks one may see, in a fixed number of queries."""

    def taking_part(role: str) -> QuerySet[Task]:
        parties = Party.objects.filter(task=OuterRef("pk"), role=role, unit=unit)
        return followed(user).filter(Exists(parties))

    urgent_states = (State.OVERDUE, State.DUE_SOON)
    leads = taking_part(PartyRole.LEAD)
    urgent = task_queries.with_status(leads, as_of, basis, states=urgent_states)
    rows: list[task_queries.TaskRow | TurnRow] = [
        *task_queries.rows_of(urgent.order_by("due_now", "pk")[:SEARCH_LIMIT], as_of, turns=False, reader=user),
        *turn_rows(turns_of(leads, as_of, basis, urgent_states), SEARCH_LIMIT),
    ]
    hats = hats_visible_to(user).filter(unit=unit, valid_to__isnull=True).order_by("user__full_name")
    return UnitWork(
        unit=unit,
        leads=task_queries.counts(leads, as_of, basis),
        coordinates=task_queries.counts(taking_part(PartyRole.COORDINATE), as_of, basis),
        late_turns={
            str(role): late_turns(taking_part(role), as_of, basis) for role in (PartyRole.LEAD, PartyRole.COORDINATE)
        },
        urgent=sorted(rows, key=lambda row: (row.due or dt.date.max, row.task.pk))[:SEARCH_LIMIT],
        plans=list(task_queries.plans_visible_to(user).filter(unit=unit, tracked_from__isnull=False)[:SEARCH_LIMIT]),
        people=[(hat.user.full_name, hat.title or str(hat.get_role_display())) for hat in hats],
    )


def feed_rows(token: FeedToken, day: dt.date) -> list[DueDay]:
    """What a calendar feed shows: of the whole unit, or only what is assigned to the person; the nearest first."""
    return due_of(token.user, token.whole_unit, day, FEED_MOST)
