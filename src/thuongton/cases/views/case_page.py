"""The page of one case (hồ sơ): its state, its fields as one may read them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from thuongton.cases.case_parts import parts_of
from thuongton.cases.queries.cases import fields_of, kind_of, visible_to
from thuongton.cases.views.frame import MAIN, frame_of
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest


def case(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """A case one may see; sensitive fields are masked."""
    row = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=uid)
    kind = kind_of(row)
    shown = fields_of(row)
    context = frame_of(request, row, request.GET.get("phan") or MAIN) | {
        "fields": [(said_label(field.label), shown[name]) for name, field in kind.fields.items() if name in shown],
        "side": parts_of(request, row, "side"),
        "acts": parts_of(request, row, "acts"),
    }
    return render(request, "cases/case.html", context)


urls = [path("ho-so/<uuid:uid>/", case, name="case")]
