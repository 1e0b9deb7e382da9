"""What the ties of a case show on its page: related cases, like cases, cases to make from it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.cases.parts import CasePart
from thuongton.cases.queries.cases import kind_of
from thuongton.cases.queries.leading import lead_offers
from thuongton.cases.queries.related import related
from thuongton.cases.rights import role_of
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds


def _related(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    lines = []
    for one in related(request.user, case):
        field, state = one.naming.fields.get(one.field), one.kind.states.get(one.case.state)
        lines.append(
            {
                "case": one.case,
                "label": said_label(one.kind.label),
                "how": said_label(field.label) if field is not None else "",
                "named": one.named,
                "state": said_label(state.label) if state is not None else "",
            }
        )
    return {"lines": lines} if lines else None


def _like(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    if kind_of(case).twins is None or case.erased_on is not None:
        return None
    return {"address": reverse("cases:duplicates", args=[case.uid])}


def _leads(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    if not holds(request.user, case):
        return None
    address = reverse("cases:from", args=[case.uid])
    links = [
        {"label": said_label(one.there.label), "address": f"{address}?loai={one.there.kind}#{one.there.kind}"}
        for one in lead_offers(request.user, case)
    ]
    return {"links": links, "address": address} if links else None


def _task(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    kind = kind_of(case)
    task = kind.becomes_task
    if task is None or task.act not in kind.leaving(case.state) or not holds(request.user, case):
        return None
    if role_of(request.user) not in kind.transitions[task.act].role:
        return None
    return {"address": reverse("cases:make-task", args=[case.uid])}


RELATED = CasePart("lien-quan", _("Hồ sơ liên quan"), "cases/parts/related.html", _related, "side")
LIKE = CasePart("trung", _("Hồ sơ có thể trùng"), "cases/parts/like.html", _like, "side")
LEADS = CasePart("lap-ho-so", _("Lập hồ sơ từ hồ sơ này"), "cases/parts/leads.html", _leads, "acts")
TASK = CasePart("thanh-nhiem-vu", _("Giao thành nhiệm vụ"), "cases/parts/make_task.html", _task, "acts")
