"""What the review desk gives to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.web.rooms import Room

ROOM = Room(
    "reviews",
    order=24,
    parts=(Tracked("reviews"),),
)
