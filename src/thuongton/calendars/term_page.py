"""«Tính hạn»: choose a clock or write one out, see its due day and each day on the way. Nothing is written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.calendars import queries
from thuongton.calendars.term_form import TermForm
from thuongton.calendars.terms.answering import TermAnswer, answered
from thuongton.calendars.terms.explaining import TermDay
from thuongton.calendars.terms.files import named
from thuongton.calendars.terms.reading import TermCase
from thuongton.calendars.terms.spec import MEASURES, UnusableTerm
from thuongton.calendars.terms.status import TermStatus
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest

MOST_SHOWN = 400
MARKS = {
    TermStatus.NOT_STARTED: ("waiting", gettext_noop("Chưa bắt đầu")),
    TermStatus.RUNNING: ("running", gettext_noop("Đang chạy")),
    TermStatus.PAUSED: ("waiting", gettext_noop("Đang tạm dừng")),
}


@dataclass(frozen=True, slots=True)
class ShownTerm:
    """An answer as the page shows it: ``state`` is a key of ``web/states.py``; ``rows`` the first days."""

    answer: TermAnswer
    state: str
    state_words: str
    left: str
    rows: list[TermDay]

    @property
    def hidden(self) -> int:
        """How many days are not shown."""
        return len(self.answer.rows) - len(self.rows)


def term_page(request: SignedInRequest) -> HttpResponse:
    """The form, and below it the answer to what was asked."""
    hat = request.user.hat
    if hat is None or hat.scope is None:
        raise PermissionDenied(_("Lịch làm việc chỉ dành cho người của cơ quan."))
    form = TermForm(request.GET) if "start" in request.GET else TermForm(initial={"start": today()})
    shown = None
    if form.is_bound and form.is_valid() and form.case is not None:
        try:
            shown = _shown(form.case, queries.calendar(unit=hat.scope))
        except UnusableTerm as error:
            form.add_error(None, str(error))
    return render(request, "calendars/term.html", {"form": form, "shown": shown, "scope": hat.scope})


def _shown(case: TermCase, calendar: Any) -> ShownTerm:
    now = timezone.localtime().replace(tzinfo=None)
    as_of = dt.datetime.combine(today(), now.time())
    found = answered(case, named(calendar, ""), now, as_of=as_of, find=queries.find_rule)
    state, words = MARKS.get(found.status, (str(found.status), ""))
    return ShownTerm(found, state, _(words) if words else "", _left_words(found), found.rows[:MOST_SHOWN])


def _left_words(found: TermAnswer) -> str:
    if found.left is None:
        return ""
    number, measure = found.left.number, _(MEASURES[found.left.measure])
    text = _("quá %(number)s %(unit)s") if number < 0 else _("còn %(number)s %(unit)s")
    return text % {"number": f"{abs(number):g}".replace(".", ","), "unit": measure}
