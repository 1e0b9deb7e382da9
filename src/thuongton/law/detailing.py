"""Detailing acts and the acts that they detail (văn bản quy định chi tiết): which one by its name, their common end.

Luật 80/2015/QH13 Điều 154.4 and Luật 64/2025/QH15 Điều 57.2, see ``rules.toml`` (with-parent). Only a name that says it
tells of what an act is the detail; where it names several, or the act was treated as living later, the end is not sure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from thuongton.law.rules import rule_on
from thuongton.law.versions import ActHistory, EndWithParent
from thuongton.law.works import LegalWork, LegalWorks
from thuongton.web.dates import day_words
from vanban.model import AmendmentKind
from vanban.patterns import any_of
from vanban.symbols import normalise
from vanban.text import join_lines

_KINDS = ("Bộ luật", "Luật", "Pháp lệnh", "Nghị định", "Nghị quyết")
_PARTS = r"(?:một\s+số|các)\s+(?:điều|nội\s+dung|khoản|quy\s+định)"
_MEANS = r"\s+và\s+(?:biện\s+pháp|hướng\s+dẫn)(?:\s+(?:thi\s+hành|tổ\s+chức))*"
_DETAILS = re.compile(
    rf"""^(?:về\s+việc\s+)?(?:quy\s+định\s+(?:về\s+)?)?
    (?:chi\s+tiết|hướng\s+dẫn)(?:\s+và\s+(?:hướng\s+dẫn|biện\s+pháp))?  # what it is: the detail of another
    (?:\s+(?:thi\s+hành|thực\s+hiện))?
    (?:\s+{_PARTS}(?:{_MEANS})?)?(?:\s+(?:của|tại))?\s+                    # of some articles or of all
    (?P<kind>{any_of(_KINDS)})\s+(?P<rest>.+)$                            # of which act
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_NUMBER = re.compile(r"(?:số\s*:?\s*)?(?P<number>\d{1,4}/\d{4}/[A-ZĐ][\w-]*)")
_MORE = re.compile(rf"(?:,|;|\bvà)\s+(?:các\s+)?(?:{any_of(_KINDS)})\s|sửa\s+đổi", re.IGNORECASE)
_AMENDED = re.compile(r",?\s*(?:đã\s+)?được\s+sửa\s+đổi.*$", re.IGNORECASE | re.DOTALL)
SEVERAL_PARENTS = "{number} quy định chi tiết nhiều văn bản; {parent} đã hết hiệu lực từ ngày {day}."
TREATED_AS_LIVING = "{number} vẫn được {other} sửa đổi, bãi bỏ sau ngày đó."


@dataclass(frozen=True, slots=True)
class NamedParent:
    """The act that a name says is detailed: its number or its name, and whether others are named too."""

    number: str
    name: str
    several: bool


def parent_named(title: str) -> NamedParent | None:
    """The act that the name of a detailing act tells; None where it tells none.

    >>> parent_named("Quy định chi tiết một số điều và biện pháp thi hành Luật Giá").name
    'Luật Giá'
    """
    match = _DETAILS.match(join_lines(title).strip())
    if match is None:
        return None
    rest = match["rest"].strip().rstrip(".")
    several = _MORE.search(rest) is not None
    rest = _AMENDED.sub("", rest)
    number = _NUMBER.search(rest)
    if number is not None:
        return NamedParent(normalise(number["number"]), "", several)
    if match["kind"].lower() in ("nghị định", "nghị quyết"):
        return None
    name = _MORE.split(rest)[0].rstrip(" ,;")
    return NamedParent("", f"{match['kind'][0].upper()}{match['kind'][1:].lower()} {name}", several)


def parents(work: LegalWork, works: LegalWorks) -> tuple[list[LegalWork], bool]:
    """The acts that an act details, and whether its name tells of one alone."""
    named = parent_named(work.title)
    if named is None:
        return [], False
    found = works.by_number(named.number) if named.number else works.by_name(named.name, work.issued_by)
    return [one for one in found if one is not work], not named.several and len(found) == 1


def end_with_parent(work: LegalWork, works: LegalWorks, of: Callable[[LegalWork], ActHistory]) -> EndWithParent | None:
    """When an act ended with the one that it details; None where it did not, or no rule of that day says so."""
    found, alone = parents(work, works)
    if len(found) != 1:
        return None
    parent = found[0]
    if parent.issued_on is not None and work.issued_on is not None and parent.issued_on > work.issued_on:
        return None
    history = of(parent)
    days = [
        step.effective for step in history.steps
        if step.operation.kind is AmendmentKind.REPEAL and step.operation.scope == "document"
        and not step.waits and step.effective is not None
    ]  # fmt: skip
    if history.parent_end is not None and not history.parent_end.doubts:
        days.append(history.parent_end.day)
    if parent.expired_on is not None:
        days.append(parent.expired_on)
    if not days:
        return None
    day = min(days)
    rule = rule_on("with-parent", day)
    if rule is None or (work.issued_on is not None and work.issued_on >= day):
        return None
    told = {"number": work, "parent": parent, "day": day_words(day)}
    doubts = () if alone else (SEVERAL_PARENTS.format(**told),)
    return EndWithParent(parent, day, rule.cited, doubts)


def treated_as_living(history: ActHistory, day: dt.date) -> str | None:
    """What shows that others took an act for living after its parent had ended: an operation on it issued later."""
    for step in history.steps:
        issued = step.by.issued_on
        if issued is not None and issued > day and step.operation.kind is not AmendmentKind.CONTINUE:
            return TREATED_AS_LIVING.format(number=history.work, other=step.by)
    return None


def continues(history: ActHistory, day: dt.date) -> bool:
    """Whether an act was announced as still in effect by a day."""
    told = [step for step in history.steps if step.operation.kind is AmendmentKind.CONTINUE and not step.waits]
    return any(step.effective is None or step.started(day) for step in told)
