"""Runs stories (chuỗi thao tác) through the interpreter: acts, snapshots expected, statistics; without a database."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from thuongton.calendars.clock import Calendar
from thuongton.calendars.terms.files import NamedCalendar, shipped_calendar
from thuongton.cases.definition.library import kind_on, known_kinds, version_of
from thuongton.cases.engine.acts import CaseAnswer, CaseSentence, UnusableAct, act_from, moment
from thuongton.cases.engine.fold import effective, fold, fold_until
from thuongton.cases.engine.judge import judge
from thuongton.cases.engine.snapshot import NOTHING, snapshot
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.statistics.counting import FormWindow, RecordedCase, count_forms, views_of
from thuongton.cases.statistics.form_files import known_forms
from thuongton.web.dates import day_words


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class UnusableStory(ValueError):
    """A story that cannot be run; ``line`` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(why)
        self.line = line


@dataclass
class StoryRun:
    """The cases of one story as they grow."""

    kind: str
    unit: str = ""
    time: Timekeeper = field(default_factory=lambda: Timekeeper(shipped_calendar().calendar))
    cases: dict[str, RecordedCase] = field(default_factory=dict)
    sent: dict[str, set[str]] = field(default_factory=dict)

    def do(self, line: Mapping[str, Any]) -> CaseAnswer:
        """Do one act. Raises UnusableAct."""
        act = act_from(line)
        name = str(line.get("case") or "1")
        case = self.cases.get(name)
        if case is None:
            kind = kind_on(str(line.get("kind") or self.kind), act.day)
            if kind is None:
                values = {"kind": str(line.get("kind") or self.kind)[:80], "day": day_words(act.day)}
                return CaseAnswer(CaseSentence(_("Không có sổ «%(kind)s» có hiệu lực ngày %(day)s."), values), "kind")
            case = RecordedCase(name, str(line.get("unit") or self.unit), kind)
        now = self.folded(case)
        marks = self.sent.setdefault(name, set())
        answer = judge(
            now,
            act,
            self.time,
            recorded=len(case.acts),
            sent_before=bool(act.tx) and act.tx in marks,
            versions=version_of,
        )
        if answer.ok and not answer.repeated:
            case.acts.append(act)
            self.cases[name] = case
            if act.tx:
                marks.add(act.tx)
        return answer

    def folded(self, case: RecordedCase) -> FoldedCase:
        """A case after all its acts."""
        return fold(case.kind, case.acts, self.time, id=case.id, unit=case.unit, versions=version_of)

    def look(self, name: str, as_of: str) -> dict[str, Any]:
        """The snapshot of a case on a day or at a moment. Raises UnusableAct."""
        when, timed = moment(as_of)
        case = self.cases.get(name)
        if case is None:
            return dict(NOTHING)
        acts = [one for one in effective(case.acts) if not timed or one.earliest <= when]
        folded = fold_until(case.kind, acts, self.time, until=when.date(), id=name, unit=case.unit, versions=version_of)
        return snapshot(folded, when, timed, self.time)

    def count(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """The cells of a form over a window, with the cases behind each. Raises UnusableAct."""
        forms = known_forms()
        name = str(line.get("form"))
        if name not in forms:
            raise UnusableAct(f"Không có biểu «{name}».")
        window = window_of(line)
        unit = line.get("unit")
        cases = [one for one in self.cases.values() if not unit or one.unit == unit]
        count = count_forms(forms, [name], views_of(cases, window, self.time, version_of), window)[name]
        return {
            "form": name,
            "wording": count.wording,
            "basis": list(count.form.basis),
            "cells": count.cells,
            "rows": count.rows,
            "unknown": count.unknown,
            "doubts": count.doubts,
            "identities": [{"text": one.text, "holds": one.holds} for one in count.identities],
        }


def window_of(line: Mapping[str, Any]) -> FormWindow:
    """The window of a statistics line; ``as_of`` bounds what was recorded. Raises UnusableAct."""
    first, last = moment(line.get("from"))[0].date(), moment(line.get("to"))[0].date()
    if last < first:
        raise UnusableAct("Kỳ thống kê kết thúc trước khi bắt đầu.")
    known = None
    if line.get("as_of"):
        when, timed = moment(line["as_of"])
        known = when if timed else when + dt.timedelta(hours=23, minutes=59, seconds=59)
    return FormWindow(first, last, known)


def agrees(expected: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Whether a snapshot has all that a story expects of it."""
    if "state" in expected and expected["state"] != found["state"]:
        return False
    for name, clock in (expected.get("clocks") or {}).items():
        seen = found["clocks"].get(name, {"due": None, "status": "not_started"})
        if any(
            value not in (seen.get(key), seen.get("due_at") if key == "due" else None) for key, value in clock.items()
        ):
            return False
    return all(set(expected[key]) == set(found[key]) for key in ("flags", "queues") if expected.get(key) is not None)


class Runner(Protocol):
    """What runs the lines of a story: :class:`StoryRun` in memory, or rows and services."""

    def do(self, line: Mapping[str, Any]) -> CaseAnswer: ...
    def look(self, name: str, as_of: str) -> dict[str, Any]: ...
    def count(self, line: Mapping[str, Any]) -> dict[str, Any]: ...


Begin = Callable[[str, str, Sequence[dt.date]], Runner]
"""Begins a story of a kind at a unit with days off of its own."""


def run_story(
    text: str,
    name: str = "",
    calendar: Calendar | None = None,
    begin: Begin | None = None,
) -> Iterator[dict[str, Any]]:
    """One answer for each line of a story after its head; ``begin`` makes another runner than memory.

    Raises UnusableStory.
    """
    run: Runner | None = None
    story = name
    for number, raw in enumerate(text.splitlines(), 1):
        if not raw.strip():
            continue
        try:
            line = json.loads(raw)
        except (ValueError, RecursionError):
            raise UnusableStory(number, "dòng không phải JSON") from None
        if not isinstance(line, dict):
            raise UnusableStory(number, "dòng không phải một đối tượng JSON")
        if "story" in line and "kind" in line:
            if line["kind"] not in known_kinds():
                raise UnusableStory(number, f"không có sổ «{line['kind']}»")
            story = str(line["story"])
            kind, unit, extra = str(line["kind"]), str(line.get("unit") or ""), _days_off(line, number)
            if begin is not None:
                run = begin(kind, unit, extra)
            else:
                named = shipped_calendar() if calendar is None else NamedCalendar(calendar, "", "")
                run = StoryRun(kind, unit, Timekeeper(named.with_off(extra)))
            continue
        if run is None:
            raise UnusableStory(number, "chuyện phải bắt đầu bằng dòng có «story» và «kind»")
        try:
            answer = _answer(run, line)
        except UnusableAct as error:  # what cannot be read is refused, and the story goes on
            answer = {"ok": bool(line.get("refused")), "refused": str(error), "code": "unusable"}
        if answer is None:
            raise UnusableStory(number, "dòng không có «do», «expect» hay «stat»")
        yield {"story": story, "line": number, **answer}


def _days_off(head: Mapping[str, Any], number: int) -> list[dt.date]:
    """The days off of the unit of a story alone (``extra_off``)."""
    try:
        return [moment(one)[0].date() for one in head.get("extra_off") or ()]
    except (TypeError, UnusableAct):
        raise UnusableStory(number, "«extra_off» phải là danh sách ngày") from None


def _answer(run: Runner, line: Mapping[str, Any]) -> dict[str, Any] | None:
    if "do" in line:
        answer = run.do(line)
        wanted = bool(line.get("refused"))
        found: dict[str, Any] = {
            "ok": answer.ok is not wanted,
            "refused": str(answer.refused) if answer.refused else None,
        }
        if answer.refused:
            found |= {"code": answer.code, "allowed": list(answer.allowed)}
        if answer.warnings:
            found["warnings"] = [str(one) for one in answer.warnings]
        return found
    if isinstance(expected := line.get("expect"), dict):
        seen = run.look(str(expected.get("case") or "1"), str(expected.get("as_of")))
        return {"ok": agrees(expected, seen), "refused": None, "snapshot": seen}
    if isinstance(stat := line.get("stat"), dict):
        count = run.count(stat)
        wanted_cells = stat.get("cells")
        ok = (
            None
            if wanted_cells is None
            else all(count["cells"].get(key) == value for key, value in wanted_cells.items())
        )
        return {"ok": ok, "refused": None, "snapshot": count}
    return None
