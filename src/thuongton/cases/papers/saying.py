"""A value of a field as a paper says it: in Vietnamese, whatever the language of the page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from thuongton.cases.definition.model import CaseKind, KindField, KindPaper
from thuongton.cases.sealed_fields import is_masked
from thuongton.web.dates import day_words
from thuongton.web.numbers import number_words
from vanban.symbols import parse

HIDDEN = "•••"
"""What stands for a value that the paper does not show."""
_PINPOINT = (("diem", "điểm"), ("khoan", "khoản"), ("dieu", "Điều"), ("van_ban", ""))
_STEP = re.compile(r"(điểm|khoản|Điều) (\S+)")


def printed_fields(kind: CaseKind, paper: KindPaper) -> tuple[str, ...]:
    """The fields that a paper prints; what is open to handler and leader alone is printed by none.

    What is so in some cases only (``closed_when``) is masked in these when its value is opened.
    """
    shut = set(kind.closed) - kind.closed_when.keys()
    return tuple(name for name in paper.fields if name not in shut and name in kind.fields)


def is_hidden(kind: CaseKind, paper: KindPaper, name: str) -> bool:
    """Whether a paper masks a field whoever prints it."""
    return name in paper.mask or (is_masked(kind, name) and name not in paper.unmasked)


def opened_by(kind: CaseKind, paper: KindPaper) -> tuple[str, ...]:
    """The sensitive fields that a paper shows: printing it is a look into them, with a purpose."""
    return tuple(
        name for name in printed_fields(kind, paper) if is_masked(kind, name) and not is_hidden(kind, paper, name)
    )


def value_words(field: KindField, value: Any) -> str:
    """A value in words; "" for none. What is no value of the field (a mark of masking, of erasing) stays as it is.

    >>> from thuongton.cases.definition.model import Bilingual
    >>> value_words(KindField("ngay", Bilingual("Ngày", "Day"), "day"), "2026-03-10")
    '10/3/2026'
    """
    if value is None or value == "" or value == [] or value == {}:
        return ""
    match field.kind:
        case "choice":
            return field.choices[value].vi if value in field.choices else str(value)
        case "yes_no" if isinstance(value, bool):
            return "Có" if value else "Không"
        case "number" if _is_number(value):
            return str(value) if _is_year(field) else number_words(value)
        case "money" if _is_number(value):
            return f"{number_words(value)} đồng"
        case "day" | "moment":
            return _moment_words(str(value))
        case "clause" if isinstance(value, Mapping):
            parts = [f"{word} {value[key]}".strip() for key, word in _PINPOINT if value.get(key)]
            return " ".join(parts)
        case "case":
            return "hồ sơ liên quan"
        case "rows" if isinstance(value, list):
            return _rows_words(field, value)
    return str(value).strip()


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_year(field: KindField) -> bool:
    """A year is written without a dot for thousands."""
    return field.label.vi.casefold().startswith("năm ")


def _moment_words(value: str) -> str:
    try:
        when = dt.datetime.fromisoformat(value)
    except ValueError:
        return value
    hour = f"{when:%H:%M} ngày " if len(value) > 10 else ""
    return f"{hour}{day_words(when.date())}"


def _rows_words(field: KindField, rows: list[Any]) -> str:
    lines = [_row_words(field, row) for row in rows]
    told = [line for line in lines if line]
    return told[0] if len(told) == 1 else "\n".join(f"{order}. {line}" for order, line in enumerate(told, start=1))


def _row_words(field: KindField, row: Any) -> str:
    """The parts of a row: the first bare, the others after their names."""
    if not isinstance(row, Mapping):
        return str(row)
    told: list[str] = []
    for part in field.parts:
        words = value_words(part, row.get(part.name))
        if words:
            told.append(words if not told else f"{part.label.vi[:1].lower()}{part.label.vi[1:]} {words}")
    return ", ".join(told)


def clause_words(kind: CaseKind, clause: str) -> str:
    """A clause as papers cite it: «khoản 2 Điều 20 Luật Hoà giải ở cơ sở số 35/2013/QH13».

    What stands in a clause beside its steps is told as the file has it.
    """
    number, _space, rest = clause.strip().partition(" ")
    law = next((one.name for one in kind.basis if one.number == number), "").partition("(")[0].strip()
    known_kind = symbol.kind if (symbol := parse(number)) is not None else None
    name = known_kind.name if known_kind is not None else law
    steps = _STEP.findall(rest)
    plain = rest and not _STEP.sub("", rest).strip(" ,")
    order = {"điểm": 0, "khoản": 1, "Điều": 2}
    where = " ".join(f"{word} {what}" for word, what in sorted(steps, key=lambda one: order[one[0]])) if plain else rest
    of = f"{name} số {number}" if name else number
    return f"{where} {of}".strip()
