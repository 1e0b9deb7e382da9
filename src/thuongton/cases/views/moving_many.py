"""The open cases of a register moved to a newer version of their kind: what would go, what stays and why, the act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.models import Case, KindMove
from thuongton.cases.queries.moving_many import moves_of, newest_of, preview_of
from thuongton.cases.services.acting import said
from thuongton.cases.services.moving_many import move_many
from thuongton.cases.words import said_label
from thuongton.people.models import Unit, User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds, writing_unit
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused
from thuongton.web.forms.base import ActForm


@dataclass(frozen=True, slots=True)
class RegisterToMove:
    """A register of a unit with the newest version of its kind."""

    unit: Unit
    kind: CaseKind


class MoveManyForm(ActForm):
    """Why the cases move; the version that was seen."""

    sent = {"reason": "ly-do", "version": "phien-ban"}
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _find(user: User, kind: str) -> RegisterToMove:
    unit, new = writing_unit(user), newest_of(kind)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    if new is None:
        raise Http404
    return RegisterToMove(unit, new)


def _show(request: SignedInRequest, here: RegisterToMove, form: Any, status: int = 200) -> HttpResponse:
    preview = preview_of(request.user, here.unit, here.kind)
    context = {
        "room": "cases",
        "label": said_label(here.kind.label),
        "kind": here.kind,
        "unit": here.unit,
        "preview": preview,
        "cannot": [(case, [said(one) for one in reasons]) for case, reasons in preview.cannot],
        "form": form,
        "decides": holds(request.user, Case(unit=here.unit, kind=here.kind.kind), Right.DECIDE),
        "before": list(moves_of(here.unit, here.kind.kind)[:5]),
    }
    return render(request, "cases/move_many.html", context, status=status)


def move_many_page(request: SignedInRequest, kind: str) -> HttpResponse:
    """What moving the open cases of a register to its newest version would do."""
    here = _find(request.user, kind)
    form = MoveManyForm(user=request.user, record=here, initial={"version": here.kind.version})
    return _show(request, here, form)


def _refused(request: Any, here: RegisterToMove, refused: Refused) -> HttpResponse:
    return _show(request, here, refused.form, 400)


def _do(user: User, here: RegisterToMove, *, reason: str, version: int) -> KindMove:
    return move_many(user, here.unit, here.kind.kind, reason, version=version)


def _address(here: RegisterToMove) -> str:
    return reverse("cases:move-many", args=[here.kind.kind])


BEGUN = gettext_lazy("Đang chuyển; trang này cho biết khi xong.")
MOVING_MANY = Acts(
    [Act("chuyen", gettext_lazy("Chuyển hồ sơ"), _do, MoveManyForm, said=BEGUN, code="record")],
    _find,
    _refused,
    _address,
    demand_writing,
)
urls = [
    path("chuyen-phien-ban/<slug:kind>/", move_many_page, name="move-many"),
    *MOVING_MANY.urls("chuyen-phien-ban/<slug:kind>/", "move-many-"),
]
