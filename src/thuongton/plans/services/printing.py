"""Printing a report: its rows are frozen, so that printing again gives the same rows whatever has happened since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils import translation
from django.utils.translation import gettext as _

from thuongton.people.letterheads import sender_of
from thuongton.people.models import Unit, User
from thuongton.plans.models import Occurrence, Plan, Task
from thuongton.plans.queries.report import Report, ReportRow, TurnLine, report_of
from thuongton.plans.queries.tasks import TaskRow
from thuongton.plans.shown.report_tables import basis_words, flat_cells, tables_of, turn_words, unconfirmed_words
from thuongton.plans.status import SOON_DAYS, TURN_TABLE, Basis, State, definitions
from thuongton.prints.frozen import Definition, Figure, Frozen, PrintHead, name_of, version_of
from thuongton.prints.models import Printout
from thuongton.prints.services import freeze
from thuongton.prints.tables import frozen_table
from thuongton.rules.conditions import spelled
from thuongton.web.dates import day_words

REPORT = "plans.report"
"""The kind of print that a status report is."""
DATED = "Kết quả thực hiện các nhiệm vụ có thời hạn"
"""The annex of the lists of tasks with a deadline."""
DEFINITIONS = "Cách tính trạng thái nhiệm vụ"
OF_REGULAR = ("regular", "late_turns")
"""The lists of regular tasks and of their overdue turns: one annex, called by the first of them."""


def frozen_report(report: Report, unit: Unit) -> Frozen:
    """The report of ``unit`` as words and numbers only: what a print shows, in the order it shows it."""
    sender = sender_of(unit)
    plan, counted = report.plan, report.counted
    issued = _(" ngày %(day)s") % {"day": day_words(plan.issued_on)} if plan.issued_on else ""
    name = f"{_('Kế hoạch số %(number)s') % {'number': plan.number}}{issued}" if plan.number else plan.title
    total = sum(counted.values())
    dated = total - counted[State.REGULAR] - counted[State.CANCELLED]
    opening = _(
        "Tính đến ngày %(day)s, %(plan)s có %(total)s nhiệm vụ, gồm %(regular)s nhiệm vụ thường xuyên và %(dated)s"
        " nhiệm vụ có thời hạn. %(basis)s"
    )
    intro = [
        opening
        % {
            "day": day_words(report.as_of),
            "plan": name,
            "total": total,
            "regular": counted[State.REGULAR],
            "dated": dated,
            "basis": basis_words(report.basis),
        }
    ]
    if report.unproven:
        intro.append(
            _("Trong số nhiệm vụ khai báo hoàn thành, %(number)s nhiệm vụ chưa có sản phẩm trong sổ.")
            % {"number": report.unproven}
        )
    if turns := turn_words(report):
        intro.append(turns)
    if unconfirmed := unconfirmed_words(report):
        intro.append(unconfirmed)
    tables = tables_of(report)
    regular = next((name_of(table.title) for key, table in tables if key in OF_REGULAR), "")
    return Frozen(
        title=_("Kết quả thực hiện các nhiệm vụ tại %(plan)s, tính đến ngày %(day)s")
        % {"plan": name, "day": day_words(report.as_of)},
        kind="Báo cáo",
        as_of=report.as_of,
        basis=str(report.basis),
        head=PrintHead(
            sender.issuer, sender.issuer_parent, f"BC-{sender.symbol}" if sender.symbol else "", sender.place
        ),
        intro=tuple(intro),
        unconfirmed=tuple(one.task.code for one in _rows(report) if one.task.unconfirmed),
        figures=tuple(Figure(label, cell.value, bool(part)) for label, cell, part in flat_cells(report.cells)),
        tables=tuple(
            frozen_table(
                key,
                table,
                _record,
                annex=regular if key in OF_REGULAR else DATED,
                sheet="Kỳ quá hạn" if key == "late_turns" else "Nhiệm vụ",
            )
            for key, table in tables
        ),
        definitions=definitions_of(report.basis),
        definitions_title=DEFINITIONS,
        closing=("(Có phụ lục kết quả thực hiện các nhiệm vụ kèm theo)./.",),
    )


def _rows(report: Report) -> Iterator[TaskRow]:
    """The rows of the lists, in their order."""
    return (one.row for section in report.sections for one in section.rows)


def _record(one: ReportRow | TurnLine) -> tuple[type[Model], int]:
    return (Occurrence, one.row.turn.pk) if isinstance(one, TurnLine) else (Task, one.row.task.pk)


def definitions_of(basis: Basis) -> tuple[Definition, ...]:
    """The states with the version of their words and of the table of decisions that finds them."""
    rule = spelled((definitions(basis), TURN_TABLE, SOON_DAYS))
    return tuple(
        Definition(_(state.label), _(state.definition), f"plans.{state}", version_of(state.definition, rule))
        for state in State
    )


def print_report(user: User, plan: Plan, as_of: dt.date, basis: Basis) -> Printout:
    """Freeze the report of a plan as it stands on a day, with who printed it; the rows are those the hat may see."""
    hat = user.hat
    if hat is None or hat.unit is None:
        raise PermissionDenied(_("Vai trò hiện tại không thuộc đơn vị nào nên không in được báo cáo."))
    with translation.override(settings.LANGUAGE_CODE):
        frozen = frozen_report(report_of(user, plan, as_of, basis), hat.unit)
    return freeze(user, plan, frozen, kind=REPORT, act="plans.report-printed", unit=plan.unit)
