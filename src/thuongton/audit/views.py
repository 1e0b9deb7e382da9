"""«Nhật ký»: the acts in one's scope, and one act with what it changed."""

from __future__ import annotations

import datetime as dt

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from thuongton.audit.queries import listed, visible_to, with_changes
from thuongton.web.dates import parse_day


def _day(request: HttpRequest, name: str, faults: list[str]) -> dt.date | None:
    text = request.GET.get(name, "").strip()
    day = parse_day(text) if text else None
    if text and day is None:
        faults.append(_("«%(day)s» không phải là ngày; hãy viết như 31/12/2026.") % {"day": text})
    return day


@login_required
def list_page(request: HttpRequest) -> HttpResponse:
    """Acts of the scope by who, what, which record and when."""
    faults: list[str] = []
    first, last = _day(request, "tu", faults), _day(request, "den", faults)
    if first and last and last < first:
        faults.append(_("Ngày «đến» đứng trước ngày «từ»; hãy đổi lại."))
    found = listed(
        request.user,
        actor=request.GET.get("ai", "").strip(),
        action=request.GET.get("viec", "").strip(),
        subject=request.GET.get("ho-so", "").strip(),
        first=first,
        last=last,
    )
    page = Paginator(found, 50).get_page(request.GET.get("trang"))
    return render(request, "audit/list.html", {"page": page, "faults": faults, "filters": request.GET})


@login_required
def detail(request: HttpRequest, event_id: int) -> HttpResponse:
    """One act: who, which hat, when, why, and each field before and after."""
    event = get_object_or_404(with_changes(visible_to(request.user)), pk=event_id)
    return render(request, "audit/event.html", {"event": event, "events": [event]})
