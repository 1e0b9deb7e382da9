"""Which cases one may see, what they are folded to, and what is open of their sealed fields."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.timezone import get_current_timezone

from thuongton.calendars.queries import Book, calendar
from thuongton.cases.definition.library import known_kinds, version_of
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.fold import effective, fold, fold_until
from thuongton.cases.engine.snapshot import snapshot
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import ClockEnd, Timekeeper
from thuongton.cases.models import Case, CaseEntry, CaseMark, CaseTerm
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.rows import InSeconds, local, recorded_act
from thuongton.cases.sealed_fields import ERASED, is_masked, is_personal, opened, telling
from thuongton.keyring.box import Unopenable
from thuongton.keyring.master import NoMaster, UnusableMasters
from thuongton.keyring.queries import Erased, Keys, index_key, tokens
from thuongton.people.models import COMMUNE_KINDS, Unit, User
from thuongton.people.queries import in_scope
from vanban.text import fold as folded_text

MASKED = "•••"
LOCKED = "chưa mở được: thiếu khoá"


def visible_to(user: User) -> QuerySet[Case]:
    """Cases of the units in scope of the hat worn."""
    return Case.objects.filter(in_scope(user))


def cases_by_uid(uids: Iterable[UUID]) -> QuerySet[Case]:
    """The cases of some identifiers, whoever keeps them: for the system itself."""
    return Case.objects.filter(uid__in=list(uids)).select_related("unit")


def cases_below(unit: Unit) -> QuerySet[Case]:
    """The cases of a unit and those below it, for the operator at the machine."""
    return Case.objects.filter(unit__path__startswith=unit.path)


def case_by_uid(uid: UUID) -> Case:
    """The case of an identifier as it stands now, for the system itself."""
    return cases_by_uid([uid]).get()


def kind_of(case: Case) -> CaseKind:
    """The kind of a case in the version it was taken in with. Raises LookupError."""
    found = version_of(case.kind, case.version)
    if found is None:
        raise LookupError(f"{case.kind} {case.version}")
    return found


def timekeeper(unit: Unit | None) -> Timekeeper:
    """What counts days for a unit."""
    return Timekeeper(calendar(unit=unit))


class Timekeepers:
    """What counts days for many units, one for each calendar that differs: what one counted serves the others."""

    def __init__(self, calendars: Book) -> None:
        self._calendars = calendars
        self._by_calendar: dict[int, Timekeeper] = {}
        self._by_unit: dict[int, Timekeeper] = {}

    def of(self, unit: Unit) -> Timekeeper:
        """What counts days for a unit."""
        found = self._by_unit.get(unit.pk)
        if found is None:
            calendar = self._calendars.of(unit)  # the book keeps it, so that its address is its own
            found = self._by_calendar.setdefault(id(calendar), Timekeeper(calendar))
            self._by_unit[unit.pk] = found
        return found


def acts_by_case(cases: Iterable[Case]) -> dict[int, list[CaseAct]]:
    """The acts of some cases, read in one statement."""
    found: dict[int, list[CaseAct]] = defaultdict(list)
    rows = CaseEntry.objects.filter(case__in=[case.pk for case in cases]).order_by("case", "seq")
    told = list(rows.values_list("case", "do", "on", InSeconds("at"), "role", "tx", "seq", Cast("data", TextField())))
    data = json.loads(f"[{','.join(one[-1] for one in told)}]")  # at once: many acts say little each
    zone = get_current_timezone()
    for (case, do, on, seconds, role, tx, seq, _text), given in zip(told, data, strict=True):
        at = dt.datetime.fromtimestamp(seconds - seconds % 60, zone).replace(tzinfo=None)
        found[case].append(recorded_act(do, on, at, role, tx, given, seq))
    return dict(found)


def folded(case: Case, time: Timekeeper | None = None, acts: list[CaseAct] | None = None) -> FoldedCase:
    """A case after all its acts; personal fields stay sealed in it."""
    if acts is None:
        acts = acts_by_case([case]).get(case.pk, [])
    time = time or timekeeper(case.unit)
    return fold(kind_of(case), acts, time, id=str(case.uid), unit=str(case.unit_id), versions=version_of)


def as_judged(case: FoldedCase, terms: Iterable[CaseTerm]) -> FoldedCase:
    """The case with the days that its clocks were judged by when they ended, whatever the calendar became since."""
    ended = {
        (row.key, local(row.started_at)): row for row in terms if row.stopped_on or row.cancelled_on or row.replaced_on
    }
    for clock in (*case.past, *case.clocks.values()):
        row = ended.get((clock.key, clock.start))
        if row is not None and clock.over:
            clock.keep(ClockEnd(row.due, local(row.due_at) if row.due_at else None, row.provisional))
    return case


def snapshot_of(case: Case, as_of: dt.datetime, timed: bool, time: Timekeeper | None = None) -> dict[str, Any]:
    """A case on a day or, ``timed``, at a moment, in the names of commands and REST."""
    time = time or timekeeper(case.unit)
    acts = effective(acts_by_case([case]).get(case.pk, []))
    acts = [one for one in acts if not timed or one.earliest <= as_of]
    then = fold_until(kind_of(case), acts, time, until=as_of.date(), id=str(case.uid), versions=version_of)
    return snapshot(as_judged(then, case.terms.all()), as_of, timed, time)


def fields_of(
    case: Case,
    keys: Keys | None = None,
    *,
    purpose: bool = False,
    closed: bool = False,
    data: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The fields of a case as a person in scope reads them.

    Sensitive ones are masked unless somebody said for which purpose; those that are closed stay masked even then,
    unless ``closed`` says that the handler or the leader asks (``rights.opens_closed``), never for search, export,
    notice or print. Those of an erased case say so. Without the master key sealed fields say that, and the rest is
    there. ``data`` takes the place of the fields as they stand now: those of an act, or of another day.
    """
    kind = kind_of(case)
    given = case.data if data is None else data
    telling_ = telling(kind, given, closed_fields(case, kind))
    shut = {
        name
        for name in given
        if (is_masked(kind, name) and not purpose) or (name in telling_ and not (purpose and closed))
    }
    personal = {name for name in given if is_personal(kind, name)}
    wanted = personal - shut
    found: dict[str, Any] = {
        name: MASKED if name in shut and value not in (None, "") else value for name, value in given.items()
    }
    if case.key_id is None:
        return found
    keys = keys or Keys([case.key_id])
    if keys.is_erased(case.key_id):
        return found | dict.fromkeys(personal, ERASED)
    for name in wanted:
        try:
            found |= opened({name: given[name]}, [name], _opener(keys, case.key_id), case.uid)
        except (NoMaster, UnusableMasters, Unopenable, Erased):
            found[name] = LOCKED
    return found


def opened_fields(cases: Iterable[Case]) -> dict[int, dict[str, Any]]:
    """The fields of some cases with what is sealed opened, by case, for comparing alone: it is never shown.

    One query; a case whose key is not at hand or was destroyed is left out.
    """
    rows = list(cases)
    keys = Keys([row.key_id for row in rows if row.key_id])
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        kind = kind_of(row)
        names = [name for name in row.data if is_personal(kind, name)]
        try:
            found[row.pk] = opened(row.data, names, _opener(keys, row.key_id or 0), row.uid)
        except (NoMaster, UnusableMasters, Unopenable, Erased):
            continue
    return found


def _opener(keys: Keys, number: int) -> Any:
    return lambda kept, about: keys.open(number, kept, about)


def matching(cases: QuerySet[Case], words: str) -> QuerySet[Case]:
    """Cases with all the words, in fields kept in clear or, by their marks, in sealed ones."""
    try:
        key = index_key()
    except (NoMaster, UnusableMasters, Unopenable):
        key = None
    for word in folded_text(words).split()[:12]:
        found = Q(search__contains=word)
        if key:
            found |= Q(pk__in=CaseMark.objects.filter(mark=tokens(key, word)[0]).values("case"))
        cases = cases.filter(found)
    return cases


def kinds_for(unit: Unit) -> Mapping[str, CaseKind]:
    """The newest version of each kind that a unit keeps: those of its level (xa, tinh), and those of every level."""
    level = "xa" if unit.kind in COMMUNE_KINDS else "tinh"
    newest = {name: versions[-1] for name, versions in known_kinds().items()}
    return {name: kind for name, kind in newest.items() if not kind.levels or level in kind.levels}
