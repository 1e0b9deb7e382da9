"""The tabs of what the register shows a reviewer: parallel documents, series, plain papers with rules."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def finding_tabs(here: str) -> dict[str, Any]:
    """The tabs, and the one that is open."""
    pages = [("pairs", _("Văn bản song song")), ("series", _("Dãy số")), ("individual", _("Quy phạm hay cá biệt"))]
    found = [{"key": key, "address": reverse(f"reviews:{key}"), "label": label, "number": None} for key, label in pages]
    return {"tabs": found, "tab": here, "tabs_label": _("Phát hiện từ sổ pháp luật")}
