"""Reads of programmes and their lines."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.drafting.models import Programme, ProgrammeLine
from thuongton.people.models import User
from thuongton.people.queries import in_scope


def programmes_visible_to(user: User) -> QuerySet[Programme]:
    """Programmes of the units in scope."""
    return Programme.objects.filter(in_scope(user)).select_related("unit")


def lines_visible_to(user: User) -> QuerySet[ProgrammeLine]:
    """Lines of those programmes, with the cases that draft them."""
    return ProgrammeLine.objects.filter(programme__in=programmes_visible_to(user)).select_related(
        "programme__unit", "drafter", "case"
    )
