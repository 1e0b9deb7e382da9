"""What a statistics form is: cells, the sums that must agree, and where the reading of the form is in doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from thuongton.cases.definition.conditions import CaseCondition
from thuongton.cases.definition.model import Bilingual

_TERM = re.compile(r"(?:(?P<form>[^\s:]+):)?(?P<cell>[\w.]+)\Z")
_SIGNS = re.compile(r"\s(<=|>=|=)\s")


@dataclass(frozen=True, slots=True)
class CountedCell:
    """One figure: ``op`` is count (of cases), sum (of a field), days (distinct days of acts) or matters (distinct).

    ``field``: what is summed, or the field that links cases of one matter. ``acts``: whose days count. ``unless``:
    matters that stand in one of those cells are left out here. ``default``: summed where the field was not given.
    ``each``: acts whose own fields are summed, one by one in the window. ``less``: a field of those acts that is taken
    off for what they gave before the window (what is still to be collected).
    """

    name: str
    label: Bilingual
    op: str
    condition: CaseCondition
    field: str = ""
    acts: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unit: str = ""
    default: int | None = None
    each: tuple[str, ...] = ()
    less: str = ""
    line: int = 0

    @property
    def number(self) -> str:
        """The number that the form prints («7»); "" for a figure that has only a name."""
        return self.name if self.name[:1].isdigit() else ""


@dataclass(frozen=True, slots=True)
class FormDoubt:
    """Cells whose reading is uncertain as soon as one case fulfils the condition, and why."""

    cells: tuple[str, ...]
    condition: CaseCondition
    text: str


@dataclass(frozen=True, slots=True)
class FormTerm:
    """A cell in an identity, of this form or of another."""

    form: str
    cell: str


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """Sums that must agree, as the form prints them: ``1 = 5 + 11 + 17``, ``2 <= 1``, ``1 = 02/XLD:6``."""

    text: str
    sides: tuple[tuple[FormTerm, ...], ...]
    signs: tuple[str, ...]
    line: int = 0

    @property
    def forms(self) -> frozenset[str]:
        """The other forms that it speaks of."""
        return frozenset(term.form for side in self.sides for term in side if term.form)


@dataclass(frozen=True, eq=False)
class StatisticsForm:
    """A form of statistics as its file has it; ``wording``: whether its columns were read (known …, unknown)."""

    form: str
    label: Bilingual
    basis: tuple[str, ...]
    wording: str
    kinds: tuple[str, ...]
    cells: Mapping[str, CountedCell]
    identities: tuple[FormIdentity, ...]
    doubts: tuple[FormDoubt, ...]
    note: str = ""
    file: str = ""

    @property
    def number(self) -> str:
        """The number that the law gives the form («02/XLD»); "" for one that has only a name."""
        return self.form if "/" in self.form else ""

    @property
    def called(self) -> str:
        """The form as people call it: by its number, else by its name."""
        return self.number or self.label.vi

    @property
    def own_identities(self) -> tuple[FormIdentity, ...]:
        """Identities that speak of no other form."""
        return tuple(one for one in self.identities if not one.forms)


def identity(text: str, line: int = 0) -> FormIdentity | None:
    """An identity from its text; None when it is none."""
    pieces = _SIGNS.split(f" {text} ".strip())
    sides = []
    for side in pieces[::2]:
        terms = [_TERM.match(one.strip()) for one in side.split("+")]
        if not all(terms):
            return None
        sides.append(tuple(FormTerm(one["form"] or "", one["cell"]) for one in terms if one))
    return FormIdentity(text, tuple(sides), tuple(pieces[1::2]), line) if len(sides) > 1 else None
