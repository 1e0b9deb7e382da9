"""Throwing a kept form away, and taking an act back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.web.forms import services
from thuongton.web.forms.keys import browser_of
from thuongton.web.forms.undo import take_back


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away what was kept of a form, with its files; only one's own, from this browser."""
    page = services.drop(request.user.pk or 0, browser_of(request), pk)
    if not page:
        raise Http404
    messages.success(request, _("Đã bỏ bản gõ đã giữ lại."))
    return redirect(page)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own act back."""
    page = take_back(request, pk)
    if not page:
        raise Http404
    return redirect(page)
