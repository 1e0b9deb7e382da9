"""«Đợt rà soát»: the list, a new one, the page of one with its plan, units, progress and documents taken in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.audit.queries import history
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds, worn, writing_unit
from thuongton.reviews.campaign_forms import CampaignForm, IntakeForm, MemberForm, MemberOutForm
from thuongton.reviews.models import Campaign, CampaignUnit
from thuongton.reviews.planning import CLAUSE, CONTENT, lacking_of
from thuongton.reviews.queries.campaigns import campaigns_visible_to, intakes_of, rows_of, units_of
from thuongton.reviews.queries.rows import counts, counts_by_unit
from thuongton.reviews.services.campaigns import (
    FIELDS,
    begin_intake,
    change_campaign,
    close_campaign,
    drop_unit,
    make_campaign,
    open_campaign,
    put_unit,
)
from thuongton.reviews.shown import STATE_MARKS
from thuongton.reviews.states import WORDS, RowState
from thuongton.reviews.views.campaign_tabs import campaign_tabs
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.marks import Seen, guarded
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, DayRange, Words
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls


def _head(request: HttpRequest, _shown: Shown) -> Mapping[str, Any]:
    user: Any = request.user
    return {"room": "reviews", "may_make": writing_unit(user) is not None}


def _still(rows: QuerySet[Campaign], value: str, _question: Question) -> QuerySet[Campaign]:
    return rows.filter(closed_at__isnull=value == "mo")


CAMPAIGNS = Listing(
    key="dot-ra-soat",
    title=gettext_noop("Đợt rà soát"),
    columns=(
        Column("ten", gettext_noop("Tên gọi"), lambda row: row.title, 100, sort=("title",), fixed=True, phone="title",
               template="reviews/parts/campaign_title.html", vi=True),
        Column("loai", gettext_noop("Loại"), lambda row: row.get_kind_display(), 50, sort=("kind", "pk"), phone="2"),
        Column("don-vi", gettext_noop("Đơn vị"), lambda row: row.unit.name, 50, sort=("unit__name",), vi=True,
               phone="1"),
        Column("an-dinh", gettext_noop("Thời điểm ấn định"), lambda row: row.fixed_on, 30, Kind.DAY,
               sort=("fixed_on", "pk")),
        Column("han", gettext_noop("Hạn hoàn thành"), lambda row: row.due, 30, Kind.DAY, sort=("due", "pk"), phone="3"),
        Column("van-ban", gettext_noop("Văn bản"), lambda row: row.documents, 22, Kind.NUMBER),
        Column("da-quyet", gettext_noop("Đã quyết định"), lambda row: row.done, 26, Kind.NUMBER),
        Column("ket-thuc", gettext_noop("Kết thúc lúc"), lambda row: row.closed_at, 34, Kind.MOMENT,
               sort=("closed_at",)),
    ),
    query=lambda question: campaigns_visible_to(question.reader),
    order=("-pk",),
    order_label=gettext_noop("Mới lập trước"),
    filters=(
        Words(key="q", label=gettext_noop("Tên gọi"), column="title", folded=False),
        Choice(key="loai", label=gettext_noop("Loại"), column="kind", options=lambda _q: Campaign.Kind.choices),
        Choice(
            key="tinh-trang",
            label=gettext_noop("Tình trạng"),
            options=lambda _question: [("mo", _("Đang mở")), ("xong", _("Đã kết thúc"))],
            by=_still,
        ),
        DayRange(key="tu", until="den", label=gettext_noop("Thời điểm ấn định"), column="fixed_on"),
    ),
    counted=lambda number, words: ngettext("%(number)s đợt rà soát", "%(number)s đợt rà soát", number)
    % {"number": words},
    file_name=lambda question: f"dot-ra-soat-{question.as_of}",
    template="reviews/campaigns.html",
    head=_head,
    empty=gettext_noop("Chưa có đợt rà soát nào."),
    name_of=lambda row: row.title,
)  # fmt: skip


def _found(user: User, pk: int) -> Campaign:
    found = campaigns_visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def new_page(request: SignedInRequest) -> HttpResponse:
    """A new campaign of the scope of the hat worn: who works for a whole province makes one of the province."""
    hat = worn(request.user)
    unit = hat.scope if hat is not None and hat.writes else None
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    sent = (request.POST,) if request.method == "POST" else ()
    form = CampaignForm(*sent, user=request.user, record=None, ident="dot")
    try:
        if sent and form.is_valid():
            given = {name: form.cleaned_data[name] for name in FIELDS}
            campaign = make_campaign(request.user, unit, **given)
            return redirect("reviews:campaign", campaign.pk)
    except ValidationError as error:
        form.refuse(error)
    return render(
        request, "reviews/campaign_form.html", {"room": "reviews", "form": form, "unit": unit},
        status=400 if sent else 200,
    )  # fmt: skip


def edit_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The plan of a campaign, to be written anew."""
    campaign = get_object_or_404(campaigns_visible_to(request.user), pk=pk)
    if not holds(request.user, campaign):
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    sent = (request.POST,) if request.method == "POST" else ()
    filled = {name: getattr(campaign, name) for name in FIELDS}
    form = CampaignForm(*sent, user=request.user, record=campaign, ident="dot", initial=filled)
    refused: ValidationError | None = None
    try:
        if sent and form.is_valid():
            change_campaign(request.user, campaign, seen=Seen.sent(request, FIELDS), **form.cleaned_data)
            return redirect("reviews:campaign", campaign.pk)
    except ValidationError as error:
        refused = error
        form.refuse(error)
    campaign.refresh_from_db()
    guarded(form, request, campaign, FIELDS, refused)
    return render(
        request, "reviews/campaign_form.html",
        {"room": "reviews", "form": form, "unit": campaign.unit, "campaign": campaign},
        status=400 if sent else 200,
    )  # fmt: skip


def campaign_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One campaign."""
    return show_campaign(request, _found(request.user, pk))


def show_campaign(request: SignedInRequest, campaign: Campaign, refused: Refused | None = None) -> HttpResponse:
    """The page of a campaign, as it is after a refusal too; the part that changes alone for the page that waits."""
    rows = rows_of(campaign)
    members, by_unit = units_of(campaign), counts_by_unit(rows)
    intakes = list(intakes_of(campaign)[:5])
    running = bool(intakes) and intakes[0].done_at is None
    if request.htmx:
        return render(request, "reviews/parts/intakes.html", {"intakes": intakes, "running": running})
    writes = not request.rewound and holds(request.user, campaign)
    decides = writes and holds(request.user, campaign, Right.DECIDE)
    offered = Offered(
        ACTS, request.user, campaign, _Page(campaign, writes, decides), "reviews:campaign-", (campaign.pk,), refused
    )
    listed = f"{reverse('reviews:list')}?dot={campaign.pk}"
    leads = sum(member.part == CampaignUnit.Part.LEAD for member in members)
    context: dict[str, Any] = {
        "room": "reviews",
        "campaign": campaign,
        "offered": offered,
        "writes": writes and campaign.closed_at is None,
        "members": [(member, by_unit.get(member.unit_id, {})) for member in members],
        "states": [
            (STATE_MARKS[one], str(WORDS[one]), number, f"{listed}&tinh-trang={one.value}")
            for one, number in counts(rows).items()
        ],
        "every": listed,
        "waiting": RowState.WAITING,
        "plan": [(label, getattr(campaign, name)) for name, label in CONTENT.items()],
        "lacking": lacking_of(campaign, leads=leads),
        "clause": CLAUSE,
        "intakes": intakes,
        "running": running,
        "history": history(campaign)[:20],
        **campaign_tabs(campaign, "campaign"),
    }
    return render(request, "reviews/campaign.html", context, status=400 if refused else 200)


class _Page:
    """What the acts of a campaign ask of its page."""

    def __init__(self, campaign: Campaign, writes: bool, decides: bool) -> None:
        self.ended = campaign.closed_at is not None
        self.writes = writes and not self.ended
        self.decides = decides


ACTS = Acts(
    [
        Act("don-vi", gettext_lazy("Giao đơn vị"), put_unit, MemberForm, may=lambda page: page.writes, code="unit",
            said=gettext_lazy("Đã ghi đơn vị tham gia."), place="don-vi"),
        Act("bo-don-vi", gettext_lazy("Bỏ"), drop_unit, MemberOutForm, of_row=True, may=lambda page: page.writes,
            code="unit-out", said=gettext_lazy("Đã bỏ đơn vị khỏi đợt."), place="don-vi"),
        Act("dua-van-ban", gettext_lazy("Đưa văn bản vào"), begin_intake, IntakeForm, may=lambda page: page.writes,
            code="intake", place="van-ban", said=gettext_lazy("Đang đưa văn bản vào; có thể đóng trang này.")),
        Act("ket-thuc", gettext_lazy("Kết thúc đợt"), close_campaign, may=lambda page: page.decides and not page.ended,
            code="close", said=gettext_lazy("Đã kết thúc đợt rà soát."),
            confirm=gettext_lazy("Kết thúc đợt rà soát này? Văn bản đã có trong đợt vẫn được theo dõi.")),
        Act("mo-lai", gettext_lazy("Mở lại đợt"), open_campaign, may=lambda page: page.decides and page.ended,
            code="open", said=gettext_lazy("Đã mở lại đợt rà soát.")),
    ],
    find=_found,
    show=show_campaign,
    address=lambda campaign: reverse("reviews:campaign", args=[campaign.pk]),
)  # fmt: skip

urls = [
    *listing_urls(CAMPAIGNS, room="reviews", name="campaigns", at="dot/"),
    path("dot/moi/", new_page, name="campaign-new"),
    path("dot/<int:pk>/", campaign_page, name="campaign"),
    path("dot/<int:pk>/sua/", edit_page, name="campaign-edit"),
    *ACTS.urls("dot/<int:pk>/", "campaign-"),
]
