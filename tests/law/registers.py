"""Random registers of law: acts with days, and orders that repeal, suspend, amend and repeal again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from hypothesis import strategies as st

from vanban.model import Amendment, AmendmentKind, Effect

TEXT = """Điều 1. Một
1. Khoản một.
2. Khoản hai.
Điều 2. Hai
Lời của điều hai.
"""
NUMBERS = ("1/2001/QH10", "2/2002/NĐ-CP", "3/2003/TT-BTP", "4/2004/QĐ-UBND", "4/2004/QĐ-UBND", "6/2006/NĐ-CP")
ISSUERS = ("", "Chính phủ", "Bộ Tư pháp", "UBND tỉnh A", "UBND tỉnh B", "Chính phủ")
NAMES = ("giá", "đất đai", "giá", "", "học phí", "lũ")
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2012, 12, 31))
WORDS = ("", "có hiệu lực sau 15 ngày kể từ ngày đăng Công báo", "có hiệu lực khi có hướng dẫn")


@dataclass(frozen=True, slots=True)
class DrawnAct:
    """An act of a random register, by its place among the numbers above, with what it orders."""

    at: int
    issued_on: dt.date | None
    effective_on: dt.date | None
    expired_on: dt.date | None
    words: str
    has_text: bool
    orders: tuple[Amendment, ...]


@st.composite
def _orders(draw: st.DrawFn) -> Amendment:
    kind = draw(
        st.sampled_from(
            (
                *(AmendmentKind.REPEAL, AmendmentKind.REPEAL, AmendmentKind.SUSPEND, AmendmentKind.REPEAL_OPERATION),
                *(AmendmentKind.COMMENCEMENT, AmendmentKind.CORRECT, AmendmentKind.RENAME),
            )
        )
    )
    provision = draw(st.sampled_from([None, "Điều 1", "khoản 2 Điều 1", "Điều 9"]))
    target = draw(st.integers(0, len(NUMBERS) - 1))
    by_name = bool(NAMES[target]) and draw(st.booleans())
    day = draw(st.none() | DAYS)
    effect = draw(st.sampled_from(["none", "day", "words"]))
    return Amendment(
        kind=kind,
        start=0,
        end=1,
        surface="bãi bỏ",
        at=draw(st.sampled_from([None, "Điều 1", "khoản 1 Điều 1"])),
        document=None if by_name or kind is AmendmentKind.COMMENCEMENT else NUMBERS[target],
        document_name=f"Nghị định {NAMES[target]}" if by_name else None,
        provision=provision,
        scope=("document" if provision is None else "provision") if draw(st.integers(0, 9)) else "subject",
        effect=None
        if effect == "none"
        else Effect(0, 1, "từ một ngày", day if effect == "day" else None, draw(st.none() | DAYS)),
        needs_person=(waits := draw(st.integers(0, 5)) == 0),
        reason="Chưa rõ." if waits else None,
    )


@st.composite
def _acts(draw: st.DrawFn) -> DrawnAct:
    return DrawnAct(
        draw(st.integers(0, len(NUMBERS) - 1)),
        draw(st.none() | DAYS),
        draw(st.none() | DAYS),
        draw(st.none() | st.none() | DAYS),
        draw(st.sampled_from(WORDS)),
        draw(st.booleans()),
        tuple(draw(st.lists(_orders(), max_size=3))),
    )


REGISTERS = st.lists(_acts(), min_size=1, max_size=7, unique_by=lambda act: act.at)


def days_in(value: Any, depth: int = 6) -> set[dt.date]:
    """Every day that stands anywhere in a value, as deep as ``depth``: where an answer could turn, whoever asks it."""
    if isinstance(value, dt.date):
        return {value}
    if depth and isinstance(value, list | tuple | set | frozenset):
        return {day for one in value for day in days_in(one, depth - 1)}
    if depth and isinstance(value, dict):
        return {day for one in value.values() for day in days_in(one, depth - 1)}
    if depth and is_dataclass(value):
        found = {day for field in fields(value) for day in days_in(getattr(value, field.name), depth - 1)}
        for name in ("issued_from", "issued_by"):
            found |= days_in(getattr(value, name, None), 0)
        return found
    return set()
