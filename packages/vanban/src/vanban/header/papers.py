"""Several papers in one file: a letter with its plan behind it, three letters scanned together, parted at their heads.

A paper begins at a head of its own: Quốc hiệu with an issuer and a number, or with a day and a kind. A form («Mẫu số
01») has such a head too, with blanks in it, and stands in an annex: it is no paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from vanban.header.foot import is_capacity
from vanban.header.issuer import is_agency_line
from vanban.header.lines import date_line, number_line
from vanban.header.subject import kind_line
from vanban.header.zone import NATION_PRINTED, body_begins, cluster_start, parted_lines
from vanban.model import Cell, Document, PageSpan, Reading, Span, Table
from vanban.text import Cleaned, capitals, clean, fold

MOST_PAPERS = 200
SHORTEST = 150  # characters of a paper at least
_HEAD = 2500  # characters after Quốc hiệu that may belong to a head
_FORM = re.compile(r"(?:mau|bieu(?: mau)?|phu (?:luc|bieu)|form|bm)\b(?:\s+so)?\s*[:.]?\s*[\divxa-z]{0,6}\b")
_BLANK = re.compile(r"\.{3,}|…|\[\d*\]|\(\d{1,2}\)|_{3,}|TÊN (?:CƠ QUAN|ĐƠN VỊ|TỔ CHỨC)")
_FOOT = re.compile(r"^[^\S\n]*(?:Nơi nhận|NƠI NHẬN)\s*[:.]|\bLưu\s*:\s*VT", re.MULTILINE)


def papers_in(document: Document) -> tuple[Span, ...]:
    """Where each paper of a file stands, in their order; one span over the whole text when there is only one."""
    cleaned = clean(document.text)
    heads = [match.start() for match in NATION_PRINTED.finditer(cleaned.text)]
    starts = [0]
    if len(heads) > 1:
        tops = [_of_clean(cleaned, page.start) for page in document.pages]
        for before, nation in pairwise(heads):
            start = _begins_at(cleaned.text, before, nation, starts[-1], tops)
            if start is not None and len(starts) < MOST_PAPERS:
                starts.append(start)
    places = [cleaned.offset(start) for start in starts[1:]]
    bounds = [0, *places, len(document.text)]
    return tuple(Span(start, end) for start, end in pairwise(bounds))


def _begins_at(text: str, before: int, nation: int, last: int, tops: Sequence[int]) -> int | None:
    """Where a paper begins whose Quốc hiệu stands at ``nation``; None when it is no head of another paper."""
    top = max((start for start in tops if start <= nation), default=0)
    start = cluster_start(text, nation, least=max(top, last))
    if start <= before or start - last < SHORTEST or text[max(0, nation - 2) : nation].rstrip()[-1:] in ("“", '"', "«"):
        return None
    head = parted_lines(text, start, min(len(text), nation + _HEAD))
    head = head[: body_begins(head) + 1]
    agencies = [line.content for line in head[:12] if capitals(line.content) and is_agency_line(line.content)]
    number_at, number, symbol = number_line(head)
    day = date_line(head, number_at)[1]
    kind = kind_line(head)[1]
    if not agencies or any(_BLANK.search(name) for name in agencies):
        return None
    if _is_form(text, start) and not (number and day):
        return None
    ended = top > before or _FOOT.search(text, before, start) is not None or _is_signed(text, before, start)
    if not ended or not (number or (symbol and (kind or day)) or (day and kind)):
        return None
    return start


def _is_form(text: str, start: int) -> bool:
    """Whether the label of a form stands in the few lines above a head."""
    above = parted_lines(text, max(0, start - 400), start)[-4:]
    return any(_FORM.match(fold(line.content)) for line in above)


def _is_signed(text: str, start: int, end: int) -> bool:
    """Whether the capacity of a signer stands in the last lines of a passage."""
    return any(is_capacity(line.content) for line in parted_lines(text, max(start, end - 800), end))


def _of_clean(cleaned: Cleaned, offset: int) -> int:
    """Where a character of the text as read stands in the cleaned text."""
    if not cleaned.moved:
        return offset
    low, high = 0, len(cleaned.text)
    while low < high:
        middle = (low + high) // 2
        if cleaned.offset(middle) < offset:
            low = middle + 1
        else:
            high = middle
    return low


def part_of(document: Document, part: Span) -> Document:
    """One paper of a file as a document of its own; offsets count from its first character."""
    start, end = part.start, part.end
    if start == 0 and end == len(document.text):
        return document
    pages = tuple(
        PageSpan(page.page, max(page.start, start) - start, min(page.end, end) - start)
        for page in document.pages
        if page.start < end and page.end > start
    )
    numbers = {page.page for page in pages}
    return replace(
        document,
        text=document.text[start:end],
        tables=tuple(_moved(table, start) for table in document.tables if start <= table.start < end),
        pages=pages,
        doubtful=tuple(Span(s.start - start, s.end - start) for s in document.doubtful if start <= s.start < end),
        asides=tuple(aside for aside in document.asides if aside.page is None or aside.page in numbers),
    )


def first_alone(reading: Reading) -> Reading:
    """The reading of the first paper of a file, as if the others were not there."""
    if not reading.papers:
        return reading
    end = reading.papers[0].end
    return replace(
        reading,
        text=reading.text[:end],
        pages=tuple(replace(page, end=min(page.end, end)) for page in reading.pages if page.start < end),
        doubtful=tuple(span for span in reading.doubtful if span.end <= end),
        tables=tuple(table for table in reading.tables if table.start < end),
        papers=(),
    )


def _moved(table: Table, by: int) -> Table:
    def cell(one: Cell) -> Cell:
        return replace(one, spans=tuple(Span(span.start - by, span.end - by) for span in one.spans))

    return replace(
        table,
        start=table.start - by,
        end=table.end - by,
        header=tuple(map(cell, table.header)),
        rows=tuple(tuple(map(cell, row)) for row in table.rows),
    )
