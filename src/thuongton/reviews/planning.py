"""What the plan of a campaign must say (nội dung kế hoạch): Nghị định 79/2025/NĐ-CP Điều 49; pure.

What lacks is told on the page and refuses nothing: a plan is written bit by bit.
"""

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.utils.translation import gettext_lazy as _

CLAUSE = "NĐ 79/2025/NĐ-CP Điều 49; cần kiểm tra"
"""Where the content of the plan is said; a good source quotes it, nobody has read the text itself."""
CONTENT = {
    "purpose": _("Mục đích, yêu cầu"),
    "objects_told": _("Đối tượng"),
    "scope_told": _("Phạm vi"),
    "schedule": _("Thời gian, tiến độ"),
    "budget": _("Kinh phí và điều kiện bảo đảm"),
}
"""The texts of a plan by their field, in the order of the clause; units and the fixing day stand in rows."""


class _Planned(Protocol):
    kind: str
    fixed_on: dt.date | None
    purpose: str
    objects_told: str
    scope_told: str
    schedule: str
    budget: str


def lacking_of(campaign: _Planned, *, leads: int) -> list[str]:
    """What the plan of a campaign does not say yet; ``leads`` are the units that lead a part of it."""
    found = [str(label) for name, label in CONTENT.items() if not getattr(campaign, name).strip()]
    if not leads:
        found.append(str(_("Đơn vị chủ trì, phối hợp")))
    if campaign.kind == "system" and campaign.fixed_on is None:
        found.append(str(_("Thời điểm ấn định danh mục")))
    return found
