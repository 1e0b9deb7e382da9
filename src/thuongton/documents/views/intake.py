"""«Đưa văn bản vào»: dropping files or pasting text, and one row for each with how far it is."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.documents import queries
from thuongton.documents.forms import PastedForm
from thuongton.documents.models import Intake
from thuongton.documents.services import intake as services
from thuongton.documents.views.errors import sentence_of
from thuongton.files.screening import SecretPaper
from thuongton.files.store import StoreError
from thuongton.people.models import Unit
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.web.inputs import takes_long
from thuongton.web.limits import heavy
from thuongton.web.uploads import take
from vanban.model import UnreadableFile

LISTED = 30
"""The rows beside the drop zone; all of them stand in a list (``intakes.py``)."""
MOST_FILES = 100
REFUSED_NOTE = "intake-refused"


def _unit(request: SignedInRequest) -> Unit:
    unit = writing_unit(request.user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem, không đưa văn bản vào."))
    return unit


def intake_page(request: SignedInRequest) -> HttpResponse:
    """The drop zone, and the rows of what came in, newest first."""
    unit = writing_unit(request.user)
    found = queries.intakes_visible_to(request.user)
    rows = list(found[:LISTED])
    context = {
        "room": "documents",
        "unit": unit,
        "rows": rows,
        "count": found.count(),
        "waiting": any(row.state in services.WAITING for row in rows),
        "secret": request.session.pop(REFUSED_NOTE, ""),
    }
    return render(request, "documents/intake.html", context)


def _refused(request: SignedInRequest, unit: Unit, name: str, error: UnreadableFile | StoreError) -> Intake | None:
    """Tell why a file was not taken in; of a secret paper no row and no name is left."""
    if isinstance(error, SecretPaper):
        request.session[REFUSED_NOTE] = error.sentence
        return None
    return services.refuse(request.user, unit, name, error.sentence)


@require_POST
@heavy("dua-vao")
@takes_long("noi-dung")
def upload(request: SignedInRequest) -> HttpResponse:
    """Take in the chosen files and the pasted text; each is refused or accepted by itself.

    A script that sends one file at a time (``HX-Request``) gets the row back; a plain form comes back to the page.
    """
    unit = _unit(request)
    rows: list[Intake] = []
    files = request.FILES.getlist("tep")
    for each in files[:MOST_FILES]:
        name = each.name or "-"
        try:
            rows.append(services.accept_file(request.user, unit, *take(each)))
        except (UnreadableFile, StoreError) as error:
            row = _refused(request, unit, name, error)
            rows += [row] if row is not None else []
    form = PastedForm(request.POST, user=request.user, record=None)
    form.full_clean()
    text = form.cleaned_data["pasted"]
    if text.strip():
        try:
            rows.append(services.accept_text(request.user, unit, text))
        except (UnreadableFile, StoreError) as error:
            row = _refused(request, unit, str(_("Văn bản dán")), error)
            rows += [row] if row is not None else []
    if request.headers.get("HX-Request"):
        note = request.session.pop(REFUSED_NOTE, "")
        return render(request, "documents/parts/intake_rows.html", {"rows": rows, "secret": note, "unit": unit})
    if not files and not text.strip():
        messages.error(request, _("Chưa có gì để đưa vào; hãy chọn tệp hoặc dán nội dung văn bản."))
    if len(files) > MOST_FILES:
        messages.warning(
            request, _("Mỗi lần nhận tối đa %(most)d tệp; hãy gửi tiếp các tệp còn lại.") % {"most": MOST_FILES}
        )
    return redirect("documents:intake")


def _row(request: SignedInRequest, pk: int) -> Intake:
    found: Intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=pk)
    return found


def row(request: SignedInRequest, pk: int) -> HttpResponse:
    """One row by itself, for the page that watches it."""
    found = _row(request, pk)
    context = {"row": found, "unit": queries.may_write(request.user, found.unit)}
    return render(request, "documents/parts/intake_row.html", context)


@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a row away that is not filed."""
    try:
        services.drop_intake(request.user, _row(request, pk))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    return redirect("documents:intake")


@require_POST
@heavy("doc-lai")
def again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Read a kept file again."""
    try:
        services.read_again(request.user, _row(request, pk))
    except ValidationError as error:
        messages.error(request, sentence_of(error))
    return redirect("documents:intake")


urls = [
    path("dua-vao/", intake_page, name="intake"),
    path("dua-vao/gui/", upload, name="upload"),
    path("dua-vao/<int:pk>/", row, name="intake-row"),
    path("dua-vao/<int:pk>/bo/", drop, name="intake-drop"),
    path("dua-vao/<int:pk>/doc-lai/", again, name="intake-again"),
]
