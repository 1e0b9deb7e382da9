"""Sending reminders at office hours and making đôn đốc letters."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.documents.models import Direction, Document
from thuongton.documents.services.register import register_document
from thuongton.people.letterheads import sender_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import colleague_hat, today
from thuongton.people.scopes import demand
from thuongton.people.services import notify
from thuongton.plans.models import Reminder, Task
from thuongton.plans.queries.reminding import (
    Addressee,
    addressees,
    drafted_today,
    open_items,
    sent_keys,
    titles_of,
)
from thuongton.plans.queries.tasks import TaskRow
from thuongton.plans.queries.turns import TurnRow
from thuongton.plans.reminding.due import Due, reminders_due
from thuongton.plans.reminding.letters import Urged, letter
from thuongton.web.dates import day_words
from thuongton.web.lists.word import Issuer
from vanban.write.docx import write_docx


def send_reminders(day: dt.date | None = None) -> int:
    """Send what falls due on a day: one message a person, listing all items; nothing goes out twice.

    Returns how many people were told.
    """
    when = day or today()
    items = open_items(when)
    candidates = reminders_due(items, when, ())
    sent = sent_keys(due.key for due in candidates)
    fresh = [due for due in candidates if due.key not in sent]
    titles = titles_of({due.item.key for due in fresh})
    by_person: dict[int, list[Due]] = defaultdict(list)
    for due in fresh:
        by_person[due.person].append(due)
    told = 0
    for person_id, dues in by_person.items():
        told += _remind(person_id, dues, titles)
    return told


def _remind(person_id: int, dues: list[Due], titles: dict[str, tuple[int, str]]) -> bool:
    """Remind one person of what nobody has reminded of meanwhile: the person's row is held, so that two processes
    running at once send one message."""
    with acting():
        person = User.objects.select_for_update().filter(pk=person_id, is_active=True).first()
        sent = sent_keys(due.key for due in dues)
        fresh = [due for due in dues if due.key not in sent]
        if person is None or not fresh:
            return False
        Reminder.objects.bulk_create(
            Reminder(task_id=titles[due.item.key][0], person=person, key=due.key, kind=due.kind) for due in fresh
        )
        text = digest(fresh, titles)
        notify(person, text.split("\n", 1)[0], url=reverse("home:today"))
    _mail(person, text)
    return True


def digest(dues: Iterable[Due], titles: dict[str, tuple[int, str]]) -> str:
    """The message: a sentence with counts, then a line an item, the most urgent first."""
    ordered = sorted(dues, key=lambda due: due.days_left)
    late = sum(due.kind == "overdue" for due in ordered)
    lines = [
        _("Bạn có %(late)s việc quá hạn, %(soon)s việc sắp đến hạn.") % {"late": late, "soon": len(ordered) - late}
    ]
    for due in ordered:
        day = day_words(due.item.due)
        lines.append(f"- {titles[due.item.key][1][:160]} ({_('hạn')} {day})")
    return "\n".join(lines)


def _mail(person: User, text: str) -> None:
    if person.email and settings.EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend":
        send_mail(_("Thượng Tôn: việc đến hạn"), text, None, [person.email], fail_silently=True)


def remind_by_hand(user: User, task: Task, people: Iterable[User]) -> int:
    """Send a reminder of one task now to chosen people of one's scope; once a day each. Returns how many it was.

    Who reminds keeps the plan (:func:`queries.reminding.reminded_by`); a lead does not, for the plan is not its own.
    """
    demand(user, task.plan)
    people = list(people)
    if any(colleague_hat(user, person) is None for person in people):
        raise ValidationError(_("Người này không thuộc phạm vi của bạn nên không nhắc được."))
    told = 0
    with recording(user, "Nhắc việc", task):
        for person in people:
            key = f"tay-{task.pk}:{today().isoformat()}:{person.pk}"
            _row, made = Reminder.objects.get_or_create(
                key=key, defaults={"task": task, "person": person, "kind": "manual"}
            )
            if made:
                with translation.override(settings.LANGUAGE_CODE):
                    text = _("%(who)s nhắc bạn: %(task)s") % {"who": user, "task": f"{task.code} {task.title}"}
                notify(person, text, url=reverse("plans:task", args=[task.pk]))
                told += 1
    return told


def issuer_for(reader: User) -> Issuer:
    """The head of a Word file of a list: that of the unit of the hat worn."""
    if reader.hat is None or reader.hat.unit is None:
        return Issuer()
    sender = sender_of(reader.hat.unit)
    return Issuer(sender.issuer, sender.issuer_parent, sender.place)


def make_letters(user: User, as_of: dt.date, keys: Iterable[str]) -> list[Document]:
    """Make one letter for each chosen addressee, put them into the outgoing register without a number, and note the
    reminders. Raises ValidationError when nobody was chosen or nothing is urgent any more."""
    if user.hat is None or user.hat.unit is None:
        raise PermissionDenied(_("Vai trò này không gửi thư đôn đốc."))
    unit = user.hat.unit
    demand(user, unit)
    if as_of > today():
        raise ValidationError(_("Không soạn công văn đôn đốc theo số liệu của một ngày chưa tới."))
    wanted = set(keys)
    chosen = [one for one in addressees(user, as_of) if one.key in wanted]
    if not chosen:
        raise ValidationError(_("Chưa chọn cơ quan nào có việc quá hạn hoặc sắp đến hạn."))
    for plan in {row.task.plan_id: row.task.plan for one in chosen for row in one.rows}.values():
        demand(user, plan)
    with acting():
        Unit.objects.select_for_update().get(pk=unit.pk)
        drafted = drafted_today(unit, [one.name for one in chosen])
        if drafted:
            raise ValidationError(
                _("Hôm nay đã soạn công văn đôn đốc gửi %(names)s, đang chờ cấp số ở sổ văn bản đi; hãy bỏ chọn.")
                % {"names": ", ".join(drafted)}
            )
        return [_one_letter(user, unit, one, as_of) for one in chosen]


def _key(row: TaskRow | TurnRow) -> str:
    return f"{row.task.pk}:{row.turn.pk}" if isinstance(row, TurnRow) else str(row.task.pk)


def _one_letter(user: User, unit: Unit, one: Addressee, as_of: dt.date) -> Document:
    tasks = [
        Urged(
            plan=(row.task.plan.number and f"Kế hoạch số {row.task.plan.number}") or row.task.plan.title,
            code=row.task.code,
            title=row.task.title,
            product=row.task.product,
            due=row.due,
            days_over=(as_of - row.due).days if row.due else 0,
            provisional=row.provisional,
            period=row.period,
        )
        for row in one.rows
    ]
    paper = letter(one.name, tasks, sender_of(unit), as_of)
    document = register_document(
        user,
        unit,
        Direction.OUTGOING,
        file_bytes=write_docx(paper),
        file_name=f"don-doc-{one.key}.docx",
        kind="Công văn",
        symbol=paper.symbol,
        issuer=unit.authority,
        place=paper.place,
        title=f"V/v đôn đốc thực hiện nhiệm vụ (gửi {one.name})",
        recipients=one.name,
    )
    with recording(user, "Đôn đốc bằng công văn", document, unit=unit):
        Reminder.objects.bulk_create(
            [
                Reminder(
                    task=row.task, unit=one.unit, key=f"thu-{document.pk}:{_key(row)}", kind="letter", letter=document
                )
                for row in one.rows
            ]
        )
    return document
