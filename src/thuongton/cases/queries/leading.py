"""Into which registers a case may grow (lập hồ sơ từ hồ sơ này): what its kind says, for this case and this person."""

from __future__ import annotations

from dataclasses import dataclass

from thuongton.cases.definition.model import CaseKind, KindField, KindLead
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import kind_of, kinds_for
from thuongton.cases.queries.closed import closed_fields
from thuongton.cases.rights import opens_closed, role_of
from thuongton.cases.sealed_fields import closed_in, holds_for
from thuongton.people.models import User


@dataclass(frozen=True, slots=True)
class LeadOffer:
    """A register into which a case may grow: its kind there, and what goes over, from each field here to that there.

    ``held``: fields that could go over but do not, being closed here and not there, or shut for this person.
    """

    lead: KindLead
    here: CaseKind
    there: CaseKind
    carried: tuple[tuple[KindField, KindField], ...]
    held: tuple[KindField, ...]

    @property
    def typed(self) -> tuple[KindField, ...]:
        """The fields that the act asks for and that do not go over, in the order of the file."""
        act = self.there.transitions[self.lead.do]
        over = {there.name for _here, there in self.carried} | {self.lead.tie}
        return tuple(self.there.fields[name] for name in self.there.fields if name in act.given - over)


def lead_offers(user: User | None, case: Case) -> list[LeadOffer]:
    """Every register into which this person may let a case grow now; none of a case whose data was erased."""
    kind = kind_of(case)
    if case.erased_on is not None:
        return []
    kinds = kinds_for(case.unit)
    found = []
    for lead in kind.leads_to.values():
        there = kinds.get(lead.kind)
        act = there.transitions.get(lead.do) if there is not None else None
        if there is None or act is None or role_of(user) not in act.role:
            continue
        if lead.when is not None and not holds_for(lead.when, case.data):
            continue
        found.append(_offer(user, case, kind, lead, there))
    return found


def _offer(user: User | None, case: Case, kind: CaseKind, lead: KindLead, there: CaseKind) -> LeadOffer:
    closed = closed_fields(case, kind)
    opens = user is None or opens_closed(user, case)
    kept = closed_in(there, {})
    carried, held = [], []
    for name, other in lead.fields.items():
        if case.data.get(name) in (None, "", [], {}) or other not in there.fields:
            continue
        if name in closed and not (opens and other in kept):
            held.append(kind.fields[name])
        else:
            carried.append((kind.fields[name], there.fields[other]))
    return LeadOffer(lead, kind, there, tuple(carried), tuple(held))
