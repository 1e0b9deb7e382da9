"""What a form asks of one case, told apart into single questions: each is answered once, by SQL or the interpreter.

Conditions are put together from the answers; so a database need only group cases that answer alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from thuongton.cases.definition.conditions import (
    ActDone,
    AllHold,
    AnyHolds,
    CaseCondition,
    KindIs,
    LinkHolds,
    NotHolds,
)
from thuongton.cases.statistics.model import CountedCell, StatisticsForm


@dataclass(frozen=True, slots=True)
class Summand(CaseCondition):
    """A number that a case adds to a sum: a field, what single acts gave (``each``), less what they gave before.

    As a question: whether the case has that number.
    """

    field: str
    default: int | None = None
    each: tuple[str, ...] = ()
    less: str = ""


def summand_of(cell: CountedCell) -> Summand:
    """What a case adds to a cell that sums."""
    return Summand(cell.field, cell.default, cell.each, cell.less)


@dataclass(frozen=True)
class FormQuestions:
    """Everything that some forms ask of a case: questions with their bits, numbers, days of acts, links of matters."""

    kinds: tuple[str, ...]
    atoms: Mapping[CaseCondition, int]
    summands: Mapping[Summand, int]
    days: Mapping[tuple[str, ...], int]
    links: tuple[str, ...]

    @property
    def holding(self) -> tuple[str, ...]:
        """Fields that name a case which must itself fulfil a condition."""
        return tuple(dict.fromkeys(one.field for one in self.atoms if isinstance(one, LinkHolds)))


def questions_of(forms: Sequence[StatisticsForm]) -> FormQuestions:
    """What forms ask, each question once."""
    atoms: dict[CaseCondition, int] = {}
    summands: dict[Summand, int] = {}
    days: dict[tuple[str, ...], int] = {}
    links: dict[str, None] = {}
    for form in forms:
        for condition in [cell.condition for cell in form.cells.values()] + [one.condition for one in form.doubts]:
            for leaf in leaves(condition):
                atoms.setdefault(leaf, len(atoms))
        for cell in form.cells.values():
            if cell.op == "sum":
                summands.setdefault(summand_of(cell), len(summands))
                atoms.setdefault(summand_of(cell), len(atoms))
            elif cell.op == "days":
                days.setdefault(cell.acts, len(days))
                atoms.setdefault(ActDone(cell.acts, "window"), len(atoms))
            elif cell.op == "matters":
                links.setdefault(cell.field)
    kinds = tuple(dict.fromkeys(kind for form in forms for kind in form.kinds))
    return FormQuestions(kinds, atoms, summands, days, tuple(links))


def leaves(condition: CaseCondition) -> Iterable[CaseCondition]:
    """The conditions inside that hold no others; the kind of a case is known anyway."""
    match condition:
        case AllHold(parts) | AnyHolds(parts):
            for part in parts:
                yield from leaves(part)
        case NotHolds(part):
            yield from leaves(part)
        case KindIs():
            return
        case _:
            yield condition


Truth = Callable[[int, str], bool]
"""Whether a condition holds for the answers (bits) of a case of a kind."""


def truth(condition: CaseCondition, atoms: Mapping[CaseCondition, int]) -> Truth:
    """A condition over answers."""
    match condition:
        case AllHold(parts):
            every = [truth(part, atoms) for part in parts]
            return lambda bits, kind: all(one(bits, kind) for one in every)
        case AnyHolds(parts):
            some = [truth(part, atoms) for part in parts]
            return lambda bits, kind: any(one(bits, kind) for one in some)
        case NotHolds(part):
            inner = truth(part, atoms)
            return lambda bits, kind: not inner(bits, kind)
        case KindIs(kinds):
            return lambda bits, kind: kind in kinds
    mask = 1 << atoms[condition]
    return lambda bits, kind: bool(bits & mask)
