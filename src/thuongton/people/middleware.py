"""Which hat is worn, whether a password or a second factor is still owed, and what the trail keeps of a request."""

from __future__ import annotations

from collections.abc import Callable
from email.message import Message

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from thuongton.people.queries import SECOND_FACTOR_ROLES, has_second_factor, hats_of
from thuongton.people.services.signing import note_export, note_refusal

SESSION_KEY = "hat"


class HatMiddleware:
    """Sets ``request.user.hat`` from the session; a hat that ended or was taken away falls back to the first one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the hats in force and put on the chosen one."""
        if request.user.is_authenticated:
            hats = list(hats_of(request.user))
            chosen = request.session.get(SESSION_KEY)
            request.user.hat = next((hat for hat in hats if hat.pk == chosen), hats[0] if hats else None)
            request.hats = hats  # type: ignore[attr-defined]
        return self.get_response(request)


class InitialPasswordMiddleware:
    """A person with an initial password goes nowhere but to the page that changes it."""

    OPEN = frozenset({"account_change_password", "account_logout", "account_login", "set_language", "healthz"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; ``process_view`` does the checking, when the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Send the person to change the password first."""
        match = request.resolver_match
        if not request.user.is_authenticated or not request.user.must_change_password:
            return None
        if match is not None and (match.view_name in self.OPEN or match.route.startswith("static")):
            return None
        return redirect("account_change_password")


class SecondFactorMiddleware:
    """Administrators and those who decide (or all) go nowhere before they have a second factor, as the setting says."""

    OPEN = InitialPasswordMiddleware.OPEN | {
        "account_reauthenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "people:wear",
    }

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; ``process_view`` does the checking, when the address is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Send the person to set the second factor up first."""
        if not settings.SECOND_FACTOR_DEMANDED or not request.user.is_authenticated:
            return None
        hat, match = request.user.hat, request.resolver_match
        owes = settings.SECOND_FACTOR_OF_ALL or (hat is not None and hat.role in SECOND_FACTOR_ROLES)
        if not owes or match is None or match.view_name in self.OPEN:
            return None
        if has_second_factor(request.user):
            return None
        if match.route.startswith("api/"):
            return JsonResponse({"detail": _("Phải bật xác thực hai lớp trước.")}, status=403)
        messages.warning(request, _("Phải bật xác thực hai lớp trước khi làm việc."))
        return redirect("mfa_activate_totp")


class TrailMiddleware:
    """Leaves a line in the trail when a signed-in person is refused, and when a file with data leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the answer."""
        response = self.get_response(request)
        if settings.ACCESS_IN_TRAIL and request.user.is_authenticated:
            if response.status_code == 403:
                note_refusal(request.user, request.method or "", request.path)
            elif response.status_code == 200 and "attachment" in response.headers.get("Content-Disposition", ""):
                note_export(request.user, request.get_full_path(), filename_of(response["Content-Disposition"]))
        return response


def filename_of(disposition: str) -> str:
    """The file name a ``Content-Disposition`` tells, as people read it; empty when it tells none."""
    message = Message()
    message["Content-Disposition"] = disposition
    return str(message.get_filename() or "")
