"""What the review desk gives to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.reviews.acts import ACTS
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "reviews",
    order=24,
    parts=(
        Addresses("ra-soat/", "thuongton.reviews.urls"),
        Tracked("reviews", skip=frozenset({"groundsearch"})),
        ACTS,
    ),
)
