"""A paper beside its register (xem nhanh): what the register says of it, its files, what is followed from it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from thuongton.documents import queries
from thuongton.documents.followup import standing
from thuongton.documents.models import Direction, Document
from thuongton.documents.queries import papers
from thuongton.people.requests import SignedInRequest


def peek(request: SignedInRequest, pk: int) -> HttpResponse:
    """The panel of a paper one may see; of a secret one only what its register says."""
    paper: Document = get_object_or_404(queries.visible_to(request.user).select_related("unit", "answer"), pk=pk)
    answered = (paper.answer.issued_on or paper.answer.registered_on) if paper.answer else None
    context = {
        "paper": paper,
        "incoming": paper.direction == Direction.INCOMING,
        "may_write": queries.may_write(request.user, paper.unit),
        "standing": standing(paper.answer_due, answered, request.as_of),
        "attachments": [] if paper.secrecy else papers.attachments_of(paper),
        "links_out": [] if paper.secrecy else papers.links_from(request.user, paper),
        "followed": [] if paper.secrecy else queries.followed_from(request.user, paper),
        "answer_visible": bool(
            paper.answer and queries.visible_to(request.user).filter(pk=paper.answer_id or 0).exists()
        ),
    }
    return render(request, "documents/peek.html", context)


urls = [path("<int:pk>/xem-nhanh/", peek, name="paper-peek")]
