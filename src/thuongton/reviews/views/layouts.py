"""«Cột của danh mục»: how a unit lays its lists out, while the official forms are not known."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds
from thuongton.reviews.lists.columns import facts_known, usual_columns, written
from thuongton.reviews.lists.membership import NAMES, ListKind
from thuongton.reviews.models import Campaign, ListLayout
from thuongton.reviews.queries.lists import layouts_for, layouts_of
from thuongton.reviews.services.lists import drop_layout, lay_out
from thuongton.reviews.views.campaign_tabs import campaign_tabs
from thuongton.reviews.views.lists import AT, found_campaign
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.base import ActForm

LISTS = [(one.value, NAMES[one]) for one in ListKind]


class _ListForm(ActForm):
    """Which list."""

    sent: ClassVar[dict[str, str]] = {"kind": "danh-muc"}
    kind = forms.ChoiceField(label=gettext_lazy("Danh mục"), choices=LISTS)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        field: Any = self.fields["kind"]
        field.choices = [(key, _(words)) for key, words in LISTS]


class LayoutForm(_ListForm):
    """The columns of a list, a line each."""

    sent: ClassVar[dict[str, str]] = {**_ListForm.sent, "columns": "cot"}
    columns = forms.CharField(
        label=gettext_lazy("Các cột"),
        max_length=4_000,
        widget=forms.Textarea({"rows": 9}),
        help_text=gettext_lazy("Mỗi dòng một cột: «dữ liệu | đầu cột | độ rộng»; đầu cột và độ rộng có thể để trống."),
    )


def page(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """The columns of every list as the unit of a campaign lays them out."""
    return _show(request, found_campaign(request.user, campaign_id))


def _show(request: Any, campaign: Campaign, refused: Refused | None = None) -> HttpResponse:
    unit = campaign.unit
    may = not getattr(request, "rewound", False) and (
        holds(request.user, unit, Right.DECIDE) or holds(request.user, unit, Right.ADMINISTER)
    )
    given, own = layouts_for(unit), {one.kind: one for one in layouts_of(unit)}
    chosen = request.GET.get("danh-muc", "")
    kind = ListKind(chosen) if chosen in set(ListKind) else ListKind.EXPIRED
    initial = {"kind": kind.value, "columns": written(given.get(kind) or usual_columns(kind))}
    context = {
        "room": "reviews",
        "campaign": campaign,
        **campaign_tabs(campaign, "lists"),
        "facts": facts_known().values(),
        "lines": [
            (one, _(NAMES[one]), given.get(one) or usual_columns(one), own.get(one.value), one in given)
            for one in ListKind
        ],
        "offered": Offered(ACTS, request.user, campaign, may, "reviews:layouts-", (campaign.pk,), refused,
                           initial=initial, doing=request.GET.get("lam", "")),
    }  # fmt: skip
    return render(request, "reviews/layouts.html", context, status=400 if refused else 200)


def _lay(user: User, campaign: Campaign, kind: str, columns: str) -> ListLayout:
    return lay_out(user, campaign.unit, kind, columns)


def _drop(user: User, campaign: Campaign, kind: str) -> int:
    return drop_layout(user, campaign.unit, kind)


ACTS = Acts(
    (
        Act("ghi", gettext_lazy("Ghi cột"), _lay, LayoutForm, may=bool, code="save",
            opens=gettext_lazy("Đặt cột của một danh mục"),
            said=gettext_lazy("Đã ghi cột; danh mục đã ký không đổi.")),
        Act("thoi-dung", gettext_lazy("Về cột của phần mềm"), _drop, _ListForm, may=bool, code="drop",
            said=gettext_lazy("Đã thôi dùng cột riêng.")),
    ),
    found_campaign,
    _show,
    lambda campaign: reverse("reviews:layouts", args=[campaign.pk]),
)  # fmt: skip

urls = [path(f"{AT}cot/", page, name="layouts"), *ACTS.urls(f"{AT}cot/", "layouts-")]
