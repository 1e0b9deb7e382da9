"""What units and people give to the house."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from thuongton.audit.triggers import Tracked
from thuongton.people import found
from thuongton.people.acts import ACTS
from thuongton.people.checks import CHECKS
from thuongton.people.models import Notification, Role, User
from thuongton.people.queries import notifications_visible_to, offers_to
from thuongton.people.sayings import SAYINGS
from thuongton.people.scopes import worn
from thuongton.people.today import KEPT
from thuongton.web.menu import Entry
from thuongton.web.rooms import Addresses, Room
from thuongton.web.routes import Routes
from thuongton.web.search import Search
from thuongton.web.waiting import Waiting


def _administrator(user: Any) -> bool:
    hat = worn(user)
    return hat is not None and hat.role == Role.ADMINISTRATOR


def _unread(user: User) -> QuerySet[Notification]:
    """Reminders, assignments and mentions come as messages and wait until they are opened."""
    return notifications_visible_to(user).filter(read_at__isnull=True).order_by("-pk")


ROOM = Room(
    "people",
    order=40,
    parts=(
        Addresses("", "thuongton.people.urls"),
        Routes("thuongton.people.api"),
        Entry("people", _("Đơn vị và người dùng"), "units", "people:units", _administrator, 10, "end"),
        Search("units", _("Đơn vị"), found.units),
        Search("people", _("Người"), found.people),
        Waiting("offers", offers_to, "people/waiting/offer.html"),
        Waiting("messages", _unread, "people/waiting/message.html"),
        Tracked(
            "people",
            skip=frozenset({"notification", "session"}),
            # when an offer was declined would tell that an account of that name exists
            hidden={"user": ("password", "last_login"), "hatoffer": ("declined_on",)},
        ),
        *KEPT,
        ACTS,
        SAYINGS,
        *CHECKS,
    ),
)
