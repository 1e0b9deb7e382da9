"""A draft laid beside the law: what would stand if it were in force, what it repeats, whether it may rule; pure.

The operations of the draft are applied by the engine of the register to the text of today; nothing of it is kept. What
the engine holds back stays beside the table with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thuongton.law.text.parts import ARTICLE, TextPart
from thuongton.law.text.places import Place, find, place_of
from thuongton.law.versions import TEXTUAL, ActHistory, Step, Version, fold
from thuongton.law.works import LegalWork, Order
from vanban.delegations import Delegation
from vanban.model import AmendmentKind

HALF = 2
"""An act of which more than one article in so many is changed is to be replaced."""
SHINGLE, LEAST_WORDS, SHARE = 8, 24, 0.6
"""Words of one shingle, words of a part that is looked at, and the share of its shingles that makes it a repetition."""
MOSTLY = (
    "Dự thảo sửa {changed} trong {total} điều của {number}: quá nửa số điều thì ban hành văn bản thay thế "
    "(Điều 8 khoản 4, cần kiểm tra)."
)
RESTATES = (
    "{mine} nhắc lại {share} % lời văn của {theirs} {number}; không quy định lại nội dung đã có trong văn bản cấp trên."
)
NO_RIGHT = "{place} {number} không có lời nào giao {body} quy định."
DOUBTFUL = "{place} {number} có thể giao {body} quy định, nhưng không chắc: {reason}"
_WORD = re.compile(r"\w+")
_RANKS = (
    ("hiến pháp", 0), ("bộ luật", 1), ("luật", 1), ("nghị quyết", 2), ("pháp lệnh", 2), ("lệnh", 3), ("nghị định", 4),
    ("quyết định", 5), ("thông tư", 6), ("thông tư liên tịch", 6),
)  # fmt: skip
_KINDS = dict(_RANKS)


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    """One place that a draft changes: the words of today ("" none), the words that would stand, and by which words."""

    place: str
    before: str
    after: str
    by: str


@dataclass(frozen=True, slots=True)
class WouldBe:
    """An act as it would be under a draft: what changes, what waits with its reason, how much of it is changed."""

    work: LegalWork
    rows: tuple[ChangedPlace, ...]
    waiting: tuple[tuple[str, str], ...]
    changed: int
    total: int
    ends: bool = False

    @property
    def mostly(self) -> str:
        """What is to be said of an act that is changed for more than its half; "" of any other."""
        if self.ends or self.total == 0 or self.changed * HALF <= self.total:
            return ""
        return MOSTLY.format(changed=self.changed, total=self.total, number=self.work.number)


def would_be(history: ActHistory, orders: Sequence[Order], day: dt.date) -> WouldBe:
    """An act on a day with the orders of a draft applied to it, in their order."""
    draft = LegalWork("Dự thảo", issued_on=day, effective_on=day)
    today = Version(history.on(day).act)
    steps = [Step(draft, order, index, day, _waits(order)) for index, order in enumerate(orders)]
    textual = [step for step in steps if step.operation.kind in TEXTUAL and step.operation.scope != "document"]
    after = fold(today, textual, day)
    rows: dict[str, ChangedPlace] = {}
    for change in after.changes:
        for place in change.touched:
            before, now = _words(today.act, place), _words(after.act, place)
            if before != now:
                rows.setdefault(str(place), ChangedPlace(str(place), before, now, change.step.operation.surface))
    total = _articles(today.act)
    changed = {place_of(name).article for name in rows} & total
    ends = any(one.operation.kind is AmendmentKind.REPEAL and one.operation.scope == "document" for one in steps)
    waiting = tuple((str(step.place) or step.operation.surface[:80], " ".join(step.waits)) for step in after.waiting)
    return WouldBe(history.work, _outer(rows.values()), waiting, len(changed), len(total), ends)


def _waits(order: Order) -> tuple[str, ...]:
    operation = order.operation
    if not operation.needs_person or (operation.document_name and operation.document is None):
        return ()
    return (operation.reason,) if operation.reason else ()


def _outer(rows: Iterable[ChangedPlace]) -> tuple[ChangedPlace, ...]:
    """The rows without those inside a place that is a row itself."""
    found = list(rows)
    places = [place_of(row.place) for row in found]
    return tuple(
        row
        for row, place in zip(found, places, strict=True)
        if not any(other is not place and other != place and other.holds(place) for other in places)
    )


def _words(act: TextPart, place: Place) -> str:
    trails = find(act, place)
    return act.at(trails[0]).text if len(trails) == 1 and not act.at(trails[0]).ended else ""


def _articles(act: TextPart) -> set[str | None]:
    return {part.label for _trail, part in act.walk() if part.level == ARTICLE and not part.ended}


@dataclass(frozen=True, slots=True)
class Restated:
    """A part of a draft that repeats a part of a higher act: both places and the share of its words."""

    mine: str
    theirs: str
    number: str
    share: float

    @property
    def says(self) -> str:
        """The sentence."""
        return RESTATES.format(mine=self.mine, theirs=self.theirs, number=self.number, share=round(self.share * 100))


def restated(mine: Sequence[tuple[str, str]], theirs: Iterable[tuple[str, str, str]]) -> list[Restated]:
    """The parts of a draft (place, words) that repeat parts of higher acts (number, place, words), by their shingles.

    >>> law = " ".join(f"từ {number}" for number in range(20))
    >>> restated([("Điều 2", law)], [("1/2020/QH14", "Điều 9", law)])[0].share
    1.0
    """
    wanted = [(place, _shingles(words)) for place, words in mine]
    places: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for number, place, words in theirs:
        for one in _shingles(words):
            places.setdefault(one, []).append((number, place))
    found = []
    for place, shingles in wanted:
        if len(shingles) < LEAST_WORDS - SHINGLE + 1:
            continue
        met: dict[tuple[str, str], int] = {}
        for one in shingles:
            for where in set(places.get(one, ())):
                met[where] = met.get(where, 0) + 1
        if not met:
            continue
        (number, at), most = max(met.items(), key=lambda item: (item[1], item[0]))
        if most / len(shingles) >= SHARE:
            found.append(Restated(place, at, number, most / len(shingles)))
    return found


def _shingles(words: str) -> set[tuple[str, ...]]:
    found = [one.lower() for one in _WORD.findall(words)]
    return {tuple(found[at : at + SHINGLE]) for at in range(len(found) - SHINGLE + 1)}


@dataclass(frozen=True, slots=True)
class RightToRule:
    """Whether a basis of a draft leaves its matter to the body that issues it: the words that do, or what lacks."""

    place: str
    number: str
    sure: bool
    words: str
    says: str = ""


def right_to_rule(place: str, number: str, bodies: Sequence[str], told: str, left: Iterable[Delegation]) -> RightToRule:
    """What a provision of a higher act leaves to a body (``bodies``: its keys, ``told``: its name)."""
    at = place_of(place)
    doubtful: Delegation | None = None
    for one in left:
        near = place_of(one.provision)
        meets = at.holds(near) or near.holds(at) or any(place_of(each).bare == at.bare for each in one.details)
        if one.body not in bodies or not at.steps or not near.steps or not meets:
            continue
        if one.sure:
            return RightToRule(place, number, True, one.content)
        doubtful = one
    if doubtful is not None:
        says = DOUBTFUL.format(place=place, number=number, body=told, reason=doubtful.reason)
        return RightToRule(place, number, False, doubtful.content, says)
    return RightToRule(place, number, False, "", NO_RIGHT.format(place=place, number=number, body=told))


def in_order(works: Iterable[LegalWork]) -> list[LegalWork]:
    """Legal bases from the highest to the lowest, of one rank the older first."""
    return sorted(
        works,
        key=lambda work: (_KINDS.get(work.kind.lower(), 9), work.issued_on or dt.date.max, work.number),
    )
