"""The new text of an operation as parts: split by the labels at its line starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuongton.law.text.parts import ARTICLE, TextPart, label_key, rank

_ARTICLE = re.compile(r"[ \t]*Điều[ \t\xa0]+(?P<label>\d+[a-zđ]{0,2}\d?)[ \t]*[.:]?(?=[ \t\n]|$)", re.IGNORECASE)
_CLAUSE = re.compile(r"[ \t]*(?P<label>\d{1,3}[a-zđ]{0,2}\d?)[.](?![\d])")
_POINT = re.compile(r"[ \t]*(?P<label>[a-zđ]\d{0,2}|[a-z]{2})[)]")
_CHAPTER = re.compile(r"[ \t]*Chương[ \t]+(?P<label>[IVXLC]+[a-zđA-ZĐ]?|\d+)\b", re.IGNORECASE)
_SECTION = re.compile(r"[ \t]*Mục[ \t]+(?P<label>[IVXLC]+|\d+[a-zđ]?)\b", re.IGNORECASE)
_FORMS = (("chương", _CHAPTER), ("mục", _SECTION), (ARTICLE, _ARTICLE), ("khoản", _CLAUSE), ("điểm", _POINT))
_APART = re.compile(r"Điều\s+(?P<number>\d+)[.]?\s{1,2}(?P<letter>[a-zđ]{1,2})[.:]", re.IGNORECASE)
_MARKS = '“”"«»'


def read_payload(text: str, level: str, label: str) -> list[TextPart]:
    """The parts of a quoted new text whose first one is of a level; without its label at the start, one part.

    Labels below follow one another (1, 2, 3; a, b, c), so that a number inside a sentence begins nothing.
    """
    text = text.strip().strip(_MARKS).strip()
    if level == ARTICLE:
        text = _parted(text, label)
    lines = text.split("\n")
    starts: list[tuple[int, str, str]] = []
    last: dict[str, str] = {}
    for at, line in enumerate(lines):
        found = _begins(line, level, last, first=at == 0)
        if found is not None:
            starts.append((at, *found))
    if not starts or starts[0][0] != 0 or starts[0][1] != level:
        return [TextPart(level, label, text)]
    return _nested(lines, starts, 0, len(starts), len(lines))


def _parted(text: str, label: str) -> str:
    """An article whose number was printed apart from its letter («Điều 16. b. Thủ tục»), as it is meant."""
    match = _APART.match(text)
    if match is None or f"{match['number']}{match['letter']}".lower() != label.lower():
        return text
    return f"Điều {label}. {text[match.end() :].lstrip()}"


def _begins(line: str, top: str, last: dict[str, str], *, first: bool) -> tuple[str, str] | None:
    for level, form in _FORMS:
        if rank(level) < rank(top):
            continue
        match = form.match(line.lstrip(_MARKS))
        if match is None:
            continue
        label = match["label"]
        before = last.get(level)
        if not (first or level in (ARTICLE, "chương", "mục") or _follows(before, label, level == top)):
            continue
        last[level] = label
        for below in [one for one in last if rank(one) > rank(level)]:
            del last[below]
        return level, label
    return None


def _follows(before: str | None, label: str, top: bool) -> bool:
    """Whether a label begins a list or goes on with it: 1 or a first, then the next, or the same with a letter."""
    if before is None:
        return top or label in ("1", "a")
    mine, earlier = label_key(label), label_key(before)
    return mine > earlier and (mine[0] - earlier[0] <= 1)


def _nested(
    lines: Sequence[str], starts: Sequence[tuple[int, str, str]], first: int, last: int, end: int
) -> list[TextPart]:
    """The parts that begin at some starts, each with the smaller ones behind it."""
    found: list[TextPart] = []
    at = first
    while at < last:
        line, level, label = starts[at]
        after = at + 1
        while after < last and rank(starts[after][1]) > rank(level):
            after += 1
        stop = starts[after][0] if after < last else end
        own_stop = starts[at + 1][0] if at + 1 < after else stop
        below = _nested(lines, starts, at + 1, after, stop)
        own = "\n".join(lines[line:own_stop]).strip().lstrip(_MARKS)
        found.append(TextPart(level, label, own, tuple(below)))
        at = after
    return found
