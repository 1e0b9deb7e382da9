"""The list of a register and the queues across registers: declared once for every kind, from its file alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.cases.book_parts import links_of
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.kind_in_address import kind_or_404
from thuongton.cases.models import Case
from thuongton.cases.queries.case_list import (
    NEWEST,
    by_due,
    cases_of_kind,
    cases_of_queue,
    clock_counts,
    lens_of_list,
    list_rows,
    open_counts,
    sees_several_units,
)
from thuongton.cases.queries.case_rows import CaseRow
from thuongton.cases.queries.queues import queue_names
from thuongton.cases.services import hand_over
from thuongton.cases.views import columns, filters
from thuongton.cases.views.queue_words import queue_label, queue_tabs, why_there
from thuongton.cases.words import said_label
from thuongton.people.models import User
from thuongton.people.queries import colleagues_of
from thuongton.people.scopes import worn, writing_unit
from thuongton.web.lists.bulk import Bulk, Done
from thuongton.web.lists.columns import Column
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question, said
from thuongton.web.lists.views import listing_urls
from thuongton.web.numbers import number_words

MOST_EXPORTED = 50_000
MOST_COUNTED = 20_000


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s hồ sơ", "%(number)s hồ sơ", number) % {"number": words}


def _peek(row: CaseRow) -> str:
    return reverse("cases:peek", args=[row.case.uid])


def _writes(question: Question) -> bool:
    hat = worn(question.reader)
    return hat is not None and hat.writes


def _whom(question: Question) -> type[forms.Form]:
    """The form that asks to whom cases are given, and why."""

    class Whom(forms.Form):
        nguoi = forms.ModelChoiceField(colleagues_of(question.reader), label=_("Giao cho"), empty_label=_("Chọn người"))
        ly_do = forms.CharField(label=_("Lý do (không ghi tên người dân)"), max_length=300, required=False)

    return Whom


def _hand_over(question: Question, cases: list[Case], sent: dict[str, Any]) -> Done:
    person: User = sent["nguoi"]
    number = hand_over(question.reader, cases, person, reason=sent["ly_do"])
    words = ngettext("Đã giao %(number)s hồ sơ cho %(who)s.", "Đã giao %(number)s hồ sơ cho %(who)s.", number)
    return Done(words % {"number": number_words(number), "who": person})


HAND_OVER = Bulk(key="giao", label=gettext_noop("Giao người xử lý…"), run=_hand_over, form=_whom, may=_writes)


def _kind(_request: HttpRequest, kind: str) -> CaseKind:
    return kind_or_404(kind)


def _title(question: Question) -> str:
    return said_label(question.place.label)


def _above(question: Question) -> Sequence[str]:
    if question.rewound:
        return [_("Điều kiện lọc theo trạng thái hiện nay; trạng thái in ở đây là của ngày xem.")]
    return []


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    """The counts of the register in scope under no condition, each a link, and its other pages."""
    question = shown.asked.question
    kind: CaseKind = question.place
    every = cases_of_kind(question)
    opened, of_year, number = open_counts(every, question.as_of.year, "kind").get((kind.kind,), (0, 0, 0))
    late = clock_counts(every, lens_of_list(question)) if kind.clocks else {}
    unit = writing_unit(question.reader)
    return {
        "room": "cases",
        "kind": kind.kind,
        "has_clocks": bool(kind.clocks),
        "overdue": late.get(("overdue",), 0),
        "due_soon": late.get(("due_soon",), 0),
        "opened": opened,
        "ended": number - opened,
        "every": number,
        "of_year": of_year,
        "tabs": links_of(question.reader, unit, kind, "tab"),
        "parts": links_of(question.reader, unit, kind, "act"),
    }


CASES = Listing(
    key="ho-so",
    title=_title,
    called=gettext_noop("Hồ sơ của một sổ"),
    columns=lambda question: columns.columns_of_kind(question.place, units=sees_several_units(question.reader)),
    query=cases_of_kind,
    rows=list_rows,
    order=NEWEST,
    order_label=gettext_noop("Mới tiếp nhận trước"),
    filters=filters.filters_of_kind,
    private=True,
    bulk=(HAND_OVER,),
    counted=_counted,
    most_counted=MOST_COUNTED,
    most_exported=MOST_EXPORTED,
    file_name=lambda question: f"{question.place.kind}-{question.as_of}",
    above=_above,
    template="cases/list.html",
    head=_head,
    empty=gettext_noop("Chưa có hồ sơ nào trong sổ này."),
    place=_kind,
    keyed_by="kind",
    name_of=columns.case_name,
    peek=_peek,
)

KIND_OF_ROW = Column(
    "loai", gettext_noop("Sổ"), columns.kind_words, 44, sort=("kind",), phone="3", beside=False,
)  # fmt: skip


def _queue(_request: HttpRequest, queue: str) -> str:
    if queue not in queue_names():
        raise Http404
    return queue


def _columns_of_queue(question: Question) -> Sequence[Column]:
    name: str = question.place
    label = gettext_noop("Vì sao mắc kẹt") if name == "mac_ket" else gettext_noop("Việc đến hạn")
    why = Column("vi-sao", label, lambda row: why_there(row, name), 90, phone="title")
    units = [columns.UNIT] if sees_several_units(question.reader) else []
    return [
        columns.NUMBER,
        KIND_OF_ROW,
        why,
        columns.DUE,
        columns.LEFT,
        columns.STATE,
        columns.HANDLER,
        *units,
        columns.RECEIVED,
        columns.SIGNS,
    ]


def _queue_title(question: Question) -> str:
    return said(queue_label(question.place), question)


def _queue_head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    own = bool(shown.asked.values.get("cua-toi")) and writing_unit(question.reader) is not None
    return {"room": "cases", "queues": queue_tabs(request, own=own), "queue": question.place}


QUEUE = Listing(
    key="hang-viec",
    title=_queue_title,
    called=gettext_noop("Hàng việc của vụ việc"),
    columns=_columns_of_queue,
    query=cases_of_queue,
    rows=list_rows,
    order=by_due,
    order_label=gettext_noop("Đến hạn trước đứng trước"),
    filters=filters.filters_of_queue,
    private=True,
    bulk=(HAND_OVER,),
    counted=_counted,
    most_counted=MOST_COUNTED,
    most_exported=MOST_EXPORTED,
    file_name=lambda question: f"{question.place}-{question.as_of}".replace("_", "-"),
    above=_above,
    template="cases/queue.html",
    head=_queue_head,
    empty=gettext_noop("Không có hồ sơ nào trong hàng việc này."),
    place=_queue,
    keyed_by="queue",
    name_of=columns.case_name,
    peek=_peek,
)

urls = [
    *listing_urls(QUEUE, room="cases", name="queue", at="hang-viec/<kind:queue>/"),
    *listing_urls(CASES, room="cases", name="list", at="<kind:kind>/"),
]
