"""«Bảng lãnh đạo» adds up on every level: agencies, communes, whole; its order and its columns."""

from __future__ import annotations

import datetime as dt

import pytest

from plans.annex_world import Annex
from thuongton.home.heat import summed
from thuongton.home.queries import answered_for, heat, heat_of_areas
from thuongton.plans.queries.areas import COMMUNES, PROVINCES
from thuongton.plans.queries.tasks import counts
from thuongton.plans.queries.turns import overdue
from thuongton.plans.status import Basis, State


@pytest.mark.parametrize("basis", list(Basis))
def test_rows_of_every_level_add_up_to_the_tasks(annex: Annex, basis: Basis) -> None:
    user, day = annex.monitor, dt.date(2026, 11, 29)
    tasks = answered_for(user)
    expected, late = counts(tasks, day, basis), overdue(tasks, day, basis)
    levels = [
        heat(user, day, basis, tasks),
        *(heat_of_areas(user, day, basis, tasks, k) for k in (PROVINCES, COMMUNES)),
    ]
    sums = [summed(rows, "?") for rows in levels]
    assert late.turns > 0
    for total in sums:
        assert total.counts == expected
        assert (total.counts[State.OVERDUE], total.late_turns) == (late.tasks, late.turns)
    assert len({(total.longest, total.proven, total.done) for total in sums}) == 1
