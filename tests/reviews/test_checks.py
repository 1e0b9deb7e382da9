"""What ``thuongton check`` finds at the review desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from factories import officer
from reviews.rows_of_tests import make_row
from thuongton.reviews.checks import CHECKS
from thuongton.reviews.models import Campaign, CampaignIntake, ReviewGround, ReviewRow, Settlement
from thuongton.reviews.states import RowState


def found() -> dict[str, int]:
    return {check.code: number for check in CHECKS if (number := len(list(check.find())))}


def test_rows_that_agree_are_told_of_by_nothing_and_each_that_does_not_by_its_check(world: Any) -> None:
    user = officer(world.justice)
    good = make_row(world.justice, user, state=RowState.SETTLED)
    Settlement.objects.create(row=good, on=dt.date(2026, 1, 5), order="decision")
    ReviewGround.objects.create(row=good, rule="amended", direct=True, key="a")
    assert found() == {}
    other = make_row(world.justice, user, state=RowState.DECIDED)
    ReviewRow.objects.filter(pk=other.pk).update(decision=good.decision)
    Settlement.objects.create(row=other, on=dt.date(2026, 1, 5), order="k")
    Settlement.objects.create(row=good, on=dt.date(2026, 1, 5), order="k")
    ReviewGround.objects.create(row=good, rule="gone", direct=True, key="b")
    campaign = Campaign.objects.create(unit=world.justice, kind="check", title="Đợt", made_by=user)
    CampaignIntake.objects.create(campaign=campaign)
    assert found() == {check.code: 1 for check in CHECKS}
