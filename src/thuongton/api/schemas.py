"""The JSON shapes of the REST API."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema

NO_NUL = "^[^\\x00]*$"  # the databases keep no such character


class Problem(Schema):
    """Why a request was not carried out: one Vietnamese sentence."""

    detail: str


class UnitOut(Schema):
    """A unit (đơn vị)."""

    id: int
    name: str
    kind: str
    identifier: str | None
    parent_id: int | None
    valid_from: dt.date | None
    valid_to: dt.date | None


class DocumentOut(Schema):
    """A paper in the register (văn bản); a secret stub carries number, day and degree only."""

    id: int
    unit_id: int
    direction: str
    kind: str
    number: str
    issued_on: dt.date | None
    issuer: str
    title: str
    signer: str
    registered_on: dt.date
    secrecy: str


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
    done_on: dt.date | None
    unproven: bool = Field(description="counted as finished without an accepted product")
    lead: list[PartyOut]
    coordinating: list[PartyOut]


class CountsOut(Schema):
    """How many tasks of a plan are in each state on a day; they add up to ``total``."""

    as_of: dt.date
    basis: str
    total: int
    states: dict[str, int]


class DeclarationIn(Schema):
    """What a unit says of a task for a period (khai báo)."""

    state: str = Field(pattern="^(completed|in_progress|not_due)$")
    period_end: dt.date
    period_start: dt.date | None = None
    done_on: dt.date | None = None
    result: str = Field("", max_length=4000, pattern=NO_NUL)
    note: str = Field("", max_length=2000, pattern=NO_NUL)


class DeclarationOut(Schema):
    """A declaration that was recorded."""

    id: int
    task_id: int
    state: str
    period_end: dt.date


class ProofIn(Schema):
    """The paper of the register that proves a task (sản phẩm)."""

    document_id: int = Field(ge=1, le=2**63 - 1)
    kind: str = Field("product", pattern="^(product|submission)$")
    signed_on: dt.date | None = None
    note: str = Field("", max_length=2000, pattern=NO_NUL)


class ProofOut(Schema):
    """A proof that was handed in; it closes the task once it is accepted."""

    id: int
    task_id: int
    document_id: int
    signed_on: dt.date
    accepted_on: dt.date | None
