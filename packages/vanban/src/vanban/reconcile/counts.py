"""Numbers of things inside one sentence or list (số đếm), each with its noun, and what makes a list doubtful."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vanban.figures.units import unit_at
from vanban.numerals import read_number
from vanban.text import fold
from vanban.vocabulary import kind_named

NUMBER = r"(?<![\w./,–-])(?:\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,\d+)?(?![\d%]|[./-]\d|[/-]\w)"
"""A number that counts: no part of a day, a symbol or a share (pattern)."""
_COUNT = re.compile(rf"(?P<number>{NUMBER})(?:\*\*)?[ \u00a0\n]+(?=[^\W\d_])")
_ANY = re.compile(r"\d[\d.,/]*")
_NAMED = re.compile(
    r"(?<!\w)(?:điều|khoản|điểm|mục|quý|tháng|ngày|năm|thứ|lần|kỳ|số|khu phố|thôn|tổ|đề án|nhóm|phụ lục|quyết định"
    r"|nghị quyết|kế hoạch|loại|cấp|hạng|khóa|quốc lộ|giai đoạn|từ|đến|giờ|phút)[ \u00a0]$",
    re.IGNORECASE,
)
_TIME = frozenset({"ngày", "tháng", "năm", "giờ", "phút", "tuần", "quý", "lần"})
OPEN = re.compile(
    r"…|\.\.\.|(?<!\w)(?:v\.\s?v|vân vân|chủ yếu|còn lại|số khác|một số|mỗi|từng|bình quân|trung bình|khoảng|gần|hơn"
    r"|trên|ước|xấp xỉ|tối thiểu|tối đa|ít nhất|dưới|đa số|phần lớn|ngoài ra|vừa)(?!\w)",
    re.IGNORECASE,
)
"""Words that tell that a list is no list of all parts, or that its numbers are not exact."""
SAME = (
    frozenset({"nhiệm vụ", "việc", "công việc", "nội dung", "nội dung công việc"}),
    frozenset({"hồ sơ", "trường hợp", "lượt hồ sơ", "lượt", "vụ việc", "vụ", "việc", "đơn", "đơn thư"}),
    frozenset({"người", "cán bộ", "công chức", "đồng chí", "học viên", "thành viên", "đại biểu"}),
)
"""Nouns that papers use for one another."""


@dataclass(frozen=True, slots=True)
class Count:
    """One number with the noun behind it; places are offsets into the text it was read from."""

    start: int
    end: int
    value: float | int
    noun: str
    decimals: int = 0

    @property
    def head(self) -> str:
        """The first syllable of the noun, without its marks."""
        return fold(self.noun).split()[0] if self.noun else ""


def counts(view: str, offset: int = 0) -> list[Count]:
    """The numbers of a passage that count things, in their order; numbers of names and times are none.

    Args:
        view: the passage alone.
        offset: where it begins in the text that the places count in.
    """
    found = []
    for match in _COUNT.finditer(view):
        if _NAMED.search(view, max(0, match.start() - 14), match.start()):
            continue
        noun = _noun(view, match.end(), len(view))
        if noun.split()[0] in _TIME:
            continue
        printed = match["number"]
        start, end = match.span("number")
        decimals = len(printed.partition(",")[2])
        found.append(Count(offset + start, offset + end, read_number(printed), noun, decimals))
    return found


def _noun(text: str, position: int, stop: int) -> str:
    """The noun at a place: a known unit, else its first word."""
    known = unit_at(text, position, min(stop, position + 60))
    if known is not None:
        return known[0]
    word = re.compile(r"[^\W\d_]+").match(text, position, stop)
    return word.group().lower() if word is not None else ""


def others(view: str, offset: int, used: Sequence[Count]) -> bool:
    """Whether a passage, which begins at ``offset``, holds numbers that none of the counts is; shares are none."""
    starts = {count.start for count in used}
    return any(
        offset + match.start() not in starts and view[match.end() : match.end() + 1] != "%"
        for match in _ANY.finditer(view)
    )


def masked(text: str, start: int, stop: int) -> str:
    """A passage with what stands in brackets blanked, letter for letter; an open bracket blanks nothing."""
    return re.sub(r"\([^()\n]*\)", lambda match: " " * len(match.group()), text[start:stop])


def one_noun(whole: str, parts: Sequence[Count]) -> bool:
    """Whether the parts count what the whole counts: the same noun, one used for it, or kinds of document."""
    if all(_alike(whole, part.noun) for part in parts):
        return True
    return fold(whole).startswith("van ban") and all(is_document(part.noun) for part in parts)


def disjoint(parts: Sequence[Count]) -> bool:
    """Whether no thing can be counted in two of the parts: each is another kind of document."""
    return all(is_document(part.noun) for part in parts) and len({part.noun for part in parts}) == len(parts)


@cache
def is_document(noun: str) -> bool:
    """Whether a noun is a kind of document («nghị quyết»)."""
    return kind_named(noun[:1].upper() + noun[1:]) is not None


def _alike(left: str, right: str) -> bool:
    a, b = fold(left), fold(right)
    if a == b or a.startswith(b + " ") or b.startswith(a + " "):
        return True
    return any(left in group and right in group for group in SAME)


def noun_of(words: str) -> str:
    """The noun that a passage begins with: a known unit, else its first word in small letters; empty without one."""
    bare = words.strip()
    return _noun(bare, 0, len(bare)) if bare else ""


def same_thing(left: str, right: str) -> bool:
    """Whether two nouns name the same thing."""
    return bool(left) and bool(right) and _alike(left, right)


def balances(values: Sequence[float | int], whole: float | int, slack: float = 0.0) -> bool:
    """Whether the values make the whole."""
    return abs(sum(values) - whole) <= slack + 1e-9


MOST = 40
"""Members of a list that are looked through; a longer one is never accused."""


def other_reading(values: Sequence[float | int], whole: float | int) -> list[int] | None:
    """Another reading of a list that balances, as the places of its summands: first parts, parts of a part left out.

    An empty list tells of a reading that is no sum (a factor: «12 thôn, mỗi thôn 5 người, tổng số 60»).
    """
    size = len(values)
    for count in range(2, size):
        if balances(values[:count], whole):
            return list(range(count))
    for at in range(size):
        for stop in range(at + 3, size + 1):
            if balances(values[at + 1 : stop], values[at]):
                rest = [*range(at + 1), *range(stop, size)]
                if balances([values[i] for i in rest], whole):
                    return rest
    if any(value == whole for value in values):
        return []
    pairs = [(a, b) for i, a in enumerate(values) for b in values[i + 1 :]]
    if any(whole in (a * b, b / a if a else None, a / b if b else None) or whole * a == b for a, b in pairs):
        return []
    return None
