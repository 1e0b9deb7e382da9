"""What a cell means: days as people type them, choices by their first letters, money with dots; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from thuongton.cases.definition.model import Bilingual
from thuongton.cases.engine.acts import CaseSentence
from thuongton.cases.entry.columns import EntryColumn
from thuongton.web.dates import day_words, parse_day
from vanban.text import fold


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


LONGEST = {"text": 500, "long_text": 5_000}
_SHORT_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{2}))?\Z")
_HOUR = re.compile(r"(\d{1,2})[:hg](\d{2})?\s+(?=\d)")
_NUMBER = re.compile(r"\d{1,3}(?:[. ,]\d{3})+\Z|\d{1,15}\Z")
_YES = frozenset({"co", "c", "x", "1", "yes", "y", "true", "dung", "roi"})
_NO = frozenset({"khong", "k", "0", "no", "n", "false", "chua", "sai"})


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell means. ``wrong``: it means nothing that the column takes; ``doubt``: it was read, and how.

    Neither sentence ever repeats what was typed: it may say who somebody is.
    """

    value: Any = None
    shown: str = ""
    wrong: CaseSentence | None = None
    doubt: CaseSentence | None = None


def read_cell(column: EntryColumn, text: str, today: dt.date) -> CellReading:
    """The value of a cell as acts give it; an empty cell is none."""
    text = " ".join(text.split()) if column.type != "long_text" else text.strip()
    if not text:
        return CellReading()
    field = column.value_field
    reader = {
        "day": lambda: _day(text, today),
        "moment": lambda: _moment(text, today),
        "choice": lambda: _choice(text, field.choices if field else {}),
        "yes_no": lambda: _yes_no(text),
        "number": lambda: _number(text),
        "money": lambda: _number(text),
    }.get(column.type)
    if reader is not None:
        return reader()
    most = LONGEST.get(column.type, LONGEST["text"])
    if len(text) > most:
        return CellReading(wrong=CaseSentence(_("dài quá %(most)d chữ"), {"most": most}), shown=text)
    return CellReading(text, text)


def _day(text: str, today: dt.date) -> CellReading:
    day = parse_day(text[:10] if re.match(r"\d{4}-\d{2}-\d{2}[T ]", text) else text)
    doubt = None
    if day is None and (found := _SHORT_DAY.match(text)):
        day, doubt = _short_day(int(found[1]), int(found[2]), found[3], today)
    if day is None:
        return CellReading(wrong=CaseSentence(_("không phải ngày; viết như 5/11 hoặc 5/11/2026")), shown=text)
    return CellReading(f"{day:%Y-%m-%d}", day_words(day), doubt=doubt)


def _short_day(day: int, month: int, year: str | None, today: dt.date) -> tuple[dt.date | None, CaseSentence | None]:
    """A day without its year: the last such day that has been; told where that was in another year."""
    years = [2000 + int(year)] if year else [today.year, *range(today.year - 1, today.year - 5, -1)]
    for one in years:
        try:
            found = dt.date(one, month, day)
        except ValueError:
            continue
        if year or found <= today:
            other = not year and found.year != today.year
            said = CaseSentence(_("hiểu là %(day)s; năm khác thì ghi cả năm"), {"day": day_words(found)})
            return found, said if other else None
    return None, None


def _moment(text: str, today: dt.date) -> CellReading:
    hour = _HOUR.match(text)
    day = _day(text[hour.end() :] if hour else text, today)
    if day.wrong is not None or hour is None:
        return day
    try:
        time = dt.time(int(hour[1]), int(hour[2] or 0))
    except ValueError:
        return CellReading(wrong=CaseSentence(_("không phải giờ; viết như 8:30 5/11/2026")), shown=text)
    return CellReading(f"{day.value}T{time:%H:%M}", f"{time:%H:%M} {day.shown}", doubt=day.doubt)


def _number(text: str) -> CellReading:
    bare = re.sub(r"\s*(?:đồng|đ|vnđ|vnd)\.?\Z", "", text, flags=re.IGNORECASE)
    if bare.endswith(".0") and bare[:-2].isdigit():  # as sheets store whole numbers
        bare = bare[:-2]
    if not _NUMBER.match(bare):
        return CellReading(wrong=CaseSentence(_("không phải số nguyên")), shown=text)
    value = int(re.sub(r"[. ,]", "", bare))
    return CellReading(value, f"{value:,}".replace(",", "."))


def _yes_no(text: str) -> CellReading:
    word = fold(text)
    if word in _YES or word in _NO:
        return CellReading(word in _YES, "Có" if word in _YES else "Không")
    return CellReading(wrong=CaseSentence(_("ghi «Có» hoặc «Không»")), shown=text)


def _choice(text: str, choices: Mapping[str, Bilingual]) -> CellReading:
    found = chosen(text, choices)
    if len(found) == 1:
        return CellReading(found[0], choices[found[0]].vi)
    said = _("chỉ nhiều lựa chọn; gõ thêm chữ") if found else _("không có trong các lựa chọn")
    return CellReading(wrong=CaseSentence(said), shown=text)


def chosen(text: str, choices: Mapping[str, Bilingual]) -> list[str]:
    """The choices that a text means, by name, label or first letters; several where it does not tell them apart."""
    word = fold(text)
    called = names_of_choices(choices)
    exact = [name for name, words in called.items() if word in words]
    if exact:
        return exact
    return [name for name, words in called.items() if any(one.startswith(word) for one in words)]


def names_of_choices(choices: Mapping[str, Bilingual]) -> dict[str, list[str]]:
    """What each choice may be called: its label in both languages, its name, and its label without the words that
    it shares with another at the beginning («thành», «không thành»)."""
    labels = {name: fold(label.vi).split() for name, label in choices.items()}
    found: dict[str, list[str]] = {}
    for name, label in choices.items():
        words = labels[name]
        shared = max((_shared(words, labels[o]) for o in choices if o != name), default=0)
        calls = [fold(label.vi), fold(name.replace("_", " ")), fold(label.en), " ".join(words[shared:])]
        found[name] = [one for one in dict.fromkeys(calls) if one]
    return found


def _shared(words: list[str], other: list[str]) -> int:
    """How many words two labels begin with in common."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(words, other, strict=False)))
