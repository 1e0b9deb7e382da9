"""«Nhật ký»: the list of acts in one's scope, as page, Excel, Word and print."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.audit.models import Event
from thuongton.audit.queries import visible_to, with_changes
from thuongton.audit.reading import ReadableEvent, readable
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import DayRange, Words
from thuongton.web.lists.listing import Listing
from thuongton.web.lists.question import Question

MOST_COUNTED = 10_000


def _rows(question: Question, events: list[Event]) -> list[ReadableEvent]:
    return readable(events, question.reader)


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s việc", "%(number)s việc", number) % {"number": words}


def _said(act: ReadableEvent) -> str:
    return "; ".join(act.said)


def _name(act: Any) -> str:
    return str(act.event)


JOURNAL = Listing(
    key="nhat-ky",
    title=gettext_noop("Nhật ký"),
    columns=(
        Column("luc", gettext_noop("Lúc"), lambda act: act.event.at, 34, Kind.MOMENT, fixed=True, phone="2"),
        Column("ai", gettext_noop("Ai"), lambda act: _(act.event.actor), 40, phone="3"),
        Column("mu", gettext_noop("Mũ"), lambda act: act.event.hat, 40, shown=False, vi=True),
        Column(
            "viec",
            gettext_noop("Việc"),
            lambda act: _(act.event.action),
            50,
            template="audit/parts/act.html",
            phone="1",
        ),
        Column("ho-so", gettext_noop("Hồ sơ"), lambda act: act.event.subject, 70, phone="hide", vi=True),
        Column("noi-dung", gettext_noop("Nội dung"), _said, 80, full=lambda act: "\n".join(act.said)),
        Column("vi-sao", gettext_noop("Vì sao"), lambda act: act.event.reason, 40, vi=True),
        Column("ma", gettext_noop("Mã kiểm chứng"), lambda act: act.event.hash, 40, shown=False),
    ),
    query=lambda question: with_changes(visible_to(question.reader)),
    rows=_rows,
    order=("-id",),
    order_label=gettext_noop("Mới nhất trước"),
    filters=(
        Words(key="ai", label=gettext_noop("Ai"), column="actor", folded=False),
        Words(key="viec", label=gettext_noop("Việc"), column="action", folded=False),
        Words(key="ho-so", label=gettext_noop("Hồ sơ"), column="subject", folded=False),
        DayRange(key="tu", until="den", label=gettext_noop("Từ ngày"), column="at", moments=True),
    ),
    counted=_counted,
    most_counted=MOST_COUNTED,
    most_exported=20_000,
    file_name=lambda _question: f"nhat-ky-{localdate()}",
    template="audit/list.html",
    empty=gettext_noop("Chưa có việc nào được ghi."),
    name_of=_name,
    id_of=lambda act: act.event.pk,
)
