"""A case goes over to another register: the form that proposes it, what waits and what left, the answers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case, CaseTransfer
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.transfers import came, coming, gone, may_take, transfers_visible_to, waiting_transfer
from thuongton.cases.services.transferring import (
    accept_transfer,
    propose_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from thuongton.cases.views.frame import frame_of
from thuongton.cases.words import said_label
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import Right, holds
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused
from thuongton.web.forms.base import ActForm, RowField

SHOWN = 50


class TransferForm(ActForm):
    """Which unit takes a case, and why."""

    sent = {"taker": "don-vi-nhan", "ground": "vi"}
    taker = RowField(
        lambda user, case: may_take(user, case), called=str, empty=gettext_lazy("Chọn…"),
        label=gettext_lazy("Đơn vị nhận"),
    )  # fmt: skip
    ground = forms.ChoiceField(label=gettext_lazy("Vì"), choices=CaseTransfer.Ground.choices)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def _case(user: User, uid: UUID) -> Case:
    return get_object_or_404(visible_to(user).select_related("unit", "handler"), uid=uid)


def _form_page(request: SignedInRequest, case: Case, form: Any, status: int = 200) -> HttpResponse:
    context = frame_of(request, case) | {
        "form": form,
        "waiting": waiting_transfer(case),
        "send_to": reverse("cases:transfer-propose", args=[case.uid]),
    }
    return render(request, "cases/transfer.html", context, status=status)


def transfer_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The form that proposes a case to another unit."""
    case = _case(request.user, uid)
    if not holds(request.user, case) or case.closed_on is not None:
        raise Http404
    return _form_page(request, case, TransferForm(user=request.user, record=case, initial={"seen": case.acts}))


def _refused(request: Any, case: Case, refused: Refused) -> HttpResponse:
    return _form_page(request, case, refused.form, 400)


def _proposed(made: CaseTransfer) -> str:
    return _("Đã đề nghị %(unit)s nhận hồ sơ; hồ sơ ở lại sổ này đến khi đơn vị ấy nhận.") % {"unit": made.taker}


def _kind_label(name: str) -> str:
    versions = known_kinds().get(name)
    return said_label(versions[-1].label) if versions else name


def _lines(request: SignedInRequest, rows: Any) -> list[dict[str, Any]]:
    """Transfers as lines; the page of the case is named to who may open it."""
    found = list(rows[:SHOWN])
    open_ = set(visible_to(request.user).filter(pk__in=[one.case_id for one in found]).values_list("pk", flat=True))
    return [
        {
            "row": one,
            "kind": _kind_label(one.kind),
            "address": one.case.get_absolute_url() if one.case_id in open_ else "",
            "gives": one.state == one.State.PROPOSED and holds(request.user, Case(unit=one.giver)),
            "takes": one.state == one.State.PROPOSED and holds(request.user, Case(unit=one.taker), Right.DECIDE),
        }
        for one in found
    ]


def _list(request: SignedInRequest, error: str = "", status: int = 200) -> HttpResponse:
    context = {
        "room": "cases",
        "error": error,
        "coming": _lines(request, coming(request.user)),
        "gone": _lines(request, gone(request.user)),
        "came": _lines(request, came(request.user)),
    }
    return render(request, "cases/transfers.html", context, status=status)


def transfers_page(request: SignedInRequest) -> HttpResponse:
    """What waits to be taken into a register in scope, what left it and where, what came into it."""
    return _list(request)


def _find(user: User, transfer_id: int) -> CaseTransfer:
    return get_object_or_404(transfers_visible_to(user), pk=transfer_id)


def _answer_refused(request: Any, _row: CaseTransfer, refused: Refused) -> HttpResponse:
    said = [str(one) for errors in refused.form.errors.values() for one in errors]
    return _list(request, " ".join(said), 400)


def _accepted(case: Case) -> str:
    return _("Đã nhận hồ sơ vào sổ, số %(number)s.") % {"number": case}


PROPOSING = Acts(
    [Act("de-nghi", gettext_lazy("Đề nghị chuyển"), propose_transfer, TransferForm, said=_proposed, code="propose")],
    _case,
    _refused,
    lambda case: case.get_absolute_url(),
    demand_writing,
)
NOT_TAKEN, TAKEN_BACK = gettext_lazy("Đã trả lời không nhận."), gettext_lazy("Đã rút đề nghị.")
ANSWERING = Acts(
    [
        Act("nhan", gettext_lazy("Nhận vào sổ"), accept_transfer, said=_accepted, code="accept"),
        Act("khong-nhan", gettext_lazy("Không nhận"), refuse_transfer, said=NOT_TAKEN, code="refuse"),
        Act("rut", gettext_lazy("Rút đề nghị"), withdraw_transfer, said=TAKEN_BACK, code="withdraw"),
    ],
    _find,
    _answer_refused,
    lambda _row: reverse("cases:transfers"),
    demand_writing,
)
urls = [
    path("ho-so/<uuid:uid>/chuyen-so/", transfer_page, name="transfer"),
    *PROPOSING.urls("ho-so/<uuid:uid>/chuyen-so/", "transfer-"),
    path("chuyen-so/", transfers_page, name="transfers"),
    *ANSWERING.urls("chuyen-so/<int:transfer_id>/", "transfer-"),
]
