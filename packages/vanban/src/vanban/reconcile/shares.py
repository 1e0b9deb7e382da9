"""Shares that a sentence states of two numbers («15.463/17.731 hợp tác xã, đạt tỷ lệ 87,02%»): does the division agree.

The share is the one after «đạt», «chiếm», «tỷ lệ»; a threshold («từ 80% trở lên», «tối thiểu 95%») and a share of a
plan are none. A share that agrees with any other two numbers of its sentence accuses nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.model import Reading
from vanban.numerals import NUMBER, read_number
from vanban.patterns import any_of
from vanban.reconcile.values import Part, Reconciliation, shown
from vanban.text import clean

_WHOLE_NUMBER = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
_S = r"[ \u00a0]"
_PAIR = re.compile(
    rf"""(?<![\w.,/–-])(?P<part>{_WHOLE_NUMBER})                       # the part, «/» or «trên tổng số», the whole
    (?:{_S}?(?:[^\W\d_]+{_S}){{0,5}}[^\W\d_]*{_S}?/{_S}?|[^\n\t.;%/\d]{{2,90}}trên\s+tổng(?:\s+số)?\s+)
    (?P<whole>{_WHOLE_NUMBER})(?![\w/.,-]*\d)                          # no day, no symbol
    """,
    re.VERBOSE,
)
_SHARE = re.compile(rf"(?P<share>{NUMBER}){_S}?%")
_SAID_WORDS = ("đạt", "chiếm", "tỷ lệ", "tỉ lệ", "tương đương", "bằng", "tức", "là", "được")
_SAID = re.compile(rf"{any_of(_SAID_WORDS)}(?:{_S}+[^\W\d_]+){{0,4}}[ \u00a0:]*$|\({_S}*$", re.IGNORECASE)
_NOT_EXACT = (
    *("từ", "tối thiểu", "ít nhất", "dưới", "không quá", "hơn", "trên", "khoảng", "tối đa", "đến", "tăng", "giảm"),
    *("vượt", "thêm", "mức"),
)
_THRESHOLD_BEFORE = re.compile(rf"(?:(?<!\w){any_of(_NOT_EXACT)}{_S}+|[≥≤<>])$", re.IGNORECASE)
_OF_A_PLAN = ("kế hoạch", "chỉ tiêu", "dự toán", "KH", "cùng kỳ", "mục tiêu", "nghị quyết")
_THRESHOLD_AFTER = re.compile(
    rf"{_S}*(?:trở (?:lên|xuống)|đến dưới|[-–]|(?:của|so với|theo|trên|số)?{_S}*{any_of(_OF_A_PLAN)}(?!\w))",
    re.IGNORECASE,
)
_OTHER_PAIR = re.compile(rf"(?<![\w.,/–-])(?:{_WHOLE_NUMBER})(?![\w/.,-]*\d)(?!\s?%)")
_STOP = re.compile(r"[.;](?=\s|$)|[\n\t]")
_REACH = 170
_LEAST = 10
"""A whole smaller than this is a mark or a part of speech («2/3 số hộ»), its share is not told."""
_MOST_NUMBERS = 24


def reconcile_shares(reading: Reading) -> Iterator[Reconciliation]:
    """The shares of one paper against the two numbers that they are said of."""
    cleaned = clean(reading.text)
    text = cleaned.text
    for pair in _PAIR.finditer(text):
        part, whole = read_number(pair["part"]), read_number(pair["whole"])
        if whole < _LEAST or part > whole or (part <= 31 and re.fullmatch(r"(?:19|20)\d\d", pair["whole"])):
            continue
        found = _share_after(text, pair.end())
        if found is None:
            continue
        said = read_number(found["share"])
        decimals = len(found["share"].partition(",")[2])
        right = 100 * part / whole
        parts = tuple(
            Part(reading.source.name, *cleaned.source_span(*match.span(group)), value, label)
            for match, group, value, label in (
                (pair, "part", part, "phần"), (pair, "whole", whole, "tổng"), (found, "share", said, "%"),
            )
        )  # fmt: skip
        printed = f"{pair['part']}/{pair['whole']}"
        if abs(right - said) <= 1.5 * 10.0**-decimals:
            yield Reconciliation(f"{printed} = {found['share']} %", "khớp", parts, about="share")
        elif not _agrees_otherwise(text, pair, found, said, decimals):
            near = shown(right, max(1, decimals))
            gap = round(said - right, 4)
            reason = f"{printed} là {near} %, văn bản ghi {found['share']} %."
            yield Reconciliation(f"{printed} ≠ {found['share']} %", "lệch", parts, gap, reason, "share")


def _share_after(text: str, position: int) -> re.Match[str] | None:
    """The share that is said of a pair of numbers: no threshold, and no other number stands between."""
    stop = _STOP.search(text, position, position + _REACH)
    end = stop.start() if stop is not None else min(len(text), position + _REACH)
    last = position
    for share in _SHARE.finditer(text, position, end):
        if _OTHER_PAIR.search(text, last, share.start()) is not None:
            return None
        last = share.end()
        if _THRESHOLD_BEFORE.search(text, max(position, share.start() - 16), share.start()):
            continue
        if _THRESHOLD_AFTER.match(text, share.end(), share.end() + 40):
            continue
        return share if _SAID.search(text, max(position, share.start() - 60), share.start()) else None
    return None


def _agrees_otherwise(text: str, pair: re.Match[str], share: re.Match[str], said: float, decimals: int) -> bool:
    """Whether two other numbers of the sentence give the share that is said."""
    begin = max(text.rfind(mark, max(0, pair.start() - 240), pair.start()) for mark in (". ", "\n"))
    stop = _STOP.search(text, share.end(), share.end() + _REACH)
    end = stop.start() if stop is not None else min(len(text), share.end() + _REACH)
    numbers = [read_number(match.group()) for match in _OTHER_PAIR.finditer(text, max(0, begin), end)]
    return _some_pair(numbers[:_MOST_NUMBERS], said, decimals)


def _some_pair(numbers: Sequence[float | int], said: float, decimals: int) -> bool:
    slack = 0.6 * 10.0**-decimals
    return any(b >= _LEAST and a <= b and abs(100 * a / b - said) <= slack for a in numbers for b in numbers)
