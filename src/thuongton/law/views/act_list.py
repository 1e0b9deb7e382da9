"""«Pháp luật»: the acts of the register with their state on the day of the page; declared on ``web/lists``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop, ngettext

from thuongton.law.marks import MARKS, words_of
from thuongton.law.models import LegalAct
from thuongton.law.queries.acts import kinds, states_of, visible_to
from thuongton.law.queries.states import in_states, with_state
from thuongton.law.rights import keeps_register
from thuongton.law.said import title_of
from thuongton.law.states import LegalState, ToldState
from thuongton.people.requests import SignedInRequest
from thuongton.web.asked import asked_words
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import DayRange, Many, Ticked, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls


class ActLine:
    """One act as a line: the record, and its state on the day of the page with the act that caused it."""

    def __init__(self, act: LegalAct, state: LegalState, by: str = "") -> None:
        self.act = act
        self.state = state
        self.by = by
        self.mark = MARKS[state]

    @property
    def title(self) -> str:
        """Its name, as it says itself or as others call it."""
        return title_of(self.act)

    @property
    def issued_on(self) -> Any:
        """Its day of issue, as it says itself or as others say."""
        return self.act.issued_on or self.act.told_issued_on


def _state(line: ActLine) -> str:
    return gettext(words_of(line.state))


COLUMNS = (
    Column("so", gettext_noop("Số, ký hiệu"), lambda line: line.act.number, 40, sort=("number_key",),
           template="law/parts/act_number.html", fixed=True, phone="1", vi=True),
    Column("loai", gettext_noop("Loại"), lambda line: line.act.kind, 26, sort=("kind", "number_key"), phone="3",
           vi=True, beside=False),
    Column("co-quan", gettext_noop("Cơ quan ban hành"), lambda line: line.act.issuer, 34, sort=("issuer", "number_key"),
           vi=True, beside=False),
    Column("ten", gettext_noop("Tên gọi"), lambda line: line.title, 100, sort=("title",), phone="title", vi=True),
    Column("ban-hanh", gettext_noop("Ban hành"), lambda line: line.issued_on, 26, Kind.DAY,
           sort=("issued_on", "number_key"), phone="4"),
    Column("hieu-luc", gettext_noop("Hiệu lực từ"), lambda line: line.act.effective_on, 26, Kind.DAY,
           sort=("effective_on", "number_key"), beside=False),
    Column("tinh-trang", gettext_noop("Tình trạng"), _state, 48, template="law/parts/act_state.html", phone="2"),
    Column("theo", gettext_noop("Theo văn bản"), lambda line: line.by, 40, shown=False, vi=True),
    Column("nguon", gettext_noop("Nguồn"), lambda line: line.act.source, 40, shown=False),
)  # fmt: skip


def _named(rows: QuerySet[LegalAct], value: str, _question: Question) -> QuerySet[LegalAct]:
    """Every word stands in the number or the name, with or without marks."""
    for word in asked_words(value):
        rows = rows.filter(Q(number_key__icontains=word) | Q(name_key__contains=word))
    return rows


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words}


def _head(request: HttpRequest, _shown: Shown) -> Mapping[str, Any]:
    return {"room": "law", "here": "list", "keeps": keeps_register(request.user)}  # type: ignore[arg-type]


def _rows(_question: Question, found: list[LegalAct]) -> list[ActLine]:
    return [ActLine(act, LegalState(act.state), act.state_by or "") for act in found]  # type: ignore[attr-defined]


def _in_state(rows: QuerySet[LegalAct], value: tuple[str, ...], question: Question) -> QuerySet[LegalAct]:
    return in_states(rows, question.as_of, value)


ACT_LIST = Listing(
    key="phap-luat",
    title=gettext_noop("Pháp luật"),
    columns=COLUMNS,
    query=lambda question: with_state(visible_to(question.reader), question.as_of),
    rows=_rows,
    order=("-issued_on", "number_key"),
    order_label=gettext_noop("Mới ban hành trước"),
    filters=(
        Words(key="q", label=gettext_noop("Số hoặc tên gọi"), by=_named),
        Many(
            key="loai",
            label=gettext_noop("Loại"),
            column="kind",
            options=lambda _question: [(one, one) for one in kinds()],
            vi=True,
        ),
        Words(key="co-quan", label=gettext_noop("Cơ quan ban hành"), column="issuer", folded=False),
        DayRange(key="tu", until="den", label=gettext_noop("Ban hành từ ngày"), column="issued_on"),
        DayRange(key="hl-tu", until="hl-den", label=gettext_noop("Hiệu lực từ ngày"), column="effective_on"),
        Many(
            key="tinh-trang",
            label=gettext_noop("Tình trạng"),
            by=_in_state,
            options=[(one.value, words_of(one)) for one in LegalState],
        ),
        Ticked(),
    ),
    counted=_counted,
    most_exported=20_000,
    file_name=lambda question: f"phap-luat-{question.as_of}",
    template="law/list.html",
    head=_head,
    empty=gettext_noop("Sổ pháp luật chưa có văn bản nào."),
    name_of=lambda line: getattr(line, "act", line).number,
    id_of=lambda line: line.act.pk,
    peek=lambda line: reverse("law:peek", args=[line.act.pk]),
)


def peek(request: SignedInRequest, pk: int) -> HttpResponse:
    """An act beside the list: what it is, its state on the day of the page and why."""
    act = get_object_or_404(visible_to(request.user), pk=pk)
    told: ToldState = states_of([act], request.as_of)[act.pk]
    line = ActLine(act, told.state)
    return render(request, "law/peek.html", {"line": line, "told": told, "act": act, "state_words": _state(line)})


urls = [
    *listing_urls(ACT_LIST, room="law", name="list"),
    path("van-ban/<int:pk>/xem-nhanh/", peek, name="peek"),
]
