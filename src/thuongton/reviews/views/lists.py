"""«Danh mục»: the lists of a campaign as of a day, the papers that announce them, what was signed and what changed."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, ClassVar, cast

from django import forms
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds
from thuongton.prints.frozen import Frozen, PrintHead
from thuongton.prints.kinds import PrintKind
from thuongton.prints.models import Printout
from thuongton.prints.paper import FROZEN_DAY
from thuongton.prints.queries import Changed, opened
from thuongton.reviews.lists.conclusions import conclusion_of
from thuongton.reviews.lists.counting import Identity, ReviewFigures, figures_of
from thuongton.reviews.lists.differing import Difference, ListChange, differences
from thuongton.reviews.lists.facts import RowFacts
from thuongton.reviews.lists.membership import HANDLING_HEADS, NAMES, SHORT, VALIDITY_NAMES, ListKind, doubts_of
from thuongton.reviews.lists.papers import (
    PAPER_NAMES,
    PaperKind,
    clause_of,
    frozen_of,
    list_of,
    lists_in,
    official,
    sheets,
)
from thuongton.reviews.models import Campaign, SignedList
from thuongton.reviews.queries.lists import (
    campaigns_with_lists,
    facts_of,
    head_of,
    layouts_for,
    rows_of_campaign,
    signed_in_scope,
    signed_of,
)
from thuongton.reviews.services.lists import print_kind, sign_list, withdraw_list
from thuongton.reviews.views.campaign_tabs import campaign_tabs
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.dates import day_words
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.limits import heavy
from thuongton.web.lists.excel import XLSX, write_book
from thuongton.web.lists.word import word_response
from thuongton.web.numbers import number_words
from thuongton.web.widgets import DayField, DayInput
from vanban.write.docx import write_docx

OF_PAPERS = (ListKind.EXPIRED, ListKind.PARTLY, ListKind.IN_FORCE, ListKind.TO_HANDLE, ListKind.UNKNOWN)
OTHERS = (ListKind.YEAR, ListKind.YEAR_PARTS, ListKind.CHECKED, ListKind.CONTINUES)
MOST_SHOWN = 50
"""Differences and doubts that a page shows; more are counted."""
AT = "dot/<int:campaign_id>/danh-muc/"


@dataclass(frozen=True, slots=True)
class ListLine:
    """A list on the page: its name and how many rows stand in it."""

    kind: ListKind
    name: str
    short: str
    number: int
    sub: bool


@dataclass(frozen=True, slots=True)
class SignedLine:
    """A signed paper with what changed since; ``broken`` is the sentence where it is not as it was frozen."""

    row: SignedList
    name: str
    changes: Sequence[Difference] = ()
    withdrawn: Sequence[Difference] = ()
    broken: str = ""

    @property
    def shown(self) -> Sequence[Difference]:
        """The first changes."""
        return self.changes[:MOST_SHOWN]


@dataclass(frozen=True, slots=True)
class PaperToSign:
    """A paper that can be signed: its lists, what it rests on, and whether that was read."""

    kind: PaperKind
    name: str
    clause: str
    seen: bool
    number: int
    standing: SignedList | None


class SignForm(ActForm):
    """What is signed: which paper, as of which day, with which day and signer."""

    sent: ClassVar[dict[str, str]] = {
        "paper": "van-ban", "fixed_on": "an-dinh", "on": "ngay-ky", "symbol": "ky-hieu", "capacity": "chuc-vu",
        "signer": "nguoi-ky",
    }  # fmt: skip
    paper = forms.ChoiceField(
        label=gettext_lazy("Văn bản công bố"), choices=[(one.value, PAPER_NAMES[one]) for one in PaperKind]
    )
    fixed_on = DayField(label=gettext_lazy("Thời điểm ấn định"), widget=DayInput({"placeholder": "31/12/2028"}))
    on = DayField(label=gettext_lazy("Ngày ký"), required=False, widget=DayInput({"placeholder": "15/1/2029"}),
                  help_text=gettext_lazy("Để trống: hôm nay."))  # fmt: skip
    symbol = forms.CharField(label=gettext_lazy("Ký hiệu"), required=False, max_length=40,
                             help_text=gettext_lazy("Ví dụ QĐ-UBND; số do sổ văn bản đi cấp."))  # fmt: skip
    capacity = forms.CharField(label=gettext_lazy("Chức vụ người ký"), required=False, max_length=200)
    signer = forms.CharField(label=gettext_lazy("Người ký"), required=False, max_length=160)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        for name, words in PAPER_NAMES.items():
            field: Any = self.fields["paper"]
            field.choices = [(key, _(words) if key == name else told) for key, told in field.choices]


class WithdrawListForm(ActForm):
    """Which signed paper is withdrawn, and why."""

    sent: ClassVar[dict[str, str]] = {"row": "danh-muc", "reason": "ly-do"}
    row = RowField(lambda user, campaign: signed_in_scope(user).filter(campaign=campaign))
    reason = forms.CharField(label=gettext_lazy("Lý do thu hồi"), max_length=400)


def found_campaign(user: User, campaign_id: int) -> Campaign:
    """A campaign of one's scope. Raises Http404."""
    found = campaigns_with_lists(user).filter(pk=campaign_id).first()
    if found is None:
        raise Http404
    return found


def day_of(request: Any, campaign: Campaign) -> dt.date:
    """The day as of which a page shows the lists: the fixing day of the campaign, else the day of the page."""
    return campaign.fixed_on or getattr(request, "as_of", None) or today()


def page(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """The lists of a campaign."""
    return _show(request, found_campaign(request.user, campaign_id))


def _show(request: Any, campaign: Campaign, refused: Refused | None = None) -> HttpResponse:
    day = day_of(request, campaign)
    rows = facts_of(rows_of_campaign(request.user, campaign), day)
    figures = figures_of(rows, day)
    signed = signed_of(campaign)
    doubts = doubts_of(rows, day)
    may = holds(request.user, campaign, Right.DECIDE) and not getattr(request, "rewound", False)
    standing = {(one.paper, one.fixed_on): one for one in signed if one.withdrawn_at is None}
    initial = {"fixed_on": campaign.fixed_on or day}
    context: dict[str, Any] = {
        "room": "reviews",
        "campaign": campaign,
        **campaign_tabs(campaign, "lists"),
        "day": day,
        "ahead": day > today(),
        "lines": [_line(figures, kind) for kind in OF_PAPERS],
        "others": [_line(figures, kind) for kind in OTHERS],
        "identities": told_sums(figures),
        "figures": figures,
        "doubts": doubts[:MOST_SHOWN],
        "doubts_more": max(len(doubts) - MOST_SHOWN, 0),
        "papers": [
            PaperToSign(
                paper,
                _(PAPER_NAMES[paper]),
                *clause_of(paper),
                sum(figures.lists[kind] for kind in lists_in(paper)),
                standing.get((paper.value, day)),
            )
            for paper in PaperKind
        ],
        "signed": [_signed(request.user, campaign, one, rows, day) for one in signed],
        "may": may,
        "offered": Offered(ACTS, request.user, campaign, may, "reviews:lists-", (campaign.pk,), refused,
                           initial=initial, doing=request.GET.get("lam", "")),
    }  # fmt: skip
    return render(request, "reviews/lists.html", context, status=400 if refused else 200)


def _line(figures: ReviewFigures, kind: ListKind) -> ListLine:
    return ListLine(kind, _(NAMES[kind]), _(SHORT[kind]), figures.lists[kind], kind is ListKind.PARTLY)


def told_sums(figures: ReviewFigures) -> list[tuple[str, bool]]:
    """The sums of a campaign in words («1.127 = 670 hết hiệu lực + 457 còn hiệu lực + …»), and whether each holds."""
    held = [_sum(one) for one in figures.identities]
    return list(dict.fromkeys(held))


def _sum(identity: Identity) -> tuple[str, bool]:
    told: list[Mapping[Any, str]] = [SHORT, VALIDITY_NAMES, HANDLING_HEADS]
    names: dict[str, str] = {str(key): words for one in told for key, words in one.items()}
    words = [
        f"{number_words(number)} {_lower(_(names[label]) if label in names else label)}"
        for number, label in zip(identity.terms, identity.labels, strict=True)
    ]
    return f"{number_words(identity.total)} = {' + '.join(words)}", identity.holds


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _signed(user: User, campaign: Campaign, signed: SignedList, rows: list[RowFacts], day: dt.date) -> SignedLine:
    """A signed paper beside the same paper of today; a withdrawn one is only told."""
    name = _(PAPER_NAMES[PaperKind(signed.paper)]) if signed.paper in set(PaperKind) else signed.paper
    if signed.withdrawn_at is not None:
        return SignedLine(signed, name)
    if signed.fixed_on != day:
        rows = facts_of(rows_of_campaign(user, campaign), signed.fixed_on)
    now = frozen_of(PaperKind(signed.paper), head_of(campaign), rows, signed.fixed_on, layouts_for(campaign.unit))
    try:
        changes = differences(opened(signed.printout), now)
    except Changed as changed:
        return SignedLine(signed, name, broken=str(changed))
    decided = {one.pk for one in rows if one.decision is not None}
    lost = [
        one for one in changes
        if one.table == ListKind.TO_HANDLE and one.change is ListChange.WENT and one.pk not in decided
    ]  # fmt: skip
    return SignedLine(signed, name, changes, lost)


def _book(frozen: Frozen, name: str) -> FileResponse:
    """A paper as a workbook to download, the same bytes each time."""
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by the response
    write_book(sheets(frozen), out, FROZEN_DAY)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def _one_list(request: SignedInRequest, campaign_id: int, kind: str) -> tuple[Frozen, str]:
    if kind not in set(ListKind):
        raise Http404
    campaign, of = found_campaign(request.user, campaign_id), ListKind(kind)
    day = day_of(request, campaign)
    rows = facts_of(rows_of_campaign(request.user, campaign), day)
    columns = layouts_for(campaign.unit).get(of, ())
    return list_of(of, head_of(campaign), rows, day, columns), f"danh-muc-{kind.replace('_', '-')}-{day}"


@heavy("xuat")
def list_word(request: SignedInRequest, campaign_id: int, kind: str) -> HttpResponseBase:
    """One list as a Word paper."""
    frozen, name = _one_list(request, campaign_id, kind)
    return word_response(write_docx(official(frozen)), name)


@heavy("xuat")
def list_excel(request: SignedInRequest, campaign_id: int, kind: str) -> HttpResponseBase:
    """One list as a workbook."""
    return _book(*_one_list(request, campaign_id, kind))


def _draft(request: SignedInRequest, campaign_id: int, paper: str) -> tuple[Frozen, str]:
    if paper not in set(PaperKind):
        raise Http404
    campaign = found_campaign(request.user, campaign_id)
    day = day_of(request, campaign)
    rows = facts_of(rows_of_campaign(request.user, campaign), day)
    frozen = frozen_of(PaperKind(paper), head_of(campaign), rows, day, layouts_for(campaign.unit))
    return frozen, f"du-thao-{paper}-{day}"


@heavy("xuat")
def draft_word(request: SignedInRequest, campaign_id: int, paper: str) -> HttpResponseBase:
    """The draft decision with its lists as a Word paper."""
    frozen, name = _draft(request, campaign_id, paper)
    return word_response(write_docx(official(frozen)), name)


@heavy("xuat")
def draft_excel(request: SignedInRequest, campaign_id: int, paper: str) -> HttpResponseBase:
    """The lists of a draft decision as a workbook."""
    return _book(*_draft(request, campaign_id, paper))


def _kept(request: SignedInRequest, signed_id: int) -> tuple[SignedList, Frozen | None, str]:
    signed = get_object_or_404(signed_in_scope(request.user), pk=signed_id)
    try:
        return signed, opened(signed.printout), ""
    except Changed as changed:
        return signed, None, str(changed)


def _broken(request: SignedInRequest, signed: SignedList, sentence: str) -> HttpResponse:
    context = {"printout": signed.printout, "sentence": sentence}
    return render(request, "prints/changed.html", context, status=409)


@heavy("xuat")
def signed_word(request: SignedInRequest, signed_id: int) -> HttpResponseBase:
    """A signed paper as it was frozen, with its number, day and signer: the same bytes each time."""
    signed, frozen, sentence = _kept(request, signed_id)
    if frozen is None:
        return _broken(request, signed, sentence)
    paper = official(frozen, number=signed.number, on=signed.signed_on, capacity=signed.capacity, signer=signed.signer)
    return word_response(write_docx(paper), f"{signed.paper}-{signed.fixed_on}-ban-{signed.pk}")


@heavy("xuat")
def signed_excel(request: SignedInRequest, signed_id: int) -> HttpResponseBase:
    """The lists of a signed paper as a workbook, as they were frozen."""
    signed, frozen, sentence = _kept(request, signed_id)
    if frozen is None:
        return _broken(request, signed, sentence)
    return _book(frozen, f"{signed.paper}-{signed.fixed_on}-ban-{signed.pk}")


@heavy("xuat")
def conclusion(request: SignedInRequest, campaign_id: int, row_id: int) -> HttpResponseBase:
    """The conclusion on one document of a campaign (khoản 2 Điều 18), to be completed and signed."""
    campaign = found_campaign(request.user, campaign_id)
    day = day_of(request, campaign)
    found = facts_of(rows_of_campaign(request.user, campaign).filter(pk=row_id), day)
    if not found:
        raise Http404
    head = head_of(campaign)
    paper = conclusion_of(found[0], PrintHead(head.issuer, head.issuer_parent, head.symbol, head.place))
    return word_response(write_docx(paper), f"ket-luan-kiem-tra-{found[0].number.replace('/', '-')}")


def _said(signed: SignedList) -> str:
    return _("Đã ký và khoá danh mục: số %(number)s ngày %(day)s.") % {
        "number": signed.number, "day": day_words(signed.signed_on),
    }  # fmt: skip


ACTS = Acts(
    (
        Act("ky", gettext_lazy("Ký và khoá"), sign_list, SignForm, said=_said, may=bool, code="sign", heavy="xuat",
            opens=gettext_lazy("Ký danh mục"), place="da-ky",
            note=gettext_lazy("Danh mục được khoá cùng các dòng như đang thấy; về sau in lại vẫn như vậy.")),
        Act("thu-hoi", gettext_lazy("Thu hồi"), withdraw_list, WithdrawListForm, of_row=True, may=bool, code="withdraw",
            said=gettext_lazy("Đã thu hồi danh mục; bản đã khoá vẫn được giữ."), danger=True, place="da-ky"),
    ),
    found_campaign,
    _show,
    lambda campaign: reverse("reviews:lists", args=[campaign.pk]),
)  # fmt: skip


def _place(printout: Printout) -> str:
    """The page of the campaign a print is of."""
    return reverse("reviews:lists", args=[printout.subject_id]) if printout.subject_id else ""


PRINTS = tuple(
    PrintKind(print_kind(one), PAPER_NAMES[one], "reviews", f"danh-muc-{one.value}", _place) for one in PaperKind
)
"""Signed papers among the prints of the house."""

urls = [
    path(AT, page, name="lists"),
    *ACTS.urls(AT, "lists-"),
    path(f"{AT}<slug:kind>/danh-muc.docx", not_a_page(list_word), name="listed-word"),
    path(f"{AT}<slug:kind>/danh-muc.xlsx", not_a_page(list_excel), name="listed-excel"),
    path(f"{AT}<slug:paper>/du-thao.docx", not_a_page(draft_word), name="draft-word"),
    path(f"{AT}<slug:paper>/du-thao.xlsx", not_a_page(draft_excel), name="draft-excel"),
    path("danh-muc-da-ky/<int:signed_id>/quyet-dinh.docx", not_a_page(signed_word), name="signed-word"),
    path("danh-muc-da-ky/<int:signed_id>/danh-muc.xlsx", not_a_page(signed_excel), name="signed-excel"),
    path(f"{AT}ket-luan/<int:row_id>.docx", not_a_page(conclusion), name="conclusion"),
]
