"""What comes with a request is cleaned and bounded before anything reads it; what cannot be kept is refused."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from thuongton.web.inputs import LARGEST, MOST_IN_ADDRESS, MOST_LETTERS, MOST_PASTED, clean_text, too_long

log = logging.getLogger(__name__)
API = "/api/"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
NOT_TYPED = frozenset({"csrfmiddlewaretoken"})


class InputMiddleware:
    """Cleans the address, the cookies and the form of a request; a value longer than its place is answered 400."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean the address and the cookies; the form waits until its view is known."""
        if request.method not in METHODS:  # TRACE and what nobody knows; each view says which of these it takes
            return HttpResponseNotAllowed(METHODS)
        request.COOKIES = {name: text for name, text in request.COOKIES.items() if clean_text(text) == text}
        if not request.path.startswith(API):  # its own types say what is wrong with a value
            request.GET = cleaned(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Clean the form and hold every value within its place. Raises Http404 for an address no record can have."""
        if request.path.startswith(API):
            return None
        for part in kwargs.values():
            if (isinstance(part, int) and part > LARGEST) or (isinstance(part, str) and clean_text(part) != part):
                raise Http404
        longest = overlong(request.GET, MOST_IN_ADDRESS, frozenset())
        if request.method == "POST":
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
            longest = longest or overlong(request.POST, MOST_LETTERS, getattr(view, "long_fields", frozenset()))
        return refusal(request, too_long(*longest)) if longest else None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 400 in words where a service refused a value, or a database could not keep it."""
        if isinstance(error, ValidationError):
            return refusal(request, error)
        if isinstance(error, (DataError, OverflowError)):
            log.warning("a value that no record can keep came to %s", request.path, exc_info=error)
            return refusal(
                request, ValidationError(_("Có ô ghi dài quá hoặc ngoài mức cho phép; chưa có gì được lưu."))
            )
        return None


def cleaned(values: QueryDict) -> QueryDict:
    """The same names and values without letters that no keyboard gives; the very same object when there are none."""
    if all(clean_text(name) == name and all(clean_text(one) == one for one in ones) for name, ones in values.lists()):
        return values
    found = QueryDict(mutable=True, encoding=values.encoding)
    for name, ones in values.lists():
        found.setlist(clean_text(name), [clean_text(one) for one in ones])
    found._mutable = False
    return found


def overlong(values: QueryDict, most: int, long_fields: frozenset[str]) -> tuple[str, int] | None:
    """The name of the first value that is longer than its place, with the length it may have."""
    for name, ones in values.lists():
        bound = MOST_PASTED if name in long_fields else most
        if name not in NOT_TYPED and any(len(one) > bound for one in ones):
            return name[:40], bound
    return None


def refusal(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The answer 400 with the sentence, as a page, a part of a page or JSON."""
    sentence = " ".join(error.messages)
    if request.path.startswith(API):
        return JsonResponse({"detail": sentence}, status=400)
    if request.headers.get("HX-Request"):
        return HttpResponse(sentence, content_type="text/plain; charset=utf-8", status=400)
    return render(request, "400.html", {"sentence": sentence}, status=400)
