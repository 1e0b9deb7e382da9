"""What the tabs of a drafting case share: the case found, the page drawn, who may act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from thuongton.cases.models import Case
from thuongton.cases.parts import CasePart
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.rights import acts_on
from thuongton.cases.views.frame import frame_of
from thuongton.drafting.local_forms import LocalForm
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Acts, Offered, Refused


def drafting_case(user: User, uid: UUID) -> Case:
    """A drafting case one may see. Raises Http404."""
    case = get_object_or_404(visible_to(user).select_related("unit", "handler"), uid=uid)
    if case.kind not in LocalForm.values:
        raise Http404
    return case


def part(key: str, label: Any, route: str, number: Callable[[Case], int]) -> CasePart:
    """A tab of drafting cases, at a page of its own; ``number`` stands beside its label and costs one query."""

    def context(_request: SignedInRequest, case: Case) -> dict[str, Any] | None:
        return {"number": number(case)} if case.kind in LocalForm.values else None

    return CasePart(key, label, "", context, "tab", route=route)


def tab_page(
    request: SignedInRequest,
    case: Case,
    key: str,
    acts: Acts,
    template: str,
    shown: Mapping[str, Any],
    refused: Refused | None,
    initial: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a tab, as it is after a refusal too."""
    may = acts_on(request.user, case) and case.closed_on is None and not request.rewound
    offered = Offered(acts, request.user, case, may, f"drafting:{key}-", (case.uid,), refused, initial=initial or {})
    name = str(case.data.get("ten_goi") or "")
    context = frame_of(request, case, key) | {"offered": offered, "may": may, "name": name} | dict(shown)
    return render(request, template, context, status=400 if refused else 200)


def address_of(route: str) -> Callable[[Case], str]:
    """The address of a tab of a case."""
    return lambda case: reverse(route, args=[case.uid])
