"""A legal document of a council or committee (văn bản quy phạm) as a Word file, by Nghị định 78/2025/NĐ-CP.

It is written from its structure: chapters, articles with their clauses, bases in italics, the line that tells the
adoption of a resolution. Margins are those of :mod:`vanban.write.docx`, which both decrees allow (top, bottom, right
15–20 mm, left 30–35 mm). What the forms of the decree say beyond this was not read: «cần kiểm tra».
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vanban.model import Node, Reading
from vanban.numerals import LETTERS
from vanban.outline import read_outline
from vanban.text import join_lines
from vanban.write.docx import Annex, Heading, OfficialPaper, Slanted, write_docx

_BASIS = re.compile(r"^[^\S\n]*(?:Căn cứ|Theo đề nghị|Xét|Thực hiện)\s[^\n]*", re.MULTILINE)
_FOOT = re.compile(r"^[^\S\n]*(?:[^\n]*\t)?[*_ ]*(?:Nơi nhận|NƠI NHẬN)[^\S\n]*[:*]", re.MULTILINE)
_SIGNED = re.compile(r"^[^\S\n]*(?:TM\.|KT\.|TUQ\.|CHỦ TỊCH)[^\n]*$", re.MULTILINE)
_ADOPTED = re.compile(r"^Nghị quyết này\s+(?:đã\s+)?được\s+Hội đồng nhân dân.*thông qua", re.DOTALL)
_HEAD = re.compile(r"^(?:Phần|Chương|Mục|PHẦN|CHƯƠNG|MỤC)\s+\S+$")
_NAMED = re.compile(r"^(?:QUY ĐỊNH|QUY CHẾ|PHỤ LỤC|Phụ lục|DANH MỤC|ĐIỀU LỆ|NỘI QUY)(?:\s|$)")
_ABOVE = ("phần", "chương", "mục", "tiểu mục")
_INSERTED = re.compile(r"^(?P<number>\d+)(?P<letter>[a-zđ]?)$")
BLANK = "…"


@dataclass(frozen=True, slots=True)
class Chapter:
    """The head of a chapter or of a larger or smaller part above articles: «Chương I», its name."""

    label: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its label («5», or «51a» for one that is put in), its name, its clauses as printed paragraphs."""

    label: str
    title: str = ""
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LegalDocument:
    """The parts of a legal document. ``number`` empty leaves a blank; ``year`` stands between the slashes.

    ``enacts`` is the sentence that issues it, behind the bases; ``adoption`` the closing line of a resolution
    (:func:`adoption_line`). ``enclosed`` is what is issued with it.
    """

    kind: str
    title: str
    issuer: str
    symbol: str
    year: int
    issuer_parent: str = ""
    number: str = ""
    place: str = ""
    date: dt.date | None = None
    bases: tuple[str, ...] = ()
    enacts: str = ""
    body: tuple[Chapter | Article | str, ...] = ()
    adoption: str = ""
    enclosed: tuple[Annex, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    authority: str = ""
    capacity: str = ""
    signer: str = ""


def adoption_line(council: str, term: str = "", session: str = "", day: dt.date | None = None) -> str:
    """The closing line of a resolution; what is not known yet is left blank.

    >>> adoption_line("Hội đồng nhân dân tỉnh Vân Giang", "II", "thứ 3", dt.date(2026, 4, 10))
    'Nghị quyết này đã được Hội đồng nhân dân tỉnh Vân Giang Khóa II Kỳ họp thứ 3 thông qua ngày 10 tháng 4 năm 2026./.'
    """
    month = "" if day is None else f"{day.month:02d}" if day.month < 3 else str(day.month)
    said = (
        f"ngày {day.day:02d} tháng {month} năm {day.year}"
        if day is not None
        else f"ngày {BLANK} tháng {BLANK} năm {BLANK}"
    )
    return f"Nghị quyết này đã được {council} Khóa {term or BLANK} Kỳ họp {session or BLANK} thông qua {said}./."


def inserted_label(after: str, taken: Iterable[str] = ()) -> str:
    """The label of an article put in behind another: the next free letter (Nghị định 78/2025/NĐ-CP Điều 69).

    >>> inserted_label("51"), inserted_label("51", ["51a", "51b"])
    ('51a', '51c')

    Raises:
        ValueError: the label is no number with at most one letter, or no letter is free.
    """
    match = _INSERTED.match(after)
    if match is None:
        raise ValueError(f"«{after}» không phải số của một điều.")
    used = set(taken)
    first = LETTERS.index(match["letter"]) + 1 if match["letter"] else 0
    for letter in LETTERS[first:]:
        if f"{match['number']}{letter}" not in used:
            return f"{match['number']}{letter}"
    raise ValueError(f"Không còn chữ cái nào để đánh số sau Điều {after}.")


def official_paper(document: LegalDocument) -> OfficialPaper:
    """The document as the blocks that :func:`vanban.write.docx.write_docx` lays out."""
    paragraphs: list[str | Heading | Slanted] = [Slanted(one) for one in document.bases]
    if document.enacts:
        paragraphs.append(Slanted(document.enacts))
    for part in document.body:
        paragraphs.extend(_blocks(part))
    if document.adoption:
        paragraphs.append(Slanted(document.adoption))
    return OfficialPaper(
        issuer=document.issuer,
        issuer_parent=document.issuer_parent,
        symbol=f"{document.year}/{document.symbol}",
        number=document.number,
        kind=document.kind,
        title=document.title,
        place=document.place,
        date=document.date,
        paragraphs=tuple(paragraphs),
        recipients=document.recipients,
        archive=document.archive,
        authority=document.authority,
        capacity=document.capacity,
        signer=document.signer,
        annexes=document.enclosed,
    )


def write_legal(document: LegalDocument) -> bytes:
    """The document as a .docx file. The same document always gives the same bytes."""
    return write_docx(official_paper(document))


def _blocks(part: Chapter | Article | str) -> Iterator[str | Heading]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Chapter):
        yield Heading(part.label, centred=True)
        if part.title:
            yield Heading(part.title.upper(), centred=True)
    else:
        yield Heading(f"Điều {part.label}. {part.title}".rstrip())
        yield from part.paragraphs


def legal_document(reading: Reading, *, year: int) -> LegalDocument:
    """The structure of a draft as read; what its head does not tell stays empty.

    Args:
        reading: the draft as read.
        year: the year between the slashes where its number has none.
    """
    header, text = reading.header, reading.text
    foot = _FOOT.search(text)
    signed = _SIGNED.search(text)
    end = min([one.start() for one in (foot, signed) if one is not None], default=len(text))
    nodes = [node for node in reading.outline if node.start < end]
    first = nodes[0].start if nodes else end
    opening = _BASIS.search(text, 0, first)
    lines = _lines(text[opening.start() : first]) if opening is not None else []
    bases = tuple(line for line in lines if _BASIS.match(line))
    body = [*_parts(text, nodes, end)]
    adoption = ""
    if body and isinstance(body[-1], Article) and body[-1].paragraphs:
        last = body[-1]
        if _ADOPTED.match(last.paragraphs[-1]):
            adoption = last.paragraphs[-1]
            body[-1] = Article(last.label, last.title, last.paragraphs[:-1])
    number, _, symbol = (header.number or "").partition("/")
    told, _, symbol = symbol.partition("/")
    capacity = (header.signer_capacity or "").split(" - ")
    return LegalDocument(
        kind=header.kind or "",
        title=header.title or "",
        issuer=header.issuer or "",
        issuer_parent=header.parent or "",
        number=number,
        year=int(told) if told.isdigit() else year,
        symbol=symbol or header.symbol or "",
        place=header.place or "",
        date=header.date,
        bases=bases,
        enacts=" ".join(line for line in lines if not _BASIS.match(line)),
        body=tuple(body),
        adoption=adoption,
        enclosed=_enclosed(text, end),
        recipients=tuple(one for one in header.recipients if not one.startswith("Lưu")),
        archive=", ".join(header.archive) or "VT",
        authority="\n".join(capacity[:-1]),
        capacity=capacity[-1] if capacity else "",
        signer=header.signer or "",
    )


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _parts(text: str, nodes: Sequence[Node], end: int) -> Iterator[Chapter | Article | str]:
    for node in nodes:
        if node.start >= end:
            return
        stop = min(node.end, end)
        if node.level in _ABOVE:
            name = {"phần": "Phần", "chương": "Chương", "mục": "Mục"}.get(node.level, "Tiểu mục")
            yield Chapter(f"{name} {node.label}", join_lines(node.title).lstrip(". "))
            yield from _parts(text, node.children, stop)
        elif node.level == "điều":
            yield _article(text, node, stop)
        else:
            yield from _lines(text[node.start : stop])


def _article(text: str, node: Node, stop: int) -> Article:
    lines = _lines(text[node.start : stop])
    title = re.sub(rf"^[*_# ]*Điều\s+{re.escape(node.label)}\s*[.:]\s*", "", lines[0]) if lines else ""
    return Article(node.label, title, tuple(lines[1:]))


def _enclosed(text: str, end: int) -> tuple[Annex, ...]:
    """What stands behind the signature under names of its own, each read by itself; rows of tables come as lines."""
    starts, before = [], ""
    for line in re.finditer(r"[^\n]*\S[^\n]*", text[end:]):
        words = line.group().strip()
        if _NAMED.match(words) and not _HEAD.match(before):
            starts.append(end + line.start())
        before = words
    return tuple(_annex(text[start:stop]) for start, stop in pairwise([*starts, len(text)]))


def _annex(text: str) -> Annex:
    nodes = [node for node in read_outline(text) if node.level in (*_ABOVE, "điều")]
    first = nodes[0].start if nodes else len(text)
    heads = _lines(text[:first])
    number = 1
    while number < len(heads) and heads[number].isupper():
        number += 1
    paragraphs: list[str | Heading] = [line for line in heads[number:] if not line.startswith("(")]
    for part in _parts(text, nodes, len(text)):
        paragraphs.extend(_blocks(part))
    return Annex(" ".join(heads[:number]), paragraphs=tuple(paragraphs), landscape=False, label="")
