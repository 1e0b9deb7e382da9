"""«Tiến độ»: how far units and people have come, each number open to its rows; declared on ``web/lists``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.reviews.models import Campaign
from thuongton.reviews.queries.desk import campaigns_of
from thuongton.reviews.queries.progress import (
    EVERY,
    LATE,
    campaign_asked,
    people_counted,
    rows_counted,
    units_counted,
)
from thuongton.reviews.queries.rows import counts
from thuongton.reviews.shown import STATE_MARKS
from thuongton.reviews.states import WORDS, RowState
from thuongton.web.inputs import whole
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Record
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls

CAMPAIGN = Record(
    key="dot",
    label=gettext_noop("Đợt rà soát"),
    by=lambda rows, _value, _question: rows,  # the numbers themselves are of the campaign
    find=lambda question, pk: campaigns_of(question.reader).filter(pk=pk).first(),
    options=lambda question: campaigns_of(question.reader).values_list("pk", "title"),
)


def _campaign(question: Question) -> Campaign | None:
    return campaign_asked(question.reader, whole(question.get(CAMPAIGN.key)))


class ProgressLine:
    """A unit or a person with its numbers, each of which leads to its rows."""

    def __init__(self, record: Any, name: str, campaign: Campaign | None) -> None:
        self.record = record
        self.name = name
        self.query = f"{name}={record.pk}" + (f"&dot={campaign.pk}" if campaign is not None else "")

    def number(self, key: str) -> int:
        """One of its numbers."""
        return int(getattr(self.record, key))

    def __str__(self) -> str:
        return str(self.record)


def _number(key: str, label: Any, brief: str = "") -> Column:
    return Column(key, label, lambda line: line.number(key), 34, Kind.NUMBER, sort=(f"-{key}", "pk"), brief=brief,
                  template="reviews/parts/progress_cell.html")  # fmt: skip


NUMBERS = (
    _number(RowState.WAITING, WORDS[RowState.WAITING]),
    _number(RowState.PROPOSED, WORDS[RowState.PROPOSED]),
    _number(RowState.DECIDED, WORDS[RowState.DECIDED], gettext_noop("Chờ xử lý")),
    _number(RowState.SETTLED, WORDS[RowState.SETTLED]),
    _number(EVERY, gettext_noop("Cộng")),
    _number(LATE, gettext_noop("Quá hạn")),
)


def _head(kind: str) -> Callable[[HttpRequest, Shown], Mapping[str, Any]]:
    def head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
        question = shown.asked.question
        campaign = _campaign(question)
        numbers = counts(rows_counted(question.reader, campaign))
        dot = f"dot={campaign.pk}" if campaign is not None else ""
        here = f"?{dot}" if dot else ""
        listed = reverse("reviews:list")
        return {
            "room": "reviews",
            "tab": kind,
            "tabs": [
                {"key": "unit", "label": _("Đơn vị"), "number": None, "address": reverse("reviews:progress") + here},
                {"key": "person", "label": _("Người xử lý"), "number": None,
                 "address": reverse("reviews:progress-people") + here},
            ],
            "totals": [
                (STATE_MARKS[state], str(WORDS[state]), numbers[state],
                 f"{listed}?tinh-trang={state.value}" + (f"&{dot}" if dot else ""))
                for state in RowState
            ],
            "every": sum(numbers.values()),
            "every_address": listed + here,
        }  # fmt: skip

    return head


def _lines(name: str) -> Callable[[Question, list[Any]], list[ProgressLine]]:
    return lambda question, found: [ProgressLine(one, name, _campaign(question)) for one in found]


UNITS = Listing(
    key="tien-do-ra-soat",
    title=gettext_noop("Tiến độ rà soát"),
    columns=(Column("ten", gettext_noop("Đơn vị"), str, 90, sort=("path",), fixed=True, phone="title", vi=True),
             *NUMBERS),
    query=lambda question: units_counted(question.reader, _campaign(question), question.as_of),
    rows=_lines("don-vi"),
    order=("path",),
    order_label=gettext_noop("Theo cây đơn vị"),
    filters=(CAMPAIGN,),
    counted=lambda number, words: ngettext("%(number)s đơn vị", "%(number)s đơn vị", number) % {"number": words},
    file_name=lambda question: f"tien-do-ra-soat-{question.as_of}",
    template="reviews/progress.html",
    head=_head("unit"),
    empty=gettext_noop("Chưa có văn bản nào cần rà soát trong phạm vi của anh, chị."),
    id_of=lambda line: line.record.pk,
)  # fmt: skip
PEOPLE = Listing(
    key="tien-do-ra-soat-nguoi",
    title=gettext_noop("Tiến độ rà soát theo người"),
    columns=(Column("ten", gettext_noop("Người xử lý"), str, 90, sort=("full_name",), fixed=True, phone="title",
                    vi=True), *NUMBERS),
    query=lambda question: people_counted(question.reader, _campaign(question), question.as_of),
    rows=_lines("nguoi"),
    order=("full_name",),
    order_label=gettext_noop("Theo tên"),
    filters=(CAMPAIGN,),
    counted=lambda number, words: ngettext("%(number)s người", "%(number)s người", number) % {"number": words},
    file_name=lambda question: f"tien-do-ra-soat-nguoi-{question.as_of}",
    template="reviews/progress.html",
    head=_head("person"),
    empty=gettext_noop("Chưa giao văn bản nào cho ai."),
    id_of=lambda line: line.record.pk,
)  # fmt: skip

urls = [
    *listing_urls(UNITS, room="reviews", name="progress", at="tien-do/"),
    *listing_urls(PEOPLE, room="reviews", name="progress-people", at="tien-do/nguoi/"),
]
