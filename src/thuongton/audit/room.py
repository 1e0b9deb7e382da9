"""What the trail gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.checks import CHECKS
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "audit",
    order=60,
    parts=(
        Addresses("nhat-ky/", "thuongton.audit.urls"),
        Entry("audit", _("Nhật ký"), "log", "audit:list", with_scope, 30, "end"),
        *CHECKS,
    ),
)
