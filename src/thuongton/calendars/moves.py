"""The deadlines that a change of the calendar moved, as page, Excel, Word and print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.calendars import queries
from thuongton.calendars.models import CalendarChange
from thuongton.people.filters import unit_filter
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question


def _change(request: HttpRequest, calendarchange_id: int) -> CalendarChange:
    return get_object_or_404(queries.changes_visible_to(request.user), pk=calendarchange_id)  # type: ignore[arg-type]


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "calendars", "change": shown.asked.question.place}


def _above(question: Question) -> list[str]:
    change: CalendarChange = question.place
    return [_("Căn cứ: %(source)s") % {"source": change.source}] if change.source else []


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s thời hạn", "%(number)s thời hạn", number) % {"number": words}


MOVES = Listing(
    key="thoi-han-da-doi",
    title=lambda question: question.place.name,
    columns=(
        Column("viec", gettext_noop("Việc"), lambda move: move.label, 120, sort=("label",), fixed=True, vi=True),
        Column(
            "don-vi", gettext_noop("Đơn vị"), lambda move: move.unit.name, 60, sort=("unit__name",), phone="1", vi=True
        ),
        Column("han-cu", gettext_noop("Hạn cũ"), lambda move: move.old, 30, Kind.DAY, sort=("old",), phone="3"),
        Column("han-moi", gettext_noop("Hạn mới"), lambda move: move.new, 30, Kind.DAY, sort=("new",), phone="4"),
    ),
    query=lambda question: queries.moves_visible_to(question.reader, question.place),
    order=("id",),
    order_label=gettext_noop("Theo lúc dời"),
    filters=(
        Words(key="q", label=gettext_noop("Việc"), column="label", folded=False),
        unit_filter("don-vi", gettext_noop("Đơn vị"), column="unit"),
    ),
    place=_change,
    above=_above,
    counted=_counted,
    page_size=100,
    template="calendars/change.html",
    head=_head,
    empty=gettext_noop("Không có thời hạn nào trong phạm vi của bạn bị dời."),
)
