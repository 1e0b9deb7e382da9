"""What the working calendar gives to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.calendars.acts import ACTS
from thuongton.calendars.checks import CHECKS
from thuongton.calendars.services.moving import resume
from thuongton.jobs.services import Resume
from thuongton.web.menu import Entry, with_scope
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Routes

ROOM = Room(
    "calendars",
    order=50,
    parts=(
        Addresses("lich/", "thuongton.calendars.urls"),
        Entry("calendars", _("Lịch làm việc"), "cal", "calendars:year", with_scope, 20, "end"),
        # how far a job is leaves no trace; what it did does
        Tracked("calendars", skip=frozenset({"calendarchange", "calendarmove"})),
        Resume(resume),
        Routes("thuongton.calendars.api"),
        ACTS,
        *CHECKS,
    ),
)
