"""«Văn bản song song»: suggested pairs as a list; a pair side by side, said to be on one subject or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.http import require_POST

from thuongton.law.marks import MARKS
from thuongton.law.models import LegalAct
from thuongton.law.queries.acts import states_of
from thuongton.law.rights import demand_reader, keeps_register
from thuongton.law.views.body import pieces_html
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.reviews.models import PairSuggestion, PairVerdict
from thuongton.reviews.pair_forms import OtherSubjectForm, SameSubjectForm, TogetherForm
from thuongton.reviews.parallel.differing import Matter
from thuongton.reviews.parallel.shown import SidePair, side_by_side
from thuongton.reviews.parallel.subject import as_printed
from thuongton.reviews.queries.pairs import (
    decided_pairs,
    last_search,
    open_pairs,
    provisions_of,
    rows_of_pair,
    under_review,
    verdict_of,
    visible_to,
)
from thuongton.reviews.queries.territory import ActTerritory, territories_of
from thuongton.reviews.services.pairs import begin_search, judge_pair, propose_together, take_back
from thuongton.reviews.views.findings import finding_tabs
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.limits import heavy
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Flag, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls

DECIDED = "da-ket-luan"
MATTERS = {
    Matter.AMOUNT: gettext_lazy("Số tiền, tỷ lệ"),
    Matter.DAYS: gettext_lazy("Thời hạn, ngày"),
    Matter.BODY: gettext_lazy("Cơ quan"),
    Matter.PAPER: gettext_lazy("Giấy tờ"),
}


def title_of(act: LegalAct) -> str:
    """The name of an act, its own or as others call it."""
    return act.title or act.told_title


def _says(side: str) -> Any:
    return lambda row: f"{getattr(row, side).number} – {title_of(getattr(row, side))}"


def _words(row: PairSuggestion) -> str:
    return ", ".join(as_printed(row.words, title_of(row.left)))


def _percent(row: PairSuggestion) -> int:
    return round(row.score * 100)


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    question = shown.asked.question
    return {
        "room": "reviews",
        "keeps": keeps_register(question.reader) and not question.rewound,
        "search": last_search(),
        **finding_tabs("pairs"),
    }


def _named(rows: QuerySet[PairSuggestion], value: str, _question: Question) -> QuerySet[PairSuggestion]:
    for word in value.split()[:12]:
        told = Q()
        for side in ("left", "right"):
            told |= Q(**{f"{side}__number__icontains": word}) | Q(**{f"{side}__title__icontains": word})
        rows = rows.filter(told)
    return rows


def _listed(question: Question) -> QuerySet[PairSuggestion]:
    if question.get(DECIDED):
        return decided_pairs(question.reader)
    return open_pairs(question.reader, question.as_of)


PAIRS = Listing(
    key="van-ban-song-song",
    title=gettext_noop("Văn bản song song"),
    columns=(
        Column("mot", gettext_noop("Văn bản thứ nhất"), _says("left"), 120, fixed=True, phone="title", vi=True,
               template="reviews/parts/pair_left.html"),
        Column("hai", gettext_noop("Văn bản thứ hai"), _says("right"), 120, fixed=True, phone="3", vi=True,
               template="reviews/parts/pair_right.html"),
        Column("dia-ban", gettext_noop("Địa bàn nay"), lambda row: row.territory, 40, phone="1", vi=True,
               sort=("territory", "-score")),
        Column("giong", gettext_noop("Giống, %"), _percent, 22, Kind.NUMBER, sort=("score",), phone="2"),
        Column("tu", gettext_noop("Từ chung"), _words, 60, shown=False, vi=True),
    ),
    query=_listed,
    order=("-score",),
    order_label=gettext_noop("Giống nhiều trước"),
    filters=(
        Words(key="q", label=gettext_noop("Số hoặc tên"), by=_named),
        Flag(key="dang-ra-soat", label=gettext_noop("Có văn bản đang được rà soát"),
             by=lambda rows, _value, question: under_review(rows, question.reader)),
        Flag(key=DECIDED, label=gettext_noop("Đã kết luận"), by=lambda rows, _value, _question: rows),
    ),
    counted=lambda number, words: ngettext("%(number)s cặp", "%(number)s cặp", number) % {"number": words},
    file_name=lambda question: f"van-ban-song-song-{question.as_of}",
    template="reviews/pairs.html",
    head=_head,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Không còn cặp văn bản nào chờ kết luận."),
    name_of=lambda row: row.left.number,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnPair:
    """What offers the acts on a pair."""

    writes: bool
    verdict: PairVerdict | None
    rows: bool = False


@dataclass(frozen=True, slots=True)
class ShownSide:
    """One document of the head of the page."""

    act: LegalAct
    title: str
    mark: str
    where: ActTerritory | None


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Two provisions as the page prints them."""

    pair: SidePair
    mine: str
    theirs: str
    matters: list[tuple[Any, tuple[str, ...], tuple[str, ...]]]


def _found(user: User, pk: int) -> PairSuggestion:
    demand_reader(user)
    pair = visible_to(user).filter(pk=pk).first()
    if pair is None:
        raise Http404
    return pair


def pair_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two documents side by side, by what each provision is about."""
    return show_pair(request, _found(request.user, pk))


def show_pair(request: SignedInRequest, pair: PairSuggestion, refused: Refused | None = None) -> HttpResponse:
    """The page of a pair, as it is after a refusal too."""
    verdict = verdict_of(request.user, pair)
    rows = rows_of_pair(request.user, pair)
    page = OnPair(writing_unit(request.user) is not None and not request.rewound, verdict, bool(rows))
    offered = Offered(PAIR, request.user, pair, page, "reviews:pair-", (pair.pk,), refused, request.GET.get("lam", ""))
    sides = sides_of(pair, request.as_of)
    names = tuple(name for one in sides if one.where is not None for name in one.where.names)
    found = provisions_of([pair.left, pair.right], request.as_of)
    lines = [_line(one) for one in side_by_side(found[pair.left_id], found[pair.right_id], _spoken(names))]
    context: dict[str, Any] = {
        "room": "reviews",
        "pair": pair,
        "percent": _percent(pair),
        "words": _words(pair),
        "sides": sides,
        "lines": lines,
        "differing": sum(bool(one.matters) for one in lines),
        "verdict": verdict,
        "offered": offered,
        "rows": rows,
    }
    return render(request, "reviews/pair.html", context, status=400 if refused else 200)


def sides_of(pair: PairSuggestion, day: dt.date) -> tuple[ShownSide, ShownSide]:
    """Both documents with state and territory on a day."""
    acts = [pair.left, pair.right]
    states, where = states_of(acts, day), territories_of(acts, day)
    one, other = (ShownSide(act, title_of(act), MARKS[states[act.pk].state], where.get(act.pk)) for act in acts)
    return one, other


def _spoken(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for name in names for word in (name, name.partition(" ")[2]) if word))


def _line(one: SidePair) -> ShownPair:
    told = [(MATTERS[found.matter], found.left, found.right) for found in one.differences]
    return ShownPair(one, pieces_html(one.mine), pieces_html(one.theirs), told)


def _same(user: User, pair: PairSuggestion, *, reason: str) -> PairVerdict:
    return judge_pair(user, pair, same=True, reason=reason)


def _other(user: User, pair: PairSuggestion, *, reason: str) -> PairVerdict:
    return judge_pair(user, pair, same=False, reason=reason)


def _back(user: User, pair: PairSuggestion) -> None:
    verdict = verdict_of(user, pair)
    if verdict is None:
        raise ValidationError(_("Đơn vị chưa kết luận về cặp này."))
    take_back(user, verdict)


def _open(page: OnPair) -> bool:
    return page.writes and page.verdict is None


PAIR = Acts(
    [
        Act("cung-noi-dung", gettext_lazy("Cùng nội dung"), _same, SameSubjectForm, code="same", may=_open,
            said=gettext_lazy("Đã ghi: hai văn bản cùng nội dung điều chỉnh."), opens=gettext_lazy("Cùng nội dung"),
            place="ket-luan"),
        Act("khac-noi-dung", gettext_lazy("Không cùng nội dung"), _other, OtherSubjectForm, code="other", may=_open,
            place="ket-luan", said=gettext_lazy("Đã ghi; cặp này không được gợi ý lại."),
            opens=gettext_lazy("Không cùng nội dung")),
        Act("xu-ly-chung", gettext_lazy("Đề xuất cho cả hai"), propose_together, TogetherForm, code="together",
            place="ket-luan", may=lambda page: page.writes and page.rows, opens=gettext_lazy("Đề xuất cho cả hai"),
            said=gettext_lazy("Đã đề xuất cho các dòng của cả hai văn bản; người khác quyết định.")),
        Act("rut", gettext_lazy("Rút kết luận"), _back, code="back", place="ket-luan",
            may=lambda page: page.writes and page.verdict is not None,
            said=gettext_lazy("Đã rút; cặp này được gợi ý lại.")),
    ],
    find=_found,
    show=show_pair,
    address=lambda pair: reverse("reviews:pair", args=[pair.pk]),
)  # fmt: skip


@require_POST
@heavy("doi-chieu")
def search(request: SignedInRequest) -> HttpResponse:
    """Have the register searched in the background."""
    try:
        begin_search(request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Máy đang tìm văn bản song song; có thể rời trang này."))
    return redirect("reviews:pairs")


urls = [
    path("song-song/tim/", search, name="pairs-search"),
    path("song-song/<int:pk>/", pair_page, name="pair"),
    *PAIR.urls("song-song/<int:pk>/", "pair-"),
    *listing_urls(PAIRS, room="reviews", name="pairs", at="song-song/"),
]
