"""The title of a part: its first paragraph, printed lines joined."""

from __future__ import annotations

from collections.abc import Sequence

from vanban.outline.markers import EMPHASIS, READERS, marker_at
from vanban.text import bare_span, capitals, join_lines

STOPS = frozenset(".;!?/")
"""What ends a title for good."""
_HEADING_STOPS = STOPS - {";"}  # a heading in capitals may be parted: «QUYỀN VÀ NGHĨA VỤ; TRÁCH NHIỆM …»
_ENDS = '.;:!?/”"'
_OPEN_ENDS = ",(-–"
_PROVISIONS = frozenset({"article", "number", "point", "deep"})
_MAX_TITLE_LINES = 40
HEADED = frozenset({"annex", "sample", "part", "chapter", "section", "sub"})
"""The forms whose title stands in the lines below their number."""


def title_of(
    lines: Sequence[str], index: int, at: int, form: str, limit: int, spaced: bool, whole: bool
) -> tuple[str, int]:
    """The title that begins at ``lines[index][at:]``, and the index of the line after it.

    Args:
        lines: the lines of the paper.
        index: the line of the marker.
        at: where in it the marker ends.
        form: the form of the marker.
        limit: the line before which the title ends at the latest.
        spaced: whether an empty line parts all printed lines.
        whole: whether the format keeps paragraphs whole, so that a line with a capital letter begins a new one.
    """
    first = lines[index][at:]
    plain = first and first[0] not in EMPHASIS and "  " not in first and "\xa0" not in first and "\t" not in first
    if plain and (
        (first[-1] in STOPS and form not in HEADED)
        or (first[-1] not in EMPHASIS and _ends_here(first, lines[index + 1] if index + 1 < limit else "", form, whole))
    ):
        return (first.replace("**", "") if "**" in first else first), index + 1
    stops = _HEADING_STOPS if form in HEADED else STOPS
    pieces: list[str] = []
    blank = False
    last = min(limit, index + _MAX_TITLE_LINES)
    while index < last:
        line = lines[index]
        a, b = bare_span(line, at, len(line))
        piece = line[a:b]
        if not piece:
            if pieces and (blank or pieces[-1][-1] in _ENDS):
                break
            blank = True
        else:
            if at == 0 and (not pieces or pieces[-1][-1] not in stops) and marker_at(line) is not None:
                break
            if pieces and not _goes_on(pieces, line, piece, form, blank and not spaced, whole):
                break
            pieces.append(piece)
            blank = False
        index += 1
        at = 0
        if pieces and pieces[-1][-1] in stops:
            break
    title = pieces[0] if len(pieces) == 1 else " ".join(pieces)
    if "  " in title or not title.isprintable():
        title = join_lines(title)
    return (title.replace("**", "") if "**" in title else title), index


def _ends_here(title: str, line: str, form: str, whole: bool) -> bool:
    """Whether the line under a title plainly is none of it: it begins with a marker, or is a paragraph of its own."""
    initial = line[:1]
    if form in _PROVISIONS and title[-1] not in _OPEN_ENDS and (initial == "“" or (whole and initial.isupper())):
        return True
    read = READERS.get(initial)
    return read is not None and read(line, 0) is not None


def _goes_on(pieces: Sequence[str], line: str, piece: str, form: str, parted: bool, whole: bool) -> bool:
    """Whether a printed line goes on with the paragraph above it. ``parted`` tells a real empty line between them."""
    above = pieces[-1]
    if above[-1] in (_HEADING_STOPS if form in HEADED else STOPS) or "\t" in line:
        return False
    if above[-1] == ";":
        return capitals(above) and capitals(piece)
    if len(pieces) == 1 and capitals(above):
        return capitals(piece)
    if form in HEADED and not parted:
        return True
    if piece[0].islower():
        return above[-1] != ":" or not parted
    if above[-1] in _OPEN_ENDS:
        return True
    if whole:
        return False
    return above[-1] not in _ENDS and not parted and len(above) >= 45
