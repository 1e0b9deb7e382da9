"""What happened to the acts of a register (lịch sử hiệu lực): which operations meet which act; pure.

What cannot be is told and never acted on: an act that changes itself or one issued after it, acts that end each other,
an operation on an operation.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from thuongton.law.circles import circles
from thuongton.law.detailing import end_with_parent
from thuongton.law.exceptions import without_told_matters
from thuongton.law.text.places import Place, place_of
from thuongton.law.versions import TEXTUAL, ActHistory, EndWithParent, Step, TextChange, Version
from thuongton.law.works import LegalWork, LegalWorks, Order, place_of_issuer
from thuongton.web.dates import day_words
from vanban.amendments.context import NO_NUMBER
from vanban.model import Amendment, AmendmentKind

__all__ = ["TEXTUAL", "ActHistories", "ActHistory", "EndWithParent", "Step", "TextChange", "Version"]
SEVERAL = "Có hơn một văn bản mang tên hoặc số này: {numbers}."
ENDED_BEFORE = "{number} đã hết hiệu lực từ ngày {day} theo {by}"
ONE_STOOD = "Hiểu là {number}: khi ban hành lệnh này chỉ còn văn bản ấy mang tên này có hiệu lực ({ended})."
SAME_DAY = "{number} và {other} cùng sửa {place} từ một ngày, không rõ bên nào sau."
ITSELF = "{number} sửa đổi chính mình: cần người xem."
ISSUED_LATER = "{number} ban hành trước {other}, không thể sửa đổi, bãi bỏ văn bản này: cần người xem."
CYCLE = "{number} và {other} cùng làm nhau hết hiệu lực: cần người xem."
ON_OPERATION = "{number} sửa lệnh sửa đổi tại {at} của {other}: cần người hợp nhất lời văn."
CLAUSE_UNSURE = "{number} có thể đã bãi bỏ lệnh sửa đổi tại {at} của {other}: cần người xem."
AMENDER_ENDED = "{other} đã hết hiệu lực từ ngày {day} ({number}): lời văn do văn bản đó sửa cần được kiểm tra."
MOST_PARENTS = 4
"""How far up details of details are followed."""
_ONLY_UNTIL = re.compile(r"\s*(?:cho\s+)?đến\s+(?:hết\s+)?", re.IGNORECASE)
_UNPLACED = (AmendmentKind.COMMENCEMENT, AmendmentKind.TRANSITIONAL, AmendmentKind.BLANKET_DEROGATION)
_PHRASES = (AmendmentKind.REPLACE_PHRASE, AmendmentKind.DELETE_PHRASE)


class ActHistories:
    """The histories of all acts of a register, worked out once."""

    def __init__(self, works: LegalWorks, known: dt.date | None = None) -> None:
        self.works = works
        self._steps: dict[int, list[Step]] = defaultdict(list)
        self._by: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self._histories: dict[int, ActHistory] = {}
        self._known = known
        self._depth = 0
        self.unmet: list[Step] = []
        several: list[tuple[LegalWork, Order, int, list[LegalWork], tuple[str, ...]]] = []
        for work in works:
            if self._unknown(work):
                continue
            for index, order in enumerate(work.orders):
                if order.operation.kind in _UNPLACED:
                    continue
                targets, waits = meant_by(work, order, works)
                if len(targets) > 1 and order.operation.document is None:
                    several.append((work, order, index, targets, waits))
                else:
                    self._meet(work, order, index, targets, waits)
        if several:
            self._hold_cycles()
            ends = {id(target): self._sure_end(target) for one in several for target in one[3]}
            for work, order, index, targets, waits in several:
                self._meet(work, order, index, *_running_only(work, order, targets, waits, ends))
        self._hold_cycles()
        self._cancel()

    def _sure_end(self, target: LegalWork) -> Step | None:
        """The step that ended a whole act for sure, the earliest; its clause stood."""
        steps = (
            step for step in self._steps.get(id(target), ())
            if _ends_whole(step) and not step.waits and step.effective is not None and not self._clause_undone(step)
        )  # fmt: skip
        return min(steps, key=lambda step: step.rank, default=None)

    def _clause_undone(self, step: Step) -> bool:
        """Whether anything is ordered of the clause that orders a step."""
        at = place_of(step.operation.at)
        later = self._steps.get(id(step.by), ())
        return any(place.steps and (place.holds(at) or at.holds(place)) for one in later for place in one.places)

    def _unknown(self, work: LegalWork) -> bool:
        return self._known is not None and work.issued_on is not None and work.issued_on > self._known

    def of(self, work: LegalWork) -> ActHistory:
        """The history of an act."""
        found = self._histories.get(id(work))
        if found is None:
            steps = sorted(self._steps.get(id(work), ()), key=lambda step: step.rank)
            found = self._histories[id(work)] = ActHistory(work, _unordered(steps))
            found.parent_end = self._parent_end(work)
        return found

    def _parent_end(self, work: LegalWork) -> EndWithParent | None:
        if self._depth >= MOST_PARENTS:
            return None
        self._depth += 1
        try:
            return end_with_parent(work, self.works, self.of)
        finally:
            self._depth -= 1

    def _meet(
        self,
        work: LegalWork,
        order: Order,
        index: int,
        targets: Sequence[LegalWork],
        waits: tuple[str, ...],
        why: str = "",
    ) -> None:
        operation = order.operation
        day = effective_of(work, operation)
        step = Step(work, order, index, day, waits, None if day is not None else work.at_latest, why=why)
        if not targets:
            self.unmet.append(step)
        for target in targets:
            mine = _possible(step, target)
            if operation.kind is AmendmentKind.CORRECT and target is not work:
                mine = replace(mine, effective=target.effective_on or target.issued_on or day)
            self._by[id(work)].append((id(target), len(self._steps[id(target)])))
            self._steps[id(target)].append(mine)

    def _hold_cycles(self) -> None:
        """Acts that end one another round in a circle: none of these ends is sure."""
        ends: dict[int, list[int]] = defaultdict(list)
        for target, steps in self._steps.items():
            for step in steps:
                if _ends_whole(step) and not step.waits:
                    ends[id(step.by)].append(target)
        held = circles(ends)
        if not held:
            return
        names = {id(work): str(work) for work in self.works}
        for target, circle in held.items():
            self._steps[target] = [
                replace(step, waits=(CYCLE.format(number=step.by, other=names.get(target, "?")),), unlikely="circle")
                if _ends_whole(step) and held.get(id(step.by)) == circle
                else step
                for step in self._steps[target]
            ]

    def _cancel(self) -> None:
        """What an act does to the clauses of an amending act, it does to the operations that these order."""
        for target in list(self._steps):
            orders = self._by.get(target)
            if not orders:
                continue
            for step in list(self._steps[target]):
                for base, index in orders:
                    if base != target:
                        self._on_operation(step, base, index)

    def _on_operation(self, step: Step, base: int, index: int) -> None:
        mine = self._steps[base][index]
        at = place_of(mine.operation.at)
        kind = step.operation.kind
        if _ends_whole(step):
            if not step.waits and step.effective is not None and self._outlived(mine.by, base, step.effective):
                told = AMENDER_ENDED.format(number=step.by, other=mine.by, day=day_words(step.effective))
                self._tell(step, mine, base, told)
            return
        if not step.place.steps or not at.steps or step.operation.scope == "subject":
            return
        facts = {"number": step.by, "at": mine.operation.at, "other": mine.by}
        if kind in (AmendmentKind.REPEAL_OPERATION, AmendmentKind.REPEAL) and step.place.holds(at):
            if step.waits or step.effective is None:
                self._tell(step, mine, base, CLAUSE_UNSURE.format(**facts))
            elif mine.ends is None or step.effective < mine.ends:
                self._steps[base][index] = replace(mine, ends=step.effective, ended_by=str(step.by))
        elif kind in TEXTUAL and (step.place.holds(at) or at.holds(step.place)):
            self._tell(step, mine, base, ON_OPERATION.format(**facts))

    def _outlived(self, amender: LegalWork, base: int, day: dt.date) -> bool:
        """Whether an act that only amends ended while the act that it amends goes on."""
        if not amender.title.lower().startswith(("sửa đổi", "bổ sung", "về việc sửa đổi")):
            return False
        return not any(_ends_whole(one) and not one.waits and one.started(day) for one in self._steps[base])

    def _tell(self, step: Step, mine: Step, base: int, reason: str) -> None:
        """Put what an act does to an operation beside the text that the operation made, once for each place."""
        told = replace(
            mine.operation, kind=AmendmentKind.REPEAL_OPERATION, scope="provision", at=step.operation.at,
            surface=step.operation.surface, payload=None,
        )  # fmt: skip
        one = Step(step.by, Order(told), step.index, step.effective, (reason,), step.latest)
        if not any(other.waits == one.waits and other.places == one.places for other in self._steps[base][-200:]):
            self._steps[base].append(one)


def meant_by(work: LegalWork, order: Order, works: LegalWorks) -> tuple[list[LegalWork], tuple[str, ...]]:
    """The acts that an order of an act may mean, and why it waits for a person: no reason where it is sure."""
    operation = order.operation
    targets: list[LegalWork] = []
    if operation.document is not None:
        targets = _of_one_place(work, works.by_key(operation.document))
    elif operation.document_name:
        named = works.by_name(operation.document_name, work.issued_by)
        targets = [one for one in named if one is not work]  # by its own name an act means an older one
    waits = () if order.checked else _open(operation, found=len(targets) == 1)
    if len(targets) > 1:
        waits = (*waits, SEVERAL.format(numbers=", ".join(str(target) for target in targets)))
    return targets, waits


def _of_one_place(work: LegalWork, targets: list[LegalWork]) -> list[LegalWork]:
    """Of several acts that bear one number the one of the place of a local act that names it: it means its own."""
    place = place_of_issuer(work.issuer) if len(targets) > 1 else ""
    mine = [one for one in targets if place and place_of_issuer(one.issuer) == place]
    return mine if len(mine) == 1 else targets


def _running_only(
    work: LegalWork,
    order: Order,
    targets: list[LegalWork],
    waits: tuple[str, ...],
    ends: dict[int, Step | None],
) -> tuple[list[LegalWork], tuple[str, ...], str]:
    """Of acts of one name the one that had not ended when the ordering act was issued, with why; else all of them."""
    from_day = work.issued_from
    ended: list[str] = []
    running: list[LegalWork] = []
    for target in targets:
        end = ends[id(target)]
        if end is None or end.by is work or end.effective is None or from_day is None or end.effective > from_day:
            running.append(target)
        else:
            ended.append(ENDED_BEFORE.format(number=target, by=end.by, day=day_words(end.effective)))
    if len(running) != 1:
        return targets, waits, ""
    sure = () if order.checked else _open(order.operation, found=True)
    return running, sure, ONE_STOOD.format(number=running[0], ended="; ".join(ended))


def _ends_whole(step: Step) -> bool:
    return step.operation.kind is AmendmentKind.REPEAL and step.operation.scope == "document"


def _possible(step: Step, target: LegalWork) -> Step:
    """A step with why it cannot be meant so: on its own act, or on one that was issued later."""
    work = step.by
    if target is work:
        return replace(step, waits=(*step.waits, ITSELF.format(number=work)), unlikely="impossible")
    if work.issued_by is not None and target.issued_from is not None and work.issued_by < target.issued_from:
        told = ISSUED_LATER.format(number=work, other=target)
        return replace(step, waits=(*step.waits, told), unlikely="impossible")
    return step


def effective_of(work: LegalWork, operation: Amendment) -> dt.date | None:
    """From which day an operation acts: its own, that of the provision it stands in, that of its act."""
    if operation.effect is not None:
        if operation.effect.date is not None:
            return operation.effect.date
        if operation.effect.text.strip() and not _ONLY_UNTIL.match(operation.effect.text):
            return None
    at = place_of(operation.at)
    nearest: tuple[int, dt.date | None] | None = None
    for other in work.commencements:
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
        for one, other in _neighbours([(at, found[at]) for at in some]):
            mine, theirs = found[one], found[other]
            place = _meeting(mine, theirs)
            if place is None or _same(mine, theirs) or _commute(mine, theirs):
                continue
            reason = SAME_DAY.format(number=mine.by.number, other=theirs.by.number, place=place)
            if reason not in mine.waits:
                found[one] = replace(mine, waits=(*mine.waits, reason))
    return tuple(found)


def _neighbours(steps: Iterable[tuple[int, Step]]) -> Iterable[tuple[int, int]]:
    """Pairs of steps of different acts that may meet: they name the same article, annex or chapter."""
    beside: dict[str, list[tuple[int, Step]]] = defaultdict(list)
    for at, step in steps:
        for root in {_root(place) for place in step.places}:
            beside[root].append((at, step))
    for some in beside.values():
        if len({id(step.by) for _at, step in some}) > 1:
            yield from ((a, b) for a, one in some for b, other in some if one.by is not other.by and not one.waits)


def _root(place: Place) -> str:
    first = place.bare.steps[:1]
    return f"{first[0][0]} {first[0][1]}" if first else ""


def _meeting(one: Step, other: Step) -> Place | None:
    for mine in one.places:
        for theirs in other.places:
            if mine.holds(theirs):
                return theirs
            if theirs.holds(mine):
                return mine
    return None


def _same(one: Step, other: Step) -> bool:
    same = one.operation.kind is other.operation.kind and one.payload == other.payload and one.place == other.place
    return same and (one.operation.kind not in _PHRASES or _words(one) == _words(other))


def _words(step: Step) -> tuple[str, str]:
    old, new = step.operation.old, step.operation.new
    return (old.text if old is not None else "", new.text if new is not None else "")


def _commute(one: Step, other: Step) -> bool:
    """Whether two changes of phrases come to the same in either order: neither touches the words of the other."""
    if one.operation.kind not in _PHRASES or other.operation.kind not in _PHRASES:
        return False
    (mine, new), (theirs, newer) = _words(one), _words(other)
    return bool(mine and theirs) and not any(
        a in b for a, b in ((mine, theirs), (theirs, mine), (mine, newer), (theirs, new))
    )
