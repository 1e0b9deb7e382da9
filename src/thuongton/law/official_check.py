"""Our text of a day and our operations beside an official consolidated text: every difference with both sides; pure.

Ours may be wrong, or the office's: a difference is a question for a person, never a correction.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from thuongton.law.history import TEXTUAL, ActHistory, Step
from thuongton.law.official import OfficialText, ToldOperation, articles
from thuongton.law.text.letters import first_difference
from thuongton.law.text.places import Place, place_of
from vanban.model import AmendmentKind

NOT_READ = "Chú thích nêu {act} ({at}) sửa {place}; sổ chưa có lệnh này."
NOT_TOLD = "Sổ có lệnh của {act} ({at}) sửa {place}; văn bản hợp nhất không chú thích."
OTHER_DAY = "{act} ({at}): sổ tính từ ngày {ours}, văn bản hợp nhất ghi {theirs}."
WAITS = "{act} ({at}): văn bản hợp nhất đã áp dụng; trong sổ lệnh này chờ người xem: {reason}"
NOT_HELD = "Văn bản hợp nhất có {act} mà sổ chưa có."
NOT_COUNTED = "Sổ có {act} sửa văn bản này trước ngày đó mà văn bản hợp nhất không nêu."
_END = re.compile(
    r"\./\..*|\n[ \t]*(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết) này (?:đã )?được (?:Quốc hội|[ỦU][yỷ] ban [Tt]hường vụ) .*|"
    r"\n[ \t]*Nơi nhận\s*:.*",
    re.DOTALL,
)
"""What stands behind the last words of an act: the mark of its end, who passed it, who gets it."""
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class ArticleDifference:
    """An article that the two do not print alike; None where one has no such article, "" where it was repealed."""

    label: str
    ours: str | None
    official: str | None
    ours_at: str | None = None
    official_at: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The difference as JSON."""
        kind = "only_official" if self.ours is None else "only_ours" if self.official is None else "differs"
        return {
            "no": self.label,
            "label": f"Điều {self.label}",
            "kind": kind,
            "ours": self.ours if self.ours is None else self.ours[:_LONGEST],
            "official": self.official if self.official is None else self.official[:_LONGEST],
            "ours_at": self.ours_at,
            "official_at": self.official_at,
        }


@dataclass(frozen=True, slots=True)
class WitnessFinding:
    """What footnotes and our operations do not say alike."""

    kind: str
    message: str
    act: str
    at: str | None = None
    place: str | None = None
    quote: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as JSON."""
        return {name: getattr(self, name) for name in ("kind", "message", "act", "at", "place", "quote")}


def differing_articles(history: ActHistory, official: OfficialText, on: dt.date) -> tuple[int, list[ArticleDifference]]:
    """How many articles agree letter for letter, and the others."""
    ours, theirs = articles(history.on(on).act), articles(official.act)
    last = next(reversed(theirs), None)
    same, found = 0, []
    for label in dict.fromkeys([*ours, *theirs]):
        mine, printed = ours.get(label), theirs.get(label)
        if mine is None or printed is None:
            found.append(ArticleDifference(label, mine, printed))
            continue
        if label == last:
            mine, printed = _END.sub("", mine), _END.sub("", printed)
        apart = first_difference(mine, printed)
        same += apart is None
        if apart is not None:
            found.append(ArticleDifference(label, mine, printed, *apart))
    return same, found


def witness(history: ActHistory, official: OfficialText, held: Iterable[str], on: dt.date) -> list[WitnessFinding]:
    """What the footnotes tell and our operations do not, and the reverse. ``held``: acts that the register has."""
    have = set(held)
    found = [
        WitnessFinding("act-not-held", NOT_HELD.format(act=one.number), one.number)
        for one in official.acts
        if one.number not in have
    ]
    named = {one.number for one in official.acts}
    steps = [step for step in history.steps if _changes_text(step, on)]
    waiting = {(id(step.by), step.index): step for step in history.on(on).waiting}
    for told in official.told:
        if told.act in have or told.act not in named:
            found += _beside(told, steps, waiting)
    met = {(id(step.by), step.index) for told in official.told for step in steps if _meets(step, told)}
    others = dict.fromkeys(step.by.number for step in steps if step.by.number not in named)
    found += [WitnessFinding("act-not-counted", NOT_COUNTED.format(act=act), act) for act in others]
    for step in steps:
        if step.by.number in named and (id(step.by), step.index) not in met:
            found.append(_finding("not-told", NOT_TOLD, step))
    return found


def _changes_text(step: Step, on: dt.date) -> bool:
    last = step.effective or step.latest
    return (
        step.operation.kind in TEXTUAL
        and step.operation.kind is not AmendmentKind.UNREAD
        and step.operation.scope != "document"
        and last is not None
        and last <= on
    )


def _meets(step: Step, told: ToldOperation) -> bool:
    """Whether an operation of ours is the one that a footnote tells: by its clause in the act and by its place."""
    if step.by.number != told.act:
        return False
    mine, theirs = place_of(step.operation.at), place_of(told.at)
    if told.at and step.operation.at and not (mine.holds(theirs) or theirs.holds(mine)):
        return False
    return any(_near(place, told.place) for place in step.places)


def _near(one: Place, other: Place) -> bool:
    return not one.steps or not other.steps or one.holds(other) or other.holds(one)


def _beside(told: ToldOperation, steps: list[Step], waiting: dict[tuple[int, int], Step]) -> Iterator[WitnessFinding]:
    mine = [step for step in steps if _meets(step, told)]
    if not mine:
        message = NOT_READ.format(act=told.act, at=told.at or "?", place=told.place)
        yield WitnessFinding("not-read", message, told.act, told.at or None, str(told.place), told.quote)
        return
    waits = [waiting[id(step.by), step.index] for step in mine if (id(step.by), step.index) in waiting]
    if len(waits) == len(mine):
        yield _finding("waits", WAITS, waits[0], reason=" ".join(waits[0].waits))
    days = {step.effective for step in mine}
    if told.effective is not None and days and told.effective not in days:
        (ours, *_rest) = (day.isoformat() if day is not None else "chưa rõ" for day in days)
        yield _finding("day", OTHER_DAY, mine[0], ours=ours, theirs=told.effective.isoformat())


def _finding(kind: str, message: str, step: Step, **more: str) -> WitnessFinding:
    at, place = step.operation.at, ", ".join(str(one) for one in step.places)
    said = message.format(act=step.by.number, at=at or "?", place=place or "toàn văn bản", **more)
    return WitnessFinding(kind, said, step.by.number, at, place or None, step.operation.surface[:400])
