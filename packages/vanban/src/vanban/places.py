"""Provinces and ministries by name, with the days on which they were (đơn vị hành chính cấp tỉnh, bộ): ``places.toml``.

Where a name may be cut by a line, a page or the border of a cell, the lists say where it ends.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from vanban.patterns import words_in
from vanban.text import fold, settle_tone


@dataclass(frozen=True, slots=True)
class Named:
    """A province or a body of the centre: ``begins`` and ``ended`` are its first and last day, None where unknown."""

    name: str
    unit: str | None = None
    begins: dt.date | None = None
    ended: dt.date | None = None
    into: str | None = None

    def stood(self, on: dt.date) -> bool:
        """Whether it was there on a day."""
        return (self.begins is None or self.begins <= on) and (self.ended is None or on <= self.ended)

    @property
    def whole(self) -> str:
        """The name with its unit: «tỉnh Hà Tĩnh»."""
        return f"{self.unit} {self.name}" if self.unit else self.name


def _rows(key: str) -> tuple[Named, ...]:
    return tuple(
        Named(row["name"], row.get("unit"), row.get("from"), row.get("to"), row.get("into"))
        for row in words_in("places.toml")[key]
    )


@cache
def provinces() -> tuple[Named, ...]:
    """Every province-level unit, those of today first."""
    return _rows("province")


@cache
def bodies() -> tuple[Named, ...]:
    """The ministries and bodies of their rank, those of today first."""
    return _rows("body")


@cache
def _provinces_by_name() -> dict[str, Named]:
    return {fold(one.name).replace(" - ", " "): one for one in reversed(provinces())}


def province_named(name: str) -> Named | None:
    """The province of that name, whatever its case, tone marks and dashes: «THANH HOÁ», «Thanh Hóa».

    >>> province_named("THANH HOÁ").whole
    'tỉnh Thanh Hóa'
    """
    folded = " ".join(fold(settle_tone(name)).replace("-", " ").split())
    return _provinces_by_name().get(folded)


def provinces_on(day: dt.date) -> list[Named]:
    """The units of the first level on a day.

    >>> len(provinces_on(dt.date(2025, 6, 30))), len(provinces_on(dt.date(2025, 7, 1)))
    (63, 34)
    """
    return [one for one in provinces() if one.stood(day)]
