"""The open deadlines of the days ahead («Bảy ngày tới»): of tasks one answers for, and of turns of repeating tasks."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Count
from django.urls import reverse

from thuongton.people.models import User
from thuongton.plans.queries.tasks import mine, with_status
from thuongton.plans.queries.turns import turns_of
from thuongton.plans.status import OPEN, State
from thuongton.web.today import Deadline

MOST = 100
"""Deadlines whose words are read; their numbers are counted whole."""


def deadlines(user: User, first: dt.date, last: dt.date) -> tuple[list[Deadline], Counter[dt.date]]:
    """The first open deadlines from a day to a day as they stand on the first, and how many there are on each day."""
    tasks = mine(user, at_once=True)
    states = tuple(OPEN)
    between = {"due_now__gte": first, "due_now__lte": last}
    one_by_one = with_status(tasks, first, states=states).filter(**between).order_by()
    turns = turns_of(tasks, first, states=states).filter(**between).order_by()
    counts: Counter[dt.date] = Counter()
    found: list[Deadline] = []
    for rows, task in ((one_by_one, ""), (turns, "task__")):
        counts.update(dict(rows.values_list("due_now").annotate(number=Count("pk"))))
        names = ("due_now", "task" if task else "pk", f"{task}code", f"{task}title", "state")
        for row in rows.order_by("due_now", "pk").values_list(*names, *(["period"] if task else []))[:MOST]:
            due, pk, code, title, state, *period = row
            address = reverse("plans:task", args=[pk])
            found.append(Deadline(due, address, code, title, "".join(period), tone_of(state)))
    return found, counts


def tone_of(state: str) -> str:
    """The colour of a deadline in the week: red is late, amber is soon, "" is neither."""
    return {State.OVERDUE: "red", State.DUE_SOON: "amber"}.get(State(state), "")
