"""«Báo cáo trạng thái» of a plan on a day: its numbers, its lists as in the annex, and what a report states."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from thuongton.calendars.clock import Step
from thuongton.documents.models import Document
from thuongton.documents.queries import visible_to as papers_visible_to
from thuongton.people.models import User
from thuongton.plans.models import Plan, Printout, StatedFigure
from thuongton.plans.products import suspect_product
from thuongton.plans.queries import pages
from thuongton.plans.queries.tasks import Cell, Row, counts, plan_table, summary_cells
from thuongton.plans.report import Comparison, Finding, compare
from thuongton.plans.status import DONE, Basis, State


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One task in a list of the report: its number there, and the doubt about the product that was declared."""

    number: int
    row: Row
    doubt: Step | None


@dataclass(frozen=True, slots=True)
class Section:
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
    cells: tuple[Cell, ...]
    sections: tuple[Section, ...]

    @property
    def unproven(self) -> int:
        """Tasks counted as finished without an accepted product."""
        return sum(one.row.unproven for section in self.sections for one in section.rows)


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


def _doubt(row: Row) -> Step | None:
    said = row.declaration
    if said is None or row.products:
        return None
    return suspect_product(row.task.title, row.task.product, said.state, said.result)


def report_of(user: User, plan: Plan, as_of: dt.date, basis: Basis) -> Report:
    """The report of a plan one may see, from the rows one may see, in a fixed number of queries."""
    rows = plan_table(plan, as_of, basis, tasks=pages.tasks_of(user, plan))
    counted = {state: sum(row.state is state for row in rows) for state in State}
    sections = []
    for key, states in _SECTIONS:
        own = [row for row in rows if row.state in states]
        if key == "finished":
            own.sort(key=lambda row: _SECTIONS[0][1].index(row.state))
        if own or key in ALWAYS:
            listed = tuple(ReportRow(number, row, _doubt(row)) for number, row in enumerate(own, start=1))
            sections.append(Section(key, states, listed))
    return Report(plan, as_of, basis, counted, tuple(summary_cells(counted)), tuple(sections))


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


def printouts_visible_to(user: User) -> QuerySet[Printout]:
    """Printed reports of the plans of one's scope."""
    hat = user.hat if user.is_authenticated else None
    if hat is None or hat.scope is None:
        return Printout.objects.none()
    found = Printout.objects.filter(plan__unit__path__startswith=hat.scope.path)
    return found.select_related("plan", "by").order_by("-pk")
