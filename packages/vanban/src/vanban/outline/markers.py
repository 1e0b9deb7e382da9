"""Markers: how a line says that a numbered part begins (Phần II, Chương I, Điều 5a., 1., 1.1, a), –).

The first letter of a line settles which few patterns can match; most lines are settled by it alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from vanban.text import bare_span, join_lines

Marker: TypeAlias = tuple[str, str, int]
"""A marker in a line: its form (a key of ``RANKS``), its label, and where in the line the title begins."""

RANKS: Mapping[str, int] = {
    "annex": -1,
    "sample": 0,
    "part": 1,
    "letter": 2,
    "chapter": 3,
    "section": 4,
    "roman": 4,
    "sub": 5,
    "under": 5,
    "article": 6,
    "number": 7,
    "deep": 8,
    "point": 11,
    "paren": 12,
    "dash": 13,
    "plus": 14,
    "roman-": 4,
    "number-": 7,
    "deep-": 8,
}
"""How deep each form of marker stands; a marker with more inner dots (1.1.1, II.1.1) stands deeper: :func:`rank_of`."""


def rank_of(form: str, label: str) -> int:
    """How deep a marker stands: 1.1.1 one deeper than 1.1, II.1.1 one deeper than II.1 (never as deep as a clause)."""
    if form == "deep":
        return RANKS[form] + label.count(".") - 1
    if form == "under":
        return min(RANKS[form] + label.count(".") - 1, RANKS["number"] - 1)
    return RANKS[form]


LEVELS: Mapping[str, str] = {
    "annex": "phụ lục",
    "sample": "phụ lục",
    "part": "phần",
    "letter": "phần",
    "chapter": "chương",
    "section": "mục",
    "roman": "mục",
    "sub": "tiểu mục",
    "under": "tiểu mục",
    "article": "điều",
    "number": "khoản",
    "deep": "tiểu mục",
    "point": "điểm",
    "paren": "tiết",
    "dash": "gạch đầu dòng",
    "plus": "gạch đầu dòng",
    "roman-": "mục",
    "number-": "khoản",
    "deep-": "tiểu mục",
}
DASHED: Mapping[str, str] = {"roman-": "roman", "number-": "number", "deep-": "deep"}
"""Numbers with a dash, as papers of the Party print them («I- MỤC TIÊU»), and the form they are one of in a series."""

_S = r"[^\S\n]"
_SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
"""Small letters, each by itself: a range from «à» to «ỹ» would hold capitals too («CHƯƠNG IX ĐIỀU KHOẢN THI HÀNH»)."""
_PART = re.compile(
    rf"(?:PHẦN|Phần){_S}+((?:THỨ|thứ){_S}+\w+(?:{_S}+\w+)?|[IVXLC]+|\d+|[A-Z])(?!{_S}*[\wÀ-ỹ])",
)
_CHAPTER = re.compile(rf"(?:CHƯƠNG|Chương){_S}+([IVXLC]+|\d+)\b(?!{_S}+[{_SMALL}])")
_SECTION = re.compile(rf"(?:MỤC|Mục){_S}+(\d+|[IVXLC]+|[A-Z])\b(?!{_S}+[{_SMALL}])")
_SUB = re.compile(rf"(?:TIỂU|Tiểu) (?:MỤC|mục){_S}+(\d+)\b(?!{_S}+[{_SMALL}])")
_ARTICLE = re.compile(rf"(?:ĐIỀU|Điều){_S}+(\d+[a-zđ]{{0,2}}){_S}*[.:](?=\s|\*|[A-ZĐÀ-Ỹ]|$)")
_ANNEX = re.compile(
    rf"PHỤ LỤC((?:{_S}+(?:SỐ{_S}+)?[\dIVXLC]+[A-Z]?)?)(?={_S}*[:.\-–*]*{_S}*$|{_S}*[:.\-–])",
)
_ANNEX_SMALL = re.compile(rf"Phụ lục((?:{_S}+(?:số{_S}+)?[\dIVXLC]+[A-Z]?)?)(?={_S}*[:.\-–*]*{_S}*$)")
_SAMPLE = re.compile(
    rf"((?:MẪU|Mẫu|BIỂU MẪU|Biểu mẫu)(?:{_S}+(?:SỐ|số))?{_S}+\d[\w.-]{{0,8}}?)(?={_S}*[:.\-–*]|{_S}*$)"
)
_UNDER = re.compile(rf"([IVXLC]{{1,7}}(?:\.\d{{1,2}}){{1,3}})(?:[.)]{_S}*|{_S}+)(?=[^\W\d]|[“\"*(])")
_ROMAN = re.compile(rf"([IVXLC]{{1,7}}){_S}?(?:\.{_S}*|/{_S}*(?!v\b))(?=[\w“\"*(])")
_LETTER = re.compile(rf"([A-ZĐ])[.]{_S}*(?=[\w“\"*(])")
_DEEP = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{1,3}})(?:[.)]{_S}*|{_S}+)(?=[^\W\d]|[“\"*(])")
_NUMBER = re.compile(rf"(\d{{1,3}}[a-zđ]?)[.)](?:{_S}*[*_]*(?=[^\W\d]|[“\"*(])|{_S}+(?=\d))")
_NUMBER_STROKE = re.compile(rf"(\d{{1,2}})/(?:{_S}+(?=[A-ZĐÀ-Ỹ“\"*(])|(?=[A-ZĐÀ-Ỹ][a-zđà-ỹ]+\s))")  # «1/ Mục đích»
_NUMBER_ALONE = re.compile(rf"(\d{{1,2}})\.{_S}*$")
_POINT = re.compile(rf"([a-zđ]\d?)\){_S}*(?=\S)")
_POINT_STROKE = re.compile(rf"([a-zđ])/{_S}+(?=[A-ZĐÀ-Ỹ])")
_POINT_DOT = re.compile(rf"([a-zđ])\.{_S}+(?=[A-ZĐÀ-Ỹ])")
_PAREN = re.compile(rf"\(([ivx\d]{{1,4}})\){_S}+(?=\S)")
_TITLE = rf"{_S}*[*_]*{_S}*(?=[“\"*(A-ZĐÀ-ỸÂÊÔƠƯĂ])"
_ROMAN_DASH = re.compile(rf"([IVXLC]{{1,7}}){_S}?[-–](?!{_S}*[IVXLC]+\b){_TITLE}")
_NUMBER_DASH = re.compile(rf"(\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}){_S}?[-–]{_TITLE}")
_DASH = re.compile(rf"([-–—•+*]){_S}+(?=[^\s*-])|(-)(?=[A-ZĐÀ-Ỹ])")


def _digit(line: str, at: int) -> Marker | None:
    if line[at + 1 : at + 3] == ". " and line[at + 3 : at + 4].isalpha():  # nearly all
        return "number", line[at], at + 3
    match = _NUMBER.match(line, at)
    if match is not None:
        return ("number", match[1], match.end())
    match = _DEEP.match(line, at)
    if match is not None:
        return ("deep", match[1], match.end())
    match = _NUMBER_ALONE.match(line, at) or _NUMBER_STROKE.match(line, at)
    if match is not None:
        return ("number", match[1], match.end())
    match = _NUMBER_DASH.match(line, at)
    return None if match is None else ("deep-" if "." in match[1] else "number-", match[1], match.end())


def _small(line: str, at: int) -> Marker | None:
    second = line[at + 1 : at + 3]
    if second == ") " and line[at + 3 : at + 4].isalpha():  # nearly all
        return "point", line[at], at + 3
    if ")" in second:
        match = _POINT.match(line, at)
    elif second[:1] == ".":
        match = _POINT_DOT.match(line, at)
    elif second[:1] == "/":
        match = _POINT_STROKE.match(line, at)
    else:
        return None
    return None if match is None else ("point", match[1], match.end())


def _capital(line: str, at: int) -> Marker | None:
    if line[at + 1 : at + 2] != ".":
        return None
    match = _LETTER.match(line, at)
    return None if match is None else ("letter", match[1], match.end())


def _numeral(line: str, at: int) -> Marker | None:
    match = _UNDER.match(line, at)
    if match is not None:
        return ("under", match[1], match.end())
    match = _ROMAN.match(line, at)
    if match is not None:
        return ("roman", match[1], match.end())
    match = _ROMAN_DASH.match(line, at)
    return _capital(line, at) if match is None else ("roman-", match[1], match.end())


def _named(forms: Mapping[str, re.Pattern[str]], line: str, at: int) -> Marker | None:
    for form, pattern in forms.items():
        match = pattern.match(line, at)
        if match is not None:
            return (form.removesuffix("_small"), join_lines(match[1]), match.end())
    return None


def _words(
    second: str, forms: Mapping[str, re.Pattern[str]], other: Callable[[str, int], Marker | None]
) -> Callable[[str, int], Marker | None]:
    """A reader of markers that are words, with these second letters, or else of another kind."""

    def read(line: str, at: int) -> Marker | None:
        if line[at + 1 : at + 2] in second:
            found = _named(forms, line, at)
            if found is not None:
                return found
        return other(line, at)

    return read


def _bracket(line: str, at: int) -> Marker | None:
    match = _PAREN.match(line, at)
    return None if match is None else ("paren", match[1], match.end())


def _dashed(line: str, at: int) -> Marker | None:
    match = _DASH.match(line, at)
    if match is None:
        return None
    printed = match[1] or "-"
    return ("plus" if printed == "+" else "dash", printed, match.end())


READERS: dict[str, Callable[[str, int], Marker | None]] = {
    **dict.fromkeys("ABCDEFGHIJKLMNOPQRSTUVWXYZĐ", _capital),
    **dict.fromkeys("IVXL", _numeral),
    **dict.fromkeys("0123456789", _digit),
    **dict.fromkeys("abcdefghijklmnopqrstuvwxyzđ", _small),
    **dict.fromkeys("-–—•+", _dashed),
    "(": _bracket,
    "P": _words("HhỤụ", {"part": _PART, "annex": _ANNEX, "annex_small": _ANNEX_SMALL}, _capital),
    "C": _words("Hh", {"chapter": _CHAPTER}, _numeral),
    "M": _words("ỤụẪẫ", {"section": _SECTION, "sample": _SAMPLE}, _capital),
    "B": _words("Ii", {"sample": _SAMPLE}, _capital),
    "T": _words("Ii", {"sub": _SUB}, _capital),
    "Đ": _words("iI", {"article": _ARTICLE}, _capital),
}
"""First letter of a line → what reads the marker that may stand there; marks of emphasis are for :func:`marker_at`."""

_SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
EMPHASIS = frozenset(f"#*_>|{_SPACE}")
"""What may stand before a marker: spaces and the marks of emphasis and heading."""


def marker_at(line: str) -> tuple[int, Marker] | None:
    """Where the marker of a line begins, and the marker; None for a line without one.

    >>> marker_at("**2.1 Triển khai**")
    (2, ('deep', '2.1', 6))
    """
    at = 0
    if line[:1] in EMPHASIS:
        at, _ = bare_span(line, 0, len(line))
    read = READERS.get(line[at : at + 1])
    found = None if read is None else read(line, at)
    if found is None and at:
        at = len(line) - len(line.lstrip())
        found = _dashed(line, at) if line[at : at + 1] == "*" else None
    return None if found is None else (at, found)
