"""One draft with the findings beside its text, its versions, and the acts on it."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.audit.queries import history
from thuongton.documents import queries
from thuongton.documents.beside import beside
from thuongton.documents.findings import ShownFinding
from thuongton.documents.forms import DraftNameForm, DraftTextForm, ReasonForm
from thuongton.documents.models import Draft, DraftVersion
from thuongton.documents.queries.papers import reading_of_file
from thuongton.documents.queries.review import (
    drafts_visible_to,
    finding_in,
    kept_of,
    versions_visible_to,
    with_versions,
)
from thuongton.documents.services import drafts as services
from thuongton.documents.services import review
from thuongton.documents.views.check import aside_act, review_context
from thuongton.files.store import StoreError, open_file
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.forms.marks import mark_of_row
from vanban.model import UnreadableFile

SHOWN_ACTS = 20


def _found(user: User, pk: int) -> Draft:
    found: Draft = get_object_or_404(with_versions(drafts_visible_to(user)), pk=pk)
    return found


def draft_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One draft: a version (the newest unless asked) with its findings, beside the version before it."""
    return show_draft(request, _found(request.user, pk))


def show_draft(request: SignedInRequest, draft: Draft, refused: Refused | None = None) -> HttpResponse:
    """The page of a draft, as it is after a refusal too."""
    versions: list[DraftVersion] = kept_of(draft)
    asked = request.GET.get("ban", "") or (refused.form.data.get("ban", "") if refused else "")
    shown = next((one for one in versions if str(one.number) == asked), versions[0] if versions else None)
    before = next(
        (one for one in versions if shown is not None and one.number < shown.number and not one.refusal), None
    )
    reading = reading_of_file(shown.file_id) if shown else None
    may_write = queries.may_write(request.user, draft.unit) and not request.rewound
    offered = Offered(
        DRAFT,
        request.user,
        draft,
        may_write,
        "documents:draft-",
        (draft.pk,),
        refused=refused,
        initial={"title": draft.title, "seen": mark_of_row(draft, ("title",))},
    )
    context: dict[str, Any] = {
        "room": "documents",
        "here": "drafts",
        "draft": draft,
        "offered": offered,
        "versions": versions,
        "shown": shown,
        "newest": bool(shown and shown is versions[0]),
        "before": before,
        "reading": bool(shown and not shown.refusal and reading is None),
        "may_write": may_write,
        "beside": beside(draft) if reading is not None else (),
        "history": history(draft, *versions)[:SHOWN_ACTS],
    }
    if reading is not None and shown is not None:
        earlier = reading_of_file(before.file_id) if before else None
        context |= review_context(request, draft, reading, earlier, refused)
        context["aside_url"] = reverse("documents:draft-aside", args=[draft.pk])
        context["version"] = shown.number
    return render(request, "documents/draft.html", context, status=400 if refused else 200)


def _set_aside(user: User, draft: Draft, *, number: str, key: str, version: str, reason: str) -> ShownFinding:
    chosen = next((one for one in kept_of(draft) if str(one.number) == version), None)
    found = finding_in(reading_of_file(chosen.file_id) if chosen else None, number, key, draft=True)
    review.set_aside(user, draft, found, reason)
    return found


def _told(version: DraftVersion) -> str:
    return _("Đã nhận bản số %(number)d; bản trước vẫn được giữ.") % {"number": version.number}


DRAFT = Acts(
    [
        Act(
            "ban-moi",
            gettext_lazy("Soát bản mới"),
            services.add_version,
            DraftTextForm,
            said=_told,
            may=bool,
            code="version",
            opens=gettext_lazy("Đưa bản mới"),
            heavy="du-thao",
            long=("noi-dung",),
        ),
        aside_act(_set_aside),
        Act("ten", gettext_lazy("Đổi tên"), services.rename_draft, DraftNameForm, may=bool, code="rename"),
        Act(
            "bo",
            gettext_lazy("Bỏ dự thảo"),
            services.drop_draft,
            ReasonForm,
            said=gettext_lazy("Đã bỏ bản dự thảo; việc bỏ được ghi trong nhật ký."),
            may=bool,
            code="drop",
            leads=lambda _draft: reverse("documents:drafts"),
            danger=True,
        ),
    ],
    find=_found,
    show=show_draft,
    address=lambda draft: reverse("documents:draft", args=[draft.pk]),
    refusals=(UnreadableFile, StoreError),
)


@not_a_page
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
    path("du-thao/<int:pk>/", draft_page, name="draft"),
    *DRAFT.urls("du-thao/<int:pk>/", "draft-"),
    path("du-thao/ban/<int:pk>/tep/", download, name="draft-file"),
]
