"""What the review desk gives to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.jobs.services import Resume
from thuongton.law.followers import FollowsRegister
from thuongton.reviews.acts import ACTS
from thuongton.reviews.demonstration import load
from thuongton.reviews.recurring import JOBS
from thuongton.reviews.services.finding import follow_register, resume_finding
from thuongton.reviews.views.lists import PRINTS
from thuongton.web.demonstration import DemoRows
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "reviews",
    order=24,
    parts=(
        Addresses("ra-soat/", "thuongton.reviews.urls"),
        # how far the search for grounds is
        Tracked("reviews", skip=frozenset({"groundsearch"})),
        FollowsRegister(follow_register),
        Resume(resume_finding),
        *JOBS,
        ACTS,
        DemoRows(load),
        *PRINTS,
    ),
)
