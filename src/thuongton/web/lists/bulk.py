"""Acts on many rows at once: one act is one transaction, each row is asked for its right, what was refused is named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

MOST_AT_ONCE = 500
"""Rows of one act."""


@dataclass(frozen=True)
class Done:
    """What an act on many rows did: how many rows, the sentence that says so, and which rows were refused and why.

    ``undo`` names the inverse (``web/forms/undo.py``) and ``facts`` is what it needs; "" when there is none.
    """

    said: str
    refused: Sequence[tuple[str, str]] = ()
    undo: str = ""
    facts: dict[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Bulk:
    """An act on ticked rows: ``run(question, records, cleaned)`` does it in one transaction and says what was done.

    ``form(question)`` makes the form that asks what the act needs (whom, until when, why); None when it needs nothing,
    and then the act is only confirmed. ``may(question)`` says whether the reader is offered it at all.
    """

    key: str
    label: Any
    run: Callable[[Any, list[Any], dict[str, Any]], Done]
    form: Callable[[Any], type[forms.Form] | None] | None = None
    may: Callable[[Any], bool] = lambda _question: True
    question: Any = ""
