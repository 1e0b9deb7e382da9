"""What forms ask of cases, answered by PostgreSQL from steps, fields and clocks: groups of cases that answer alike.

A case whose steps all lie in the window and were known by its day is asked as it stands now; one that went on after is
asked by its steps until then. What SQL cannot answer exactly (an act taken back, a correction or another version after
the window, a case that names another) is left to the interpreter: its row is in ``odd``.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from thuongton.cases.definition.conditions import (
    ActDone,
    CaseCondition,
    ClockIs,
    FieldBetween,
    FieldIs,
    FieldKnown,
    Flagged,
    LinkHolds,
    StateIn,
)
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.engine.built_in import CORRECT, MOVE
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.statuses import with_status
from thuongton.cases.statistics.atoms import FormQuestions, Summand
from thuongton.cases.statistics.counting import FormWindow
from thuongton.cases.statistics.groups import CaseGroup
from thuongton.cases.steps import COUNTED, DATED, counted_fields

COLUMNS = ("id", "uid", "kind", "unit_id", "state", "data", "flags", "steps", "acts")
_STEPS = "jsonb_to_recordset(c.steps) AS (d text, o text, a text, s text, g jsonb)"
_ORDERED = f"ROWS FROM ({_STEPS}) WITH ORDINALITY AS z(d, o, a, s, g, i)"
_EMPTY = ("null", '""', "[]", "{}")
_BITS = 60
_DAY = dt.timedelta(days=1)


class NoAnswer(ValueError):
    """A question that SQL does not answer: the whole form is counted by the interpreter."""


@dataclass(slots=True)
class FormAnswers:
    """Groups of cases that answer alike, and the rows of cases that the interpreter must answer for."""

    groups: list[CaseGroup] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)


def answers(
    cases: QuerySet[Case], asked: FormQuestions, window: FormWindow, *, by_unit: bool, rows: bool
) -> FormAnswers:
    """What the cases answer, in one statement; ``rows``: with the cases of each group. Raises NoAnswer."""
    statement = AnswerWriter(asked, window).statement(cases, by_unit, rows or bool(asked.links))
    found = FormAnswers()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL jit = off")  # compiling the statement costs more than running it
        cursor.execute(statement)
        for odd, kind, unit, number, bits, sums, days, keys, uids, *named in cursor.fetchall():
            if odd:
                found.odd += keys
                continue
            answered = sum(part << (place * _BITS) for place, part in enumerate(bits))
            those = [frozenset((one or "").split()) for one in days]
            those_cases = list(zip(keys, uids, strict=True)) if keys else []
            links = {
                name: {case: other for case, other in zip(uids, others, strict=True) if other}
                for name, others in zip(asked.links, named, strict=True)
            }
            figures = [int(one or 0) for one in sums]
            found.groups.append(CaseGroup(kind, unit, answered, number, figures, those, those_cases, links))
    return found


class AnswerWriter:
    """Writes one statement for everything that forms ask over a window."""

    def __init__(self, asked: FormQuestions, window: FormWindow) -> None:
        self.asked = asked
        self.before = quoted((window.first - _DAY).isoformat())
        self.first, self.last = quoted(window.first.isoformat()), quoted(window.last.isoformat())
        self.known = quoted(window.known.isoformat(timespec="seconds") if window.known else "9999")
        self.window = window
        self.types = _types(asked.kinds)
        self.over: dict[str, str] = {}
        self.values: dict[str, str] = {}
        self.needs_whole = False  # a question is answered only for cases that did not go on after the window
        self.needs_plain = False  # a question is answered only for cases without a correction

    def over_steps(self, text: str) -> str:
        """A column aggregated over the steps seen."""
        return "x." + self.over.setdefault(text, f"p{len(self.over)}")

    def column(self, text: str) -> str:
        """A column of a case."""
        return "y." + self.values.setdefault(text, f"v{len(self.values)}")

    def latest(self, what: str, until: str, more: str) -> str:
        """What the last of the steps seen says."""
        seen = f"o <= {until} AND a <= {self.known} AND {more}"
        return f"(SELECT {what} FROM {_ORDERED} WHERE {seen} ORDER BY i DESC LIMIT 1)"

    def value(self, name: str) -> str:
        """A field as it stood at the end of the window."""
        act, dot, inner = name.partition(".")
        if dot:
            self.needs_plain = True
            self._counted(inner)
            given = f"d = {quoted(act)} AND jsonb_exists(g, {quoted(inner)})"
            return self.column(self.latest(f"g -> {quoted(inner)}", self.last, given))
        now = f"c.data -> {quoted(name)}"
        if self.types.get(name) not in COUNTED:
            self.needs_whole = True
            return self.column(now)
        then = self.latest(f"g -> {quoted(name)}", self.last, f"jsonb_exists(g, {quoted(name)})")
        return self.column(f"CASE WHEN x.k = x.n THEN {now} ELSE {then} END")

    def _counted(self, name: str) -> None:
        if self.types.get(name) not in COUNTED:
            raise NoAnswer(name)

    def state(self, where: str) -> str:
        """The state at an end of the window."""
        if where == "start":
            return self.column(self.latest("s", self.before, "s IS NOT NULL"))
        return self.column(f"CASE WHEN x.k = x.n THEN c.state ELSE {self.latest('s', self.last, 's IS NOT NULL')} END")

    def answer(self, atom: CaseCondition) -> str:
        """The SQL of one question. Raises NoAnswer."""
        match atom:
            case FieldIs(name, values):
                found = f"{self.value(name)} = ANY({array(map(json.dumps, values))}::jsonb[])"
                return f"({found} OR {self.value(name)} IS NULL)" if None in values else found
            case FieldKnown(name, known):
                empty = f"coalesce({self.value(name)}, 'null') = ANY({array(_EMPTY)}::jsonb[])"
                return f"NOT {empty}" if known else empty
            case FieldBetween(name, least, most):
                number = whole(self.value(name))
                tests = [f"{number} >= {least}"] * (least is not None) + [f"{number} <= {most}"] * (most is not None)
                return f"({' AND '.join([f'{number} IS NOT NULL', *tests])})"
            case StateIn(states, where):
                return f"{self.state(where)} = ANY({array(states)})"
            case ActDone():
                return self.done(atom)
            case ClockIs():
                return self.clock(atom)
            case Flagged(flag):
                self.needs_whole = True
                return f"jsonb_exists(c.flags, {quoted(flag)})"
            case LinkHolds(name):
                self.value(name)
                return "false"  # a case that names another is left to the interpreter
            case Summand():
                return f"{self.number(atom)} IS NOT NULL"
        raise NoAnswer(type(atom).__name__)

    def done(self, atom: ActDone) -> str:
        """Whether an act happened in a part of time."""
        parts = {
            "window": f"BETWEEN {self.first} AND {self.last}",
            "before": f"< {self.first}",
            "by_end": f"<= {self.last}",
        }
        if atom.where not in parts or (atom.day and self.types.get(atom.day) not in DATED):
            raise NoAnswer(f"{atom.where} {atom.day}")
        self.needs_plain |= bool(atom.day)
        day = f"coalesce(g ->> {quoted(atom.day)}, o)" if atom.day else "o"
        return self.over_steps(f"bool_or({named(atom.acts)} AND {day} {parts[atom.where]})")

    def clock(self, atom: ClockIs) -> str:
        """Whether a clock has a status, by the row that keeps it."""
        self.needs_whole = True
        day = dt.datetime.combine(self.window.last if atom.where == "end" else self.window.first - _DAY, dt.time())
        found = []
        for key in atom.clocks:
            mine = CaseTerm.objects.order_by().filter(past=False, key=key)
            mine = mine.extra(where=["cases_caseterm.case_id = c.id"])
            having = with_status(mine, day, False).filter(status__in=atom.statuses)  # type: ignore[misc]
            found.append(f"EXISTS ({plain_sql(having.values('pk'))})")
            if "not_started" in atom.statuses:
                found.append(f"NOT EXISTS ({plain_sql(mine.values('pk'))})")
        return f"({' OR '.join(found)})"

    def number(self, summand: Summand) -> str:
        """What a case adds to a sum; null where it has no number."""
        if summand.each:
            self.needs_plain = True
            self._counted(summand.less or summand.field)
        if summand.each and not summand.less:
            return self.given(summand.each, summand.field, f">= {self.first}")
        value = self.value(summand.field)
        number = whole(value)
        if summand.default is not None:
            number = f"CASE WHEN coalesce({value}, 'null') = 'null' THEN {summand.default} ELSE {number} END"
        if not summand.less:
            return number
        before = self.given(summand.each, summand.less, f"< {self.first}")
        return f"({number} - coalesce({before}, 0))"

    def given(self, acts: Sequence[str], name: str, when: str) -> str:
        """The numbers that acts gave in a field, added up."""
        return self.over_steps(f"sum(CASE WHEN {named(acts)} AND o {when} THEN {whole(f'(g -> {quoted(name)})')} END)")

    def statement(self, cases: QuerySet[Case], by_unit: bool, rows: bool) -> str:
        """The statement: whether odd, kind, unit, number, bits, sums, days, rows and identifiers of each group."""
        bits = self.bits()
        sums = [self.number(one) for one in self.asked.summands]
        days = [
            self.over_steps(f"string_agg(o, ' ') FILTER (WHERE {named(acts)} AND o >= {self.first})")
            for acts in self.asked.days
        ]
        links = [f"{self.value(name)} #>> '{{}}'" for name in self.asked.links]
        odd = self.odd()
        seen = ", ".join(f"{text} AS {name}" for text, name in self.over.items())
        told = ", ".join(f"{text} AS {name}" for text, name in self.values.items())
        each = [f"CASE WHEN {odd} THEN 0 ELSE {one} END AS b{n}" for n, one in enumerate(bits)]
        each += [f"{one} AS l{n}" for n, one in enumerate(links)]
        each += [f"{one} AS s{n}" for n, one in enumerate(sums)] + [f"{one} AS e{n}" for n, one in enumerate(days)]
        figures = [
            _array("bigint", [f"b{n}" for n in range(len(bits))]),
            _array("numeric", [f"sum(s{n})" for n in range(len(sums))]),
            _array("text", [f"string_agg(e{n}, ' ')" for n in range(len(days))]),
            "array_agg(id)" if rows else "CASE WHEN odd THEN array_agg(id) END",
            "array_agg(uid)" if rows else "NULL",
            *(f"array_agg(l{n})" for n in range(len(self.asked.links))),
        ]
        unit = "unit_id" if by_unit else "0"
        inner = plain_sql(cases.order_by().values(*COLUMNS))
        groups = ", ".join(["odd", "kind", *["unit_id"] * by_unit, *(f"b{n}" for n in range(len(bits)))])
        return (  # every name and value in it is quoted
            f"SELECT odd, kind, {unit}, count(*), {', '.join(figures)} FROM ("
            f"SELECT c.id, c.uid::text AS uid, c.kind, c.unit_id, {odd} AS odd{''.join(f', {one}' for one in each)}"
            f" FROM ({inner}) AS c({', '.join(COLUMNS)})"
            f" CROSS JOIN LATERAL (SELECT jsonb_array_length(c.steps) AS n, count(*) AS k, min(i) AS since,"
            f" coalesce(bool_or(d IN ({quoted(CORRECT)}, {quoted(MOVE)})), false) AS changed{', ' * bool(seen)}{seen}"
            f" FROM {_ORDERED} WHERE o <= {self.last} AND a <= {self.known}) AS x"
            f" CROSS JOIN LATERAL (SELECT {told or 'NULL'} OFFSET 0) AS y"
            f" WHERE x.since = 1 OR c.acts <> x.n OFFSET 0) AS w GROUP BY {groups}"
        )

    def bits(self) -> list[str]:
        """The answers to all questions, sixty in a number."""
        found = [
            f"((coalesce({self.answer(atom)}, false))::int::bigint << {place % _BITS})"
            for atom, place in self.asked.atoms.items()
        ]
        return [" | ".join(found[start : start + _BITS]) for start in range(0, len(found), _BITS)]

    def odd(self) -> str:
        """Whether the interpreter must answer for a case."""
        found = ["c.acts <> x.n"]
        if self.needs_whole:
            found.append("x.k < x.n")
        else:
            later = f"SELECT 1 FROM {_ORDERED} WHERE d IN ({quoted(CORRECT)}, {quoted(MOVE)})"
            found.append(f"(x.k < x.n AND EXISTS ({later}))")
        if self.needs_plain:
            found.append("x.changed")
        for name in self.asked.holding:
            found.append(f"coalesce({self.value(name)}, 'null') <> ALL({array(_EMPTY[:2])}::jsonb[])")
        return f"({' OR '.join(found)})"


def _types(kinds: Iterable[str]) -> dict[str, str | None]:
    """The types of fields that steps keep, by name; None where the kinds or their versions do not agree."""
    found: dict[str, str | None] = {}
    for kind in (version for name in kinds for version in known_kinds()[name]):
        counted = counted_fields(kind)
        for name in kind.fields:
            type_ = counted.get(name)
            found[name] = type_ if found.get(name, type_) == type_ else None
    return found


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def array(texts: Iterable[str]) -> str:
    """Texts as an array."""
    return f"ARRAY[{', '.join(map(quoted, texts))}]::text[]"


def _array(type_: str, columns: Iterable[str]) -> str:
    return f"ARRAY[{', '.join(columns)}]::{type_}[]"


def named(acts: Sequence[str]) -> str:
    """Whether a step is one of some acts."""
    return f"d IN ({', '.join(map(quoted, acts))})"


def whole(value: str) -> str:
    """A value as a whole number; null where it is none."""
    return f"(CASE WHEN jsonb_typeof({value}) = 'number' AND scale({value}::numeric) = 0 THEN {value}::numeric END)"


def plain_sql(rows: QuerySet[Any, Any]) -> str:
    """A query with its values written into it."""
    text, values = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        written = cursor.mogrify(text, values)
    return written if isinstance(written, str) else written.decode()
