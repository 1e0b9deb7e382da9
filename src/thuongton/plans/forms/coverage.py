"""The form of a cell of the coverage matrix: how the lower plan covers the task or group of the higher one."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from django import forms

from thuongton.web.forms.base import ActForm
from thuongton.web.inputs import whole

UNDO = "undo"
"""The verdict by which a decision is taken back."""


class DecisionForm(ActForm):
    """A decision on one cell; ``record`` is the cell (``queries.coverage.Pair``)."""

    sent = {"onward": "tiep"}
    verdict = forms.CharField(required=False)
    by_task = forms.CharField(required=False)
    other_task = forms.CharField(required=False)
    note = forms.CharField(required=False)
    seen = forms.CharField(required=False)
    onward = forms.CharField(required=False)

    def clean(self) -> dict[str, Any]:
        """The lower task: that of the list below, else the one ticked above it; None when it is no task of the plan."""
        given: dict[str, Any] = super().clean() or {}
        chosen = given.pop("other_task") or given["by_task"]
        given["by_task"] = next((one for one in self.record.lower_tasks if str(one.pk) == chosen), None)
        self.led_on = given.pop("onward")
        return given

    @property
    def next_cell(self) -> tuple[int, str] | None:
        """The lower plan and the key of the cell that comes next, read from its address; None when none was named."""
        *_rest, lower, key = ["", "", *unquote(self.led_on).strip("/").split("/")]
        number = whole(lower)
        return (number, key) if number is not None else None
