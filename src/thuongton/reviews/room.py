"""What the review desk gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.jobs.services import Resume
from thuongton.law.followers import FollowsRegister
from thuongton.reviews.acts import ACTS
from thuongton.reviews.checks import CHECKS
from thuongton.reviews.demonstration import load
from thuongton.reviews.found import found_rows
from thuongton.reviews.on_row import ON_ROW
from thuongton.reviews.recurring import JOBS
from thuongton.reviews.services.campaigns import resume_intakes
from thuongton.reviews.services.finding import follow_register, resume_finding
from thuongton.reviews.services.importing import resume_tables
from thuongton.reviews.services.pairs import resume_searches
from thuongton.reviews.today import TODAY, waiting_of_page
from thuongton.reviews.undoing import UNDO
from thuongton.reviews.views.lists import PRINTS
from thuongton.web.demonstration import DemoRows
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.search import Search

ROOM = Room(
    "reviews",
    order=24,
    parts=(
        Addresses("ra-soat/", "thuongton.reviews.urls"),
        # how far the search for grounds is; suggested pairs are made anew of published acts alone
        Tracked("reviews", skip=frozenset({"groundsearch", "pairsuggestion"})),
        FollowsRegister(follow_register),
        Resume(resume_finding),
        Resume(resume_intakes),
        Resume(resume_tables),
        *JOBS,
        Entry(
            "reviews", _("Rà soát"), "task", "reviews:list", with_scope, 42, number=waiting_of_page,
            counted=_("văn bản chờ rà soát"),
        ),
        Search("reviews", _("Rà soát"), found_rows),
        *TODAY,
        *UNDO,
        ON_ROW,
        Resume(resume_searches),
        ACTS,
        DemoRows(load),
        *PRINTS,
        *CHECKS,
    ),
)  # fmt: skip
