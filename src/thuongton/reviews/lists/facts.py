"""A document under review as the lists read it on a day: what the register of law says, what was judged; pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal or decision that stands (đề xuất, quyết định): ``action`` is a code of ``reviews.actions``."""

    action: str
    reason: str = ""
    extent: str = ""
    by_document: str = ""
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of a campaign on a day.

    ``state``, ``why``, ``since`` and ``by`` are those of the window of that day (``law.windows``): "" for a row whose
    document the register does not hold, or has not derived. ``ended`` and ``suspended`` are the parts that no longer
    act on the day, each as a provision with the document that says so. ``grounds`` are the documents because of which
    it is reviewed, with their words. ``until`` is the first day of another state.
    """

    pk: int
    number: str
    title: str = ""
    issuer: str = ""
    kind: str = ""
    issued_on: dt.date | None = None
    effective_on: dt.date | None = None
    act: int | None = None
    state: str = ""
    why: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    by: str = ""
    ended: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    proposal: Judged | None = None
    decision: Judged | None = None
    settled_on: dt.date | None = None
    settled_by: str = ""
    unit: str = ""
    grounds: tuple[str, ...] = ()

    @property
    def judged(self) -> Judged | None:
        """The decision, or while there is none the proposal."""
        return self.decision or self.proposal
