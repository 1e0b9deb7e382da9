"""The tree of numbered parts: a line state machine."""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from typing import NamedTuple

from vanban.model import Document, Node, Span
from vanban.outline.contents import contents_of
from vanban.outline.markers import DASHED, EMPHASIS, RANKS, READERS, Marker, marker_at, rank_of
from vanban.outline.quotations import OPENINGS, Quotations
from vanban.outline.series import Series
from vanban.outline.stack import Stack
from vanban.outline.titles import HEADED, STOPS, title_of
from vanban.patterns import any_of
from vanban.text import bare_span, capitals, is_spaced
from vanban.viewing import by_composed

_FOOT_WORDS = re.compile("Nơi nhận|NƠI NHẬN")
_FOOT_BEFORE = re.compile(r"[^\S\n]*[#*_ ]*$")
_FOOT_AFTER = re.compile(r"[^\S\n]*[:*]")
_ATTACHED_KINDS = (
    *("QCVN", "QUY CHUẨN", "QUY CHẾ", "QUY ĐỊNH", "QUY TRÌNH", "NỘI QUY", "ĐIỀU LỆ", "KẾ HOẠCH", "ĐỀ ÁN"),
    *("ĐỀ CƯƠNG", "CHƯƠNG TRÌNH", "PHƯƠNG ÁN", "DANH MỤC", "HƯỚNG DẪN", "NỘI DUNG", "BÁO CÁO", "BẢNG", "BIỂU"),
    *("TỜ KHAI", "ĐỊNH MỨC", "TIÊU CHUẨN", "BỘ CHỈ SỐ", "BỘ TIÊU CHÍ"),
)
_ATTACHED = re.compile(rf"[*_# ]*{any_of(_ATTACHED_KINDS, gap=' ')}(?!\w)")
"""What the heading of an attached paper begins with."""
_LIST_FORMS = frozenset({"dash", "plus", "point", "paren"})
_ANNEXES = frozenset({"annex", "sample"})
_MOTTOS = ("CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN")
"""What a form prints at its top, which is not its title."""
_LETTERED = frozenset({"roman", "letter"})
_UNUSUAL = _ANNEXES | _LETTERED
_QUOTE_STARTS = frozenset(mark[0] for mark in OPENINGS)
_BEFORE_QUOTES = " \t\xa0*_"
_BODY, _RECIPIENTS, _BEHIND = range(3)


class Structure(NamedTuple):
    """The parts of a paper and the passages it quotes from others."""

    parts: tuple[Node, ...]
    quotations: tuple[Span, ...]


@by_composed
def read_structure(document: Document) -> Structure:
    """The parts of a paper and its quotations of more than one line.

    Lines of tables, lists of contents and «Nơi nhận», and text quoted from other papers, hold no parts of this paper.
    """
    reader = _Reader(document)
    collecting = gc.isenabled()
    gc.disable()  # many small values, no cycles: a third of the time of a long paper would go into looking for them
    try:
        return reader.read()
    finally:
        if collecting:
            gc.enable()


class _Reader:
    """Reads one paper; ``state`` tells where it is: in the body, among the recipients, or behind them."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.lines = document.text.split("\n")
        passages = [(table.start, table.end) for table in document.tables]
        passages += [(contents.start, contents.end) for contents in contents_of(self.text)]
        self.tables = sorted(passages, reverse=True)
        self.foot = foot_of(self.text)
        self.foot_line = self.text.count("\n", 0, self.foot)
        self.whole = document.source.format in ("docx", "doc", "html")
        self.spaced = not self.whole and is_spaced(self.text)
        self.odd = _is_odd(document)
        self.stack = Stack(self.text)
        self.quotations = Quotations()
        self.series = Series(self.lines)
        self.state = _BODY
        self.limit = self.foot_line if self.foot < len(self.text) else len(self.lines)  # titles end before this line

    def read(self) -> Structure:
        """All lines once."""
        lines, quotations, stack = self.lines, self.quotations, self.stack
        odd = self.odd
        index_after = stop = 0  # the line after the title of the last part; the end of the line
        gate = self._gate()
        for index, line in enumerate(lines):
            start = stop
            stop = start + len(line) + 1
            if index < index_after:
                continue
            first = line[:1]
            at = 0
            read = READERS.get(first)
            if read is not None:
                marker = read(line, 0)
                if marker is None and not quotations.inside:
                    continue
            elif first in EMPHASIS:
                at, marker = marker_at(line) or (0, None)
            elif quotations.inside or first in _QUOTE_STARTS:
                marker = None
            else:
                continue
            if start >= gate:
                if self._in_table(start):
                    if quotations.inside:
                        quotations.ends(index, line)
                    continue
                if start >= self.foot and self.state == _BODY:
                    self._leave_body()
                gate = self._gate()
            if marker is not None and marker[0] in DASHED:
                marker = self.series.settled(index, marker, stack)
            if marker is None:
                self._quote(index, line)
                continue
            settled = self._settled(index, line, at, marker)
            if settled is None:
                continue
            form, label, end = settled
            rank = rank_of(form, label)
            title = line[end:]
            if title[-1:] not in STOPS or form in HEADED or title[0] in EMPHASIS or "\t" in title or odd:
                title, index_after = self._title(index, end, form)
            stack.push(rank, form, label, title, start + at, start)
        quotations.close(len(lines))
        stack.close(RANKS["annex"], self.foot if self.state == _BODY else len(self.text))
        return Structure(tuple(stack.roots), _spans(self.text, lines, quotations.spans))

    def _gate(self) -> int:
        """Before it no line is in a table or behind the body: where the next table begins, or the foot."""
        table = self.tables[-1][0] if self.tables else len(self.text)
        return min(table, self.foot) if self.state == _BODY else table

    def _in_table(self, start: int) -> bool:
        """Whether a line stands in a table; tables that lie behind are left."""
        tables = self.tables
        while tables and tables[-1][1] <= start:
            tables.pop()
        return bool(tables) and tables[-1][0] <= start

    def _leave_body(self) -> None:
        """The lines from here on are recipients, until a part begins behind them."""
        self.quotations.close(self.foot_line)
        self.stack.close(RANKS["annex"], self.foot)
        self.state, self.limit = _RECIPIENTS, len(self.lines)

    def _go_behind(self, index: int, form: str) -> None:
        """The first part behind the recipients: an annex, or a paper that is attached."""
        self.state = _BEHIND
        if form not in _ANNEXES:
            self._attach(index)

    def _quote(self, index: int, line: str) -> None:
        """A line without a marker may end a quotation or begin one."""
        if self.quotations.inside:
            self.quotations.ends(index, line)
        elif line.lstrip(_BEFORE_QUOTES).startswith(OPENINGS):
            self.quotations.opens(index, line)

    def _title(self, index: int, end: int, form: str) -> tuple[str, int]:
        """The title of a part whose marker ends at ``end``, and the line after it."""
        title, after = title_of(self.lines, index, end, form, self.limit, self.spaced, self.whole)
        return ("", index + 1) if form in _ANNEXES and title.startswith(_MOTTOS) else (title, after)

    def _settled(self, index: int, line: str, at: int, marker: Marker) -> Marker | None:
        """The marker as what it is, None when it begins no part of this paper."""
        settled = marker
        if marker[0] == "number" and not line[marker[2] :].strip() and not self._stands_alone(index, marker[1]):
            return None
        if marker[0] in _UNUSUAL or self.state:
            if self._is_none(index, line[at:], marker):
                return None
            if marker[0] in _LETTERED:
                settled = self.stack.settled(marker)
        if (self.quotations.watching or settled[0] == "article") and self._is_quoted(index, line, marker):
            return None
        if self.state == _RECIPIENTS:
            self._go_behind(index, settled[0])
        return settled

    def _stands_alone(self, index: int, label: str) -> bool:
        """Whether a number alone in its line («1.») numbers the paragraph below it: it runs on, and words follow."""
        below = self.lines[index + 1] if index + 1 < self.limit else ""
        return below[:1].isupper() and marker_at(below) is None and self.stack.expects(RANKS["number"], label)

    def _is_none(self, index: int, printed: str, marker: Marker) -> bool:
        """Whether a line that begins like a part is none: an annex only named, a recipient, a form's blank."""
        form = marker[0]
        if form in _ANNEXES and not self._is_annex(form, printed, index):
            return True
        return self.state != _BODY and self._is_foot(form, printed)

    def _is_foot(self, form: str, line: str) -> bool:
        """Whether a line behind the body is a recipient or a blank of a form, and no part."""
        if self.state == _RECIPIENTS and form in _LIST_FORMS:
            return True
        return "....." in line or "……" in line or "_____" in line

    def _attach(self, index: int) -> None:
        """Open an annex for an attached paper that bears no word «Phụ lục»: it begins at its heading."""
        lines = self.lines
        at = next((i for i in range(self.foot_line, index) if _ATTACHED.match(lines[i]) and capitals(lines[i])), None)
        if at is None:
            return
        start = sum(map(len, lines[:at])) + at
        begin, _ = bare_span(self.text, start, start + len(lines[at]))
        title, _ = title_of(lines, at, 0, "annex", index, self.spaced, self.whole)
        self.stack.push(RANKS["annex"], "annex", "", title, begin, start)

    def _is_annex(self, form: str, printed: str, index: int) -> bool:
        """Whether a line «Phụ lục I» or «Mẫu số 01» heads an annex, and does not only name one."""
        if form == "sample":
            return self.state != _BODY or self.stack.holds("annex")
        if printed[1] != "h" or self.state != _BODY:
            return True
        following = next((line for line in self.lines[index + 1 : index + 4] if line), "")
        return capitals(following)

    def _is_quoted(self, index: int, line: str, marker: Marker) -> bool:
        """Whether a part belongs to a passage quoted from another paper."""
        quotations, stack = self.quotations, self.stack
        if quotations.watching:
            quoted = quotations.takes(index, marker, line, stack.expects)
        elif not stack.expects(RANKS["article"], marker[1]):
            quoted = quotations.quotes_bare(index, marker, line, stack.title)
        else:
            return False
        if quoted:
            quotations.ends(index, line)
        return quoted


def _is_odd(document: Document) -> bool:
    """Whether titles as printed may hold more than plain words: marks of emphasis, or more than one space."""
    text = document.text
    spaces = document.source.format != "html" and "  " in text  # web pages are read with single spaces
    return spaces or "\xa0" in text or ("*" in text and "**" in text)


def foot_of(text: str) -> int:
    """Where the first line «Nơi nhận:» begins, or the end of the text."""
    for match in _FOOT_WORDS.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if _FOOT_AFTER.match(text, match.end()) and _FOOT_BEFORE.match(text[start : match.start()]):
            return start
    return len(text)


def _spans(text: str, lines: Sequence[str], passages: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """Passages of lines as spans of the text; those of one line are left out."""
    found: list[Span] = []
    offset = at = 0
    for first, after in passages:
        if after - first < 2:
            continue
        while at < first:
            offset += len(lines[at]) + 1
            at += 1
        start = offset
        while at < after:
            offset += len(lines[at]) + 1
            at += 1
        found.append(Span(*bare_span(text, start, min(offset, len(text)))))
    return tuple(found)
