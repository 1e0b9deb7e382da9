"""What follows the number of a cited document: its day and who issued it, in either order."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from vanban.agencies import CENTRAL, MINISTRIES, UNITS
from vanban.citations.bodies import (
    AFTER_BODY,
    BODY,
    BROKEN_NAME,
    FIELD,
    MAYBE_SPACE,
    NAMED_BODY,
    PLACE,
    PROVINCE,
    SPACE,
)
from vanban.patterns import any_of, later
from vanban.symbols import parse
from vanban.text import join_lines

_S, _O = SPACE, MAYBE_SPACE
_DAY = (
    rf"(?:(?:[Nn]gày|NGÀY){_O}(?P<d>\d{{1,2}}){_O}(?:[/.-]{_O}(?P<m>\d{{1,2}}){_O}[/.-]{_O}(?P<y>\d{{4}})"
    rf"|(?:[Tt]háng|THÁNG){_O}(?P<m2>\d{{1,2}}){_O}(?:[Nn]ăm|NĂM){_O}(?P<y2>\d{{4}})))(?!\d)"
)
DATE = re.compile(rf"{_O},?{_O}(?:(?:được{_S})?(?:ban hành|ký|thông qua){_S})?{_DAY}")
_DATE_AT = re.compile(_DAY)
_ISSUER = later(rf"{_O},?{_O}(?P<by>của|do|giữa){_S}(?P<issuer>{BODY})(?!\w)", re.VERBOSE)
_USUAL = later(  # the bodies that most documents come from, where nothing more can belong to their name
    rf" của (?P<issuer>{any_of(CENTRAL, gap=' ')}|(?:Bộ trưởng )?Bộ {any_of(MINISTRIES, gap=' ')}|UBND tỉnh(?!\n))"
    r"(?=[;.)\n]| (?:về|quy định|hướng dẫn|sửa đổi|ban hành|phê duyệt) )"
)
_ISSUER_MORE = later(rf"{_O}(?:,|-|,?{_S}và){_S}{BODY}(?!\w)", re.VERBOSE)
_ISSUER_NAMED = later(rf"{_O},?{_O}của{_S}(?P<issuer>{NAMED_BODY})(?=,?{_S}(?:về|V/v)(?!\w))")
_NAMES_ANOTHER = re.compile(
    r"(?:số|ngày|tại|theo|quy định|ban hành|Nghị|Quyết định|Công văn|Kế hoạch|Thông tư|Luật(?! sư))(?!\w)"
)
_GOES_ON = re.compile(r"\s(?:triển\skhai|thực\shiện)(?:\sthực\shiện)?\s(?:Đề\sán|Dự\sán|Chương\strình)\s")
_AFTER_BODY = re.compile(AFTER_BODY)
_ISSUER_BARE = later(
    rf"{_S}(?P<issuer>(?:UBND|HĐND){PLACE}|(?:Bộ|Sở){_S}{FIELD})(?=[,;.)]|{_S}(?:về|quy|ban|hướng))", re.VERBOSE
)
_UNITS = re.compile(rf"(?<!\w)(?:(?P<of_province>tỉnh|[Tt]hành phố|TP\.?)|{any_of(UNITS)})(?!\w)")
_PROVINCE, _BROKEN_NAME = re.compile(PROVINCE), re.compile(BROKEN_NAME)
_MADE = re.compile(
    rf"{_O}(?:,{_S})?(?:(?:đã|mới){_S})?(?:ban{_S}hành|ký|phê{_S}duyệt|công{_S}bố|thông{_S}qua|xây{_S}dựng)"
)
_PAGE_NUMBER = re.compile(r"\n[^\S\n]*[-–]?[ ]?\d{1,3}[ ]?[-–]?[^\S\n]*\n")
_OF = re.compile(r"\s*của")
_MARKS = re.compile(r"\*{1,3}")
_TAIL_NEAR = re.compile(r"\s{0,4},?\s{0,4}(?:[Nn]gà|NG|đượ|ban h|ký|thông q|của|do|giữa|[UHBS])")  # how it may begin


@dataclass(slots=True)
class Tail:
    """What follows a number: day and issuer, and where they end."""

    end: int
    date: dt.date | None = None
    issuer: str | None = None


@lru_cache(maxsize=4096)
def is_joint(kind: str, number: str) -> bool:
    """Whether several bodies issue the document together (liên tịch, phối hợp)."""
    parsed = parse(number)
    if parsed is not None and parsed.year is None and parsed.kind is not None and "-" in parsed.body:
        return True
    return "LT" in number or "liên" in kind or "phối hợp" in kind or "CTPH" in number or "QCPH" in number


def read_tail(text: str, position: int, joint: bool = False) -> Tail:
    """Day and issuer that follow a number, in either order."""
    tail = Tail(position)
    for _ in range(4):
        end = tail.end
        if text.startswith("*", end):
            end = _MARKS.match(text, end).end()  # type: ignore[union-attr]
        if _TAIL_NEAR.match(text, end) is None:
            break
        date = _DATE_AT.match(text, end + 1) if text.startswith(" ngày ", end) else DATE.match(text, end)
        if date is not None:
            tail.date = tail.date or read_day(date)
            tail.end = date.end()
            continue
        issuer = _issuer(text, end) if tail.issuer is None else _made_by(text, end)
        if issuer is None or (tail.issuer is not None and _OF.match(text, end) is None):
            break
        end = _with_place(text, issuer.start("issuer"), issuer.end())
        while joint and tail.issuer is None and (more := _ISSUER_MORE.match(text, end)) is not None:
            end = more.end()
        tail.issuer = tail.issuer or join_lines(_PAGE_NUMBER.sub(" ", text[issuer.start("issuer") : end]))
        tail.end = end
    return tail


def _issuer(text: str, position: int) -> re.Match[str] | None:
    """The body that follows: a known one, or words up to the subject when no known one reaches its end."""
    usual = _USUAL.match(text, position)
    if usual is not None:
        return usual
    known = _made_by(text, position)
    longer = known is not None and _GOES_ON.match(text, known.end()) is not None
    if known is not None and not longer and _AFTER_BODY.match(text, known.end()) is not None:
        return known
    named = _ISSUER_NAMED.match(text, position)
    if named is not None and _NAMES_ANOTHER.search(named["issuer"]) is None:
        return named
    return known or _ISSUER_BARE.match(text, position)


def _with_place(text: str, start: int, end: int) -> int:
    """The end of a body, behind the whole name of its place that a line or a page cut: «UBND tỉnh Hòa / 2 / Bình»."""
    units = list(_UNITS.finditer(text, max(start, end - 60), end))
    if not units:
        return end
    at = units[-1].end()
    whole = _PROVINCE.match(text, at) if units[-1]["of_province"] else None
    if whole is None and at == end:
        whole = _BROKEN_NAME.match(text, at)
    return end if whole is None else max(end, whole.end())


def _made_by(text: str, position: int) -> re.Match[str] | None:
    """A known body after «của», or after «do» when it is said to have made the document («do … chuyển đến» is not)."""
    match = _ISSUER.match(text, position)
    if match is None or not match["by"].startswith("do") or _MADE.match(text, match.end()) is not None:
        return match
    return None


def read_day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), int(match["d"]))
    except ValueError:
        return None
