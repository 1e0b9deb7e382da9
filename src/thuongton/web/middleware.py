"""What holds for one request: the day it is read at («Tính đến») and the language it is answered in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from thuongton.web.dates import parse_day

SESSION_KEY = "as_of"


class AsOfMiddleware:
    """Sets ``request.as_of`` (a date) and ``request.rewound`` (whether it is not today); ``?tinh-den=`` changes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the day from the address or the session."""
        today = timezone.localdate()
        asked = request.GET.get("tinh-den")
        if asked is not None:
            day = parse_day(asked)
            if day is None or day == today:
                request.session.pop(SESSION_KEY, None)
            else:
                request.session[SESSION_KEY] = day.isoformat()
        kept = request.session.get(SESSION_KEY)
        request.as_of = dt.date.fromisoformat(kept) if kept else today  # type: ignore[attr-defined]
        request.rewound = bool(kept)  # type: ignore[attr-defined]
        return self.get_response(request)


class LanguageMiddleware:
    """Vietnamese unless the person chose English: the language of the browser says nothing about an office."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Speak the chosen language for this request."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
