"""Who asks a list, on which day, at which place, and what the address says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext


@dataclass(frozen=True)
class Question:
    """What a list is asked: ``reader`` is who asks, ``place`` the record the list hangs on (a plan), if any.

    ``secret`` belongs to the session of the reader and ends with it: what must not be read out of an address by others
    is sealed with it. What answers a ``shared`` question is kept for everybody of the same scope: no condition may rest
    on who asks.
    """

    reader: Any
    given: QueryDict
    as_of: dt.date
    rewound: bool = False
    place: Any = None
    shared: bool = False
    secret: str = ""

    def get(self, name: str) -> str:
        """What the address says under a name, "" for nothing; several values are joined by commas."""
        return ",".join(part for part in self.given.getlist(name) if part).strip()


def question_of(request: HttpRequest, place: Any = None) -> Question:
    """The question of a request."""
    day = getattr(request, "as_of", None) or localdate()
    return Question(
        request.user, request.GET, day, getattr(request, "rewound", False), place, secret=secret_of(request)
    )


def secret_of(request: HttpRequest) -> str:
    """What belongs to the session of the person who asks; "" without one (a key of the API)."""
    return getattr(getattr(request, "session", None), "session_key", None) or ""


def said(text: Any, question: Question) -> str:
    """A text of a declaration: a msgid, a lazy text, or a function of the question."""
    if isinstance(text, str):
        return gettext(text) if text else ""
    return str(text(question)) if isinstance(text, Callable) else str(text)  # type: ignore[arg-type]
