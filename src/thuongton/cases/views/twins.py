"""Cases that may be one matter: suggestions, two side by side, what a person found, the senders of joined cases."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.cases.act_form import PREFIX, CaseActForm
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.models import Case, CaseCompared
from thuongton.cases.queries.cases import MASKED, fields_of, kind_of, visible_to
from thuongton.cases.queries.in_hand import opening
from thuongton.cases.queries.joined import joined_to
from thuongton.cases.queries.twins import LikeCase, compared_with, twins_of, twins_of_data
from thuongton.cases.rights import role_of
from thuongton.cases.services import compare, tell_joined
from thuongton.cases.shown.field_words import field_value
from thuongton.cases.tie_forms import ApartForm, SameForm, TellJoinedForm
from thuongton.cases.views.frame import frame_of
from thuongton.cases.words import said_label
from thuongton.keyring.queries import Keys
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import demand, holds
from thuongton.web.numbers import number_words

TAB = "trung"


def _case(request: SignedInRequest, uid: UUID) -> Case:
    case = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=uid)
    if kind_of(case).twins is None:
        raise Http404
    return case


def reasons(found: LikeCase) -> list[str]:
    """Why a case is suggested, in words."""
    said = []
    if found.reason.person:
        said.append(_("cùng người"))
    if found.reason.clause:
        said.append(_("cùng điều, khoản"))
    if found.reason.words:
        said.append(_("nội dung giống %(number)s%%") % {"number": found.reason.words})
    return said


def _line(case: Case, kind: CaseKind) -> dict[str, Any]:
    state = kind.states.get(case.state)
    return {
        "case": case,
        "label": said_label(kind.label),
        "state": said_label(state.label) if state is not None else _("không xác định"),
        "final": state is not None and state.final,
    }


def twins_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Cases that may be about the same matter; what was found before; cases joined to this one."""
    case = _case(request, uid)
    found = [_line(one.case, one.kind) | {"reasons": reasons(one)} for one in twins_of(request.user, case)]
    if request.htmx:
        return render(request, "cases/parts/like_cases.html", {"case": case, "found": found})
    return _page(request, case, found, None)


def _page(request: SignedInRequest, case: Case, found: list[Any], refused: TellJoinedForm | None) -> HttpResponse:
    joined = joined_to(request.user, case)
    waiting = [one for one in joined if one.tells and not one.told]
    before = [_line(one, kind_of(one)) | {"said": said} for one, said in compared_with(request.user, case)]
    form = refused or TellJoinedForm(user=request.user, record=case, initial={"on": today()})
    context = frame_of(request, case, TAB) | {
        "found": found,
        "before": before,
        "joined": [_line(one.case, kind_of(one.case)) | {"told": one.told} for one in joined],
        "tell": form if waiting and holds(request.user, case) else None,
    }
    return render(request, "cases/twins.html", context, status=400 if refused else 200)


def typed_page(request: SignedInRequest, kind: str, do: str) -> HttpResponse:
    """Sent by the form that takes a case in, while it is typed: cases in scope that may be the same matter."""
    hand = opening(request.user, kind, do)
    if request.method != "POST" or not request.htmx:
        return redirect(reverse("cases:new-by", args=[kind, do]))
    form = CaseActForm(request.POST, user=request.user, record=hand)
    form.is_valid()
    typed = {
        name.removeprefix(PREFIX): value
        for name, value in form.cleaned_data.items()
        if name.startswith(PREFIX) and value not in (None, "")
    }
    found = [
        _line(one.case, one.kind) | {"reasons": reasons(one)} for one in twins_of_data(request.user, hand.kind, typed)
    ]
    return render(request, "cases/parts/like_typed.html", {"found": found})


def _both(request: SignedInRequest, uid: UUID, other: UUID) -> tuple[Case, Case]:
    case = _case(request, uid)
    beside = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=other)
    if beside.pk == case.pk:
        raise Http404
    return case, beside


def pair_page(request: SignedInRequest, uid: UUID, other: UUID) -> HttpResponse:
    """Two cases side by side; sent, a person found that they are two matters."""
    case, beside = _both(request, uid, other)
    if request.method != "POST":
        return _pair(request, case, beside)
    demand(request.user, case)
    form = ApartForm(request.POST, user=request.user, record=case)
    if form.is_valid():
        try:
            compare(request.user, case, beside, form.cleaned_data["found"])
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi là hai vụ việc; không gợi ý lại."))
            return redirect(reverse("cases:duplicates", args=[case.uid]))
    return _pair(request, case, beside, form)


def same_page(request: SignedInRequest, uid: UUID, other: UUID) -> HttpResponse:
    """Sent from the page of two cases: a person found that they are one matter."""
    case, beside = _both(request, uid, other)
    if request.method != "POST":
        return redirect(reverse("cases:pair", args=[case.uid, beside.uid]))
    demand(request.user, case)
    form = SameForm(request.POST, user=request.user, record=case)
    if form.is_valid():
        on, seen = form.cleaned_data["on"].isoformat(), form.cleaned_data["seen"]
        try:
            compare(request.user, case, beside, CaseCompared.Found.SAME, on=on, seq=seen)
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã ghi hai hồ sơ là một vụ việc."))
            return redirect(reverse("cases:duplicates", args=[case.uid]))
    return _pair(request, case, beside, form)


def _pair(request: SignedInRequest, case: Case, beside: Case, refused: Any = None) -> HttpResponse:
    kind, theirs = kind_of(case), kind_of(beside)
    keys = Keys([one.key_id for one in (case, beside) if one.key_id])
    mine, other = fields_of(case, keys), fields_of(beside, keys)
    rows = []
    for name in [*kind.fields, *(one for one in theirs.fields if one not in kind.fields)]:
        field = kind.fields.get(name) or theirs.fields[name]
        if field.kind == "case" or (name not in mine and name not in other):
            continue
        left, right = (
            field_value(fields[name], data[name]) if name in data and name in fields else None
            for fields, data in ((kind.fields, mine), (theirs.fields, other))
        )
        rows.append(
            {
                "label": said_label(field.label),
                "mine": left,
                "other": right,
                "same": left == right and left not in (None, MASKED),
            }
        )
    twins = kind.twins
    joins = twins is not None and bool(twins.act) and case.kind == beside.kind
    act = kind.leaving(case.state).get(twins.act) if twins is not None and joins else None
    form_of = {type(refused): refused} if refused is not None else {}
    same = form_of.get(SameForm) or SameForm(user=request.user, record=case, initial={"on": today(), "seen": case.acts})
    context = frame_of(request, case, TAB) | {
        "left": _line(case, kind),
        "right": _line(beside, theirs),
        "rows": rows,
        "writes": holds(request.user, case),
        "may_join": not joins or (act is not None and role_of(request.user) in act.role),
        "act": said_label(act.label) if act is not None else "",
        "same": same,
        "apart": form_of.get(ApartForm) or ApartForm(user=request.user, record=case),
    }
    return render(request, "cases/pair.html", context, status=400 if refused is not None else 200)


def tell_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """Sent from the page of like cases: every sender of a joined case was answered."""
    case = _case(request, uid)
    if request.method != "POST":
        return redirect(reverse("cases:duplicates", args=[case.uid]))
    demand(request.user, case)
    form = TellJoinedForm(request.POST, user=request.user, record=case)
    if form.is_valid():
        try:
            told = tell_joined(request.user, case, form.cleaned_data["number"], form.cleaned_data["on"].isoformat())
        except ValidationError as error:
            form.refuse(error)
        else:
            said = ngettext("Đã ghi trả lời %(number)s người gửi.", "Đã ghi trả lời %(number)s người gửi.", told)
            messages.success(request, said % {"number": number_words(told)})
            return redirect(reverse("cases:duplicates", args=[case.uid]))
    return _page(request, case, [], form)


urls = [
    path("<kind:kind>/moi/<slug:do>/trung/", typed_page, name="like-typed"),
    path("ho-so/<uuid:uid>/trung/", twins_page, name="duplicates"),
    path("ho-so/<uuid:uid>/trung/tra-loi/", tell_page, name="tell-joined"),
    path("ho-so/<uuid:uid>/trung/<uuid:other>/", pair_page, name="pair"),
    path("ho-so/<uuid:uid>/trung/<uuid:other>/la-mot/", same_page, name="pair-same"),
]
