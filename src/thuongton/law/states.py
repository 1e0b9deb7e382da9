"""Is it in force (tình trạng hiệu lực) on a day: derived from acts alone, for a whole act or a provision; pure.

Luật 64/2025/QH15 (and 80/2015/QH13) name the states. «Không xác định» is an answer: it names what is missing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from thuongton.law.detailing import continues, treated_as_living
from thuongton.law.text.places import Place, covers, find, meets, place_of
from thuongton.law.text.tree import TextPart
from thuongton.law.versions import ActHistory, Step
from thuongton.law.works import OFFICIAL, LegalWork
from thuongton.web.dates import day_words
from vanban.model import AmendmentKind

NO_EFFECT = "Chưa rõ ngày có hiệu lực của {number}."
MAY_HAVE_ENDED = "{number} làm văn bản này hết hiệu lực từ một ngày chưa rõ."
NOT_THERE = "Văn bản không có {place}."
HAS_TWO = "Văn bản có hơn một {place}."
NO_FORCE = "{number} là văn bản hợp nhất, không có hiệu lực của riêng nó; hãy hỏi văn bản được hợp nhất."
WAITS = "{number} ({at}): {reason}"
ON_EVENT = "{number} có hiệu lực «{words}»: chưa ghi nhận sự kiện này."
UNTIL_EVENT = "{number} ngưng hiệu lực «{words}»: chưa ghi nhận sự kiện kết thúc."
BY_SUBJECT = "{number} có nội dung hiệu lực từ ngày khác, không nêu điều, khoản: «{quote}»."
ENDED_WITH = "Hết hiệu lực cùng {parent} mà văn bản này quy định chi tiết, từ ngày {day} ({clause})."
BAD_END = "{number}: ngày hết hiệu lực {day} trước ngày ban hành, không dùng được."


class LegalState(StrEnum):
    """What an act or a provision is on a day."""

    ABSENT = "absent"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    PARTLY_EXPIRED = "partly_expired"
    EXPIRED = "expired"
    SUSPENDED = "suspended"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ToldState:
    """The state of an act or provision on a day: from when, by which steps, and what is doubtful about it.

    ``reasons``: what a rule says of it beside the acts. ``text`` None: there is none, or it is not known. ``since``,
    ``until``: the span of days of this wording. ``parent``: the act with whose end that of a detailing act is tied.
    """

    state: LegalState
    text: str | None = None
    steps: tuple[Step, ...] = ()
    findings: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    candidates: tuple[str, ...] = field(default=())
    reasons: tuple[str, ...] = field(default=())
    parent: LegalWork | None = None


def state_on(history: ActHistory, place: Place, day: dt.date) -> ToldState:
    """The state of a place of an act on a day."""
    work = history.work
    if work.issued_from is not None and day < work.issued_from:
        return ToldState(LegalState.ABSENT)
    if work.kind == OFFICIAL:
        return ToldState(LegalState.UNKNOWN, findings=(NO_FORCE.format(number=work.number),))
    start, told = _start(history, place)
    if start is not None and day < start:
        return _waiting_to_begin(history, place, start)
    ends = [step for step in history.steps if _ends_whole(step)]
    over = [step for step in ends if step.started(day) and not step.waits]
    if over:
        first = over[0]
        return ToldState(
            LegalState.EXPIRED, _text_at_end(history, place, first.effective), tuple(over), since=first.effective
        )
    term, wrong = _end(history, place)
    if term is not None and term <= day:
        return ToldState(LegalState.EXPIRED, _text_at_end(history, place, term), since=term, findings=wrong)
    with_parent = _with_parent(history, place, day)
    if with_parent is not None and not with_parent.findings:
        return with_parent
    if start is None and (told or work.at_latest is None or day < work.at_latest):
        return ToldState(LegalState.UNKNOWN, findings=(told or NO_EFFECT.format(number=work.number),))
    found = _running(history, place, day, ends)
    if term is not None and (found.until is None or term < found.until):
        found = replace(found, until=term)
    if with_parent is not None and found.state in (LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED):
        findings = (*with_parent.findings, *found.findings)
        return replace(found, state=LegalState.UNKNOWN, findings=findings, parent=with_parent.parent)
    notes = tuple(
        BY_SUBJECT.format(number=work.number, quote=" ".join(one.surface.split())[:200]) for one in work.by_subject
    )
    return replace(found, findings=(*found.findings, *wrong, *notes)) if wrong or notes else found


def _start(history: ActHistory, place: Place) -> tuple[dt.date | None, str]:
    """From which day a place of the act as issued is in force, and what is said where that hangs on an event."""
    work = history.work
    nearest = None
    if place.steps:
        for one in work.commencements:
            of = place_of(one.provision)
            if of.steps and covers(history.issued, of, place) and (nearest is None or len(of.steps) > nearest[0]):
                nearest = len(of.steps), one
    if nearest is None or nearest[1].effect is None:
        return work.effective_on, ""
    effect = nearest[1].effect
    if effect.date is None and effect.until is None:
        return None, ON_EVENT.format(number=work.number, words=effect.text)
    return effect.date or work.effective_on, ""


def _end(history: ActHistory, place: Place) -> tuple[dt.date | None, tuple[str, ...]]:
    """The first day on which a place is over by its own term; a day that cannot be is told and not used."""
    work = history.work
    days = [work.expired_on] if work.expired_on is not None else []
    if place.steps:
        days += [
            one.effect.until + dt.timedelta(days=1) for one in work.commencements
            if one.effect is not None and one.effect.until is not None
            and covers(history.issued, place_of(one.provision), place)
        ]  # fmt: skip
    first = work.issued_on or work.issued_from
    possible = [day for day in days if first is None or day >= first]
    wrong = tuple(BAD_END.format(number=work.number, day=day_words(day)) for day in days if day not in possible)
    return min(possible, default=None), wrong


def _with_parent(history: ActHistory, place: Place, day: dt.date) -> ToldState | None:
    """An act that ended with the one that it details: expired, or what keeps that from being sure as findings."""
    end = history.parent_end
    if end is None or end.day > day or continues(history, day):
        return None
    living = treated_as_living(history, end.day)
    doubts = (*end.doubts, *((living,) if living else ()))
    reason = ENDED_WITH.format(parent=end.parent, day=day_words(end.day), clause=end.clause)
    if doubts:
        return ToldState(LegalState.UNKNOWN, findings=(reason, *doubts), parent=end.parent)
    text = _text_at_end(history, place, end.day)
    return ToldState(LegalState.EXPIRED, text, since=end.day, reasons=(reason,), parent=end.parent)


def _waiting_to_begin(history: ActHistory, place: Place, start: dt.date) -> ToldState:
    if not place.steps:
        return ToldState(LegalState.NOT_YET, history.issued.text, until=start)
    found = find(history.issued, place)
    if not found:
        return ToldState(LegalState.ABSENT, findings=(NOT_THERE.format(place=place),))
    return ToldState(LegalState.NOT_YET, history.issued.at(found[0]).text, until=start)


def _ends_whole(step: Step) -> bool:
    return step.operation.kind is AmendmentKind.REPEAL and step.operation.scope == "document"


def _text_at_end(history: ActHistory, place: Place, day: dt.date | None) -> str | None:
    if day is None:
        return None
    act = history.on(day - dt.timedelta(days=1)).act
    if not place.steps:
        return None
    found = find(act, place)
    return act.at(found[0]).text if len(found) == 1 else None


def _running(history: ActHistory, place: Place, day: dt.date, ends: Iterable[Step]) -> ToldState:
    findings: list[str] = []
    doubtful = [step for step in ends if _may_act(step, day) or (step.unlikely == "circle" and step.started(day))]
    version = history.on(day)
    act = version.act
    suspended = [step for step in history.steps if _suspends(act, step, place, day)]
    parts_ended = [
        step for step in history.steps
        if step.operation.kind is AmendmentKind.REPEAL and step.operation.scope in ("subject", "document")
        and step.waits and step.started(day) and not step.unlikely
    ]  # fmt: skip
    touching = tuple(change.step for change in version.changes if any(meets(act, place, one) for one in change.touched))
    open_here = [step for step in version.waiting if any(meets(act, place, one) for one in step.places)]
    for step in open_here:
        for reason in step.waits or (NO_EFFECT.format(number=step.by.number),):
            findings.append(WAITS.format(number=step.by.number, at=step.operation.at or "?", reason=reason))
    findings += [
        UNTIL_EVENT.format(number=step.by.number, words=step.operation.effect.text)
        for step in suspended if step.operation.effect is not None and _until_event(step)
    ]  # fmt: skip
    if not place.steps:
        return _whole(history, day, touching, tuple(suspended), parts_ended, doubtful, findings)
    found = find(act, place)
    if not found:
        return ToldState(LegalState.ABSENT, steps=touching, findings=(NOT_THERE.format(place=place), *findings))
    if len(found) > 1:
        return ToldState(LegalState.UNKNOWN, findings=(HAS_TWO.format(place=place), *findings))
    part = act.at(found[0])
    since, until = _span(history, place, day)
    if part.ended:
        return ToldState(LegalState.EXPIRED, "", touching, tuple(findings), since, until)
    if doubtful:
        findings = [*map(_doubt, doubtful), *findings]
        return ToldState(LegalState.UNKNOWN, part.text, (*touching, *doubtful), tuple(findings), since, until)
    if suspended:
        return ToldState(LegalState.SUSPENDED, part.text, (*touching, *suspended), tuple(findings), since, until)
    lost = [
        step for step in open_here
        if step.operation.kind is AmendmentKind.REPEAL and step.ends is None and step.unlikely != "impossible"
        and covers(act, step.place, place)
    ]  # fmt: skip
    if lost:
        return ToldState(LegalState.UNKNOWN, part.text, (*touching, *lost), tuple(findings), since, until)
    state = LegalState.PARTLY_EXPIRED if _some_ended(part) else LegalState.IN_FORCE
    return ToldState(state, part.text, touching, tuple(findings), since, until)


def _until_event(step: Step) -> bool:
    effect = step.operation.effect
    return effect is not None and effect.until is None and re.search(r"đến\s+khi|cho\s+đến", effect.text) is not None


def _whole(
    history: ActHistory,
    day: dt.date,
    touching: tuple[Step, ...],
    suspended: tuple[Step, ...],
    parts_ended: list[Step],
    doubtful: list[Step],
    findings: list[str],
) -> ToldState:
    act = history.on(day).act
    if doubtful:
        findings = [*map(_doubt, doubtful), *findings]
        return ToldState(LegalState.UNKNOWN, None, (*touching, *doubtful), tuple(findings))
    whole = [step for step in suspended if not step.place.steps]
    if whole:
        return ToldState(LegalState.SUSPENDED, None, (*touching, *whole), tuple(findings))
    ended = _some_ended(act) or bool(parts_ended)
    state = LegalState.PARTLY_EXPIRED if ended else LegalState.IN_FORCE
    return ToldState(state, None, (*touching, *parts_ended), tuple(findings), history.work.effective_on)


def _doubt(step: Step) -> str:
    """Why nobody can tell whether an act ended."""
    return step.waits[-1] if step.unlikely else MAY_HAVE_ENDED.format(number=step.by.number)


def _may_act(step: Step, day: dt.date) -> bool:
    """Whether a repeal of the whole act may have come into force by a day, and nobody can tell."""
    if step.effective is not None or step.started(day) or step.unlikely == "impossible":
        return False
    return step.by.issued_from is None or step.by.issued_from <= day


def _suspends(act: TextPart, step: Step, place: Place, day: dt.date) -> bool:
    if step.operation.kind is not AmendmentKind.SUSPEND or step.effective is None or step.effective > day:
        return False
    if step.over(day):
        return False
    until = step.operation.effect.until if step.operation.effect is not None else None
    if until is not None and day > until:
        return False
    return covers(act, step.place, place) and step.operation.scope != "subject"


def _some_ended(part: TextPart) -> bool:
    return any(one.ended for _trail, one in part.walk() if one is not part)


def _span(history: ActHistory, place: Place, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """From which day to which day a provision has the words of a day."""
    text = _words(history, place, day)
    days = history.days
    since = history.work.effective_on
    for one in reversed([one for one in days if one <= day]):
        if _words(history, place, one - dt.timedelta(days=1)) != text:
            since = one
            break
    until = next((one for one in days if one > day and _words(history, place, one) != text), None)
    return since, until


def _words(history: ActHistory, place: Place, day: dt.date) -> str | None:
    act = history.on(day).act
    found = find(act, place)
    return act.at(found[0]).text if len(found) == 1 else None
