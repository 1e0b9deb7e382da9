"""The fields of a case in words: one meaning for the page, for paper and for Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from thuongton.cases.definition.model import Bilingual, KindField
from thuongton.cases.words import said_label

MOST_LETTERS = 4
Cell = str | int | float | dt.date | dt.datetime | None


def field_value(field: KindField, value: Any) -> Cell:
    """What a cell holds of a field: a day as a day, a number as a number, all else in words; None for nothing."""
    if value in (None, "", [], {}):
        return None
    if isinstance(value, bool):
        return _("Có") if value else _("Không")
    if field.kind in ("number", "money"):
        return value if isinstance(value, (int, float)) else str(value)
    if field.kind in ("day", "moment"):
        return _when(str(value))
    if field.kind == "choice":
        return _chosen(field.choices, value)
    if field.kind == "clause" and isinstance(value, Mapping):
        return clause_words(value)
    if field.kind == "rows" and isinstance(value, list):
        return "; ".join(filter(None, (_row_words(field, row) for row in value)))
    return str(value)


def _chosen(choices: Mapping[str, Bilingual], value: Any) -> str:
    found = choices.get(str(value))
    return said_label(found) if found is not None else str(value)


def _when(text: str) -> Cell:
    try:
        return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)
    except ValueError:
        return text


def _row_words(field: KindField, row: Any) -> str:
    """The first thing that a row of a field says: who or what it is."""
    if not isinstance(row, Mapping):
        return str(row)
    for part in field.parts:
        words = field_value(part, row.get(part.name))
        if words is not None:
            return str(words)
    return ""


def clause_words(clause: Mapping[str, Any]) -> str:
    """A clause as papers cite it.

    >>> clause_words({"van_ban": "78/2025/NĐ-CP", "dieu": 4, "khoan": 2, "diem": "a"})
    'điểm a khoản 2 Điều 4 78/2025/NĐ-CP'
    """
    names = (("diem", "điểm"), ("khoan", "khoản"), ("dieu", "Điều"))
    parts = [f"{word} {clause[name]}" for name, word in names if clause.get(name)]
    return " ".join([*parts, str(clause.get("van_ban") or "")]).strip()


def initials(text: str) -> str:
    """A name by its first letters, as registers print persons.

    >>> initials("Lê Thị Bình"), initials("Trần Văn A; Lê B"), initials("")
    ('L.T.B', 'T.V.A; L.B', '')
    """
    names = [[first.upper() for word in name.split() if (first := _first_letter(word))] for name in text.split(";")]
    return "; ".join(".".join(letters[:MOST_LETTERS]) for letters in names if letters)


def _first_letter(word: str) -> str:
    return next((letter for letter in word if letter.isalnum()), "")
