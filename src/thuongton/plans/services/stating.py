"""Keeping what a report states about a plan, to be laid against the rows."""

from __future__ import annotations

import datetime as dt

from thuongton.audit.services import recording
from thuongton.documents.models import Document
from thuongton.files.screening import screen_opened
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from thuongton.plans.models import Plan, StatedFigure
from thuongton.plans.report.stated import stated_totals
from vanban.apart import open_apart


def note_stated_figures(
    user: User | None, plan: Plan, *, document: Document, content: bytes, name: str, as_of: dt.date
) -> list[StatedFigure]:
    """Keep the totals of tasks that a report states in its summary tables; stating them again replaces them."""
    demand(user, plan)
    demand(user, document, Right.READ)
    totals = stated_totals(screen_opened(open_apart(content, name)).tables)
    with recording(user, "Ghi số liệu báo cáo nêu", plan):
        StatedFigure.objects.filter(plan=plan, document=document).delete()
        return StatedFigure.objects.bulk_create(
            StatedFigure(
                plan=plan, document=document, as_of=as_of, label=total.label[:300], value=total.value,
                start=total.start, end=total.end,
            )
            for total in totals
        )  # fmt: skip
