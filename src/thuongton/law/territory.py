"""Where an act of a province that was merged still holds (hiệu lực theo địa giới): in the old territory; pure.

Luật 64/2025/QH15 Điều 54, see ``rules.toml`` (old-territory). The provinces and their days are those of ``vanban``.
"""

from __future__ import annotations

import datetime as dt
import re

from thuongton.law.rules import rule_on
from thuongton.law.works import LegalWork
from vanban.places import Named, province_named, provinces
from vanban.text import fold, join_lines

OLD = "{unit} (cũ)"
LIVES_ON = "{number} còn hiệu lực trong địa bàn {unit} cũ, nay thuộc {into}, cho đến khi được thay thế ({clause})."
_OF_PROVINCE = re.compile(
    r"(?:(?:Ủy|Uỷ)\s+ban\s+nhân\s+dân|Hội\s+đồng\s+nhân\s+dân|UBND|HĐND)\s+(?:tỉnh|thành\s+phố|TP\.?)\s+(?P<name>[^,;(]+)$",
    re.IGNORECASE,
)


def province_of(issuer: str) -> Named | None:
    """The province whose council, committee or chairman issued an act; None for any other body.

    >>> province_of("Ủy ban nhân dân tỉnh Hải Dương").whole
    'tỉnh Hải Dương'
    """
    match = _OF_PROVINCE.search(join_lines(issuer).strip())
    return province_named(match["name"].strip()) if match is not None else None


def merged_on(province: Named) -> tuple[dt.date, Named] | None:
    """From which day a province is another one, and which: its own end, or the day on which it took others in."""
    into = province if province.ended is None else province_named(province.into or "")
    if into is None:
        return None
    name = fold(into.name)
    took = [one.ended for one in provinces() if one.ended is not None and one.into and fold(one.into) == name]
    if not took or (len(took) == 1 and into.begins is not None):
        return None  # nothing taken in, or one province under another name
    return (province.ended or max(took)) + dt.timedelta(days=1), into


def territory_on(work: LegalWork, day: dt.date) -> tuple[str, str] | None:
    """In which old territory an act holds on a day, and the sentence that says so; None where it holds as issued."""
    province = province_of(work.issuer)
    merger = merged_on(province) if province is not None else None
    if province is None or merger is None:
        return None
    since, into = merger
    if day < since or (work.issued_by is not None and work.issued_by >= since):
        return None
    rule = rule_on("old-territory", since)
    if rule is None:
        return None
    told = LIVES_ON.format(number=work.number, unit=province.whole, into=into.whole, clause=rule.cited)
    return OLD.format(unit=province.whole), told
