"""What «Hôm nay» gives to the house: its pages, the first menu entry, the number at the bell, clocks of kinds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from thuongton.calendars.terms.rules import TermRules
from thuongton.cases.kinds import clock_spec
from thuongton.home.clocks import known_clocks
from thuongton.home.numbers import numbers_of
from thuongton.web.menu import Box, Entry, with_scope
from thuongton.web.rooms import Addresses, Room


def _everybody(user: Any) -> bool:
    return True


def _late(request: HttpRequest) -> int:
    return numbers_of(request).late


def _waiting(request: HttpRequest) -> int:
    return numbers_of(request).waiting


ROOM = Room(
    "home",
    order=10,
    parts=(
        Addresses("", "thuongton.home.urls"),
        Entry(
            "today", _("Hôm nay"), "today", "home:today", _everybody, 10, number=_late, counted=_("việc quá hạn"),
            late=True,
        ),
        Entry("dashboard", _("Bảng lãnh đạo"), "board", "home:dashboard", with_scope, 90, short=_("Lãnh đạo")),
        Box(_waiting),
        TermRules(known_clocks, clock_spec),
    ),
)  # fmt: skip
