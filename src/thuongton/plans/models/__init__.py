"""Plans, their tasks and the facts about them, a module an idea. There is no status column: see ``status``."""

from __future__ import annotations

from thuongton.plans.models.coverage import Coverage, Verdict
from thuongton.plans.models.deadlines import Occurrence, Rule
from thuongton.plans.models.extensions import DeadlineChange
from thuongton.plans.models.facts import Facts
from thuongton.plans.models.following import Assignment, Comment, Subtask
from thuongton.plans.models.linking import LinkConsent, LinkOffer
from thuongton.plans.models.on_task import Decided, OnTask
from thuongton.plans.models.parties import Party, PartyRole
from thuongton.plans.models.plan import Plan, Section, Trigger
from thuongton.plans.models.proof import Declaration, Proof, ProofKind
from thuongton.plans.models.proposals import Proposal
from thuongton.plans.models.reminding import Reminder
from thuongton.plans.models.report import StatedFigure
from thuongton.plans.models.task import CommonTask, Task

__all__ = [
    "Assignment",
    "Comment",
    "CommonTask",
    "Coverage",
    "DeadlineChange",
    "Decided",
    "Declaration",
    "Facts",
    "LinkConsent",
    "LinkOffer",
    "Occurrence",
    "OnTask",
    "Party",
    "PartyRole",
    "Plan",
    "Proof",
    "ProofKind",
    "Proposal",
    "Reminder",
    "Rule",
    "Section",
    "StatedFigure",
    "Subtask",
    "Task",
    "Trigger",
    "Verdict",
]
