"""Headers that every answer carries beside the content policy: what a browser may use, and what it may keep."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb")
"""Powers of a browser that no page asks for."""
POLICY = ", ".join(f"{power}=()" for power in UNUSED)


class HeadersMiddleware:
    """Closes powers no page uses, and keeps what a signed-in person saw out of the store of a shared PC's browser."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers that the answer does not set itself."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response
