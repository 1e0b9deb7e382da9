"""Reading the working calendar: what counts for everybody, and what a unit has of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import F, Q, QuerySet

from thuongton.calendars.clock import Calendar, Special
from thuongton.calendars.models import CalendarChange, CalendarDay, CalendarMove, CalendarYear, DayKind
from thuongton.calendars.terms.rules import TermRule, TermRules
from thuongton.people.models import Role, Unit, User
from thuongton.people.queries import in_force, in_scope
from thuongton.people.scopes import worn
from thuongton.web.forms.marks import mark_of
from thuongton.web.rooms import given


def days() -> QuerySet[CalendarDay]:
    """Every day that differs from its weekday, in order, those of single units too."""
    return CalendarDay.objects.select_related("unit")


def years() -> QuerySet[CalendarYear]:
    """Every year of the calendar with whether it is announced."""
    return CalendarYear.objects.all()


@dataclass(slots=True)
class Book:
    """The days of everybody and of single units, from which the calendar of any unit is made without a query."""

    rows: list[CalendarDay]
    announced: frozenset[int] | None
    _made: dict[tuple[str, ...], Calendar] = field(default_factory=dict)
    _paths: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._paths = frozenset(row.unit.path for row in self.rows if row.unit is not None)

    def of(self, unit: Unit | str | None = None) -> Calendar:
        """The calendar of a unit (or its path): its own days before those of the units above and of everybody."""
        path = unit.path if isinstance(unit, Unit) else unit or ""
        own = [one for one in self._paths if path.startswith(one)]
        key = tuple(sorted(own, key=len))
        if key not in self._made:
            self._made[key] = self._make(key)
        return self._made[key]

    def _make(self, paths: tuple[str, ...]) -> Calendar:
        chosen: dict[dt.date, CalendarDay] = {row.day: row for row in self.rows if row.unit is None}
        for path in paths:
            chosen |= {row.day: row for row in self.rows if row.unit is not None and row.unit.path == path}
        return Calendar(
            off=frozenset(day for day, row in chosen.items() if row.kind in (DayKind.HOLIDAY, DayKind.SWAPPED_OFF)),
            worked=frozenset(day for day, row in chosen.items() if row.kind == DayKind.SWAPPED_ON),
            special={day: _special(row) for day, row in chosen.items() if row.kind != DayKind.PLAIN},
            announced=self.announced,
        )

    def below(self, path: str) -> list[Calendar]:
        """Every calendar that counts for some unit at or below a path (for all units when it is empty)."""
        own = [one for one in self._paths if one.startswith(path)]
        return [self.of(one) for one in {path, *own}]

    def with_days(self, changed: Iterable[CalendarDay]) -> Book:
        """The book as it would be with these days in place of those it has for the same unit."""
        new = {(row.unit_id, row.day): row for row in changed}
        kept = [row for row in self.rows if (row.unit_id, row.day) not in new]
        return Book([*kept, *new.values()], self.announced)


def _special(row: CalendarDay) -> Special:
    name = row.name if row.unit is None else f"{row.name} (riêng của {row.unit})"
    return Special(row.day, name, row.source)


def book(first: dt.date | None = None, last: dt.date | None = None) -> Book:
    """All calendars between two days (all days unless told), in two queries."""
    between = Q()
    if first is not None:
        between &= Q(day__gte=first)
    if last is not None:
        between &= Q(day__lte=last)
    rows = list(CalendarDay.objects.filter(between).select_related("unit"))
    known = dict(CalendarYear.objects.values_list("year", "announced"))
    # A calendar that was never filled knows nothing about years, so that nothing can be said of them.
    announced = frozenset(year for year, told in known.items() if told) if known else None
    return Book(rows, announced)


def calendar(first: dt.date | None = None, last: dt.date | None = None, unit: Unit | None = None) -> Calendar:
    """The calendar of a unit (that of everybody unless told) between two days, for the pure functions of ``clock``."""
    return book(first, last).of(unit)


def may_change(user: User, unit: Unit | None) -> bool:
    """Whether the hat worn may change the days of a unit; those of everybody only at the unit that keeps them."""
    hat = worn(user)
    if hat is None or hat.role != Role.ADMINISTRATOR or hat.scope is None:
        return False
    if unit is not None:
        return hat.scope.covers(unit)
    kept_by = keeper()
    return kept_by is not None and hat.scope_id == kept_by.pk


def keeper() -> Unit | None:
    """The top unit that keeps the days of everybody: that which the operator named, else the only one in force.

    None where there are several and none is named, or where the one that is named is no top unit in force: the days of
    everybody then come with upgrades alone, and every top unit has its own days for all below it.
    """
    tops = in_force(Unit.objects.filter(parent__isnull=True))
    if settings.CALENDAR_KEEPER:
        return tops.filter(identifier=settings.CALENDAR_KEEPER).first()
    found = list(tops[:2])
    return found[0] if len(found) == 1 else None


def mark_of_days(unit: Unit | None, wanted: Iterable[dt.date]) -> str:
    """The mark of how days stand for a unit (None: for everybody), its own and those of the units above included."""
    places = Q(unit__isnull=True)
    if unit is not None:
        places |= Q(unit__in=[*unit.ancestor_ids, unit.pk])
    rows = CalendarDay.objects.filter(places, day__in=list(wanted)).order_by("day", "pk")
    return mark_of(*rows.values_list("day", "unit", "kind", "name", "source"))


def days_visible_to(user: User, year: int) -> QuerySet[CalendarDay]:
    """The days of a year that one may see: those of everybody, of the units above and of one's scope."""
    hat = worn(user)
    seen = Q(unit__isnull=True)
    if hat is not None and hat.scope is not None:
        seen |= Q(unit__path__startswith=hat.scope.path) | Q(unit__in=hat.scope.ancestor_ids)
    return days().filter(seen, day__year=year).order_by("day", F("unit__path").asc(nulls_first=True))


def changes_visible_to(user: User) -> QuerySet[CalendarChange]:
    """Changes of the calendar of everybody, of the units above and of one's scope, newest first."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return CalendarChange.objects.none()
    own = Q(unit__path__startswith=hat.scope.path) | Q(unit__in=hat.scope.ancestor_ids)
    return CalendarChange.objects.filter(own | Q(unit__isnull=True)).select_related("unit", "by")


def moves_visible_to(user: User, change: CalendarChange) -> QuerySet[CalendarMove]:
    """The deadlines a change moved, of the units of one's scope."""
    return CalendarMove.objects.filter(in_scope(user), change=change).select_related("unit")


def unfinished() -> QuerySet[CalendarChange]:
    """Changes whose job has not come to its end, the oldest first."""
    return CalendarChange.objects.filter(done_at__isnull=True).order_by("pk")


def find_rule(name: str, on: dt.date) -> TermRule | None:
    """The clock of a name (``KIND.CLOCK``) in force on a day, from whichever room knows it."""
    return next((found for rules in given(TermRules) if (found := rules.find(name, on)) is not None), None)
