"""Rules made of calendar periods alone: windows, fixed days, open windows, and the recurring rules beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban.model import Timing, TimingKind
from vanban.timing.periods import BY, Period, Token, Tokens, read_periods, read_range, tokens_of
from vanban.timing.recurrence import FULL, cadences, each, recurring, steady

_LEAD_IN = (
    ("thời", "gian"), ("thời", "hạn"), ("hoàn", "thành"), ("thực", "hiện"), ("triển", "khai"), ("dự", "kiến"),
    ("báo", "cáo"), ("đăng", "ký"), ("ban", "hành"), ("trình",), ("xong",), ("trong", "suốt"), ("trong", "cả"),
    ("trong",), ("vào",), ("cả",), ("suốt",), ("phải",), ("từ", "nay"), (":",), ("duy", "trì"), ("dứt", "điểm"),
    ("từ", "ngày", "ban", "hành"), ("từ", "ngày", "ký"), ("từ", "khi", "ban", "hành"), ("bắt", "đầu", "thực", "hiện"),
    ("khoảng",), ("đảm", "bảo"), ("bảo", "đảm"), ("áp", "dụng"), ("sơ", "kết"), ("tổng", "kết"),
    ("kể", "từ", "ngày", "ban", "hành"), ("kể", "từ", "ngày", "ký"),
)  # fmt: skip
_OPEN = (
    ("trở", "đi"), ("trở", "về", "sau"), ("và", "tiếp", "theo"), ("và", "các", "năm", "sau"),
    ("và", "những", "năm", "sau"), ("và", "các", "năm", "tiếp"), ("và", "những", "năm", "tiếp"),
    ("và", "duy", "trì", "các", "năm", "tiếp"), ("và", "duy", "trì", "những", "năm", "tiếp"),
    ("và", "duy", "trì", "trong", "các", "năm", "tiếp"), ("và", "duy", "trì", "trong", "những", "năm", "tiếp"),
    ("và", "duy", "trì", "thường", "xuyên"), ("và", "hằng", "năm", "tiếp"), ("và", "hàng", "năm", "tiếp"),
)  # fmt: skip
_SOLE_YEAR = 0.9  # the year was said in another part of the phrase
_ISSUED_YEAR = 0.6  # the year is that of the paper
_VAGUE = 0.85  # «cuối năm 2026», «đến năm 2030», «đầu tháng 3/2026»
_SCHOOL_YEAR = 0.6
_DECEMBER, _LAST_DAY = 12, 31


def lead_in(reader: Tokens, i: int) -> int:
    """How many tokens at a place only lead in a rule: «hoàn thành», «trong», the 2 of «2 ngày 15, 16/6»."""
    counted = reader.number(i) is not None and reader.word(i + 1) == "ngày" and reader.number(i + 2) is not None
    twice = reader.word(i) == "ngày" and reader.word(i + 1) in ("tháng", "quý")
    return 1 if twice or (counted and len(reader.word(i)) <= 2) else reader.match(i, _LEAD_IN)


@dataclass(frozen=True, slots=True)
class CalendarRules:
    """The rules, with the year that a period without one takes: said elsewhere in the phrase, or of the paper."""

    sole_year: int | None = None
    issued_year: int | None = None

    def read(self, text: str) -> Timing | None:
        """The rule that consumes a text whole, words that lead it in allowed; None when none does."""
        timing = self.read_tokens(tokens_of(text))
        return replace(timing, text=text) if timing else None

    def read_tokens(self, tokens: tuple[Token, ...]) -> Timing | None:
        """The same for the tokens of a text."""
        reader = Tokens(tokens)
        i = 0
        while True:
            timing = self._rule(reader, i)
            if timing:
                return timing
            n = lead_in(reader, i)
            if not n or i + n >= len(tokens):
                return None
            i += n

    def _rule(self, reader: Tokens, i: int) -> Timing | None:
        return (
            steady(reader, i, self._bounded)
            or cadences(reader, i)
            or recurring(reader, i, self._bounded)
            or each(reader, i, self._bounded)
            or self._span(reader, i)
            or self._by(reader, i)
            or self._since(reader, i)
            or self._listed(reader, i)
            or self._school_year(reader, i)
            or self._this_year(reader, i)
        )

    def _school_year(self, reader: Tokens, i: int) -> Timing | None:
        """«Năm học 2025-2026»: from September to May; the days are set by each province, so it is only likely."""
        if not reader.words(i, "năm", "học") or reader.year(i + 2) is None or len(reader.tokens) != i + 5:
            return None
        first, last = reader.year(i + 2), reader.year(i + 4)
        if reader.word(i + 3) not in "-–/" or first is None or last != first + 1:
            return None
        start, due = dt.date(first, 9, 1), dt.date(last, 5, 31)
        return Timing(TimingKind.WINDOW, start=start, due=due, confidence=_SCHOOL_YEAR)

    def _this_year(self, reader: Tokens, i: int) -> Timing | None:
        """«Trong năm», «cả năm», «cuối năm»: the year of the paper."""
        last = reader.word(i) == "cuối"
        j = i + last
        year, confidence = self._year()
        if reader.word(j) != "năm" or not (i or last) or year is None:
            return None
        if j + 1 + (reader.word(j + 1) == "nay") != len(reader.tokens):
            return None
        period = Period("year", 1, 12, year)
        if last:
            return Timing(TimingKind.FIXED, due=period.due, confidence=confidence)
        return Timing(TimingKind.WINDOW, start=period.start, due=period.due, confidence=confidence)

    def _span(self, reader: Tokens, i: int) -> Timing | None:
        """«2025-2026», «Giai đoạn 2026-2030 và những năm tiếp theo», «Từ tháng 2/2017 đến tháng 9/2018»."""
        j = i + (reader.word(i) == "từ")
        term = reader.words(j, "nhiệm", "kỳ")
        j += 2 * (reader.words(j, "giai", "đoạn") or term)
        if reader.word(j) == "năm" and reader.word(j + 1) == "học":
            return None
        found = read_range(reader, j)
        if not found:
            return None
        first, last, j = found
        confidence = _VAGUE if term else FULL
        if not last.known or not first.known:
            year, confidence = self._year()
            if year is None:
                return None
            first, last = (p if p.known else p.at(year) for p in (first, last))
            if not (first.valid() and last.valid() and first.known and last.known) or first.start > last.due:
                return None
        kind, j = _tail(reader, j)
        if j != len(reader.tokens):
            return None
        return Timing(kind, start=first.start, due=last.due, confidence=confidence)

    def _by(self, reader: Tokens, i: int) -> Timing | None:
        """«trước ngày 30/6/2026», «chậm nhất 31/5/2026», «đến hết quý II/2026», «đến năm 2030»."""
        n = reader.match(i, BY)
        if not n:
            return None
        word = reader.word(i + n - 1)
        before = word == "trước"
        i += n
        i += reader.word(i) in ("là", "vào", "đến", "trong", ":")
        i += reader.match(i, (("trước",), ("hết",), ("cuối",), ("trong",), ("vào",)))
        dated = self._dated(*read_periods(reader, i), reader)
        if not dated:
            return None
        period, confidence = dated
        due = period.start - dt.timedelta(days=1) if before and period.unit != "day" else period.due
        if word == "cuối" or (period.unit == "year" and word in ("đến", "tới")):
            confidence = min(confidence, _VAGUE)
        return Timing(TimingKind.FIXED, due=due, confidence=confidence)

    def _since(self, reader: Tokens, i: int) -> Timing | None:
        """«Từ tháng 6/2026», «từ năm 2026 trở đi», «Năm 2026 và những năm tiếp theo», «Sau ngày 30/6/2026»."""
        word = reader.word(i)
        after = word == "sau"
        bound = word in ("từ", "sau") or (word in ("kể", "bắt") and reader.word(i + 1) in ("từ", "đầu"))
        j = i + bound + (word in ("kể", "bắt"))
        j += reader.word(j) == "từ"
        found, j = read_periods(reader, j)
        if len(found) != 1:
            return None
        kind, j = _tail(reader, j)
        if not bound and kind is not TimingKind.OPEN_WINDOW:
            return None
        dated = self._dated(found, j, reader)
        if not dated:
            return None
        period, confidence = dated
        start = period.due + dt.timedelta(days=1) if after else period.start
        return Timing(TimingKind.OPEN_WINDOW, start=start, due=None if bound else period.due, confidence=confidence)

    def _listed(self, reader: Tokens, i: int) -> Timing | None:
        """«Năm 2026», «30/6/2026», «Tháng 4, 5/2017», «6 tháng đầu năm 2026»; gaps make it ``composite``."""
        found, j = read_periods(reader, i)
        if not found or j != len(reader.tokens):
            return None
        confidence = FULL
        if not found[-1].known:
            year, confidence = self._year()
            if year is None or not found[0].first:
                return None
            found = [period.at(year) for period in found]
            if not all(period.valid() for period in found):
                return None
        if found[0].unit in ("piece", "vague"):
            confidence = min(confidence, _VAGUE)
        if found[0].unit == "day" and len(found) == 1:
            return Timing(TimingKind.FIXED, due=found[0].due, confidence=confidence)
        windows = [
            Timing(TimingKind.FIXED, due=p.due, confidence=confidence)
            if p.unit == "day"
            else Timing(TimingKind.WINDOW, start=p.start, due=p.due, confidence=confidence)
            for p in found
        ]
        if all(b.start == a.due + dt.timedelta(days=1) for a, b in pairwise(found)):
            return Timing(TimingKind.WINDOW, start=found[0].start, due=found[-1].due, confidence=confidence)
        return Timing(TimingKind.COMPOSITE, parts=tuple(windows), confidence=confidence)

    def _bounded(self, reader: Tokens, i: int, timing: Timing) -> Timing | None:
        """A rule with what bounds it in time, to the end of the phrase: «…, từ năm 2026», «… giai đoạn 2026-2030»."""
        if i == len(reader.tokens):
            return timing
        if timing.kind is TimingKind.CONTINUOUS and self._unbounded(reader, i):
            return timing
        i += reader.word(i) in (",", "(")
        i += reader.word(i) in ("trong", "vào")
        tokens = reader.tokens[:-1] if reader.word(len(reader.tokens) - 1) == ")" else reader.tokens
        for rule in (self._span, self._since, self._by, self._listed, self._this_year):
            bound = rule(Tokens(tokens), i)
            if bound and (bound.start or (bound.due and bound.due.month == _DECEMBER and bound.due.day == _LAST_DAY)):
                return replace(timing, start=bound.start, due=bound.due, confidence=min(bound.confidence, 0.95))
        return None

    def _unbounded(self, reader: Tokens, i: int) -> bool:
        """«… trong tháng», «… trong năm» of a paper without a day: words that end nothing."""
        i += reader.word(i) in (",", "trong", "hằng", "hàng")
        i += reader.word(i) in ("trong", "các", "cả", "suốt")
        last = len(reader.tokens) - (reader.word(len(reader.tokens) - 1) == "nay")
        units = ("tháng", "quý", "tuần", "kỳ") if self.issued_year else ("tháng", "quý", "tuần", "kỳ", "năm")
        return i + 1 == last and reader.word(i) in units

    def _dated(self, found: list[Period], j: int, reader: Tokens) -> tuple[Period, float] | None:
        """A single period that ends the phrase, with its year."""
        if len(found) != 1 or j != len(reader.tokens) or not found[0].first:
            return None
        if found[0].known:
            return found[0], FULL
        year, confidence = self._year()
        if year is None or not (period := found[0].at(year)).valid():
            return None
        return period, confidence

    def _year(self) -> tuple[int | None, float]:
        if self.sole_year is not None:
            return self.sole_year, _SOLE_YEAR
        return self.issued_year, _ISSUED_YEAR


def _tail(reader: Tokens, i: int) -> tuple[TimingKind, int]:
    """«và những năm tiếp theo» makes a window open."""
    i += reader.word(i) == ","
    n = reader.match(i, _OPEN)
    if not n:
        return TimingKind.WINDOW, i
    i += n
    return TimingKind.OPEN_WINDOW, i + (reader.word(i) == "theo")
