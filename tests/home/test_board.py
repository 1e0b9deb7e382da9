"""«Bảng lãnh đạo» adds up on every level: agencies, communes, whole; its order and its columns."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from plans.annex_world import Annex
from thuongton.home.heat import summed
from thuongton.home.queries import answered_for, heat, heat_of_areas
from thuongton.plans.queries.areas import COMMUNES, PROVINCES
from thuongton.plans.queries.filters import filtered
from thuongton.plans.queries.leads import leads_apart
from thuongton.plans.queries.tasks import counts, with_status
from thuongton.plans.queries.turns import late_turns, longest_overdue, overdue
from thuongton.plans.status import DONE, Basis, State


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


@pytest.mark.parametrize("basis", list(Basis))
def test_each_agency_has_the_work_that_its_list_opens(annex: Annex, basis: Basis) -> None:
    user, day = annex.monitor, dt.date(2026, 11, 29)
    tasks = answered_for(user)
    leads = leads_apart(tasks, day, basis)
    assert len(leads) > 3 and any(lead.shared for lead in leads)
    for lead in leads:
        own = filtered(tasks, lead.filters)
        late = longest_overdue(own, day, basis, most=1, reader=user)
        assert lead.counts == counts(own, day, basis), lead.name
        assert lead.late_turns == late_turns(own, day, basis), lead.name
        assert lead.longest == (late[0].due if late else None), lead.name
        assert lead.proven == with_status(own, day, Basis.PROVEN, states=tuple(DONE)).count(), lead.name


def test_the_boxes_of_a_province_are_those_of_its_table(client: Client, annex: Annex) -> None:
    """Of a country each province is looked into: what stands below its table is of its own plans, and no more."""
    client.force_login(annex.monitor)
    page = client.get("/bang-lanh-dao/?xem=xa&tinh-den=2026-11-29").context
    province = page["province"]
    assert page["everything"] == f"?thuoc={province.pk}&cua-toi=1"
    assert page["oldest"] and all(row.task.unit.path.startswith(province.path) for row in page["oldest"])
    assert page["beside_href"].endswith("dien-bien/?xem=xa")
    after = client.get(f"{page['beside_href']}&tinh-den=2026-11-29").context
    assert [row.task for row in after["oldest"]] == [row.task for row in page["oldest"]]
