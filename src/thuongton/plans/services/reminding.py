"""Sending reminders at office hours and making đôn đốc letters."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.models import Direction, Document
from thuongton.documents.services.register import register_document
from thuongton.people.models import Role, Unit, UnitKind, User
from thuongton.people.queries import today
from thuongton.people.services import notify
from thuongton.plans.letters import Sender, Urged, letter
from thuongton.plans.models import Reminder, Task
from thuongton.plans.queries.reminding import Addressee, addressees, open_items, sent_keys, titles_of
from thuongton.plans.reminding import Due, reminders_due
from vanban.write.docx import write_docx

SENDERS = (Role.MONITOR, Role.LEADER, Role.OFFICER)


def send_reminders(day: dt.date | None = None) -> int:
    """Send what falls due on a day: one message a person, listing all items; nothing goes out twice. Returns how many people."""
    when = day or today()
    items = open_items(when)
    candidates = reminders_due(items, when, ())
    sent = sent_keys(due.key for due in candidates)
    fresh = [due for due in candidates if due.key not in sent]
    titles = titles_of({due.item.key for due in fresh})
    by_person: dict[int, list[Due]] = defaultdict(list)
    for due in fresh:
        by_person[due.person].append(due)
    people = User.objects.in_bulk(list(by_person))
    for person_id, dues in by_person.items():
        with transaction.atomic():
            Reminder.objects.bulk_create(
                [
                    Reminder(task_id=titles[due.item.key][0], person_id=person_id, key=due.key, kind=due.kind)
                    for due in dues
                ],
                ignore_conflicts=True,
            )
            text = digest(dues, titles)
            notify(people[person_id], text.split("\n", 1)[0], reverse("home:today"), key=f"nhac:{when}:{person_id}")
        _mail(people[person_id], text)
    return len(by_person)


def digest(dues: Iterable[Due], titles: dict[str, tuple[int, str]]) -> str:
    """The message: a sentence with counts, then a line an item, the most urgent first."""
    ordered = sorted(dues, key=lambda due: due.days_left)
    late = sum(due.kind == "overdue" for due in ordered)
    lines = [
        _("Bạn có %(late)s việc quá hạn, %(soon)s việc sắp đến hạn.") % {"late": late, "soon": len(ordered) - late}
    ]
    for due in ordered:
        day = f"{due.item.due.day}/{due.item.due.month}/{due.item.due.year}"
        lines.append(f"- {titles[due.item.key][1][:160]} ({_('hạn')} {day})")
    return "\n".join(lines)


def _mail(person: User, text: str) -> None:
    if person.email and settings.EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend":
        send_mail(_("Thượng Tôn: việc đến hạn"), text, None, [person.email], fail_silently=True)


def remind_by_hand(user: User, task: Task, people: Iterable[User]) -> int:
    """Send a reminder of one task now to chosen people; once a day each. Returns how many were reminded."""
    _demand_sender(user, task.unit)
    told = 0
    with recording(user, "Nhắc việc", task):
        for person in people:
            key = f"tay-{task.pk}:{today().isoformat()}:{person.pk}"
            _row, made = Reminder.objects.get_or_create(
                key=key, defaults={"task": task, "person": person, "kind": "manual"}
            )
            if made:
                text = _("%(who)s nhắc bạn: %(task)s") % {"who": user, "task": f"{task.code} {task.title}"}
                notify(person, text, reverse("plans:task", args=[task.pk]))
                told += 1
    return told


def _demand_sender(user: User, unit: Unit) -> None:
    hat = user.hat
    if hat is None or hat.scope is None or hat.role not in SENDERS or not hat.scope.covers(unit):
        raise PermissionDenied(_("Vai trò hiện tại không được đôn đốc thay %(unit)s.") % {"unit": unit})


def sender_of(unit: Unit) -> Sender:
    """The head of a letter sent by a unit: its own name, that of the body above, its symbol and place."""
    parent = unit.parent
    territory = unit if unit.kind not in (UnitKind.DEPARTMENT, UnitKind.OFFICE) else parent or unit
    initials = "".join(word[0] for word in unit.name.replace("-", " ").split() if word[:1].isalpha()).upper()
    place = (
        territory.name.split(" ", 1)[1]
        if territory.kind == UnitKind.COMMUNE
        else territory.short_name or territory.name
    )
    return Sender(
        issuer=unit.authority,
        issuer_parent=parent.authority if parent and unit.kind != UnitKind.PROVINCE else "",
        symbol="UBND" if unit.authority.startswith("Ủy ban nhân dân") else initials,
        place=place,
        capacity="",
    )


def make_letters(user: User, as_of: dt.date, keys: Iterable[str]) -> list[Document]:
    """Make one letter for each chosen addressee, put them into the outgoing register without a number, and note the
    reminders. Raises ValidationError when nobody was chosen or nothing is urgent any more."""
    if user.hat is None or user.hat.unit is None:
        raise PermissionDenied(_("Vai trò này không gửi thư đôn đốc."))
    unit = user.hat.unit
    _demand_sender(user, unit)
    wanted = set(keys)
    chosen = [one for one in addressees(user, as_of) if one.key in wanted]
    if not chosen:
        raise ValidationError(_("Chưa chọn cơ quan nào có việc quá hạn hoặc sắp đến hạn."))
    with transaction.atomic():
        return [_one_letter(user, unit, one, as_of) for one in chosen]


def _one_letter(user: User, unit: Unit, one: Addressee, as_of: dt.date) -> Document:
    tasks = [
        Urged(
            plan=row.task.plan.number and f"Kế hoạch số {row.task.plan.number}" or row.task.plan.title,
            code=row.task.code,
            title=row.task.title,
            product=row.task.product,
            due=row.due,
            days_over=(as_of - row.due).days if row.due else 0,
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
                    task=row.task, unit=one.unit, key=f"thu-{document.pk}:{row.task.pk}", kind="letter", letter=document
                )
                for row in one.rows
            ]
        )
    return document
