"""Everything the page of one task shows, read in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from thuongton.audit.models import Event
from thuongton.audit.queries import history
from thuongton.calendars.clock import Step
from thuongton.documents.queries import visible_to as documents_visible_to
from thuongton.documents.queries.papers import reading_of
from thuongton.people.models import User
from thuongton.people.queries import in_scope, people_visible_to
from thuongton.plans.explain import Why
from thuongton.plans.models import (
    Assignment,
    Comment,
    DeadlineChange,
    Declaration,
    Occurrence,
    Proof,
    Reminder,
    Subtask,
    Task,
)
from thuongton.plans.products import suspect_product
from thuongton.plans.queries.explaining import why_of
from thuongton.plans.queries.reminding import reminders_of
from thuongton.plans.queries.rights import Right, right_on
from thuongton.plans.queries.tasks import Row, rows_of, visible_to, with_status
from thuongton.plans.status import Basis

AROUND = 160  # characters of the paper shown before and after the passage of a task


@dataclass(frozen=True, slots=True)
class Said:
    """A declaration and the doubt about it, when its result does not speak of the product."""

    declaration: Declaration
    doubt: Step | None


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of the paper a task was read from, with a little of what stands around them."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """One task with all that hangs on it."""

    row: Row
    why: Why
    right: Right
    said: list[Said]
    proofs: list[Proof]
    changes: list[DeadlineChange]
    turns: list[Occurrence]
    assigned: list[Assignment]
    subtasks: list[Subtask]
    comments: list[Comment]
    reminders: list[Reminder]
    common: list[Task]
    passage: Passage | None
    events: list[Event]

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
    text = str(reading_of(paper).get("text") or "")
    if not text or task.source_end > len(text):
        return None
    start, end = task.source_start, task.source_end
    return Passage(text[max(0, start - AROUND) : start], text[start:end], text[end : end + AROUND])


def task_page(user: User, task_id: int, as_of: dt.date, basis: Basis) -> TaskPage | None:
    """The page of a task one may see, on a day; None when one may not."""
    found = rows_of(with_status(visible_to(user).filter(pk=task_id), as_of, basis), as_of)
    if not found:
        return None
    row = found[0]
    task = row.task
    turns = with_status(task.occurrences.order_by("due"), as_of, basis).prefetch_related(
        Prefetch("proofs", Proof.objects.filter(refused_on__isnull=True).select_related("document"))
    )
    declarations = task.declarations.select_related("document", "by", "occurrence", "unit").order_by(
        "-period_end", "-pk"
    )
    covers = user.hat is not None and user.hat.scope is not None and user.hat.scope.covers(task.unit)
    right = right_on(user, task)
    whole = covers or right >= Right.ACT
    papers, reminders = documents_visible_to(user), reminders_of(user, task)
    proofs, changes = task.proofs.all(), task.deadlinechanges.all()
    assigned, subtasks, comments = task.assignments.all(), task.subtasks.all(), task.comments.all()
    if not whole:  # read from a unit below, or as one of many leads: the plan and the task, and what one wrote oneself
        turns = turns.prefetch_related(None).prefetch_related(
            Prefetch("proofs", Proof.objects.filter(refused_on__isnull=True, document__in=papers))
        )
        declarations = declarations.filter(in_scope(user))
        proofs, changes = proofs.filter(document__in=papers), changes.filter(by=user)
        assigned, subtasks = assigned.filter(in_scope(user)), subtasks.filter(Q(by=user) | Q(person=user))
        reminders = reminders.filter(in_scope(user))
        comments = comments if right >= Right.PART else comments.filter(Q(by=user) | Q(mentions=user)).distinct()
    return TaskPage(
        row=row,
        why=why_of(task, as_of, basis, whole=whole),
        right=right,
        said=[Said(one, suspect_product(task.title, task.product, one.state, one.result)) for one in declarations],
        proofs=list(proofs.select_related("document", "by", "occurrence").order_by("-pk")),
        changes=list(changes.select_related("document", "by", "occurrence").order_by("-pk")),
        turns=list(turns),
        assigned=list(assigned.filter(ended_on__isnull=True).select_related("person", "unit")),
        subtasks=list(subtasks.select_related("person")),
        comments=list(comments.select_related("by")),
        reminders=list(reminders[:20]),
        common=list(visible_to(user).filter(common=task.common).exclude(pk=task.pk).select_related("plan"))
        if task.common
        else [],
        passage=passage_of(task),
        events=list(history(task)[:60]) if covers else [],
    )


def colleagues(user: User, task: Task) -> QuerySet[User]:
    """People who can be given the task or be named in it: those one may see with a hat in one's own scope."""
    hat = user.hat
    if hat is None or hat.scope is None:
        return User.objects.none()
    return people_visible_to(user).filter(hats__unit__path__startswith=hat.scope.path).distinct().order_by("full_name")
