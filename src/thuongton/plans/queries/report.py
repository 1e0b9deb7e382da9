"""«Báo cáo trạng thái» of a plan on a day: its numbers, its lists as in the annex, and what a report states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from thuongton.calendars.clock import ClockStep
from thuongton.documents.models import Document
from thuongton.documents.queries import visible_to as papers_visible_to
from thuongton.people.models import User
from thuongton.plans.models import Plan, StatedFigure
from thuongton.plans.proof.products import suspect_product
from thuongton.plans.queries import pages
from thuongton.plans.queries.alone import decided_alone
from thuongton.plans.queries.tasks import FormCell, TaskRow, counts, plan_table, summary_cells
from thuongton.plans.queries.turns import TurnRow, turn_rows, turns_of
from thuongton.plans.report.comparing import Comparison, Finding, compare
from thuongton.plans.status import DONE, Basis, State
from thuongton.prints.models import Printout


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One task in a list of the report: its number there, the doubt about the product that was declared, and whether
    one person both asked for and decided something of it."""

    number: int
    row: TaskRow
    doubt: ClockStep | None
    alone: bool = False


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One overdue turn of a repeating task in the list of the report: its number there."""

    number: int
    row: TurnRow


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One list of the report, named by ``key``: finished, running, due_soon, overdue, not_due, regular, cancelled."""

    key: str
    states: tuple[State, ...]
    rows: tuple[ReportRow, ...]

    def numbers(self) -> dict[State, int]:
        """How many rows are in each of its states."""
        return {state: sum(one.row.state is state for one in self.rows) for state in self.states}


@dataclass(frozen=True, slots=True)
class StatedReport:
    """A report that states totals of the plan, laid against the rows on its own day; ``proven`` counts proven ones."""

    document: Document
    as_of: dt.date
    comparisons: tuple[Comparison, ...]
    proven: Mapping[State, int]

    @property
    def untraced(self) -> list[Comparison]:
        """Totals that the rows do not give; a column inside another one with the same gap is not said twice."""
        open_ones = [one for one in self.comparisons if one.verdict is Finding.UNTRACED]
        return [
            one
            for one in open_ones
            if not any(one.states < other.states and one.gap == other.gap for other in open_ones)
        ]

    def proven_of(self, one: Comparison) -> int:
        """How many rows of a column of finished work are proven."""
        return sum(self.proven[state] for state in one.states & DONE)


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a plan on a day, through one lens."""

    plan: Plan
    as_of: dt.date
    basis: Basis
    counted: Mapping[State, int]
    cells: tuple[FormCell, ...]
    sections: tuple[ReportSection, ...]
    late_turns: tuple[TurnLine, ...] = ()  # they stand beside the tasks, whose states add up without them

    @property
    def unproven(self) -> int:
        """Tasks counted as finished without an accepted product."""
        return sum(one.row.unproven for section in self.sections for one in section.rows)

    @property
    def alone(self) -> int:
        """Tasks of which one person both asked for and decided something."""
        return sum(one.alone for section in self.sections for one in section.rows)

    @property
    def unconfirmed(self) -> int:
        """Tasks that stand as the machine read them: no person has confirmed them."""
        return sum(one.row.task.unconfirmed for section in self.sections for one in section.rows)


_SECTIONS: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("finished", (State.DONE_ON_TIME, State.DONE_EARLY, State.DONE_LATE)),
    ("running", (State.RUNNING,)),
    ("due_soon", (State.DUE_SOON,)),
    ("overdue", (State.OVERDUE,)),
    ("not_due", (State.NOT_DUE, State.WAITING)),
    ("regular", (State.REGULAR,)),
    ("cancelled", (State.CANCELLED,)),
)
ALWAYS = ("finished", "running", "not_due")


def _doubt(row: TaskRow) -> ClockStep | None:
    said = row.declaration
    if said is None or row.has_product:
        return None
    return suspect_product(row.task.title, row.task.product, said.state, said.result)


def report_of(user: User, plan: Plan, as_of: dt.date, basis: Basis) -> Report:
    """The report of a plan one may see, from the rows one may see, in a fixed number of queries."""
    tasks = pages.tasks_of(user, plan)
    rows = plan_table(plan, as_of, basis, tasks=tasks, reader=user)
    counted = {state: sum(row.state is state for row in rows) for state in State}
    alone = decided_alone(plan, as_of)
    sections = []
    for key, states in _SECTIONS:
        own = [row for row in rows if row.state in states]
        if key == "finished":
            own.sort(key=lambda row: _SECTIONS[0][1].index(row.state))
        if own or key in ALWAYS:
            numbered = enumerate(own, start=1)
            listed = tuple(ReportRow(number, row, _doubt(row), row.task.pk in alone) for number, row in numbered)
            sections.append(ReportSection(key, states, listed))
    turns = turn_rows(turns_of(tasks, as_of, basis, (State.OVERDUE,)))
    late = tuple(TurnLine(number, row) for number, row in enumerate(turns, start=1))
    return Report(plan, as_of, basis, counted, tuple(summary_cells(counted)), tuple(sections), late)


def stated_reports(user: User, plan: Plan, as_of: dt.date) -> list[StatedReport]:
    """Reports that state totals of the plan up to a day, of the papers one may read; each against its own day."""
    figures: dict[tuple[int, dt.date], list[StatedFigure]] = {}
    papers: dict[int, Document] = {}
    found = StatedFigure.objects.filter(plan=plan, as_of__lte=as_of, document__in=papers_visible_to(user))
    for figure in found.select_related("document", "document__unit").order_by("-as_of", "pk"):
        figures.setdefault((figure.document_id, figure.as_of), []).append(figure)
        papers[figure.document_id] = figure.document
    tasks = pages.tasks_of(user, plan)
    reports = []
    for (document, day), stated in figures.items():
        compared = compare([(figure.label, figure.value) for figure in stated], counts(tasks, day))
        reports.append(StatedReport(papers[document], day, tuple(compared), counts(tasks, day, Basis.PROVEN)))
    return reports


def report_page(printout: Printout) -> str:
    """The page of the report that a print was made of; "" when its plan was withdrawn."""
    plan = printout.subject_id or 0
    return reverse("plans:report", args=[plan]) if Plan.objects.filter(pk=plan).exists() else ""
