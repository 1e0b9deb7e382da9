"""Writing what hangs on a record: what is said, who does it, when somebody is reminded of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.queries import colleague_hat, people_visible_to, today
from thuongton.people.scopes import demand
from thuongton.people.services import notify
from thuongton.records.mentions import LONGEST, mentioned
from thuongton.records.models import RecordReminder
from thuongton.records.on_record import on_of
from thuongton.records.queries import assignments_of, readers_among, record_of

REMINDER_SET, REMINDER_ENDED = "records.reminder-set", "records.reminder-ended"


def _demand_open(record: Any) -> None:
    if not on_of(record).takes(record):
        raise PermissionDenied(_("Không ghi thêm gì vào hồ sơ này."))


def _tell(person: User, text: str, user: User, record: Any, place: str = "") -> None:
    """One message in the language of the site; it leads to the record."""
    with translation.override(settings.LANGUAGE_CODE):
        words = _(text) % {"who": user, "task": record, "kind": record._meta.verbose_name}
    notify(person, words, url=on_of(record).address(record) + place)


def comment(user: User, record: Any, text: str) -> Any:
    """Say something about a record; people named with @ are told, those who may read it."""
    on = on_of(record)
    demand(user, record, on.speak)
    _demand_open(record)
    unit = on.side(user, record)
    text = text.strip()
    if not text:
        raise ValidationError(_("Nội dung trao đổi đang trống."))
    if len(text) > LONGEST:
        raise ValidationError(_("Trao đổi dài quá %(most)d ký tự; hãy rút gọn hoặc đính kèm tệp.") % {"most": LONGEST})
    named = readers_among(mentioned(text, people_visible_to(user)), record) if "@" in text else []
    with recording(user, on.commented, record, unit=unit):
        rows: Any = on.comments.model._default_manager
        made = rows.create(**on.comments.naming(record), unit=unit, text=text, by=user)
        made.mentions.set(named)
    for person in named:
        _tell(person, gettext_noop("%(who)s nhắc bạn ở %(kind)s %(task)s"), user, record, "#trao-doi")
    return made


def assign(user: User, record: Any, person: User, *, reason: str = "") -> Any:
    """Make a colleague answer for a record (phân công) and tell them; doing it again changes nothing."""
    on = on_of(record)
    demand(user, record, on.give)
    _demand_open(record)
    hat = colleague_hat(user, person)
    if hat is None or hat.unit is None:
        raise ValidationError(_("Người này không thuộc phạm vi của bạn nên không phân công được."))
    with transaction.atomic():
        _locked(record)
        there = assignments_of(user, record).filter(person=person).first()
        if there:
            return there
        with recording(user, on.assigned, record, unit=on.side(user, record), reason=reason.strip()):
            rows: Any = on.assignments.model._default_manager
            given = {"person": person, "unit": hat.unit, "assigned_on": today(), "by": user}
            made = rows.create(**on.assignments.naming(record), **given)
    _tell(person, gettext_noop("%(who)s giao bạn: %(task)s"), user, record)
    return made


def unassign(user: User, assignment: Any, *, reason: str = "") -> None:
    """End an assignment; one that somebody has ended already keeps its day."""
    demand(user, assignment)
    record = record_of(assignment)
    _end(user, on_of(record).ended, record, assignment, reason.strip())


def remind(user: User, record: Any, person: User, day: dt.date, text: str) -> RecordReminder:
    """Have a colleague, or oneself, reminded of a record on a day (hẹn nhắc)."""
    on = on_of(record)
    demand(user, record, on.give)
    _demand_open(record)
    hat = colleague_hat(user, person)
    if hat is None or hat.unit is None:
        raise ValidationError(_("Người này không thuộc phạm vi của bạn nên không nhắc được."))
    if not text.strip():
        raise ValidationError({"text": _("Hãy ghi việc cần nhắc.")})
    if day < today():
        raise ValidationError({"day": _("Ngày nhắc đã qua; hãy chọn hôm nay hoặc một ngày sau.")})
    kind = record._meta.label_lower
    with recording(user, REMINDER_SET, record, unit=on.side(user, record)):
        return RecordReminder.objects.create(
            kind=kind, record=record.pk, unit=hat.unit, person=person, day=day, text=text.strip()[:300], by=user
        )


def end_reminder(user: User, reminder: RecordReminder) -> None:
    """End a reminder: what it was for is done, or it is not needed; one that has ended already keeps its day."""
    demand(user, reminder)
    _end(user, REMINDER_ENDED, record_of(reminder), reminder)


def _locked(row: Any) -> Any:
    """The row as it stands, held until the transaction ends: of two people at once one comes second."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _end(user: User, act: str, record: Any, row: Any, reason: str = "") -> None:
    with transaction.atomic():
        if _locked(row).ended_on is not None:
            return
        with recording(user, act, record, unit=row.unit, reason=reason):
            row.ended_on = today()
            row.save(update_fields=["ended_on"])
