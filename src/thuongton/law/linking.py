"""Which acts and provisions the words of a page cite (dẫn chiếu), and where in its lines; pure.

Lines are read together, as citations run on from one line to the next; places are told by line. What the register
holds of it is asked apart, so that a page that is kept leads to an act from the day it comes in.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thuongton.law.page_body import CHANGED, INSERTED, TextBlock
from thuongton.law.slugs import slug_of
from thuongton.law.text.places import place_of
from vanban.citations import read_citations
from vanban.model import Citation, Document, Header, Source
from vanban.symbols import normalise

_LONGEST_GAP = 40
_WROTE = (INSERTED, CHANGED)
_OWN = "self"


@dataclass(frozen=True, slots=True)
class CitedAct:
    """An act or provision as it is cited: by ``number`` (with issuer and day where they are told), or by ``name``.

    Neither: the act of the page itself. ``named_on`` is the day on which the words were issued, None where nobody
    knows; ``slug`` names the provision, "" is the whole act.
    """

    number: str = ""
    issuer: str = ""
    issued_on: dt.date | None = None
    name: str = ""
    named_on: dt.date | None = None
    slug: str = ""

    @property
    def own(self) -> bool:
        """Whether it is a provision of the act of the page."""
        return not self.number and not self.name


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A citation in a line: its letters there, and what it cites."""

    start: int
    end: int
    cited: CitedAct


def cited_in(lines: Sequence[str], issued_on: dt.date | None, *, later: Iterable[int] = ()) -> dict[int, list[CitedAt]]:
    """The citations of some lines, by the number of the line, in their order.

    ``issued_on``: the day of the act, on which a law named without a number was the one of that name. ``later``: lines
    that later acts wrote; what a name meant there is known only where one act alone bears it.
    """
    text = "\n".join(lines)
    header = Header(date=issued_on) if issued_on is not None else Header()
    begins, quotes, at = [0], [n for n, letter in enumerate(text) if letter in "“”"], 0
    for one_line in lines:
        at += len(one_line) + 1
        begins.append(at)
    written_later = set(later)
    found: dict[int, list[CitedAt]] = {}
    for one in read_citations(Document(text, Source(name="-", format="txt", sha256="")), header):
        line = bisect_right(begins, one.start) - 1
        before = bisect_right(quotes, one.start)
        quoted = before > 0 and text[quotes[before - 1]] == "“"
        cited = _cited(one, issued_on if line not in written_later else None, quoted=quoted)
        if cited is None:
            continue
        start = max(_start(text, one), begins[line]) - begins[line]
        mine = found.setdefault(line, [])
        if not mine or start >= mine[-1].end:
            mine.append(CitedAt(start, min(one.end - begins[line], len(lines[line])), cited))
    return found


def cited_in_blocks(blocks: Iterable[TextBlock], issued_on: dt.date | None) -> dict[int, list[CitedAt]]:
    """The citations of the lines of a page, counted through all its blocks.

    What stands in an article that a later act touched may be the words of that act.
    """
    lines: list[str] = []
    later: list[int] = []
    touched = False
    for one in blocks:
        if one.article or one.above:
            touched = bool(one.made)
        if touched or one.mark in _WROTE:
            later += range(len(lines), len(lines) + len(one.lines))
        lines += one.lines
    return cited_in(lines, issued_on, later=later)


def _cited(one: Citation, on: dt.date | None, *, quoted: bool) -> CitedAct | None:
    """What a citation names; None for what leads nowhere, as «Luật này» inside the new words of another act."""
    slug = slug_of(place_of(one.pinpoint)) if one.pinpoint else ""
    if one.number is not None:
        return CitedAct(normalise(one.number), one.issuer or "", one.date, slug=slug)
    if one.class_ == _OWN:
        return CitedAct(slug=slug) if slug and not quoted else None
    if one.title and one.kind in ("Luật", "Bộ luật", "Pháp lệnh"):
        number = one.target.partition("@")[0] if one.target and on is not None else ""
        return CitedAct(number, name=f"{one.kind} {one.title}", named_on=on, slug=slug)
    return None


def _start(text: str, one: Citation) -> int:
    """Where the pinpoint of a citation begins, when it stands right before it."""
    if not one.pinpoint:
        return one.start
    begin = text.rfind(one.pinpoint, max(one.start - len(one.pinpoint) - _LONGEST_GAP, 0), one.start)
    between = text[begin + len(one.pinpoint) : one.start].strip() if begin >= 0 else "?"
    return begin if between in ("", "của") else one.start
