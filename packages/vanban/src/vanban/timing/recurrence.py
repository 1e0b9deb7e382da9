"""Recurring and continuous rules: «Hằng quý», «Trước 15/12 hằng năm», «Thường xuyên».

A recurrence rule is taken from a fixed vocabulary and never put together from free text, so that each has days in
every period. It names the due days; ``window`` is the length of time that ends on each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from vanban.model import Timing, TimingKind
from vanban.timing.periods import BY, Period, Tokens, read_periods, read_range

Bound = Callable[[Tokens, int, Timing], Timing | None]
"""Reads what bounds a rule in time to the end of the phrase («…, từ năm 2026»), from a place on."""

FULL = 0.98
_EVERY = frozenset(("hằng", "hàng", "mỗi", "từng"))
_ONCE = (("một", "lần"), ("/", "lần"), ("/", "1", "lần"), ("/", "01", "lần"), ("1", "lần"), ("01", "lần"))
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
_TIMES_A_YEAR = {2: ("6,12", 6), 3: ("4,8,12", 4), 4: ("3,6,9,12", 3), 6: ("2,4,6,8,10,12", 2)}
_WEEKDAYS = {
    "hai": "MO", "2": "MO", "ba": "TU", "3": "TU", "tư": "WE", "4": "WE", "năm": "TH", "5": "TH", "sáu": "FR",
    "6": "FR", "bảy": "SA", "7": "SA",
}  # fmt: skip
_SPELLED = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "chín": 9}
_TURNS = frozenset(("lần", "đợt", "kỳ"))
_LIKELY = 0.8
_NEXT_WORDS = (("sau",), ("tiếp", "theo"), ("kế", "tiếp"), ("liền", "kề"), ("liền", "sau"), ("trước", "liền", "kề"),
               ("sau", "liền", "kề"), ("liền", "kề", "sau"), ("liền", "trước"), ("kế",), ("tiếp",))  # fmt: skip
_NEXT = 0.7  # «trước ngày 05 tháng sau»: a duty that comes back, most likely
_FIRST_TURN_UNKNOWN = 0.6  # «02 năm/lần»: no rule of the vocabulary names the days before the first year is known
_EVERY_MONTHS = {
    1: _RULES["tháng"],
    3: _RULES["quý"],
    6: ("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", "P6M"),
    9: ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=30", "P9M"),
    2: ("FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1", "P2M"),
    4: ("FREQ=YEARLY;BYMONTH=4,8,12;BYMONTHDAY=-1", "P4M"),
    12: _RULES["năm"],
}


def _next(reader: Tokens, i: int, unit: str) -> int:
    """The place behind «tháng sau», «năm liền kề», «năm trước liền kề»; 0 when that does not stand at a place."""
    longest = max((len(words) for words in _NEXT_WORDS if reader.words(i + 1, *words)), default=0)
    return i + 1 + longest if reader.word(i) == unit and longest else 0


def _count(reader: Tokens, i: int) -> int | None:
    """A number in figures or in words: «6», «sáu»."""
    return _SPELLED.get(reader.word(i)) or reader.number(i)


def steady(reader: Tokens, i: int, bound: Bound) -> Timing | None:
    """«Thường xuyên», «Thường xuyên, định kỳ», «Thường xuyên trong năm 2026»."""
    if not (reader.words(i, "thường", "xuyên") or reader.words(i, "liên", "tục")):
        return None
    i += 2
    while True:
        j = i + (reader.word(i) in (",", "-", "–", "và", "/"))
        n = reader.match(j, _STEADY)
        if not n:
            break
        i = j + n
    return bound(reader, i, Timing(TimingKind.CONTINUOUS, confidence=FULL))


def cadences(reader: Tokens, i: int) -> Timing | None:
    """«Định kỳ hằng quý, 6 tháng, năm»: several cadences, of which the first says that they recur."""
    periodic = reader.words(i, "định", "kỳ")
    i += 2 * periodic
    parts: list[Timing] = []
    while True:
        every = reader.word(i) in _EVERY
        number = _count(reader, i) if reader.word(i + 1) == "tháng" else reader.number(i)
        if number == 1 and reader.word(i + 1) == "năm" and parts:
            every, number = True, None
        if reader.word(i + every) in _RULES and (every or parts or periodic):
            rrule, window = _RULES[reader.word(i + every)]
            i += every + 1
        elif number in _EVERY_MONTHS and reader.word(i + 1) == "tháng" and reader.word(i + 2) not in ("đầu", "cuối"):
            rrule, window = _EVERY_MONTHS[number]
            i += 2
        else:
            return None
        parts.append(Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL))
        if i == len(reader.tokens):
            return composite(*parts) if len(parts) > 1 else None
        if reader.word(i) not in (",", "và", "/"):
            return None
        i += 1


def recurring(reader: Tokens, i: int, bound: Bound) -> Timing | None:
    """«Hằng quý», «định kỳ 6 tháng», «6 tháng/lần», «Hằng năm, trước ngày 15/12»."""
    confidence = FULL
    periodic = reader.words(i, "định", "kỳ")
    i += 2 * periodic
    if periodic and i == len(reader.tokens):
        return Timing(TimingKind.RECURRING, confidence=0.5)
    i += periodic and reader.word(i) == ","
    i += reader.word(i) == "cuối" and reader.word(i + 1) in _EVERY
    i += 2 * (reader.word(i + 2) in _EVERY and (reader.words(i, "tối", "thiểu") or reader.words(i, "ít", "nhất")))
    by = reader.match(i, BY)
    i += by if reader.word(i + by) in _EVERY and reader.word(i + by + 1) == "ngày" else 0
    if reader.word(i) in _EVERY and reader.word(i + 1) in _RULES:
        unit, i = reader.word(i + 1), i + 2
        i += 2 * reader.words(i, "ít", "nhất")
        if unit == "năm" and reader.number(i) in _TIMES_A_YEAR and reader.word(i + 1) in _TURNS:
            return _times_a_year(reader, i + 2, reader.number(i) or 0, bound)
        i += reader.match(i, _ONCE)
        rrule, window = _RULES[unit]
        timing = Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=confidence)
        dated = _yearly(reader, i) if unit == "năm" else _dated(reader, i, window)
        return dated or _on_weekday(reader, i, timing) or bound(reader, i, timing)
    if reader.word(i) == "thường" and reader.word(i + 1) == "niên":
        rrule, window = _RULES["năm"]
        return bound(reader, i + 2, Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=0.95))
    least = 2 * reader.words(i, "ít", "nhất") or 2 * reader.words(i, "tối", "thiểu")
    i += least
    number = _count(reader, i)
    unit = reader.word(i + 1)
    if number == 1 and unit == "lần" and reader.word(i + 2) in ("/", "một", "mỗi") and reader.word(i + 3) in _RULES:
        rrule, window = _RULES[reader.word(i + 3)]
        return bound(reader, i + 4, Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL))
    if number in _TIMES_A_YEAR and unit in _TURNS and reader.word(i + 2) in ("/", "một", "mỗi", "trong"):
        j = i + 3 + (reader.word(i + 3) in ("01", "1", "một"))
        return _times_a_year(reader, j + 1, number, bound) if reader.word(j) == "năm" else None
    if number == 1 and unit == "năm" and reader.number(i + 2) in _TIMES_A_YEAR and reader.word(i + 3) in _TURNS:
        return _times_a_year(reader, i + 4, reader.number(i + 2) or 0, bound)
    once = reader.match(i + 2, _ONCE)
    if unit == "tuần" and number in (1, 2, 3, 4) and (once or periodic):
        return bound(reader, i + 2 + once, _weekly(number))
    if (least and not once) or number is None or len(reader.word(i)) > 3 or unit not in ("tháng", "năm", "quý"):
        return None
    months = number * {"tháng": 1, "quý": 3, "năm": 12}[unit]
    if unit == "năm" and 2 <= number <= 10 and (once or periodic):
        timing = Timing(TimingKind.RECURRING, window=f"P{number}Y", confidence=_FIRST_TURN_UNKNOWN)
        return bound(reader, i + 2 + once, timing)
    bare = months == 6 and reader.word(i - 1) not in ("trong", "gian", "hạn", "vòng", "sau")
    if months not in _EVERY_MONTHS or not (once or periodic or bare) or reader.word(i + 2) in ("đầu", "cuối"):
        return None
    rrule, window = _EVERY_MONTHS[months]
    confidence = FULL if once or periodic else 0.9
    timing = Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=confidence)
    return bound(reader, i + 2 + once, timing)


def _weekly(number: int) -> Timing:
    """«Định kỳ 01 tuần/lần», «02 tuần một lần»: the last day of each turn of so many weeks."""
    every = f"INTERVAL={number};" if number > 1 else ""
    return Timing(TimingKind.RECURRING, rrule=f"FREQ=WEEKLY;{every}BYDAY=SU", window=f"P{7 * number}D", confidence=FULL)


def _times_a_year(reader: Tokens, i: int, times: int, bound: Bound) -> Timing | None:
    """«02 lần/năm», «mỗi năm 02 lần»: at the ends of equal parts of the year, most likely."""
    months, size = _TIMES_A_YEAR[times]
    rrule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1"
    return bound(reader, i, Timing(TimingKind.RECURRING, rrule=rrule, window=f"P{size}M", confidence=_LIKELY))


def _dated(reader: Tokens, i: int, window: str) -> Timing | None:
    """The day that follows a cadence: «hằng tháng (trước ngày 25)», «hằng quý, trước ngày 15 tháng cuối quý»."""
    j = i + (reader.word(i) in (",", ":", "("))
    tokens = reader.tokens[:-1] if reader.word(i) == "(" and reader.word(len(reader.tokens) - 1) == ")" else None
    inner = Tokens(tokens) if tokens else reader
    if j == len(inner.tokens):
        return None
    if window == "P1M":
        found, k, _ = _series(inner, j + (inner.word(j) == "vào"))
        if len(found) == 1 and found[0].day and not found[0].first and k == len(inner.tokens):
            return Timing(TimingKind.RECURRING, rrule=_monthly(found[0].day), window=window, confidence=FULL)
    timing = each(inner, j, lambda reader, k, timing: timing if k == len(reader.tokens) else None)
    return timing if timing and timing.window == window else None


def _yearly(reader: Tokens, i: int) -> Timing | None:
    """What follows «hằng năm»: «, trước ngày 15/12», «vào tháng 11»."""
    i += reader.word(i) in (",", ":", "(")
    i += reader.word(i) in ("vào", "trong")
    found, j, by = _series(reader, i)
    j += reader.word(j) == ")"
    return _each_year(found, by) if found and j == len(reader.tokens) else None


def each(reader: Tokens, i: int, bound: Bound) -> Timing | None:
    """«Quý I hằng năm», «Trước 15/12 hằng năm», «ngày 15 hằng tháng», «ngày 15 của tháng cuối quý»."""
    i += 2 * reader.words(i, "định", "kỳ")
    spanned = _weekday(reader, i, bound) or _spanned(reader, i, bound)
    if spanned:
        return spanned
    found, j, by = _series(reader, i)
    if not found:
        return None
    j += reader.word(j) in (",", "của")
    if reader.word(j) in _EVERY and reader.word(j + 1) == "năm":
        timing = _each_year(found, by)
        return bound(reader, j + 2, timing) if timing else None
    if reader.words(j, "các", "năm") and j + 2 == len(reader.tokens):
        return _each_year(found, by)
    if by and (following := _next(reader, j, "năm")) and following == len(reader.tokens):
        timing = _each_year(found, by)
        return replace(timing, confidence=_NEXT) if timing else None
    day = found[0].day if len(found) == 1 and found[0].unit == "day" and not found[0].first else None
    if day is None:
        return None
    if reader.word(j) in _EVERY and reader.word(j + 1) == "tháng":
        rrule, window, j = _monthly(day), "P1M", j + 2
    elif (following := _next(reader, j, "tháng")) and following == len(reader.tokens):
        return Timing(TimingKind.RECURRING, rrule=_monthly(day), window="P1M", confidence=_NEXT)
    elif reader.words(j, "tháng", "đầu") and _next_quarter(reader, j + 2) == len(reader.tokens) and day < 29:
        rrule = f"FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY={day}"
        return Timing(TimingKind.RECURRING, rrule=rrule, window="P3M", confidence=_NEXT)
    elif reader.words(j, "tháng", "cuối") and "quý" in (reader.word(j + 2), reader.word(j + 3)):
        every = reader.word(j + 2) in _EVERY or reader.word(j + 2) == "của"
        rrule, window, j = (
            f"FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY={day if day < 30 else -1}",
            "P3M",
            j + 3 + every,
        )
    else:
        return None
    return bound(reader, j, Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL))


def _next_quarter(reader: Tokens, i: int) -> int:
    """The place behind «quý sau», «tiên của quý tiếp theo»; 0 when that does not stand at a place."""
    i += reader.word(i) == "tiên"
    i += reader.word(i) in ("của", "mỗi")
    return _next(reader, i, "quý")


def _monthly(day: int) -> str:
    return f"FREQ=MONTHLY;BYMONTHDAY={day if day < 29 else -1}"


def _weekday(reader: Tokens, i: int, bound: Bound) -> Timing | None:
    """«Thứ sáu hằng tuần», «trước thứ 5 mỗi tuần»."""
    i += reader.match(i, BY)
    i += reader.word(i) == "vào"
    i += reader.word(i) in ("sáng", "chiều", "tối")
    i += reader.word(i) == "ngày"
    day = _WEEKDAYS.get(reader.word(i + 1)) if reader.word(i) == "thứ" else None
    if day is None or reader.word(i + 2) not in _EVERY or reader.word(i + 3) != "tuần":
        return None
    timing = Timing(TimingKind.RECURRING, rrule=f"FREQ=WEEKLY;BYDAY={day}", window="P7D", confidence=FULL)
    return bound(reader, i + 4, timing)


def _on_weekday(reader: Tokens, i: int, timing: Timing) -> Timing | None:
    """The day that follows «hằng tuần»: «, vào chiều thứ Năm», «(thứ Sáu)»."""
    last = len(reader.tokens) - (reader.word(i) == "(" and reader.word(len(reader.tokens) - 1) == ")")
    i += reader.word(i) in (",", ":", "(")
    i += reader.match(i, BY)
    i += reader.word(i) in ("vào", "trong")
    i += reader.word(i) in ("sáng", "chiều", "tối")
    i += reader.word(i) == "ngày"
    day = _WEEKDAYS.get(reader.word(i + 1)) if reader.word(i) == "thứ" else None
    if day is None or i + 2 != last or timing.window != "P7D":
        return None
    return replace(timing, rrule=f"FREQ=WEEKLY;BYDAY={day}")


def _spanned(reader: Tokens, i: int, bound: Bound) -> Timing | None:
    """«Từ ngày 01/11 đến ngày 09/11 hằng năm», «tháng 3 đến tháng 5 hằng năm»: due on the last day."""
    found = read_range(reader, i + (reader.word(i) == "từ"))
    if not found or found[0].year or found[1].year or not found[0].first:
        return None
    first, last, j = found
    if reader.word(j) not in _EVERY or reader.word(j + 1) != "năm" or first.last > last.last:
        return None
    start, due = first.at(2026).start, last.at(2026).due
    window = f"P{(due - start).days + 1}D" if last.day else f"P{last.last - first.first + 1}M"
    day = -1 if last.last == 2 and not last.day else due.day
    rrule = f"FREQ=YEARLY;BYMONTH={last.last};BYMONTHDAY={day}"
    return bound(reader, j + 2, Timing(TimingKind.RECURRING, rrule=rrule, window=window, confidence=FULL))


def _series(reader: Tokens, i: int) -> tuple[list[Period], int, bool]:
    """Periods without a year, each perhaps with its own «trước»: «trước 15/6 và 15/12»."""
    found: list[Period] = []
    by = False
    end = i
    while True:
        n = reader.match(i, BY)
        by = by or bool(n)
        i += n
        i += reader.word(i) in ("vào", "là", "trong")
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


def _says_more(other: Timing, part: Timing) -> bool:
    """Whether another recurring rule names the day of the turns that a part only counts («hằng quý»)."""
    if part.start or part.due or (part.rrule, part.window) not in _RULES.values():
        return False
    return other.kind is TimingKind.RECURRING and other.window == part.window and other.rrule not in (None, part.rrule)


def composite(*timings: Timing) -> Timing:
    """Several rules as one; parts that are several themselves are laid side by side.

    «Hằng quý, … trước ngày 20 của tháng cuối quý» is one: the second says the day of the turn that the first names.
    """
    parts: list[Timing] = []
    for timing in timings:
        parts += timing.parts if timing.kind is TimingKind.COMPOSITE else [timing]
    parts = [part for part in parts if not any(_says_more(other, part) for other in parts)]
    if len(parts) == 1:
        return parts[0]
    confidence = min(part.confidence for part in parts)
    return Timing(TimingKind.COMPOSITE, parts=tuple(parts), confidence=confidence if confidence else 0.4)
