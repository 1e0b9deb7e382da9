"""The days of each year as the papers have them (thông báo lịch nghỉ): read from ``notices.toml``, never from code.

A year that stands in the file follows the file. A later year is worked out from the law with the ``holidays`` package
and is provisional (dự kiến): nobody has announced it.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import holidays

from thuongton.web.dates import day_words

FILE = Path(__file__).with_name("notices.toml")
ANNOUNCED, PROVISIONAL = "announced", "provisional"
HOLIDAY, SWAPPED_OFF, SWAPPED_ON = "holiday", "swapped_off", "swapped_on"


@dataclass(frozen=True, slots=True)
class NoticePaper:
    """A paper that moves days: number, issuer, day of signing where it is known, what it is about.

    ``confidence`` is "seen" (read, or cited by two independent public sources) or "memory".
    """

    kind: str
    number: str
    issuer: str
    day: dt.date | None
    about: str
    confidence: str

    def cited(self, clause: str = "") -> str:
        """As it is cited: «Công văn số 12729/VPCP-KGVX ngày 25/12/2025 của Văn phòng Chính phủ»."""
        signed = f" ngày {day_words(self.day)}" if self.day else ""
        code = self.kind == "Bộ luật"  # codes and laws are cited by name and number alone
        first = f"{self.about} số {self.number}" if code else f"{self.kind} số {self.number}{signed} của {self.issuer}"
        return f"{first}, {clause}" if clause else first


@dataclass(frozen=True, slots=True)
class NoticeDay:
    """One day that differs from its weekday: ``kind`` is holiday, swapped_off or swapped_on; ``pair`` of a swap."""

    day: dt.date
    kind: str
    name: str
    source: str
    number: str
    issued_on: dt.date | None = None
    pair: dt.date | None = None


@dataclass(frozen=True, slots=True)
class NoticeYear:
    """The days of one year; ``status`` is "announced" or "provisional", ``source`` says by which papers."""

    year: int
    status: str
    source: str
    entries: tuple[NoticeDay, ...]


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


@cache
def papers() -> dict[str, NoticePaper]:
    """Every paper of the file by its key."""
    return {
        key: NoticePaper(row["kind"], row["number"], row["issuer"], row.get("day"), row["about"], row["confidence"])
        for key, row in _file()["papers"].items()
    }


def written_years() -> tuple[int, ...]:
    """The years that stand in the file, in order."""
    return tuple(sorted(int(year) for year in _file()["years"]))


@cache
def year_of(year: int) -> NoticeYear:
    """The days of a year: from the file, or worked out from the law and then provisional."""
    row = _file()["years"].get(str(year))
    if row is None:
        return _worked_out(year)
    entries = [_holiday(one) for one in row["off"]] + [day for one in row.get("swaps", ()) for day in _swap(one)]
    entries.sort(key=lambda entry: entry.day)
    numbers = dict.fromkeys(entry.number for entry in entries)
    return NoticeYear(year, row["status"], row.get("note") or "; ".join(numbers), tuple(entries))


def _holiday(row: dict[str, Any]) -> NoticeDay:
    paper = papers()[row["paper"]]
    return NoticeDay(row["day"], HOLIDAY, row["name"], paper.cited(row.get("clause", "")), paper.number, paper.day)


def _swap(row: dict[str, Any]) -> tuple[NoticeDay, NoticeDay]:
    paper = papers()[row["paper"]]
    off, worked = row["off"], row["worked"]
    cited = paper.cited(row.get("clause", ""))
    names = (
        f"Nghỉ hoán đổi {row['name']}, làm bù ngày {day_words(worked)}",
        f"Làm bù cho ngày {day_words(off)} ({row['name']})",
    )
    return (
        NoticeDay(off, SWAPPED_OFF, names[0], cited, paper.number, paper.day, worked),
        NoticeDay(worked, SWAPPED_ON, names[1], cited, paper.number, paper.day, off),
    )


def _worked_out(year: int) -> NoticeYear:
    """A year nobody has announced: the days of the law, Tết and compensation as in the years before."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    entries = []
    for day in sorted(known):
        if day.year != year:
            continue
        name = known[day]
        paper, clause = papers()["ld"], "Điều 112"
        if "nghỉ bù" in name:
            clause = "Điều 111 khoản 3"
        elif (day.month, day.day) == (11, 24):
            paper, clause = papers()["nq28"], "Điều 2"
        entries.append(NoticeDay(day, HOLIDAY, name, paper.cited(clause), paper.number, paper.day))
    return NoticeYear(year, PROVISIONAL, "tính theo luật, chưa có thông báo lịch nghỉ của năm", tuple(entries))
