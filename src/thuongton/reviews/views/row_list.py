"""«Rà soát»: the documents under review with their validity on the day of the page; declared on ``web/lists``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.law.marks import words_of
from thuongton.law.queries.acts import kinds
from thuongton.law.states import LegalState
from thuongton.people.filters import person_filter, unit_filter
from thuongton.people.models import Unit
from thuongton.people.queries import colleagues_of
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import DECIDERS, worn
from thuongton.reviews.actions import Action
from thuongton.reviews.desk_forms import NO_ACTION
from thuongton.reviews.grounds import rules
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.queries.desk import (
    DUE,
    NOT_HELD,
    campaigns_of,
    desk_rows,
    grounds_of,
    in_validity,
    late_rows,
    listed_rows,
    named,
    newest_judgement,
    number_waiting,
    territory_of,
    to_decide,
    to_propose,
    units_of,
    used_reasons,
    validity_of,
    with_ground,
)
from thuongton.reviews.services.judging import MOST_REASON, MOST_WORDS, decide, hand_over, propose
from thuongton.reviews.shown import DeskLine, rule_words
from thuongton.reviews.states import CONDITIONS, WORDS, RowState
from thuongton.web.forms.base import dress
from thuongton.web.lists.bulk import Bulk, Done
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import MOST_OPTIONS, DayRange, Days, Filter, Flag, Many, Record, Ticked, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.numbers import number_words
from thuongton.web.widgets import DayField, DayInput

MOST_COUNTED = 10_000
MOST_EXPORTED = 20_000


def line_of(row: ReviewRow, day: Any, grounds: Iterable[Any] = ()) -> DeskLine:
    """A row of ``desk_rows`` as a line."""
    by = getattr(row, "validity_by", "") or ""
    return DeskLine(row, day, validity_of(row), by, territory_of(row.act, day), tuple(grounds))


def _rows(question: Question, found: list[ReviewRow]) -> list[DeskLine]:
    keys = [row.pk for row in found]
    shown = desk_rows(question.reader, question.as_of).in_bulk(keys)
    grounds = grounds_of(shown.values())
    return [line_of(shown[pk], question.as_of, grounds.get(pk, ())) for pk in keys if pk in shown]


def _territory(line: DeskLine) -> str:
    return line.territory[0] if line.territory is not None else ""


COLUMNS = (
    Column("so", gettext_noop("Số, ký hiệu"), lambda line: line.number, 42, sort=("number_key",), fixed=True,
           template="reviews/parts/number_cell.html", phone="1", vi=True),
    Column("ten", gettext_noop("Tên gọi"), lambda line: line.title, 100, phone="title", vi=True),
    Column("co-quan", gettext_noop("Cơ quan ban hành"), lambda line: line.issuer, 34, vi=True, beside=False),
    Column("loai", gettext_noop("Loại"), lambda line: line.kind, 26, shown=False, vi=True),
    Column("ban-hanh", gettext_noop("Ban hành"), lambda line: line.issued_on, 26, Kind.DAY, shown=False),
    Column("hieu-luc", gettext_noop("Hiệu lực"), lambda line: line.validity_words, 40,
           template="reviews/parts/validity_cell.html", beside=False),
    Column("dia-ban", gettext_noop("Địa bàn"), _territory, 40, shown=False, vi=True),
    Column("can-cu", gettext_noop("Căn cứ rà soát"), lambda line: line.ground_words, 50,
           full=lambda line: line.all_grounds, vi=True, beside=False),
    Column("de-xuat", gettext_noop("Đề xuất"), lambda line: line.proposed, 34, phone="3"),
    Column("quyet-dinh", gettext_noop("Quyết định"), lambda line: line.decided, 34, phone="4", beside=False),
    Column("ly-do", gettext_noop("Lý do"), lambda line: _reason(line), 60, shown=False, vi=True),
    Column("tinh-trang", gettext_noop("Tình trạng"), lambda line: line.state_words, 40,
           template="reviews/parts/state_cell.html", phone="2"),
    Column("don-vi", gettext_noop("Đơn vị"), lambda line: str(line.row.unit), 34, shown=False, vi=True),
    Column("nguoi", gettext_noop("Người xử lý"), lambda line: str(line.row.handler or _("Chưa giao")), 28,
           vi=lambda line: line.row.handler is not None, beside=False),
    Column("han", gettext_noop("Hạn xử lý"), lambda line: line.due, 30, Kind.DAY, sort=(DUE, "pk"),
           template="reviews/parts/due_cell.html"),
    Column("dot", gettext_noop("Đợt rà soát"), lambda line: str(line.row.campaign or _("Thường xuyên")), 50,
           shown=False, vi=lambda line: line.row.campaign is not None),
)  # fmt: skip


def _reason(line: DeskLine) -> str:
    told = line.row.decision or line.row.proposal
    return told.reason if told is not None else ""


def _named(rows: QuerySet[ReviewRow], value: str, _question: Question) -> QuerySet[ReviewRow]:
    return named(rows, value)


def _issued(rows: QuerySet[ReviewRow], value: str, _question: Question) -> QuerySet[ReviewRow]:
    return rows.filter(Q(act__issuer__icontains=value) | Q(act__isnull=True, issuer__icontains=value))


def _valid(rows: QuerySet[ReviewRow], value: tuple[str, ...], question: Question) -> QuerySet[ReviewRow]:
    return in_validity(rows, question.as_of, value)


def _in_state(rows: QuerySet[ReviewRow], value: tuple[str, ...], _question: Question) -> QuerySet[ReviewRow]:
    wanted = Q()
    for one in value:
        wanted |= CONDITIONS[RowState(one)]
    return rows.filter(wanted)


def _acted(rows: QuerySet[ReviewRow], value: tuple[str, ...], _question: Question) -> QuerySet[ReviewRow]:
    """What is decided, and where nothing is decided what is proposed."""
    return rows.filter(Q(decision__action__in=value) | Q(decision__isnull=True, proposal__action__in=value))


def _grounded(rows: QuerySet[ReviewRow], value: tuple[str, ...], _question: Question) -> QuerySet[ReviewRow]:
    return with_ground(rows, value)


def _mine(rows: QuerySet[ReviewRow], _value: bool, question: Question) -> QuerySet[ReviewRow]:
    return rows.filter(Q(handler=question.reader))


def _waits(rows: QuerySet[ReviewRow], _value: bool, question: Question) -> QuerySet[ReviewRow]:
    return rows.filter(to_propose(question.reader) | to_decide(question.reader))


def _late(rows: QuerySet[ReviewRow], _value: bool, question: Question) -> QuerySet[ReviewRow]:
    return late_rows(rows, question.as_of)


def _units(question: Question) -> Iterable[tuple[int, str]]:
    return units_of(question.reader).values_list("pk", "name")[:MOST_OPTIONS]


def _under(rows: QuerySet[ReviewRow], value: Unit, _question: Question) -> QuerySet[ReviewRow]:
    return rows.filter(unit__path__startswith=value.path)


def _due(rows: QuerySet[ReviewRow], value: Days, _question: Question) -> QuerySet[ReviewRow]:
    rows = rows.alias(due_on=DUE)
    if value.first is not None:
        rows = rows.filter(due_on__gte=value.first)
    return rows.filter(due_on__lte=value.last) if value.last is not None else rows


FILTERS: tuple[Filter, ...] = (
    Words(key="q", label=gettext_noop("Số hoặc tên gọi"), by=_named),
    Many(key="tinh-trang", label=gettext_noop("Tình trạng"), by=_in_state,
         options=lambda _question: [(one.value, str(words)) for one, words in WORDS.items()]),
    Many(key="hinh-thuc", label=gettext_noop("Hình thức xử lý"), by=_acted,
         options=lambda _question: [(value, str(words)) for value, words in Action.choices]),
    Many(key="can-cu", label=gettext_noop("Căn cứ rà soát"), by=_grounded,
         options=lambda _question: [(one.code, rule_words(one.code)) for one in rules()]),
    Many(key="hieu-luc", label=gettext_noop("Hiệu lực trong ngày xem"), by=_valid,
         options=[*((one.value, words_of(one)) for one in LegalState), (NOT_HELD, gettext_noop("Chưa có trong sổ"))]),
    Many(key="loai", label=gettext_noop("Loại"), column="act__kind",
         options=lambda _question: [(one, one) for one in kinds()]),
    Words(key="co-quan", label=gettext_noop("Cơ quan ban hành"), by=_issued),
    Record(key="dot", label=gettext_noop("Đợt rà soát"), column="campaign_id",
           find=lambda question, pk: campaigns_of(question.reader).filter(pk=pk).first(),
           options=lambda question: campaigns_of(question.reader).values_list("pk", "title")),
    unit_filter("don-vi", gettext_noop("Đơn vị"), by=_under, options=_units),
    person_filter("nguoi", gettext_noop("Người xử lý"), column="handler_id"),
    DayRange(key="han-tu", until="han-den", label=gettext_noop("Hạn xử lý từ ngày"), by=_due),
    Flag(key="cua-toi", label=gettext_noop("Giao cho tôi"), by=_mine),
    Flag(key="cho-toi", label=gettext_noop("Chờ tôi"), by=_waits),
    Flag(key="tre", label=gettext_noop("Quá hạn"), by=_late),
    Ticked(),
)  # fmt: skip


def _writes(question: Question) -> bool:
    hat = worn(question.reader)
    return hat is not None and hat.writes


def _decides(question: Question) -> bool:
    hat = worn(question.reader)
    return hat is not None and hat.role in DECIDERS


def _judge_form(question: Question, *, decides: bool) -> type[forms.Form]:
    """The form of one judgement for all ticked rows, with the reasons that the unit has used."""
    first = ("", _("Như đề xuất của từng dòng")) if decides else (NO_ACTION[0], str(NO_ACTION[1]))
    hat = worn(question.reader)
    reasons = used_reasons(hat.unit or hat.scope if hat is not None else None)
    used = [("", _("Lý do khác")), *((one.reason, one.reason) for one in reasons)]

    class Judged(forms.Form):
        hinh_thuc = forms.ChoiceField(
            label=_("Hình thức xử lý"), choices=[first, *Action.choices], required=not decides
        )
        phan = forms.CharField(label=_("Phần văn bản"), max_length=MOST_WORDS, required=False)
        bang = forms.CharField(
            label=_("Bằng văn bản"), max_length=MOST_WORDS, required=False,
            help_text=_("Để trống khi chưa xác định."),
        )  # fmt: skip
        ly_do_cu = forms.ChoiceField(
            label=_("Lý do đơn vị đã dùng"),
            required=False,
            choices=used,
        )
        ly_do = forms.CharField(
            label=_("Lý do"), max_length=MOST_REASON, required=False, widget=forms.Textarea({"rows": 3})
        )
        han = DayField(label=_("Hạn xử lý"), required=False, widget=DayInput({"placeholder": "31/12/2026"}))
        xem = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=newest_judgement)

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            for field in self.fields.values():
                dress(field)

        def clean(self) -> dict[str, Any]:
            given: dict[str, Any] = super().clean() or {}
            given["reason"] = given.get("ly_do") or given.get("ly_do_cu") or ""
            if not decides and not given["reason"]:
                self.add_error("ly_do", _("Hãy ghi lý do; người quyết định cần biết vì sao."))
            return given

    return Judged


def _judge_all(question: Question, records: list[ReviewRow], sent: dict[str, Any], *, decides: bool) -> Done:
    user, action, reason = question.reader, sent["hinh_thuc"], sent["reason"]
    more = {"extent": sent["phan"], "by_document": sent["bang"], "due": sent["han"], "until": sent["xem"]}
    if decides:
        batch = decide(user, records, action=action, reason=reason, **more)
    else:
        batch = propose(user, records, action, reason, **more)
    number = len(records)
    if decides:
        said = ngettext("Đã quyết định %(number)s văn bản.", "Đã quyết định %(number)s văn bản.", number)
    else:
        said = ngettext("Đã đề xuất %(number)s văn bản.", "Đã đề xuất %(number)s văn bản.", number)
    return Done(said % {"number": number_words(number)}, (), "ket-qua-ra-soat", {"batch": batch.pk})


def _propose_all(question: Question, records: list[ReviewRow], sent: dict[str, Any]) -> Done:
    return _judge_all(question, records, sent, decides=False)


def _decide_all(question: Question, records: list[ReviewRow], sent: dict[str, Any]) -> Done:
    return _judge_all(question, records, sent, decides=True)


def _whom(question: Question) -> type[forms.Form]:
    """The form that asks to whom rows are given."""

    class Whom(forms.Form):
        nguoi = forms.ModelChoiceField(colleagues_of(question.reader), label=_("Giao cho"), empty_label=_("Chọn người"))

        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, **more)
            dress(self.fields["nguoi"])

    return Whom


def _hand_all(question: Question, records: list[ReviewRow], sent: dict[str, Any]) -> Done:
    given = hand_over(question.reader, records, sent["nguoi"])
    if not given:
        return Done(_("Các văn bản này đã giao cho %(who)s từ trước.") % {"who": sent["nguoi"]})
    number = len(given)
    said = ngettext("Đã giao %(number)s văn bản cho %(who)s.", "Đã giao %(number)s văn bản cho %(who)s.", number)
    facts = {"before": [[row.pk, row.handler_id] for row in given], "taker": sent["nguoi"].pk}
    return Done(said % {"number": number_words(number), "who": sent["nguoi"]}, (), "giao-ra-soat", facts)


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words}


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    return {
        "room": "reviews",
        "here": "list",
        "queue_address": reverse("reviews:queue") + shown.asked.address(),
        "waiting": number_waiting(question.reader) if not question.rewound else 0,
    }


def _above(question: Question) -> list[str]:
    if question.rewound:
        return [_("Hiệu lực in ở đây là của ngày xem; đề xuất, quyết định là của hiện nay.")]
    return []


DESK = Listing(
    key="ra-soat",
    title=gettext_noop("Rà soát văn bản"),
    columns=COLUMNS,
    query=lambda question: listed_rows(question.reader),
    rows=_rows,
    order=("place", "pk"),
    order_label=gettext_noop("Theo thứ tự danh sách"),
    filters=FILTERS,
    bulk=(
        Bulk(key="de-xuat", label=gettext_noop("Đề xuất…"), run=_propose_all, may=_writes,
             form=lambda question: _judge_form(question, decides=False)),
        Bulk(key="quyet-dinh", label=gettext_noop("Quyết định…"), run=_decide_all, may=_decides,
             form=lambda question: _judge_form(question, decides=True)),
        Bulk(key="giao", label=gettext_noop("Giao người xử lý…"), run=_hand_all, form=_whom, may=_writes),
    ),
    counted=_counted,
    most_counted=MOST_COUNTED,
    most_exported=MOST_EXPORTED,
    file_name=lambda question: f"ra-soat-{question.as_of}",
    above=_above,
    template="reviews/list.html",
    head=_head,
    empty=gettext_noop("Chưa có văn bản nào cần rà soát trong phạm vi của anh, chị."),
    name_of=lambda row: str(getattr(row, "row", row)),
    id_of=lambda line: line.row.pk,
    peek=lambda line: reverse("reviews:peek", args=[line.row.pk]),
)  # fmt: skip


def peek(request: SignedInRequest, pk: int) -> HttpResponse:
    """A row beside the list: validity, why it is here, what was said of it."""
    row = get_object_or_404(desk_rows(request.user, request.as_of), pk=pk)
    line = line_of(row, request.as_of, grounds_of([row]).get(row.pk, ()))
    return render(request, "reviews/peek.html", {"line": line, "row": row})


urls = [
    *listing_urls(DESK, room="reviews", name="list"),
    path("<int:pk>/xem-nhanh/", peek, name="peek"),
]
