"""What the top floor gives to the house."""

from __future__ import annotations

from thuongton.config.checks import CHECKS
from thuongton.web.rooms import Room

ROOM = Room("config", order=0, parts=CHECKS)
