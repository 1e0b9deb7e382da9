"""The one field for a day: text as offices write it (d/m/yyyy), with a calendar where the browser runs scripts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from thuongton.web.dates import day_words, parse_day


class DayInput(forms.TextInput):
    """A text field for a day, never ``type=date``: that one shows days in the order of the browser's language."""

    template_name = "web/widgets/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        given = {"class": "form-control", "inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__({**given, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """The day as offices write it; what a person typed stays as typed."""
        return day_words(value) if isinstance(value, dt.date) else super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The address of the signs: widgets are rendered without the tags of pages."""
        return {**super().get_context(name, value, attrs), "icons": static("web/icons.svg")}


class DayField(forms.Field):
    """A day between 1945 and 2199, typed as 31/3/2026 (or 2026-03-31)."""

    widget = DayInput
    default_error_messages = {"invalid": _("Ngày %(day)s không có trong lịch; viết như 31/3/2026.")}

    def to_python(self, value: Any) -> dt.date | None:
        """The day; None for an empty field."""
        if isinstance(value, dt.date):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        day = parse_day(str(value))
        if day is None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid", params={"day": str(value)[:20]})
        return day
