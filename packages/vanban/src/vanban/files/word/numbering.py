"""Automatic numbers of Word lists: what the reader sees before a paragraph but the text of it does not hold.

ECMA-376, 17.9: levels and their patterns, restarts, legal form, overrides of starts and of whole levels, lists linked
to a style, levels chosen by the style of a paragraph. All lists made from one definition count together; a list that
overrides a start does so once, where it is first used. A level that was passed over counts as begun.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from vanban.files import charsets
from vanban.files.word.package import W
from vanban.files.word.styles import Styles
from vanban.files.word.values import child_value, is_on, whole_number
from vanban.numerals import latin, roman

_MAX_LEVEL = 9
_MAX_PATTERN = 100  # characters of the text around the counters of a level
_LINKS = 5  # lists that lead to one another by a style
_PLACE = re.compile(r"%([1-9])")
_NO_NUMBER = frozenset(("bullet", "none"))
_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: latin(number).upper(),
    "lowerLetter": latin,
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    "decimalEnclosedCircle": lambda number: chr(0x245F + number) if number <= 20 else str(number),
    "decimalEnclosedParen": lambda number: f"({number})",
}


def spell(number: int, form: str) -> str:
    """A counter in one of the number forms of Word; in digits where the form is not known or has no such number."""
    if number < 1 or number > 10_000:
        return str(number)
    return _FORMS.get(form, str)(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list (``lvl``). ``restart`` is the level, counted from 1, after which it begins anew; 0: never."""

    form: str
    pattern: str
    start: int = 1
    restart: int | None = None
    style: str | None = None
    legal: bool = False
    glued: bool = False  # nothing stands between the number and the text
    width: int = 0  # digits of a form of one's own («001»)


@dataclass(frozen=True, slots=True)
class List:
    """A list (``num``): the definition it counts with, the levels and starts that it sets for itself."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


def _level(element: Any) -> Level:
    form = child_value(element, "numFmt")
    width = 0
    if form is None:
        own = next(element.iter(f"{W}numFmt"), None)  # in an alternative that older programs pass over
        form = "decimal" if own is None else own.get(f"{W}val") or "decimal"
        if form == "custom" and own is not None:
            shown = re.match(r"0*[1-9]", own.get(f"{W}format") or "")
            form, width = "decimal", len(shown[0]) if shown else 0
    restart = child_value(element, "lvlRestart")
    pattern = (child_value(element, "lvlText") or "")[:_MAX_PATTERN]
    fonts = element.find(f"{W}rPr/{W}rFonts")
    if fonts is not None and not pattern.isascii():
        font = fonts.get(f"{W}hAnsi") or fonts.get(f"{W}ascii")
        pattern = "".join(charsets.settle_runs([(pattern, font)]))
    return Level(
        form,
        pattern,
        whole_number(child_value(element, "start"), 1),
        None if restart is None else whole_number(restart, 0),
        child_value(element, "pStyle"),
        is_on(element.find(f"{W}isLgl")) or False,
        child_value(element, "suff") == "nothing",
        width,
    )


def _levels(element: Any) -> dict[int, Level]:
    return {
        whole_number(level.get(f"{W}ilvl"), 0): _level(level)
        for level in element.iterchildren(f"{W}lvl")
        if 0 <= whole_number(level.get(f"{W}ilvl"), 0) < _MAX_LEVEL
    }


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, numbering: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._known: dict[str, tuple[List, dict[int, Level]] | None] = {}
        if numbering is None:
            return
        for definition in numbering.iter(f"{W}abstractNum"):
            identity = definition.get(f"{W}abstractNumId") or ""
            self._definitions[identity] = _levels(definition)
            link = child_value(definition, "numStyleLink")
            if link is not None:
                self._links[identity] = link
        for item in numbering.iter(f"{W}num"):
            self._lists[item.get(f"{W}numId") or ""] = _list(item)

    def _resolved(self, number: str) -> tuple[List, dict[int, Level]] | None:
        """A list with the definition that it counts with in the end, through the styles it is linked to; its levels."""
        if number not in self._known:
            found = own = self._lists.get(number)
            for _ in range(_LINKS):
                if found is None or found.definition not in self._links:
                    break
                target, _level, _names = self._styles.numbering(self._links[found.definition])
                found = self._lists.get(target or "")
            self._known[number] = None
            if found is not None and own is not None:
                levels = {**self._definitions.get(found.definition, {}), **found.levels, **own.levels}
                starts = {**found.starts, **own.starts}
                self._known[number] = replace(found, starts=starts), levels
        return self._known[number]

    def _place(self, properties: Any) -> tuple[str, List, dict[int, Level], int] | None:
        """The list of a paragraph, its own or that of its style, with its levels, and the level of the paragraph."""
        own = properties.find(f"{W}numPr")
        style = child_value(properties, "pStyle") or self._styles.usual
        given, given_level, names = self._styles.numbering(style)
        number = child_value(own, "numId") or given
        found = None if number is None or number == "0" else self._resolved(number)
        if number is None or found is None:
            return None
        told = child_value(own, "ilvl")
        if told is None:
            by_style = {level.style: str(index) for index, level in found[1].items() if level.style}
            told = next((by_style[name] for name in names or [style or ""] if name in by_style), given_level)
        return number, *found, min(max(whole_number(told, 0), 0), _MAX_LEVEL - 1)

    def label(self, properties: Any | None) -> str:
        """What is printed before a paragraph with these properties (``pPr``), a space after it; counting moves on.

        Bullets are a dash, or the plus sign that they print; a list without a number gives an empty text.
        """
        place = None if properties is None else self._place(properties)
        if place is None:
            return ""
        number, found, levels, index = place
        if index not in levels:
            return ""
        level = levels[index]
        counters = self._count(number, found, index, levels)
        if level.form == "bullet":
            return "+ " if level.pattern.strip() == "+" else "- "
        text = _printed(level, levels, counters)
        return text if level.glued or not text else f"{text} "

    def _count(self, number: str, found: List, index: int, levels: dict[int, Level]) -> list[int | None]:
        counters = self._counters.setdefault(found.definition, [None] * _MAX_LEVEL)
        for above in range(index):
            if counters[above] is None:
                counters[above] = self._first(number, found, above, levels)
        current = counters[index]
        if index in found.starts and (number, index) not in self._begun:
            self._begun.add((number, index))
            counters[index] = found.starts[index]
        elif current is None:
            counters[index] = self._first(number, found, index, levels)
        else:
            counters[index] = current + 1
        for deeper in range(index + 1, _MAX_LEVEL):
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or restart > deeper or index < restart:
                counters[deeper] = None
        return counters

    def _first(self, number: str, found: List, index: int, levels: dict[int, Level]) -> int:
        if index in found.starts:
            self._begun.add((number, index))
            return found.starts[index]
        return levels[index].start if index in levels else 1


def _printed(level: Level, levels: dict[int, Level], counters: list[int | None]) -> str:
    """The pattern of a level with its counters in it."""
    empty = False

    def put(place: re.Match[str]) -> str:
        nonlocal empty
        at = int(place[1]) - 1
        value = counters[at]
        shown = levels.get(at, level)
        if value is None or shown.form in _NO_NUMBER:
            empty = True
            return ""
        if shown.width:
            return f"{value:0{shown.width}d}"
        return spell(value, "decimal" if level.legal else shown.form)

    text = _PLACE.sub(put, level.pattern).strip()
    return re.sub(r"\.{2,}", ".", text).lstrip(".") if empty else text


def _list(item: Any) -> List:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in item.iterchildren(f"{W}lvlOverride"):
        index = whole_number(override.get(f"{W}ilvl"), 0)
        if not 0 <= index < _MAX_LEVEL:
            continue
        start = child_value(override, "startOverride")
        if start is not None:
            starts[index] = whole_number(start, 1)
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[index] = _level(own)
    return List(child_value(item, "abstractNumId") or "", levels, starts)
