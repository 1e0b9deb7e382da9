"""«Phiên đăng nhập»: where one is signed in; seen by who is, ended by who shows again that it is he.

What ends a session is sent to an address that can be opened too: the sign-in library goes on with what was sent, after
the password, at such addresses only.
"""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from thuongton.people.queries import sessions_of
from thuongton.people.requests import SignedInRequest
from thuongton.people.services import sessions as services

PAGE_AND_ACT = require_http_methods(["GET", "HEAD", "POST"])


def _digest(request: SignedInRequest) -> str:
    return services.digest_of(request.session.session_key or "")


@PAGE_AND_ACT
@reauthentication_required(allow_get=True)
def sessions(request: SignedInRequest) -> HttpResponse:
    """Where one is signed in now, this browser among them; what is sent ends every session but this one."""
    if request.method == "POST":
        here = get_object_or_404(sessions_of(request.user), digest=_digest(request))
        ended = services.end_others(request.user, here)
        said = ngettext("Đã đăng xuất %(n)s phiên khác.", "Đã đăng xuất %(n)s phiên khác.", ended)
        messages.success(request, said % {"n": ended} if ended else _("Không có phiên nào khác."))
        return redirect("people:sessions")
    context = {"sessions": sessions_of(request.user), "here": _digest(request)}
    return render(request, "people/sessions.html", context)


@PAGE_AND_ACT
@reauthentication_required(allow_get=True)
def session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """What is sent ends one session of one's own; this one is ended by signing out."""
    one = get_object_or_404(sessions_of(request.user).exclude(digest=_digest(request)), pk=session_id)
    if request.method == "POST":
        services.end_one(request.user, one)
        messages.success(request, _("Đã đăng xuất phiên đó."))
    return redirect("people:sessions")


urls = [
    path("tai-khoan/phien/", sessions, name="sessions"),
    path("tai-khoan/phien/<int:session_id>/", session, name="session"),
]
