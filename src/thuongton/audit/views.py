"""One act of the trail with what it changed; the list of acts is declared in ``journal.py``."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from thuongton.audit.queries import visible_to, with_changes


def detail(request: HttpRequest, event_id: int) -> HttpResponse:
    """One act: who, which hat, when, why, and each field before and after."""
    event = get_object_or_404(with_changes(visible_to(request.user)), pk=event_id)
    return render(request, "audit/event.html", {"event": event, "events": [event]})
