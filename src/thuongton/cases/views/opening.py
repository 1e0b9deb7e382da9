"""Taking a case into a register: the form that its kind makes, or the choice where several acts open one."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases import services
from thuongton.cases.act_form import CaseActForm
from thuongton.cases.act_in_hand import ActInHand, ActOutcome
from thuongton.cases.kind_in_address import kind_or_404
from thuongton.cases.queries.in_hand import kind_to_open, opening, opening_acts, register_unit
from thuongton.cases.refusals import REFUSALS
from thuongton.cases.said import said_done
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Refused


def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """The form that opens a case of a register of one's unit; where several acts do, the choice between them."""
    kind_or_404(kind)
    _unit, found = kind_to_open(request.user, kind)
    acts = opening_acts(request.user, found)
    if not acts:
        raise PermissionDenied(_("Vai trò hiện tại không tiếp nhận hồ sơ của sổ này."))
    if len(acts) == 1:
        return redirect("cases:new-by", kind=kind, do=acts[0].name)
    context = {
        "room": "cases",
        "kind": kind,
        "kind_label": said_label(found.label),
        "acts": [(said_label(one.label), reverse("cases:new-by", args=[kind, one.name])) for one in acts],
    }
    return render(request, "cases/choose_opening.html", context)


def new_by(request: SignedInRequest, kind: str, do: str) -> HttpResponse:
    """The form of one opening act; sent with «Thêm dòng» it comes back with a row more."""
    hand = opening(request.user, kind, do)
    return _show(request, hand, form_again(request, hand))


def form_again(request: SignedInRequest, hand: ActInHand) -> CaseActForm:
    """A fresh form, or what was typed with one row more."""
    if request.method == "POST":
        form = CaseActForm(request.POST, user=request.user, record=hand)
        form.look_only()
        return form
    return CaseActForm(user=request.user, record=hand)


def _show(request: SignedInRequest, hand: ActInHand, form: Any, status: int = 200) -> HttpResponse:
    where = [hand.kind.kind, hand.transition.name]
    context = {
        "room": "cases",
        "hand": hand,
        "form": form,
        "kind": hand.kind.kind,
        "kind_label": said_label(hand.kind.label),
        "send_to": reverse("cases:open", args=where),
        "page": reverse("cases:new-by", args=where),
        "likens": reverse("cases:like-typed", args=where) if hand.kind.twins is not None else "",
        "several": len(opening_acts(request.user, hand.kind)) > 1,
    }
    return render(request, "cases/open.html", context, status=status)


def _refused(request: SignedInRequest, hand: ActInHand, refused: Refused) -> HttpResponse:
    return _show(request, hand, refused.form, 400)


def _open(user: Any, hand: ActInHand, *, on: str, data: dict[str, Any], tx: str, seq: int | None) -> ActOutcome:
    del seq
    case, answer = services.open_case(user, hand.unit, hand.kind.kind, hand.transition.name, on, data, tx=tx)
    hand.made = case
    return ActOutcome.of(case, answer, hand, on)


def _page_of(hand: ActInHand) -> str:
    if hand.made is not None:
        return hand.made.get_absolute_url()
    return reverse("cases:new-by", args=[hand.kind.kind, hand.transition.name])


def _demand(user: Any) -> None:
    register_unit(user)


OPENING = Acts(
    [Act("ghi", gettext_lazy("Ghi vào sổ"), _open, form=CaseActForm, said=said_done, code="open")],
    opening,
    _refused,
    _page_of,
    _demand,
    REFUSALS,
)
urls = [
    path("<kind:kind>/moi/", new, name="new"),
    path("<kind:kind>/moi/<slug:do>/", new_by, name="new-by"),
    *OPENING.urls("<kind:kind>/moi/<slug:do>/", ""),
]
