"""Deadline phrases (thời hạn) of plans, read into rules: «Quý I hằng năm», «Ngay sau khi Đề án được ban hành».

A phrase is cut into tokens and must be consumed whole by one rule, or by several rules joined by «;», «/», «,» or
«và» (then the kind is ``composite``). Words that no rule consumes lower the confidence below 0.9; a phrase that
nothing reads keeps its text with kind ``none`` and confidence 0. Recurrence rules come from a fixed vocabulary and
name the **due** days; ``window`` is the length of time that ends on each of them.

Conventions: «trước ngày 30/6/2026», «chậm nhất 30/6/2026» and «đến hết 30/6/2026» are due on that day, «trước
tháng 6/2026» on the last day of May. ``offset_days`` is negative for ``before_event``.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import replace
from enum import IntEnum
from itertools import pairwise

from vanban.model import Timing, TimingKind
from vanban.periods import Period, Reader, Token, read_periods, read_range, tokens_of
from vanban.timing_events import EVENT_STARTERS, read_event

FULL = 0.98
_SOLE_YEAR = 0.9  # the year was said in another part of the phrase
_ISSUED_YEAR = 0.6  # the year is that of the paper
_VAGUE = 0.85  # «cuối năm 2026», «đến năm 2030»
_LABELLED = 0.8
_LEFT_OVER = 0.6

_LEAD_IN = (
    ("thời", "gian"), ("thời", "hạn"), ("hoàn", "thành"), ("thực", "hiện"), ("triển", "khai"), ("dự", "kiến"),
    ("báo", "cáo"), ("đăng", "ký"), ("ban", "hành"), ("trình",), ("xong",), ("trong", "suốt"), ("trong", "cả"),
    ("trong",), ("vào",), ("cả",), ("suốt",), ("phải",), (":",),
)  # fmt: skip
_BY = (
    ("chậm", "nhất"), ("muộn", "nhất"), ("không", "quá"), ("không", "muộn", "hơn"), ("đến", "hết"), ("tới", "hết"),
    ("đến", "trước"), ("đến", "cuối"), ("hạn", "cuối"), ("xong", "trước"), ("trước",), ("hết",), ("cuối",), ("đến",),
    ("tới",),
)  # fmt: skip
_EVERY = frozenset(("hằng", "hàng", "mỗi", "từng"))
_ONCE = (("một", "lần"), ("/", "lần"), ("/", "1", "lần"), ("/", "01", "lần"), ("1", "lần"), ("01", "lần"))
_OPEN = (
    ("trở", "đi"), ("trở", "về", "sau"), ("và", "tiếp", "theo"), ("và", "các", "năm", "sau"),
    ("và", "những", "năm", "sau"), ("và", "các", "năm", "tiếp"), ("và", "những", "năm", "tiếp"),
)  # fmt: skip
_STEADY = (("thường", "xuyên"), ("liên", "tục"), ("định", "kỳ"), ("kịp", "thời"), ("hằng", "năm"), ("hàng", "năm"),
           ("hằng", "ngày"), ("hàng", "ngày"), ("lâu", "dài"))  # fmt: skip
_RULES = {
    "năm": ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "P1Y"),
    "quý": ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "P3M"),
    "quí": ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "P3M"),
    "tháng": ("FREQ=MONTHLY;BYMONTHDAY=-1", "P1M"),
    "tuần": ("FREQ=WEEKLY;BYDAY=SU", "P7D"),
    "ngày": ("FREQ=DAILY", "P1D"),
}
_EVERY_MONTHS = {
    1: _RULES["tháng"],
    3: _RULES["quý"],
    6: ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "P6M"),
    9: ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30", "P9M"),
    12: _RULES["năm"],
}
_WINDOW = {"day": "P1D", "month": "P1M", "quarter": "P3M", "half": "P6M", "year": "P1Y"}
_LONGEST = 60  # tokens; longer phrases are parted at «;» and at sentences only
_EMPTY = re.compile(r"[\s.,;:/…_–—-]*")
_LABEL = re.compile(r"[^:;]{3,}:\s*(?=\S)")
_ACTION = re.compile(r"(?<!\w)(vào|trong|trước|chậm nhất|muộn nhất|hoàn thành|đến hết|xong)\s", re.IGNORECASE)
_NUMBERED = re.compile(r"\bsố:?\s*\d", re.IGNORECASE)
_STARTS = frozenset(
    ("ngày", "tháng", "quý", "quí", "năm", "từ", "trong", "vào", "trước", "sau", "chậm", "muộn", "đến", "hết", "cuối",
     "hằng", "hàng", "mỗi", "từng", "thường", "liên", "định", "cả", "giai", "phải", "hoàn", "có")
)  # fmt: skip


def read_timing(phrase: str | None, *, issued: dt.date | None = None) -> Timing:
    """The rule that a deadline phrase states.

    ``issued`` is the date of the paper: it gives the year to «tháng 11» or «trước 15/12», at low confidence.

    >>> read_timing("Quý I hằng năm").rrule
    'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31'
    >>> read_timing("Từ tháng 2/2017 đến tháng 9/2018").due
    datetime.date(2018, 9, 30)
    """
    printed = " ".join(unicodedata.normalize("NFC", phrase or "").split())
    if _EMPTY.fullmatch(printed):
        return Timing(confidence=1.0, text=printed or None)
    timing = _Grammar(printed, issued).read()
    return replace(timing, text=printed)


class _Sign(IntEnum):
    """What stands between two rules; the order is the order of trying."""

    PARTING = 0  # «;» or the end of a sentence: what is on one side never belongs to the other
    JOINING = 1
    NONE = 2


class _Grammar:
    """The rules, with what the whole phrase tells about years."""

    def __init__(self, printed: str, issued: dt.date | None) -> None:
        self.text = re.sub(r"[*_`]+", "", printed).strip(" .;,:/…")
        years = {int(year) for year in re.findall(r"(?<![\d/])(?:19|20)\d\d(?!\d)", self._without_numbers())}
        years |= {int(year) for year in re.findall(r"(?<=\d[/.-])(?:19|20)\d\d(?!\d|/)", self._without_numbers())}
        self.sole_year = years.pop() if len(years) == 1 else None
        self.issued_year = issued.year if issued else None
        self._known: dict[str, Timing | None] = {}

    def _without_numbers(self) -> str:
        return re.sub(r"\bsố\s*\d[\w/.-]*", "", self.text)

    def read(self) -> Timing:
        """The best reading of the whole phrase; kind none with confidence 0 when there is none."""
        return self._rule(self.text) or self._labelled(self.text) or Timing()

    def _rule(self, text: str) -> Timing | None:
        """One rule or several joined rules that consume a text whole."""
        text = text.strip(" .;,:")
        plain = self._plain(text)
        if plain:
            return plain
        joined = self._joined(text)
        if joined:
            return joined
        event = self._event(text)
        return replace(event, text=text) if event else None

    def _event(self, text: str) -> Timing | None:
        """A named event, after words such as «hoàn thành» that add nothing to it."""
        event = read_event(text)
        if event:
            return event
        tokens = tokens_of(text)
        n = _match(Reader(tokens), 0, _LEAD_IN)
        return self._event(text[tokens[n].start :]) if 0 < n < len(tokens) else None

    # Rules without a named event

    def _plain(self, text: str) -> Timing | None:
        tokens = tokens_of(text)
        reader = Reader(tokens)
        i = 0
        while (n := _match(reader, i, _LEAD_IN)) and i + n < len(tokens):
            timing = self._core(reader, i)
            if timing:
                return replace(timing, text=text)
            i += n
        timing = self._core(reader, i)
        return replace(timing, text=text) if timing else None

    def _core(self, reader: Reader, i: int) -> Timing | None:
        for rule in (
            self._steady,
            self._cadences,
            self._recurring,
            self._each,
            self._span,
            self._by,
            self._since,
            self._listed,
        ):
            timing = rule(reader, i)
            if timing:
                return timing
        return None

    def _steady(self, reader: Reader, i: int) -> Timing | None:
        """«Thường xuyên», «Thường xuyên, định kỳ», «Thường xuyên trong năm 2026»."""
        if not (reader.words(i, "thường", "xuyên") or reader.words(i, "liên", "tục")):
            return None
        i += 2
        while True:
            j = i + (reader.word(i) in (",", "-", "–", "và", "/"))
            n = _match(reader, j, _STEADY)
            if not n:
                break
            i = j + n
        return self._bounded(reader, i, Timing(TimingKind.CONTINUOUS, confidence=FULL))

    def _cadences(self, reader: Reader, i: int) -> Timing | None:
        """«Định kỳ hằng quý, 6 tháng, năm»: several cadences, of which the first says that they recur."""
        periodic = reader.words(i, "định", "kỳ")
        i += 2 * periodic
        parts: list[Timing] = []
        while True:
            every = reader.word(i) in _EVERY
            number = reader.number(i)
            if reader.word(i + every) in _RULES and (every or parts or periodic):
                rrule, window = _RULES[reader.word(i + every)]
                i += every + 1
            elif number in _EVERY_MONTHS and reader.word(i + 1) == "tháng":
                rrule, window = _EVERY_MONTHS[number]
                i += 2
            else:
                return None
            parts.append(Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL))
            if i == len(reader.tokens):
                return _composite(*parts) if len(parts) > 1 else None
            if reader.word(i) not in (",", "và", "/"):
                return None
            i += 1

    def _recurring(self, reader: Reader, i: int) -> Timing | None:
        """«Hằng quý», «định kỳ 6 tháng», «6 tháng/lần», «Hằng năm, trước ngày 15/12»."""
        confidence = FULL
        periodic = reader.words(i, "định", "kỳ")
        i += 2 * periodic
        if periodic and i == len(reader.tokens):
            return Timing(TimingKind.RECURRING, confidence=0.5)
        i += periodic and reader.word(i) == ","
        i += reader.word(i) == "cuối" and reader.word(i + 1) in _EVERY
        if reader.word(i) in _EVERY and reader.word(i + 1) in _RULES:
            unit, i = reader.word(i + 1), i + 2
            i += _match(reader, i, _ONCE)
            rrule, window = _RULES[unit]
            timing = Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=confidence)
            return self._bounded(reader, i, timing) or (self._yearly(reader, i) if unit == "năm" else None)
        if reader.word(i) == "thường" and reader.word(i + 1) == "niên":
            rrule, window = _RULES["năm"]
            return self._bounded(
                reader, i + 2, Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=0.95)
            )
        number = 1 if reader.word(i) == "một" else reader.number(i)
        unit = reader.word(i + 1)
        if number is None or len(reader.word(i)) > 3 or unit not in ("tháng", "năm", "quý"):
            return None
        once = _match(reader, i + 2, _ONCE)
        months = number * {"tháng": 1, "quý": 3, "năm": 12}[unit]
        if months not in _EVERY_MONTHS or not (once or periodic or months == 6):
            return None
        rrule, window = _EVERY_MONTHS[months]
        confidence = FULL if once or periodic else 0.9
        timing = Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=confidence)
        return self._bounded(reader, i + 2 + once, timing)

    def _yearly(self, reader: Reader, i: int) -> Timing | None:
        """What follows «hằng năm»: «, trước ngày 15/12», «vào tháng 11»."""
        i += reader.word(i) in (",", ":", "(")
        i += reader.word(i) in ("vào", "trong")
        found, j, by = _series(reader, i)
        j += reader.word(j) == ")"
        return _each_year(found, by) if found and j == len(reader.tokens) else None

    def _each(self, reader: Reader, i: int) -> Timing | None:
        """«Quý I hằng năm», «Trước 15/12 hằng năm», «ngày 15 hằng tháng», «ngày 15 của tháng cuối quý»."""
        found, j, by = _series(reader, i)
        if not found:
            return None
        j += reader.word(j) in (",", "của")
        if reader.word(j) in _EVERY and reader.word(j + 1) == "năm":
            timing = _each_year(found, by)
            return self._bounded(reader, j + 2, timing) if timing else None
        day = found[0].day if len(found) == 1 and found[0].unit == "day" and not found[0].first else None
        if day is None:
            return None
        if reader.word(j) in _EVERY and reader.word(j + 1) == "tháng":
            rrule, window, j = f"FREQ=MONTHLY;BYMONTHDAY={day if day < 29 else -1}", "P1M", j + 2
        elif reader.words(j, "tháng", "cuối") and "quý" in (reader.word(j + 2), reader.word(j + 3)):
            every = reader.word(j + 2) in _EVERY
            rrule, window, j = (
                f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day if day < 30 else -1}",
                "P3M",
                j + 3 + every,
            )
        else:
            return None
        return self._bounded(reader, j, Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL))

    def _span(self, reader: Reader, i: int) -> Timing | None:
        """«2025-2026», «Giai đoạn 2026-2030 và những năm tiếp theo», «Từ tháng 2/2017 đến tháng 9/2018»."""
        j = i + (reader.word(i) == "từ")
        j += 2 * reader.words(j, "giai", "đoạn")
        if reader.word(j) == "năm" and reader.word(j + 1) == "học":
            return None
        found = read_range(reader, j)
        if not found:
            return None
        first, last, j = found
        confidence = FULL
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

    def _by(self, reader: Reader, i: int) -> Timing | None:
        """«trước ngày 30/6/2026», «chậm nhất 31/5/2026», «đến hết quý II/2026», «đến năm 2030»."""
        n = _match(reader, i, _BY)
        if not n:
            return None
        before = reader.word(i + n - 1) == "trước"
        vague = reader.word(i + n - 1) == "cuối"
        i += n
        i += reader.word(i) in ("là", "vào", "đến", ":")
        i += _match(reader, i, (("trước",), ("hết",), ("cuối",)))
        dated = self._dated(*read_periods(reader, i), reader)
        if not dated:
            return None
        period, confidence = dated
        due = period.start - dt.timedelta(days=1) if before and period.unit != "day" else period.due
        if vague or (period.unit == "year" and not before):
            confidence = min(confidence, _VAGUE)
        return Timing(TimingKind.FIXED, due=due, confidence=confidence)

    def _since(self, reader: Reader, i: int) -> Timing | None:
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

    def _listed(self, reader: Reader, i: int) -> Timing | None:
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
        if found[0].unit == "day":
            return Timing(TimingKind.FIXED, due=found[0].due, confidence=confidence)
        windows = [Timing(TimingKind.WINDOW, start=p.start, due=p.due, confidence=confidence) for p in found]
        if all(b.first == a.last + 1 for a, b in pairwise(found)):
            return replace(windows[0], due=windows[-1].due)
        return Timing(TimingKind.COMPOSITE, parts=tuple(windows), confidence=confidence)

    def _bounded(self, reader: Reader, i: int, timing: Timing) -> Timing | None:
        """A rule with what bounds it in time, to the end of the phrase: «…, từ năm 2026», «… giai đoạn 2026-2030»."""
        if i == len(reader.tokens):
            return timing
        i += reader.word(i) in (",", "(")
        i += reader.word(i) in ("trong", "vào")
        tokens = reader.tokens[:-1] if reader.word(len(reader.tokens) - 1) == ")" else reader.tokens
        for rule in (self._span, self._since, self._listed):
            bound = rule(Reader(tokens), i)
            if bound and bound.start:
                return replace(timing, start=bound.start, due=bound.due, confidence=min(bound.confidence, 0.95))
        return None

    def _dated(self, found: list[Period], j: int, reader: Reader) -> tuple[Period, float] | None:
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

    # Several rules, and phrases with words that no rule reads

    def _joined(self, text: str) -> Timing | None:
        """Rules joined by signs or by «và»: every one of them must be read."""
        if text in self._known:
            return self._known[text]
        best: Timing | None = None
        for left, right, sign in _cuts(text):
            first = self._plain(left)
            if sign is _Sign.NONE and (not first or first.kind not in (TimingKind.CONTINUOUS, TimingKind.RECURRING)):
                continue
            first = first or self._event(left)
            rest = self._rule(right) if first or sign is _Sign.PARTING else None
            if sign is _Sign.PARTING and (first or rest):
                first = first or self._labelled(left) or Timing(text=left)
                rest = rest or self._labelled(right) or Timing(text=right)
            if first and rest:
                timing = _composite(replace(first, text=left), replace(rest, text=right))
                if best is None or (timing.confidence, -len(timing.parts)) > (best.confidence, -len(best.parts)):
                    best = timing
                if sign is _Sign.PARTING:
                    break
        self._known[text] = best
        return best

    def _labelled(self, text: str) -> Timing | None:
        """A rule after or before words that it does not read, at lower confidence."""
        label = _LABEL.match(text)
        if label and (timing := self._rule(text[label.end() :])):
            return replace(timing, confidence=min(timing.confidence, _LABELLED))
        for action in reversed(list(_ACTION.finditer(text))):
            timing = self._plain(text[action.start() :])
            if timing and not _NUMBERED.search(text[: action.start()]):
                return replace(timing, confidence=min(timing.confidence, _LABELLED))
        for left, _right, _strong in _cuts(text):
            timing = self._plain(left)
            if timing and timing.kind is not TimingKind.NONE:
                return replace(timing, confidence=min(timing.confidence, _LEFT_OVER))
        return None


def _match(reader: Reader, i: int, phrases: tuple[tuple[str, ...], ...]) -> int:
    """How many tokens the first of the phrases that stands at a place has; 0 when none does."""
    return next((len(phrase) for phrase in phrases if reader.words(i, *phrase)), 0)


def _tail(reader: Reader, i: int) -> tuple[TimingKind, int]:
    """«và những năm tiếp theo» makes a window open."""
    i += reader.word(i) == ","
    n = _match(reader, i, _OPEN)
    if not n:
        return TimingKind.WINDOW, i
    i += n
    return TimingKind.OPEN_WINDOW, i + (reader.word(i) == "theo")


def _series(reader: Reader, i: int) -> tuple[list[Period], int, bool]:
    """Periods without a year, each perhaps with its own «trước»: «trước 15/6 và 15/12»."""
    found: list[Period] = []
    by = False
    end = i
    while True:
        n = _match(reader, i, _BY)
        by = by or bool(n)
        i += n
        i += reader.word(i) in ("vào", "là")
        periods, j = read_periods(reader, i)
        if not periods or any(p.year is not None for p in periods):
            return found, end, by
        found += periods
        end = j
        if reader.word(j) not in (",", "và", "hoặc"):
            return found, end, by
        i = j + 1


def _each_year(found: list[Period], by: bool) -> Timing | None:
    """The yearly rule whose due days are the ends of the periods."""
    if not all(p.first for p in found) or len({(p.unit, p.day) for p in found}) != 1:
        return None
    months = ",".join(str(p.last) for p in found)
    if found[0].day:
        day, window = found[0].day, "P1Y" if by else "P1D"
        if by and len(found) > 1:
            window = f"P{12 // len(found)}M"
    else:
        last = {p.at(2026).due.day for p in found}
        day = last.pop() if len(last) == 1 and 2 not in {p.last for p in found} else -1
        window = f"P{found[0].last - found[0].first + 1}M"
        if by and found[0].unit == "month":
            window = "P1Y"
    rrule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={day}"
    return Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL)


def _cuts(text: str) -> list[tuple[str, str, _Sign]]:
    """Places where one rule may end and another begin: left text, right text, and the sign between them."""
    cuts = []
    tokens = tokens_of(text)
    short = len(tokens) <= _LONGEST
    for k, token in enumerate(tokens[1:-1], start=1):
        left, right = text[: token.start].strip(" ,"), text[token.end :].strip(" ,")
        before, after = tokens[k - 1], tokens[k + 1]
        if (
            before.text.isdecimal()
            and after.text.isdecimal()
            and before.end == token.start
            and token.end == after.start
        ):
            continue
        sentence = token.text == "." and after.start > token.end and right[:1].isupper()
        if token.text == ";" or sentence:
            cuts.append((left, right, _Sign.PARTING))
        elif token.text == "(" and right.endswith(")"):
            cuts.append((left, right[:-1], _Sign.JOINING))
        elif token.text in ("/", ",", "và", "hoặc", "-", "–", "+"):
            if short and _may_start(after):
                cuts.append((left, right, _Sign.JOINING))
        elif short and _may_start(token):
            cuts.append((left, text[token.start :].strip(), _Sign.NONE))
    return sorted(cuts, key=lambda cut: cut[2])


def _may_start(token: Token) -> bool:
    return token.text in _STARTS or token.text in EVENT_STARTERS or token.text.isdecimal()


def _composite(*timings: Timing) -> Timing:
    parts: list[Timing] = []
    for timing in timings:
        parts += timing.parts if timing.kind is TimingKind.COMPOSITE else [timing]
    confidence = min(part.confidence for part in parts)
    return Timing(TimingKind.COMPOSITE, parts=tuple(parts), confidence=confidence if confidence else 0.4)
