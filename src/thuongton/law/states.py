"""Is it in force (tình trạng hiệu lực) on a day: derived from acts alone, for a whole act or a provision; pure.

Luật 64/2025/QH15 (and 80/2015/QH13) name the states. «Không xác định» is an answer: it names what is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from thuongton.law.history import ActHistory, Step
from thuongton.law.text.parts import TextPart
from thuongton.law.text.places import Place, find
from thuongton.law.works import OFFICIAL
from vanban.model import AmendmentKind

NO_EFFECT = "Chưa rõ ngày có hiệu lực của {number}."
MAY_HAVE_ENDED = "{number} làm văn bản này hết hiệu lực từ một ngày chưa rõ."
NOT_THERE = "Văn bản không có {place}."
HAS_TWO = "Văn bản có hơn một {place}."
NO_FORCE = "{number} là văn bản hợp nhất, không có hiệu lực của riêng nó; hãy hỏi văn bản được hợp nhất."
WAITS = "{number} ({at}): {reason}"


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

    ``text`` None: there is none, or it is not known. ``since``, ``until``: the span of days of this wording.
    """

    state: LegalState
    text: str | None = None
    steps: tuple[Step, ...] = ()
    findings: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    candidates: tuple[str, ...] = field(default=())


def state_on(history: ActHistory, place: Place, day: dt.date) -> ToldState:
    """The state of a place of an act on a day."""
    work = history.work
    if work.issued_from is not None and day < work.issued_from:
        return ToldState(LegalState.ABSENT)
    if work.kind == OFFICIAL:
        return ToldState(LegalState.UNKNOWN, findings=(NO_FORCE.format(number=work.number),))
    start = work.effective_on
    if start is not None and day < start:
        return _waiting_to_begin(history, place, start)
    ends = [step for step in history.steps if _ends_whole(step)]
    over = [step for step in ends if _acted(step, day) and not step.waits]
    if over:
        first = over[0]
        return ToldState(
            LegalState.EXPIRED, _text_at_end(history, place, first.effective), tuple(over), since=first.effective
        )
    if work.expired_on is not None and work.expired_on <= day:
        return ToldState(LegalState.EXPIRED, _text_at_end(history, place, work.expired_on), since=work.expired_on)
    if start is None and (work.at_latest is None or day < work.at_latest):
        return ToldState(LegalState.UNKNOWN, findings=(NO_EFFECT.format(number=work.number),))
    return _running(history, place, day, ends)


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
    doubtful = [step for step in ends if _may_act(step, day)]
    version = history.on(day)
    suspended = [step for step in history.steps if _suspends(step, place, day)]
    parts_ended = [
        step for step in history.steps
        if step.operation.kind is AmendmentKind.REPEAL and step.operation.scope in ("subject", "document")
        and step.waits and _acted(step, day)
    ]  # fmt: skip
    touching = tuple(change.step for change in version.changes if any(_touches(place, one) for one in change.touched))
    open_here = [step for step in version.waiting if any(_touches(place, one) for one in step.places)]
    for step in open_here:
        for reason in step.waits or (NO_EFFECT.format(number=step.by.number),):
            findings.append(WAITS.format(number=step.by.number, at=step.operation.at or "?", reason=reason))
    if not place.steps:
        return _whole(history, day, touching, tuple(suspended), parts_ended, doubtful, findings)
    found = find(version.act, place)
    if not found:
        return ToldState(LegalState.ABSENT, steps=touching, findings=(NOT_THERE.format(place=place), *findings))
    if len(found) > 1:
        return ToldState(LegalState.UNKNOWN, findings=(HAS_TWO.format(place=place), *findings))
    part = version.act.at(found[0])
    since, until = _span(history, place, day)
    if part.ended:
        return ToldState(LegalState.EXPIRED, "", touching, tuple(findings), since, until)
    if doubtful:
        findings = [*(MAY_HAVE_ENDED.format(number=step.by.number) for step in doubtful), *findings]
        return ToldState(LegalState.UNKNOWN, part.text, (*touching, *doubtful), tuple(findings), since, until)
    if suspended:
        return ToldState(LegalState.SUSPENDED, part.text, (*touching, *suspended), tuple(findings), since, until)
    lost = [step for step in open_here if step.operation.kind is AmendmentKind.REPEAL and step.place.holds(place)]
    if lost:
        return ToldState(LegalState.UNKNOWN, part.text, (*touching, *lost), tuple(findings), since, until)
    state = LegalState.PARTLY_EXPIRED if _some_ended(part) else LegalState.IN_FORCE
    return ToldState(state, part.text, touching, tuple(findings), since, until)


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
        findings = [*(MAY_HAVE_ENDED.format(number=step.by.number) for step in doubtful), *findings]
        return ToldState(LegalState.UNKNOWN, None, (*touching, *doubtful), tuple(findings))
    whole = [step for step in suspended if not step.place.steps]
    if whole:
        return ToldState(LegalState.SUSPENDED, None, (*touching, *whole), tuple(findings))
    ended = _some_ended(act) or bool(parts_ended)
    state = LegalState.PARTLY_EXPIRED if ended else LegalState.IN_FORCE
    return ToldState(state, None, (*touching, *parts_ended), tuple(findings), history.work.effective_on)


def _acted(step: Step, day: dt.date) -> bool:
    """Whether an operation acted by a day for sure."""
    last = step.effective or step.latest
    return last is not None and last <= day


def _may_act(step: Step, day: dt.date) -> bool:
    """Whether a repeal of the whole act may have come into force by a day, and nobody can tell."""
    if step.effective is not None or _acted(step, day):
        return False
    return step.by.issued_from is None or step.by.issued_from <= day


def _suspends(step: Step, place: Place, day: dt.date) -> bool:
    if step.operation.kind is not AmendmentKind.SUSPEND or step.effective is None or step.effective > day:
        return False
    until = step.operation.effect.until if step.operation.effect is not None else None
    if until is not None and day > until:
        return False
    return step.place.holds(place)


def _touches(place: Place, other: Place) -> bool:
    return place.holds(other) or other.holds(place)


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
