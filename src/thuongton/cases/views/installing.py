"""«Cài loại hồ sơ, biểu»: a file is checked, what it would change is shown, then it is installed; or withdrawn."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.lines import MOST_BYTES
from thuongton.cases.install_form import InstallForm, WithdrawFileForm
from thuongton.cases.models import InstalledKind
from thuongton.cases.queries.installed import (
    OfferedFile,
    installed_rows,
    mark_of_install,
    preview_of,
    read_offered,
)
from thuongton.cases.rights import keeps_installation
from thuongton.cases.services.acting import said
from thuongton.cases.services.installing import install, withdraw
from thuongton.people.forms import add_errors
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.marks import sent_mark
from thuongton.web.inputs import takes_long
from thuongton.web.limits import heavy

ROUTE = "cases:installed-"


def _demand(user: User) -> None:
    if not keeps_installation(user):
        raise PermissionDenied(_("Chỉ quản trị viên của đơn vị cao nhất, nơi giữ lịch chung, được làm việc này."))


def _page(
    request: SignedInRequest,
    form: InstallForm,
    offered: OfferedFile | None = None,
    refused: Refused | None = None,
    record: InstalledKind | None = None,
) -> HttpResponse:
    usable = offered is not None and offered.usable
    preview = preview_of(offered) if offered is not None and usable else None
    wrong = bool(form.errors) or refused is not None or (offered is not None and not usable)
    rows = []
    for row in installed_rows():
        mine = refused if record is not None and record.pk == row.pk else None
        page = Offered(WITHDRAWALS, request.user, row, row, ROUTE, (row.pk,), mine)
        rows.append((row, page, reverse("cases:kind", args=[row.name]) if row.what == InstalledKind.What.KIND else ""))
    context = {
        "room": "cases",
        "form": form,
        "offered": offered,
        "usable": usable,
        "preview": preview,
        "cannot": [(said(why), number) for why, number in preview.cannot] if preview else [],
        "seen": mark_of_install(offered) if offered is not None and usable else "",
        "rows": rows,
    }
    return render(request, "cases/install.html", context, status=400 if wrong else 200)


@heavy("doc-lai", "POST")
@takes_long("noi-dung")
def install_page(request: SignedInRequest) -> HttpResponse:
    """Ask for a file; sent in, it is checked and what it would change is shown; confirmed, it is installed."""
    _demand(request.user)
    if request.method != "POST":
        return _page(request, InstallForm(user=request.user, record=None))
    form = InstallForm(request.POST, request.FILES, user=request.user, record=None)
    if not form.is_valid():
        return _page(request, form)
    given = form.cleaned_data
    offered = read_offered(given["name"], given["raw"])
    if not offered.usable or not given["confirmed"]:
        shown = InstallForm(
            user=request.user,
            record=None,
            initial={"text": offered.text[:MOST_BYTES], "name": given["name"], "basis": given["basis"]},
        )
        return _page(request, shown, offered)
    try:
        made = install(request.user, offered.row(), given["basis"], seen=sent_mark(request))
    except ValidationError as error:
        add_errors(form, error)
        return _page(request, form, offered)
    messages.success(request, _("Đã cài «%(what)s»; mọi người thấy từ lần mở trang kế tiếp.") % {"what": made})
    return redirect("cases:kind", made.name) if made.what == InstalledKind.What.KIND else redirect("cases:install")


def _find(_user: User, installed_id: int) -> InstalledKind:
    return get_object_or_404(installed_rows(), pk=installed_id)


def _refused(request: Any, record: InstalledKind, refused: Refused) -> HttpResponse:
    return _page(request, InstallForm(user=request.user, record=None), refused=refused, record=record)


WITHDRAWALS = Acts(
    [
        Act(
            "thu-hoi",
            gettext_lazy("Thu hồi"),
            withdraw,
            WithdrawFileForm,
            said=gettext_lazy("Đã thu hồi; không ai lập hồ sơ mới theo tệp này nữa."),
            may=lambda row: row.withdrawn_at is None,
            code="withdraw",
            danger=True,
        ),
    ],
    find=_find,
    show=_refused,
    address=lambda _record: reverse("cases:install"),
    demand=_demand,
)

urls = [
    path("cac-loai/cai-dat/", install_page, name="install"),
    *WITHDRAWALS.urls("cac-loai/da-cai/<int:installed_id>/", "installed-"),
]
