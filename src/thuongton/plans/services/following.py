"""Work inside an office: who answers for a task, its steps, and what people say to each other about it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.queries import people_visible_to, today
from thuongton.people.services import notify
from thuongton.plans.models import Assignment, Comment, Subtask, Task
from thuongton.plans.queries.rights import Right
from thuongton.plans.services.facts import demand
from vanban.text import fold

MENTION = re.compile(r"@(\w[\w.\-]*(?: \w+){0,4})")


def assign(user: User, task: Task, person: User) -> Assignment:
    """Make a colleague answer for a task (phân công) and tell them; doing it again changes nothing."""
    demand(user, task, Right.PART)
    hat = person.hat
    if user.hat is None or hat is None or hat.unit is None or not people_visible_to(user).filter(pk=person.pk).exists():
        raise ValidationError(_("Người này không thuộc phạm vi của bạn nên không phân công được."))
    there = Assignment.objects.filter(task=task, person=person, ended_on__isnull=True).first()
    if there:
        return there
    with recording(user, "Phân công nhiệm vụ", task):
        made = Assignment.objects.create(task=task, person=person, unit=hat.unit, assigned_on=today(), by=user)
    with translation.override(settings.LANGUAGE_CODE):
        text = _("%(who)s giao bạn: %(task)s") % {"who": user, "task": task}
    notify(person, text, reverse("plans:task", args=[task.pk]))
    return made


def unassign(user: User, assignment: Assignment) -> None:
    """End an assignment."""
    demand(user, assignment.task, Right.PART)
    with recording(user, "Thôi phân công nhiệm vụ", assignment.task):
        assignment.ended_on = today()
        assignment.save(update_fields=["ended_on"])


def add_subtask(
    user: User, task: Task, title: str, *, due: dt.date | None = None, person: User | None = None
) -> Subtask:
    """Add a step (việc con)."""
    demand(user, task, Right.PART)
    if not title.strip():
        raise ValidationError(_("Hãy ghi việc con cần làm."))
    with recording(user, "Thêm việc con", task):
        return Subtask.objects.create(task=task, title=title.strip()[:300], due=due, person=person, by=user)


def finish_subtask(user: User, subtask: Subtask) -> Subtask:
    """Tick a step off, or open it again when it was done."""
    demand(user, subtask.task, Right.PART)
    act = gettext_noop("Xong việc con") if subtask.done_on is None else gettext_noop("Mở lại việc con")
    with recording(user, act, subtask.task):
        subtask.done_on = None if subtask.done_on else today()
        subtask.save(update_fields=["done_on"])
    return subtask


def mentioned(text: str, people: Iterable[User]) -> list[User]:
    """The people named with @ in a text: by account name, or by full name with or without diacritics."""
    known = list(people)
    found: dict[int, User] = {}
    for match in MENTION.finditer(text):
        words = fold(match[1])
        for person in known:
            if words.split(" ")[0] == fold(person.username) or words.startswith(fold(person.full_name)):
                found[person.pk] = person
    return list(found.values())


def comment(user: User, task: Task, text: str) -> Comment:
    """Say something about a task; people named with @ are told."""
    if user.hat is None or not user.hat.writes:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    demand(user, task, Right.READ)
    if not text.strip():
        raise ValidationError(_("Nội dung trao đổi đang trống."))
    named = mentioned(text, people_visible_to(user)[:5000])
    with recording(user, "Trao đổi về nhiệm vụ", task):
        made = Comment.objects.create(task=task, text=text.strip()[:5000], by=user)
        made.mentions.set(named)
    with translation.override(settings.LANGUAGE_CODE):
        words = _("%(who)s nhắc bạn ở nhiệm vụ %(task)s") % {"who": user, "task": task}
    for person in named:
        notify(
            person,
            words,
            reverse("plans:task", args=[task.pk]) + "#trao-doi",
        )
    return made
