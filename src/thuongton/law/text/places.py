"""Places in an act as citations write them («điểm a khoản 2 Điều 5», «dòng 5 Phụ lục II»), found in its tree."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from thuongton.law.text.annexes import attached_label
from thuongton.law.text.tree import ABOVE_ARTICLES, ARTICLE, ATTACHED, ROW, TextPart, Trail, rank
from vanban.patterns import any_of

_LEVELS = (
    *("tên", "tiêu đề", "câu", "đoạn", "gạch đầu dòng", "dòng", "số thứ tự", "tiết", "điểm", "khoản", "điều"),
    *("tiểu mục", "mục", "chương", "phần", "biểu mẫu", "biểu", "mẫu", "phụ lục"),
)
_STEP = re.compile(
    rf"""(?<!\w)(?P<level>{any_of(_LEVELS, gap="[ ]")})(?!\w)
    (?:\s+(?:biểu\s+)?(?:số|thứ(?=\s+\d)))?                  # «Mẫu số», «dòng thứ 5»
    (?:\s+(?P<label>thứ\s+\w+                                # «Phần thứ nhất»
      | (?!(?:của|tại|{any_of(_LEVELS, gap="[ ]")})\b)          # not the word that begins the next step
        (?!(?-i:(?!(?:cuối|đầu|mở|nhất|hai|ba|bốn)\b)[^\W\d_A-Z]{{3,}})\b)[\w.()/-]+))?  # nor any other: «ban hành»
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SAME = {"tiêu đề": "tên", "số thứ tự": ROW, "biểu mẫu": "mẫu", "biểu": "mẫu"}
_BETWEEN = re.compile(
    r"(?:[\s,;.:()«»“”]|(?<!\w)(?:của|tại|trong|thuộc|ở|và|số|ban hành|kèm theo|các|nội dung|quy định|này|văn bản|luật|"
    r"bộ luật|nghị định|nghị quyết|thông tư|quyết định|pháp lệnh)(?!\w))*+",
    re.IGNORECASE,
)
SMALL = ("câu", "đoạn", "gạch đầu dòng")
"""Parts that no number tells: nothing is put in their place by machine."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place: its steps from the largest to the smallest, each (level, label); none is the whole act.

    ``unread``: words of the pinpoint that name nothing known; such a place is found nowhere.
    """

    steps: tuple[tuple[str, str], ...] = ()
    unread: str = ""

    def __str__(self) -> str:
        return " ".join(_printed(level, label) for level, label in reversed(self.steps)) or self.unread

    @property
    def article(self) -> str | None:
        """The label of its article."""
        return next((label for level, label in self.steps if level == ARTICLE), None)

    @property
    def bare(self) -> Place:
        """The place without the chapter and section that an article stands in: articles run through an act."""
        if self.article is None or self.attached:
            return self
        return Place(tuple(one for one in self.steps if one[0] not in ABOVE_ARTICLES), self.unread)

    def holds(self, other: Place) -> bool:
        """Whether another place is this one or lies below it, as their words tell."""
        mine, theirs = self.bare.steps, other.bare.steps
        return theirs[: len(mine)] == mine and not self.unread

    @property
    def above(self) -> Place:
        """The place that it lies in."""
        return Place(self.steps[:-1], self.unread)

    @property
    def attached(self) -> bool:
        """Whether it lies in an annex or a form."""
        return any(level in ATTACHED for level, _label in self.steps)

    @property
    def of_chapters(self) -> bool:
        """Whether it is a chapter or section of the act itself: articles lie in it, which its words do not name."""
        return bool(self.steps) and not self.attached and all(level in ABOVE_ARTICLES for level, _label in self.steps)


def _printed(level: str, label: str) -> str:
    if level == "mẫu":
        return f"Mẫu số {label}".strip()
    small = ("khoản", "điểm", "tiết", "tên", ROW, *SMALL)
    return f"{level if level in small else level.capitalize()} {label}".strip()


@lru_cache(maxsize=100_000)
def place_of(words: str | None) -> Place:
    """The place that a pinpoint names; the whole act for None or no words.

    >>> place_of("điểm đ khoản 1 Điều 6").steps
    (('điều', '6'), ('khoản', '1'), ('điểm', 'đ'))
    >>> str(place_of("khoản 2 Điều 19a Chương II").bare)
    'khoản 2 Điều 19a'
    >>> str(place_of("số thứ tự 5 Phụ lục II")), place_of("cột 3 Phụ lục II").unread
    ('dòng 5 Phụ lục II', 'cột 3')
    """
    text = unicodedata.normalize("NFC", words or "")
    found: list[tuple[str, str]] = []
    at, unread = 0, ""
    for match in _STEP.finditer(text):
        unread = unread or _left(text[at : match.start()])
        at = match.end()
        level = match["level"].lower()
        found.append((_SAME.get(level, level), (match["label"] or "").rstrip(".")))
    if not found:
        unread = _left(text)
    ranks = [rank(level) for level, _label in found]
    if len(found) > 1 and ranks == sorted(ranks) and ranks[-1] < 99:
        return Place(tuple(found), unread)  # «Điều 5 khoản 2»: the largest first
    return Place(tuple(reversed(found)), unread)


def _left(words: str) -> str:
    """The words between two steps that belong to no known one, shortened."""
    match = _BETWEEN.match(words)
    return words[match.end() if match else 0 :].strip()[:60]


def find(act: TextPart, place: Place) -> list[Trail]:
    """Where the parts of a place stand in a tree: none, one, or several that bear the same labels.

    An article is looked for in the whole act, whatever chapter stands above it; annexes have articles of their own.
    What is numbered in an annex is found by its number, whatever it is called there (mục 3, khoản 3, điểm 3).
    """
    if place.unread:
        return []
    steps = place.bare.steps
    if not place.attached:
        found: list[tuple[Trail, TextPart]] = [((), act)]
        for level, label in steps:
            found = [
                (trail, part)
                for above, top in found
                for trail, part in _below(above, top, level, label)
            ]  # fmt: skip
        return [trail for trail, _part in found]
    return [trail for trail, _part in _attached(act, steps)]


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


def _attached(act: TextPart, steps: tuple[tuple[str, str], ...]) -> list[tuple[Trail, TextPart]]:
    found: list[tuple[Trail, TextPart]] = [((), act)]
    for level, label in steps:
        fits = [pair for above, top in found for pair in _inside(above, top, level, label)]
        if not fits and level in ATTACHED and not label and len(found) == 1:
            fits = _only(*found[0], level)
        found = fits
    return found


def _inside(above: Trail, top: TextPart, level: str, label: str) -> Iterator[tuple[Trail, TextPart]]:
    """The parts below a part that bear a label: annexes and forms by their own, items and rows by their number."""
    stack = [(above, top)]
    same: list[tuple[Trail, TextPart]] = []
    by_number: list[tuple[Trail, TextPart]] = []
    while stack:
        trail, part = stack.pop()
        for at in range(len(part.parts) - 1, -1, -1):
            one, here = part.parts[at], (*trail, at)
            if level in ATTACHED:
                if one.level == level and _same_label(one.label, label):
                    (same if one.label.lower() == label.lower() else by_number).append((here, one))
                elif one.level in ATTACHED:
                    stack.append((here, one))
            elif one.level == level and one.label.lower() == label.lower():
                same.append((here, one))
            else:
                if one.label.lower() == label.lower() and one.level not in ATTACHED:
                    by_number.append((here, one))
                if one.level not in ATTACHED:
                    stack.append((here, one))
    yield from sorted(same or by_number, key=lambda pair: pair[0])


def _same_label(one: str, other: str) -> bool:
    return one == other or (bool(one and other) and attached_label(one) == attached_label(other))


def _only(above: Trail, top: TextPart, level: str) -> list[tuple[Trail, TextPart]]:
    """The one annex of an act that has one, for «Phụ lục» without a number."""
    fits = [((*above, at), one) for at, one in enumerate(top.parts) if one.level == level]
    return fits if len(fits) == 1 else []


def place_at(act: TextPart, trail: Trail) -> Place:
    """The place of a part, with everything that it stands in."""
    steps, part = [], act
    for step in trail:
        part = part.parts[step]
        steps.append((part.level, part.label))
    return Place(tuple(steps)).bare


def covers(act: TextPart, outer: Place, inner: Place) -> bool:
    """Whether a place is another one or holds it in a tree: a chapter its articles, «Mẫu số 01» that of «Phụ lục I».

    Where the words do not tell and the tree has one of them not, or more than one, it does not.
    """
    if outer.holds(inner):
        return True
    if outer.unread or inner.unread or not (outer.of_chapters or outer.attached) or not inner.steps:
        return False
    if outer.attached != inner.attached:
        return False
    wide, small = find(act, outer), find(act, inner)
    return len(wide) == 1 and len(small) == 1 and small[0][: len(wide[0])] == wide[0]


def meets(act: TextPart, one: Place, other: Place) -> bool:
    """Whether one of two places holds the other in a tree."""
    return covers(act, one, other) or covers(act, other, one)
