"""The quoted new text of an instruction, shared out among its targets by the labels at its line starts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.amendments.context import Draft
from vanban.amendments.instructions import GOES_ON, OPEN_QUOTE, OTHER_LABEL, UNOPENED, UNSPLIT, starts_payload
from vanban.amendments.provisions import Provision, read_provisions
from vanban.amendments.sentences import Sentence
from vanban.amendments.units import Unit
from vanban.model import AmendmentKind, Span


def share(text: str, drafts: Sequence[Draft], payload: tuple[int, int], *, unit: Unit) -> None:
    """Split the quoted text by its labels among the targets; all get the whole when that cannot be proved."""
    start, end = payload
    pieces = _split(text, start, end, [_first(draft) for draft in drafts])
    for at, draft in enumerate(drafts):
        piece = pieces[at] if pieces is not None else (start, end)
        draft.payload = Span(*piece)
        if pieces is None and len(drafts) > 1:
            draft.doubt(UNSPLIT)
        elif pieces is None and _labelled(text, start, end, draft):
            draft.doubt(OTHER_LABEL)
        last = at == len(drafts) - 1
        if unit.unopened and at == 0:
            draft.doubt(UNOPENED)
        if unit.goes_on and last:
            draft.doubt(GOES_ON)
        if unit.open and last:
            draft.doubt(OPEN_QUOTE)


def quoted_inside(sentence: Sentence) -> tuple[int, int] | None:
    """The last quoted passage of a sentence that announces it («… như sau: “…”», «… thành “…”»)."""
    if not sentence.quotes:
        return None
    begin, _, inner, end = sentence.quotes[-1]
    if re.search(r"(?:như sau|thành|bằng|là)[ ]?:?[ ]*$", sentence.words[:begin]) is None:
        return None
    return sentence.start + inner, sentence.start + end


def _first(draft: Draft) -> Provision | None:
    named = read_provisions(draft.provision or "")
    return named[0] if named else None


def _split(text: str, start: int, end: int, targets: Sequence[Provision | None]) -> list[tuple[int, int]] | None:
    """The parts of a quoted passage that begin with the labels of the targets, in their order; None when one lacks."""
    begins: list[int] = []
    line = start
    for target in targets:
        if target is None:
            return None
        while line < end:
            found = starts_payload(text, line, end, target)
            if found is not None and (begins or line == start):
                begins.append(line)
                line = _next(text, line, end)
                break
            if not begins:
                return None
            line = _next(text, line, end)
        else:
            return None
    ends = [*begins[1:], end]
    return [_bared(text, a, b) for a, b in zip(begins, ends, strict=True)]


def _next(text: str, line: int, end: int) -> int:
    stop = text.find("\n", line, end)
    return end if stop < 0 else stop + 1


def _bared(text: str, start: int, end: int) -> tuple[int, int]:
    """A part of a quoted passage without the marks between it and the next («“6. …”.» «“9. …”»)."""
    while start < end and (text[start].isspace() or text[start] in '“"«'):
        start += 1
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if stop > start and text[stop - 1] in ".;" and text[stop - 2 : stop - 1] in ("”", '"', "»"):
        stop -= 1
    if stop > start and text[stop - 1] in '”"»' and stop < end:
        stop -= 1
    return start, stop


def _labelled(text: str, start: int, end: int, draft: Draft) -> bool:
    """Whether a quoted passage begins with a label although it is not that of its target."""
    target = _first(draft)
    if target is None or draft.kind is AmendmentKind.RENAME:
        return False
    return re.compile(r"\s*(?:Điều\s+\d|\d{1,3}[a-zđ]?[.)]\s|[a-zđ]\d?\)\s)").match(text, start, end) is not None
