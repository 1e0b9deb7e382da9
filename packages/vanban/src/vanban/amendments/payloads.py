"""The quoted new text of an instruction, shared out among its targets by the labels at its line starts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vanban.amendments.context import Draft, ListedTexts
from vanban.amendments.instructions import (
    GOES_ON,
    NO_PAYLOAD,
    OPEN_QUOTE,
    OTHER_LABEL,
    SPREAD,
    UNOPENED,
    UNSPLIT,
    starts_payload,
)
from vanban.amendments.provisions import Provision, read_provisions
from vanban.amendments.quotes import begins_quoted, closes_line
from vanban.amendments.sentences import Sentence
from vanban.amendments.units import Unit
from vanban.model import AmendmentKind, Span

_MOST_LINES = 400


def share(text: str, drafts: Sequence[Draft], payload: tuple[int, int], *, unit: Unit) -> None:
    """Split the quoted text by its labels among the targets; all get the whole when that cannot be proved."""
    start, end = payload
    pieces = _split_in_any_order(text, start, end, [_first(draft) for draft in drafts])
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


def quoted_below(text: str, unit: Unit) -> tuple[int, int] | None:
    """The passage that an item quotes and nothing else, without its marks; None when it says anything of its own."""
    inner = begins_quoted(text, unit.body, unit.end)
    if inner is None:
        return None
    if unit.payload is not None:
        return (inner, unit.payload[1]) if unit.payload[1] > inner else None
    line = inner
    for _ in range(_MOST_LINES):
        stop = text.find("\n", line)
        stop = len(text) if stop < 0 else stop
        closing = closes_line(text, line, stop)
        if closing is not None:
            return inner, closing[0]
        if stop >= len(text):
            return None
        line = stop + 1
    return None


def given_below(text: str, unit: Unit, listed: ListedTexts) -> Draft | None:
    """The one target of a list whose label begins the text that an item quotes; None where none or several do."""
    passage = quoted_below(text, unit)
    if passage is None:
        return None
    start, end = passage
    fits = [
        at for at, draft in enumerate(listed.drafts)
        if at not in listed.given and (named := _first(draft)) is not None and starts_payload(text, start, end, named)
    ]  # fmt: skip
    if len(fits) != 1:
        return None
    listed.given.add(fits[0])
    draft = listed.drafts[fits[0]]
    kind = draft.kind
    if listed.drafts[0].kind is AmendmentKind.RENAME and "\n" not in text[start:end].strip():
        kind = AmendmentKind.RENAME  # «tên Điều 5, Điều 6»: a heading alone is a name
    reasons = [one for one in draft.reasons if one != NO_PAYLOAD]
    if kind is AmendmentKind.RENAME:
        reasons = [one for one in reasons if one != SPREAD]
    return replace(
        draft, kind=kind, payload=Span(start, end), at=unit.at, start=unit.body, end=max(unit.end, end), reasons=reasons
    )


def _first(draft: Draft) -> Provision | None:
    named = read_provisions(draft.provision or "")
    return named[0] if named else None


def _split_in_any_order(
    text: str, start: int, end: int, targets: Sequence[Provision | None]
) -> list[tuple[int, int]] | None:
    """The parts as the targets are listed, or in the order of their labels («sửa đổi khoản 3, 5; bổ sung khoản 4a»)."""
    pieces = _split(text, start, end, targets)
    if pieces is not None or len(targets) < 2:
        return pieces
    keys = [_label_key(target.parts[0][1]) if target is not None else None for target in targets]
    levels = {target.parts[0][0] if target is not None else "" for target in targets}
    if None in keys or len(levels) != 1 or len(set(keys)) != len(keys):
        return None
    order = sorted(range(len(targets)), key=lambda at: keys[at] or (0, ()))
    sorted_pieces = _split(text, start, end, [targets[at] for at in order])
    if sorted_pieces is None:
        return None
    found = dict(zip(order, sorted_pieces, strict=True))
    return [found[at] for at in range(len(targets))]


def _label_key(label: str) -> tuple[int, tuple[int, ...]] | None:
    """The order of a label: 4, 4a, 5; d, đ, e; None for one of another form."""
    match = _LABEL.fullmatch(label.lower())
    if match is None:
        return None
    return int(match["number"] or 0), tuple(_ALPHABET.find(letter) for letter in match["letters"])


_LABEL = re.compile(r"(?P<number>\d*)(?P<letters>[a-zđ]{0,2})")
_ALPHABET = "abcdđeghiklmnopqrstuvxyfjwz"


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
