"""Drafts: the list, one draft with the findings beside its text, its versions, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.audit.queries import history
from thuongton.documents import queries
from thuongton.documents.findings import Found, counts_by
from thuongton.documents.models import Draft, DraftVersion
from thuongton.documents.queries.papers import reading_of_file
from thuongton.documents.queries.review import (
    drafts_visible_to,
    open_findings,
    versions_visible_to,
    with_versions,
)
from thuongton.documents.rule_texts import SEVERITY_ICONS, SEVERITY_NAMES
from thuongton.documents.services import drafts as services
from thuongton.documents.store import StoreError, open_file
from thuongton.documents.views.check import back_to, leave, review_context
from thuongton.documents.views.errors import read_upload, sentence_of
from thuongton.people.requests import SignedInRequest
from vanban.model import UnreadableFile

PAGE = 20


def _draft(request: SignedInRequest, pk: int) -> Draft:
    found: Draft = get_object_or_404(with_versions(drafts_visible_to(request.user)), pk=pk)
    return found


def _text_of(request: SignedInRequest) -> tuple[bytes, str]:
    """The file or the pasted text of a form. Raises ValidationError when there is neither."""
    upload = read_upload(request, "tep")
    if upload is not None:
        return upload
    pasted = request.POST.get("noi-dung", "")
    if pasted.strip():
        return pasted.encode("utf-8"), services.name_of_paste()
    raise ValidationError(_("Chưa có nội dung; hãy chọn một tệp hoặc dán văn bản vào ô."))


@login_required
def list_page(request: SignedInRequest) -> HttpResponse:
    """The drafts of one's scope, and the form that begins one."""
    unit = queries.writing_unit(request.user)
    refusal, status = "", 200
    if request.method == "POST":
        if unit is None:
            raise PermissionDenied(_("Vai trò hiện tại chỉ được xem, không soạn dự thảo."))
        try:
            data, name = _text_of(request)
            draft = services.start_draft(request.user, unit, data, name, request.POST.get("ten", ""))
        except (UnreadableFile, StoreError) as error:
            refusal, status = error.sentence, 400
        except ValidationError as error:
            refusal, status = sentence_of(error), 400
        else:
            return redirect("documents:draft", draft.pk)
    page = Paginator(with_versions(drafts_visible_to(request.user)), PAGE).get_page(request.GET.get("trang"))
    newest = {draft.pk: draft.kept[0] for draft in page.object_list if draft.kept}  # type: ignore[attr-defined]
    found = open_findings(list(page.object_list), newest)
    rows = [(draft, newest.get(draft.pk), *_state(draft, newest.get(draft.pk), found)) for draft in page.object_list]
    context = {
        "room": "documents",
        "here": "drafts",
        "page": page,
        "count": page.paginator.count,
        "rows": rows,
        "unit": unit,
        "refusal": refusal,
        "pasted": request.POST.get("noi-dung", "") if refusal else "",
        "name": request.POST.get("ten", "") if refusal else "",
    }
    return render(request, "documents/drafts.html", context, status=status)


def _state(
    draft: Draft, version: DraftVersion | None, found: dict[int, list[Found]]
) -> tuple[str, list[tuple[str, str, int]]]:
    """What is to be said of a draft in the list: a sentence when it is not read, else its findings by severity."""
    if version is None:
        return _("Chưa có bản nào"), []
    if version.refusal:
        return version.refusal, []
    if draft.pk not in found:
        return _("Đang đọc"), []
    counts = counts_by(found[draft.pk], lambda one: one.severity)
    told = [
        (SEVERITY_ICONS[each], str(SEVERITY_NAMES[each]), counts[each]) for each in SEVERITY_NAMES if each in counts
    ]
    return ("" if told else _("Không có phát hiện nào")), told


@login_required
def draft_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One draft: a version (the newest unless asked) with its findings, beside the version before it."""
    draft = _draft(request, pk)
    return _page(request, draft)


def _page(request: SignedInRequest, draft: Draft, refusal: str = "", status: int = 200) -> HttpResponse:
    versions: list[DraftVersion] = draft.kept  # type: ignore[attr-defined]
    asked = request.GET.get("ban", "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0] if versions else None)
    before = next(
        (one for one in versions if shown is not None and one.number < shown.number and not one.refusal), None
    )
    body = reading_of_file(shown.file_id) if shown else {}
    context: dict[str, Any] = {
        "room": "documents",
        "here": "drafts",
        "draft": draft,
        "versions": versions,
        "shown": shown,
        "newest": bool(shown and shown is versions[0]),
        "before": before,
        "reading": bool(shown and not shown.refusal and not body),
        "refusal": refusal,
        "may_write": queries.may_write(request.user, draft.unit),
        "history": history(draft, *versions)[:20],
    }
    if body and shown is not None:
        context |= review_context(request, draft, body, reading_of_file(before.file_id) if before else None)
        context["aside_url"] = reverse("documents:draft-aside", args=[draft.pk])
        context["version"] = shown.number
    return render(request, "documents/draft.html", context, status=status)


@login_required
@require_POST
def new_version(request: SignedInRequest, pk: int) -> HttpResponse:
    """The next text of a draft; the one before stays."""
    draft = _draft(request, pk)
    try:
        if not queries.may_write(request.user, draft.unit):
            raise PermissionDenied(_("Vai trò hiện tại không được ghi vào hồ sơ của %(unit)s.") % {"unit": draft.unit})
        version = services.add_version(request.user, draft, *_text_of(request))
    except (UnreadableFile, StoreError) as error:
        return _page(request, draft, error.sentence, 400)
    except ValidationError as error:
        return _page(request, draft, sentence_of(error), 400)
    messages.success(request, _("Đã nhận bản số %(number)d; bản trước vẫn được giữ.") % {"number": version.number})
    return redirect("documents:draft", pk)


@login_required
@require_POST
def set_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave a finding of a draft, with the reason."""
    draft = _draft(request, pk)
    chosen = next((one for one in draft.kept if str(one.number) == request.POST.get("ban", "")), None)  # type: ignore[attr-defined]
    leave(request, draft, reading_of_file(chosen.file_id) if chosen else {})
    return back_to(request, reverse("documents:draft", args=[pk]))


@login_required
@require_POST
def rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give a draft another name."""
    try:
        services.rename_draft(request.user, _draft(request, pk), request.POST.get("ten", ""))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    return redirect("documents:draft", pk)


@login_required
@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a draft away, with the reason."""
    try:
        services.drop_draft(request.user, _draft(request, pk), request.POST.get("ly-do", ""))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("documents:draft", pk)
    messages.success(request, _("Đã bỏ bản dự thảo; việc bỏ được ghi trong nhật ký."))
    return redirect("documents:drafts")


@login_required
def download(request: SignedInRequest, pk: int) -> FileResponse:
    """The file of a version, its bytes checked against their hash."""
    version = get_object_or_404(versions_visible_to(request.user), pk=pk)
    try:
        stream = open_file(version.file.sha256)
    except StoreError as error:
        raise Http404(error.sentence) from error
    answer = FileResponse(stream, as_attachment=True, filename=version.name, content_type="application/octet-stream")
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


urls = [
    path("du-thao/", list_page, name="drafts"),
    path("du-thao/<int:pk>/", draft_page, name="draft"),
    path("du-thao/<int:pk>/ban-moi/", new_version, name="draft-version"),
    path("du-thao/<int:pk>/bo-qua/", set_aside, name="draft-aside"),
    path("du-thao/<int:pk>/ten/", rename, name="draft-rename"),
    path("du-thao/<int:pk>/bo/", drop, name="draft-drop"),
    path("du-thao/ban/<int:pk>/tep/", download, name="draft-file"),
]
