"""How long a person stays signed in: not past an hour without a request, nor past a working day in all.

The hour is that of NIST SP 800-63B-4 for two factors; the twelve hours are shorter than its day. An open page that asks
by itself counts as use while what it waits for goes on.
"""

from __future__ import annotations

import ipaddress
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

BEGUN, SEEN, ADDRESS, AGENT = "begun", "seen", "address", "agent"
LONGEST_AGENT = 200
NOTED_EVERY = 120.0  # seconds; the use of a session is written down no oftener


def begin(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Remember when a person signed in, from which address and browser (receiver of ``user_logged_in``)."""
    request.session[BEGUN] = request.session[SEEN] = time.time()
    request.session[ADDRESS] = address_of(request.META.get("REMOTE_ADDR", ""))
    request.session[AGENT] = request.META.get("HTTP_USER_AGENT", "")[:LONGEST_AGENT]


def address_of(text: str) -> str:
    """An address of the network as it is kept; "" for what is none, as of a socket of the machine itself.

    >>> address_of("10.0.0.7"), address_of("unix:")
    ('10.0.0.7', '')
    """
    try:
        return str(ipaddress.ip_address(text.partition("%")[0]))
    except ValueError:
        return ""


class SessionLifeMiddleware:
    """Signs out whoever has not been seen for too long, or signed in too long ago."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the clock, then pass the request on."""
        if request.user.is_authenticated:
            now, session = time.time(), request.session
            begun, seen = session.setdefault(BEGUN, now), session.setdefault(SEEN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - begun > settings.SESSION_COOKIE_AGE:
                logout(request)
            elif now - seen > NOTED_EVERY:
                session[SEEN] = now
        return self.get_response(request)
