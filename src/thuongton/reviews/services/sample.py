"""A campaign made whole at once, with its rows and what was judged of them: for the demonstration."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thuongton.audit.services import recording
from thuongton.law.models import LegalAct
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand
from thuongton.reviews.actions import Action
from thuongton.reviews.models import Campaign, CampaignUnit, Judgement, JudgementBatch, ReviewRow

TOGETHER = 500
MADE = "Lập đợt rà soát mẫu"


@dataclass(frozen=True, slots=True)
class SampleRow:
    """A row to be made: its document and unit, the form of handling that was proposed, whether it was decided."""

    act: LegalAct
    unit: Unit
    action: Action | None = None
    decided: bool = False
    reason: str = ""
    told: dict[str, str] = field(default_factory=dict)


def make_sample(campaign: Campaign, units: Iterable[Unit], rows: Sequence[SampleRow], decider: User) -> Campaign:
    """Write a campaign with its units, rows and judgements in few statements, as one act of the system.

    Proposals are of who made the campaign, decisions of ``decider``.
    """
    demand(None, campaign)
    with recording(None, MADE, unit=campaign.unit) as note:
        campaign.save()
        note.subject = campaign
        CampaignUnit.objects.bulk_create([CampaignUnit(campaign=campaign, unit=unit) for unit in units])
        made = ReviewRow.objects.bulk_create(
            [
                ReviewRow(
                    campaign=campaign, unit=one.unit, act=one.act, number=one.act.number,
                    number_key=one.act.number_key, issuer=one.act.issuer, title=one.act.title,
                    issued_on=one.act.issued_on, origin=ReviewRow.Origin.IMPORTED, place=place, told=one.told,
                )
                for place, one in enumerate(rows, 1)
            ],
            batch_size=TOGETHER,
        )  # fmt: skip
        pairs = list(zip(made, rows, strict=True))
        _judge(campaign, campaign.made_by, Judgement.Kind.PROPOSED, pairs)
        _judge(campaign, decider, Judgement.Kind.DECIDED, [(row, one) for row, one in pairs if one.decided])
        ReviewRow.objects.bulk_update(made, ["proposal", "decision"], batch_size=TOGETHER)
    return campaign


def _judge(campaign: Campaign, by: User, kind: Judgement.Kind, pairs: Iterable[tuple[ReviewRow, SampleRow]]) -> None:
    judged = [(row, one, one.action) for row, one in pairs if one.action is not None]
    batch = JudgementBatch.objects.create(unit=campaign.unit, by=by)
    made = Judgement.objects.bulk_create(
        [Judgement(batch=batch, row=row, kind=kind, action=action, reason=one.reason) for row, one, action in judged],
        batch_size=TOGETHER,
    )
    for (row, _one, _action), judgement in zip(judged, made, strict=True):
        if kind == Judgement.Kind.PROPOSED:
            row.proposal = judgement
        else:
            row.decision = judgement
