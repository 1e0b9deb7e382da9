"""A calendar as a value with name and sum: from a file of the form ``thuongton-calendar/1``, or as it is shipped."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from thuongton.calendars.clock import Calendar, Special
from thuongton.calendars.notices import ANNOUNCED, PROVISIONAL, SWAPPED_ON, NoticeDay, written_years, year_of
from thuongton.calendars.terms.reading import read_day
from thuongton.calendars.terms.spec import FIRST, LAST, UnusableTerm

OWN_DAY = "Nghỉ riêng của đơn vị"


@dataclass(frozen=True, slots=True)
class NamedCalendar:
    """A calendar, what it is called, the SHA-256 of what it was made from, and the years it speaks of."""

    calendar: Calendar
    name: str
    sha256: str
    years: tuple[int, ...] = ()

    def with_off(self, days: Iterable[dt.date]) -> Calendar:
        """The calendar with further days off of one unit (S10)."""
        extra = frozenset(days)
        if not extra:
            return self.calendar
        own = {day: Special(day, OWN_DAY, "") for day in extra}
        known = self.calendar
        return Calendar(known.off | extra, known.worked - extra, {**known.special, **own}, known.announced)


def read_calendar(data: bytes, name: str) -> NamedCalendar:
    """The calendar of a file: ``years.*.off`` and ``.worked`` are days, ``.status`` is announced or provisional.

    Days have the names and papers they have in the notices this program knows, else those of their year.
    Raises UnusableTerm.
    """
    try:
        given = json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        raise UnusableTerm("không phải JSON.", error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise UnusableTerm("không phải JSON dùng được.") from error
    years = given.get("years") if isinstance(given, dict) else None
    if not isinstance(years, dict) or not years:
        raise UnusableTerm("thiếu «years»: mỗi năm có off, worked và status.")
    off: set[dt.date] = set()
    worked: set[dt.date] = set()
    special: dict[dt.date, Special] = {}
    announced = set()
    for key, row in years.items():
        year = _year(key)
        days_off, days_worked = _days(row, "off", year), _days(row, "worked", year)
        if row.get("status") not in (ANNOUNCED, PROVISIONAL):
            raise UnusableTerm(f"năm {year}: status phải là announced hoặc provisional.")
        if both := days_off & days_worked:
            raise UnusableTerm(f"năm {year}: {min(both).isoformat()} vừa là ngày nghỉ vừa là ngày làm bù.")
        if row["status"] == ANNOUNCED:
            announced.add(year)
        off |= days_off
        worked |= days_worked
        special |= _named(year, days_off, days_worked, row)
    calendar = Calendar(frozenset(off), frozenset(worked), special, frozenset(announced))
    return NamedCalendar(calendar, name, hashlib.sha256(data).hexdigest(), tuple(sorted(map(int, years))))


@cache
def shipped_calendar() -> NamedCalendar:
    """The calendar that comes with the program (thông báo lịch nghỉ), without any database."""
    entries = [entry for year in written_years() for entry in year_of(year).entries]
    calendar = Calendar(
        frozenset(entry.day for entry in entries if entry.kind != SWAPPED_ON),
        frozenset(entry.day for entry in entries if entry.kind == SWAPPED_ON),
        {entry.day: Special(entry.day, entry.name, entry.source) for entry in entries},
        frozenset(year for year in written_years() if year_of(year).status == ANNOUNCED),
    )
    return named(calendar, "lịch kèm chương trình")


def named(calendar: Calendar, name: str) -> NamedCalendar:
    """A calendar with the SHA-256 of its days and announced years in their order."""
    years = None if calendar.announced is None else sorted(calendar.announced)
    facts = {
        "off": sorted(day.isoformat() for day in calendar.off),
        "worked": sorted(day.isoformat() for day in calendar.worked),
        "announced": years,
    }
    return NamedCalendar(calendar, name, hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest())


def _year(key: str) -> int:
    if len(key) == 4 and key.isascii() and key.isdigit() and FIRST.year <= int(key) <= LAST.year:
        return int(key)
    raise UnusableTerm(f"«{key[:20]}» không phải một năm từ {FIRST.year} đến {LAST.year}.")


def _days(row: object, name: str, year: int) -> set[dt.date]:
    given = row.get(name, []) if isinstance(row, dict) else None
    if not isinstance(given, list):
        raise UnusableTerm(f"năm {year}: {name} phải là một danh sách ngày.")
    found = {read_day(day, f"năm {year}: {name}") for day in given}
    if other := [day for day in found if day.year != year]:
        raise UnusableTerm(f"năm {year}: {name} có ngày {min(other).isoformat()} của năm khác.")
    return found


def _named(year: int, off: set[dt.date], worked: set[dt.date], row: Mapping[str, Any]) -> dict[dt.date, Special]:
    notices: dict[dt.date, NoticeDay] = {}
    if year in written_years():
        notices = {entry.day: entry for entry in year_of(year).entries}
    sources = row.get("sources")
    papers = "; ".join(one for one in sources if isinstance(one, str)) if isinstance(sources, list) else ""
    found = {}
    for day in off | worked:
        known = notices.get(day)
        if known is not None and (known.kind == SWAPPED_ON) == (day in worked):
            found[day] = Special(day, known.name, known.source)
        else:
            found[day] = Special(day, "Làm bù" if day in worked else "Ngày nghỉ", papers)
    return found
