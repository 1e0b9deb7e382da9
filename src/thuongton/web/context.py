"""What the frame of every page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from thuongton.web.menu import menu_of
from thuongton.web.middleware import wrong_day_words
from thuongton.web.views import side_is_thin


def frame(request: HttpRequest) -> dict[str, Any]:
    """The day the page is read at, what was wrong with the day that was asked for, the hats, the menu, the side."""
    asked = getattr(request, "wrong_day", "")
    return {
        "wrong_day": wrong_day_words(asked) if asked else "",
        "as_of": getattr(request, "as_of", None),
        "rewound": getattr(request, "rewound", False),
        "hats": getattr(request, "hats", []),
        "frame_menu": SimpleLazyObject(lambda: menu_of(request)),
        "side_thin": side_is_thin(request),
    }
