"""The end that an act states for itself (thời hạn có hiệu lực): «đến hết ngày …», «thực hiện trong 05 năm»."""

from __future__ import annotations

import datetime as dt
import re

from vanban.patterns import any_of

_KINDS = (
    *("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Thông tư liên tịch"),
    *("Chỉ thị", "Quy định", "Quy chế", "Văn bản"),
)
_DAY = r"ngày\s+(?P<d>\d{1,2})(?:\s*/\s*(?P<m>\d{1,2})\s*/\s*|\s+tháng\s+(?P<m2>\d{1,2})\s+năm\s+)(?P<y>\d{4})"
_SELF = rf"(?:(?<=\n)|(?<=[.;]\s)|(?<=\d[.]\s))[ \t]*(?:{any_of(_KINDS)})\s+này\s+"
_RUNS = r"(?:bắt\s+đầu\s+)?(?:có\s+hiệu\s+lực|được\s+(?:thực\s+hiện|áp\s+dụng)|thực\s+hiện|áp\s+dụng)"
_UNTIL = re.compile(rf"{_SELF}{_RUNS}[^.;\n]{{0,160}}?\s(?:cho\s+)?đến\s+(?:hết\s+)?{_DAY}\s*[.;/\n]")
_ENDS = re.compile(rf"{_SELF}(?:sẽ\s+)?hết\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ\s+{_DAY}\s*[.;/\n]")
_YEARS = re.compile(
    rf"{_SELF}{_RUNS}[^.;\n]{{0,160}}?\strong\s+(?:thời\s+(?:hạn|gian)\s+)?(?P<n>\d{{1,2}})\s*(?:\([^)]*\)\s*)?năm"
    r"(?:,?\s+kể\s+từ\s+ngày\s+(?:[^.;\n]{0,40}\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?)?\s*[.;/\n]"
)


def end_of_term(text: str, effective_on: dt.date | None) -> dt.date | None:
    """The first day on which an act is over by its own words; None where they state no end, or more than one.

    >>> end_of_term("1. Nghị quyết này có hiệu lực đến hết ngày 31/12/2025.", None)
    datetime.date(2026, 1, 1)
    """
    around = f"\n{text}\n"
    found: set[dt.date | None] = set()
    for match in _UNTIL.finditer(around):
        day = _day(match)
        found.add(day + dt.timedelta(days=1) if day is not None and day < dt.date.max else None)
    found.update(_day(match) for match in _ENDS.finditer(around))
    if effective_on is not None:
        found.update(_years_on(effective_on, int(match["n"])) for match in _YEARS.finditer(around))
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"]), int(match["m"] or match["m2"]), int(match["d"]))
    except ValueError:
        return None


def _years_on(day: dt.date, years: int) -> dt.date | None:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
