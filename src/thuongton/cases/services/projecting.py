"""What is kept beside the acts of a case: state, fields, flags, clocks and ties, written where they differ.

What many cases need written is gathered first, so that each kind of row takes one statement whatever their number.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.utils.timezone import get_current_timezone

from thuongton.audit.columns import set_columns
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseTerm, CaseTie
from thuongton.cases.queries.calendar_moves import COUNTED
from thuongton.cases.rows import TERM_COLUMNS, InSeconds, term_values, uid_of, wall
from thuongton.cases.sealed_fields import sealed_fields, texts
from thuongton.cases.steps import steps_of
from vanban.text import fold

SEARCHED = 4_000
_OVER = tuple(TERM_COLUMNS.index(name) for name in ("stopped_on", "cancelled_on", "replaced_on"))
_FIRST_MOMENT = TERM_COLUMNS.index("started_at")
"""Moments are the last columns."""
_READ: tuple[Any, ...] = (*TERM_COLUMNS[:_FIRST_MOMENT], *(InSeconds(name) for name in TERM_COLUMNS[_FIRST_MOMENT:]))
_COUNTED = tuple(TERM_COLUMNS.index(name) for name in COUNTED)


def columns_of(case: FoldedCase) -> dict[str, Any]:
    """The columns of a case that are its fold."""
    assert case.state is not None
    final = case.kind.states[case.state].final
    return {
        "state": case.state,
        "opened_on": case.states[0][0],
        "closed_on": case.states[-1][0] if final else None,
        "flags": sorted(case.flags),
        "data": dict(case.data),
        "search": _searched(case),
        "steps": steps_of(case),
    }


def _searched(case: FoldedCase) -> str:
    """The words of fields kept in clear, in the order of the kind: that of JSON is not kept by every database."""
    data = case.data
    words = [text for name in _clear_fields(case.kind) if name in data for text in texts(data[name])]
    return fold(" ".join(words))[:SEARCHED]


@lru_cache(maxsize=256)
def _clear_fields(kind: CaseKind) -> tuple[str, ...]:
    hidden = sealed_fields(kind)
    return tuple(name for name in kind.fields if name not in hidden)


@lru_cache(maxsize=256)
def _naming_fields(kind: CaseKind) -> tuple[str, ...]:
    """The fields of a kind that name another case."""
    return tuple(name for name, field in kind.fields.items() if field.kind == "case")


def terms_of(case: FoldedCase, time: Timekeeper, zone: dt.tzinfo | None = None) -> list[tuple[str, dict[str, Any]]]:
    """Every clock of a case with its columns, those of before a reopening too."""
    zone = zone or get_current_timezone()
    found = [(clock.key, term_values(clock, time, past=True, zone=zone)) for clock in case.past]
    return found + [(clock.key, term_values(clock, time, zone=zone)) for clock in case.clocks.values()]


@dataclass(frozen=True, slots=True)
class StandingTerm:
    """A clock as its row stands: ``values`` in the order of ``TERM_COLUMNS``."""

    pk: int
    key: str
    values: tuple[Any, ...]

    def wanted(self, values: tuple[Any, ...]) -> tuple[Any, ...]:
        """What is to stand there: a clock that is over keeps the day it was judged by, whatever the calendar became."""
        if not any(self.values[at] for at in _OVER):
            return values
        return tuple(self.values[at] if at in _COUNTED else value for at, value in enumerate(values))


@dataclass(slots=True)
class StandingBeside:
    """What stands beside the acts of some cases: clocks and ties by case, and the rows of the cases that they name."""

    terms: dict[int, list[StandingTerm]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    named: dict[UUID, int] = field(default_factory=dict)


def standing_beside(cases: Mapping[int, FoldedCase], *, new: bool = False) -> StandingBeside:
    """What stands beside cases, by row, in three statements however many they are; beside ``new`` ones nothing does."""
    found = StandingBeside()
    uids = {uid for one in cases.values() for uid in _named_uids(one).values()}
    if uids:
        found.named = dict(Case.objects.filter(uid__in=uids).values_list("uid", "pk"))
    if new:
        return found
    rows = CaseTerm.objects.filter(case__in=list(cases)).order_by("id")
    zone = get_current_timezone()
    for case, pk, key, *values in rows.values_list("case", "pk", "key", *_READ):
        moments = [wall(seconds, zone) for seconds in values[_FIRST_MOMENT:]]
        found.terms[case].append(StandingTerm(pk, key, (*values[:_FIRST_MOMENT], *moments)))
    for case, name, other in CaseTie.objects.filter(case__in=list(cases)).values_list("case", "field", "other"):
        found.ties[case][name] = other
    return found


@dataclass(slots=True)
class Projection:
    """What has to be written beside the acts of some cases so that it is their fold."""

    cases: list[tuple[Any, ...]] = field(default_factory=list)
    terms: list[tuple[Any, ...]] = field(default_factory=list)
    new: list[CaseTerm] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    untied: list[int] = field(default_factory=list)
    ties: list[CaseTie] = field(default_factory=list)
    zone: dt.tzinfo = field(default_factory=get_current_timezone)

    def add(self, row: Case, case: FoldedCase, time: Timekeeper, beside: StandingBeside) -> bool:
        """Note what stands otherwise than the fold of a case, and let the row have it; whether anything did."""
        values = columns_of(case)
        changed = [name for name, value in values.items() if getattr(row, name) != value]
        if changed:
            for name in changed:
                setattr(row, name, values[name])
            self.cases.append((row.pk, *values.values()))
        terms = self._add_terms(row, terms_of(case, time, self.zone), beside.terms.get(row.pk, []))
        return self._add_ties(row, case, beside) or terms or bool(changed)

    def _add_terms(self, row: Case, wanted: list[tuple[str, dict[str, Any]]], have: list[StandingTerm]) -> bool:
        left = list(have)
        before = len(self.terms) + len(self.new)
        for key, values in wanted:
            kept = tuple(values.values())
            # the same clock: a name comes again after a reopening, but not from the same moment
            found = next(
                (one for one in left if one.key == key and one.values[_FIRST_MOMENT] == kept[_FIRST_MOMENT]), None
            )
            if found is None:
                self.new.append(CaseTerm(case=row, key=key, **values))
                continue
            left = [one for one in left if one is not found]
            kept = found.wanted(kept)
            if kept != found.values:
                self.terms.append((found.pk, *kept))
        self.gone += [one.pk for one in left]
        return bool(left) or len(self.terms) + len(self.new) > before

    def _add_ties(self, row: Case, case: FoldedCase, beside: StandingBeside) -> bool:
        named = _named_uids(case)
        wanted = {name: beside.named[uid] for name, uid in named.items() if uid in beside.named}
        if wanted == beside.ties.get(row.pk, {}):
            return False
        self.untied.append(row.pk)
        self.ties += [CaseTie(case=row, field=name, other_id=other) for name, other in wanted.items()]
        return True

    def write(self) -> None:
        """Write it, in a transaction: a statement for each kind of row that has any."""
        set_columns(Case, FOLDED, self.cases)
        set_columns(CaseTerm, TERM_COLUMNS, self.terms)
        if self.gone:
            CaseTerm.objects.filter(pk__in=self.gone).delete()
        if self.new:
            CaseTerm.objects.bulk_create(self.new)
        if self.untied:
            CaseTie.objects.filter(case__in=self.untied).delete()
        if self.ties:
            CaseTie.objects.bulk_create(self.ties)


FOLDED = ("state", "opened_on", "closed_on", "flags", "data", "search", "steps")
"""The columns of a case that are its fold, in the order of :func:`columns_of`."""


def project(row: Case, case: FoldedCase, time: Timekeeper, *, new: bool = False) -> bool:
    """Write the fold of a case beside its acts; returns whether anything stood otherwise. In a transaction."""
    found = Projection()
    changed = found.add(row, case, time, standing_beside({row.pk: case}, new=new))
    found.write()
    return changed


def _named_uids(case: FoldedCase) -> dict[str, UUID]:
    data = case.data
    return {name: uid for name in _naming_fields(case.kind) if (uid := uid_of(data.get(name))) is not None}


def named_cases(case: FoldedCase, data: dict[str, Any]) -> Iterable[tuple[str, UUID | None]]:
    """The cases that the data of an act names, by field; None for what is no identifier of one."""
    for name, value in data.items():
        field = case.kind.fields.get(name)
        if field is not None and field.kind == "case" and value:
            yield name, uid_of(value)
