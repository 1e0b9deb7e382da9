"""Reminders of cases at office hours: one message a person, which names registers and numbers and nobody else."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from thuongton.audit.services import acting
from thuongton.cases.models import CaseReminder, CaseTerm
from thuongton.cases.queries.naming import called, clock_called
from thuongton.cases.queries.urgent import reminded_already, urgent_clocks
from thuongton.cases.reminding import CaseReminderDue, case_reminders_due
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.services import notify
from thuongton.web.dates import day_words

CHUNK = 500
MOST_LINES = 60


def send_case_reminders(day: dt.date | None = None) -> int:
    """Send what falls due on a day, nothing twice; returns how many people were told."""
    when = day or today()
    items, terms = urgent_clocks(when)
    due = case_reminders_due(items, when)
    sent: set[str] = set()
    for start in range(0, len(due), CHUNK):
        sent |= reminded_already(one.key for one in due[start : start + CHUNK])
    by_person: dict[int, list[CaseReminderDue]] = defaultdict(list)
    for one in due:
        if one.key not in sent:
            by_person[one.person].append(one)
    return sum(_remind(person, some, terms) for person, some in by_person.items())


def _remind(person_id: int, dues: Sequence[CaseReminderDue], terms: Mapping[tuple[int, str], CaseTerm]) -> bool:
    """Remind one person of what nobody reminded of meanwhile: two processes at once send one message."""
    with acting():
        person = User.objects.select_for_update().filter(pk=person_id, is_active=True).first()
        sent = reminded_already(one.key for one in dues)
        fresh = [one for one in dues if one.key not in sent]
        if person is None or not fresh:
            return False
        CaseReminder.objects.bulk_create(
            [CaseReminder(case_id=one.item.case, person=person, key=one.key) for one in fresh]
        )
        with translation.override(settings.LANGUAGE_CODE):
            text = reminder_text(fresh, terms)
        late = any(one.item.overdue for one in fresh)
        name = "qua_han" if late else "sap_den_han"
        notify(person, text.split("\n", 1)[0], url=f"{reverse('cases:queue', args=[name])}?cua-toi=1")
    if person.email and settings.EMAIL_BACKEND != "django.core.mail.backends.dummy.EmailBackend":
        with translation.override(settings.LANGUAGE_CODE):
            subject = _("Thượng Tôn: vụ việc đến hạn")
        send_mail(subject, text, None, [person.email], fail_silently=True)
    return True


def reminder_text(dues: Sequence[CaseReminderDue], terms: Mapping[tuple[int, str], CaseTerm]) -> str:
    """The message: a sentence with counts, then a line a clock by register and number, the most urgent first."""
    late = len({one.item.case for one in dues if one.item.overdue})
    soon = len({one.item.case for one in dues if not one.item.overdue})
    lines = [_("Bạn có %(late)s vụ việc quá hạn, %(soon)s vụ việc sắp đến hạn.") % {"late": late, "soon": soon}]
    for one in sorted(dues, key=lambda one: one.item.due)[:MOST_LINES]:
        term = terms[one.item.case, one.item.clock]
        due = _("hạn %(day)s") % {"day": day_words(one.item.due)}
        lines.append(f"- {called(term.case)}: {clock_called(term)} ({due})")
    return "\n".join(lines)
