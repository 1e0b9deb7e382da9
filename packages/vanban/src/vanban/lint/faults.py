"""What a rule yields, and what a law register tells it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from vanban.model import Span


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: the faulty passage, and what is to be said of it when the rule's sentence is not enough.

    ``confidence`` is that of the readings it rests on (a task, a deadline, a head lost in a PDF): what is not certain
    is a remark only, what is doubtful is not said at all: the doubt is the reader's and no fault of the paper.
    """

    start: int
    end: int
    message: str | None = None
    suggestion: str | None = None
    related: tuple[Span, ...] = ()
    confidence: float = 1.0


def one(faults: Sequence[Fault], message: str) -> Iterator[Fault]:
    """The fault alone, or one for all of them that relates the others; ``message`` holds ``{count}``."""
    if len(faults) == 1:
        yield from faults
    elif faults:
        first, others = faults[0], tuple(Span(fault.start, fault.end) for fault in faults[1:30])
        least = min(fault.confidence for fault in faults)
        yield Fault(first.start, first.end, message.format(count=len(faults)), first.suggestion, others, least)


class Status(StrEnum):
    """Whether a document is in force (tình trạng hiệu lực), as the national database names it."""

    NOT_YET = "Chưa có hiệu lực"
    IN_FORCE = "Còn hiệu lực"
    PARTLY_EXPIRED = "Hết hiệu lực một phần"
    EXPIRED = "Hết hiệu lực toàn bộ"


@dataclass(frozen=True, slots=True)
class StatusInterval:
    """A status from a day on; ``since`` None for "ever since it was issued"."""

    status: Status
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What a law register knows of a document (sổ văn bản): day, title, issuer, and its status from day to day.

    ``intervals`` stand in the order of time; each holds until the next begins. No interval: the status is not known.
    """

    number: str
    date: dt.date | None = None
    title: str | None = None
    issuer: str | None = None
    intervals: tuple[StatusInterval, ...] = ()
    replaced_by: str | None = None

    def status_on(self, day: dt.date) -> Status | None:
        """The status on a day; None when the register does not tell it.

        >>> law = KnownDocument("1/2020/QH14", intervals=(StatusInterval(Status.EXPIRED, dt.date(2024, 7, 1)),))
        >>> law.status_on(dt.date(2024, 6, 30)), law.status_on(dt.date(2024, 7, 1)) is Status.EXPIRED
        (None, True)
        """
        held = [i.status for i in self.intervals if i.since is None or i.since <= day]
        return held[-1] if held else None

    def since(self, status: Status) -> dt.date | None:
        """The first day of a status, or None."""
        return next((i.since for i in self.intervals if i.status is status), None)


class Register(Protocol):
    """A law register: answers for a target ``number@issuer``, or None when it does not know the document."""

    def find(self, target: str) -> KnownDocument | None:
        """What is known of the document, or None."""
