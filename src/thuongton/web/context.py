"""What the frame of every page shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The day the page is read at, and the hats of the person."""
    return {
        "as_of": getattr(request, "as_of", None),
        "rewound": getattr(request, "rewound", False),
        "hats": getattr(request, "hats", []),
    }
