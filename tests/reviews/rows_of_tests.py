"""Invented documents under review in any state."""

from __future__ import annotations

import datetime as dt
from itertools import count

from thuongton.law.models import LegalAct
from thuongton.people.models import Unit, User
from thuongton.reviews.actions import Action
from thuongton.reviews.models import Campaign, Judgement, JudgementBatch, ReviewRow
from thuongton.reviews.states import RowState

_NUMBERS = count(1)


def make_row(
    unit: Unit,
    by: User,
    *,
    act: LegalAct | None = None,
    state: RowState = RowState.WAITING,
    action: Action = Action.KEEP,
    campaign: Campaign | None = None,
) -> ReviewRow:
    """A document under review as far as a state asks."""
    number = f"{next(_NUMBERS)}/2019/QĐ-UBND"
    row = ReviewRow.objects.create(
        unit=unit, act=act, campaign=campaign, number=act.number if act is not None else number, origin="typed"
    )
    if state is RowState.WAITING:
        return row
    batch = JudgementBatch.objects.create(unit=unit, by=by)
    row.proposal = Judgement.objects.create(batch=batch, row=row, kind="proposed", action=action)
    if state is not RowState.PROPOSED:
        row.decision = Judgement.objects.create(batch=batch, row=row, kind="decided", action=action)
    if state is RowState.SETTLED:
        row.settled_on = dt.date(2026, 1, 5)
    row.save()
    return row
