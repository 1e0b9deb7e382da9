"""What the keyring gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from thuongton.audit.acts import ActLabels
from thuongton.audit.triggers import Tracked
from thuongton.keyring.checks import CHECKS
from thuongton.web.rooms import Room

ROOM = Room(
    "keyring",
    order=66,
    parts=(
        Tracked("keyring", hidden={"recordkey": ("wrapped", "master")}),
        ActLabels("keyring", {"destroyed-again": _("Xoá lại dữ liệu cá nhân sau khi khôi phục")}),
        *CHECKS,
    ),
)
