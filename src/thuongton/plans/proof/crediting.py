"""What was said and what is proven of a task become its facts (ghi nhận kết quả): days, never percentages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Protocol


class DeclaredState(Protocol):
    """A declaration: what a unit says of a task for a period."""

    state: str
    period_end: dt.date
    done_on: dt.date | None
    pk: int


class ProofPaper(Protocol):
    """A paper submitted as proof."""

    kind: str
    signed_on: dt.date
    accepted_on: dt.date | None


class AskedExtension(Protocol):
    """A change of deadline, asked and perhaps granted."""

    new_start: dt.date | None
    new_due: dt.date
    granted_on: dt.date | None
    pk: int


def declared_day(declarations: Iterable[DeclaredState]) -> dt.date | None:
    """The day a task counts as declared finished: of the first of the last unbroken run of «đã hoàn thành».

    A later declaration that says otherwise takes the completion back. A report that names no day counts with the last
    day of its period.
    """
    day = None
    for said in sorted(declarations, key=lambda said: (said.period_end, said.pk)):
        if said.state != "completed":
            day = None
        elif day is None:
            day = said.done_on or said.period_end
    return day


def started_day(
    declarations: Iterable[DeclaredState], known: dt.date | None, proven: dt.date | None = None
) -> dt.date | None:
    """The first day on which work is known to have begun: on record, or declared as going on or as finished.

    What is declared finished has begun even where no product proves it; ``proven`` is the day a product was signed,
    which the end of a reporting period does not move.
    """
    days = [said.period_end for said in declarations if said.state == "in_progress"]
    finished = [said.done_on or said.period_end for said in declarations if said.state == "completed"]
    if finished and proven:
        finished.append(proven)
    return min([*days, *finished, *([known] if known else [])], default=None)


def proven_day(papers: Iterable[ProofPaper]) -> dt.date | None:
    """The signing day of the first accepted product; papers submitted for comment prove nothing."""
    return min((paper.signed_on for paper in papers if paper.kind == "product" and paper.accepted_on), default=None)


def credited(
    declarations: Sequence[DeclaredState],
    papers: Sequence[ProofPaper],
    changes: Sequence[AskedExtension],
    started: dt.date | None,
) -> dict[str, Any]:
    """The fact columns that follow from the rows of one task (or of one occurrence)."""
    granted = sorted((c for c in changes if c.granted_on), key=lambda c: (c.granted_on, c.pk))
    last = granted[-1] if granted else None
    proven = proven_day(papers)
    begun = started_day(declarations, started, proven)
    days = [
        begun,
        *(said.period_end for said in declarations),
        *(paper.accepted_on for paper in papers),
        *(change.granted_on for change in granted),
    ]
    return {
        "declared_on": declared_day(declarations),
        "done_on": proven,
        "started_on": begun,
        "changes": len(granted),
        "changed_on": last.granted_on if last else None,
        "changed_due": last.new_due if last else None,
        "changed_start": last.new_start if last else None,
        "updated_on": max((day for day in days if day is not None), default=None),
    }
