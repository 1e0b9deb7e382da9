"""Rights over the review desk: what a unit reviews is its own; the units above read it."""

from __future__ import annotations

from thuongton.people.models import User
from thuongton.people.scopes import NOTHING, Right, Rights, of_unit, over_unit, register, up_to
from thuongton.reviews.models import (
    Campaign,
    CampaignIntake,
    CampaignUnit,
    Judgement,
    JudgementBatch,
    ListLayout,
    PairVerdict,
    ReviewGround,
    ReviewRow,
    ReviewStep,
    Settlement,
    SignedList,
    TableImport,
    TableImportRow,
)


def _over_campaign(user: User, campaign: Campaign) -> Rights:
    """A campaign belongs to the unit that made it; units that take part in it read it."""
    found = over_unit(user, campaign.unit)
    if Right.READ in found:
        return found
    members = campaign.units.select_related("unit")
    return up_to(Right.READ) if any(Right.READ in over_unit(user, one.unit) for one in members) else NOTHING


def _over_part(user: User, part: CampaignUnit | CampaignIntake) -> Rights:
    return _over_campaign(user, part.campaign)


register(Campaign, _over_campaign)
for _part in (CampaignUnit, CampaignIntake):
    register(_part, _over_part)
for _model in (ReviewRow, JudgementBatch, PairVerdict):
    register(_model, of_unit())
for _child in (ReviewGround, Judgement, ReviewStep, Settlement):
    register(_child, of_unit("row.unit"))
register(ListLayout, of_unit())
register(SignedList, of_unit("campaign.unit"))
register(TableImport, of_unit())
register(TableImportRow, of_unit("table.unit"))
