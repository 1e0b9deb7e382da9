"""Places in an act as citations write them («điểm a khoản 2 Điều 5»), found in its tree."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from thuongton.law.text.parts import ABOVE_ARTICLES, ARTICLE, ATTACHED, TextPart, Trail, rank

_STEP = re.compile(
    r"(?P<level>tên|tiêu đề|câu|đoạn|gạch đầu dòng|tiết|điểm|khoản|điều|tiểu mục|mục|chương|phần|mẫu|phụ lục)"
    r"(?:\s+số)?(?:\s+(?P<label>(?!của\b)[\w.()-]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its steps from the largest to the smallest, each (level, label); none is the whole act."""

    steps: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return " ".join(f"{_printed(level)} {label}".strip() for level, label in reversed(self.steps))

    @property
    def article(self) -> str | None:
        """The label of its article."""
        return next((label for level, label in self.steps if level == ARTICLE), None)

    @property
    def bare(self) -> Place:
        """The place without the chapter and section that an article stands in: articles run through an act."""
        if self.article is None:
            return self
        return Place(tuple(one for one in self.steps if one[0] not in ABOVE_ARTICLES))

    def holds(self, other: Place) -> bool:
        """Whether another place is this one or lies below it."""
        mine, theirs = self.bare.steps, other.bare.steps
        return theirs[: len(mine)] == mine

    @property
    def above(self) -> Place:
        """The place that it lies in."""
        return Place(self.steps[:-1])

    @property
    def attached(self) -> bool:
        """Whether it lies in an annex or a form."""
        return any(level in ATTACHED for level, _label in self.steps)


def _printed(level: str) -> str:
    return level if level in ("khoản", "điểm", "tiết", "câu", "đoạn", "tên", "gạch đầu dòng") else level.capitalize()


@lru_cache(maxsize=100_000)
def place_of(words: str | None) -> Place:
    """The place that a pinpoint names; the whole act for None or no words.

    >>> place_of("điểm đ khoản 1 Điều 6").steps
    (('điều', '6'), ('khoản', '1'), ('điểm', 'đ'))
    >>> str(place_of("khoản 2 Điều 19a Chương II").bare)
    'khoản 2 Điều 19a'
    """
    found = [
        (match["level"].lower().replace("tiêu đề", "tên"), (match["label"] or "").rstrip("."))
        for match in _STEP.finditer(unicodedata.normalize("NFC", words or ""))
    ]
    return Place(tuple(reversed(found)))


def find(act: TextPart, place: Place) -> list[Trail]:
    """Where the parts of a place stand in a tree: none, one, or several that bear the same labels.

    An article is looked for in the whole act, whatever chapter stands above it; annexes have articles of their own.
    """
    steps = place.bare.steps
    found: list[tuple[Trail, TextPart]] = [((), act)]
    for level, label in steps:
        found = [
            (trail, part)
            for above, top in found
            for trail, part in _below(above, top, level, label)
        ]  # fmt: skip
    return [trail for trail, _part in found]


def _below(above: Trail, top: TextPart, level: str, label: str) -> list[tuple[Trail, TextPart]]:
    found: list[tuple[Trail, TextPart]] = []
    stack = [(above, top)]
    while stack:
        trail, part = stack.pop()
        for at in range(len(part.parts) - 1, -1, -1):
            one = part.parts[at]
            here = (*trail, at)
            if one.level == level and one.label.lower() == label.lower():
                found.append((here, one))
            elif rank(one.level) < rank(level) and (one.level != ARTICLE) and one.level not in ATTACHED:
                stack.append((here, one))
    return sorted(found, key=lambda pair: pair[0])
