"""What a consultation came to: who was asked, who answered, what became of each opinion (tổng hợp ý kiến)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeardBody:
    """A body that was asked: whether it answered, and what became of its opinions (``""``: still open)."""

    answered: bool
    outcomes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ConsultationCount:
    """The counts; ``asked`` = ``answered`` + ``silent``, ``remarks`` = ``received`` + ``explained`` + ``open``.

    What was received in part counts as received.
    """

    asked: int
    answered: int
    remarks: int
    received: int
    explained: int

    @property
    def silent(self) -> int:
        """Bodies that did not answer."""
        return self.asked - self.answered

    @property
    def open(self) -> int:
        """Opinions nobody has settled yet."""
        return self.remarks - self.received - self.explained


def counted(bodies: Iterable[HeardBody]) -> ConsultationCount:
    """The counts of some bodies."""
    heard = list(bodies)
    outcomes = [one for body in heard for one in body.outcomes]
    return ConsultationCount(
        len(heard),
        sum(one.answered for one in heard),
        len(outcomes),
        sum(one in ("received", "partly") for one in outcomes),
        sum(one == "explained" for one in outcomes),
    )
