"""What the page of a paper book asks: the register one writes in, a case by its number, words offered from it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.cases.definition.library import kind_on
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.entry.columns import EntryColumn, EntryGrid, grid_of
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import (
    LOCKED,
    MASKED,
    fields_of,
    folded,
    kinds_for,
    matching,
    timekeeper,
    visible_to,
)
from thuongton.cases.rights import role_of
from thuongton.cases.sealed_fields import ERASED
from thuongton.keyring.queries import Keys
from thuongton.people.models import Unit, User
from thuongton.people.scopes import writing_unit
from vanban.text import fold

LOOKED_AT = 300
"""Latest cases whose words are offered."""
MOST_OFFERED = 40
MOST_PEOPLE = 8
_NUMBER = re.compile(r"\s*(\d{1,6})\s*/\s*(\d{4})\s*\Z")


@dataclass(frozen=True, eq=False)
class EntryPlace:
    """Where one writes: the unit and its register, the hat's role, the columns, what counts days there."""

    user: User
    unit: Unit
    kind: CaseKind
    role: str
    grid: EntryGrid
    time: Timekeeper

    def kind_at(self, day: dt.date) -> CaseKind | None:
        """The version of the kind at which a case of a day is pinned."""
        return kind_on(self.kind.kind, day)


def entry_place(user: User, kind: str) -> EntryPlace | None:
    """Where the hat worn writes a register; None where it does not."""
    unit = writing_unit(user)
    found = kinds_for(unit).get(kind) if unit is not None else None
    grid = grid_of(found, role_of(user)) if found is not None else None
    if unit is None or found is None or grid is None:
        return None
    return EntryPlace(user, unit, found, role_of(user), grid, timekeeper(unit))


def case_of_number(place: EntryPlace, text: str) -> Case | None:
    """The case of a number of the register («12/2026») that one writes in; None for none."""
    found = _NUMBER.match(text)
    if found is None:
        return None
    cases = visible_to(place.user).filter(unit=place.unit, kind=place.kind.kind)
    return cases.filter(number=int(found[1]), year=int(found[2])).select_related("unit").first()


def begun(place: EntryPlace, case: Case) -> FoldedCase:
    """A case of the register as it stands."""
    return folded(case, place.time)


def words_offered(place: EntryPlace) -> dict[str, list[str]]:
    """Words that stood in each text column kept in clear, the latest first: teams, places, fields of law."""
    columns = [one for one in place.grid.columns if one.type == "text" and not one.personal and one.part is None]
    if not columns:
        return {}
    cases = visible_to(place.user).filter(unit=place.unit, kind=place.kind.kind).order_by("-pk")
    found: dict[str, dict[str, None]] = {one.name: {} for one in columns}
    for data in cases.values_list("data", flat=True)[:LOOKED_AT]:
        for one in columns:
            value = data.get(one.field.name) if one.field is not None else None
            if isinstance(value, str) and value and len(found[one.name]) < MOST_OFFERED:
                found[one.name].setdefault(value)
    return {name: list(words) for name, words in found.items()}


def people_found(place: EntryPlace, column: EntryColumn, words: str) -> list[dict[str, str]]:
    """People of this register whose name has the words, each with the cells of a row that say who they are.

    Only of cases that one may read and by their keyed marks; what is masked or closed is never opened for it.
    """
    open_columns = [one for one in _of_act(place.grid, column.act) if one.personal and not one.masked]
    if column not in open_columns or column.field is None or not words.strip():
        return []
    cases = visible_to(place.user).filter(unit=place.unit, kind=place.kind.kind)
    rows = list(matching(cases, words).order_by("-pk")[: MOST_PEOPLE * 5])
    keys = Keys(row.key_id for row in rows if row.key_id)
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        fields = fields_of(row, keys)
        said = {one.name: fields.get(one.field.name) for one in open_columns if one.field is not None}
        cells = {n: v for n, v in said.items() if isinstance(v, str) and v not in (ERASED, LOCKED, MASKED)}
        name = cells.get(column.name, "")
        if name and all(word in fold(name) for word in fold(words).split()) and len(found) < MOST_PEOPLE:
            found.setdefault(fold(name), cells)
    return list(found.values())


def _of_act(grid: EntryGrid, act: str) -> Iterable[EntryColumn]:
    return (one for one in grid.of(act) if one.type == "text" and one.part is None)
