"""«Danh mục văn bản quy định chi tiết và nội dung được giao»: the list, acts on many rows, one content with its words.

The columns of Mẫu số 01 (Thông tư 26/2025/TT-BTP) are not known: ours are configurable and say so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.audit.queries import history
from thuongton.drafting.assigned import MARKS, WORDS, AssignedState
from thuongton.drafting.local_forms import LocalForm
from thuongton.drafting.models import AssignedContent
from thuongton.drafting.queries.assigned import closings_of, counts, visible_to, with_state
from thuongton.drafting.services.assigned import confirm, give_to, judge, reopen, set_due
from thuongton.drafting.views.tabs import room_tabs
from thuongton.law.queries.acts import visible_to as acts_visible_to
from thuongton.law.slugs import slug_of
from thuongton.law.text.places import place_of
from thuongton.people.queries import units_in_scope
from thuongton.people.requests import SignedInRequest
from thuongton.web.lists.bulk import Bulk, Done
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Record, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.widgets import DayField

NOT_OFFICIAL = gettext_noop("Mẫu số 01 chính thức chưa nạp: các cột theo cách trình bày của phần mềm.")


def state_words(row: Any) -> str:
    """The state of a row in the language of the page."""
    return str(WORDS[AssignedState(row.state)])


def _form_words(row: AssignedContent) -> str:
    return str(row.get_form_display())


def _provision(row: AssignedContent) -> str:
    return f"{row.provision} {row.act.number}".strip()


def _rows(question: Question) -> QuerySet[AssignedContent]:
    return with_state(visible_to(question.reader), question.as_of)


def _marked(_question: Question, records: list[Any]) -> list[Any]:
    """The rows with the sign of their state."""
    for row in records:
        row.mark = MARKS[AssignedState(row.state)]
    return records


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    asked, question = shown.asked, shown.asked.question
    rest = asked.found("tinh-trang")
    number_in = counts(rest, question.as_of)
    return {
        **room_tabs("assigned"),
        "everything": sum(number_in.values()),
        "chips": [
            (MARKS[state], WORDS[state], number_in[state], asked.address(**{"tinh-trang": str(state)}))
            for state in AssignedState
            if number_in[state]
        ],
        "every_state": asked.address(**{"tinh-trang": None}),
        "not_official": _(NOT_OFFICIAL),
    }


def _writes(question: Question) -> bool:
    hat = question.reader.hat
    return hat is not None and hat.writes


def _whom(question: Question) -> type[forms.Form]:
    units = units_in_scope(question.reader).order_by("path")

    class Whom(forms.Form):
        don_vi = forms.ModelChoiceField(units, label=_("Đơn vị đề xuất, soạn thảo"), empty_label=_("Chọn đơn vị"))

    return Whom


def _until(_question: Question) -> type[forms.Form]:
    class Until(forms.Form):
        han = DayField(label=_("Hạn ban hành"))
        ly_do = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea({"rows": 2}))

    return Until


def _verdict(_question: Question) -> type[forms.Form]:
    class Judged(forms.Form):
        ket_luan = forms.ChoiceField(label=_("Kết luận"), choices=AssignedContent.Verdict.choices)
        ly_do = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea({"rows": 2}))

    return Judged


def _give(question: Question, rows: list[Any], sent: dict[str, Any]) -> Done:
    return give_to(question.reader, rows, unit=sent["don_vi"])


def _date(question: Question, rows: list[Any], sent: dict[str, Any]) -> Done:
    return set_due(question.reader, rows, day=sent["han"], reason=sent["ly_do"])


def _judge(question: Question, rows: list[Any], sent: dict[str, Any]) -> Done:
    return judge(question.reader, rows, verdict=sent["ket_luan"], reason=sent["ly_do"])


def _reopen(question: Question, rows: list[Any], _sent: dict[str, Any]) -> Done:
    return reopen(question.reader, rows)


def _confirm(question: Question, rows: list[Any], _sent: dict[str, Any]) -> Done:
    return confirm(question.reader, rows)


def _units(question: Question) -> list[tuple[int, str]]:
    return [(unit.pk, str(unit)) for unit in units_in_scope(question.reader).order_by("path")]


def _in_state(rows: QuerySet[Any], value: str, _question: Question) -> QuerySet[Any]:
    return rows.filter(state=value)


def _due_until(row: Any) -> Any:
    return row.due_now


ASSIGNED = Listing(
    key="noi-dung-duoc-giao",
    title=gettext_noop("Danh mục văn bản quy định chi tiết và nội dung được giao"),
    columns=(
        Column("dieu-khoan", gettext_noop("Điều, khoản giao"), _provision, 40, sort=("act__number", "pk"), fixed=True,
               vi=True, phone="1", template="drafting/parts/assigned_provision.html"),
        Column("noi-dung", gettext_noop("Nội dung được giao"), lambda row: row.content, 130, vi=True, phone="title"),
        Column("hinh-thuc", gettext_noop("Hình thức văn bản"), _form_words, 40, sort=("form",), phone="3"),
        Column("don-vi", gettext_noop("Đơn vị"), lambda row: str(row.unit), 40, sort=("unit__path",), vi=True,
               shown=False),
        Column("de-xuat", gettext_noop("Đơn vị đề xuất"), lambda row: str(row.proposer or _("chưa giao")), 30,
               sort=("proposer__path",), vi=True),
        Column("han", gettext_noop("Hạn ban hành"), _due_until, 26, Kind.DAY, sort=("due_now",), phone="4"),
        Column("tinh-trang", gettext_noop("Tình trạng"), state_words, 50, sort=("state",), phone="2",
               template="drafting/parts/assigned_state.html"),
        Column("van-ban", gettext_noop("Văn bản đã ban hành"), lambda row: row.issued_by, 34, vi=True),
        Column("ly-do", gettext_noop("Lý do"), lambda row: row.reason or row.doubt, 60, vi=True, shown=False),
        Column("loi-van", gettext_noop("Lời văn giao"), lambda row: row.quote, 120, vi=True, shown=False),
    ),
    query=_rows,
    rows=_marked,
    order=("due_now", "act", "pk"),
    order_label=gettext_noop("Hạn sớm trước"),
    filters=(
        Words(key="q", label=gettext_noop("Nội dung"), column="content", folded=False),
        Choice(
            key="tinh-trang",
            label=gettext_noop("Tình trạng"),
            options=lambda _question: [(state.value, str(words)) for state, words in WORDS.items()],
            by=_in_state,
        ),
        Choice(
            key="hinh-thuc",
            label=gettext_noop("Hình thức văn bản"),
            column="form",
            options=lambda _question: [(value, str(words)) for value, words in LocalForm.choices],
        ),
        Record(
            key="de-xuat",
            label=gettext_noop("Đơn vị đề xuất"),
            column="proposer_id",
            find=lambda question, pk: units_in_scope(question.reader).filter(pk=pk).first(),
            options=_units,
        ),
        Record(
            key="van-ban",
            label=gettext_noop("Văn bản giao"),
            column="act_id",
            quiet=True,
            find=lambda question, pk: acts_visible_to(question.reader).filter(pk=pk).first(),
        ),
    ),
    bulk=(
        Bulk(key="giao", label=gettext_noop("Giao đơn vị đề xuất…"), run=_give, form=_whom, may=_writes),
        Bulk(key="han", label=gettext_noop("Đặt hạn…"), run=_date, form=_until, may=_writes),
        Bulk(key="ket-luan", label=gettext_noop("Không cần văn bản mới…"), run=_judge, form=_verdict, may=_writes),
        Bulk(key="xac-nhan", label=gettext_noop("Xác nhận là nội dung được giao"), run=_confirm, may=_writes,
             question=gettext_noop("Các dòng này đúng là nội dung đơn vị phải quy định?")),
        Bulk(key="mo-lai", label=gettext_noop("Bỏ kết luận"), run=_reopen, may=_writes,
             question=gettext_noop("Các dòng này trở lại chờ văn bản?")),
    ),
    above=lambda _question: [_(NOT_OFFICIAL)],
    counted=lambda number, words: ngettext("%(number)s nội dung", "%(number)s nội dung", number) % {"number": words},
    file_name=lambda question: f"noi-dung-duoc-giao-{question.as_of}",
    template="drafting/assigned.html",
    head=_head,
    empty=gettext_noop("Chưa có nội dung nào được giao trong phạm vi của anh, chị."),
    kept=True,
)  # fmt: skip


def content_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One content: the words that leave it, what it details, its state and why, the document that rules it."""
    row = with_state(visible_to(request.user), request.as_of).filter(pk=pk).first()
    if row is None:
        raise Http404
    context = {
        "room": "drafting",
        "content": row,
        "mark": MARKS[AssignedState(row.state)],  # type: ignore[attr-defined]
        "words": WORDS[AssignedState(row.state)],  # type: ignore[attr-defined]
        "closings": closings_of([row]),
        "law_address": law_address(row),
        "history": history(row)[:20],
        "not_official": _(NOT_OFFICIAL),
    }
    return render(request, "drafting/assigned_one.html", context)


def law_address(row: AssignedContent) -> str:
    """The page of the provision in the register of law; of the act where its words are put into another."""
    slug = slug_of(place_of(row.provision)) if row.target == row.act.number_key else ""
    return reverse("law:provision", args=[row.act_id, slug]) if slug else reverse("law:act", args=[row.act_id])


urls = [
    *listing_urls(ASSIGNED, room="drafting", name="assigned", at="noi-dung-duoc-giao/"),
    path("noi-dung-duoc-giao/<int:pk>/", content_page, name="assigned-one"),
]
