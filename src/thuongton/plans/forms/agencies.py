"""Names of agencies that a person explains on a form («VP HĐND&UBND» is …), asked by the place of each on the page."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms

from thuongton.people.models import Unit

MOST = 400


class AgenciesForm(forms.Form):
    """What was said of the agencies that were asked about: ``co-quan-0`` names the first, ``la-0`` the unit chosen."""

    def typed(self) -> dict[str, str]:
        """Name → the id of the unit chosen for it, "" where it was left as printed."""
        found = {}
        for place in range(MOST):
            name = self.data.get(f"co-quan-{place}")
            if name is None:
                break
            found[name] = self.data.get(f"la-{place}", "")
        return found

    def chosen(self, asked: Sequence[str], choices: Sequence[Unit]) -> dict[str, Unit]:
        """Name → unit, for the names that were really asked about and the units that were really offered."""
        offered = {str(unit.pk): unit for unit in choices}
        typed = self.typed()
        return {name: offered[typed[name]] for name in asked if typed.get(name) in offered}
