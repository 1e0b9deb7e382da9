"""What a case is called on a page."""

from __future__ import annotations

from django import template

from thuongton.cases.models import Case
from thuongton.cases.queries.naming import called, state_called

register = template.Library()


@register.filter
def case_called(case: Case) -> str:
    """A case by its register and number."""
    return called(case)


@register.filter
def case_state(case: Case) -> str:
    """The state of a case."""
    return state_called(case)
