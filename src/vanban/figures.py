"""Numbers that a paper states (số liệu): «1.127 văn bản», «100%», «05 vụ việc»."""

from __future__ import annotations

import re

from vanban.files.open import as_document
from vanban.model import Document, Figure
from vanban.text import bare_span, clean, join_lines
from vanban.vocabulary import counted_units

NUMBER = r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"
_FIGURE = re.compile(
    rf"(?<![\w./,–-])(?:\*\*)?(?P<number>{NUMBER})(?:\*\*)?(?!\d|[./-]\d|[/-]\w)"
    r"(?:[^\S\n]?(?P<percent>%)|[^\S\n]+(?P<unit>[a-zđà-ỹ]+(?:[^\S\n]+[a-zđà-ỹ]+)?))"
)
_TIME = frozenset({"tháng", "năm", "ngày", "giờ", "phút", "quý", "tuần", "kỳ"})
_PERIOD = re.compile(
    r"(?:(?:từ|trong)\s+)?(?:[Qq]uý\s+[IVX]+(?:[/\s]+(?:năm\s+)?\d{4})?|\d+\s+tháng(?:\s+(?:đầu|cuối))?\s+năm\s+\d{4}|"
    r"từ\s+năm\s+\d{4}[^.;]{0,40}?đến\s+(?:nay|năm\s+\d{4})|năm\s+\d{4}|từ\s+ngày\s+[\d/]+\s+đến\s+(?:ngày\s+[\d/]+|nay)|giai\s+đoạn\s+\d{4}\s*[-–]\s*\d{4})"
)
_NOTE = re.compile(r"^[¹²³⁴⁵⁶⁷⁸⁹⁰]")
_ANNEX = re.compile(r"^[^\S\n]*[*#_ ]*(?:PHỤ LỤC|Phụ lục)\b", re.MULTILINE)


def read_figures(document: Document | str) -> tuple[Figure, ...]:
    """The figures of a paper in their order, each with its unit and what the sentence says of it."""
    document = as_document(document)
    cleaned = clean(document.text)
    text = cleaned.text
    tables = [(table.start, table.end) for table in document.tables]
    annex = _annex_start(text)
    found: list[Figure] = []
    for match in _FIGURE.finditer(text):
        unit, unit_end = _unit(match)
        if unit is None:
            continue
        start, end = match.start(), match.end("percent") if match["percent"] else unit_end
        inner_start, inner_end = bare_span(text, start, end)
        source_start, source_end = cleaned.source_span(inner_start, inner_end)
        sentence_start, sentence = _sentence(text, start)
        period = _PERIOD.search(sentence)
        found.append(
            Figure(
                start=source_start,
                end=source_end,
                surface=document.text[source_start:source_end],
                value=to_value(match["number"]),
                unit=unit,
                subject=_subject(text, sentence_start, start, end),
                period=join_lines(period.group()) if period else None,
                where=_where(text, source_start, tables, annex),
            )
        )
    return tuple(found)


def to_value(printed: str) -> int | float:
    """The value of a number in Vietnamese writing: «1.127» is 1127, «9,49» is 9.49."""
    plain = printed.replace(".", "")
    return float(plain.replace(",", ".")) if "," in plain else int(plain)


def _unit(match: re.Match[str]) -> tuple[str | None, int]:
    if match["percent"]:
        return "%", match.end()
    words = join_lines(match["unit"])
    first = words.split()[0]
    if first in _TIME:
        return None, 0
    if words in counted_units():
        return words, match.end("unit")
    if first in counted_units():
        return first, match.start("unit") + len(first)
    return None, 0


def _sentence(text: str, position: int) -> tuple[int, str]:
    start = max(text.rfind(mark, max(0, position - 500), position) for mark in ("\n", ". ", "; ", "\t")) + 1
    stops = [p for mark in ("\n", ". ", ";") if (p := text.find(mark, position, position + 400)) >= 0]
    return start, text[start : min(stops) if stops else min(len(text), position + 400)]


def _subject(text: str, sentence_start: int, start: int, end: int) -> str | None:
    """The words that say what is counted: before the number in its clause, else after it."""
    before = join_lines(text[sentence_start:start].replace("**", "")).strip(" ,:-–*()")
    if before:
        return before[-200:] if len(before) <= 200 else "…" + before[-199:]
    after = join_lines(re.split(r"[.;\n\t]", text[end : end + 200])[0]).strip(" ,:-–*()")
    return after or None


def _annex_start(text: str) -> int | None:
    match = _ANNEX.search(text)
    return match.start() if match else None


def _where(text: str, start: int, tables: list[tuple[int, int]], annex: int | None) -> str:
    if any(a <= start < b for a, b in tables):
        return "table"
    line = text.rfind("\n", 0, start) + 1
    if _NOTE.match(text[line : line + 2]):
        return "footnote"
    if annex is not None and start >= annex:
        return "annex"
    return "body"
