"""Drafting in the walked world: the programme of each unit with a line that nobody registered yet."""

from __future__ import annotations

from typing import Any

from thuongton.drafting import models as drafting
from thuongton.people.models import Unit


def add_drafting(walked: Any, place: str, unit: Unit) -> None:
    """A programme of the unit and a document in it."""
    person = walked.people[f"officer{place}"]
    programme = walked.made(drafting.Programme, "rieng", place, unit=unit, year=2026, adopted_on=None, made_by=person)
    alone = {"drafter": None, "case": None, "dropped_why": "", "place": 1, "month": 9, "form": "quyet_dinh_ubnd_xa"}
    walked.made(drafting.ProgrammeLine, "rieng", place, programme=programme, **alone)
