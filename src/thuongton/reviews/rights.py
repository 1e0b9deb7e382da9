"""Rights over the review desk: what a unit reviews is its own; the units above read it."""

from __future__ import annotations

from thuongton.people.scopes import of_unit, register
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
)

for _model in (Campaign, ReviewRow, JudgementBatch, PairVerdict):
    register(_model, of_unit())
register(CampaignUnit, of_unit("campaign.unit"))
register(CampaignIntake, of_unit("campaign.unit"))
for _child in (ReviewGround, Judgement, ReviewStep, Settlement):
    register(_child, of_unit("row.unit"))
register(ListLayout, of_unit())
register(SignedList, of_unit("campaign.unit"))
