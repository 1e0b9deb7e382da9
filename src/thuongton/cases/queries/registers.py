"""The registers (sổ) that a hat keeps or reads, with what is open, due soon and late in each: two queries for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.lens import CaseLens
from thuongton.cases.queries.case_list import answered_for, clock_counts, open_counts
from thuongton.cases.queries.cases import kinds_for, visible_to
from thuongton.people.models import User
from thuongton.people.scopes import writing_unit


@dataclass(frozen=True, slots=True)
class CaseRegister:
    """A register with its numbers; ``area`` is what it is kept for, as far as its file says."""

    kind: CaseKind
    opened: int
    of_year: int
    overdue: int
    due_soon: int

    @property
    def in_use(self) -> bool:
        """Whether something is open in it, or was taken in this year."""
        return bool(self.opened or self.of_year)

    @property
    def area(self) -> str:
        """«law» with a time limit of the law, «norm» with one of the office, «record» without any."""
        clocks = [one for one in self.kind.clocks.values() if not one.off and not one.followed]
        if any(not one.norm for one in clocks):
            return "law"
        return "norm" if clocks else "record"


def registers_of(user: User, lens: CaseLens) -> Sequence[CaseRegister]:
    """The registers of the unit in which the hat worn writes; those of all units in scope for who only reads."""
    unit = writing_unit(user)
    cases = answered_for(user) if unit is not None else visible_to(user)
    kinds: Mapping[str, CaseKind] = (
        kinds_for(unit) if unit is not None else {name: each[-1] for name, each in known_kinds().items()}
    )
    opened = open_counts(cases, lens.day.year, "kind")
    late = clock_counts(cases, lens, "kind")
    kept = {name: kind for name, kind in known_kinds().items() if (name,) in opened}
    return [
        CaseRegister(
            kinds.get(name) or known_kinds()[name][-1],
            *opened.get((name,), (0, 0, 0))[:2],
            overdue=late.get(("overdue", name), 0),
            due_soon=late.get(("due_soon", name), 0),
        )
        for name in dict.fromkeys([*kinds, *kept])
    ]
