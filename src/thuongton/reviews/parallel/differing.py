"""What differs between two provisions on one matter: amounts, days, competent bodies, required papers; pure.

Each reader names what a text states; what one side states and the other does not is told with its words. A body is
held against a body without the name of its place, so that «UBND tỉnh An Giang» and «UBND tỉnh Kiên Giang» are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from thuongton.reviews.parallel.subject import neutral
from vanban.citations.bodies import BODY
from vanban.figures import read_figures
from vanban.text import fold

LONGEST = 40_000
"""Letters of a provision that are read."""
_TERM = re.compile(
    r"(?P<count>\d{1,3})\s*(?:\([^()\n]{1,30}\)\s*)?(?P<unit>ngày\s+làm\s+việc|ngày|tuần|tháng|giờ|năm)(?!\w)"
    r"(?!\s*\d{1,4}\b)(?<!\d/)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b(?:ngày\s+)?\d{1,2}(?:/\d{1,2}/|\s+tháng\s+\d{1,2}\s+năm\s+)\d{4}\b", re.IGNORECASE)
_BODY = re.compile(rf"(?<!\w){BODY}", re.VERBOSE)
_PAPER = re.compile(
    r"(?<!\w)(?P<paper>(?:đơn|tờ khai|giấy|bản sao|bản chính|văn bản đề nghị|biên bản|chứng chỉ|bản vẽ|dự toán"
    r"|bản cam kết|sơ yếu lý lịch|phiếu|danh sách)\s+[^;.:\n,()]{3,90})",
    re.IGNORECASE,
)
_TIMES = (("nghin", 1e3), ("ngan", 1e3), ("trieu", 1e6), ("ty", 1e9), ("ti", 1e9))
_DOSSIER = re.compile(r"hồ\s+sơ|giấy\s+tờ|thành\s+phần", re.IGNORECASE)


class Matter(StrEnum):
    """What is held against each other."""

    AMOUNT = "amount"
    DAYS = "days"
    BODY = "body"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class MatterDifference:
    """What only one side states of a matter, in its own words; both sides in the order of their texts."""

    matter: Matter
    left: tuple[str, ...]
    right: tuple[str, ...]


def differences(left: str, right: str, places: Sequence[str] = ()) -> tuple[MatterDifference, ...]:
    """Where two provisions state different things, by matter.

    >>> [(one.matter.value, one.left, one.right) for one in differences("hỗ trợ 500.000 đồng", "hỗ trợ 700.000 đồng")]
    [('amount', ('500.000 đồng',), ('700.000 đồng',))]
    """
    found = []
    for matter, read in _READERS.items():
        mine, theirs = (dict(read(text[:LONGEST], places)) for text in (left, right))
        only = tuple(words for key, words in mine.items() if key not in theirs)
        other = tuple(words for key, words in theirs.items() if key not in mine)
        if only or other:
            found.append(MatterDifference(matter, only, other))
    return tuple(found)


def _amounts(text: str, _places: Sequence[str]) -> Iterator[tuple[str, str]]:
    for figure in read_figures(text):
        if figure.value is not None and not _TERM.match(figure.surface):
            value, unit = _money(float(figure.value), fold(figure.unit or ""))
            yield f"{value:g} {unit}", " ".join(figure.surface.split())


def _money(value: float, unit: str) -> tuple[float, str]:
    """«1,5 triệu đồng/ha» as «1.500.000 đồng/ha»."""
    for words, times in _TIMES:
        if unit.startswith(f"{words} dong"):
            return round(value * times, 2), unit.removeprefix(f"{words} ")
    return value, unit


def _days(text: str, _places: Sequence[str]) -> Iterator[tuple[str, str]]:
    for match in _TERM.finditer(text):
        yield f"{int(match['count'])} {' '.join(fold(match['unit']).split())}", " ".join(match[0].split())
    for match in _DATE.finditer(text):
        yield " ".join(str(int(one)) for one in re.findall(r"\d+", match[0])), " ".join(match[0].split())


def _bodies(text: str, places: Sequence[str]) -> Iterator[tuple[str, str]]:
    for match in _BODY.finditer(text):
        words = " ".join(match[0].split())
        key = neutral(words, places).replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")
        yield key, words


def _papers(text: str, places: Sequence[str]) -> Iterator[tuple[str, str]]:
    if not _DOSSIER.search(text):
        return
    for match in _PAPER.finditer(text):
        words = " ".join(match["paper"].split())
        yield neutral(words, places), words


_READERS: dict[Matter, Callable[[str, Sequence[str]], Iterator[tuple[str, str]]]] = {
    Matter.AMOUNT: _amounts,
    Matter.DAYS: _days,
    Matter.BODY: _bodies,
    Matter.PAPER: _papers,
}
