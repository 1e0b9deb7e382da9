"""The lines of a head that are known by their form: number, place and day, motto, addressee (NĐ 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from vanban.symbols import NUMBER, normalise, parse
from vanban.text import Line, join_lines

_NUMBER_LINE = re.compile(r"^(?:Số|SỐ|Luật số|LUẬT SỐ|Nghị quyết số|Pháp lệnh số)\s*[:.]?\s*(?P<rest>.*)$", re.DOTALL)
_BLANK_NUMBER = re.compile(
    r"^[\s.…_]*(?P<year>/\s*(?:19|20)\d\d\s*)?(?P<separator>[/\-–])\s*"
    r"(?P<symbol>[A-ZĐ][\wĐđ₀-₉&]*(?:\s?[-–/&]\s?[A-ZĐ][\wĐđ₀-₉&]*)*)"
)
_UNREADABLE_NUMBER = re.compile(
    r"[^\s/]{0,4}[^\s\d/.…_][^\s/]{0,4}\s*/\s*(?P<symbol>[A-ZĐ][\wĐđ&]*(?:[-–][A-ZĐ][\wĐđ&]*)+)\s*$"
)
_PRINTED_NUMBER = re.compile(NUMBER)
_BARE_ORDINAL = re.compile(r"\d{1,5}(?!\d)")
_DATE = re.compile(
    r"(?:^|(?P<place>[^\W\d_][^\n\t:;]{0,60}?),\s*)(?P<date>ngày\s*(?P<day>[\d.…_]*)\s*tháng\s*(?P<month>[\d.…_]*)\s*"
    r"năm\s*(?P<year>(?:19|20)\d\d|20[.…_\s]*|[.…_]*))",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^\n\t:;]{0,60}?),\s*"
    r"(?P<date>ngày\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d\d))$",
    re.IGNORECASE,
)
_GAZETTE = re.compile(
    rf"(?:CỦA|của)\s+(?P<issuer>[^\d:;.]{{3,80}}?),?\s+(?:SỐ|số)\s*:?\s*(?P<number>{NUMBER}),?\s+"
    r"(?P<date>(?:NGÀY|ngày)\s+(?P<day>\d{1,2})\s+(?:THÁNG|tháng)\s+(?P<month>\d{1,2})\s+(?:NĂM|năm)\s+(?P<year>\d{4}))"
)
_CUT_DAY = re.compile(r"\bngày\s*\d{0,2}\s*(?:tháng\s*\d{0,2}\s*(?:năm)?)?\s*$", re.IGNORECASE)
_DAY_WHOLE = re.compile(r"ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?:19|20)\d\d\s*", re.IGNORECASE)
_ADOPTED = re.compile(
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội)[^.\n]{0,120}thông qua\s+"
    r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
)
_ADOPTED_BELOW = re.compile(_ADOPTED.pattern.replace("(?:Quốc hội", "(?:Hội đồng nhân dân|Quốc hội", 1))
NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam")
MOTTO = re.compile(r"doc lap\s*[-–—]?\s*tu do\s*[-–—]?\s*hanh phuc")
ADDRESS = re.compile(r"^Kính\s+gửi\s*[:;]?\s*(?P<rest>.*)$", re.IGNORECASE)
_OPENING_WORDS = (
    r"căn cứ|thực hiện|kính gửi|nhằm|để |sau khi|theo |trên cơ sở|xét |qua |hiện nay|tiếp theo|trả lời|phúc đáp"
    r"|tiếp nhận|hôm nay|ngày \d|trong (?:thời|năm|tháng|quý|những)"
)
_OPENING_PARTS = (
    r"phần (?:thứ|[ivx\d])|chương [ivx\d]|mục [ivx\d]|điều \d|[ivx]{1,4}\s?[./]|\d{1,2}[.)]\s|[a-zđ]\)|[-–+•]\s"
)
OPENERS = re.compile(
    rf"(?:{_OPENING_WORDS}|{_OPENING_PARTS}|ủy ban nhân dân .{{3,60}}(?:báo cáo|ban hành|xây dựng))", re.IGNORECASE
)
LAW_KINDS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def number_line(head: Sequence[Line]) -> tuple[int | None, str | None, str | None]:
    """The line of the number, the number (None when blank) and its symbol."""
    for at, line in enumerate(head[:60]):
        match = _NUMBER_LINE.match(line.content)
        if match is None:
            continue
        rest = match["rest"]
        if not line.content.startswith(("Số", "SỐ")) and len(rest) > 30:
            continue
        if not rest and at + 1 < len(head):
            rest = head[at + 1].content
        printed = _PRINTED_NUMBER.match(rest)
        if printed is not None:
            parsed = parse(printed.group())
            if parsed is not None:
                return at, normalise(printed.group()), parsed.symbol
        blank = _BLANK_NUMBER.match(rest)
        if blank is not None:
            symbol = normalise(blank["symbol"])
            return at, None, symbol
        unreadable = _UNREADABLE_NUMBER.match(rest)
        if unreadable is not None:
            return at, None, normalise(unreadable["symbol"])
        if _BARE_ORDINAL.match(rest) and at < 20 and len(rest) < 40:
            follow = re.match(r"(\d{1,5})\s*[-–/]\s*(\S+)", rest)
            if follow and "/" in rest:
                return at, normalise(follow.group()), normalise(follow[2])
    return None, None, None


def date_line(head: Sequence[Line], number_at: int | None) -> tuple[str | None, dt.date | None, str | None, int | None]:
    """Place, day, the printed date and its line; a date inside a sentence is not the date of the paper."""
    for at in range(min(len(head), 60)):
        content = _whole_day(head, at)
        match = _DATE.match(content) or _SHORT_DATE.match(content)
        if match is None and at == number_at:
            match = _DATE.search(content)
        if match is None or len(content) - match.end() > 6:
            continue
        place = match["place"]
        if place is not None:
            place = re.split(r"\s{2,}|\t", place.strip())[-1]
            if len(place.split()) > 6 or OPENERS.match(place):
                continue
            if at == number_at and (spaced := re.search(r"[A-ZĐ\d]\s+((?:[A-ZĐÀ-Ỹ][\wà-ỹ]*\s?)+)$", place)):
                place = spaced[1].strip()
        printed = join_lines(re.sub(r"[.…_]{2,}|…", " ", match["date"]))
        return (join_lines(place) if place else None), _day(match), printed, at
    return None, None, None, None


def _whole_day(head: Sequence[Line], at: int) -> str:
    """A line, with the next one where a narrow column broke the day: «…, ngày 19 tháng 11 năm» «2025»."""
    content = head[at].content
    cut = _CUT_DAY.search(content)
    if cut is not None and at + 1 < len(head) and len(head[at + 1].content) < 30:
        joined = f"{content} {head[at + 1].content}"
        if _DAY_WHOLE.fullmatch(joined, cut.start()):
            return joined
    return content


def gazette_line(head: Sequence[Line], kind_at: int) -> tuple[str, str, dt.date | None, str, str, list[Line]] | None:
    """The line under the kind in which the Official Gazette printed issuer, number and day (Công báo).

    «NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 95/2007/NĐ-CP NGÀY 09 THÁNG 3 NĂM 2007 / VỀ VIỆC …». Gives number, symbol, day, the
    printed day, issuer, and the head without that line; None when there is no such line.
    """
    for count in (1, 2, 3, 4):
        joined = join_lines(" ".join(line.content for line in head[kind_at + 1 : kind_at + 1 + count]))
        match = _GAZETTE.match(joined)
        if match is None or (parsed := parse(match["number"])) is None or match.end() != len(joined):
            continue
        rest = [*head[: kind_at + 1], *head[kind_at + 1 + count :]]
        return normalise(match["number"]), parsed.symbol, _day(match), match["date"].lower(), match["issuer"], rest
    return None


def is_date_line(content: str) -> bool:
    """Whether a line is the day of the paper, alone or after the place; a title may go on with «ngày …» too."""
    match = _DATE.match(content) or _SHORT_DATE.match(content)
    return match is not None and len(content) - match.end() <= 6


def adopted_day(text: str, *, local: bool = False) -> dt.date | None:
    """The day on which the National Assembly (``local``: a people's council too) adopted the paper, at its end."""
    found = list((_ADOPTED_BELOW if local else _ADOPTED).finditer(text, max(0, len(text) - 6000)))
    return _day(found[-1]) if found else None


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except (ValueError, OverflowError):
        return None
