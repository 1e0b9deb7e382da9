"""How a person likes the frame: the side folded to its signs or open, remembered in a cookie of the browser."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

YEAR_SECONDS = 365 * 86_400
NEXT = "next"


def cookie_name() -> str:
    """The name of the cookie; over HTTPS only this very host can set it."""
    return "__Host-thanh-ben" if settings.SESSION_COOKIE_SECURE else "thanh-ben"


def side_is_thin(request: HttpRequest) -> bool:
    """Whether this browser keeps the side folded."""
    return request.COOKIES.get(cookie_name()) == "1"


@login_not_required
@require_POST
def fold_side(request: HttpRequest) -> HttpResponse:
    """Fold the side or open it, and come back to the page (``next`` was held to pages of this site already)."""
    response = HttpResponseRedirect(str(request.POST.get(NEXT, "")) or "/")
    response.set_cookie(
        cookie_name(),
        "1" if request.POST.get("thin") else "0",
        max_age=YEAR_SECONDS,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )
    return response
