"""Forms counted over groups of cases that answer alike (nhóm hồ sơ): the figures of :mod:`counting`, without a fold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from thuongton.cases.statistics.atoms import FormQuestions, Summand, summand_of, truth
from thuongton.cases.statistics.counting import CheckedIdentity, FormCount, FormWindow, WindowView, holds, root_of
from thuongton.cases.statistics.model import CountedCell, StatisticsForm


@dataclass(slots=True)
class CaseGroup:
    """Cases of one kind and unit that answer every question alike; sums in the order of the summands.

    ``cases``: row and identifier of each, where they were asked for. ``days`` by the acts asked for. ``links``: the
    case that a case names, by field and case.
    """

    kind: str
    unit: int
    bits: int
    number: int
    sums: Sequence[int] = ()
    days: Sequence[frozenset[str]] = ()
    cases: Sequence[tuple[int, str]] = ()
    links: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def group_of(view: WindowView, asked: FormQuestions, row: int, unit: int) -> CaseGroup:
    """A case that the interpreter folded, as a group of its own."""
    bits = 0
    for atom, place in asked.atoms.items():
        answer = view.amount(atom) is not None if isinstance(atom, Summand) else atom.holds(view)
        bits |= answer << place
    sums = [view.amount(one) or 0 for one in asked.summands]
    days = [frozenset(day.isoformat() for act in acts for day in view.days_within(act)) for acts in asked.days]
    named = {name: view.value(name) for name in asked.links}
    links = {name: {view.case.id: str(value)} for name, value in named.items() if value not in (None, "")}
    return CaseGroup(view.kind_name, unit, bits, 1, sums, days, [(row, view.case.id)], links)


class GroupCounter:
    """Counts forms over groups; several columns (units) of one form share what was asked."""

    def __init__(self, asked: FormQuestions, window: FormWindow, groups: Iterable[CaseGroup]) -> None:
        self.asked = asked
        self.window = window
        self.groups = list(groups)
        self.links: dict[str, dict[str, str]] = {}
        for group in self.groups:
            for name, found in group.links.items():
                self.links.setdefault(name, {}).update(found)

    def count(self, form: StatisticsForm, units: frozenset[int] | None = None) -> FormCount:
        """Every cell of a form, of some units alone or of all; identities within the form checked."""
        mine = [one for one in self.groups if one.kind in form.kinds and (units is None or one.unit in units)]
        count = FormCount(form, self.window, form.wording)
        matters: dict[str, set[str]] = {}
        for cell in sorted(form.cells.values(), key=lambda cell: len(cell.unless)):
            test = truth(cell.condition, self.asked.atoms)
            found = [group for group in mine if test(group.bits, group.kind)]
            count.cells[cell.name], count.rows[cell.name] = self._figure(cell, found, matters)
        count.cells = {name: count.cells[name] for name in form.cells}
        unknown = set(form.cells) if form.wording == "unknown" else set()
        for doubt in form.doubts:
            test = truth(doubt.condition, self.asked.atoms)
            if any(test(group.bits, group.kind) for group in mine):
                unknown |= set(doubt.cells)
                count.doubts.append(doubt.text)
                count.wording = "partly unknown" if count.wording == "known" else count.wording
        count.unknown = [name for name in form.cells if name in unknown]
        own = {form.form: count}
        count.identities = [CheckedIdentity(one.text, holds(one, form.form, own)) for one in form.own_identities]
        return count

    def _figure(self, cell: CountedCell, found: list[CaseGroup], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
        if cell.op == "matters":
            return self._matters(cell, found, matters)
        if cell.op == "count":
            return sum(group.number for group in found), _rows(found)
        if cell.op == "sum":
            place = self.asked.summands[summand_of(cell)]
            adding = self._answering(found, self.asked.atoms[summand_of(cell)])
            return sum(group.sums[place] for group in adding), _rows(adding)
        place = self.asked.days[cell.acts]
        days = frozenset[str]().union(*(group.days[place] for group in found))
        return len(days), _rows([group for group in found if group.days[place]])

    @staticmethod
    def _answering(found: list[CaseGroup], place: int) -> list[CaseGroup]:
        return [group for group in found if group.bits >> place & 1]

    def _matters(
        self, cell: CountedCell, found: list[CaseGroup], matters: dict[str, set[str]]
    ) -> tuple[int, list[str]]:
        """Matters told apart by the first case of a chain; those of ``unless`` are counted there."""
        link = self.links.get(cell.field, {}).get
        elsewhere = set[str]().union(*(matters.get(name, set()) for name in cell.unless))
        named = [(row, case, root_of(case, link)) for group in found for row, case in group.cases]
        kept = sorted((row, case, root) for row, case, root in named if root not in elsewhere)
        matters[cell.name] = {root for _row, _case, root in kept}
        return len(matters[cell.name]), [case for _row, case, _root in kept]


def _rows(groups: Iterable[CaseGroup]) -> list[str]:
    return [case for _row, case in sorted(one for group in groups for one in group.cases)]
