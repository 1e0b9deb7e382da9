"""Questions of the register: the list, and one question with both sides and what can be decided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.audit.queries import history
from thuongton.law.by_hand import DAYS, FIELDS, as_text, as_value
from thuongton.law.desk_forms import DecideForm
from thuongton.law.differing import differing
from thuongton.law.models import ActQuestion
from thuongton.law.queries.desk import questions, words_held
from thuongton.law.rights import demand_reader, keeps_register
from thuongton.law.services.questions import TEXT, answer_question, may_be_both, may_take
from thuongton.law.views.tabs import desk_tabs
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls

KINDS = {
    "duplicate": gettext_lazy("Hai toàn văn một số"),
    "conflict": gettext_lazy("Hai nguồn nói khác nhau"),
    "other-number": gettext_lazy("Lời văn mang số khác"),
    "bad-date": gettext_lazy("Ngày không có"),
}


def _kind(row: ActQuestion) -> str:
    return str(KINDS.get(row.kind, _("Khác")))


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "law", **desk_tabs(shown.asked.question.reader, "questions")}


def _rows(question: Question) -> QuerySet[ActQuestion]:
    return questions(question.reader)


def _still(rows: QuerySet[ActQuestion], value: str, _question: Question) -> QuerySet[ActQuestion]:
    return rows.filter(answer="") if value == "cho" else rows.exclude(answer="")


QUESTIONS = Listing(
    key="cau-hoi-so-luat",
    title=gettext_noop("Câu hỏi của sổ pháp luật"),
    columns=(
        Column("loai", gettext_noop("Loại"), _kind, 46, sort=("kind", "pk"), phone="1"),
        Column("cau-hoi", gettext_noop("Câu hỏi"), lambda row: row.message, 140, fixed=True, vi=True, phone="title",
               template="law/parts/question_cell.html"),
        Column("nguon", gettext_noop("Nguồn mới"), lambda row: row.source, 50, vi=True, phone="3"),
        Column("luc", gettext_noop("Hỏi lúc"), lambda row: row.asked_at, 34, Kind.MOMENT, sort=("asked_at",),
               phone="2"),
        Column("quyet-dinh", gettext_noop("Quyết định"), lambda row: row.get_answer_display(), 40),
    ),
    query=_rows,
    order=("answer", "pk"),
    order_label=gettext_noop("Chờ quyết định trước"),
    filters=(
        Words(key="q", label=gettext_noop("Lời câu hỏi"), column="message", folded=False),
        Choice(
            key="tinh-trang",
            label=gettext_noop("Tình trạng"),
            options=lambda _question: [("cho", _("Chờ quyết định")), ("xong", _("Đã quyết định"))],
            by=_still,
        ),
    ),
    counted=lambda number, words: ngettext("%(number)s câu hỏi", "%(number)s câu hỏi", number) % {"number": words},
    file_name=lambda question: f"cau-hoi-so-phap-luat-{question.as_of}",
    template="law/questions.html",
    head=_head,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Sổ không có câu hỏi nào."),
    name_of=lambda row: row.message[:80],
)  # fmt: skip


def _found(user: User, pk: int) -> ActQuestion:
    demand_reader(user)
    row = questions(user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def question_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question: what the register holds, what the other side says, and what can be decided."""
    return show_question(request, _found(request.user, pk))


def show_question(request: SignedInRequest, row: ActQuestion, refused: Refused | None = None) -> HttpResponse:
    """The page of a question, as it is after a refusal too."""
    may = keeps_register(request.user) and not row.answer and not request.rewound
    offered = Offered(QUESTION, request.user, row, may, "law:question-", (row.pk,), refused)
    ours, theirs = _sides(row)
    context: dict[str, Any] = {
        "room": "law",
        "question": row,
        "kind": _kind(row),
        "offered": offered,
        "field": FIELDS.get(row.field, ""),
        "ours": ours,
        "theirs": theirs,
        "parts": differing(words_held(row.act), row.theirs) if row.field == TEXT else (),
        "takes": may_take(row),
        "both": may_be_both(row),
        "history": history(row)[:20],
        "needs": getattr(refused.form, "needs", None) if refused is not None else None,
    }
    return render(request, "law/question.html", context, status=400 if refused else 200)


def _sides(row: ActQuestion) -> tuple[str, str]:
    """What the register and the other side say, in words."""
    if row.field == TEXT or row.act is None:
        return "", row.theirs if row.field != TEXT else ""
    mine = as_text(getattr(row.act, row.field, "")) if row.field else ""
    theirs = row.theirs
    if row.field in DAYS:
        return tuple(day_words(as_value(row.field, one)) if one else "" for one in (mine, theirs))  # type: ignore[return-value]
    return mine, theirs


QUESTION = Acts(
    [
        Act(
            "quyet-dinh",
            gettext_lazy("Ghi quyết định"),
            answer_question,
            DecideForm,
            said=gettext_lazy("Đã quyết định; lý do được giữ trong lịch sử."),
            may=bool,
            code="answer",
            leads=lambda _row: reverse("law:questions"),
        )
    ],
    find=_found,
    show=show_question,
    address=lambda row: reverse("law:question", args=[row.pk]),
)

urls = [
    *listing_urls(QUESTIONS, room="law", name="questions", at="cau-hoi/"),
    path("cau-hoi/<int:pk>/", question_page, name="question"),
    *QUESTION.urls("cau-hoi/<int:pk>/", "question-"),
]
