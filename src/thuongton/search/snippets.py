"""The part of an article that answers, with the words of the question marked; pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from vanban.text import fold, join_lines

LENGTH = 260
"""Letters of what is shown."""
_SYLLABLE = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class SnippetPiece:
    """Some words of a snippet, marked or not."""

    text: str
    marked: bool


def snippet_of(text: str, words: Collection[str], length: int = LENGTH) -> list[SnippetPiece]:
    """Where most words of the question stand closest together.

    >>> [(one.text, one.marked) for one in snippet_of("Nuôi ong lấy mật.", {"ong", "mat"})]
    [('Nuôi ', False), ('ong', True), (' lấy ', False), ('mật', True), ('.', False)]
    """
    text = join_lines(text)
    folded = fold(text)
    hits = [match.span() for match in _SYLLABLE.finditer(folded) if match.group() in words]
    start = _best(folded, hits, length)
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + 1)
    pieces = [SnippetPiece("… ", marked=False)] if start else []
    at = start
    for one, other in hits:
        if one < at or other > end:
            continue
        if one > at:
            pieces.append(SnippetPiece(text[at:one], marked=False))
        pieces.append(SnippetPiece(text[one:other], marked=True))
        at = other
    if at < end:
        pieces.append(SnippetPiece(text[at:end], marked=False))
    return [*pieces, SnippetPiece(" …", marked=False)] if end < len(text) else pieces


def _best(folded: str, hits: list[tuple[int, int]], length: int) -> int:
    """Where the piece begins that holds the most different words of the question."""
    best, start, first = 0, 0, 0
    inside: dict[str, int] = {}
    for last, (_one, other) in enumerate(hits):
        word = folded[hits[last][0] : other]
        inside[word] = inside.get(word, 0) + 1
        while other - hits[first][0] > length - 40:
            gone = folded[hits[first][0] : hits[first][1]]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            first += 1
        if len(inside) > best:
            best, start = len(inside), hits[first][0]
    if start < 60:
        return 0
    return folded.rfind(" ", 0, max(0, start - 30)) + 1
