"""What hangs on a shared task, each kind scoped for reading and for writing: never reached from the task itself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, Q, QuerySet

from thuongton.documents.queries import visible_to as documents_visible_to
from thuongton.people.models import Unit, User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn
from thuongton.plans.models import (
    Assignment,
    DeadlineChange,
    Declaration,
    Occurrence,
    PartyRole,
    Proof,
    Reminder,
    Subtask,
    Task,
)
from thuongton.plans.queries.rights import Right, right_on
from thuongton.plans.queries.tasks import sees_whole
from thuongton.records import on_record


def side_of(user: User, task: Task) -> Unit:
    """The unit for which the hat worn writes on a task: the plan's unit, the lead it belongs to, else its own.

    Raises PermissionDenied for a hat that only reads.
    """
    own, hat = on_record.side_of(user, task), worn(user)
    if own.pk == task.unit_id or hat is None or hat.scope is None:
        return own
    leads = [party.unit for party in task.parties.all() if party.role == PartyRole.LEAD and party.unit is not None]
    mine = [unit for unit in leads if hat.scope.covers(unit)]
    return mine[0] if len({unit.pk for unit in mine}) == 1 else own


def occurrences_of(user: User, task: Task) -> QuerySet[Occurrence]:
    """The turns of a task one may read, with the products one may read of each (``proofs``)."""
    shown = Proof.objects.filter(refused_on__isnull=True).select_related("document")
    if not sees_whole(user, task):
        shown = shown.filter(document__in=documents_visible_to(user))
    return Occurrence.objects.filter(task=task).prefetch_related(Prefetch("proofs", shown))


def declarations_of(user: User, task: Task) -> QuerySet[Declaration]:
    """What was said of the task: of the plan's unit and the one lead all, of others what their own unit said."""
    said = Declaration.objects.filter(task=task)
    return said if sees_whole(user, task) else said.filter(in_scope(user))


def proofs_of(user: User, task: Task) -> QuerySet[Proof]:
    """The papers handed in that one may read."""
    found = Proof.objects.filter(task=task)
    return found if sees_whole(user, task) else found.filter(document__in=documents_visible_to(user))


def changes_of(user: User, task: Task) -> QuerySet[DeadlineChange]:
    """The changes of deadline one may read: all of them with the whole task, else those one asked for oneself."""
    found = DeadlineChange.objects.filter(task=task)
    return found if sees_whole(user, task) else found.filter(by=user)


def changes_to_take_back(user: User) -> QuerySet[DeadlineChange]:
    """One's own requests for more time that nobody has answered."""
    waiting = DeadlineChange.objects.filter(by=user, granted_on__isnull=True, refused_on__isnull=True)
    return waiting.select_related("task__plan__unit", "task__unit").prefetch_related("task__parties__unit")


def reminders_shown_to(user: User, task: Task) -> QuerySet[Reminder]:
    """The reminders of a task: all of them with the whole task, else those sent to the units of one's scope."""
    found = Reminder.objects.filter(task=task).select_related("unit", "person", "letter")
    return found if sees_whole(user, task) else found.filter(in_scope(user))


def assigned_by_task(user: User, tasks: Iterable[Task]) -> dict[int, list[User]]:
    """Who answers for each of the tasks in the units of one's own scope, by key of the task; one query."""
    found = Assignment.objects.filter(in_scope(user), task__in=list(tasks), ended_on__isnull=True)
    people: dict[int, list[User]] = {}
    for one in found.select_related("person").order_by("pk"):
        people.setdefault(one.task_id, []).append(one.person)
    return people


def subtasks_of(user: User, task: Task) -> QuerySet[Subtask]:
    """The steps of the units of one's own scope, and those given to oneself."""
    return Subtask.objects.filter(in_scope(user) | Q(person=user), task=task)


def subtasks_writable_by(user: User, task: Task) -> QuerySet[Subtask]:
    """The steps one may tick off: of the units of one's scope, while one may write a part of the task."""
    found = Subtask.objects.filter(in_scope(user), task=task)
    return found if right_on(user, task) >= Right.PART else found.none()


def assignments_to_take_back(user: User) -> QuerySet[Assignment]:
    """Assignments that a person made and that are in force; the service asks the right over each anew."""
    return Assignment.objects.filter(by=user, ended_on=None).select_related("task", "person", "unit")
