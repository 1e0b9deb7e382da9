"""Which hat is worn: chosen once per session, checked at every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

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
