"""Rights over the drafting room: what hangs on a procedure belongs to the unit that keeps it."""

from __future__ import annotations

from thuongton.drafting.models import (
    AssignedClosing,
    AssignedContent,
    ConsultedBody,
    DossierPart,
    DraftRemark,
    LinkedDraft,
    PolicyProblem,
    PolicySolution,
    Programme,
    ProgrammeLine,
)
from thuongton.people.models import User
from thuongton.people.scopes import NOTHING, Right, Rights, of_unit, over_unit, register, up_to


def _of_content(user: User, row: AssignedContent) -> Rights:
    """Over an assigned content: that of its unit; the unit that is to propose it reads it."""
    mine = over_unit(user, row.unit)
    if mine == NOTHING and row.proposer is not None and over_unit(user, row.proposer) != NOTHING:
        return up_to(Right.READ)
    return mine


register(Programme, of_unit())
register(ProgrammeLine, of_unit("programme.unit"))
for _model in (ConsultedBody, PolicyProblem, DossierPart, LinkedDraft):
    register(_model, of_unit("case.unit"))
register(DraftRemark, of_unit("body.case.unit"))
register(PolicySolution, of_unit("problem.case.unit"))
register(AssignedContent, _of_content)
register(AssignedClosing, of_unit("content.unit"))
