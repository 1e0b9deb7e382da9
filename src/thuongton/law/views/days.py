"""On which day a page of the law is read (``?ngay=``), and by what was known on which day (``?biet=``)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from thuongton.web.dates import parse_day

DAY, KNOWN = "ngay", "biet"
LONGEST = 40


@dataclass(frozen=True, slots=True)
class LawDay:
    """The day of a page; ``known`` None: by all that the register knows. ``faults``: what was no day, in words."""

    on: dt.date
    known: dt.date | None = None
    chosen: bool = False
    faults: tuple[str, ...] = ()

    def query(self, on: dt.date | None = None) -> str:
        """The part of an address that leads to this day again, or to another one; "" for the usual day."""
        day = on or (self.on if self.chosen else None)
        found = [f"{DAY}={day.isoformat()}"] if day else []
        found += [f"{KNOWN}={self.known.isoformat()}"] if self.known else []
        return "?" + "&".join(found) if found else ""


def law_day(request: HttpRequest) -> LawDay:
    """The day that an address asks for; without one that of the page («Tính đến»), usually today."""
    faults: list[str] = []
    on, known = (_day(request.GET.get(name, ""), faults) for name in (DAY, KNOWN))
    usual = getattr(request, "as_of", None) or localdate()
    return LawDay(on or usual, known, on is not None, tuple(faults))


def _day(printed: str, faults: list[str]) -> dt.date | None:
    text = printed.strip()[:LONGEST]
    day = parse_day(text) if text else None
    if text and day is None:
        faults.append(_("«%(day)s» không phải là ngày; hãy viết như 31/12/2026.") % {"day": text[:20]})
    return day
