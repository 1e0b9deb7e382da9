"""One character for each letter: look-alikes replaced, marks composed (NFC), what is not seen left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from vanban.letters import INVISIBLE, LIGATURES, MARKS, ODD, one_for
from vanban.settling.images import LOOSE, USUAL, classes
from vanban.settling.offsets import Edit

_NOTICED = re.compile(f"[{ODD}{MARKS}{INVISIBLE}{LIGATURES}]")
_ODD = re.compile(f"[{ODD}]")
_MOVING = re.compile("[{0}][{0}]*".format(MARKS + INVISIBLE + LIGATURES))  # with a class first: it is looked for fast
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_LIGATURE = re.compile(f"[{LIGATURES}]")
_MARK = re.compile(f"[{MARKS}]")
_LETTER = re.compile(r"[^\W\d_]")


def same_size(text: str) -> tuple[str, int]:
    """The text with one form for each letter, sign and space, place by place; and where other signs must move, or -1.

    Look-alikes of other alphabets, full-width and styled signs, the spaces and hyphens of typesetting.
    """
    found = _NOTICED.search(text)
    while found is not None:
        letter = found.group()
        put = one_for(letter)
        if put == letter:
            return _ODD.sub(lambda match: one_for(match.group()), text), found.start()
        text = text.replace(letter, put)
        found = _NOTICED.search(text, found.start())
    return text, -1


_LOOSE = classes((LOOSE, "'"))
_LOOSE_BYTES = tuple(map(USUAL.index, LOOSE))


def loose_marks(seen: bytes) -> bool:
    """Whether a text, known by its image, has tone marks apart from their letters."""
    return any(place in seen for place in _LOOSE_BYTES)


def _moving(text: str, start: int, seen: bytes | None) -> Iterator[re.Match[str]]:
    """The runs of what moves; ``seen`` is the image of a text in which nothing but tone marks does."""
    if seen is None:
        yield from _MOVING.finditer(text, start)
        return
    signs = seen.translate(_LOOSE)
    at = signs.find(b"'", start)
    while at >= 0 and (match := _MOVING.match(text, at)) is not None:
        yield match
        at = signs.find(b"'", match.end())


def compositions(text: str, start: int = 0, seen: bytes | None = None) -> Iterator[Edit]:
    """Letters and their marks as one letter (NFC), joined letters as two, what is not seen as nothing.

    A mark that no letter takes (typed twice, or after a sign) is left out too.
    """
    for match in _moving(text, start, seen):
        begin, end = match.span()
        put = _UNSEEN.sub("", match.group())
        if put and begin and _LETTER.match(text, begin - 1):
            begin -= 1
            put = text[begin] + put
        put = _LIGATURE.sub(lambda joined: unicodedata.normalize("NFKC", joined.group()), put)
        put = _MARK.sub("", unicodedata.normalize("NFC", put))
        if put != text[begin:end]:
            yield begin, end, put
