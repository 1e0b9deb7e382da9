"""Lists of contents (mục lục): lines that name a part and the page on which it stands, and are no parts themselves."""

from __future__ import annotations

import re

from vanban.model import Span

_HEADING = re.compile(r"^(?:[^\S\n]|[#*_])*+(?:MỤC LỤC|Mục lục)(?:[^\S\n]|[*_:])*+$", re.MULTILINE)
_ENTRY = re.compile(r"(?:[.…_·]{3,}|\.(?:[ ]\.){2,}|\t|[^\S\n]{2,})[\s.…]*\d{1,4}[^\S\n]*$")
_MOST_LINES = 600
_BETWEEN = 2  # lines of an entry that the print broke before its page


def contents_of(text: str) -> list[Span]:
    """The lists of contents of a paper, each from its heading to its last entry."""
    found: list[Span] = []
    for heading in _HEADING.finditer(text):
        if found and heading.start() < found[-1].end:
            continue
        at, end, without = heading.end() + 1, 0, 0
        for _ in range(_MOST_LINES):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop]
            if _ENTRY.search(line):
                end, without = stop, 0
            elif line.strip():
                without += 1
            if without > _BETWEEN or stop >= len(text):
                break
            at = stop + 1
        if end:
            found.append(Span(heading.start(), end))
    return found
