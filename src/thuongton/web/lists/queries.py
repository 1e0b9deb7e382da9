"""Saved views of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from thuongton.web.forms.marks import mark_of
from thuongton.web.models import SavedView


def views_of(user: Any, listing: str) -> QuerySet[SavedView]:
    """The views of a list that a person has kept, by name."""
    return SavedView.objects.filter(user=user, listing=listing).order_by("name")


def mark_of_views(views: Iterable[SavedView]) -> str:
    """The mark of saved views as a page lists them."""
    return mark_of(*((view.name, view.query) for view in views))


IN_SIDE = 8
"""Views that the side of the frame shows."""


def all_views_of(user: Any) -> QuerySet[SavedView]:
    """The views a person has kept, of all lists, those kept last first."""
    return SavedView.objects.filter(user=user).order_by("-pk")[:IN_SIDE]
