"""What the drafting room gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.drafting.acts import ACTS
from thuongton.drafting.assigned_daily import JOBS
from thuongton.drafting.demonstration import load
from thuongton.drafting.services.assigned import follow_register, resume_reading
from thuongton.drafting.views.beside import BESIDE
from thuongton.drafting.views.consultation import CONSULTATION, KEPT
from thuongton.drafting.views.dossier import DOSSIER
from thuongton.drafting.views.linked import LINKED
from thuongton.drafting.views.policy import POLICY
from thuongton.jobs.services import Resume
from thuongton.law.followers import FollowsRegister
from thuongton.web.demonstration import DemoRows
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "drafting",
    order=26,
    parts=(
        Addresses("xay-dung-van-ban/", "thuongton.drafting.urls"),
        Entry("drafting", _("Xây dựng văn bản"), "pen", "drafting:list", with_scope, 43, short=_("Xây dựng")),
        # what was read of acts is read again of the same words
        Tracked("drafting", skip=frozenset({"assignedscan", "citedprovision"})),
        POLICY,
        CONSULTATION,
        DOSSIER,
        LINKED,
        KEPT,
        FollowsRegister(follow_register),
        BESIDE,
        Resume(resume_reading),
        *JOBS,
        ACTS,
        DemoRows(load),
    ),
)
