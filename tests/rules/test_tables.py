"""A table that has nothing to do with plans, in Python and in SQL: how long a unit exists, and whether it lives on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.db.models import CharField, DateField

from thuongton.people.models import Succession, Unit
from thuongton.people.services import add_unit
from thuongton.rules.conditions import (
    AtMost,
    Before,
    Both,
    Day,
    Fact,
    FirstKnown,
    Given,
    Known,
    Latest,
    Named,
    Not,
    When,
    names_in,
)
from thuongton.rules.python import compile_function
from thuongton.rules.sql import FromFacts, History, Writer, columns_of

AS_OF = Given("as_of")
DEFINITIONS: dict[str, Day] = {
    "ended": FirstKnown((When(AtMost(Fact("valid_to"), AS_OF), Fact("valid_to")), Named("merged"))),
    "merged": Latest("on", AS_OF),
}
TABLE = (
    (Before(AS_OF, Fact("valid_from")), "planned"),
    (
        Known(Named("ended")),
        (
            (Both((Known(Named("merged")), Not(Before(Named("merged"), Fact("valid_from"))))), "continued"),
            (None, "gone"),
        ),
    ),
    (None, "standing"),
)
DAYS = [None, *(dt.date(2026, 3, day) for day in (1, 10, 20))]


@dataclass
class Facts:
    """A unit without a database: ``merged`` are the days on which another took over."""

    valid_from: dt.date | None
    valid_to: dt.date | None
    merged: tuple[dt.date, ...] = ()


def _latest(facts: Facts, column: str, until: dt.date) -> dt.date | None:
    assert column == "on"
    return max((day for day in facts.merged if day <= until), default=None)


DECIDE = compile_function(DEFINITIONS, TABLE, ("as_of",), _latest)
DECIDE_EACH = compile_function(DEFINITIONS, TABLE, ("as_of",), _latest, each=True)


def _writer(as_of: dt.date) -> Writer:
    history = History(Succession._meta.db_table, "h.predecessor_id = {pk}", "on")
    return Writer(columns_of(Unit, "parent"), DEFINITIONS, {"as_of": as_of}, history)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts(None, None), "standing"),
        (Facts(dt.date(2026, 3, 11), None), "planned"),
        (Facts(dt.date(2026, 3, 10), None), "standing"),
        (Facts(None, dt.date(2026, 3, 10)), "gone"),
        (Facts(None, None, (dt.date(2026, 3, 10),)), "continued"),
        (Facts(dt.date(2026, 3, 2), None, (dt.date(2026, 3, 1),)), "gone"),
        (Facts(dt.date(2026, 3, 1), None, (dt.date(2026, 3, 10),)), "continued"),
        (Facts(dt.date(2026, 3, 1), None, (dt.date(2026, 3, 11),)), "standing"),
    ],
)
def test_the_first_row_that_holds_decides(facts: Facts, expected: str) -> None:
    assert DECIDE(facts, dt.date(2026, 3, 10)) == expected
    assert DECIDE_EACH([facts, facts], dt.date(2026, 3, 10)) == [expected, expected]


@pytest.mark.django_db
def test_a_table_decides_alike_in_python_and_in_sql() -> None:
    root = add_unit(None, None, name="Tỉnh thử", kind="province")
    heirs = [add_unit(None, root, name=f"Xã kế tiếp {place}", kind="commune") for place in range(2)]
    worlds: dict[int, Facts] = {}
    successions = []
    for place, (start, end, *merged) in enumerate(product(DAYS, repeat=4)):
        unit = add_unit(None, root, name=f"Xã {place}", kind="commune")
        worlds[unit.pk] = Facts(start, end, tuple(day for day in merged if day))
        Unit.objects.filter(pk=unit.pk).update(valid_from=start, valid_to=end)
        for heir, day in zip(heirs, merged, strict=True):
            successions += [Succession(predecessor=unit, successor=heir, on=day)] if day else []
    Succession.objects.bulk_create(successions)
    seen = set()
    for as_of in (dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2026, 3, 15), dt.date(2026, 3, 20)):
        writer = _writer(as_of)
        told = FromFacts(writer.decided(TABLE, lambda value: f"'{value}'"), "", CharField())
        ended = FromFacts(writer.day(Named("ended")) or "", "", DateField())
        rows = Unit.objects.filter(pk__in=worlds).annotate(told=told, ended=ended)
        ended_day = compile_function(DEFINITIONS, ((None, Named("ended")),), ("as_of",), _latest)
        for pk, value, day in rows.values_list("pk", "told", "ended"):
            assert (value, day) == (DECIDE(worlds[pk], as_of), ended_day(worlds[pk], as_of)), (worlds[pk], as_of)
            seen.add(value)
    assert seen == {"planned", "standing", "gone", "continued"}


def test_what_no_row_can_reach_is_not_written() -> None:
    writer = Writer(frozenset({"valid_to"}), DEFINITIONS, {"as_of": dt.date(2026, 3, 10)})
    assert writer.decided(TABLE, lambda value: f"'{value}'") == (
        "CASE WHEN CASE WHEN {valid_to} <= '2026-03-10' THEN {valid_to} END IS NOT NULL THEN 'gone' ELSE 'standing' END"
    )


def test_a_table_without_a_last_row_is_refused() -> None:
    with pytest.raises(ValueError, match="no condition"):
        _writer(dt.date(2026, 3, 10)).table(((Known(Fact("valid_to")), "1"),))


def test_named_days_are_told_in_the_order_of_their_mention() -> None:
    part: Any = When(Known(Named("a")), Named("b"), Latest("x", Named("c")))
    assert names_in(part) == ("a", "b", "c")
