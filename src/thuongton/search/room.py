"""What search in the law gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.jobs.services import Resume
from thuongton.law.followers import FollowsRegister
from thuongton.search.checks import CHECKS
from thuongton.search.found import found_law
from thuongton.search.services import follow_register, resume_indexing
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.search import Search

ROOM = Room(
    "search",
    order=23,
    parts=(
        Addresses("tim-phap-luat/", "thuongton.search.urls"),
        Entry("search", _("Tìm trong pháp luật"), "search", "search:page", with_scope, 41),
        Search("law", _("Pháp luật"), found_law, _("Mọi điều luật tìm được")),
        FollowsRegister(follow_register),
        Resume(resume_indexing),
        # every row is made from the register, and made again when it changes
        Tracked("search", skip=frozenset({"indexedact", "indexedarticle", "searchterm", "termpostings", "indexing"})),
        *CHECKS,
    ),
)
