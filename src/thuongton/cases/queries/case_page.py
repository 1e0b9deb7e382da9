"""Everything the page of one case shows, on a day, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from thuongton.cases.definition.model import CaseKind, KindField
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.fold import effective, fold, fold_until
from thuongton.cases.engine.snapshot import DayView
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseLook
from thuongton.cases.queries.cases import MASKED, as_judged, fields_of, kind_of, timekeeper
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.rights import opens_closed
from thuongton.cases.rows import acts_of
from thuongton.cases.shown.clocks import ClockCard, clock_cards
from thuongton.cases.shown.history import ShownAct, act_label, shown_acts
from thuongton.cases.shown.next_acts import nearest_clock
from thuongton.cases.shown.values import row_words, value_words
from thuongton.cases.shown.why import ClockWhy, why
from thuongton.cases.stories import version_of
from thuongton.cases.words import said_label
from thuongton.keyring.queries import Keys
from thuongton.people.models import User

MOST_LOOKS = 30


@dataclass(frozen=True, slots=True)
class CaseFieldLine:
    """A field with its value in words; ``rows`` for one with parts; ``masked`` and ``shut`` say why it is not shown."""

    name: str
    label: str
    value: str
    rows: list[str] = field(default_factory=list)
    masked: bool = False
    shut: bool = False


@dataclass(slots=True)
class CasePage:
    """A case as its page shows it. ``folded`` is the case on the day; ``now`` as it stands after all its acts."""

    case: Case
    kind: CaseKind
    time: Timekeeper
    now: FoldedCase
    folded: FoldedCase
    view: DayView | None
    cards: list[ClockCard]
    explained: ClockWhy | None
    fields: list[CaseFieldLine]
    acts: list[ShownAct]
    opened: bool = False
    looks: list[CaseLook] = field(default_factory=list)

    @property
    def state(self) -> str:
        """The state on the day, in words; «chưa tiếp nhận» where the case had not begun."""
        return state_label(self.kind, self.folded.state)

    @property
    def masked(self) -> bool:
        """Whether a field that a purpose would open is masked."""
        return any(one.masked and not one.shut for one in self.fields)

    @property
    def flags(self) -> set[str]:
        """The flags raised on the day."""
        return self.view.flags if self.view is not None else set()


def state_label(kind: CaseKind, state: str | None) -> str:
    """A state in words; its name where the kind does not have it."""
    if state is None:
        return ""
    return said_label(kind.states[state].label) if state in kind.states else state


def case_page(
    user: User, case: Case, as_of: dt.datetime, timed: bool, *, opened: bool = False, clock: str = ""
) -> CasePage:
    """A case one may see. ``timed``: this very moment, else the end of a day; ``clock``: the one to explain."""
    time = timekeeper(case.unit)
    entries = list(case.entries.select_related("user").order_by("seq"))
    acts = acts_of(entries)
    given: dict[str, Any] = {"id": str(case.uid), "unit": str(case.unit_id), "versions": version_of}
    terms = list(case.terms.all())
    now = as_judged(fold(kind_of(case), acts, time, **given), terms)
    folded = now
    if not timed:
        folded = as_judged(fold_until(kind_of(case), effective(acts), time, until=as_of.date(), **given), terms)
    view = DayView(folded, as_of, timed, time) if folded.state is not None else None
    keys = Keys([case.key_id] if case.key_id else [])
    closed = opened and opens_closed(user, case)

    def read(data: Mapping[str, Any]) -> dict[str, Any]:
        return fields_of(case, keys, purpose=opened, closed=closed, data=data)

    shut = closed_fields(case, folded.kind)
    clocks = list(folded.clocks.values())
    chosen = next((one for one in clocks if one.key == clock), None) or _to_explain(folded, time)
    seen = [place for place, act in enumerate(acts) if timed or act.day <= as_of.date()]
    return CasePage(
        case=case,
        kind=folded.kind,
        time=time,
        now=now,
        folded=folded,
        view=view,
        cards=clock_cards([*clocks, *folded.past], as_of, timed, time, chosen.key if chosen else ""),
        explained=_explained(chosen, folded, time, as_of.date()),
        fields=shown_fields(folded, read(folded.data), frozenset() if opens_closed(user, case) else shut),
        acts=_history(now, acts, [_who(entry) for entry in entries], read, time, seen),
        opened=opened,
    )


def _to_explain(case: FoldedCase, time: Timekeeper) -> CaseClock | None:
    """The clock explained unless another is asked for: the nearest that runs, else the last that ended."""
    nearest = nearest_clock(case, time)
    return nearest or next(reversed(list(case.clocks.values())), None)


def _explained(clock: CaseClock | None, case: FoldedCase, time: Timekeeper, day: dt.date) -> ClockWhy | None:
    if clock is None:
        return None
    acts: dict[dt.date, dict[str, str]] = {}
    for act in case.acts:
        acts.setdefault(act.day, {})[act.do] = act_label(case.kind, act.do)
    return why(clock, time, day, acts)


def _who(entry: Any) -> str:
    return str(entry.user) if entry.user is not None else ""


def _history(
    case: FoldedCase, acts: list[CaseAct], people: list[str], read: Any, time: Timekeeper, seen: list[int]
) -> list[ShownAct]:
    """The acts up to the day; what a correction replaced is told by the fold."""
    before = {}
    for place, act in enumerate(acts):
        found = next((one for one in case.corrections if one.act is act), None)
        if found is not None:
            before[place] = found.old
    shown = shown_acts(case.kind, acts, people, read, before, time)
    wanted = {place + 1 for place in seen}
    return [one for one in shown if one.seq in wanted]


def shown_fields(case: FoldedCase, shown: Mapping[str, Any], shut: frozenset[str]) -> list[CaseFieldLine]:
    """The fields that a case has, in the order of its kind; ``shut`` are those that no purpose opens to the reader."""
    found = []
    for name, one in case.kind.fields.items():
        value = shown.get(name)
        if value in (None, "", [], {}):
            continue
        hidden = value == MASKED
        rows = _rows(one, value)
        words = "" if hidden or rows else value_words(one, value)
        found.append(CaseFieldLine(name, said_label(one.label), words, rows, hidden, hidden and name in shut))
    return found


def _rows(one: KindField, value: Any) -> list[str]:
    return [row_words(one, row) for row in value] if one.kind == "rows" and isinstance(value, list) else []


def looks_of(case: Case) -> list[CaseLook]:
    """The looks into sensitive fields of a case, the latest first; the caller has checked that it may be seen."""
    return list(case.looks.select_related("user")[:MOST_LOOKS])
