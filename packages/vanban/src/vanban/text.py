"""Clean text: one form for each letter, one space, lines joined; every cleaning can be mapped back.

Offsets of the rest of the library count code points of the text as read. :func:`clean` therefore returns the
cleaned text together with the way back (:meth:`Cleaned.source_span`).
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_CYRILLIC = dict(zip("АВСЕНІЈКМОРЅТУХаеоріјсху", "ABCEHIJKMOPSTYXaeopijcxy", strict=True))
_LOOK_ALIKES = {"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "Ƣ": "Ư", "ƣ": "ư", **_CYRILLIC}
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "
)
_SAME_SIZE = {**_LOOK_ALIKES, **_SPACES}
_ONE_FOR_ONE = str.maketrans(_SAME_SIZE)
_ONE_FOR_ONE_GATE = re.compile("[" + "".join(_LOOK_ALIKES) + "".join(_SPACES) + "]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_LETTER = re.compile(r"[^\W\d_]")
_MOVING = re.compile(f"{_INVISIBLE.pattern[:-1]}\u0300-\u036f]+")
_UNCLEAN = re.compile(f"{_ONE_FOR_ONE_GATE.pattern[:-1]}{_MOVING.pattern[1:-1]}")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits to raised digits (chỉ số trên), as the marks of notes are written."""
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""Digits to lowered digits (chỉ số dưới)."""
_LONG = 2000  # code points: longer texts are papers, asked for more than once
_LETTERS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_MARKS = ("\u0300", "\u0301", "\u0309", "\u0303", "\u0323")


def _folding() -> dict[int, str]:
    """Every Vietnamese letter to its bare lower-case letter."""
    table: dict[int, str] = {ord("đ"): "d", ord("Đ"): "d"}
    for letter in _LETTERS:
        for mark in ("", *_MARKS):
            composed = unicodedata.normalize("NFC", letter + mark)
            bare = unicodedata.normalize("NFD", composed)[0].lower()
            if len(composed) == 1:
                table[ord(composed)] = bare
    for letter in "abcdefghijklmnopqrstuvwxyz":
        table[ord(letter.upper())] = letter
    return table


_FOLDING = _folding()
_FOLDED = {**{code: _FOLDING.get(ord(to), to) for code, to in _ONE_FOR_ONE.items()}, **_FOLDING}
_OLD_TONE = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe"}
_OLD_TONE |= {"oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_OLD_TONE |= {pair.upper(): new.upper() for pair, new in _OLD_TONE.items()}
_OLD_TONE |= {pair[0].upper() + pair[1]: new[0].upper() + new[1] for pair, new in _OLD_TONE.items() if pair.islower()}
_OLD_TONE_AT_END = re.compile(r"(?<![qQ])(" + "|".join(_OLD_TONE) + r")(?!\w)")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text and the way back: runs of characters that kept their order, and where each run stood before.

    ``starts`` are the places of the runs in the cleaned text, ``sources`` those in the text before it; both None
    when nothing moved. ``before`` is the cleaning that gave the text before it.
    """

    text: str
    starts: array[int] | None = None
    sources: array[int] | None = None
    before: Cleaned | None = None

    @property
    def moved(self) -> bool:
        """Whether any character stands elsewhere than in the text as read."""
        return self.starts is not None or (self.before is not None and self.before.moved)

    def offset(self, position: int) -> int:
        """Where a character stood in the text as read."""
        if self.starts is not None and self.sources is not None:
            run = bisect_right(self.starts, position) - 1
            position += self.sources[run] - self.starts[run]
        return position if self.before is None else self.before.offset(position)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as read from which ``text[start:end]`` came."""
        if not self.moved:
            return start, end
        if end == start:
            return self.offset(start), self.offset(start)
        return self.offset(start), self.offset(end - 1) + 1 if end < len(self.text) else self.offset(end)


def clean(text: str) -> Cleaned:
    """One code point for each letter and one kind of space, with the map back.

    NFC; look-alikes of other alphabets become Vietnamese letters; invisible characters go. The source of the
    cases is the national database itself, where 12 of 974 titles hold Cyrillic letters and 12 are not NFC.

    >>> clean("07/2025/NÐ-\u0421\u0420").text
    '07/2025/NĐ-CP'
    """
    return _clean_paper(text) if len(text) > _LONG else _clean(text)


def _clean(text: str) -> Cleaned:
    unclean = _UNCLEAN.search(text)
    while unclean is not None and unclean.group() in _SAME_SIZE:
        text = text.replace(unclean.group(), _SAME_SIZE[unclean.group()])
        unclean = _UNCLEAN.search(text, unclean.end())
    if unclean is None:
        return Cleaned(text)
    text = _ONE_FOR_ONE_GATE.sub(_one_for_one, text)
    pieces: list[str] = []
    starts, sources = array("q"), array("q")
    position = length = 0
    for match in _MOVING.finditer(text, unclean.start()):
        start = match.start()
        marks = _INVISIBLE.sub("", match.group())
        joined = bool(marks) and start > position and _LETTER.match(text, start - 1) is not None
        if marks and not joined and len(marks) == len(match.group()):
            continue
        start -= joined
        if start > position:
            starts.append(length)
            sources.append(position)
            pieces.append(text[position:start])
            length += start - position
        composed = unicodedata.normalize("NFC", text[start] + marks) if joined else marks
        pieces.append(composed)
        for _ in composed:
            starts.append(length)
            sources.append(start)
            length += 1
        position = match.end()
    if not pieces:
        return Cleaned(text)
    pieces.append(text[position:])
    starts.append(length)
    sources.append(position)
    return Cleaned("".join(pieces), starts, sources)


_clean_paper = lru_cache(maxsize=2)(_clean)  # head, citations and figures of one paper ask for the same text


def _one_for_one(match: re.Match[str]) -> str:
    return _SAME_SIZE[match.group()]


_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_GAP = re.compile(r"[^\S\n]*\n(?:[^\S\n]*\n)+[^\S\n]*")


def is_spaced(text: str) -> bool:
    """Whether an empty line parts all printed lines and so parts no paragraphs (text taken from a PDF)."""
    blank = broken = 0
    for match in _BLANK_LINE.finditer(text):
        blank += 1
        above = text[max(0, match.start() - 3) : match.start()].rstrip(" ,")
        below = text[match.end() : match.end() + 3].lstrip(" \t")
        broken += above[-1:].isalpha() and below[:1].islower()
    return broken * 8 > blank


def close_up(cleaned: Cleaned) -> Cleaned:
    """The text without the empty lines of a spaced print; other texts as they are."""
    text = cleaned.text
    if not is_spaced(text):
        return cleaned
    pieces: list[str] = []
    starts, sources = array("q"), array("q")
    position = length = 0
    for match in _GAP.finditer(text):
        pieces.extend((text[position : match.start()], "\n"))
        starts.append(length)
        sources.append(position)
        length += match.start() - position + 1
        position = match.end()
    pieces.append(text[position:])
    starts.append(length)
    sources.append(position)
    return Cleaned("".join(pieces), starts, sources, cleaned)


def fold(text: str) -> str:
    """The text without tone and letter marks, in lower case (bỏ dấu), one character for one.

    >>> fold("Ủy ban nhân dân xã Vân Phượng")
    'uy ban nhan dan xa van phuong'
    """
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text.translate(_FOLDED)


def settle_tone(text: str) -> str:
    """The new placing of the tone mark: «hoà» and «uỷ» become «hòa» and «ủy»; «quý» stays. Length is kept."""
    return _OLD_TONE_AT_END.sub(lambda m: _OLD_TONE[m.group()], text)


def same(left: str, right: str) -> bool:
    """Whether two printed names are the same but for case, spaces and the place of the tone mark."""
    return settle_tone(join_lines(left)).casefold() == settle_tone(join_lines(right)).casefold()


def join_lines(text: str) -> str:
    """The lines of a passage joined by one space each, without spaces at the ends."""
    return " ".join(text.split())


_TAB_CELL = re.compile(r"[^\t\n]+")


class Line(NamedTuple):
    """A printed line without its spaces and markdown marks: ``text[start:end] == content``."""

    start: int
    end: int
    content: str
    blank_before: int  # empty lines between this line and the one above


def lines(text: str, start: int = 0, end: int | None = None, *, split_tabs: bool = False) -> Iterator[Line]:
    """The lines that hold something, marks of emphasis and heading left out; tab-separated cells as lines if asked."""
    blank = 0
    end = len(text) if end is None else end
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        pieces = [(position, stop)]
        if split_tabs and text.find("\t", position, stop) >= 0:
            pieces = [(m.start(), m.end()) for m in _TAB_CELL.finditer(text, position, stop)]
        found = False
        for piece_start, piece_end in pieces:
            bare_start, bare_end = bare_span(text, piece_start, piece_end)
            if bare_start < bare_end:
                yield Line(bare_start, bare_end, text[bare_start:bare_end], 0 if found else blank)
                found = True
        blank = 0 if found else blank + 1
        position = stop + 1


_SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_BEFORE_WORDS = f"#*_>|{_SPACE}"
_AFTER_WORDS = f"*_|{_SPACE}"
_GLANCE = 64  # code points: enough to see that a line of prose is not in capitals


def bare_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a line between its marks of emphasis and heading (``**``, ``#``, ``_``, ``>``) and spaces."""
    piece = text[start:end]
    left = piece.lstrip(_BEFORE_WORDS)
    return end - len(left), end - len(left) + len(left.rstrip(_AFTER_WORDS))


def capitals(text: str) -> bool:
    """Whether the letters of a line are capitals (there must be two at least)."""
    small = 0
    for at in range(0, len(text), _GLANCE):
        small += sum(map(str.islower, text[at : at + _GLANCE]))
        if 10 * small > len(text):
            return False
    letters = sum(map(str.isalpha, text))
    return letters >= 2 and sum(map(str.isupper, text)) >= 0.9 * letters
