"""The tabs of a campaign: its plan, its lists and its figures."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.reviews.models import Campaign


def campaign_tabs(campaign: Campaign, here: str) -> dict[str, Any]:
    """The tabs, and the one that is open."""
    pages = [("campaign", _("Kế hoạch, tiến độ")), ("lists", _("Danh mục")), ("figures", _("Số liệu"))]
    found = [
        {"key": key, "address": reverse(f"reviews:{key}", args=[campaign.pk]), "label": label, "number": None}
        for key, label in pages
    ]
    return {"tabs": found, "tab": here, "tabs_label": _("Đợt rà soát")}
