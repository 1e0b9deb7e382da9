"""The campaign of the demonstration: marked as invented, and in its whole size the numbers of a province."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from factories import officer, person
from thuongton.people.models import Role
from thuongton.reviews.actions import Action
from thuongton.reviews.demonstration import FIXED, MARK, USUAL, WHOLE, kinds_of, load, planned
from thuongton.reviews.lists.counting import figures_of
from thuongton.reviews.lists.facts import Judged, RowFacts
from thuongton.reviews.models import Campaign
from thuongton.reviews.queries.lists import campaign_figures
from thuongton.web.demonstration import Demonstration


def test_the_whole_size_has_the_numbers_of_a_province() -> None:
    kinds = kinds_of(WHOLE)
    assert Counter(kind for kind, _symbol, _over in kinds) == {"Nghị quyết": 268, "Quyết định": 838, "Chỉ thị": 21}
    rows = [
        RowFacts(
            at, str(at), kind=kind, act=at, state="expired" if over else "in_force",
            proposal=Judged(action) if action else None, decision=Judged(action) if action and decided else None,
        )
        for at, ((kind, _symbol, over), (action, decided)) in enumerate(zip(kinds, planned(WHOLE), strict=True))
    ]  # fmt: skip
    figures = figures_of(rows, FIXED)
    assert [one.words for one in figures.identities[:2]] == ["1.127 = 268 + 838 + 21", "1.127 = 670 + 457 + 0"]
    assert figures.to_handle == 227
    found = Counter(planned(WHOLE))
    for action in (Action.AMEND, Action.REPLACE, Action.REPEAL, Action.NO_SUBJECT):
        assert found[action, True] > 20 and found[action, False] > 20


@pytest.mark.django_db
def test_the_usual_size_loads_and_says_that_it_is_invented(world: Any) -> None:
    units = {"Hà Tĩnh": world.province, "Hà Tĩnh/Sở Tư pháp": world.justice, "Hà Tĩnh/Sở Tài chính": world.finance,
             "Hà Tĩnh/Sở Nội vụ": world.office}  # fmt: skip
    people = {"tuphap": officer(world.justice), "lanhdaoso": person("lanh-dao-so", Role.LEADER, world.province)}
    assert str(USUAL) in load(Demonstration(units, people, lambda _number: ("", b"")))
    campaign = Campaign.objects.get()
    assert MARK in campaign.title and all(MARK in row.title for row in campaign.rows.all())
    figures = campaign_figures(None, campaign, FIXED)
    assert figures.total == USUAL and all(one.holds for one in figures.identities)
    assert figures.by("validity") == {"expired": 35, "in_force": 25}
    assert campaign.fixed_on == dt.date(2025, 12, 31)
    for row in campaign.rows.exclude(decision=None).select_related("decision__batch", "proposal__batch"):
        assert row.decision.batch.by_id != row.proposal.batch.by_id
