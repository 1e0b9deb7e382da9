"""Filters of lists by unit and by person, each within what the reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from thuongton.people.queries import people_visible_to, units_in_scope, visible_to
from thuongton.web.lists.filters import MOST_OPTIONS, Record
from thuongton.web.lists.question import Question


def _units(question: Question) -> Iterable[tuple[int, str]]:
    return units_in_scope(question.reader).order_by("path").values_list("pk", "name")[:MOST_OPTIONS]


def unit_filter(key: str, label: str, **given: Any) -> Record:
    """A unit the reader may see; the menu offers those of the scope in the order of the tree."""
    return Record(
        key=key,
        label=label,
        find=lambda question, pk: visible_to(question.reader).filter(pk=pk).first(),
        **{"options": _units} | given,
    )


def _people(question: Question) -> Iterable[tuple[int, str]]:
    found = people_visible_to(question.reader).filter(is_active=True).order_by("full_name")
    return found.values_list("pk", "full_name")[:MOST_OPTIONS]


def person_filter(key: str, label: str, **given: Any) -> Record:
    """A person of the reader's scope."""
    return Record(
        key=key,
        label=label,
        find=lambda question, pk: people_visible_to(question.reader).filter(pk=pk).first(),
        **{"options": _people} | given,
    )
