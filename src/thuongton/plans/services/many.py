"""Acts on many tasks at once: one act, one transaction, each task asked for its right, one message to each person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.audit.services import acting, recording
from thuongton.people.models import User
from thuongton.people.queries import colleague_hat, today
from thuongton.people.scopes import Right, demand
from thuongton.people.services import notify
from thuongton.plans.models import Assignment, DeadlineChange, Reminder, Task
from thuongton.plans.queries.children import assigned_by_task, side_of
from thuongton.plans.queries.tasks import for_acts
from thuongton.plans.services.facts import ask_extension
from thuongton.records.services.following import unassign
from thuongton.web.dates import day_words
from thuongton.web.lists.bulk import Done

Refused = list[tuple[str, str]]


def _name(task: Task) -> str:
    return f"{task.code} {Truncator(task.title).chars(80)}".strip()


def _allowed(user: User, tasks: Iterable[Task], ask: Any) -> tuple[list[Task], Refused]:
    """The tasks over which the right is held, and those over which it is not, with the sentence that says so."""
    allowed: list[Task] = []
    refused: Refused = []
    for task in tasks:
        try:
            ask(task)
        except PermissionDenied as error:
            refused.append((_name(task), str(error)))
        else:
            allowed.append(task)
    return allowed, refused


def assign_many(user: User, tasks: Iterable[Task], person: User) -> Done:
    """Make a colleague answer for tasks; those he answers for already stay as they are."""
    hat = colleague_hat(user, person)
    if hat is None or hat.unit is None:
        raise ValidationError(_("Người này không thuộc phạm vi của bạn nên không phân công được."))
    allowed, refused = _allowed(user, for_acts(user, tasks), lambda task: demand(user, task, Right.PART))
    there = assigned_by_task(user, allowed)
    made: list[Assignment] = []
    with acting():
        for task in allowed:
            if person in there.get(task.pk, ()):
                refused.append((_name(task), _("đã giao %(who)s từ trước") % {"who": person}))
                continue
            with recording(user, "Phân công nhiệm vụ", task, unit=side_of(user, task)):
                made.append(
                    Assignment.objects.create(task=task, person=person, unit=hat.unit, assigned_on=today(), by=user)
                )
        if made:
            _tell(user, person, [one.task for one in made], given=True)
    number = len(made)
    said = ngettext("Đã giao %(number)s nhiệm vụ cho %(who)s.", "Đã giao %(number)s nhiệm vụ cho %(who)s.", number)
    return Done(
        said % {"number": number, "who": person} if made else "",
        refused,
        "phan-cong-nhieu" if made else "",
        {"assignments": [one.pk for one in made]},
    )


def remind_many(user: User, tasks: Iterable[Task]) -> Done:
    """Remind everybody who answers for the tasks, once a day for each task; one message to each person."""
    allowed, refused = _allowed(user, for_acts(user, tasks), lambda task: demand(user, task.plan))
    there = assigned_by_task(user, allowed)
    told: dict[User, list[Task]] = {}
    with acting():
        for task in allowed:
            people = there.get(task.pk, [])
            if not people:
                refused.append((_name(task), _("chưa phân công ai")))
                continue
            fresh = _remind(user, task, people)
            if not fresh:
                refused.append((_name(task), _("hôm nay đã nhắc rồi")))
            for person in fresh:
                told.setdefault(person, []).append(task)
        for person, about in told.items():
            _tell(user, person, about, given=False)
    tasks_told = len({task.pk for about in told.values() for task in about})
    said = ngettext(
        "Đã nhắc %(people)s người về %(number)s nhiệm vụ.",
        "Đã nhắc %(people)s người về %(number)s nhiệm vụ.",
        tasks_told,
    )
    return Done(said % {"people": len(told), "number": tasks_told} if told else "", refused)


def _remind(user: User, task: Task, people: list[User]) -> list[User]:
    """Note the reminder of a task for those who were not reminded of it by hand today."""
    keys = {f"tay-{task.pk}:{today().isoformat()}:{person.pk}": person for person in people}
    known = set(Reminder.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = {key: person for key, person in keys.items() if key not in known}
    if fresh:
        with recording(user, "Nhắc việc", task):
            Reminder.objects.bulk_create(
                [Reminder(key=key, task=task, person=person, kind="manual") for key, person in fresh.items()]
            )
    return list(fresh.values())


def _tell(user: User, person: User, tasks: list[Task], *, given: bool) -> None:
    """One message about all the tasks, in the language of the site; it leads to them."""
    with translation.override(settings.LANGUAGE_CODE):
        what = _name(tasks[0])
        if len(tasks) > 1:
            what = _("%(number)s nhiệm vụ, đầu tiên là %(first)s") % {"number": len(tasks), "first": what}
        text = _("%(who)s giao bạn: %(task)s") if given else _("%(who)s nhắc bạn: %(task)s")
        said = text % {"who": user, "task": what}
    if len(tasks) == 1:
        notify(person, said, url=reverse("plans:task", args=[tasks[0].pk]))
    else:
        notify(person, said, url=f"{reverse('plans:tasks')}?nguoi={person.pk}")


def ask_many(user: User, tasks: Iterable[Task], new_due: dt.date, reason: str) -> Done:
    """Ask for another deadline for tasks (xin lùi hạn); each counts only once granted, as for one task."""
    allowed, refused = _allowed(user, for_acts(user, tasks), lambda task: demand(user, task, Right.ACT))
    asked: list[DeadlineChange] = []
    with acting():
        for task in allowed:
            try:
                with acting():
                    asked.append(ask_extension(user, task, new_due, reason))
            except ValidationError as error:
                refused.append((_name(task), " ".join(error.messages)))
    number = len(asked)
    said = ngettext(
        "Đã gửi đề nghị lùi hạn của %(number)s nhiệm vụ đến %(day)s; hạn cũ vẫn có hiệu lực cho đến khi được đồng ý.",
        "Đã gửi đề nghị lùi hạn của %(number)s nhiệm vụ đến %(day)s; hạn cũ vẫn có hiệu lực cho đến khi được đồng ý.",
        number,
    )
    return Done(
        said % {"number": number, "day": day_words(new_due)} if asked else "",
        refused,
        "lui-han-nhieu" if asked else "",
        {"changes": [one.pk for one in asked]},
    )


def withdraw_many(user: User, changes: Iterable[DeadlineChange]) -> int:
    """Take back requests for more time that were just made together and nobody has answered; returns how many."""
    taken = 0
    with acting():
        for one in changes:
            demand(user, one, Right.ACT)
            with recording(user, "Không đồng ý lùi hạn nhiệm vụ", one.task, reason=_("Người đề nghị rút lại")):
                one.refused_on, one.answer, one.decided_by = today(), _("Người đề nghị rút lại"), user
                one.save(update_fields=["refused_on", "answer", "decided_by"])
            taken += 1
    return taken


def unassign_many(user: User, assignments: Iterable[Assignment]) -> int:
    """End assignments that were just made together; returns how many."""
    ended = 0
    with acting():
        for one in assignments:
            unassign(user, one)
            ended += 1
    return ended
