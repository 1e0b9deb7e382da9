"""Automatic numbers of Word lists: what the reader sees before a paragraph but the text of it does not hold."""

from __future__ import annotations

import re
from typing import Any

from vanban.numerals import latin, roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_LEVEL = 9
_MAX_PATTERN = 100  # characters of the text around the counters of a level
_WHOLE = re.compile(r"-?[0-9]{1,9}")


def spell(number: int, form: str) -> str:
    """A counter in one of the number forms of Word."""
    if number < 1 or number > 10_000:
        return str(number)
    return {
        "upperRoman": lambda: roman(number),
        "lowerRoman": lambda: roman(number).lower(),
        "upperLetter": lambda: latin(number).upper(),
        "lowerLetter": lambda: latin(number),
        "decimalZero": lambda: f"{number:02d}",
    }.get(form, lambda: str(number))()


def _value(element: Any | None, name: str) -> str | None:
    child = None if element is None else element.find(f"{_W}{name}")
    return None if child is None else child.get(f"{_W}val")


def whole_number(text: str | None, default: int) -> int:
    """The number of an attribute, or the default for anything that is none or too long to be meant."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else default


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._styles: dict[str, Any] = {}
        self._counters: dict[str, list[int | None]] = {}
        if numbering is not None:
            for abstract in numbering.iter(f"{_W}abstractNum"):
                levels = {}
                for level in abstract.iter(f"{_W}lvl"):
                    index = whole_number(level.get(f"{_W}ilvl"), 0)
                    form = _value(level, "numFmt") or "decimal"
                    pattern = (_value(level, "lvlText") or "")[:_MAX_PATTERN]
                    levels[index] = (form, pattern, whole_number(_value(level, "start"), 1))
                self._levels[abstract.get(f"{_W}abstractNumId")] = levels
            for item in numbering.iter(f"{_W}num"):
                starts = {
                    whole_number(o.get(f"{_W}ilvl"), 0): whole_number(_value(o, "startOverride"), 1)
                    for o in item.iter(f"{_W}lvlOverride")
                    if _value(o, "startOverride") is not None
                }
                self._lists[item.get(f"{_W}numId")] = (_value(item, "abstractNumId") or "", starts)
        if styles is not None:
            self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or that of its style."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None
        own = properties.find(f"{_W}numPr")
        style = _value(properties, "pStyle")
        level = _value(own, "ilvl")
        identity = _value(own, "numId")
        for _ in range(10):
            if identity is not None or style is None or style not in self._styles:
                break
            element = self._styles[style].find(f"{_W}pPr")
            inherited = None if element is None else element.find(f"{_W}numPr")
            identity = _value(inherited, "numId")
            level = level or _value(inherited, "ilvl")
            style = _value(self._styles[style], "basedOn")
        if identity is None or identity == "0":
            return None
        return identity, min(max(whole_number(level, 0), 0), _MAX_LEVEL - 1)

    def label(self, paragraph: Any) -> str:
        """The number or dash printed before a paragraph, or an empty text; counting moves on by one."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        identity, level = place
        abstract, starts = self._lists[identity]
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        form, pattern, start = levels[level]
        if form == "bullet":
            return "-"
        if form == "none":
            return ""
        key = identity if starts else abstract
        counters = self._counters.setdefault(key, [None] * _MAX_LEVEL)
        current = counters[level]
        counters[level] = starts.get(level, start) if current is None else current + 1
        for deeper in range(level + 1, _MAX_LEVEL):
            counters[deeper] = None
        for index in range(level + 1):
            shown_form, _, first = levels.get(index, ("decimal", "", 1))
            value = counters[index]
            pattern = pattern.replace(f"%{index + 1}", spell(first if value is None else value, shown_form))
        return pattern.strip()
