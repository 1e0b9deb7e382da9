"""What the page of a form asks: whose cases, which days, by what was known; its figures and those of each part."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from thuongton.cases.models import Case, CaseTransfer
from thuongton.cases.queries.cases import kinds_for, visible_to
from thuongton.cases.queries.counting import count_by_unit, window
from thuongton.cases.queries.late_records import LateLine, late_records
from thuongton.cases.queries.transfers import moved_since
from thuongton.cases.rows import zoned
from thuongton.cases.statistics.counting import FormCount, FormWindow
from thuongton.cases.statistics.form_files import known_forms
from thuongton.cases.statistics.model import CountedCell, StatisticsForm
from thuongton.cases.statistics.periods import FormPeriod
from thuongton.people.models import Unit, User
from thuongton.people.queries import units_in_scope
from thuongton.people.scopes import worn, writing_unit


@dataclass(frozen=True, slots=True)
class AskedForm:
    """A form as it is asked for. ``closed``: by the days that close figures. ``sent``: the day it was sent, if any.

    ``as_of``: by what was recorded until that day; None for now.
    """

    form: StatisticsForm
    unit: Unit
    period: FormPeriod
    closed: bool = True
    sent: dt.date | None = None
    as_of: dt.date | None = None

    @property
    def window(self) -> FormWindow:
        """The days counted, by what is known now."""
        return window(*self.period.days(closed=self.closed), self.as_of)

    @property
    def window_sent(self) -> FormWindow | None:
        """The same days, by what was known when the form was sent."""
        return window(*self.period.days(closed=self.closed), self.sent) if self.sent else None


@dataclass(frozen=True, slots=True)
class CellLine:
    """A cell with its figure, the one that was sent, and whether its reading is uncertain."""

    cell: CountedCell
    figure: int
    sent: int | None
    unknown: bool

    @property
    def more(self) -> int | None:
        """How much the figure grew since it was sent."""
        return None if self.sent is None else self.figure - self.sent


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit below with its figures, in the order of the cells."""

    unit: Unit
    figures: Sequence[int]


@dataclass(slots=True)
class CountedForm:
    """A form as its page shows it."""

    asked: AskedForm
    count: FormCount
    lines: list[CellLine]
    units: list[UnitLine] = field(default_factory=list)
    late: list[LateLine] = field(default_factory=list)
    more_late: bool = False
    moved: list[CaseTransfer] = field(default_factory=list)


def forms_of(user: User) -> list[StatisticsForm]:
    """The forms that the registers of the unit are counted into; all of them for who only reads."""
    unit = writing_unit(user)
    forms = list(known_forms().values())
    return forms if unit is None else [one for one in forms if set(one.kinds) & kinds_for(unit).keys()]


def own_unit(user: User) -> Unit | None:
    """The unit whose figures are shown unless another is asked for: that of the hat worn."""
    hat = worn(user)
    return writing_unit(user) or (hat.scope if hat is not None else None)


def cases_of(user: User, unit: Unit) -> QuerySet[Case]:
    """The cases of a unit and those below it, as far as one may see them."""
    return visible_to(user).filter(unit__path__startswith=unit.path)


def units_below(user: User, unit: Unit) -> list[Unit]:
    """The units directly below a unit, as far as one has a right over them."""
    return list(units_in_scope(user).filter(parent=unit).order_by("name"))


def counted_form(user: User, asked: AskedForm, *, by_unit: bool = False) -> CountedForm:
    """The figures of a form; each part of the unit beside them in as many statements as for one."""
    cases = cases_of(user, asked.unit)
    children = units_below(user, asked.unit) if by_unit else []
    places = units_in_scope(user).filter(path__startswith=asked.unit.path).values_list("pk", "path") if children else []
    below = {one.pk: frozenset(pk for pk, path in places if path.startswith(one.path)) for one in children}
    count, columns = count_by_unit(cases, asked.form.form, asked.window, below)
    sent = asked.window_sent
    before = count_by_unit(cases, asked.form.form, sent, {})[0] if sent else None
    lines = [
        CellLine(cell, count.cells[name], before.cells[name] if before else None, name in count.unknown)
        for name, cell in asked.form.cells.items()
    ]
    units = [UnitLine(one, [columns[one.pk].cells[name] for name in asked.form.cells]) for one in children]
    found = CountedForm(asked, count, lines, units)
    if sent is not None:
        found.late, found.more_late = late_records(cases, asked.form, asked.window, sent)
        assert sent.known is not None
        since, until = zoned(sent.known), zoned(asked.window.known)
        assert since is not None
        found.moved = moved_since(asked.unit, asked.form.kinds, since, until)
    return found


def cases_of_cell(user: User, asked: AskedForm, cell: str) -> QuerySet[Case]:
    """The cases behind the figure of a cell, as far as one may see them."""
    cases = cases_of(user, asked.unit)
    rows = count_by_unit(cases, asked.form.form, asked.window, {}, rows=True)[0].rows[cell]
    return cases.filter(uid__in=rows)
