"""Legal bases of a paper against the register (kiểm tra căn cứ): is each cited act what it is said to be, in force on
the paper's day, and the clause itself; pure, on histories that the register gives.

A number that the register does not hold is a remark and no fault: the register may be what lacks it. It is a fault
where the register holds the same name under another number.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from thuongton.law.states import LegalState, ToldState, state_on
from thuongton.law.text.places import place_of
from thuongton.law.versions import ActHistory
from thuongton.law.works import LegalWork, name_key
from thuongton.web.dates import day_words
from vanban.agencies import short_names
from vanban.model import Citation, Finding
from vanban.symbols import parse
from vanban.text import fold, join_lines

LIKE, UNLIKE = 88.0, 72.0
"""Titles at least so like are one name; less like than the second are two. Between them nobody is accused."""
_DASHES = re.compile(r"\s*[-–,]\s*")
_HEAD_OF = re.compile(
    r"^(?:bo truong(?: chu nhiem)?|chu tich|chanh an|vien truong|tong kiem toan|thong doc|giam doc)\s+"
)


class _Any(frozenset[str]):
    def __contains__(self, _one: object) -> bool:
        return True


_ANY_KIND: frozenset[str] = _Any()
_ENDS = {
    LegalState.EXPIRED: "expired",
    LegalState.NOT_YET: "not-yet",
    LegalState.SUSPENDED: "suspended",
    LegalState.ABSENT: "absent",
}
_SAYS = {
    LegalState.EXPIRED: "{name} đã hết hiệu lực ngày {day}{by}.",
    LegalState.NOT_YET: "{name} chưa có hiệu lực ngày {day}.",
    LegalState.SUSPENDED: "{name} đang ngưng hiệu lực ngày {day}{by}.",
    LegalState.ABSENT: "{name} chưa có hoặc không tồn tại ngày {day}.",
    LegalState.UNKNOWN: "Không xác định được hiệu lực của {name} ngày {day}.",
}


@dataclass(frozen=True, slots=True)
class HeldActs:
    """What the register gives to a check: the acts of a number, those of a name, and the history of each."""

    by_number: Callable[[str], Sequence[LegalWork]]
    by_name: Callable[[str], Sequence[LegalWork]]
    history: Callable[[LegalWork], ActHistory]


@dataclass(frozen=True, slots=True)
class JudgedBasis:
    """A cited act of a paper with what the register says of it: the act that is meant (None: not held, or several fit),
    what does not agree, and its state on the paper's day."""

    citation: Citation
    work: LegalWork | None
    findings: tuple[Finding, ...] = ()
    state: LegalState | None = None

    @property
    def facts(self) -> tuple[Finding, ...]:
        """What is wrong of number, day, issuer, kind or name."""
        return tuple(one for one in self.findings if one.rule in OF_FACTS)

    @property
    def force(self) -> tuple[Finding, ...]:
        """What is to be said of its force."""
        return tuple(one for one in self.findings if one.rule not in OF_FACTS and one.rule != NOT_HELD)


NOT_HELD = "basis-not-held"
OF_FACTS = frozenset({"basis-number", "basis-day", "basis-issuer", "basis-kind", "basis-title"})


def judged_bases(citations: Iterable[Citation], on: dt.date, held: HeldActs) -> list[JudgedBasis]:
    """Every cited act of a paper of a day as judged, in the order of the paper."""
    found = []
    for one in citations:
        if one.class_ == "self" or (one.number is None and one.class_ != "named"):
            continue
        work = _meant(one, _named(one, held))
        state = state_on(held.history(work), place_of(None), on).state if work is not None else None
        found.append(JudgedBasis(one, work, tuple(_check(one, on, held)), state))
    return found


def _named(one: Citation, held: HeldActs) -> list[LegalWork]:
    """The acts that a citation may mean."""
    return list(held.by_number(one.number)) if one.number else list(held.by_name(f"{one.kind or ''} {one.title or ''}"))


def check_bases(citations: Iterable[Citation], on: dt.date, held: HeldActs) -> list[Finding]:
    """The faults of the cited acts of a paper of a day."""
    found: list[Finding] = []
    told: set[str] = set()
    for one in citations:
        if one.class_ == "self" or (one.number is None and one.class_ != "named"):
            continue
        for finding in _check(one, on, held):
            if finding.severity == "info" and finding.message in told:
                continue  # what the register lacks is said once, where it is cited first
            told.add(finding.message)
            found.append(finding)
    return found


def _check(one: Citation, on: dt.date, held: HeldActs) -> list[Finding]:
    works = _named(one, held)
    if not one.number:
        return _in_force(one, works[0], on, held) if len(works) == 1 else []
    if not works:
        return [_not_held(one, held)]
    work = _meant(one, works)
    if work is None:
        return []
    return [*_facts(one, work), *_in_force(one, work, on, held)]


def _meant(one: Citation, works: Sequence[LegalWork]) -> LegalWork | None:
    if len(works) == 1:
        return works[0]
    fitting = [work for work in works if not one.issuer or _same_name(work.issuer, one.issuer)]
    return fitting[0] if len(fitting) == 1 else None


def _not_held(one: Citation, held: HeldActs) -> Finding:
    named = [work for work in held.by_name(one.title or "") if work.number != one.number] if one.title else []
    if len(named) == 1:
        message = f"Số {one.number} không có trong sổ; văn bản tên này mang số {named[0].number}."
        return _finding(one, "number", "error", message, named[0].number)
    return _finding(one, "not-held", "info", f"Số {one.number} chưa có trong sổ văn bản, chưa kiểm tra được.", None)


def _facts(one: Citation, work: LegalWork) -> list[Finding]:
    found = []
    if one.date is not None and work.issued_on is not None and one.date != work.issued_on:
        message = f"{work.number} ban hành ngày {day_words(work.issued_on)}, không phải {day_words(one.date)}."
        found.append(_finding(one, "day", "error", message, day_words(work.issued_on)))
    if one.issuer and work.issuer and not _same_name(work.issuer, one.issuer):
        message = f"{work.number} do {work.issuer} ban hành, không phải {one.issuer}."
        found.append(_finding(one, "issuer", "error", message, work.issuer))
    if one.kind and not work.kind and fold(one.kind) not in _kinds_of(work.number):
        message = f"Văn bản mang ký hiệu {work.number} không thể là {one.kind}."
        found.append(_finding(one, "kind", "error", message, None))
    if one.kind and work.kind and fold(one.kind) != fold(work.kind):
        message = f"{work.number} là {work.kind}, không phải {one.kind}."
        found.append(_finding(one, "kind", "error", message, work.kind))
    if one.title and work.title and _likeness(one.title, work.title) < UNLIKE:
        message = f"{work.number} có tên «{work.title}», không phải «{join_lines(one.title)}»."
        found.append(_finding(one, "title", "error", message, work.title))
    return found


def _kinds_of(number: str) -> frozenset[str]:
    """The kinds that an act of a symbol can be, folded; those of the National Assembly have none in their symbol."""
    parsed = parse(number)
    if parsed is not None and parsed.kind is not None:
        return frozenset({fold(parsed.kind.name)})
    body = parsed.body if parsed is not None else ""
    if body.startswith("UBTVQH"):
        return frozenset({"phap lenh", "nghi quyet"})
    return frozenset({"luat", "bo luat", "nghi quyet", "hien phap"}) if body.startswith("QH") else _ANY_KIND


def _in_force(one: Citation, work: LegalWork, on: dt.date, held: HeldActs) -> list[Finding]:
    history = held.history(work)
    whole = state_on(history, place_of(None), on)
    name = f"{work.kind} {work.number}".strip()
    if whole.state in _ENDS:
        return [_told(one, whole, name, on, "error")]
    if one.pinpoint and work.text:
        place = place_of(one.pinpoint)
        if place.steps and not place.attached:
            told = state_on(history, place, on)
            if told.state in _ENDS:
                return [_told(one, told, f"{place} {name}", on, "error")]
            if told.state is LegalState.UNKNOWN:
                return [_told(one, told, f"{place} {name}", on, "info")]
    return []


def _told(one: Citation, told: ToldState, name: str, on: dt.date, severity: str) -> Finding:
    acts = list(dict.fromkeys(step.by.number for step in told.steps))
    by = f" (theo {', '.join(acts)})" if acts else ""
    message = _SAYS[told.state].format(name=name, day=day_words(on), by=by)
    return _finding(one, _ENDS.get(told.state, "unknown"), severity, message, acts[-1] if acts else None)


def _finding(one: Citation, rule: str, severity: str, message: str, suggestion: str | None) -> Finding:
    return Finding(f"basis-{rule}", severity, one.start, one.end, one.surface, message, suggestion)


def _same_name(left: str, right: str) -> bool:
    """Whether two names are of one body; «Bộ trưởng Bộ Nội vụ» is its Ministry."""
    mine, theirs = (_bare(name) for name in (left, right))
    return mine == theirs


def _bare(name: str) -> str:
    words = " ".join(_DASHES.sub(" ", short_names(fold(join_lines(name)))).split())
    return _HEAD_OF.sub("", words)


def _likeness(cited: str, known: str) -> float:
    """How like two titles are, 0 to 100; a title that was cut short is like the whole."""
    mine, theirs = name_key(cited), name_key(known)
    if not mine or not theirs or mine in theirs or theirs in mine:
        return 100.0
    return float(fuzz.token_sort_ratio(mine, theirs))
