"""A basis of a draft mended (sửa căn cứ): the wrong words in their place, put right as the register says; pure."""

from __future__ import annotations

import datetime as dt
import re

from thuongton.law.works import LegalWork
from thuongton.web.dates import day_words
from vanban.model import Citation, Finding

_NAME_BEGINS = re.compile(r"\s+(?:Quy\s+định|Về|Ban\s+hành|Hướng\s+dẫn|Sửa\s+đổi).*$", re.DOTALL)
"""Where the name of the act begins that was read as part of its issuer."""
BEHIND = 40
"""Letters behind a citation among which its name may begin."""
_DAY = re.compile(
    r"(?P<slash>\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4})"
    r"|(?P<words>(?:ngày\s+)?\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})",
    re.IGNORECASE,
)


def basis_words(work: LegalWork) -> str:
    """How a basis is written (Nghị định 30/2020/NĐ-CP, Phụ lục I): kind, number, day, issuer, name.

    >>> basis_words(LegalWork("24/2024/NĐ-CP", "Chính phủ", "Nghị định", "Quy định chi tiết", dt.date(2024, 2, 7)))
    'Nghị định số 24/2024/NĐ-CP ngày 07 tháng 02 năm 2024 của Chính phủ Quy định chi tiết'
    """
    day = f"ngày {long_day(work.issued_on)}" if work.issued_on is not None else ""
    issuer = f"của {work.issuer}" if work.issuer else ""
    return " ".join(part for part in (work.kind, f"số {work.number}", day, issuer, work.title) if part).strip()


def long_day(day: dt.date) -> str:
    """A day as papers write it: «07 tháng 02 năm 2024», «15 tháng 5 năm 2024»."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def mended(text: str, one: Citation, finding: Finding, work: LegalWork | None) -> str | None:
    """The text with one fault of a citation put right; None where the register does not say how.

    Only the words that are wrong are replaced. An act that has ended is replaced by nothing: which act now rules the
    matter, and which clause, a person must see.
    """
    if work is None and finding.rule != "basis-number":
        return None
    end = one.end
    if finding.rule == "basis-title" and one.title:
        end = min(len(text), one.end + len(one.title) + BEHIND)  # the name stands behind number, day and issuer
    surface = text[one.start : end]
    found = _replaced(surface, one, finding, work)
    return None if found is None or found == surface else text[: one.start] + found + text[end:]


def _replaced(surface: str, one: Citation, finding: Finding, work: LegalWork | None) -> str | None:
    rule = finding.rule.removeprefix("basis-")
    if rule == "number" and finding.suggestion and one.number:
        return _once(surface, one.number, finding.suggestion)
    if work is None:
        return None
    if rule == "day" and work.issued_on is not None:
        match = _DAY.search(surface)
        if match is None:
            return None
        words = match["words"]
        if words is None:
            said = day_words(work.issued_on)
        else:
            said = ("ngày " if words.lower().startswith("ngày") else "") + long_day(work.issued_on)
        return surface[: match.start()] + said + surface[match.end() :]
    if rule == "issuer" and work.issuer and one.issuer:
        return _once(surface, _NAME_BEGINS.sub("", one.issuer), work.issuer)
    if rule == "kind" and work.kind and one.kind:
        return _once(surface, one.kind, work.kind)
    if rule == "title" and work.title and one.title:
        return _once(surface, one.title, work.title)
    return None


def _once(surface: str, old: str, new: str) -> str | None:
    """The words with one part replaced, spaces and line ends in it as they may be; None where it is not there."""
    pattern = r"\s+".join(re.escape(word) for word in old.split())
    match = re.search(pattern, surface) if pattern else None
    return surface[: match.start()] + new + surface[match.end() :] if match is not None else None
