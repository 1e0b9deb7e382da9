"""Which hat is worn, and whether an initial password still has to be changed: checked at every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from thuongton.people.queries import hats_of

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
