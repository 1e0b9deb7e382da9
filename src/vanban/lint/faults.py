"""What a rule yields, and what a law register tells it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from vanban.model import Span


@dataclass(frozen=True, slots=True)
class Fault:
    """What a rule yields: the faulty passage, and what is to be said of it when the rule's sentence is not enough."""

    start: int
    end: int
    message: str | None = None
    suggestion: str | None = None
    related: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What a law register knows of a document (sổ văn bản): its day, title, and from when it is no longer in force."""

    number: str
    date: dt.date | None = None
    title: str | None = None
    expired_on: dt.date | None = None
    replaced_by: str | None = None


class Register(Protocol):
    """A law register: answers for a target ``number@issuer``, or None when it does not know the document."""

    def find(self, target: str) -> KnownDocument | None:
        """What is known of the document, or None."""
