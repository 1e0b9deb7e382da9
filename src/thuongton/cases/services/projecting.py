"""What is kept beside the acts of a case: state, fields, flags, clocks and ties, written where they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseTerm, CaseTie
from thuongton.cases.queries.calendar_moves import COUNTED, is_over
from thuongton.cases.rows import TERM_COLUMNS, same_term, term_values, uid_of
from thuongton.cases.sealed_fields import sealed_fields, texts
from thuongton.cases.steps import steps_of
from vanban.text import fold

SEARCHED = 4_000


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
    hidden = sealed_fields(case.kind)
    words = (text for name in case.kind.fields if name not in hidden for text in texts(case.data.get(name)))
    return fold(" ".join(words))[:SEARCHED]


def terms_of(case: FoldedCase, time: Timekeeper) -> list[tuple[str, dict[str, Any]]]:
    """Every clock of a case with its columns, those of before a reopening too."""
    found = [(clock.key, term_values(clock, time, past=True)) for clock in case.past]
    return found + [(clock.key, term_values(clock, time)) for clock in case.clocks.values()]


@dataclass(slots=True)
class StandingBeside:
    """What stands beside the acts of some cases: clocks and ties by case, and the rows of the cases that they name."""

    terms: dict[int, list[CaseTerm]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    named: dict[UUID, int] = field(default_factory=dict)


def standing_beside(cases: Mapping[int, FoldedCase]) -> StandingBeside:
    """What stands beside cases, by row, in three statements however many they are."""
    found = StandingBeside()
    for term in CaseTerm.objects.filter(case__in=list(cases)).order_by("id"):
        found.terms[term.case_id].append(term)
    for case, name, other in CaseTie.objects.filter(case__in=list(cases)).values_list("case", "field", "other"):
        found.ties[case][name] = other
    uids = {uid for case in cases.values() for uid in _named_uids(case).values()}
    if uids:
        found.named = dict(Case.objects.filter(uid__in=uids).values_list("uid", "pk"))
    return found


def project(row: Case, case: FoldedCase, time: Timekeeper, beside: StandingBeside | None = None) -> bool:
    """Write the fold of a case beside its acts; returns whether anything stood otherwise. In a transaction."""
    if beside is None:
        beside = standing_beside({row.pk: case})
    values = columns_of(case)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    return bool(changed) | _terms(row, terms_of(case, time), beside.terms[row.pk]) | _ties(row, case, beside)


def _terms(row: Case, wanted: list[tuple[str, dict[str, Any]]], have: list[CaseTerm]) -> bool:
    kept: list[CaseTerm] = []
    touched: list[CaseTerm] = []
    new: list[CaseTerm] = []
    for key, values in wanted:
        found = next((one for one in have if one.key == key and one not in kept and _began(one, values)), None)
        if found is None:
            new.append(CaseTerm(case=row, key=key, **values))
            continue
        kept.append(found)
        if is_over(found):  # it keeps the day it was judged by, whatever the calendar became
            values = {**values, **{name: getattr(found, name) for name in COUNTED}}
        if not same_term(found, values):
            for name, value in values.items():
                setattr(found, name, value)
            touched.append(found)
    gone = [one.pk for one in have if one not in kept]
    if touched:
        CaseTerm.objects.bulk_update(touched, TERM_COLUMNS)
    if gone:
        CaseTerm.objects.filter(pk__in=gone).delete()
    CaseTerm.objects.bulk_create(new)
    return bool(touched or gone or new)


def _began(row: CaseTerm, values: dict[str, Any]) -> bool:
    """The same clock: a name comes again after a reopening, but not from the same moment."""
    return bool(row.started_at == values["started_at"])


def _named_uids(case: FoldedCase) -> dict[str, UUID]:
    named = {name: case.data.get(name) for name, field in case.kind.fields.items() if field.kind == "case"}
    return {name: uid for name, value in named.items() if (uid := uid_of(value)) is not None}


def _ties(row: Case, case: FoldedCase, beside: StandingBeside) -> bool:
    wanted = {name: beside.named[uid] for name, uid in _named_uids(case).items() if uid in beside.named}
    have = beside.ties[row.pk]
    if wanted == have:
        return False
    CaseTie.objects.filter(case=row).delete()
    CaseTie.objects.bulk_create([CaseTie(case=row, field=name, other_id=other) for name, other in wanted.items()])
    return True


def named_cases(case: FoldedCase, data: dict[str, Any]) -> Iterable[tuple[str, UUID | None]]:
    """The cases that the data of an act names, by field; None for what is no identifier of one."""
    for name, value in data.items():
        field = case.kind.fields.get(name)
        if field is not None and field.kind == "case" and value:
            yield name, uid_of(value)
