"""What the menu of every page shows of one's own work."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from thuongton.home.numbers import numbers_of


def menu(request: HttpRequest) -> dict[str, Any]:
    """``menu``: asked of the database only where a page shows it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"menu": SimpleLazyObject(lambda: numbers_of(request))}
