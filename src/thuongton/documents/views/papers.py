"""One paper: its fields, files, reading, links, follow-up and history, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.audit.queries import history
from thuongton.documents import queries, services
from thuongton.documents.followup import standing
from thuongton.documents.forms import WIDE, DocumentForm, FollowForm, LinkForm, NumberForm
from thuongton.documents.models import Direction, Document, LinkKind
from thuongton.documents.proposal import lay_out, legend, source_of
from thuongton.documents.queries import papers
from thuongton.documents.queries.duplicates import duplicates
from thuongton.documents.store import StoreError, open_file
from thuongton.documents.views.errors import put_errors, read_upload, sentence_of
from thuongton.people.requests import SignedInRequest
from vanban.model import UnreadableFile
from vanban.symbols import normalise

SHOWN_INLINE = {"application/pdf": "application/pdf", "text/plain": "text/plain; charset=utf-8"}
FOUND = 20


def _paper(request: SignedInRequest, pk: int) -> Document:
    found: Document = get_object_or_404(queries.visible_to(request.user).select_related("unit", "answer"), pk=pk)
    return found


def _writable(request: SignedInRequest, pk: int) -> Document:
    paper = _paper(request, pk)
    if not queries.may_write(request.user, paper.unit):
        raise PermissionDenied(_("Vai trò hiện tại không được ghi vào hồ sơ của %(unit)s.") % {"unit": paper.unit})
    return paper


def _page(request: SignedInRequest, paper: Document, status: int = 200, **forms: Any) -> HttpResponse:
    body = {} if paper.secrecy else papers.reading_of(paper)
    answered = (paper.answer.issued_on or paper.answer.registered_on) if paper.answer else None
    incoming = paper.direction == Direction.INCOMING
    follow = {
        name: getattr(paper, name) for name in ("handler", "forwarded_on", "received_by", "answer_due", "progress")
    }
    follow["answer"] = paper.answer.number if paper.answer else ""
    outgoing_blank = not incoming and not paper.number and not paper.secrecy
    source, cut = source_of(body, lay_out(body, body.get("header") or {})) if body else ("", False)
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
        "read_tasks": sum(1 for task in body.get("tasks") or () if not task.get("progress")),
        "intake": papers.intake_of(request.user, paper),
        "history": history(paper)[:100] if queries.may_read_trail(request.user, paper) else [],
        "follow_form": forms.get("follow_form") or (FollowForm(initial=follow) if incoming else None),
        "number_form": forms.get("number_form")
        or (NumberForm(initial={"symbol": paper.symbol, "on": paper.issued_on}) if outgoing_blank else None),
        "link_form": LinkForm(),
    }
    return render(request, "documents/paper.html", context, status=status)


@login_required
def paper_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One paper whole."""
    return _page(request, _paper(request, pk))


@login_required
def edit_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a paper, with the reason; a duplicate number is shown first."""
    paper = _writable(request, pk)
    before = {name: getattr(paper, name) for name in DocumentForm.Meta.fields}
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
        if not same or request.POST.get("van-vao-so"):
            try:
                services.correct_document(request.user, fresh, changes, form.cleaned_data["reason"])
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Đã sửa và giữ lý do trong lịch sử."))
                return redirect("documents:document", pk)
    visible = set(queries.visible_to(request.user).filter(pk__in=[one.pk for one in same]).values_list("pk", flat=True))
    context = {
        "room": "documents",
        "form": form,
        "unit": paper.unit,
        "editing": _paper(request, pk),
        "incoming": paper.direction == Direction.INCOMING,
        "same": [(one, one.pk in visible) for one in same],
        "wide": WIDE,
    }
    return render(request, "documents/entry.html", context, status=400 if form.errors or same else 200)


@login_required
@require_POST
def number(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the next number («Cấp số»)."""
    paper = _writable(request, pk)
    form = NumberForm(request.POST)
    if form.is_valid():
        found = form.cleaned_data
        try:
            services.issue_number(
                request.user, paper, on=found["on"], symbol=found["symbol"], with_year=found["with_year"]
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Đã cấp số %(number)s.") % {"number": paper.number})
            return redirect("documents:document", pk)
    return _page(request, paper, 400, number_form=form)


@login_required
@require_POST
def follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save how the handling of an incoming paper stands."""
    paper = _writable(request, pk)
    form = FollowForm(request.POST)
    if form.is_valid():
        changes = dict(form.cleaned_data)
        printed = changes["answer"].strip()
        changes["answer"] = None
        if printed:
            rows = queries.in_registers(request.user).filter(unit=paper.unit, direction=Direction.OUTGOING)
            changes["answer"] = rows.filter(number__iexact=normalise(printed)).order_by("-id").first()
            if changes["answer"] is None:
                sentence = _("Sổ văn bản đi chưa có số %(number)s; hãy vào sổ văn bản trả lời trước.")
                form.add_error("answer", sentence % {"number": printed[:60]})
        if not form.errors:
            try:
                services.follow_up(request.user, paper, changes)
            except ValidationError as error:
                put_errors(form, error)
            else:
                messages.success(request, _("Đã lưu theo dõi giải quyết."))
                return redirect("documents:document", pk)
    return _page(request, _paper(request, pk), 400, follow_form=form)


@login_required
@require_POST
def delete(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a paper put in by mistake out of the register."""
    paper = _writable(request, pk)
    slug = "den" if paper.direction == Direction.INCOMING else "di"
    try:
        services.delete_document(request.user, paper, request.POST.get("ly-do", ""))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("documents:document", pk)
    messages.success(request, _("Đã xoá khỏi sổ; việc xoá được ghi trong nhật ký."))
    return redirect(f"documents:register-{slug}")


@login_required
def link_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """Find the other paper and say how this one stands to it."""
    paper = _writable(request, pk)
    if request.method == "POST":
        chosen = request.POST.get("van-ban", "")
        target = None
        if chosen.isdecimal():
            target = get_object_or_404(queries.visible_to(request.user), pk=int(chosen[:18]))
        try:
            services.link(request.user, paper, request.POST.get("kind", ""), target, request.POST.get("theo-ten", ""))
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


@login_required
@require_POST
def unlink(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a link away."""
    made = get_object_or_404(queries.links_visible_to(request.user), pk=pk)
    services.unlink(request.user, made)
    messages.success(request, _("Đã bỏ liên kết."))
    return redirect("documents:document", made.source_id)


@login_required
@require_POST
def attach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Attach a file to the paper."""
    paper = _writable(request, pk)
    try:
        upload = read_upload(request, "tep")
        if upload is None:
            messages.error(request, _("Chưa chọn tệp; hãy chọn một tệp rồi đính kèm."))
        else:
            services.attach(request.user, paper, *upload)
            messages.success(request, _("Đã đính kèm tệp."))
    except (UnreadableFile, StoreError) as error:
        messages.error(request, error.sentence)
    return redirect("documents:document", pk)


@login_required
@require_POST
def detach(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file off the paper, with the reason."""
    attachment = get_object_or_404(queries.attachments_visible_to(request.user), pk=pk)
    services.detach(request.user, attachment, request.POST.get("ly-do", ""))
    messages.success(request, _("Đã gỡ tệp."))
    return redirect("documents:document", attachment.document_id)


@login_required
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
    path("<int:pk>/cap-so/", number, name="number"),
    path("<int:pk>/theo-doi/", follow, name="follow"),
    path("<int:pk>/xoa/", delete, name="delete"),
    path("<int:pk>/lien-ket/", link_page, name="link"),
    path("<int:pk>/dinh-kem/", attach, name="attach"),
    path("lien-ket/<int:pk>/bo/", unlink, name="unlink"),
    path("tep/<int:pk>/", download, name="download"),
    path("tep/<int:pk>/go/", detach, name="detach"),
]
