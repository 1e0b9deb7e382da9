"""Quotation marks of amending papers: “ ” « » and straight ones, two apostrophes, marks left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"“|”|«|»|\"|''|’’|‘‘|″")
_OPENING = frozenset("“«‘")
_CLOSING = frozenset("”»")
_SECONDS = re.compile(r"\d\s?[’′']\s?\d{1,2}(?:[.,]\d+)?$")
_AFTER_CLOSE = re.compile(r"[^\S\n]*[.,;:]{0,2}[^\S\n]*(?:[”\"»][.,;]?)?[^\S\n]*$")
_STARTS = re.compile(r"[^\S\n]*(?:“|«|\"|''|‘‘)")


def marks(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The quotation marks of a passage: where each begins and ends, and +1 for an opening, -1 for a closing one.

    A straight mark opens at the start of a word and closes elsewhere. The mark of seconds of an angle (18°12’35”) is
    none.
    """
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        at, after = match.span()
        if mark[0] in _OPENING:
            yield at, after, 1
        elif mark in _CLOSING or mark == "’’":
            if not _SECONDS.search(text, max(start, at - 12), at):
                yield at, after, -1
        elif not _SECONDS.search(text, max(start, at - 12), at):
            before, behind = text[at - 1 : at], text[after : after + 1]
            opens = (not before or before.isspace() or before in "(“«:") and not (not behind or behind.isspace())
            yield at, after, 1 if opens else -1


def begins_quoted(text: str, start: int, end: int) -> int | None:
    """Where the quoted words begin when a line starts with an opening mark, else None."""
    match = _STARTS.match(text, start, end)
    return None if match is None else match.end()


def phrases(text: str, start: int, end: int) -> list[tuple[int, int, int, int]]:
    """The quoted phrases of a sentence: begin and end with marks, begin and end without; a mark left open is none."""
    found: list[tuple[int, int, int, int]] = []
    opened: list[tuple[int, int]] = []
    for at, after, way in marks(text, start, end):
        if way > 0:
            opened.append((at, after))
        elif opened:
            begin, inner = opened.pop()
            if opened:
                if text[begin] not in '"“' or len(opened) > 1:
                    continue
                if _nested(text, opened[0][1], begin):
                    continue
                opened.clear()  # the mark before it was never closed
            found.append((begin, after, inner, at))
    return found


def _nested(text: str, outer: int, begin: int) -> bool:
    """Whether a mark stands inside another quotation: there is no «;» or word of place between them."""
    between = text[outer:begin]
    return not re.search(r";|\b(?:bằng|thành|tại)\s+(?:cụm\s+)?(?:từ\s+)?$", between)


def closes_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the closing mark at the end of a line begins and ends, or None when the line does not end with one."""
    last: tuple[int, int] | None = None
    for at, after, way in marks(text, max(start, end - 16), end):
        if way < 0:
            if _AFTER_CLOSE.match(text, after, end) and _rest_is_end(text, after, end):
                last = last or (at, after)
            else:
                last = None
        else:
            last = None
    return last


def _rest_is_end(text: str, after: int, end: int) -> bool:
    return not text[after:end].strip(" \t\r.,;:”\"»'/\u00a0")
