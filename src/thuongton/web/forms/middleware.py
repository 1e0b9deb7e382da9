"""Addresses of forms: nobody stands before an empty 405, and after signing in one comes back to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from thuongton.web.forms.addresses import page_of, safe_page

NEXT = "next"


class AddressMiddleware:
    """Holds ``next`` to pages of this site, and leads from the address of an act to its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean ``next`` before anything reads it; look at the answer."""
        if request.path.startswith("/api/"):
            return self.get_response(request)
        request.GET = with_safe_next(request, request.GET)  # type: ignore[assignment]
        response = self.get_response(request)
        if response.status_code == 405 and not request.headers.get("HX-Request"):
            return self.from_act(request)
        if response.status_code in (301, 302, 303):
            lead_back(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Clean the ``next`` of a form."""
        if request.method == "POST" and not request.path.startswith("/api/"):
            request.POST = with_safe_next(request, request.POST)  # type: ignore[assignment]

    def from_act(self, request: HttpRequest) -> HttpResponse:
        """The answer to whoever opened the address of an act, or sent to that of a page."""
        sentence = _("Địa chỉ vừa mở chỉ để gửi biểu mẫu, nên chưa có gì được ghi; đây là trang của nó.")
        page = page_of(request.path)
        if request.method in ("GET", "HEAD"):
            if getattr(request, "user", None) is not None and request.user.is_authenticated:
                messages.info(request, sentence)
            return HttpResponseRedirect(page)
        sentence = _("Trang này không nhận cách gửi vừa dùng; chưa có gì được ghi.")
        return render(request, "405.html", {"sentence": sentence, "page": page}, status=405)


def with_safe_next(request: HttpRequest, given: QueryDict) -> QueryDict:
    """The same values, with ``next`` as a page of this site or without it."""
    if NEXT not in given:
        return given
    page = safe_page(str(given[NEXT]), request.get_host(), secure=request.is_secure())
    if given.getlist(NEXT) == [page]:
        return given
    clean = given.copy()
    if page:
        clean[NEXT] = page
    else:
        del clean[NEXT]
    clean._mutable = False
    return clean


def lead_back(request: HttpRequest, response: HttpResponse) -> None:
    """Let a redirect to the sign-in page name the page, not the act, to come back to."""
    parts = urlsplit(response["Location"])
    if parts.path != resolve_url(settings.LOGIN_URL):
        return
    query = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in query if name != NEXT]
    asked = dict(query).get(NEXT, "")
    page = safe_page(asked, request.get_host(), secure=request.is_secure())
    if asked and asked != page:
        kept += [(NEXT, page)] if page else []
        tail = f"?{urlencode(kept, safe='/')}" if kept else ""
        response["Location"] = parts.path + tail
