"""What a calendar feed shows of tasks and turns: all that is open, late until it is done, the rest for a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext

from thuongton.people.models import User
from thuongton.plans.models import Assignment
from thuongton.plans.queries.tasks import mine, with_status
from thuongton.plans.queries.turns import turns_of
from thuongton.plans.status import OPEN, State
from thuongton.web.waiting import DueDay

_DUE = ("due_now", "due", "provisional", "state")


def due_days(user: User, whole_unit: bool, day: dt.date) -> Iterator[DueDay]:
    """The open days of the whole unit, or only of what is assigned to the person, in two queries."""
    last = day + dt.timedelta(days=366)
    tasks = mine(user)
    if not whole_unit:
        given = Assignment.objects.filter(task=OuterRef("pk"), person=user, ended_on__isnull=True)
        tasks = tasks.filter(Exists(given))
    states = [str(state) for state in OPEN]
    due_tasks = with_status(tasks, day).filter(state__in=states, due_now__lte=last)
    for pk, code, title, now, due, open_year, state in due_tasks.values_list("pk", "code", "title", *_DUE):
        yield _line(f"nhiem-vu-{pk}", pk, f"{code} {title}", now, due, open_year, state)
    due_turns = turns_of(tasks, day, states=OPEN).filter(due_now__lte=last)
    rows = due_turns.values_list("pk", "task", "task__code", "task__title", "period", *_DUE)
    for pk, task, code, title, period, now, due, open_year, state in rows:
        yield _line(f"ky-{pk}", task, f"{code} {Truncator(title).chars(140)} ({period})", now, due, open_year, state)


def _line(key: str, task: int, words: str, now: dt.date, due: dt.date | None, open_year: bool, state: str) -> DueDay:
    """How the work stands, the work, and «dự kiến» where its day may still move."""
    mark = f" ({gettext('dự kiến')})" if open_year and now == due else ""
    title = f"{State(state).label}{mark}: {words}"[:200]
    return DueDay(key, title, now, reverse("plans:task", args=[task]))
