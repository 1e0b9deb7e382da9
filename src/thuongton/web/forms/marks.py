"""Nobody is overwritten unseen: a form carries the mark of what it was filled with, the service asks it under lock.

The form has the mark in a hidden field ``seen``; the service locks the row and calls :meth:`Seen.demand`. Whoever was
slower is told, sees what stands now beside what was typed, and decides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from thuongton.web.dates import day_words

FIELD = "seen"


def mark_of(*shown: Any) -> str:
    """A short mark of the values a form was filled with; the same values give the same mark.

    >>> mark_of("a", 1) == mark_of("a", 1), mark_of("a", 1) == mark_of("a", 2)
    (True, False)
    """
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class ChangedMeanwhile(ValidationError):
    """Somebody else changed what the form shows since it was opened; ``sentence`` says it in the words of a page."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(
            sentence
            or _("Người khác vừa sửa chỗ này. Nội dung của họ được giữ; xem lại bản mới bên dưới rồi sửa tiếp.")
        )


def demand_unchanged(seen: str | None, now: str, sentence: str = "") -> None:
    """Raise :class:`ChangedMeanwhile` when the mark that was seen is not the mark of what stands now.

    None is said by callers that show nothing to a person (the API with its own versions, imports, tests of services).
    """
    if seen and seen != now:
        raise ChangedMeanwhile(sentence)


def mark_of_row(row: models.Model, names: Sequence[str]) -> str:
    """The mark of some fields of a row; a reference counts by its number, and an empty text as none."""
    return mark_of(*(_value(row, name) or "" for name in names))


def _value(row: models.Model, name: str) -> Any:
    try:
        return getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]
    except (FieldDoesNotExist, AttributeError):
        return getattr(row, name)


def sent_mark(request: HttpRequest) -> str:
    """The mark that came with a form; "" for none."""
    return request.POST.get(FIELD, "")


@dataclass(frozen=True, slots=True)
class Seen:
    """The mark of what a person saw of some fields of a row."""

    names: tuple[str, ...]
    mark: str

    @classmethod
    def sent(cls, request: HttpRequest, names: Sequence[str]) -> Seen:
        """What came with a form."""
        return cls(tuple(names), sent_mark(request))

    def demand(self, row: models.Model) -> None:
        """Raise :class:`ChangedMeanwhile` unless the row, locked by the caller, still stands as it was seen."""
        demand_unchanged(self.mark, mark_of_row(row, self.names))


def guarded(
    form: forms.BaseForm, request: HttpRequest, row: models.Model, names: Sequence[str], error: Exception | None = None
) -> None:
    """Give a form its mark, and after :class:`ChangedMeanwhile` what stands now beside what was typed.

    ``row`` is as the database has it. A form refused for another reason keeps the mark it came with. The template takes
    both from ``web/parts/guard.html``.
    """
    changed = isinstance(error, ChangedMeanwhile)
    sent = sent_mark(request) if request.method == "POST" else ""
    form.seen = sent if sent and not changed else mark_of_row(row, names)  # type: ignore[attr-defined]
    if changed:
        form.theirs = [  # type: ignore[attr-defined]
            (form.fields[name].label or name, theirs, form[name].value() or "")
            for name in names
            if name in form.fields and (theirs := _words(row, name)) != _typed(form, name)
        ]


def _words(row: models.Model, name: str) -> str:
    value = getattr(row, name)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dt.date):
        return day_words(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else value if value is not None else "")


def _typed(form: forms.BaseForm, name: str) -> str:
    value = getattr(form, "cleaned_data", {}).get(name, form[name].value())
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if isinstance(value, dt.date):
        return day_words(value)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value if value is not None else ""))
