"""One paper: its fields, files, reading, links, follow-up and history, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from thuongton.documents import queries, services
from thuongton.documents.act_forms import FOLLOWED
from thuongton.documents.beside import beside
from thuongton.documents.followup import standing
from thuongton.documents.forms import WIDE, AnywayForm, DocumentForm, LinkForm, MakeLinkForm
from thuongton.documents.head import PaperHead
from thuongton.documents.models import Direction, Document, LinkKind
from thuongton.documents.on_paper import ON_PAPER
from thuongton.documents.proposal import lay_out, legend, source_of
from thuongton.documents.queries import papers
from thuongton.documents.queries.duplicates import duplicates
from thuongton.documents.views.errors import put_errors, sentence_of
from thuongton.documents.views.paper_acts import ACTS, OnPaper
from thuongton.files.store import StoreError, open_file
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.records.queries import hanging
from thuongton.web.acts import Acts, Offered, Refused
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.forms.agreeing import AgreementForm, NeedsAgreement
from thuongton.web.forms.marks import Seen, guarded
from vanban.model import UnreadableFile

SHOWN_INLINE = {"application/pdf": "application/pdf", "text/plain": "text/plain; charset=utf-8"}
FOUND = 20


def _paper(request: SignedInRequest, pk: int) -> Document:
    found: Document = get_object_or_404(queries.visible_to(request.user).select_related("unit", "answer"), pk=pk)
    return found


def _page(request: SignedInRequest, paper: Document, refused: Refused | None = None) -> HttpResponse:
    kept = None if paper.secrecy else papers.reading_of(paper)
    reading = kept.value if kept else None
    answered = (paper.answer.issued_on or paper.answer.registered_on) if paper.answer else None
    incoming = paper.direction == Direction.INCOMING
    source, cut = source_of(reading, lay_out(reading, PaperHead.of(reading.header))) if reading else ("", False)
    intake = papers.intake_of(request.user, paper)
    tasks = sum(task.progress is None for task in reading.tasks) if reading else 0
    followed = queries.followed_from(request.user, paper)
    context = {
        "room": "documents",
        "paper": paper,
        "incoming": incoming,
        "may_write": queries.may_write(request.user, paper.unit),
        "attachments": papers.attachments_of(paper),
        "links_out": papers.links_from(request.user, paper),
        "links_in": papers.links_to(request.user, paper),
        "standing": standing(paper.answer_due, answered, request.as_of),
        "answer_visible": bool(
            paper.answer and queries.visible_to(request.user).filter(pk=paper.answer_id or 0).exists()
        ),
        "source": source,
        "cut": cut,
        "legend": legend(),
        "read_tasks": tasks,
        "onward": queries.onward_from(intake, tasks) if intake and not followed else "",
        "intake": intake,
        "followed": followed,
        "beside": beside(paper) if reading is not None else (),
        **_offered(request, paper, refused),
    }
    return render(request, "documents/paper.html", context, status=400 if refused else 200)


def _offered(request: SignedInRequest, paper: Document, refused: Refused | None) -> dict[str, Any]:
    """The acts that the page offers, and the form of following with the mark of what it shows."""
    initial = {name: getattr(paper, name) for name in FOLLOWED} | {"symbol": paper.symbol, "on": paper.issued_on}
    initial["answer"] = paper.answer.number if paper.answer else ""
    on = hanging(request.user, paper)
    page = OnPaper(paper, queries.may_write(request.user, paper.unit), on)
    known = {"person": on.people}
    offered = Offered(
        PAPER, request.user, paper, page, "documents:", (paper.pk,), refused, request.GET.get("lam", ""), known, initial
    )
    follow_form = offered.form("theo-doi")
    guarded(follow_form, request, paper, FOLLOWED, follow_form.refused_by)
    return {"on": on, "offered": offered, "follow_form": follow_form}


def _found(user: User, pk: int) -> Document:
    paper: Document = get_object_or_404(queries.visible_to(user).select_related("unit", "answer"), pk=pk)
    if not queries.may_write(user, paper.unit):
        raise PermissionDenied(_("Vai trò hiện tại không được ghi vào hồ sơ của %(unit)s.") % {"unit": paper.unit})
    return paper


def _refused(request: SignedInRequest, paper: Document, refused: Refused) -> HttpResponse:
    return _page(request, _paper(request, paper.pk), refused)


PAPER = Acts(ACTS, _found, _refused, ON_PAPER.address, refusals=(UnreadableFile, StoreError))


def paper_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper whole."""
    return _page(request, _paper(request, pk))


def edit_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a paper, with the reason; a duplicate number is shown first."""
    paper = _found(request.user, pk)
    before = {name: getattr(paper, name) for name in DocumentForm.Meta.fields}
    guarded_fields = tuple(before)
    refused: ValidationError | None = None
    asked: NeedsAgreement | None = None
    form = DocumentForm(
        request.POST if request.method == "POST" else None, instance=paper, direction=paper.direction, reason=True
    )
    if paper.secrecy:
        form.fields = {name: form.fields[name] for name in ("number", "issued_on", "reason")}
    same: list[Document] = []
    if request.method == "POST" and form.is_valid():
        columns = form.columns
        fresh = _paper(request, pk)
        changes = {name: value for name, value in columns.items() if (value or None) != (before[name] or None)}
        if "number" in changes or "issuer" in changes:
            same = duplicates(
                paper.unit, paper.direction, columns.get("number") or "", columns.get("issuer") or "", exclude=paper
            )
        if not changes:
            return redirect("documents:document", pk)
        if not same or AnywayForm(request.POST, user=request.user, record=paper).ticked:
            try:
                seen = Seen.sent(request, guarded_fields)
                agreed = AgreementForm(request.POST, user=request.user, record=paper).mark
                reason = form.cleaned_data["reason"]
                services.correct_document(request.user, fresh, changes, reason, seen=seen, agreed=agreed)
            except NeedsAgreement as error:
                asked = error
            except ValidationError as error:
                put_errors(form, error)
                refused = error
            else:
                messages.success(request, _("Đã sửa và giữ lý do trong lịch sử."))
                return redirect("documents:document", pk)
    visible = set(queries.visible_to(request.user).filter(pk__in=[one.pk for one in same]).values_list("pk", flat=True))
    now = _paper(request, pk)
    guarded(form, request, now, guarded_fields, refused)
    context = {
        "room": "documents",
        "form": form,
        "unit": paper.unit,
        "editing": now,
        "incoming": paper.direction == Direction.INCOMING,
        "same": [(one, one.pk in visible) for one in same],
        "asked": asked,
        **(asked.shown if asked else {}),
        "wide": WIDE,
    }
    return render(request, "documents/entry.html", context, status=400 if form.errors or same else 200)


def link_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Find the other paper and say how this one stands to it."""
    paper = _found(request.user, pk)
    if request.method == "POST":
        sent = MakeLinkForm(request.POST, user=request.user, record=paper)
        try:
            if not sent.is_valid():
                raise ValidationError(sent.sentences)
            services.link(request.user, paper, **sent.cleaned_data)
        except ValidationError as error:
            messages.error(request, sentence_of(error))
        else:
            messages.success(request, _("Đã liên kết."))
        return redirect("documents:document", pk)
    form = LinkForm(request.GET or None)
    found = []
    if form.is_valid():
        found = list(papers.find(request.user, form.cleaned_data["q"], exclude=paper.pk)[: FOUND + 1])
    kinds = dict(LinkKind.choices)
    context = {
        "room": "documents",
        "paper": paper,
        "form": form if request.GET else LinkForm(),
        "found": found[:FOUND],
        "more": len(found) > FOUND,
        "kind": request.GET.get("kind", ""),
        "kind_words": kinds.get(request.GET.get("kind", ""), ""),
        "words": request.GET.get("q", "").strip(),
    }
    return render(request, "documents/link.html", context)


@not_a_page
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """A file of a paper one may read; always as an attachment, its bytes checked against their hash."""
    attachment = get_object_or_404(queries.attachments_visible_to(request.user), pk=pk)
    try:
        stream = open_file(attachment.file.sha256)
    except StoreError as error:
        raise Http404(error.sentence) from error
    kind = SHOWN_INLINE.get(attachment.file.media_type, "application/octet-stream")
    answer = FileResponse(stream, as_attachment=True, filename=attachment.name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


urls = [
    path("<int:pk>/", paper_page, name="document"),
    path("<int:pk>/sua/", edit_page, name="edit"),
    path("<int:pk>/lien-ket/", link_page, name="link"),
    path("tep/<int:pk>/", download, name="download"),
    *PAPER.urls("<int:pk>/", ""),
]
