"""The state of a document under review is one thing in Python and in SQL, and nobody sees the rows of another unit."""

from __future__ import annotations

from typing import Any

from factories import officer
from reviews.rows_of_tests import make_row
from thuongton.reviews.models import ReviewRow
from thuongton.reviews.queries.rows import counts, counts_by_unit, visible_to
from thuongton.reviews.states import CONDITIONS, STATE, RowState, state_of


def test_sql_says_the_state_that_python_says(world: Any) -> None:
    user = officer(world.justice)
    for state in RowState:
        make_row(world.justice, user, state=state)
    rows = list(ReviewRow.objects.annotate(state=STATE).order_by("pk"))
    assert [row.state for row in rows] == [state_of(row) for row in rows] == list(RowState)
    for row in rows:
        met = [one for one, condition in CONDITIONS.items() if ReviewRow.objects.filter(condition, pk=row.pk).exists()]
        assert met == [state_of(row)]


def test_counts_are_of_the_rows_that_a_person_sees(world: Any) -> None:
    user, far = officer(world.justice), officer(world.far_province, "o-xa")
    for state in (RowState.WAITING, RowState.WAITING, RowState.DECIDED):
        make_row(world.justice, user, state=state)
    make_row(world.far_province, far, state=RowState.PROPOSED)
    assert counts(visible_to(user)) == {
        RowState.WAITING: 2, RowState.PROPOSED: 0, RowState.DECIDED: 1, RowState.SETTLED: 0
    }  # fmt: skip
    assert {unit: sum(found.values()) for unit, found in counts_by_unit(visible_to(far)).items()} == {
        world.far_province.pk: 1
    }
    assert sum(counts(ReviewRow.objects.none()).values()) == 0
