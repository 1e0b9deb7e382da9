"""What people recorded of an act (ghi tay) as it was known on a day: days with their source, orders looked at; pure.

A record stands from the day it was made until the day it was withdrawn; before and after, what stood before holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

DAYS = {
    "issued_on": _("Ngày ban hành"),
    "effective_on": _("Ngày có hiệu lực"),
    "gazette_on": _("Ngày đăng Công báo"),
    "expired_on": _("Ngày hết hiệu lực"),
}
"""The days of an act that a person may record, by their column."""
WORDS = {"title": _("Tên gọi"), "kind": _("Loại văn bản"), "issuer": _("Cơ quan ban hành")}
"""The other facts of an act that a person may record."""
OF_ORDER = {"day": _("Ngày lệnh có hiệu lực"), "checked": _("Lệnh đã được người xem")}
"""What a person may record of an order."""
FIELDS = {**DAYS, **WORDS, **OF_ORDER}


@dataclass(frozen=True, slots=True)
class HandRecord:
    """One record: of which order ("" for the act itself), which field, what stood before and after it, since when."""

    order: str
    field: str
    before: str
    after: str
    at: dt.datetime
    withdrawn_at: dt.datetime | None = None

    def stands(self, known: dt.date | None) -> bool:
        """Whether it stands as known on a day; None is now."""
        if known is None:
            return self.withdrawn_at is None
        return self.at.date() <= known and (self.withdrawn_at is None or self.withdrawn_at.date() > known)


def as_text(value: Any) -> str:
    """A fact as it is kept: a day as 2026-11-30, "" for none."""
    return "" if value is None else value.isoformat() if isinstance(value, dt.date) else str(value)


def as_value(field: str, text: str) -> Any:
    """The fact that was kept."""
    if field in DAYS:
        return dt.date.fromisoformat(text) if text else None
    return text


def facts_as_known(records: Iterable[HandRecord], known: dt.date) -> dict[str, Any]:
    """The facts of an act that were others on a day than now, by their column.

    Of every change after that day the first says what stood before it.
    """
    changes: dict[str, tuple[dt.datetime, str]] = {}
    for one in records:
        if one.order:
            continue
        turns = [(one.at, one.before)]
        if one.withdrawn_at is not None:
            turns.append((one.withdrawn_at, one.after))
        for at, before in turns:
            if at.date() > known and (one.field not in changes or at < changes[one.field][0]):
                changes[one.field] = at, before
    return {field: as_value(field, before) for field, (_at, before) in changes.items()}


def of_order(records: Iterable[HandRecord], order: str, known: dt.date | None) -> dict[str, str]:
    """What stands recorded of one order as known on a day, the newest of each field."""
    mine = [one for one in records if one.order == order and one.stands(known)]
    return {one.field: one.after for one in sorted(mine, key=lambda one: one.at)}
