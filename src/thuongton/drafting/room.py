"""What the drafting room gives to the house."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.drafting.acts import ACTS
from thuongton.drafting.assigned_daily import JOBS
from thuongton.drafting.services.assigned import follow_register, resume_reading
from thuongton.drafting.views.beside import BESIDE
from thuongton.jobs.services import Resume
from thuongton.law.followers import FollowsRegister
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "drafting",
    order=25,
    parts=(
        Addresses("xay-dung-van-ban/", "thuongton.drafting.urls"),
        # what was read of acts is read again of the same words
        Tracked("drafting", skip=frozenset({"assignedscan", "citedprovision"})),
        FollowsRegister(follow_register),
        BESIDE,
        Resume(resume_reading),
        *JOBS,
        ACTS,
    ),
)
