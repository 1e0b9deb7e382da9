"""The JSON shapes of kinds, cases and acts in the REST API."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from thuongton.web.inputs import LARGEST
from thuongton.web.rest import Text

MOMENT = r"^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$"
NAME = r"^[a-z0-9_]{1,60}$"


class LabelOut(Schema):
    """A name in both languages."""

    vi: str
    en: str


class KindOut(Schema):
    """A kind of case (loại hồ sơ, sổ) in one version."""

    kind: str
    version: int
    label: LabelOut
    valid_from: dt.date | None
    valid_to: dt.date | None
    states: dict[str, LabelOut]
    transitions: dict[str, dict[str, Any]]
    fields: dict[str, dict[str, Any]]
    clocks: dict[str, dict[str, Any]]
    queues: dict[str, LabelOut]
    forms: list[str]


class CaseOut(Schema):
    """A case with its clocks, flags and queues on the day asked for; sensitive fields only with a purpose."""

    id: UUID
    kind: str
    version: int
    unit_id: int
    number: str
    state: str | None
    opened_on: dt.date
    closed_on: dt.date | None
    acts: int = Field(description="how many acts it has: sent as «seq» with the next one")
    clocks: dict[str, dict[str, Any]]
    flags: list[str]
    queues: list[str]
    data: dict[str, Any]
    allowed: list[str]


class CaseRowOut(Schema):
    """A case in a list."""

    id: UUID
    kind: str
    unit_id: int
    number: str
    state: str
    opened_on: dt.date
    closed_on: dt.date | None
    due: dt.date | None = Field(description="the nearest due day of the office's own running clocks")


class CaseIn(Schema):
    """A case to take in: ``do`` is the act that opens it where the kind has several."""

    kind: str = Field(pattern=NAME)
    unit: int = Field(ge=1, le=LARGEST)
    on: str = Field(pattern=MOMENT)
    data: dict[str, Any] = Field(default_factory=dict)
    do: str | None = Field(None, pattern=NAME)


class CaseMade(Schema):
    """A case that was taken in."""

    id: UUID
    number: str
    state: str
    warnings: list[str]


class ActIn(Schema):
    """An act on a case; ``seq`` is how many acts the sender saw."""

    do: str = Field(pattern=NAME)
    on: str = Field(pattern=MOMENT)
    data: dict[str, Any] = Field(default_factory=dict)
    seq: int | None = Field(None, ge=0, le=LARGEST)


class ActMade(Schema):
    """What became of an act."""

    id: UUID
    state: str
    acts: int
    warnings: list[str]


class ActOut(Schema):
    """An act as it was recorded; what is personal in it is left out."""

    seq: int
    do: str
    on: str
    at: dt.datetime
    role: str
    data: dict[str, Any]


class TransferIn(Schema):
    """A case that is to go over to the register of another unit; ``seq`` is how many acts the sender saw."""

    taker: int = Field(ge=1, le=LARGEST)
    ground: Literal["competence", "place", "merged"]
    seq: int | None = Field(None, ge=0, le=LARGEST)


class TransferAnswer(Schema):
    """What the unit that was asked answers, or that the one which asked takes it back."""

    answer: Literal["accept", "refuse", "withdraw"]


class TransferOut(Schema):
    """A case that goes over to another register: numbers and units alone."""

    id: int
    kind: str
    giver: int
    taker: int
    number: str
    new_number: str = Field(description="the number in the register that received it; empty until it did")
    ground: str
    state: str
    at: dt.datetime
    answered_at: dt.datetime | None


class TransferMade(Schema):
    """A transfer and what became of it."""

    id: int
    state: str
    new_number: str


class MoveIn(Schema):
    """The open cases of a register that go over to the newest version of its kind, ``version`` as the sender saw it."""

    version: int = Field(ge=1, le=LARGEST)
    reason: str = Field(min_length=1, max_length=300)


class StaysOut(Schema):
    """A case that cannot go over, with why."""

    case: UUID
    number: str
    reasons: list[str]


class MovePreviewOut(Schema):
    """What moving a register would do; nothing is written. ``stays`` are the first of those that stay."""

    kind: str
    version: int
    can_move: int
    stay: int
    newer_already: int
    stays: list[StaysOut]


class MoveOut(Schema):
    """A move of a register and how far it is."""

    id: int
    kind: str
    version: int
    reason: str
    moved: int
    stayed: int
    done_at: dt.datetime | None


class QueueOut(Schema):
    """A queue and how many cases stand in it now."""

    queue: str
    count: int


class FormOut(Schema):
    """A counted form: each cell with the cases behind it."""

    form: str
    wording: str
    basis: list[str]
    cells: dict[str, int | None]
    rows: dict[str, list[str]]
    unknown: list[str]
    identities: list[dict[str, Any]]


class NotAllowedOut(Schema):
    """Why an act was not done, and what may be done now."""

    detail: str
    code: str = ""
    allowed: list[str] = []


Words = Text
