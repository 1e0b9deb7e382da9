"""What the register of law gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.jobs.services import Resume
from thuongton.law.acts import ACTS
from thuongton.law.checks import CHECKS
from thuongton.law.services.deriving import resume_deriving
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room

ROOM = Room(
    "law",
    order=22,
    parts=(
        Addresses("phap-luat/", "thuongton.law.urls"),
        Entry("law", _("Pháp luật"), "law", "law:list", with_scope, 40),
        # words are told by their digest in the act; orders and mentions are read of them, windows derived from them
        Tracked(
            "law",
            skip=frozenset({"acttext", "actorder", "actmention", "actwindow", "acttoderive", "derivation"}),
        ),
        ACTS,
        Resume(resume_deriving),
        *CHECKS,
    ),
)
