"""The tabs of the drafting room: what is being drafted, what was assigned, the programme, opinions."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def room_tabs(here: str) -> dict[str, Any]:
    """The tabs, and the one that is open."""
    pages = (
        ("list", _("Đang xây dựng")),
        ("assigned", _("Nội dung được giao")),
        ("programme", _("Chương trình")),
        ("opinions", _("Lấy ý kiến")),
    )
    tabs = [{"key": key, "address": reverse(f"drafting:{key}"), "label": label, "number": None} for key, label in pages]
    return {"room": "drafting", "tabs": tabs, "tab": here, "tabs_label": _("Xây dựng văn bản")}
