"""What the drafting room gives to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.drafting.acts import ACTS
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "drafting",
    order=25,
    parts=(
        Addresses("xay-dung-van-ban/", "thuongton.drafting.urls"),
        Tracked("drafting"),
        ACTS,
    ),
)
