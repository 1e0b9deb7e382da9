"""What is read of an act when it comes into the register: facts of its head, orders, mentions, its day; pure."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from thuongton.law.official import OfficialHead, official_head
from thuongton.law.terms import end_of_term
from thuongton.law.text.attaching import text_of_annex
from thuongton.law.text.furniture import without_furniture
from thuongton.law.text.parts import TextPart, read_act
from vanban.amendments import read_amendments
from vanban.citations import read_citations
from vanban.header import read_header
from vanban.model import Amendment, AmendmentKind, Citation, Document, Header, Source
from vanban.patterns import any_of
from vanban.symbols import normalise, parse

_KINDS = (
    *("Luật", "Bộ luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Thông tư liên tịch"),
    *("Chỉ thị", "Lệnh", "Văn bản", "Quy định"),
)
_OF_ITS_DAY = re.compile(
    rf"{any_of(_KINDS)}"
    r"\s+này\s+(?:bắt\s+đầu\s+)?có\s+hiệu\s+lực(?:\s+thi\s+hành)?,?\s+(?:(?:kể\s+)?từ|sau|khi|ngay)\s[^.\n]{0,300}"
)
_FULL_DAY = re.compile(r"từ\s+ngày\s+(?P<d>\d{1,2})\s*tháng\s*(?P<m>\d{1,2})\s*năm\s*(?P<y>\d{4})")
_EXCEPTS = re.compile(r"(?<!\w)trừ(?!\w)")
LONGEST_WAIT = 4
"""Years from the issue of an act to its day of effect: more is a slip."""
_LONGEST = 400
CONSOLIDATES = "consolidates"
"""The role of the acts that an official consolidated text puts together; the one it prints comes first."""
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
    """An act as read: its words, its head, its orders with their new texts, what it cites.

    ``official``: it is no act but an official consolidated text of acts; it orders nothing.
    """

    text: str
    header: Header
    orders: tuple[tuple[Amendment, str | None], ...] = ()
    mentions: tuple[MentionRead, ...] = ()
    effective_on: dt.date | None = None
    effective_words: str = ""
    expired_on: dt.date | None = None
    doubts: tuple[str, ...] = field(default=())
    official: OfficialHead | None = None


def read_act_text(printed: str, number: str = "") -> ActRead:
    """Everything the register keeps of an act's words.

    ``number``: what the act is known by. Where its words bear no head, the year of the number tells which law a title
    meant on its day.
    """
    text = without_furniture(unicodedata.normalize("NFC", printed.replace("\r\n", "\n").replace("\r", "\n")))
    document = Document(text, Source(name="-", format="txt", sha256=""))
    header = read_header(document)
    if (official := official_head(text)) is not None:
        puts_together = tuple(
            MentionRead(one.number, CONSOLIDATES, "", "", None, 1, "") for one in (official.base, *official.acts)
        )
        return ActRead(text, header, mentions=puts_together, official=official)
    dated = _in_its_year(header, number)
    citations = read_citations(document, dated)
    operations = read_amendments(document, dated, citations)
    orders = orders_of(text, operations)
    own = [
        one.effect for one in operations
        if one.kind is AmendmentKind.COMMENCEMENT and one.scope == "document" and one.effect is not None
    ]  # fmt: skip
    days = {effect.date for effect in own if effect.date is not None}
    said = _OF_ITS_DAY.findall(text)
    words = (own[0].text if own else "") or (said[-1] if said else "")
    several = len(days) > 1
    day = days.pop() if len(days) == 1 else None if days else day_said(said, dated, number)
    return ActRead(
        text,
        header,
        orders,
        mentions_of(citations),
        day,
        (said[-1] if said and not several else words)[:_LONGEST],
        end_of_term(text, day),
    )


def day_said(sentences: Sequence[str], header: Header, number: str) -> dt.date | None:
    """The day of an act whose final sentence no reader placed, as in an amending act whose last quotation never ends.

    It is taken when all its sentences of this form name one day, none excepts anything, and the day is not before the
    year of the act: a quoted sentence of the act that is amended is older.
    """
    parsed = parse(number or header.number or "")
    year = header.date.year if header.date is not None else parsed.year if parsed is not None else None
    days: set[dt.date] = set()
    for sentence in sentences:
        found = _FULL_DAY.search(sentence)
        if found is None or _EXCEPTS.search(sentence):
            return None
        try:
            days.add(dt.date(int(found["y"]), int(found["m"]), int(found["d"])))
        except ValueError:
            return None
    if len(days) != 1 or year is None:
        return None
    (day,) = days
    return day if year <= day.year <= year + LONGEST_WAIT else None


def _in_its_year(header: Header, number: str) -> Header:
    parsed = parse(number) if number else None
    if header.date is not None or header.date_text or parsed is None or parsed.year is None:
        return header
    return replace(header, date_text=f"năm {parsed.year}")


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
