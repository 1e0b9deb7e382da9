"""The words of a row of «Báo cáo trạng thái» on a page."""

from __future__ import annotations

from django import template

from thuongton.plans.queries.report import ReportRow
from thuongton.plans.shown import report_tables

register = template.Library()


@register.filter
def standing(one: ReportRow) -> str:
    """How the row stands."""
    return report_tables.standing(one)


@register.filter
def marks(one: ReportRow) -> list[str]:
    """What a reader must know beside it."""
    return report_tables.marks(one)


@register.filter
def doubt(one: ReportRow) -> str:
    """The doubt about the declared product."""
    return report_tables.doubt_words(one)
