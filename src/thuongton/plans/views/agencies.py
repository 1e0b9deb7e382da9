"""Names of agencies that a person explains on a page: what was chosen, for views that ask."""

from __future__ import annotations

from collections.abc import Sequence

from thuongton.people.models import Unit
from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms.agencies import AgenciesForm


def typed_agencies(request: SignedInRequest) -> dict[str, str]:
    """Name → the id of the unit chosen for it, "" where it was left as printed."""
    return AgenciesForm(request.POST).typed()


def chosen_agencies(request: SignedInRequest, asked: Sequence[str], choices: Sequence[Unit]) -> dict[str, Unit]:
    """Name → unit, for the names that were really asked about and the units that were really offered."""
    return AgenciesForm(request.POST).chosen(asked, choices)
