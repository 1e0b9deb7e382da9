"""What stored files give to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.files.checks import CHECKS
from thuongton.files.recurring import JOBS
from thuongton.files.screening import screen_form
from thuongton.web.forms.screens import Screen
from thuongton.web.rooms import Room

ROOM = Room(
    "files",
    order=65,
    parts=(
        Tracked("files", hidden={"storedfile": ("unheld_since",)}),
        Screen(screen_form),
        *CHECKS,
        *JOBS,
    ),
)
