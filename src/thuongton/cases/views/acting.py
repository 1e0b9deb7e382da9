"""An act on a case: its form, and what is said when the case has gone on since or does not allow it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases import services
from thuongton.cases.act_form import CaseActForm
from thuongton.cases.act_in_hand import ActInHand, ActOutcome
from thuongton.cases.engine.judge import allowed
from thuongton.cases.queries.in_hand import acting
from thuongton.cases.refusals import REFUSALS
from thuongton.cases.rights import role_of
from thuongton.cases.said import said_done
from thuongton.cases.shown.next_acts import NextAct, next_acts
from thuongton.cases.views.frame import frame_of
from thuongton.cases.views.opening import form_again
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused

AFTER_OTHERS = ("stale", "state", "role", "unknown-act", "condition")
"""Refusals after which the page is read anew: what is allowed now is said beside what was typed."""


def act(request: SignedInRequest, uid: UUID, do: str) -> HttpResponse:
    """The form of an act on a case; where it is not possible now, why, and what is."""
    hand = acting(request.user, uid, do)
    return _show(request, hand, form_again(request, hand))


def _impossible(hand: ActInHand) -> str:
    """Why the act cannot be done now; "" when it can."""
    if hand.transition.name not in hand.kind.leaving(hand.folded.state):
        state = hand.kind.states[str(hand.folded.state)].label
        return _("Hồ sơ đang ở trạng thái «%(state)s» nên không thể «%(act)s».") % {
            "state": said_label(state),
            "act": hand.label,
        }
    if role_of(hand.user) not in hand.transition.role:
        return _("Vai này không được làm «%(act)s».") % {"act": hand.label}
    return ""


def offered_acts(hand: ActInHand) -> list[NextAct]:
    """The acts that the hat worn may do on the case now, the most likely first."""
    names = allowed(hand.folded, role_of(hand.user), hand.time)
    return next_acts(hand.folded, names, hand.time) if hand.case is not None else []


def _show(request: SignedInRequest, hand: ActInHand, form: Any, status: int = 200) -> HttpResponse:
    assert hand.case is not None
    where = [hand.case.uid, hand.transition.name]
    impossible = _impossible(hand)
    context = frame_of(request, hand.case) | {
        "room": "cases",
        "hand": hand,
        "form": form,
        "impossible": impossible,
        "instead": offered_acts(hand) if impossible or form.is_refused else [],
        "send_to": reverse("cases:record", args=where),
        "page": reverse("cases:act", args=where),
    }
    return render(request, "cases/act.html", context, status=status)


def _refused(request: SignedInRequest, hand: ActInHand, refused: Refused) -> HttpResponse:
    form: Any = refused.form
    if form.answer is not None and form.answer.code in AFTER_OTHERS and hand.case is not None:
        said = form.errors
        hand = acting(request.user, hand.case.uid, hand.transition.name)
        form = CaseActForm(form.data, user=request.user, record=hand, ident=refused.act.name)
        form.anew()
        form.look_only()
        form._errors = said
    return _show(request, hand, form, 400)


def _act(user: Any, hand: ActInHand, *, on: str, data: dict[str, Any], tx: str, seq: int | None) -> ActOutcome:
    assert hand.case is not None
    answer = services.act_on(user, hand.case, hand.transition.name, on, data, tx=tx, seq=seq)
    return ActOutcome.of(hand.case, answer, hand, on)


def _page_of(hand: ActInHand) -> str:
    assert hand.case is not None
    return hand.case.get_absolute_url()


ACTING = Acts(
    [
        Act(
            "ghi", gettext_lazy("Ghi vào hồ sơ"), _act, form=CaseActForm, said=said_done, code="record",
            undo=("ghi-ho-so", lambda done: done.undo_facts),
        )
    ],
    acting,
    _refused,
    _page_of,
    demand_writing,
    REFUSALS,
)  # fmt: skip
urls = [
    path("ho-so/<uuid:uid>/thao-tac/<slug:do>/", act, name="act"),
    *ACTING.urls("ho-so/<uuid:uid>/thao-tac/<slug:do>/", ""),
]
