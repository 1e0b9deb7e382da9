"""What cases give to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.cases.acts import ACTS
from thuongton.cases.checks import CHECKS
from thuongton.cases.services.calendar_moves import DEPENDENTS
from thuongton.cases.views.impact import KEPT
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Routes

ROOM = Room(
    "cases",
    order=25,
    parts=(
        Addresses("vu-viec/", "thuongton.cases.urls"),
        Entry("cases", _("Vụ việc"), "case", "cases:books", with_scope, 40),
        Routes("thuongton.cases.api"),
        # marks of words go with the key of a case: the trail must never hold them
        Tracked("cases", skip=frozenset({"casemark"})),
        DEPENDENTS,
        KEPT,
        ACTS,
        *CHECKS,
    ),
)
