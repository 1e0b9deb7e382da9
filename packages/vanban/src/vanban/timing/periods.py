"""Calendar periods as offices write them: days, months, quarters, half-years, years, and ranges of them.

``read_period`` and ``read_range`` take tokens and a place to begin, and give the period with the place after it,
so that the grammar of :mod:`vanban.timing` is a composition of them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from vanban.numerals import read_ordinal, read_quarter

_TOKEN = re.compile(r"\d+|\w+|[^\w\s]")
_DASHES = frozenset("-–—−÷")
_SLASHES = frozenset("/.-–")
_THIRDS = {"thượng": (1, 10), "trung": (11, 20), "hạ": (21, 31)}
_PARTS = {"đầu": (1, 10), "giữa": (11, 20)}
_TO = frozenset(("đến", "tới"))
_AND = frozenset((",", "và", "&", "+", "hoặc"))
BY = (
    ("chậm", "nhất"), ("muộn", "nhất"), ("không", "quá"), ("không", "muộn", "hơn"), ("đến", "hết"), ("tới", "hết"),
    ("đến", "trước"), ("đến", "cuối"), ("hạn", "cuối"), ("hạn", "chót"), ("xong", "trước"), ("trước",), ("hết",),
    ("cuối",), ("đến",), ("tới",),
)  # fmt: skip
"""Words that set a last day: «trước», «chậm nhất», «đến hết»."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of the phrase, in lower case, with its place."""

    text: str
    start: int
    end: int


def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a phrase."""
    return tuple(Token(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar; ``year`` is None while the paper has not said it.

    ``first`` and ``last`` are month numbers; ``day`` is set for a single day, with ``first`` 0 when only the day of
    the month is said («ngày 15 hằng tháng»).
    """

    unit: str  # day, month, quarter, half, year; piece (days of a month), vague (a month of a quarter)
    first: int
    last: int
    year: int | None = None
    day: int | None = None
    last_day: int | None = None

    def at(self, year: int) -> Period:
        """The same period of a year."""
        return replace(self, year=year)

    @property
    def known(self) -> bool:
        """Whether both its ends are days of the calendar."""
        return self.year is not None and self.first > 0

    @property
    def start(self) -> dt.date:
        """Its first day."""
        return dt.date(self.year or 0, self.first, self.day or 1)

    @property
    def due(self) -> dt.date:
        """Its last day."""
        year = self.year or 0
        length = calendar.monthrange(year, self.last)[1]
        return dt.date(year, self.last, min(self.last_day or self.day or length, length))

    def valid(self) -> bool:
        """Whether the calendar has it: «30/02» is not a day."""
        if self.year is not None and not 1900 <= self.year <= 2200:
            return False
        if not 0 <= self.first <= self.last <= 12:
            return False
        if self.day is None:
            return self.first > 0
        limit = calendar.monthrange(self.year or 2024, self.first)[1] if self.first else 31
        return 1 <= self.day <= limit


class Tokens:
    """Looks at tokens by place; past the end every token is empty."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens

    def word(self, i: int) -> str:
        """The token at a place, or an empty text."""
        return self.tokens[i].text if 0 <= i < len(self.tokens) else ""

    def words(self, i: int, *phrase: str) -> bool:
        """Whether the tokens at a place are exactly these words."""
        return all(self.word(i + k) == word for k, word in enumerate(phrase))

    def match(self, i: int, phrases: tuple[tuple[str, ...], ...]) -> int:
        """How many tokens the first of the phrases that stands at a place has; 0 when none does."""
        return next((len(phrase) for phrase in phrases if self.words(i, *phrase)), 0)

    def number(self, i: int) -> int | None:
        """The number at a place, or None."""
        text = self.word(i)
        return int(text) if text.isdecimal() and len(text) <= 4 else None

    def year(self, i: int) -> int | None:
        """The four-digit year at a place, or None."""
        number = self.number(i)
        return number if number is not None and len(self.word(i)) == 4 and 1900 <= number <= 2200 else None

    def short_year(self, i: int) -> int | None:
        """The year at a place after «/», which may have two digits: «30/6/26»."""
        number = self.number(i)
        if number is not None and len(self.word(i)) == 2 and 13 <= number <= 50 and self.word(i + 1) not in _SLASHES:
            return 2000 + number
        return self.year(i)


def _year_after(reader: Tokens, i: int) -> tuple[int | None, int]:
    """«năm 2026», «/2026», «-2026» or nothing, after a month, a quarter or a half."""
    if reader.word(i) == "," and reader.word(i + 1) == "năm":
        i += 1
    if reader.word(i) == "năm" and reader.year(i + 1) is not None:
        return reader.year(i + 1), i + 2
    if reader.word(i) == "/" and reader.short_year(i + 1) is not None:
        return reader.short_year(i + 1), i + 2
    if reader.word(i) in _SLASHES and reader.year(i + 1) is not None:
        return reader.year(i + 1), i + 2
    return (reader.year(i), i + 1) if reader.year(i) is not None else (None, i)


def _index(reader: Tokens, i: int, unit: str) -> int | None:
    """The number of a month, or of a quarter in either numerals."""
    text = reader.word(i)
    if unit == "quarter":
        return read_quarter(text) if len(text) <= 3 else None
    number = reader.number(i)
    return number if number is not None and len(text) <= 2 and 1 <= number <= 12 else None


def _indexes(reader: Tokens, i: int, unit: str) -> tuple[list[int], int]:
    """«3», «3, 6, 9», «quý II, quý III», «II-III»: the months or quarters listed under one word."""
    word = "tháng" if unit == "month" else "quý"
    found = _index(reader, i, unit)
    if found is None:
        return [], i
    indexes, i = [found], i + 1
    while True:
        j = i + 1 if reader.word(i) in _AND or reader.word(i) in _DASHES else 0
        if not j:
            return indexes, i
        j += reader.word(j) in (word, "quí") and reader.word(i) in _AND
        following = _index(reader, j, unit)
        if following is None or following <= indexes[-1]:
            return indexes, i
        if reader.word(j + 1) in ("/", ".") and reader.number(j + 2) is not None and reader.short_year(j + 2) is None:
            return indexes, i
        indexes += range(indexes[-1] + 1, following + 1) if reader.word(i) in _DASHES else [following]
        i = j + 1


def _named(reader: Tokens, i: int, unit: str) -> tuple[list[Period], int]:
    """«tháng 10/2018», «quý II, III năm 2026»."""
    indexes, j = _indexes(reader, i + 1, unit)
    if not indexes:
        return [], i
    year, j = _year_after(reader, j)
    size = 1 if unit == "month" else 3
    return [Period(unit, (k - 1) * size + 1, k * size, year) for k in indexes], j


def _years(reader: Tokens, i: int) -> tuple[list[Period], int]:
    """«2026», «2026, 2027», «2026 và năm 2027»: a year and those listed after it."""
    found: list[Period] = []
    while (year := reader.year(i)) is not None and (not found or year > (found[-1].year or 0)):
        found.append(Period("year", 1, 12, year))
        i += 1
        j = i + (reader.word(i) in _AND)
        j += j > i and reader.word(j) == "năm"
        if j == i or reader.year(j) is None or reader.word(j + 1) in _DASHES | _TO:
            break
        i = j
    return found, i


def _part_of_year(reader: Tokens, i: int) -> tuple[list[Period], int]:
    """«6 tháng đầu năm 2026», «9 tháng đầu năm», «06 tháng cuối năm»."""
    number = reader.number(i)
    if number not in (3, 6, 9) or reader.word(i + 1) != "tháng" or reader.word(i + 2) not in ("đầu", "cuối"):
        return [], i
    j = i + 3
    if reader.word(j) == "năm":
        year = reader.year(j + 1)
        j += 1 if year is None else 2
    else:
        year, k = _year_after(reader, j)
        if year is None:
            return [], i
        j = k
    early = reader.word(i + 2) == "đầu"
    return [Period("half", 1 if early else 13 - number, number if early else 12, year)], j


def _week(word: str) -> int:
    """Which week of a month: «đầu», «2», «nhì», «II»; 0 when it is none."""
    if word == "đầu":
        return 1
    if len(word) > 4:
        return 0
    return (int(word) if word.isdecimal() else read_ordinal(word) or read_quarter(word)) or 0


def _piece(reader: Tokens, i: int) -> tuple[list[Period], int]:
    """«đầu tháng 3/2026», «trung tuần tháng 3», «tuần thứ 2 tháng 3/2026», «giữa quý II/2026».

    A third of a month has ten days, the last those that are left; a week has seven from the 1st, 8th, 15th or 22nd, the
    last week the last seven days; the beginning and the middle of a quarter are its first and its second month. Of a
    year they say too little.
    """
    word, j = reader.word(i), i + 1
    if word == "tuần" and reader.word(j) in ("cuối", "đầu"):
        first, last = (1, 7) if reader.word(j) == "đầu" else (-7, 31)
        j += 1 + (reader.word(j + 1) in ("tiên", "cùng"))
        j += reader.word(j) in ("của", ",")
    elif word == "tuần":
        j += reader.word(j) == "thứ"
        week = _week(reader.word(j))
        first, last = (7 * week - 6, 7 * week) if 1 <= week <= 4 else (0, 0)
        j += 1
        j += reader.word(j) in ("của", ",")
    elif word == "nửa":
        first, last = (1, 15) if reader.word(j) == "đầu" else (16, 31)
        if reader.word(j) not in ("đầu", "cuối"):
            return [], i
        j += 1
    elif word in _PARTS:
        first, last = _PARTS[word]
    else:
        first, last = _THIRDS[word]
        j += reader.word(j) == "tuần"
        if j == i + 1:
            return [], i
    if not first or reader.word(j) not in ("tháng", "quý", "quí", "năm"):
        return [], i
    whole, k = read_periods(reader, j)
    if len(whole) != 1:
        return [], i
    period = whole[0]
    if period.unit == "month" and first < 0:
        first += 1 + calendar.monthrange(period.year or 2024, period.first)[1]
    if period.unit == "month":
        return [replace(period, unit="piece", day=first, last_day=last)], k
    if period.unit != "quarter" or word not in _PARTS:
        return [], i
    month = period.first + (word == "giữa")
    return [replace(period, unit="vague", first=month, last=month)], k


def _name_of_day(reader: Tokens, i: int) -> int:
    """How many words name a day before its date: the 2 of «ngày bầu cử 15/3/2026»."""
    ends = _TO | {"từ", "ngày", "trước", "sau", "tháng", "năm"}
    length = next((k for k in range(5) if not reader.word(i + k).isalpha() or reader.word(i + k) in ends), 0)
    return length if length and reader.number(i + length) and reader.word(i + length + 1) == "/" else 0


def _day(reader: Tokens, i: int) -> tuple[list[Period], int]:
    """«30/6/2026», «ngày 30 tháng 6 năm 2026», «30/6», «ngày 15», «2026-06-30»; also «10/2018», a month."""
    named = reader.word(i) == "ngày"
    i += named
    i += _name_of_day(reader, i) if named else 0
    if (year := reader.year(i)) is not None and reader.word(i + 1) == reader.word(i + 3) == "-":
        month, day = reader.number(i + 2), reader.number(i + 4)
        if month is not None and day is not None and len(reader.word(i + 2)) == len(reader.word(i + 4)) == 2:
            return [Period("day", month, month, year, day)], i + 5
    first = reader.number(i)
    if first is None or len(reader.word(i)) > 2:
        return [], i
    j, sign = i + 1, reader.word(i + 1)
    if sign == "tháng" and (month := reader.number(j + 1)) is not None:
        year, k = _year_after(reader, j + 2)
        if named or year is not None:
            return [Period("day", month, month, year, first)], k
    if sign in _SLASHES and sign:
        second = reader.number(j + 1)
        if (year := reader.year(j + 1)) is not None and not named and sign in "/-" and first <= 12:
            return [Period("month", first, first, year)], j + 2
        if second is not None and len(reader.word(j + 1)) <= 2:
            if sign in _DASHES and reader.word(j + 2) == "/":
                return [], i
            year = reader.short_year(j + 3) if reader.word(j + 2) == sign else reader.year(j + 3)
            if reader.word(j + 2) in _SLASHES and year is not None:
                return [Period("day", second, second, year, first)], j + 4
            if reader.word(j + 2) == "năm" and reader.year(j + 3) is not None:
                return [Period("day", second, second, reader.year(j + 3), first)], j + 4
            if sign == "/":
                return [Period("day", second, second, None, first)], j + 2
    return ([Period("day", 0, 0, None, first)], j) if named else ([], i)


def _days(reader: Tokens, i: int) -> tuple[list[Period], int]:
    """«ngày 12, 13/8/2026», «15 và 16/6/2026»: days of one month, which only the last of them says."""
    j = i + (reader.word(i) == "ngày")
    numbers: list[int] = []
    while (number := reader.number(j)) is not None and len(reader.word(j)) <= 2 and reader.word(j + 1) in _AND:
        numbers.append(number)
        j += 2
        j += reader.word(j) == "ngày"
    if not numbers:
        return [], i
    last, j = _day(reader, j)
    if not last or not last[0].first or last[0].unit != "day" or numbers != sorted({*numbers}):
        return [], i
    if numbers[-1] >= (last[0].day or 0) or (last[0].year is None and j < len(reader.tokens)):
        return [], i
    return [*(replace(last[0], day=number) for number in numbers), *last], j


def read_periods(reader: Tokens, i: int) -> tuple[list[Period], int]:
    """The period, or the list of periods under one word, that begins at a token; an empty list when none does."""
    word = reader.word(i)
    if word == "các" and reader.word(i + 1) in ("tháng", "quý", "quí", "ngày"):
        i += 1
        word = reader.word(i)
    if word == "tháng":
        periods, j = _named(reader, i, "month")
    elif word in ("quý", "quí"):
        periods, j = _named(reader, i, "quarter")
    elif word == "năm" and reader.year(i + 1) is not None:
        periods, j = _years(reader, i + 1)
    elif word in ("các", "những", "hai") and reader.word(i + 1) == "năm" and reader.year(i + 2) is not None:
        periods, j = _years(reader, i + 2)
    elif (year := reader.year(i)) is not None and not (
        reader.word(i + 1) == reader.word(i + 3) == "-" and len(reader.word(i + 2)) == 2
    ):
        periods, j = [Period("year", 1, 12, year)], i + 1
    elif word in _PARTS or word in ("thượng", "trung", "hạ", "tuần", "nửa"):
        periods, j = _piece(reader, i)
    else:
        periods, j = _part_of_year(reader, i)
        periods, j = (periods, j) if periods else _days(reader, i)
        if not periods:
            periods, j = _day(reader, i)
    return (periods, j) if periods and all(p.valid() for p in periods) else ([], i)


def _short_range(reader: Tokens, i: int) -> tuple[Period, Period, int] | None:
    """«15-20/3/2026», «từ 15 đến 20/3/2026», «9-12/2026»: two days of a month, or two months of a year."""
    number = reader.number(i)
    if number is None or len(reader.word(i)) > 2 or reader.word(i + 1) not in _DASHES | _TO:
        return None
    tail, j = read_periods(reader, i + 2)
    if len(tail) != 1 or not tail[0].known or reader.word(i + 3) != "/":
        return None
    last = tail[0]
    if last.unit == "day" and number < (last.day or 0):
        return replace(last, day=number), last, j
    if last.unit == "month" and number < last.first:
        return replace(last, first=number, last=number), last, j
    return None


def read_range(reader: Tokens, i: int) -> tuple[Period, Period, int] | None:
    """«tháng 2/2017 đến tháng 9/2018», «2025-2026», «tháng 3 đến tháng 9/2026», «từ ngày 01 đến ngày 15/4/2026».

    An end that does not say its year or month takes them from the other. A range that runs backwards is none.
    """
    short = _short_range(reader, i)
    if short:
        return short
    head, j = read_periods(reader, i)
    if len(head) != 1:
        return None
    sign = reader.word(j)
    if sign in _TO:
        j += 1
        j += reader.word(j) in ("hết", "cuối")
    elif sign in _DASHES:
        j += 1
    else:
        return None
    bare = _index(reader, j, "month") if head[0].unit == "month" and reader.word(j) != "tháng" else None
    if bare is not None and reader.word(j + 1) not in _SLASHES:
        year, k = _year_after(reader, j + 1)
        tail, j = [Period("month", bare, bare, year)], k
    else:
        tail, j = read_periods(reader, j)
    if not tail:
        return None
    first, last = head[0], tail[-1]
    if first.unit == "day" and first.first == 0:
        first = replace(first, first=last.first, last=last.last)
    if last.unit == "day" and last.first == 0:
        last = replace(last, first=first.first, last=first.last)
    if first.year is None and last.year is not None:
        first = first.at(last.year)
        if first.first > last.last and first.unit in ("month", "day") and last.year:
            first = first.at(last.year - 1)
    elif last.year is None and first.year is not None:
        last = last.at(first.year)
    if not (first.valid() and last.valid()) or (first.known and last.known and first.start > last.due):
        return None
    return first, last, j
