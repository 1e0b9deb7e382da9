"""The forms of confirming what the machine read: a row corrected, split, added, or decided as it was seen."""

from __future__ import annotations

from typing import Any

from django import forms

from thuongton.plans.queries.proposals import proposals_visible_to
from thuongton.web.forms.base import ActForm, RowField

WRITTEN = ("code", "title", "lead", "coordinating", "product", "timing_text")
"""What a person writes of a task: agencies one a line, the deadline as printed."""


def _text() -> forms.CharField:
    return forms.CharField(required=False, strip=False)


class SeenForm(ActForm):
    """An act on a row as the person saw it; None where the page showed no mark."""

    seen = forms.CharField(required=False, empty_value=None)


class _Written(ActForm):
    """The words of a task, given to the service as ``fields``."""

    code, title, lead = _text(), _text(), _text()
    coordinating, product, timing_text = _text(), _text(), _text()

    def clean(self) -> dict[str, Any]:
        """The words together, and what else the form asks."""
        given: dict[str, Any] = super().clean() or {}
        return {"fields": {name: given.pop(name) for name in WRITTEN}, **given}


class CorrectForm(_Written, SeenForm):
    """One row as it should be."""


class AddForm(_Written):
    """A task that the machine missed, after a row of the intake or at its end."""

    after = RowField(lambda user, intake: proposals_visible_to(user).filter(intake=intake), required=False)


class SplitForm(SeenForm):
    """The words of the two tasks that one row becomes."""

    first, second = _text(), _text()
