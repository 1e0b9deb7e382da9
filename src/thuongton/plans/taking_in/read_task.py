"""A task on its way into tracking: as a paper or a sheet says it, and as a person corrected it; pure.

The value is ``vanban.model.Task`` without what only a reading has (a place in the text is not known of a row that a
person adds), with what a sheet says of its progress. It is stored as the JSON of a row that waits (``Proposal.body``).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

from thuongton.plans.taking_in.sheet_states import RowStatement
from vanban.model import Group, Progress, Span, Task, Timing, Value

LONGEST_CODE = 40
"""Letters of the code of a task that a person or a sheet gives."""


@dataclass(frozen=True, slots=True)
class ReadTask(Value):
    """One task. ``start`` and ``end`` are its place in the text that was read, None for a row that stands in none.

    ``progress`` is what a report says of the task ``reports_on``; ``stated`` what a sheet says of this one;
    ``unconfirmed`` tells that no person has seen what the machine read. ``lead_from`` tells where a reading found the
    lead (cell, line, sentence, heading), None when a person or a sheet named it.
    """

    title: str
    code: str = ""
    part: str | None = None
    part_title: str | None = None
    group: Group | None = None
    no: str | None = None
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    lead_text: str | None = None
    coordinating_text: str | None = None
    product: str | None = None
    timing_text: str | None = None
    timing: Timing = field(default_factory=Timing)
    progress: Progress | None = None
    reports_on: str | None = None
    duty: bool = False
    spans: dict[str, Span] = field(default_factory=dict)
    confidence: float = 1.0
    lead_from: str | None = None
    start: int | None = None
    end: int | None = None
    stated: RowStatement | None = None
    unconfirmed: bool = False

    @classmethod
    def of(cls, task: Task) -> Self:
        """The task of a reading."""
        return cls(**{name: getattr(task, name) for name in Task.__dataclass_fields__})

    @property
    def heading(self) -> tuple[str, str, str, str]:
        """The part and the group it stands under: label and title of each, "" where there is none."""
        label, title = (self.group.label, self.group.title) if self.group is not None else ("", "")
        return (self.part or "", self.part_title or "", label, title)

    def given_to(self, role: str, names: tuple[str, ...]) -> ReadTask:
        """The same with other agencies as «lead» or «coordinating», by their names alone."""
        words = "; ".join(names) or None
        if role == "lead":
            return replace(self, lead=names, lead_text=words, lead_from=None)
        return replace(self, coordinating=names, coordinating_text=words)

    def under_heading_of(self, other: ReadTask) -> ReadTask:
        """The same under the part and group of another task."""
        return replace(self, part=other.part, part_title=other.part_title, group=other.group)

    def coded(self, code: str) -> ReadTask:
        """The same with another code, as long as it may be."""
        return replace(self, code=code[:LONGEST_CODE])
