"""The JSON shapes of plans and tasks in the REST API."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema

from thuongton.web.inputs import LARGEST
from thuongton.web.rest import Day, Text


class PlanOut(Schema):
    """A plan (kế hoạch); ``tracked_from`` null means it is kept for comparison only."""

    id: int
    unit_id: int
    number: str
    issued_on: dt.date | None
    title: str
    tracked_from: dt.date | None


class PartyOut(Schema):
    """An agency of a task as printed; ``unit_id`` when it is one known unit."""

    name: str
    unit_id: int | None


class TaskOut(Schema):
    """A task (nhiệm vụ) with its status on the day asked for."""

    id: int
    plan_id: int
    code: str
    title: str
    product: str
    timing_text: str
    regular: bool
    state: str = Field(
        description="overdue, due_soon, running, waiting, not_due, done_early, done_on_time, done_late, regular, "
        "cancelled"
    )
    state_label: str
    window_start: dt.date | None
    due: dt.date | None
    provisional: bool = Field(description="the due day rests on a year whose days off are not announced (dự kiến)")
    done_on: dt.date | None
    unproven: bool = Field(description="counted as finished without an accepted product")
    lead: list[PartyOut]
    coordinating: list[PartyOut]


class CountsOut(Schema):
    """How many tasks of a plan are in each state on a day; they add up to ``total``.

    Overdue turns of repeating tasks stand beside the sum: overdue work is ``states.overdue`` and ``overdue_turns``.
    """

    as_of: dt.date
    basis: str
    total: int
    states: dict[str, int]
    overdue_turns: int


class DeclarationIn(Schema):
    """What a unit says of a task for a period (khai báo)."""

    state: str = Field(pattern="^(completed|in_progress|not_due)$")
    period_end: Day
    period_start: Day | None = None
    done_on: Day | None = None
    result: Text = Field("", max_length=4000)
    note: Text = Field("", max_length=2000)


class DeclarationOut(Schema):
    """A declaration that was recorded."""

    id: int
    task_id: int
    state: str
    period_end: dt.date


class ProofIn(Schema):
    """The paper of the register that proves a task (sản phẩm)."""

    document_id: int = Field(ge=1, le=LARGEST)
    kind: str = Field("product", pattern="^(product|submission)$")
    signed_on: Day | None = None
    note: Text = Field("", max_length=2000)


class ProofOut(Schema):
    """A proof that was handed in; it closes the task once it is accepted."""

    id: int
    task_id: int
    document_id: int
    signed_on: dt.date
    accepted_on: dt.date | None
