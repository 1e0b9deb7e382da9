"""Random cases as an office keeps them: told late, corrected, taken back; written as rows without any service."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from cases.walks import step, value
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.fold import fold
from thuongton.cases.engine.judge import judge
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import Case, CaseEntry, CaseTerm, CaseTie
from thuongton.cases.rows import said_on
from thuongton.cases.services.projecting import columns_of, terms_of
from thuongton.cases.statistics.counting import RecordedCase
from thuongton.people.models import Unit


def _correction(record: RecordedCase, day: dt.date, chance: random.Random, others: list[str]) -> CaseAct | None:
    given = [(act.do, name) for act in record.acts for name in act.data if name in record.kind.fields]
    if not given:
        return None
    act, name = chance.choice(given)
    right = value(record.kind.fields[name], day, chance, others)
    told = {"truong": chance.choice((name, f"{act}.{name}")), "gia_tri": right, "ly_do": "ghi nhầm"}
    on = dt.datetime.combine(day, dt.time())
    return CaseAct("dinh_chinh", on, on, "congchuc", "", told)


def life(
    kind: CaseKind, id: str, time: Timekeeper, chance: random.Random, others: list[str], wrong: float = 0.12
) -> RecordedCase:
    """A case from its intake on, as its officer told it: some acts days late, some wrong, some taken back."""
    record = RecordedCase(id, "", kind)
    day = dt.date(2025, 10, 1) + dt.timedelta(days=chance.randrange(0, 400))
    clock = dt.datetime.combine(day, dt.time(7))
    for number in range(9):
        case = fold(kind, record.acts, time, id=id)
        fate = chance.random()
        act: CaseAct | None
        if record.acts and fate < wrong:
            act = _correction(record, day, chance, others)
        elif len(record.acts) > 1 and fate < wrong * 5 / 3:
            at = dt.datetime.combine(day, dt.time())
            act = CaseAct("hoan_tac", at, at, "congchuc", "", {"ly_do": "ghi nhầm"})
        else:
            try:
                act = step(case, kind, day, number, chance, others)
            except IndexError:  # nothing leaves this state
                act = None
        if act is not None:
            late = dt.timedelta(days=chance.choice((0, 0, 0, 2, 30)), minutes=chance.randrange(1, 600))
            clock = max(clock + dt.timedelta(minutes=1), act.on + late)
            told = CaseAct(act.do, act.on, clock, act.by, "", act.data, None, act.timed)
            if judge(case, told, time).ok:
                record.acts.append(told)
        day += dt.timedelta(days=chance.randrange(0, 12))
    return record


def lives(seed: str, count: int, time: Timekeeper, kinds: Sequence[str]) -> list[RecordedCase]:
    """Random cases of some kinds; those that name another name an earlier one of their kind."""
    chance = random.Random(seed)
    made: list[RecordedCase] = []
    for number in range(count):
        kind = known_kinds()[kinds[number % len(kinds)]][-1]
        others = [one.id for one in made if one.kind is kind]
        record = life(kind, str(UUID(int=chance.getrandbits(128))), time, chance, others)
        if record.acts:
            made.append(record)
    return made


def keep(records: Sequence[RecordedCase], units: Sequence[Unit], time: Timekeeper) -> list[Case]:
    """Write cases as rows with all that is folded beside them, in the units by turns."""
    cases = []
    first = Case.objects.count() + 1
    folds = [fold(record.kind, record.acts, time, id=record.id) for record in records]
    for number, (record, folded) in enumerate(zip(records, folds, strict=True)):
        cases.append(
            Case(
                uid=record.id, unit=units[number % len(units)], kind=record.kind.kind, version=record.kind.version,
                year=record.acts[0].day.year, number=first + number, acts=len(record.acts), **columns_of(folded),
            )
        )  # fmt: skip
    Case.objects.bulk_create(cases)
    numbers = {str(case.uid): case for case in cases}
    entries, terms, ties = [], [], []
    for case, record, folded in zip(cases, records, folds, strict=True):
        for place, act in enumerate(record.acts, 1):
            at = timezone.make_aware(act.at)
            entries.append(
                CaseEntry(case=case, seq=place, do=act.do, on=said_on(act), at=at, role=act.by, data=dict(act.data))
            )
        terms += [CaseTerm(case=case, key=key, **values) for key, values in terms_of(folded, time)]
        for name, field in record.kind.fields.items():
            if field.kind == "case" and (other := numbers.get(str(folded.data.get(name)))) is not None:
                ties.append(CaseTie(case=case, field=name, other=other))
    CaseEntry.objects.bulk_create(entries)
    CaseTerm.objects.bulk_create(terms)
    CaseTie.objects.bulk_create(ties)
    return cases
