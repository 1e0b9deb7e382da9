"""The tabs of the working desk: what is asked, what lacks, what is doubtful, what rests on changes, what came in."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.law.rights import keeps_register
from thuongton.people.models import User


def desk_tabs(user: User, here: str) -> dict[str, Any]:
    """The tabs for a person, and the one that is open."""
    pages = [
        ("quality", _("Chất lượng")),
        ("missing", _("Lấy về tiếp")),
        ("questions", _("Câu hỏi")),
        ("official", _("Bản hợp nhất")),
        ("impact", _("Tác động")),
        ("follows", _("Theo dõi")),
    ]
    if keeps_register(user):
        pages.append(("import", _("Nhập")))
    found = [{"key": key, "address": reverse(f"law:{key}"), "label": label, "number": None} for key, label in pages]
    return {"tabs": found, "tab": here, "tabs_label": _("Giữ sổ pháp luật")}
