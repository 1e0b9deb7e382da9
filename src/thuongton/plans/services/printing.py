"""Printing a report: its rows are frozen, so that printing again gives the same rows whatever has happened since."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.plans.models import Plan, Printout
from thuongton.plans.printed import digest
from thuongton.plans.queries.report import Report, report_of
from thuongton.plans.queries.rights import may_write
from thuongton.plans.report_tables import basis_words, day, flat_cells, tables_of
from thuongton.plans.services.reminding import sender_of
from thuongton.plans.status import Basis, State
from thuongton.web.tables import Table


def body_of(user: User, report: Report) -> dict[str, Any]:
    """The report as words and numbers only: what a print shows, in the order it shows it."""
    hat = user.hat
    if hat is None or hat.unit is None:
        raise PermissionDenied(_("Vai trò hiện tại không thuộc đơn vị nào nên không in được báo cáo."))
    sender = sender_of(hat.unit)
    plan, counted = report.plan, report.counted
    issued = _(" ngày %(day)s") % {"day": day(plan.issued_on)} if plan.issued_on else ""
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
            "day": day(report.as_of),
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
    return {
        "title": _("Kết quả thực hiện các nhiệm vụ tại %(plan)s, tính đến ngày %(day)s")
        % {"plan": name, "day": day(report.as_of)},
        "as_of": report.as_of.isoformat(),
        "basis": str(report.basis),
        "scope": hat.scope_id,
        "sender": {
            "issuer": sender.issuer,
            "issuer_parent": sender.issuer_parent,
            "symbol": f"BC-{sender.symbol}" if sender.symbol else "",
            "place": sender.place,
        },
        "intro": intro,
        "headline": [[label, cell.value, part] for label, cell, part in flat_cells(report.cells)],
        "tables": [_frozen(key, table) for key, table in tables_of(report)],
        "definitions": [[_(state.label), _(state.definition)] for state in State],
    }


def _frozen(key: str, table: Table) -> dict[str, Any]:
    columns = zip(table.columns, table.labels(), strict=True)
    return {
        "key": key,
        "caption": table.title,
        "columns": [[column.key, label, round(column.width), column.align] for column, label in columns],
        "rows": [list(texts) for texts in table.texts() if not isinstance(texts, str)],
    }


def print_report(user: User, plan: Plan, as_of: dt.date, basis: Basis) -> Printout:
    """Freeze the report of a plan as it stands on a day, with who printed it; the rows are those the hat may see."""
    if user.hat is None or not may_write(user, plan):
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem; hãy in trang bằng trình duyệt."))
    body = body_of(user, report_of(user, plan, as_of, basis))
    with recording(user, "In báo cáo trạng thái", plan, unit=user.hat.unit):
        return Printout.objects.create(
            plan=plan, as_of=as_of, basis=str(basis), body=body, sha256=digest(body), by=user
        )
