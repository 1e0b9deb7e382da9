"""Rights over the drafting room: what hangs on a procedure belongs to the unit that keeps it."""

from __future__ import annotations

from thuongton.drafting.models import (
    ConsultedBody,
    DossierPart,
    DraftRemark,
    LinkedDraft,
    PolicyProblem,
    PolicySolution,
    Programme,
    ProgrammeLine,
)
from thuongton.people.scopes import of_unit, register

register(Programme, of_unit())
register(ProgrammeLine, of_unit("programme.unit"))
for _model in (ConsultedBody, PolicyProblem, DossierPart, LinkedDraft):
    register(_model, of_unit("case.unit"))
register(DraftRemark, of_unit("body.case.unit"))
register(PolicySolution, of_unit("problem.case.unit"))
