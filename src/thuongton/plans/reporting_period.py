"""The period a report is about (kỳ báo cáo), read from its title: «quý I năm 2026» is 1/1–31/3/2026; pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vanban.text import fold, join_lines

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
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


def _read(name: str, found: re.Match[str]) -> Period | None:
    given = found.groups()
    match name:
        case "range":
            d1, m1, y1, d2, m2, y2 = map(int, given)
            return Period(dt.date(y1, m1, d1), dt.date(y2, m2, d2))
        case "quarter":
            quarter = _ROMAN.get(given[0]) or int(given[0])
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
