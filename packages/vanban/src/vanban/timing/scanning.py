"""Times among other words: every stretch of a text that a calendar rule reads, and what of dates no rule has read.

The grammar of running words is a list of (words, time). One pass over the tokens takes the longest time that begins at
each; a date, an hour or a period that stays unread is *left over*, and whoever asks must not trust the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from vanban.model import Timing
from vanban.patterns import any_of
from vanban.timing.events import read_event
from vanban.timing.periods import Token, tokens_of
from vanban.timing.rules import CalendarRules

_LONGEST = 18  # tokens of one time
_SIGNS = frozenset("/.-–:")
_STARTS = frozenset(
    ("ngày", "tháng", "quý", "quí", "năm", "từ", "trong", "vào", "trước", "chậm", "muộn", "đến", "tới", "hết", "cuối",
     "hằng", "hàng", "mỗi", "từng", "thường", "liên", "định", "cả", "giai", "nhiệm", "đầu", "giữa", "thứ", "nửa",
     "hạn", "tuần", "các", "kể", "bắt", "không", "thượng", "trung", "hạ", "sau", "ít", "tối", "xong")
)  # fmt: skip
_ENDS = frozenset(
    ("năm", "tháng", "quý", "quí", "tuần", "ngày", "lần", "theo", "đi", "sau", "xuyên", "tục", "niên", "kề", "tiếp",
     "nay", "i", "ii", "iii", "iv", "đợt", "kỳ", "năm", ")")
)  # fmt: skip
# Without a number or one of these no words name a time; no time goes over one of the others.
_TELLS = frozenset(
    ("hằng", "hàng", "mỗi", "từng", "thường", "tục", "kỳ", "i", "ii", "iii", "iv", "cuối", "trong", "nay")
)  # fmt: skip
_BREAKS = frozenset((";", "\x00", "khi", "phải", "để", "thì", "nhằm", "gửi"))
# What must not stand before a time: it would be only a part of it.
_HOLDS = frozenset(
    ("đầu", "giữa", "cuối", "học", "nửa", "từ", "nhiệm", "số", "khóa", "khoá", "đoạn", "trong", "trước", "sau", "đến",
     "tới", "nhất", "hết")
)  # fmt: skip
_HOLDS_NUMBER = frozenset(("gian", "hạn", "vòng", "quá", "vào", "ngày", "khoảng"))
_PAPER = re.compile(
    r"""(?:(?<!\w)số\s*:?\s*)?(?<![\w/.-])\d{1,6}[\w.-]*(?:/[\w.-]*)*/[\w.-]*[A-ZĐ][\w.&-]*(?:/[\w.-]+)*   # 12/QĐ-UBND
        (?:,?\s+ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}
          |,?\s+ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})?                                 # and its day
      |(?<!\w)(?:[Đđ]iều|[Kk]hoản|[Đđ]iểm|[Mm]ục|[Pp]hụ\ lục|[Cc]hương)\s+
        (?:\d+(?:\.\d+)*|[a-zđ]|[IVX]+)(?!\w)                                                   # a place in it
      |(?<!\w)(?:[Qq]uyết\ định|[Nn]ghị\ định|[Nn]ghị\ quyết|[Tt]hông\ tư|[Cc]ông\ văn|[Kk]ế\ hoạch|[Tt]ờ\ trình
        |[Tt]hông\ báo|[Cc]hỉ\ thị|[Kk]ết\ luận|[Bb]áo\ cáo|[Cc]ông\ điện)\ (?:số\ \d+\ )?
        ngày\s+\d{1,2}\s*(?:[/.-]|tháng)\s*\d{1,2}\s*(?:[/.-]|năm)\s*\d{4}                          # a paper by its day
    """,
    re.VERBOSE,
)
DATE_LIKE = re.compile(
    r"""(?<![\w/.,])\d{1,2}\s?[/.-]\s?\d{1,4}(?:\s?[/.-]\s?\d{2,4})?(?![\w%])   # 30/6, 30.6.2026, 6/2026
      |(?<![\d/.,])(?:19|20)\d\d(?![\d/.,]\d)                                    # 2026
      |(?<!\w)(?:ngày|tháng|quý|quí|năm|tuần)\s+(?:\d{1,4}|[IVX]+)(?!\w)         # ngày 15, quý II
      |(?<![\w/.,])\d{1,3}\s*(?:ngày|tháng|tuần|năm|giờ|h|phút)(?!\w)            # 05 ngày, 16 giờ
      |(?<!lần\ )(?<!tuần\ )(?<!đợt\ )(?<!kỳ\ )(?<!họp\ )(?<!\w)
       thứ\s(?:hai|ba|tư|năm|sáu|bảy|[2-7])(?!\w)                                # thứ Năm
    """,
    re.IGNORECASE | re.VERBOSE,
)


_HOUR = r"\d{1,2}\s*(?:h|giờ|g)\s*(?:\d{1,2}\s*(?:phút|ph|')?)?"
_CLOCK = re.compile(
    rf"""\b(?:(?:vào\s+)?lúc\s+)?(?:từ\s+(?={_HOUR}\s*,?\s*(?:đến|tới|[-–])\s*{_HOUR}))?    # «lúc», «từ … đến …»
        {_HOUR}\s*,?\s*(?:(?:đến|tới|[-–])\s*{_HOUR}\s*,?\s*)?                             # an hour, or two
        (?=(?:ngày|thứ|hằng|hàng|mỗi|chủ)\s|(?:sáng|chiều|tối)\s+(?:ngày|thứ)\s|\d{{1,2}}/)  # of a day
      |\b(?:sáng|chiều|tối)\s+(?=ngày\s|\d|thứ\s)                                         # a part of a day
      |(?<=\d)\s?\((?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\)                # its name behind it
      |\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*,?\s*(?=ngày\s+\d)        # the name of a day""",
    re.IGNORECASE | re.VERBOSE,
)
_FROM_CLOCK = re.compile(rf"\s*từ\s+{_HOUR}\s*,?\s*(?=ngày\s)", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:đến|tới|trở\s+đi|hết)\b", re.IGNORECASE)
# Words before which a time without a preposition still is one: «hoàn thành tháng 6», «đợt 1: tháng 3», «Lần 2 15/10».
_BEFORE = re.compile(
    r"(?:^|[,;:.(–—+/-]|(?<!\w)(?:và|hoặc|hoàn thành|xong|dự kiến|thời gian|thời hạn|ban hành|trình|báo cáo|là|riêng"
    r"|đợt \w{1,3}|lần \w{1,3}|lần thứ \w+|phải|đạt|thực hiện))\s*$",
    re.IGNORECASE,
)
_BEGIN = (
    *("từ", "trong", "vào", "trước", "chậm nhất", "muộn nhất", "đến", "tới", "hết", "cuối", "hạn", "không quá", "sau"),
    *("không muộn", "xong", "kể", "bắt đầu", "hằng", "hàng", "mỗi", "từng", "thường", "liên tục", "định kỳ", "cả"),
    *("tối thiểu", "ít nhất"),
)
_PREPOSITIONS = re.compile(rf"(?:{any_of(_BEGIN, gap=' ')}|\d{{1,2}} (?:tuần|tháng|năm|lần|đợt))(?!\w)", re.IGNORECASE)
_OF_AN_EVENT = re.compile(
    r"""(?:(?:trong|chậm\ nhất|muộn\ nhất|không\ quá|tối\ đa|sau)\s+){0,2}                        # «chậm nhất»
        (?:(?:vòng|thời\ hạn|thời\ gian)\s+)?(?:là\s+)?(?:sau\s+|không\ quá\s+)?                # «trong vòng»
        \d{1,3}\s*(?:\([^()]{1,40}\)\s*)?(?:ngày\ làm\ việc|ngày|tuần|tháng|giờ)\s*,?\s+         # how long
        (?:kể\ từ|tính\ từ|từ|sau|trước)\s+(?:khi\s+|ngày\s+|thời\ điểm\s+)?                    # from when
        (?P<event>[^\s\d,.;:()][^,.;:()\n]{2,140}?)(?=\s*(?:$|[,.;:()\n]|\s(?:phải|thì|để)\s))""",
    re.IGNORECASE | re.VERBOSE,
)
_PAUSED = re.compile(r"\s*(?:$|[,;.:()–-]|(?:và|để|phải|theo)(?!\w))", re.IGNORECASE)
_FEW_WORDS = 24  # letters before a time that tell whether it is introduced


class Found(NamedTuple):
    """A time in a text: ``text[start:end]`` and its rule."""

    start: int
    end: int
    timing: Timing


def without_papers(text: str) -> str:
    """The text with numbers, days and places of other papers blanked out, all other letters in their places.

    >>> without_papers("Công văn số 45/BTP-PL ngày 03/01/2026, trước 30/6").split(",")[1]
    ' trước 30/6'
    """
    return _PAPER.sub(lambda found: "\x00" + " " * (len(found.group()) - 1), text)


def without_hours(text: str) -> str:
    """The text with hours and days of the week blanked out, all other letters in their places.

    «Từ 20 giờ 15 phút ngày 23/1» names the hour at which the work of that day begins, no stretch of days.

    >>> without_hours("Trước 17h00 ngày 20/6")
    'Trước       ngày 20/6'
    """
    begins = _FROM_CLOCK.match(text)
    if begins and not _UNTIL.search(text, begins.end()):
        text = " " * begins.end() + text[begins.end() :]
    return _CLOCK.sub(lambda found: " " * len(found.group()), text)


def introduced(text: str, time: Found) -> bool:
    """Whether a time is one of what is to be done: it begins with a preposition or begins a clause."""
    if _PREPOSITIONS.match(text, time.start) or time.timing.rrule:
        return True
    if text[time.start : time.start + 1].isdecimal() and not _PAUSED.match(text, time.end):
        return False
    return bool(_BEFORE.search(text[max(time.start - _FEW_WORDS, 0) : time.start])) or time.start == 0


def times_in(text: str, calendar: CalendarRules, starts: frozenset[str] = _STARTS) -> Iterator[Found]:
    """Every time in a text, the longest at each place, in order and without overlap; papers must be blanked out."""
    tokens = tokens_of(text)
    i = 0
    while i < len(tokens):
        found = None
        if _may_begin(text, tokens, i, starts):
            found = _of_an_event(text, tokens[i].start) or _longest(text, tokens, i, calendar)
        if found is None:
            i += 1
            continue
        yield found
        while i < len(tokens) and tokens[i].start < found.end:
            i += 1


def left_over(text: str, found: list[Found]) -> bool:
    """Whether a date, an hour or a period of the text stands outside what was found."""
    place = 0
    for time in [*found, None]:
        stop = time.start if time else len(text)
        if DATE_LIKE.search(text[place:stop]):
            return True
        place = time.end if time else stop
    return False


def _of_an_event(text: str, start: int) -> Found | None:
    """«trong 15 ngày kể từ ngày nhận hồ sơ», up to the end of the clause."""
    found = _OF_AN_EVENT.match(text, start)
    timing = read_event(found.group()) if found else None
    return Found(start, found.end(), timing) if found and timing and (timing.offset_days or timing.window) else None


def _may_begin(text: str, tokens: tuple[Token, ...], i: int, starts: frozenset[str]) -> bool:
    token = tokens[i]
    if token.text not in starts and not token.text.isdecimal():
        return False
    before = tokens[i - 1] if i else None
    if before is None:
        return True
    if before.text in _HOLDS or (token.text.isdecimal() and before.text in _HOLDS_NUMBER):
        return False
    return not (before.end == token.start and (before.text in _SIGNS or before.text.isdecimal()))


def _longest(text: str, tokens: tuple[Token, ...], i: int, calendar: CalendarRules) -> Found | None:
    stop = min(i + _LONGEST, len(tokens))
    stop = next((j for j in range(i, stop) if tokens[j].text in _BREAKS), stop)
    if not any(token.text.isdecimal() or token.text in _TELLS for token in tokens[i:stop]):
        return None
    for j in range(stop, i, -1):
        last = tokens[j - 1]
        if not (last.text.isdecimal() or last.text in _ENDS) or _goes_on(tokens, i, j):
            continue
        if last.text == ")" and not any(tokens[k].text == "(" for k in range(i, j)):
            continue
        timing = calendar.read_tokens(tokens[i:j])
        if timing is not None and timing.confidence:
            words = text[tokens[i].start : last.end]
            return Found(tokens[i].start, last.end, replace(timing, text=words))
    return None


def _goes_on(tokens: tuple[Token, ...], i: int, j: int) -> bool:
    """Whether a time goes on behind a place: the «30» of «30/6», the «từ 1/3» of «từ 1/3 đến 5/3»."""
    if j >= len(tokens):
        return False
    last, following = tokens[j - 1], tokens[j]
    if tokens[i].text == "từ" and following.text in ("đến", "tới", "-", "–"):
        return not any(token.text in ("đến", "tới", "-", "–") for token in tokens[i:j])
    if following.start == last.end and following.text in _SIGNS and j + 1 < len(tokens):
        return tokens[j + 1].start == following.end and tokens[j + 1].text.isdecimal()
    return last.text.isdecimal() and following.text == "%"
