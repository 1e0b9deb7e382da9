"""Everything the page of one task shows, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuongton.calendars.clock import ClockStep
from thuongton.documents.queries.papers import reading_of
from thuongton.people.models import User
from thuongton.people.queries import one_person_decides
from thuongton.people.scopes import holds
from thuongton.plans.deadlines.explain import Why
from thuongton.plans.models import (
    DeadlineChange,
    Declaration,
    Occurrence,
    Proof,
    ProofKind,
    Reminder,
    Subtask,
    Task,
)
from thuongton.plans.proof.products import suspect_product
from thuongton.plans.queries.children import (
    changes_of,
    declarations_of,
    occurrences_of,
    proofs_of,
    reminders_shown_to,
    subtasks_of,
)
from thuongton.plans.queries.explaining import why_of
from thuongton.plans.queries.rights import Right, may_correct, right_on
from thuongton.plans.queries.tasks import TaskRow, rows_of, sees_whole, visible_to, with_status
from thuongton.plans.status import Basis
from thuongton.records.queries import Hanging, hanging

AROUND = 160  # characters of the paper shown before and after the passage of a task


@dataclass(frozen=True, slots=True)
class ShownDeclaration:
    """A declaration and the doubt about it, when its result does not speak of the product."""

    declaration: Declaration
    doubt: ClockStep | None


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of the paper a task was read from, with a little of what stands around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task with all that hangs on it."""

    row: TaskRow
    why: Why
    right: Right
    said: list[ShownDeclaration]
    proofs: list[Proof]
    changes: list[DeadlineChange]
    turns: list[Occurrence]
    subtasks: list[Subtask]
    reminders: list[Reminder]
    common: list[Task]
    passage: Passage | None
    on: Hanging
    may_correct: bool
    may_remind: bool
    may_decide_alone: bool

    @property
    def waits_for_acceptance(self) -> bool:
        """Whether a product was handed in that nobody has decided on."""
        open_ = (one for one in self.proofs if one.kind == ProofKind.PRODUCT and not one.refused_on)
        return any(one.accepted_on is None for one in open_)

    @property
    def waits_for_answer(self) -> bool:
        """Whether a later deadline was asked for and not answered."""
        return any(one.granted_on is None and one.refused_on is None for one in self.changes)

    @property
    def may_cancel(self) -> bool:
        """Whether the hat worn takes the task out of its plan."""
        return self.may_decide or self.may_correct

    @property
    def may_report(self) -> bool:
        """Whether the hat worn may declare and discuss."""
        return self.right >= Right.PART

    @property
    def may_act(self) -> bool:
        """Whether the hat worn may hand in products and ask for extensions."""
        return self.right >= Right.ACT

    @property
    def may_decide(self) -> bool:
        """Whether the hat worn accepts, grants and cancels."""
        return self.right >= Right.DECIDE


def passage_of(task: Task) -> Passage | None:
    """The passage of the paper the task stands in; None when the paper was not read or the place is unknown."""
    paper = task.plan.source or task.plan.document
    if paper is None or task.source_start is None or task.source_end is None:
        return None
    reading = reading_of(paper)
    text = reading.value.text if reading else ""
    if not text or task.source_end > len(text):
        return None
    start, end = task.source_start, task.source_end
    return Passage(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])


def task_page(user: User, task_id: int, as_of: dt.date, basis: Basis) -> TaskPage | None:
    """The page of a task one may see, on a day; None when one may not."""
    found = rows_of(with_status(visible_to(user).filter(pk=task_id), as_of, basis), as_of, reader=user)
    if not found:
        return None
    row = found[0]
    task = row.task
    right = right_on(user, task)
    proofs, changes = proofs_of(user, task), changes_of(user, task)
    declarations = declarations_of(user, task).select_related("document", "by", "occurrence", "unit")
    return TaskPage(
        row=row,
        why=why_of(task, as_of, basis, whole=sees_whole(user, task)),
        right=right,
        said=[
            ShownDeclaration(one, suspect_product(task.title, task.product, one.state, one.result))
            for one in declarations.order_by("-period_end", "-pk")
        ],
        proofs=list(proofs.select_related("document", "by", "occurrence").order_by("-pk")),
        changes=list(changes.select_related("document", "by", "occurrence").order_by("-pk")),
        turns=list(with_status(occurrences_of(user, task).order_by("due"), as_of, basis)),
        subtasks=list(subtasks_of(user, task).select_related("person")),
        reminders=list(reminders_shown_to(user, task)[:20]),
        common=list(visible_to(user).filter(common=task.common).exclude(pk=task.pk).select_related("plan"))
        if task.common
        else [],
        passage=passage_of(task),
        on=hanging(user, task),
        may_correct=may_correct(user, task.plan),
        may_remind=holds(user, task.plan),
        may_decide_alone=right >= Right.DECIDE and one_person_decides(task.unit),
    )
