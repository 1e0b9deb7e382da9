"""«Đọc & kiểm tra»: a paper's source with what was read of it, and the findings of the linter beside it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.documents import queries
from thuongton.documents.findings import compare, findings_of, rules_mark
from thuongton.documents.models import Document, Draft, SetAside
from thuongton.documents.queries import papers
from thuongton.documents.queries.review import asides_of, asides_visible_to, finding_in, rules_of
from thuongton.documents.rereading import MARKED
from thuongton.documents.review_page import asked_of, review
from thuongton.documents.services import review as services
from thuongton.documents.services.reading import read_paper
from thuongton.documents.views.errors import sentence_of
from thuongton.people.requests import SignedInRequest

KEPT = ("ban",)


def review_context(
    request: SignedInRequest,
    target: Document | Draft,
    body: dict[str, Any],
    before: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """What ``documents/parts/review.html`` shows of a text: findings of the rules that hold in its unit."""
    rules = rules_of(target.unit)
    found = findings_of(body.get("findings") or ())
    holding = rules.holding(found)
    inside = isinstance(target, Draft) or queries.may_read_trail(request.user, target)
    asides = asides_of(target) if inside else {}
    compared = None
    if before is not None:
        compared = compare(rules.holding(findings_of(before.get("findings") or ())), holding)
    page = review(
        body, holding, asked_of(request.GET, keep=KEPT), off=len(found) - len(holding), asides=asides, compared=compared
    )
    return {
        "room": "documents",
        "review": page,
        "rules_url": f"{reverse('documents:rules')}?don-vi={target.unit_id}",
        "may_write": queries.may_write(request.user, target.unit),
        "state": page.asked.link(trang=page.sheet if page.sheets > 1 else None),
    }


def back_to(request: SignedInRequest, address: str) -> HttpResponse:
    """Back to the page as it was: the query string comes from the form and can only name a state of that page."""
    state = request.POST.get("trang-thai", "")
    asked = "".join(letter for letter in state if letter.isalnum() or letter in "?&=,-%")[:300]
    return redirect(f"{address}?{asked.lstrip('?')}#phat-hien")


def leave(request: SignedInRequest, target: Document | Draft, body: dict[str, Any]) -> None:
    """Set a finding aside as the form says; what is wrong becomes a message."""
    try:
        found = finding_in(body, request.POST.get("loi", ""), request.POST.get("ma", ""))
        services.set_aside(request.user, target, found, request.POST.get("ly-do", ""))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    else:
        messages.success(request, _("Đã bỏ qua phát hiện %(number)d; lý do được giữ lại.") % {"number": found.number})


@login_required
def check_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The source of a paper of the register on one side, the findings on the other."""
    paper = get_object_or_404(queries.visible_to(request.user), pk=pk)
    body = {} if paper.secrecy else papers.reading_of(paper)
    context: dict[str, Any] = {"room": "documents", "paper": paper}
    if not body and not paper.secrecy:
        context["may_read_file"] = queries.may_write(request.user, paper.unit) and paper.attachments.exists()
    if body:
        context |= review_context(request, paper, body)
        context |= {
            "aside_url": reverse("documents:check-aside", args=[pk]),
            "older_rules": body.get(MARKED) != rules_mark(),
            "lead": _("Văn bản đã vào sổ: phát hiện để biết và rút kinh nghiệm, không làm thay đổi văn bản."),
        }
    return render(request, "documents/check.html", context)


@login_required
@require_POST
def read_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have the file of a paper read that came in without being read."""
    paper = get_object_or_404(queries.visible_to(request.user), pk=pk)
    try:
        if not read_paper(request.user, paper):
            messages.info(request, _("Máy đang đọc tệp này; hãy tải lại trang sau ít phút."))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    return redirect("documents:check", pk)


@login_required
@require_POST
def set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a finding of a paper, with the reason."""
    paper = get_object_or_404(queries.visible_to(request.user), pk=pk)
    leave(request, paper, {} if paper.secrecy else papers.reading_of(paper))
    return back_to(request, reverse("documents:check", args=[pk]))


@login_required
@require_POST
def take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Look again at a finding that was left."""
    made: SetAside = get_object_or_404(asides_visible_to(request.user), pk=pk)
    services.take_back(request.user, made)
    messages.success(request, _("Phát hiện này được xét lại."))
    if made.draft_id:
        return back_to(request, reverse("documents:draft", args=[made.draft_id]))
    return back_to(request, reverse("documents:check", args=[made.document_id]))


urls = [
    path("<int:pk>/soat/", check_page, name="check"),
    path("<int:pk>/soat/doc/", read_file, name="check-read"),
    path("<int:pk>/soat/bo-qua/", set_aside, name="check-aside"),
    path("bo-qua/<int:pk>/xet-lai/", take_back, name="take-back"),
]
