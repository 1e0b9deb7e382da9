"""An act with every operation on it in its order, and its text on a day (phiên bản); pure.

Order is (effective, issued, number, place in the act). What cannot be ordered, placed or read stays beside the text as
a step that waits, with its reason: it is never applied in silence, and never forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from thuongton.law.text.applying import apply
from thuongton.law.text.kept_trees import tree_of
from thuongton.law.text.outcomes import Applied
from thuongton.law.text.parts import TextPart
from thuongton.law.text.places import Place, place_of
from thuongton.law.text.renumbering import renumber
from thuongton.law.works import LegalWork, Order
from thuongton.web.dates import day_words
from vanban.model import Amendment, AmendmentKind

TEXTUAL = frozenset(
    {
        AmendmentKind.AMEND, AmendmentKind.INSERT, AmendmentKind.REPEAL, AmendmentKind.RENAME,
        AmendmentKind.REPLACE_PHRASE, AmendmentKind.INSERT_PHRASE, AmendmentKind.DELETE_PHRASE, AmendmentKind.CORRECT,
        AmendmentKind.REPLACE_ANNEX, AmendmentKind.RENUMBER, AmendmentKind.UNREAD,
    }
)  # fmt: skip
CANCELLED = "{number} bãi bỏ lệnh sửa đổi này từ ngày {day}: lời văn trước đó áp dụng trở lại; cần kiểm tra."


@dataclass(frozen=True, slots=True)
class Step:
    """One operation on an act: by which act, from which day (None: not known), or why it waits.

    ``latest``: where the day is not known, the last day from which it can act. ``ends``: the day from which it acts
    no longer, because ``ended_by`` repealed the clause that orders it. ``tried``: it waits only because the text of
    that day has no place for it. ``why``: why it means this act, where others bear the name too. ``unlikely``: it
    cannot be meant so (an act on itself, on a later one), or acts end one another and nobody knows which stands.
    """

    by: LegalWork
    order: Order
    index: int
    effective: dt.date | None
    waits: tuple[str, ...] = ()
    latest: dt.date | None = None
    ends: dt.date | None = None
    ended_by: str = ""
    tried: bool = False
    why: str = ""
    unlikely: Literal["", "impossible", "circle"] = ""

    @property
    def operation(self) -> Amendment:
        """The operation itself."""
        return self.order.operation

    @property
    def place(self) -> Place:
        """The provision that it is on; the whole act when none."""
        return place_of(self.operation.provision)

    @property
    def places(self) -> tuple[Place, ...]:
        """Every provision that it is on."""
        listed = tuple(place_of(one.provision) for one in self.operation.places)
        return listed or (self.place,)

    @property
    def payload(self) -> str | None:
        """The quoted new text."""
        return self.order.payload

    @property
    def rank(self) -> tuple[dt.date, dt.date, str, int]:
        """Its place in the order of steps."""
        far = dt.date.max
        return self.effective or self.latest or far, self.by.issued_on or far, self.by.number, self.index

    def started(self, day: dt.date) -> bool:
        """Whether it acts from a day on, or from one before."""
        last = self.effective or self.latest
        return last is not None and last <= day

    def over(self, day: dt.date) -> bool:
        """Whether its clause was repealed by a day."""
        return self.ends is not None and self.ends <= day


@dataclass(frozen=True, slots=True)
class TextChange:
    """A step that changed the text, and where."""

    step: Step
    touched: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """The text of an act on a day: its tree, what made it so, and what waits beside it."""

    act: TextPart
    changes: tuple[TextChange, ...] = ()
    waiting: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class EndWithParent:
    """The end of a detailing act with the act that it details: from when, by which rule, and whether that is sure."""

    parent: LegalWork
    day: dt.date
    clause: str
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class ActHistory:
    """An act with every operation on it that the register knows, in order."""

    work: LegalWork
    steps: tuple[Step, ...]
    parent_end: EndWithParent | None = None
    _issued: TextPart | None = field(default=None, repr=False)
    _versions: dict[tuple[int, int], Version] = field(default_factory=dict, repr=False)

    @property
    def issued(self) -> TextPart:
        """Its text as issued."""
        if self._issued is None:
            self._issued = tree_of(self.work.text)
        return self._issued

    def on(self, day: dt.date) -> Version:
        """Its text on a day."""
        past = [step for step in self.steps if step.started(day)]
        over = sum(step.over(day) for step in past)
        found = self._versions.get((len(past), over))
        if found is None:
            found = self._versions[len(past), over] = self._made(past, day, over)
        open_days = tuple(step for step in self.steps if step.effective is None and not step.started(day))
        return replace(found, waiting=(*found.waiting, *open_days)) if open_days else found

    def _made(self, past: Sequence[Step], day: dt.date, over: int) -> Version:
        """A version from the nearest earlier one that is known, where no clause was repealed in between."""
        if over:
            return fold(Version(self.issued), past, day)
        known = max((number for number, ended in self._versions if number < len(past) and not ended), default=0)
        begun = self._versions[known, 0] if known else Version(self.issued)
        return fold(begun, past[known:], day)

    @property
    def days(self) -> list[dt.date]:
        """The days from which something changed."""
        starts = {step.effective for step in self.steps if step.effective is not None}
        return sorted(starts | {step.ends for step in self.steps if step.ends is not None})


def fold(version: Version, steps: Sequence[Step], day: dt.date) -> Version:
    """A version after further steps, in their order."""
    act = version.act
    changes = list(version.changes)
    waiting = list(version.waiting)
    for group in _groups(_in_turn(steps)):
        step = group[0]
        if step.operation.kind not in TEXTUAL or step.operation.scope == "document":
            if step.waits and step.operation.kind is AmendmentKind.REPEAL_OPERATION:
                waiting.append(step)
            continue
        if step.over(day) and step.ends is not None:
            told = CANCELLED.format(number=step.ended_by, day=day_words(step.ends))
            waiting.extend(replace(one, waits=(*one.waits, told)) for one in group)
            continue
        if any(one.waits for one in group):
            waiting.extend(group)
            continue
        done = _applied(act, group)
        act = done.act
        if done.moved:
            changes = [TextChange(one.step, _moved(one.touched, done.moved)) for one in changes]
        if done.touched:
            changes.extend(TextChange(one, _own_part(one, done)) for one in group)
        if done.waits:
            waiting.extend(replace(one, waits=done.waits, tried=not done.touched) for one in group)
    act, changes, waiting = _corrected(act, changes, waiting)
    return Version(act, tuple(changes), tuple(waiting))


def _applied(act: TextPart, group: Sequence[Step]) -> Applied:
    if group[0].operation.kind is AmendmentKind.RENUMBER:
        return renumber(act, [step.operation for step in group])
    return apply(act, group[0].operation, group[0].payload)


def _own_part(step: Step, done: Applied) -> tuple[Place, ...]:
    """What one step of a group touched: of several renumbered parts its own, at the old number and the new."""
    mine = tuple(place for pair in done.moved if pair[0] == step.place.bare for place in pair)
    return mine or done.touched


def _moved(touched: tuple[Place, ...], moved: Sequence[tuple[Place, Place]]) -> tuple[Place, ...]:
    """Places touched before, at the numbers that they bear now."""
    found = []
    for place in touched:
        pair = next((pair for pair in moved if pair[0].holds(place)), None)
        old = len(pair[0].steps) if pair is not None else 0
        found.append(place if pair is None else Place((*pair[1].steps, *place.bare.steps[old:])))
    return tuple(dict.fromkeys(found))


def _corrected(
    act: TextPart, changes: list[TextChange], waiting: list[Step]
) -> tuple[TextPart, list[TextChange], list[Step]]:
    """Corrections of words that came into the act later than its start find their place now."""
    left = []
    for step in waiting:
        if step.operation.kind is AmendmentKind.CORRECT and step.tried:
            done = apply(act, step.operation, step.payload)
            if done.touched and not done.waits:
                act = done.act
                changes.append(TextChange(replace(step, waits=(), tried=False), done.touched))
                continue
        left.append(step)
    return act, changes, left


def _in_turn(steps: Sequence[Step]) -> list[Step]:
    """The steps, with a renumbering before the insertion that takes the number it frees («bổ sung khoản 3 và đánh số
    lại khoản 3 thành khoản 4»)."""
    freed: dict[tuple[int, dt.date | None, Place], list[Step]] = {}
    orders: dict[tuple[int, int, dt.date | None], list[Step]] = {}
    for step in steps:
        if step.operation.kind is AmendmentKind.RENUMBER:
            orders.setdefault((id(step.by), step.operation.start, step.effective), []).append(step)
    if not orders:
        return list(steps)
    for group in orders.values():
        for step in group:
            freed[id(step.by), step.effective, step.place.bare] = group
    found: list[Step] = []
    taken: set[int] = set()
    for step in steps:
        if id(step) in taken:
            continue
        group = freed.get((id(step.by), step.effective, step.place.bare), [])
        if step.operation.kind is AmendmentKind.INSERT and group and id(group[0]) not in taken:
            found.extend(group)
            taken.update(id(one) for one in group)
        found.append(step)
        taken.add(id(step))
    return found


def _groups(steps: Iterable[Step]) -> list[list[Step]]:
    """The steps one by one, those of one order that renumbers together."""
    found: list[list[Step]] = []
    for step in steps:
        last = found[-1][0] if found else None
        if (
            last is not None
            and step.operation.kind is AmendmentKind.RENUMBER
            and last.operation.kind is AmendmentKind.RENUMBER
            and (last.by is step.by and last.operation.start == step.operation.start)
        ):
            found[-1].append(step)
        else:
            found.append([step])
    return found
