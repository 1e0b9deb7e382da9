"""All open cases of one officer handed over: who to whom, what goes, the act."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.queries.handing import HandOver, what_goes
from thuongton.cases.services import hand_over_all
from thuongton.cases.tie_forms import HandOverAllForm
from thuongton.cases.words import said_label
from thuongton.people.models import Unit
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.web.forms import undo
from thuongton.web.numbers import number_words

SHOWN = 50


def hand_over_page(request: SignedInRequest) -> HttpResponse:
    """Whose open cases go to whom; chosen, what goes; sent, they go in one act that may be taken back."""
    unit = writing_unit(request.user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    if request.method == "POST":
        return _handed(request, unit)
    chosen = bool(request.GET.get("nguoi-giao") and request.GET.get("nguoi-nhan"))
    form = HandOverAllForm(request.GET if chosen else None, user=request.user, record=None)
    going = None
    if chosen and form.is_valid():
        going = what_goes(request.user, unit, form.cleaned_data["giver"])
    return _page(request, form, going)


def _page(request: SignedInRequest, form: HandOverAllForm, going: HandOver | None, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "going": going}
    if going is not None:
        context |= {
            "taker": form.cleaned_data["taker"],
            "giver": form.cleaned_data["giver"],
            "by_kind": [(_kind_label(kind), number) for kind, number in going.by_kind],
            "first": [(_kind_label(case.kind), case) for case in going.cases[:SHOWN]],
            "stay_words": _stay(going.stay),
            "more": max(0, len(going.cases) - SHOWN),
        }
    return render(request, "cases/hand_over.html", context, status=status)


def _stay(number: int) -> str:
    """How many stay because they are closed to who hands over."""
    said = ngettext(
        "%(number)s hồ sơ có danh tính giữ kín ở lại: chỉ người xử lý hoặc lãnh đạo giao được.",
        "%(number)s hồ sơ có danh tính giữ kín ở lại: chỉ người xử lý hoặc lãnh đạo giao được.",
        number,
    )
    return said % {"number": number_words(number)}


def _kind_label(name: str) -> str:
    versions = known_kinds().get(name)
    return said_label(versions[-1].label) if versions else name


def _handed(request: SignedInRequest, unit: Unit) -> HttpResponse:
    form = HandOverAllForm(request.POST, user=request.user, record=None)
    if not form.is_valid():
        return _page(request, form, None, 400)
    giver, taker = form.cleaned_data["giver"], form.cleaned_data["taker"]
    try:
        cases = hand_over_all(request.user, unit, giver, taker=taker, seen=form.cleaned_data["seen"])
    except ValidationError as error:
        form.refuse(error)
        return _page(request, form, what_goes(request.user, unit, giver), 400)
    said = ngettext("Đã giao %(number)s hồ sơ cho %(who)s.", "Đã giao %(number)s hồ sơ cho %(who)s.", len(cases))
    facts = {"giver": giver.pk, "taker": taker.pk, "cases": [case.pk for case in cases]}
    back = reverse("cases:books")
    undo.success(request, said % {"number": number_words(len(cases)), "who": taker}, "ban-giao-ho-so", facts, back)
    return redirect(back)


urls = [path("ban-giao/", hand_over_page, name="hand-over")]
