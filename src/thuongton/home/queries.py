"""Reads of the home page, the dashboard, the global search and the calendar feed; all through ``visible_to``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from thuongton.documents.models import Document, Intake, IntakeState
from thuongton.documents.queries import intakes_visible_to
from thuongton.documents.queries import visible_to as documents_visible_to
from thuongton.home.heat import HeatRow, month_ends, worst_first
from thuongton.home.models import FeedToken
from thuongton.home.services import digest_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import find_units, hats_of, hats_visible_to, people_visible_to
from thuongton.plans.models import Assignment, Occurrence, Party, PartyRole, Plan, Task
from thuongton.plans.queries import tasks as task_queries
from thuongton.plans.status import OPEN, Basis, State
from thuongton.plans.status_sql import is_in, may_be, status_order
from vanban.text import fold

SEARCH_LIMIT = 20
FEED_MOST = 1000


def followed(user: User) -> QuerySet[Task]:
    """The tasks one may see of plans that are followed."""
    return task_queries.followed_by(user)


def heat(user: User, as_of: dt.date, basis: Basis, tasks: QuerySet[Task] | None = None) -> list[HeatRow]:
    """Lead agencies × states in one query, worst first. A class of agencies («Các sở, ban, ngành») is one row.

    ``tasks`` are those of :func:`followed`, when a page has them already.
    """
    seen = followed(user) if tasks is None else tasks
    rows = (
        Party.objects.filter(task_queries.AmongIds(seen.order_by().values_list("pk"), "task"), role=PartyRole.LEAD)
        .order_by()
        .annotate(place=status_order(as_of, basis, prefix="task__", model=Task))
        .values_list("unit", "category", "place")
        .annotate(number=Count("task", distinct=True), printed=Min("name"), known=Min("unit__name"))
    )
    names: dict[tuple[int | None, str], str] = {}
    counts: dict[tuple[int | None, str], dict[State, int]] = {}
    for unit, category, place, number, printed, known in rows:
        key = (unit, category or ("" if unit else fold(printed)))
        names.setdefault(key, known or printed)
        cell = counts.setdefault(key, dict.fromkeys(State, 0))
        cell[task_queries.BY_ORDER[place]] += number
    return worst_first(
        HeatRow(
            names[key],
            counts[key],
            urlencode({"don-vi": key[0], "vai-tro": "lead"} if key[0] else {"co-quan": names[key], "vai-tro": "lead"}),
            key[0],
        )
        for key in counts
    )


def overdue_trend(
    user: User, as_of: dt.date, basis: Basis, months: int = 12, tasks: QuerySet[Task] | None = None
) -> list[tuple[dt.date, int]]:
    """How many tasks were overdue at the end of each month, in one query for all months."""
    seen = followed(user) if tasks is None else tasks
    ends = month_ends(as_of, months)
    late = {
        f"m{index}": Count("pk", filter=Q(is_in((State.OVERDUE,), day, basis, model=Task)))
        for index, day in enumerate(ends)
    }
    ever = may_be((State.OVERDUE,), max(ends, default=as_of))
    found = seen.filter(ever).order_by().aggregate(**late)
    return [(day, found[f"m{index}"]) for index, day in enumerate(ends)]


def oldest_overdue(
    user: User, as_of: dt.date, basis: Basis, limit: int = 5, tasks: QuerySet[Task] | None = None
) -> list[task_queries.Row]:
    """The tasks overdue for longest."""
    seen = followed(user) if tasks is None else tasks
    late = task_queries.with_status(seen, as_of, basis, states=(State.OVERDUE,))
    ids = late.order_by("due_now", "pk").values_list("pk", flat=True)[:limit]
    return task_queries.rows_at(ids, as_of, basis)


def intakes_waiting(user: User) -> QuerySet[Intake]:
    """Papers that were dropped and wait for a person, in one's scope."""
    return intakes_visible_to(user).exclude(state__in=[IntakeState.CONFIRMED, IntakeState.REFUSED])


@dataclass(frozen=True, slots=True)
class Hits:
    """What the search box found, at most 20 of each, with the true number of each."""

    plans: list[Plan]
    tasks: list[Task]
    documents: list[Document]
    units: list[Unit]
    people: list[User]
    tasks_total: int
    documents_total: int

    @property
    def total(self) -> int:
        """How many things were found."""
        return len(self.plans) + self.tasks_total + self.documents_total + len(self.units) + len(self.people)


def find(user: User, words: str) -> Hits:
    """Plans, tasks, papers, units and people whose words hold all of ``words``, with or without diacritics."""
    folded = fold(words).split()
    tasks = task_queries.visible_to(user).select_related("plan")
    documents = documents_visible_to(user)
    people = people_visible_to(user)
    for word in folded:
        tasks = tasks.filter(search__contains=word)
        documents = documents.filter(search__contains=word)
    plans = [
        plan
        for plan in task_queries.plans_visible_to(user).order_by("-issued_on", "-pk")[:500]
        if all(word in fold(f"{plan.number} {plan.title}") for word in folded)
    ]
    named = [
        person
        for person in people[:2000]
        if all(word in fold(f"{person.full_name} {person.username}") for word in folded)
    ]
    return Hits(
        plans=plans[:SEARCH_LIMIT],
        tasks=list(tasks.order_by("plan", "order")[:SEARCH_LIMIT]),
        documents=list(documents[:SEARCH_LIMIT]),
        units=list(find_units(user, words)[:SEARCH_LIMIT]),
        people=named[:SEARCH_LIMIT],
        tasks_total=tasks.count(),
        documents_total=documents.count(),
    )


def feed_owner(secret: str) -> FeedToken | None:
    """The feed whose address carries this secret, while it is switched on and its hat is in force."""
    token = (
        FeedToken.objects.filter(digest=digest_of(secret), revoked_at__isnull=True, user__is_active=True)
        .select_related("user", "hat__scope", "hat__unit")
        .first()
    )
    if token is None or not hats_of(token.user).filter(pk=token.hat_id).exists():
        return None
    token.user.hat = token.hat
    return token


def feeds_of(user: User) -> QuerySet[FeedToken]:
    """One's own feeds that are on."""
    return FeedToken.objects.filter(user=user, revoked_at__isnull=True).select_related("hat")


@dataclass(frozen=True, slots=True)
class UnitWork:
    """One unit's work on a day: its counts as lead and as coordinator, its urgent rows, its plans, its people."""

    unit: Unit
    leads: dict[State, int]
    coordinates: dict[State, int]
    urgent: list[task_queries.Row]
    plans: list[Plan]
    people: list[tuple[str, str]]


def unit_work(user: User, unit: Unit, as_of: dt.date, basis: Basis) -> UnitWork:
    """The work of a visible unit, of the tasks one may see, in a fixed number of queries."""

    def taking_part(role: str) -> QuerySet[Task]:
        parties = Party.objects.filter(task=OuterRef("pk"), role=role, unit=unit)
        return followed(user).filter(Exists(parties))

    urgent = task_queries.with_status(taking_part(PartyRole.LEAD), as_of, basis).filter(
        state__in=[State.OVERDUE, State.DUE_SOON]
    )
    hats = hats_visible_to(user).filter(unit=unit, valid_to__isnull=True).order_by("user__full_name")
    return UnitWork(
        unit=unit,
        leads=task_queries.counts(taking_part(PartyRole.LEAD), as_of, basis),
        coordinates=task_queries.counts(taking_part(PartyRole.COORDINATE), as_of, basis),
        urgent=task_queries.rows_of(urgent.order_by("due_now", "pk")[:SEARCH_LIMIT], as_of),
        plans=list(task_queries.plans_visible_to(user).filter(unit=unit, tracked_from__isnull=False)[:SEARCH_LIMIT]),
        people=[(hat.user.full_name, hat.title or str(hat.get_role_display())) for hat in hats],
    )


def feed_rows(token: FeedToken, day: dt.date) -> list[tuple[str, str, dt.date, int]]:
    """What a calendar feed shows: key, title, due day and task of all that is open, the nearest first.

    Overdue work stays until it is done; what comes is shown for a year. Of the whole unit, or only what is assigned to
    the person. Two queries.
    """
    user, last = token.user, day + dt.timedelta(days=366)
    tasks = task_queries.mine(user)
    if not token.whole_unit:
        given = Assignment.objects.filter(task=OuterRef("pk"), person=user, ended_on__isnull=True)
        tasks = tasks.filter(Exists(given))
    turns = Occurrence.objects.filter(task__in=tasks.values("pk"), due__lte=last)
    states = [str(state) for state in OPEN]
    due_tasks = task_queries.with_status(tasks, day).filter(state__in=states, due_now__lte=last)
    due_turns = task_queries.with_status(turns, day).filter(state__in=states, due_now__lte=last)
    found = [
        (f"nhiem-vu-{pk}", f"{State(state).label}: {code} {title}"[:200], due, pk)
        for pk, code, title, due, state in due_tasks.values_list("pk", "code", "title", "due_now", "state")
    ]
    rows = due_turns.values_list("pk", "task", "task__code", "task__title", "period", "due_now", "state")
    found += [
        (f"ky-{pk}", f"{State(state).label}: {code} {title[:140]} ({period})"[:200], due, task)
        for pk, task, code, title, period, due, state in rows
    ]
    return sorted(found, key=lambda row: (row[2], row[0]))[:FEED_MOST]
