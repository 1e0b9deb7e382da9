"""What prints give to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.prints.acts import ACTS
from thuongton.prints.checks import CHECKS
from thuongton.prints.keeping import KEEPING
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "prints",
    order=57,
    parts=(Addresses("ban-in/", "thuongton.prints.urls"), Tracked("prints"), KEEPING, ACTS, *CHECKS),
)
