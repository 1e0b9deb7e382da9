"""Work given in sentences (giao việc): «Giao Sở Tư pháp chủ trì, phối hợp với … trước ngày 10/5/2026».

Letters, notices of conclusions and urgent dispatches assign in numbered parts: a heading that names a unit with its
work below, or a sentence that gives work to a unit. A sentence counts when it says «giao», «yêu cầu» or «phân công»
before the name of a unit and an action after it, or when a numbered part begins with a unit and its action. What the
writing office did, will do or agrees to is no task, and a request to a higher office («đề nghị Bộ …») is none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from vanban.agencies import CENTRE, COMMITTEES, PARTY_ACTING, begins_with_agency, short_names, split_agencies
from vanban.model import Group, Header, Node, Span, Task
from vanban.patterns import any_of
from vanban.tasks.duties import ASKED, Duties, Item, subject_of, unit_of
from vanban.tasks.passages import Passages, body_start, is_bullet
from vanban.tasks.sentences import deadline_in
from vanban.text import fold

ASSIGNING = frozenset(("cong van", "thong bao", "cong dien", "ket luan", "thong bao ket luan"))
_GIVES = re.compile(r"(?<![\w/])(?P<verb>giao|yêu cầu|đề nghị|phân công|chỉ đạo)(?:\s+cho)?\s+", re.IGNORECASE)
_NOUN_BEFORE = re.compile(
    r"(?:đã|được|theo|việc|sự|các|những|một số|nội dung|ý kiến|văn bản|có|nhận|về|bàn|tờ trình|và|của|để|tại|hồ sơ)"
    r"\s+$",
    re.IGNORECASE,
)
_GIVEN_LAST = re.compile(
    r"(?<!\w)(?:giao|yêu cầu|đề nghị)(?:\s+cho)?\s+(?P<unit>[^.;:]{3,160}?)\s*:\s*$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-ỸÂÊÔƠƯĂ])")
_HIGHER = re.compile(
    r"(?:các\s+)?(?:bộ(?!\s+(?:phận|đội|chỉ huy))|tổ công tác|hội đồng nhân dân|hđnd"
    rf"|{any_of([*CENTRE, *PARTY_ACTING, 'Tỉnh ủy', 'Thành ủy'])}"
    rf"|(?:chủ tịch\s+)?{any_of(COMMITTEES)}\s+(?:tỉnh|thành phố))(?!\w)",
    re.IGNORECASE,
)
_PAST = re.compile(r"(?<!\w)(?:đã|đang|sẽ|nhận được|có ý kiến|có công văn|có văn bản)(?!\w)")
_CLOSING = re.compile(
    r"(?:biết|nghiêm túc|tổ chức|quan tâm|phối hợp|khẩn trương)?[\s,]*(?:và\s+)?"
    r"(?:triển khai|phối hợp|nghiêm túc|tổ chức)?\s*thực hiện"
    r"(?:\s+(?:nghiêm túc|các nội dung trên|theo đúng quy định))?[\s./]*$"
)
# Headings of what a letter tells or asks for, in place of what it assigns.
_TOLD = "ket qua|tinh hinh|danh gia|kho khan|han che|ton tai|nguyen nhan|thuc trang|uu diem"
_TELLS = re.compile(
    rf"^(?:ve )?(?:cac |nhung |mot so )?(?:{_TOLD})"
    r"|kien nghi|^de xuat|y kien (?:tham gia|gop y)|noi dung gop y|ket qua (?:dat duoc|thuc hien)|kho khan, vuong mac"
)
_HEAD = 120
_MOST_GIVEN = 20  # «giao», «yêu cầu» looked at in one sentence
_NEAR, _REACH = 300, 1500  # characters before and after «giao» that decide
_BODY = re.compile(r"^[^\S\n]*\**Kính gửi", re.MULTILINE)
_END = re.compile(r"^[^\S\n]*\**Nơi nhận", re.MULTILINE)
_SHORT = 30  # words; a shorter closing sentence without a deadline asks for nothing of its own
_HEADING_WORDS = 40


def read_assigned(
    passages: Passages, header: Header, outline: Sequence[Node], issued: dt.date | None
) -> Iterator[Task]:
    """The tasks that the sentences of a letter or a notice give to units, in the order of the text."""
    reader = _Reader(passages, header, issued)
    numbered = [node for node in outline if not is_bullet(node) and node.level not in ("điều", "phụ lục")]
    if numbered:
        for node in numbered:
            yield from reader.part(node, node.label, None)
    else:
        yield from reader.running(outline)


class _Reader:
    def __init__(self, passages: Passages, header: Header, issued: dt.date | None) -> None:
        self.passages = passages
        self.issuer = short_names(fold(header.issuer or ""))
        self.issued = issued
        self.duties = Duties(passages, issued, duty=False)

    def part(self, node: Node, code: str, above: Group | None) -> Iterator[Task]:
        """The tasks of a numbered part: of the unit that heads it, of its own parts, or of its sentences."""
        if _TELLS.search(fold(node.title)[:_HEAD]) and not _GIVES.search(node.title):
            return
        text = self.passages.text
        begin, end = body_start(text, node), self.passages.before_closing(node.start, node.end)
        unit, _ = unit_of(self.passages, node, begin, end)
        if unit and begins_with_agency(ASKED.sub("", unit, count=1)) and not self._own(unit):
            yield from self.duties.of_unit(node, code, node.label, above)
            return
        first = min([child.start for child in node.children] or [end])
        heading, span = self.passages.clean(begin, first)
        given = _GIVEN_LAST.search(heading)
        if given and span and node.children and begins_with_agency(given["unit"]):
            lead, group = split_agencies(given["unit"]), Group(node.label, given["unit"])
            yield from self.duties.below(node, first, end, code, lead, group)
            return
        parts = [child for child in node.children if not is_bullet(child)]
        if parts:
            for child in parts:
                yield from self.part(child, f"{code}.{child.label}", Group(node.label, node.title))
            return
        pieces = self._paragraphs(begin, first)
        for child in node.children:
            pieces += self._paragraphs(body_start(text, child), min(child.end, end))
        found = [
            item
            for count, (start, stop) in enumerate(pieces)
            for item in self._items(start, stop, subject=True, first=count == 0)
        ]
        yield from self._numbered(found, code, node, above)

    def running(self, outline: Sequence[Node]) -> Iterator[Task]:
        """The tasks of a letter without numbers: only what is plainly given, with a day or with «giao», «yêu cầu»."""
        text = self.passages.text
        body, close = _BODY.search(text), None
        begin = body.end() if body else 0
        close = _END.search(text, begin)
        items = [
            item
            for start, stop in self._paragraphs(begin, close.start() if close else len(text))
            for item in self._items(start, stop, subject=False)
        ]
        for count, item in enumerate(items, start=1):
            yield self.duties.task(Item(str(count), None, item.text, item.span, item.lead))

    def _numbered(self, items: list[Item], code: str, node: Node, above: Group | None) -> Iterator[Task]:
        for count, item in enumerate(items, start=1):
            alone = len(items) == 1
            label = node.label if alone else str(count)
            number = code if alone else f"{code}.{count}"
            yield self.duties.task(Item(number, label, item.text, item.span, item.lead, above))

    def _paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Paragraphs, with a heading parted from the sentence below it that begins with a unit."""
        found = []
        for begin, stop in self.passages.paragraphs(start, end):
            lines = self.passages.lines_of(begin, stop)
            cut = next(
                (line.start for former, line in pairwise(lines) if _parts_paragraphs(former.content, line.content)),
                None,
            )
            found += [(begin, cut), (cut, stop)] if cut else [(begin, stop)]
        return found

    def _items(self, start: int, end: int, *, subject: bool, first: bool = False) -> Iterator[Item]:
        """The assignments of one paragraph: from the sentence that gives work to the next that gives it to another.

        ``subject`` lets it begin with its unit; ``first`` says that a number stands before it, so that it may ask.
        """
        text, span = self.passages.clean(start, end)
        if not text or not span:
            return
        marks: list[tuple[int, tuple[str, ...]]] = []
        for place in [0, *(cut.end() for cut in _SENTENCE.finditer(text))]:
            stop = _SENTENCE.search(text, place)
            lead = self._given(text[place : stop.start() if stop else len(text)], asks_first=first and place == 0)
            if lead and (not marks or marks[-1][1] != lead):
                marks.append((place, lead))
        before = text[: marks[0][0]] if marks else text
        if subject and before and not _closes(text) and (lead := self._subject(before)):
            marks.insert(0, (0, lead))
        ends = [place for place, _ in marks[1:]] + [len(text)]
        for (place, lead), following in zip(marks, ends, strict=False):
            words = text[place:following].strip()
            yield Item("", None, words, self._span(words, span), lead)

    def _span(self, words: str, span: Span) -> Span:
        """Where the words stand, as near as their first line tells."""
        found = self.passages.text.find(words[:20], span.start, span.end)
        stop = self.passages.text.find(words[-20:], max(found, span.start), span.end)
        start = found if found >= 0 else span.start
        return Span(start, stop + len(words[-20:]) if stop >= start else span.end)

    def _given(self, sentence: str, *, asks_first: bool) -> tuple[str, ...]:
        """The unit that a sentence gives work to: «… yêu cầu UBND các xã hoàn thành …»."""
        for found in islice(_GIVES.finditer(sentence), _MOST_GIVEN):
            asks = found["verb"].lower()
            unit = sentence[found.end() : found.end() + _REACH]
            near = sentence[max(found.start() - _NEAR, 0) : found.start()]
            told = _PAST.search(near) or _NOUN_BEFORE.search(near)
            if told or not begins_with_agency(unit):
                continue
            if asks in ("đề nghị", "chỉ đạo") and _HIGHER.match(unit):
                continue
            lead = subject_of(unit)
            if not lead or self._own(lead[0]) or _PAST.search(unit[: unit.find(lead[-1]) + len(lead[-1]) + 12]):
                continue
            dated = deadline_in(unit, self.issued) is not None
            if asks in ("đề nghị", "chỉ đạo") and not (dated or (asks_first and found.start() == 0)):
                continue
            if not dated and _closes(unit):
                continue
            return lead
        return ()

    def _subject(self, text: str) -> tuple[str, ...]:
        """The unit with which a numbered part begins, when the part says what it is to do."""
        lead = subject_of(text)
        if not lead or any(self._own(name) for name in lead):
            return ()
        upto = text.casefold().find(lead[-1].casefold()) + len(lead[-1])
        return () if _PAST.search(text[: upto + 12]) or _HIGHER.match(lead[0]) else lead

    def _own(self, name: str) -> bool:
        """Whether a name is that of the writing office itself."""
        name = short_names(fold(ASKED.sub("", name, count=1)))
        return bool(self.issuer) and (name == self.issuer or self.issuer.startswith(f"{name} "))


def _closes(sentence: str) -> bool:
    """Whether a sentence only closes a letter: «Đề nghị các cơ quan triển khai thực hiện.»"""
    return len(sentence.split()) < _SHORT and bool(_CLOSING.search(sentence))


def _parts_paragraphs(former: str, line: str) -> bool:
    """Whether a line begins a new paragraph: a sentence of a unit below a heading, or a remark in brackets."""
    if line.startswith("("):
        return former[-1] in ".;"
    heading = former[-1] not in ".;," and len(former.split()) <= _HEADING_WORDS
    return heading and line[:1].isupper() and begins_with_agency(ASKED.sub("", line, count=1))
