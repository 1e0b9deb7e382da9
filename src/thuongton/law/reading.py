"""What is read of an act when it comes into the register: facts of its head, orders, mentions, its day; pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from thuongton.law.terms import end_of_term
from thuongton.law.text.attaching import text_of_annex
from thuongton.law.text.furniture import without_furniture
from thuongton.law.text.parts import TextPart, read_act
from vanban.amendments import read_amendments
from vanban.citations import read_citations
from vanban.header import read_header
from vanban.model import Amendment, AmendmentKind, Citation, Document, Header, Source
from vanban.patterns import any_of
from vanban.symbols import normalise

_KINDS = (
    *("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Thông tư liên tịch"),
    *("Chỉ thị", "Lệnh", "Văn bản", "Quy định"),
)
_OF_ITS_DAY = re.compile(
    rf"{any_of(_KINDS)}"
    r"\s+này\s+(?:bắt\s+đầu\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:(?:kể\s+)?từ|sau|khi|ngay)\s[^.\n]{0,300}"
)
_LONGEST = 400
_ENCLOSING = (AmendmentKind.REPLACE_ANNEX, AmendmentKind.INSERT, AmendmentKind.AMEND)


@dataclass(frozen=True, slots=True)
class MentionRead:
    """What an act cites: the key of the document, its role, the provision, and what is said of it."""

    target: str
    role: str
    provision: str
    title: str
    issued_on: dt.date | None
    times: int
    quote: str


@dataclass(frozen=True, slots=True)
class ActRead:
    """An act as read: its words, its head, its orders with their new texts, what it cites."""

    text: str
    header: Header
    orders: tuple[tuple[Amendment, str | None], ...] = ()
    mentions: tuple[MentionRead, ...] = ()
    effective_on: dt.date | None = None
    effective_words: str = ""
    expired_on: dt.date | None = None
    doubts: tuple[str, ...] = field(default=())


def read_act_text(printed: str) -> ActRead:
    """Everything the register keeps of an act's words."""
    text = without_furniture(unicodedata.normalize("NFC", printed.replace("\r\n", "\n").replace("\r", "\n")))
    document = Document(text, Source(name="-", format="txt", sha256=""))
    header = read_header(document)
    citations = read_citations(document, header)
    operations = read_amendments(document, header, citations)
    orders = orders_of(text, operations)
    own = [
        one.effect for one in operations
        if one.kind is AmendmentKind.COMMENCEMENT and one.scope == "document" and one.effect is not None
    ]  # fmt: skip
    days = {effect.date for effect in own if effect.date is not None}
    said = _OF_ITS_DAY.findall(text)
    words = (own[0].text if own else "") or (said[-1] if said else "")
    several = len(days) > 1
    day = days.pop() if len(days) == 1 else None
    return ActRead(
        text,
        header,
        orders,
        mentions_of(citations),
        day,
        (said[-1] if said and not several else words)[:_LONGEST],
        end_of_term(text, day),
    )


def orders_of(text: str, operations: Iterable[Amendment]) -> tuple[tuple[Amendment, str | None], ...]:
    """Operations with their new texts: what they quote, or the annex that the act encloses for them."""
    act: TextPart | None = None
    found: list[tuple[Amendment, str | None]] = []
    for one in operations:
        payload = text[one.payload.start : one.payload.end] if one.payload is not None else None
        if payload is None and one.replacement and one.kind in _ENCLOSING:
            act = act or read_act(text)
            payload = text_of_annex(act, one.replacement)
        found.append((one, payload))
    return tuple(found)


def mentions_of(citations: tuple[Citation, ...] | list[Citation]) -> tuple[MentionRead, ...]:
    """The citations of numbered documents, one for each document, role and provision."""
    times: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], Citation] = {}
    for one in citations:
        if one.number is None or one.class_ == "self":
            continue
        key = (normalise(one.number), str(one.role), one.pinpoint or "")
        times[key] += 1
        kept = first.setdefault(key, one)
        if kept.title is None and one.title is not None:
            first[key] = one
    return tuple(
        MentionRead(*key, first[key].title or "", first[key].date, count, first[key].surface)
        for key, count in times.items()
    )
