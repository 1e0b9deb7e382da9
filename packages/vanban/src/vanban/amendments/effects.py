"""From when an operation acts: «kể từ ngày 01/7/2026», «từ ngày Thông tư này có hiệu lực», «đến hết ngày …»."""

from __future__ import annotations

import datetime as dt
import re

from vanban.model import Effect

_DAY = (
    r"(?:ngày[ ]+)?(?P<d>\d{1,2})(?:[ ]*/[ ]*(?P<m>\d{1,2})[ ]*/[ ]*|"
    r"[ ]+tháng[ ]+(?P<m2>\d{1,2})[ ]+năm[ ]+)(?P<y>\d{4})"
)
_UNTIL_DAY = (
    _DAY.replace("?P<d>", "?P<ud>").replace("?P<m>", "?P<um>").replace("?P<m2>", "?P<um2>").replace("?P<y>", "?P<uy>")
)
_IN_FORCE = (
    r"ngày[ ]+(?:[¶§]+|[Vv]ăn[ ]bản[ ]này|"
    r"[A-ZĐ][\w ]{2,24}[ ]này)[ ]+(?:bắt[ ]đầu[ ])?có[ ]hiệu[ ]lực(?:[ ]thi[ ]hành)?"
)
_SIGNED = r"ngày[ ]+(?:được[ ]+)?(?:ký(?:[ ]+ban[ ]hành)?|ban[ ]hành|thông[ ]qua)"
EFFECT = re.compile(
    rf"(?:kể[ ]+)?từ[ ]+(?:(?P<own>{_IN_FORCE})|(?P<signed>{_SIGNED})|(?P<day>{_DAY})|"
    rf"(?P<other>ngày[^;,.]{{2,120}}|năm[ ][^;,.]{{2,80}}"
    r"|khi[ ][^;,.]{2,120}|thời[ ]điểm[^;,.]{2,120}|kỳ[^;,.]{2,120}))"
)
"""The words of an effect in a sentence whose lines are joined and whose documents are masked (§ others, ¶ this one)."""
UNTIL = re.compile(
    rf"(?:cho[ ]+)?đến[ ]+(?:hết[ ]+)?(?:(?P<day>{_UNTIL_DAY})|"
    r"(?P<event>khi[ ](?:(?!,[ ]cụ[ ]thể)[^;:]){2,400}|ngày[ ][^;,.]{2,200}))"
)


_ADOPTION = re.compile(
    r"(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?(?:(?:Quốc\s+hội|Ủy\s+ban|Hội\s+đồng)(?:\s+\w+){0,12}?\s+)?thông\s+qua(?!\w)"
)


def read_effect(words: str, offset: int, text: str, start: int = 0) -> Effect | None:
    """The effect stated in masked words, its places counted from ``offset`` in ``text``; None when none is stated."""
    match = EFFECT.search(words, start)
    until = UNTIL.search(words, match.end() if match else start)
    if match is None and until is None:
        return None
    first, last = (match or until), (until or match)
    assert first is not None and last is not None
    begin, end = offset + first.start(), offset + last.end()
    while end > begin and text[end - 1] in " .;/":
        end -= 1
    return Effect(
        begin,
        end,
        text[begin:end],
        None if match is None else _date(match["d"], match["m"] or match["m2"], match["y"]),
        None if until is None else _date(until["ud"], until["um"] or until["um2"], until["uy"]),
    )


def names_day_of_signing(effect: str) -> bool:
    """Whether an effect is the day on which this paper is signed or issued."""
    return re.match(r"(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?(?:ký|ban\s+hành)(?!\w)", effect) is not None


def names_day_of_adoption(effect: str) -> bool:
    """Whether an effect is the day on which the assembly adopted this paper (ngày thông qua)."""
    return _ADOPTION.match(effect) is not None


def names_own_day(effect: str) -> bool:
    """Whether an effect is the day this paper takes effect."""
    return re.search(r"này[ \n]+(?:bắt[ ]đầu[ ])?có[ \n]+hiệu[ \n]+lực", effect) is not None


def _date(day: str | None, month: str | None, year: str | None) -> dt.date | None:
    try:
        return dt.date(int(year or 0), int(month or 0), int(day or 0))
    except ValueError:
        return None
