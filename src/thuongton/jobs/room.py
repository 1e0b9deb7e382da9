"""What the queue gives to the house."""

from __future__ import annotations

from thuongton.jobs.recurring import JOBS
from thuongton.web.rooms import Room

ROOM = Room("jobs", order=70, parts=JOBS)
