"""What happened to an act (lịch sử hiệu lực): every operation on it in its order, and its text on a day; pure.

Order is (effective, issued, number, place in the act). What cannot be ordered, placed or read stays beside the text as
a step that waits, with its reason: it is never applied in silence, and never forgotten.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from thuongton.law.exceptions import without_told_matters
from thuongton.law.text.applying import apply
from thuongton.law.text.parts import TextPart, read_act
from thuongton.law.text.places import Place, place_of
from thuongton.law.works import LegalWork, LegalWorks, Order
from vanban.amendments.context import NO_NUMBER
from vanban.model import Amendment, AmendmentKind

TEXTUAL = frozenset(
    {
        AmendmentKind.AMEND, AmendmentKind.INSERT, AmendmentKind.REPEAL, AmendmentKind.RENAME,
        AmendmentKind.REPLACE_PHRASE, AmendmentKind.INSERT_PHRASE, AmendmentKind.DELETE_PHRASE, AmendmentKind.CORRECT,
        AmendmentKind.REPLACE_ANNEX, AmendmentKind.RENUMBER, AmendmentKind.UNREAD,
    }
)  # fmt: skip
ENDING = frozenset({AmendmentKind.REPEAL, AmendmentKind.SUSPEND, AmendmentKind.CONTINUE})
SEVERAL = "Có hơn một văn bản mang tên hoặc số này: {numbers}."
NO_DAY = "Chưa rõ ngày có hiệu lực của {number}."
SAME_DAY = "{number} và {other} cùng sửa {place} từ một ngày, không rõ bên nào sau."
CANCELLED = "{number} bãi bỏ lệnh sửa đổi này."


@dataclass(frozen=True, slots=True)
class Step:
    """One operation on an act: by which act, from which day (None: not known), or why it waits.

    ``latest``: where the day is not known, the last day from which it can act.
    """

    by: LegalWork
    order: Order
    index: int
    effective: dt.date | None
    waits: tuple[str, ...] = ()
    latest: dt.date | None = None

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


@dataclass(slots=True)
class ActHistory:
    """An act with every operation on it that the register knows, in order."""

    work: LegalWork
    steps: tuple[Step, ...]
    _issued: TextPart | None = field(default=None, repr=False)
    _versions: dict[int, Version] = field(default_factory=dict, repr=False)

    @property
    def issued(self) -> TextPart:
        """Its text as issued."""
        if self._issued is None:
            self._issued = read_act(self.work.text)
        return self._issued

    def on(self, day: dt.date) -> Version:
        """Its text on a day."""
        past = [step for step in self.steps if (last := step.effective or step.latest) is not None and last <= day]
        found = self._versions.get(len(past))
        if found is None:
            found = self._versions[len(past)] = _version(self.issued, past)
        open_days = tuple(
            step for step in self.steps if step.effective is None and (step.latest is None or step.latest > day)
        )
        return replace(found, waiting=(*found.waiting, *open_days)) if open_days else found

    @property
    def days(self) -> list[dt.date]:
        """The days from which something changed."""
        return sorted({step.effective for step in self.steps if step.effective is not None})


def _version(act: TextPart, steps: Sequence[Step]) -> Version:
    changes: list[TextChange] = []
    waiting: list[Step] = []
    for step in steps:
        if step.operation.kind not in TEXTUAL or step.operation.scope == "document":
            continue
        if step.waits:
            waiting.append(step)
            continue
        done = apply(act, step.operation, step.payload)
        act = done.act
        if done.touched:
            changes.append(TextChange(step, done.touched))
        if done.waits:
            waiting.append(replace(step, waits=done.waits))
    return Version(act, tuple(changes), tuple(waiting))


class ActHistories:
    """The histories of all acts of a register, worked out once: which operations meet which act."""

    def __init__(self, works: LegalWorks, known: dt.date | None = None) -> None:
        self.works = works
        self._steps: dict[int, list[Step]] = defaultdict(list)
        self._histories: dict[int, ActHistory] = {}
        self.unmet: list[Step] = []
        for work in works:
            if known is not None and work.issued_on is not None and work.issued_on > known:
                continue
            for index, order in enumerate(work.orders):
                self._meet(work, order, index)
        self._cancel()

    def of(self, work: LegalWork) -> ActHistory:
        """The history of an act."""
        found = self._histories.get(id(work))
        if found is None:
            steps = sorted(self._steps.get(id(work), ()), key=lambda step: step.rank)
            found = self._histories[id(work)] = ActHistory(work, _unordered(steps))
        return found

    def _meet(self, work: LegalWork, order: Order, index: int) -> None:
        operation = order.operation
        if operation.kind in (AmendmentKind.COMMENCEMENT, AmendmentKind.TRANSITIONAL, AmendmentKind.BLANKET_DEROGATION):
            return
        targets: list[LegalWork] = []
        if operation.document is not None:
            targets = self.works.by_key(operation.document)
        elif operation.document_name:
            targets = self.works.by_name(operation.document_name, work.issued_by)
        targets = [target for target in targets if target is not work]
        waits = () if order.checked else _open(operation, found=len(targets) == 1)
        if len(targets) > 1:
            waits = (*waits, SEVERAL.format(numbers=", ".join(str(target) for target in targets)))
        day = effective_of(work, operation)
        step = Step(work, order, index, day, waits, None if day is not None else work.at_latest)
        if not targets:
            self.unmet.append(step)
        for target in targets:
            self._steps[id(target)].append(step)

    def _cancel(self) -> None:
        """Operations whose clause another act repealed before they acted never act; later it is for a person."""
        for target, steps in list(self._steps.items()):
            for step in steps:
                if step.operation.kind is not AmendmentKind.REPEAL_OPERATION or step.waits:
                    continue
                for other, theirs in self._steps.items():
                    if other == target:
                        continue
                    self._steps[other] = [self._without(one, step, target) for one in theirs]

    def _without(self, one: Step, repeal: Step, target: int) -> Step:
        if id(one.by) != target or not repeal.place.holds(place_of(one.operation.at)):
            return one
        return replace(one, waits=(*one.waits, CANCELLED.format(number=repeal.by.number)))


def effective_of(work: LegalWork, operation: Amendment) -> dt.date | None:
    """From which day an operation acts: its own, that of the provision it stands in, that of its act."""
    if operation.effect is not None:
        if operation.effect.date is not None:
            return operation.effect.date
        if operation.effect.text.strip():
            return None
    at = place_of(operation.at)
    nearest: tuple[int, dt.date | None] | None = None
    for other in (order.operation for order in work.orders):
        if other.kind is AmendmentKind.COMMENCEMENT and other.scope == "provision" and other.provision:
            place = place_of(other.provision)
            if place.steps and place.holds(at) and (nearest is None or len(place.steps) > nearest[0]):
                nearest = len(place.steps), other.effect.date if other.effect is not None else None
    return nearest[1] if nearest is not None else work.effective_on


def _open(operation: Amendment, *, found: bool) -> tuple[str, ...]:
    """Why an operation waits although its act was found: what its words do not prove."""
    if not operation.needs_person:
        return ()
    reason = operation.reason or ""
    if found:
        reason = reason.replace(NO_NUMBER, "").strip()
    if operation.scope == "document" and operation.kind is AmendmentKind.REPEAL:
        reason = without_told_matters(operation, reason)
    return (reason,) if reason else ()


def _unordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps, with those of two acts of one day on one place told to wait: nobody knows which comes last."""
    found = list(steps)
    by_day: dict[tuple[dt.date, dt.date | None], list[int]] = defaultdict(list)
    for at, step in enumerate(found):
        if step.effective is not None and step.operation.kind in TEXTUAL:
            by_day[step.effective, step.by.issued_on].append(at)
    for some in by_day.values():
        if len({id(found[at].by) for at in some}) < 2:
            continue
        for at in some:
            for other in some:
                mine, theirs = found[at], found[other]
                if mine.by is theirs.by or mine.waits:
                    continue
                place = _meeting(mine, theirs)
                if place is not None and not _same(mine, theirs):
                    reason = SAME_DAY.format(number=mine.by.number, other=theirs.by.number, place=place)
                    found[at] = replace(mine, waits=(*mine.waits, reason))
    return tuple(found)


def _meeting(one: Step, other: Step) -> Place | None:
    for mine in one.places:
        for theirs in other.places:
            if mine.holds(theirs):
                return theirs
            if theirs.holds(mine):
                return mine
    return None


def _same(one: Step, other: Step) -> bool:
    return one.operation.kind is other.operation.kind and one.payload == other.payload and one.place == other.place
