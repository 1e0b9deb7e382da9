"""What the drafting room gives to the house."""

from __future__ import annotations

from thuongton.web.rooms import Room

ROOM = Room("drafting", order=25, parts=())
