"""The times of figures (kỳ số liệu): «Quý I năm 2026», «từ năm 1991 đến nay», «tính đến ngày 15/11/2025»."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from vanban.text import join_lines

_PERIOD = re.compile(
    r"""(?:
      từ\s+(?:ngày\s+[\d/]+|năm\s+\d{4}|tháng\s+[\d/]+|đầu\s+(?:năm|nhiệm\s+kỳ))   # from … to …
          (?:\s*\([^()]{0,60}\))?(?:\s+năm\s+\d{4})?
          \s+(?:đến|tới)\s+(?:nay|hết\s+)?(?:(?:ngày|năm|tháng)\s+[\d/]+)?
    | (?:tính\s+)?(?:đến|tới)\s+(?:hết\s+)?ngày\s+\d{1,2}                          # up to a day
          (?:/\d{1,2}(?:/\d{4})?|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)
    | tính\s+đến\s+(?:nay|tháng\s+[\d/]+|năm\s+\d{4})                              # up to now, a month, a year
    | giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4} | nhiệm\s+kỳ\s+\d{4}\s*[-–]\s*\d{4}      # years
    | quý\s+(?:[IVX]+|\d)\b(?:\s*/\s*\d{4}|\s+năm\s+\d{4})?                        # a quarter
    | \d{1,2}\s+tháng(?:\s+(?:đầu|cuối))?(?:\s+năm(?:\s+\d{4})?)                   # six months
    | (?:đầu|cuối)\s+năm\s+\d{4} | (?:đến\s+)?năm\s+\d{4}                          # a year
    | tháng\s+\d{1,2}\s*/\s*\d{4} | tháng\s+\d{1,2}\s+năm\s+\d{4}                  # a month
    )(?![\w/])""",
    re.VERBOSE | re.IGNORECASE,
)
_OF_A_DAY = re.compile(r"ngày\s+\d{1,2}\s+(?:tháng\s+\d{1,2}\s+)?$", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^()]*\)")


class Periods:
    """The times named in a text, found once; dates of cited papers are none."""

    def __init__(self, text: str) -> None:
        found = [match for match in _PERIOD.finditer(text) if not _is_day_of_a_paper(text, match)]
        self._starts = [match.start() for match in found]
        self._ends = [match.end() for match in found]
        self._names = [match.group() for match in found]

    def all(self) -> list[str]:
        """The times named, in their order."""
        return [join_lines(_BRACKETS.sub("", name)) for name in self._names]

    def within(self, start: int, stop: int, near: int | None = None) -> str | None:
        """The time named in a passage: the one nearest before ``near``, else the first after it; None without one."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, stop) - 1
        if last < first:
            return None
        at = last if near is None else max(first, min(last, bisect_right(self._starts, near) - 1))
        return join_lines(_BRACKETS.sub("", self._names[at]))


def _is_day_of_a_paper(text: str, match: re.Match[str]) -> bool:
    if match.group()[:3].casefold() not in ("năm", "thá"):
        return False
    return _OF_A_DAY.search(text, max(0, match.start() - 40), match.start()) is not None
