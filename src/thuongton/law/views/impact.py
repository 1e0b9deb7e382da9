"""«Tác động»: what rests on clauses that were changed, each with its quote; a person looks at each and says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.audit.queries import history
from thuongton.law.desk_forms import ImpactForm
from thuongton.law.models import ImpactFinding
from thuongton.law.queries.acts import visible_to
from thuongton.law.queries.impact import ACT, impacts_visible_to
from thuongton.law.rights import demand_reader
from thuongton.law.services.impact import look_at
from thuongton.law.views.tabs import desk_tabs
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.marks import mark_of_row
from thuongton.web.lists.bulk import Bulk, Done
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Record, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls

WHAT = {
    ACT: gettext_lazy("Văn bản trong sổ"),
    "paper": gettext_lazy("Văn bản của đơn vị"),
    "task": gettext_lazy("Nhiệm vụ"),
    "case": gettext_lazy("Vụ việc"),
    "plan": gettext_lazy("Kế hoạch"),
}
WHY = {
    "basis": gettext_lazy("lấy làm căn cứ"),
    "mentions": gettext_lazy("dẫn chiếu"),
    "details": gettext_lazy("quy định chi tiết"),
    "implements": gettext_lazy("thực hiện"),
    "amends": gettext_lazy("cũng sửa đổi"),
    "amend": gettext_lazy("cũng sửa đổi"),
    "insert": gettext_lazy("cũng bổ sung"),
    "repeal": gettext_lazy("cũng bãi bỏ"),
    "repeals": gettext_lazy("cũng bãi bỏ"),
    "replaces": gettext_lazy("cũng thay thế"),
    "answers": gettext_lazy("trả lời"),
    "reports_on": gettext_lazy("báo cáo về"),
}
STATES = {
    ImpactFinding.State.NEW: "unread",
    ImpactFinding.State.SEEN: "look",
    ImpactFinding.State.UNAFFECTED: "left",
}


def what_words(row: ImpactFinding) -> str:
    """What kind of record rests on the act."""
    return str(WHAT[row.kind]) if row.kind in WHAT else row.kind


def why_words(row: ImpactFinding) -> str:
    """Why it is here: which clause of which act is changed by which, and how the record rests on it."""
    why = str(WHY.get(row.role, row.role))
    return _("%(act)s sửa %(place)s của %(target)s; nơi này %(why)s %(clause)s") % {
        "act": row.act.number,
        "place": row.place or _("cả văn bản"),
        "target": row.target.number,
        "why": why,
        "clause": row.provision or _("văn bản đó"),
    }


def address_of(row: ImpactFinding) -> str:
    """The page of the record."""
    return row.address or (reverse("law:act", args=[int(row.key)]) if row.kind == ACT else "")


def _seen_all(question: Question, records: list[Any], cleaned: dict[str, Any]) -> Done:
    refused, number = [], 0
    for row in records:
        if not holds(question.reader, row):
            refused.append((row.name, _("vai trò hiện tại không được ghi")))
            continue
        look_at(question.reader, row, ImpactFinding.State.SEEN)
        number += 1
    said = ngettext("Đã xem %(number)s dòng.", "Đã xem %(number)s dòng.", number) % {"number": number}
    return Done(said if number else "", refused)


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "law", **desk_tabs(shown.asked.question.reader, "impact")}


IMPACT = Listing(
    key="tac-dong-phap-luat",
    title=gettext_noop("Tác động của sửa đổi"),
    columns=(
        Column("noi", gettext_noop("Nơi bị ảnh hưởng"), lambda row: row.name, 90, sort=("name",), fixed=True, vi=True,
               phone="title", template="law/parts/impact_name.html"),
        Column("loai", gettext_noop("Loại"), what_words, 40, phone="1"),
        Column("don-vi", gettext_noop("Đơn vị"), lambda row: str(row.unit or ""), 34, sort=("unit__path",), vi=True),
        Column("vi-sao", gettext_noop("Vì sao"), why_words, 100, vi=True),
        Column("loi-dan", gettext_noop("Lời dẫn"), lambda row: row.quote, 90, vi=True),
        Column("tinh-trang", gettext_noop("Tình trạng"), lambda row: row.get_state_display(), 40, sort=("state",),
               phone="2", template="law/parts/impact_state.html"),
        Column("luc", gettext_noop("Thấy lúc"), lambda row: row.found_at, 34, Kind.MOMENT, shown=False),
    ),
    query=lambda question: impacts_visible_to(question.reader),
    order=("-pk",),
    order_label=gettext_noop("Mới thấy trước"),
    filters=(
        Words(key="q", label=gettext_noop("Tên nơi bị ảnh hưởng"), column="name", folded=False),
        Choice(key="loai", label=gettext_noop("Loại"), column="kind",
               options=lambda _question: [(key, str(words)) for key, words in WHAT.items()]),
        Choice(key="tinh-trang", label=gettext_noop("Tình trạng"), column="state",
               options=lambda _question: [(str(key), str(words)) for key, words in ImpactFinding.State.choices]),
        Record(key="sua", label=gettext_noop("Văn bản sửa"), column="act_id", quiet=True,
               find=lambda question, pk: visible_to(question.reader).filter(pk=pk).first()),
        Record(key="bi-sua", label=gettext_noop("Văn bản bị sửa"), column="target_id", quiet=True,
               find=lambda question, pk: visible_to(question.reader).filter(pk=pk).first()),
    ),
    bulk=(
        Bulk(key="da-xem", label=gettext_noop("Đã xem, phải sửa"), run=_seen_all,
             question=gettext_noop("Ghi là đã xem các dòng này?")),
    ),
    counted=lambda number, words: ngettext("%(number)s nơi", "%(number)s nơi", number) % {"number": words},
    file_name=lambda question: f"tac-dong-phap-luat-{question.as_of}",
    template="law/impact.html",
    head=_head,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Chưa có tác động nào trong phạm vi của anh, chị."),
    name_of=lambda row: row.name,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnImpact:
    """What offers an act: whether one may say something of the finding."""

    may: bool


def _found(user: User, pk: int) -> ImpactFinding:
    demand_reader(user)
    row = impacts_visible_to(user).filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def impact_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One finding: the clause that is changed, what rests on it, and what people said of it."""
    return show_impact(request, _found(request.user, pk))


def show_impact(request: SignedInRequest, row: ImpactFinding, refused: Refused | None = None) -> HttpResponse:
    """The page of a finding, as it is after a refusal too."""
    may = holds(request.user, row) and not request.rewound
    initial = {"row": row, "state": row.state, "note": row.note, "seen": mark_of_row(row, ("state", "note"))}
    offered = Offered(LOOK, request.user, row, OnImpact(may), "law:impact-", (row.pk,), refused, initial=initial)
    context = {
        "room": "law", "finding": row, "offered": offered, "what": what_words(row), "why": why_words(row),
        "address": address_of(row), "mark": STATES[ImpactFinding.State(row.state)], "history": history(row)[:20],
    }  # fmt: skip
    return render(request, "law/impact_one.html", context, status=400 if refused else 200)


LOOK = Acts(
    [
        Act(
            "y-kien",
            gettext_lazy("Ghi ý kiến"),
            look_at,
            ImpactForm,
            of_row=True,
            said=gettext_lazy("Đã ghi ý kiến."),
            may=lambda page: page.may,
            code="look",
        )
    ],
    find=_found,
    show=show_impact,
    address=lambda row: reverse("law:impact-one", args=[row.pk]),
)

urls = [
    *listing_urls(IMPACT, room="law", name="impact", at="tac-dong/"),
    path("tac-dong/<int:pk>/", impact_page, name="impact-one"),
    *LOOK.urls("tac-dong/<int:pk>/", "impact-"),
]
