"""The places of values led from one text into another: the spans of a reading through the map of its text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar

V = TypeVar("V")
Place = Callable[[int, int], tuple[int, int]]
"""Where a span of one text lies in the other."""
Words = Callable[[str, int, int], str]
"""Words read in or near a span of the one text, as the other has them."""
_PLAIN = frozenset(("str", "int", "float", "bool", "dt", "date", "tuple", "None"))
_NAME = re.compile(r"[A-Za-z_]\w*")
_QUOTING = frozenset(
    (
        *("title", "part_title", "subject", "unit", "period", "text", "result", "note", "product", "timing_text"),
        *("event", "issuer", "lead", "lead_text", "coordinating", "coordinating_text", "message", "caption"),
    )
)
"""The fields whose words are those of the paper; others hold what was made of them (numbers, keys, kinds)."""


class _Shape(NamedTuple):
    """What of a dataclass may hold a place or words of the paper."""

    names: tuple[str, ...]  # the fields it is made from
    placed: bool  # ``start`` and ``end``
    surface: bool
    quoting: tuple[str, ...]
    inner: tuple[str, ...]  # the fields that hold values
    asked: bool  # whether fields may wait until they are asked for, and know how to wait elsewhere


class Move:
    """What leads values from one text into another.

    Args:
        place: where a span of the one text lies in the other; None when all places stay.
        text: the other text: a ``surface`` is cut from it.
        words: how words read from the one are written in the other; None when they stay.
        everywhere: words also of values without a place (a head), which are else no quotations but names.
    """

    def __init__(self, place: Place | None, text: str, words: Words | None = None, *, everywhere: bool = False) -> None:
        self.place = place
        self.text = text
        self.words = words
        self.everywhere = everywhere

    def __call__(self, value: V) -> V:
        """The value with every span, surface and quoted word in it as the other text has them.

        Goes into dataclasses, tuples, lists and dictionaries; what has no place is returned as it is.
        """
        done: Any = self._moved(value, 0, 0, self.everywhere)
        return done

    def _moved(self, value: Any, start: int, end: int, quoted: bool) -> Any:
        if isinstance(value, (tuple, list)):
            kind: Any = type(value)
            make = getattr(kind, "_make", kind)  # a named tuple is made otherwise
            return make([self._moved(item, start, end, quoted) for item in value]) if value else value
        if isinstance(value, dict):
            return {key: self._moved(item, start, end, quoted) for key, item in value.items()}
        made: Any = type(value)
        shape = _shape(made)
        if shape is None:
            return value
        changed: dict[str, Any] = {}
        if shape.placed:
            start, end, quoted = value.start, value.end, True
            if self.place is not None:
                changed["start"], changed["end"] = self.place(start, end)
            if shape.surface:
                surface = self.text[changed.get("start", start) : changed.get("end", end)]
                if changed or surface != value.surface:
                    changed["surface"] = surface
        if quoted and self.words is not None:
            for name in shape.quoting:
                said = getattr(value, name)
                if said and (put := self._said(said, start, end)) != said:
                    changed[name] = put
        for name in shape.inner:
            inner = getattr(value, name)
            if inner:
                changed[name] = self._moved(inner, start, end, quoted)
        if not changed:
            return value
        if shape.asked:
            return value.elsewhere(**changed)
        return made(*[changed[name] if name in changed else getattr(value, name) for name in shape.names])

    def _said(self, said: Any, start: int, end: int) -> Any:
        if isinstance(said, str) and self.words is not None:
            return self.words(said, start, end)
        return tuple(self._said(each, start, end) for each in said) if isinstance(said, tuple) else said


@cache
def _shape(kind: Any) -> _Shape | None:
    """The shape of a dataclass, None for a type without places and words."""
    if not dataclasses.is_dataclass(kind):
        return None
    fields = {each.name: str(each.type) for each in dataclasses.fields(kind) if each.init}
    inner = tuple(name for name, said in fields.items() if set(_NAME.findall(said)) - _PLAIN)
    quoting = tuple(name for name in fields if name in _QUOTING and name not in inner)
    placed = fields.get("start") == fields.get("end") == "int"
    if not (placed or quoting or inner):
        return None
    return _Shape(tuple(fields), placed, "surface" in fields, quoting, inner, hasattr(kind, "elsewhere"))
