"""Periods of time (kỳ): months, quarters, half-years, years and other spans, their names, and as titles say them; pure.

A report *about* a quarter counts what happened in the reporting window of it (thời gian chốt số liệu), which begins and
ends half a month earlier: Điều 12 Nghị định 09/2019/NĐ-CP.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.web.dates import day_words
from vanban.numerals import read_quarter, roman
from vanban.text import fold, join_lines

_DAY = r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})"
_PATTERNS = (
    ("range", re.compile(rf"tu (?:ngay )?{_DAY} (?:den|toi)(?: het)? (?:ngay )?{_DAY}")),
    ("quarter", re.compile(r"quy (iv|iii|ii|i|[1-4])\s*(?:/|nam|,)?\s*(?:nam )?(\d{4})")),
    ("first_months", re.compile(r"(\d{1,2}) thang (?:dau )?nam (\d{4})")),
    ("last_months", re.compile(r"6 thang cuoi nam (\d{4})")),
    ("month", re.compile(r"thang (\d{1,2})\s*(?:/|nam|,)\s*(?:nam )?(\d{4})")),
    ("until", re.compile(rf"(?:tinh )?(?:den|toi)(?: het)?(?: ngay)? {_DAY}")),
    ("year", re.compile(r"(?:^|bao cao|ket qua|tong ket|cong tac|\()[^.;]*?\bnam (\d{4})")),
)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day of a period; ``start`` is None when the report says only until when."""

    start: dt.date | None
    end: dt.date


def _months(year: int, first: int, last: int) -> Period:
    return Period(dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


def quarter_of(day: dt.date) -> Period:
    """The quarter (quý) a day lies in."""
    first = 3 * ((day.month - 1) // 3) + 1
    return _months(day.year, first, first + 2)


def quarter_before(day: dt.date) -> Period:
    """The last quarter that was over before the one of the day."""
    start = quarter_of(day).start
    assert start is not None
    return quarter_of(start - dt.timedelta(days=1))


def _whole_months(period: Period) -> tuple[int, int, int] | None:
    start, end = period.start, period.end
    if start is None or start.day != 1 or start.year != end.year or (end + dt.timedelta(days=1)).day != 1:
        return None
    return start.year, start.month, end.month


def name_of(period: Period) -> str:
    """The name of a period, as offices call it.

    >>> name_of(_months(2026, 1, 3)), name_of(_months(2026, 7, 12)), name_of(Period(None, dt.date(2026, 4, 15)))
    ('Quý I/2026', '6 tháng cuối năm 2026', 'Đến 15/4/2026')
    """
    match _whole_months(period):
        case (year, 1, 12):
            return f"Năm {year}"
        case (year, first, last) if first == last:
            return f"Tháng {first}/{year}"
        case (year, first, last) if last % 3 == 0 and first == last - 2:
            return f"Quý {roman(last // 3)}/{year}"
        case (year, 7, 12):
            return f"6 tháng cuối năm {year}"
        case (year, 1, last):
            return f"{last} tháng đầu năm {year}"
    if period.start is None:
        return f"Đến {day_words(period.end)}"
    return f"Từ {day_words(period.start)} đến {day_words(period.end)}"


def reporting_window(period: Period) -> Period:
    """The days whose figures the periodic report about whole months counts (Điều 12 Nghị định 09/2019/NĐ-CP).

    They run from day 15 of the month before to day 14 of the last month. Raises ValueError for any other span, whose
    report counts its own days.

    >>> reporting_window(_months(2026, 1, 3))
    Period(start=datetime.date(2025, 12, 15), end=datetime.date(2026, 3, 14))
    """
    whole = _whole_months(period)
    if whole is None:
        raise ValueError(name_of(period))
    year, first, last = whole
    return Period((dt.date(year, first, 1) - dt.timedelta(days=1)).replace(day=15), dt.date(year, last, 14))


def turn_name(due: dt.date, length: str) -> str:
    """The name of the turn of a repeating task that ends on a day, from the length of its period (``P3M``).

    Turns are known by this name where they are stored, so that it never changes: its days keep their zeros.

    >>> turn_name(dt.date(2026, 3, 31), "P3M"), turn_name(dt.date(2026, 12, 15), "P6M")
    ('Quý I/2026', '6 tháng cuối năm 2026')
    """
    match length:
        case "P3M" if due.month % 3 == 0:
            return f"Quý {roman(due.month // 3)}/{due.year}"
        case "P1M":
            return f"Tháng {due.month}/{due.year}"
        case "P6M" if due.month in (6, 12):
            return f"6 tháng {'đầu' if due.month == 6 else 'cuối'} năm {due.year}"
        case "P9M":
            return f"9 tháng năm {due.year}"
        case "P1Y":
            return f"Năm {due.year}"
        case "P7D":
            return f"Tuần đến {due:%d/%m/%Y}"
    return f"Kỳ đến {due:%d/%m/%Y}"


def _read(name: str, found: re.Match[str]) -> Period | None:
    given = found.groups()
    match name:
        case "range":
            d1, m1, y1, d2, m2, y2 = map(int, given)
            return Period(dt.date(y1, m1, d1), dt.date(y2, m2, d2))
        case "quarter":
            quarter = read_quarter(given[0]) or 4
            return _months(int(given[1]), 3 * quarter - 2, 3 * quarter)
        case "first_months":
            return _months(int(given[1]), 1, int(given[0]))
        case "last_months":
            return _months(int(given[0]), 7, 12)
        case "month":
            return _months(int(given[1]), int(given[0]), int(given[0]))
        case "until":
            day, month, year = map(int, given)
            return Period(None, dt.date(year, month, day))
    return _months(int(given[0]), 1, 12)


def period_of(texts: Iterable[str | None]) -> Period | None:
    """The period named in the first of the texts (title first, then the body) that names one; None when none does.

    >>> period_of(["Báo cáo kết quả thực hiện Nghị quyết số 66-NQ/TW (quý I năm 2026)"])
    Period(start=datetime.date(2026, 1, 1), end=datetime.date(2026, 3, 31))
    """
    for text in texts:
        folded = join_lines(fold(text or ""))
        for name, pattern in _PATTERNS:
            for found in pattern.finditer(folded):
                try:
                    period = _read(name, found)
                except ValueError:
                    continue
                if period is not None:
                    return period
    return None
