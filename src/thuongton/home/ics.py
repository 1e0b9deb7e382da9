"""Due days as an iCalendar feed (RFC 5545): one all-day event per open item, stable identifiers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from icalendar import Calendar, Event


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One due day: ``key`` stays the same for the life of the item, ``url`` is absolute."""

    key: str
    title: str
    due: dt.date
    url: str
    changed_at: dt.datetime


def feed(name: str, items: Iterable[FeedItem]) -> bytes:
    """The calendar as UTF-8 bytes with CRLF lines."""
    calendar = Calendar()
    calendar.add("prodid", "-//Thuong Ton//Nhac viec//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for item in items:
        event = Event()
        event.add("uid", f"{item.key}@thuongton")
        event.add("dtstamp", item.changed_at)
        event.add("dtstart", item.due)
        event.add("dtend", item.due + dt.timedelta(days=1))
        event.add("summary", item.title)
        event.add("url", item.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
