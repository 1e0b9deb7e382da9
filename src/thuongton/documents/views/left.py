"""Findings that were left, of papers and of drafts: looked at again («Xét lại»)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy

from thuongton.documents.forms import StateForm
from thuongton.documents.models import SetAside
from thuongton.documents.queries.review import asides_visible_to
from thuongton.documents.services import review as services
from thuongton.documents.views.check import show_check
from thuongton.documents.views.drafts import show_draft
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Refused


def _aside(user: User, pk: int) -> SetAside:
    found: SetAside = get_object_or_404(asides_visible_to(user), pk=pk)
    return found


def _target_address(made: SetAside) -> str:
    if made.draft_id:
        return reverse("documents:draft", args=[made.draft_id])
    return reverse("documents:check", args=[made.document_id])


def _target_page(request: SignedInRequest, made: SetAside, refused: Refused) -> HttpResponse:
    if made.draft is not None:
        return show_draft(request, made.draft, refused)
    assert made.document is not None
    return show_check(request, made.document, refused)


LEFT = Acts(
    [
        Act(
            "xet-lai",
            gettext_lazy("Xét lại"),
            services.take_back,
            StateForm,
            said=gettext_lazy("Phát hiện này được xét lại."),
            code="take-back",
        ),
    ],
    find=_aside,
    show=_target_page,
    address=_target_address,
)

urls = LEFT.urls("bo-qua/<int:pk>/", "")
