"""Marks passages of a text for the page: offsets in, safe HTML out, overlaps and blank lines kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise

from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class TextMark:
    """One marked passage ``text[start:end]``; ``kind`` chooses its colour, ``id`` ties it to a field or a task.

    ``kind`` and ``id`` are words of letters, digits, ``-`` and ``_``; anything else in them is dropped. With ``back``
    (an address) the anchor is a link there, and ``sign`` are its words.
    """

    start: int
    end: int
    kind: str
    id: str
    label: str = ""
    back: str = ""
    sign: str = ""


def _anchor(one: TextMark) -> str:
    if not one.back:
        return f'<span id="nguon-{one.id}"></span>'
    title = f' title="{escape(one.label)}"' if one.label else ""
    return f'<a class="back" id="nguon-{one.id}" href="{escape(one.back)}"{title}>{escape(one.sign)}</a>'


def _word(raw: str) -> str:
    return "".join(letter for letter in raw if letter.isascii() and (letter.isalnum() or letter in "-_"))


def mark(text: str, marks: Iterable[TextMark]) -> SafeString:
    """The text as safe HTML in which every marked passage is a ``<mark>``.

    A piece under several marks carries the classes and ids of all of them (``data-marks``, by spaces). Before each
    mark stands an anchor ``<span id="nguon-ID">``, so that a plain link scrolls to it. Line breaks and blank lines
    stay as they are: show the result where white space is kept. Offsets beyond the text are cut, empty marks
    are dropped.

    >>> str(mark("Số: 5 <b>", [Mark(4, 5, "number", "so")]))
    'Số: <span id="nguon-so"></span><mark class="m-number" data-marks="so">5</mark> &lt;b&gt;'
    """
    length = len(text)
    kept = [
        replace(m, start=max(0, m.start), end=min(m.end, length), kind=_word(m.kind), id=_word(m.id))
        for m in marks
        if max(0, m.start) < min(m.end, length)
    ]
    kept.sort(key=lambda m: (m.start, -m.end, m.id))
    edges = sorted({0, length, *(m.start for m in kept), *(m.end for m in kept)})
    pieces: list[str] = []
    active: list[TextMark] = []
    upcoming = 0
    for start, end in pairwise(edges):
        active = [m for m in active if m.end > start]
        while upcoming < len(kept) and kept[upcoming].start == start:
            pieces.append(_anchor(kept[upcoming]))
            active.append(kept[upcoming])
            upcoming += 1
        piece = escape(text[start:end])
        if active:
            kinds = " ".join(dict.fromkeys(f"m-{m.kind}" for m in active))
            ids = " ".join(dict.fromkeys(m.id for m in active))
            label = "; ".join(dict.fromkeys(m.label for m in active if m.label))
            title = f' title="{escape(label)}"' if label else ""
            piece = f'<mark class="{kinds}" data-marks="{ids}"{title}>{piece}</mark>'
        pieces.append(piece)
    return SafeString("".join(pieces))
