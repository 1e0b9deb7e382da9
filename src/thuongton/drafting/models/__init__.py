"""The drafting room as it is kept; one module an idea."""

from thuongton.drafting.models.assigned import AssignedClosing, AssignedContent, AssignedScan, CitedProvision
from thuongton.drafting.models.consultation import ConsultedBody, DraftRemark
from thuongton.drafting.models.dossier import DossierPart
from thuongton.drafting.models.linked import LinkedDraft
from thuongton.drafting.models.policy import PolicyProblem, PolicySolution
from thuongton.drafting.models.programme import Programme, ProgrammeLine

__all__ = [
    "AssignedClosing",
    "AssignedContent",
    "AssignedScan",
    "CitedProvision",
    "ConsultedBody",
    "DossierPart",
    "DraftRemark",
    "LinkedDraft",
    "PolicyProblem",
    "PolicySolution",
    "Programme",
    "ProgrammeLine",
]
