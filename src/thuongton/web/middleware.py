"""What holds for one request: the day it is read at («Tính đến»), its language, and that somebody waits for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thuongton.web.dates import parse_day
from thuongton.web.limits import too_busy
from thuongton.web.rewound import PARAMETER, carried, rewritten
from vanban.apart import Busy, in_a_hurry

# Acts that touch no record of the office: they stay open on a page that is read at another day.
HARMLESS = frozenset(
    {"set_language", "people:wear", "account_login", "account_logout", "account_reauthenticate", "web:side"}
)
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class AsOfMiddleware:
    """Sets ``request.as_of`` (a date) and ``request.rewound`` (whether it is not today), from ``?tinh-den=`` alone.

    A page of another day carries its day on (``web/rewound.py``), and what writes is refused on it. A day that does not
    exist shows today and says so: ``request.wrong_day`` is what was asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the day from the address; hand it on to what the answer leads to."""
        today = timezone.localdate()
        asked = request.GET.get(PARAMETER, "").strip()
        day = parse_day(asked) if asked else None
        request.as_of = day or today  # type: ignore[attr-defined]
        request.rewound = day is not None and day != today  # type: ignore[attr-defined]
        request.wrong_day = asked if asked and day is None else ""  # type: ignore[attr-defined]
        response = self.get_response(request)
        if day is not None and day != today:
            self.hand_on(request, response, day)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Refuse what writes on a page of another day, or with a day that does not exist."""
        if request.method in READING or request.path.startswith("/api/"):
            return None
        if request.wrong_day:  # type: ignore[attr-defined]
            raise PermissionDenied(wrong_day_words(request.wrong_day))  # type: ignore[attr-defined]
        if request.rewound and self.shut(request, request.path):  # type: ignore[attr-defined]
            raise PermissionDenied(
                _("Đang xem số liệu của một ngày khác nên không ghi gì được; hãy về hôm nay rồi làm lại.")
            )
        return None

    def shut(self, request: HttpRequest, address: str) -> bool:
        """Whether sending to an address writes, so that it is closed on the day of the page."""
        try:
            found = resolve(urlsplit(address).path or request.path)
        except (Resolver404, ValueError):
            return True
        earlier: bool = request.as_of < timezone.localdate()  # type: ignore[attr-defined]
        printing = earlier and getattr(found.func, "of_earlier_days", False)
        return found.view_name not in HARMLESS and not printing

    def hand_on(self, request: HttpRequest, response: HttpResponse, day: dt.date) -> None:
        """Let links, forms and a redirect of the answer lead to the same day."""
        host = request.get_host()
        if "Location" in response:
            response["Location"] = carried(response["Location"], day, host)
        if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
            return
        html = response.content.decode(response.charset)
        html = rewritten(html, day, request.path, host, lambda address: self.shut(request, address))
        response.content = html.encode(response.charset)
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))


def wrong_day_words(asked: str) -> str:
    """What is said of a day that does not exist."""
    return _("Không có ngày «%(day)s» (viết như 31/3/2026, từ 1945 đến 2200), nên đây là số liệu hôm nay.") % {
        "day": Truncator(asked).chars(30)
    }


class WaitingMiddleware:
    """Somebody waits before a screen: when too many files are being read already, they are told so at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in a hurry."""
        with in_a_hurry():
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """One sentence, and what was typed stays."""
        return too_busy(request, error.sentence) if isinstance(error, Busy) else None


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
