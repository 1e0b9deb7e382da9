"""The walk over the outline with the addressee on a stack: headings, lines and sentences set, add or leave it.

:class:`Walk` reads what units are told, whatever the paper: a part headed by a unit with its work below, a line that
gives what follows it, sentences that speak to their own units. What differs between papers (which parts count, what a
part without a unit is) stands in :class:`Stand` and in the classes built on this one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from vanban.agencies import short_names
from vanban.doing import verbs
from vanban.model import Group, Header, Node, Span, Task, Timing
from vanban.tasks.addressees import (
    ASKED,
    HEADING,
    LINE,
    SENTENCE,
    Addressee,
    Call,
    given_call,
    heading_call,
    is_higher,
    is_plural,
    line_call,
    partners_in,
    sentence_call,
    tells,
)
from vanban.tasks.names import names_at
from vanban.tasks.passages import Passages, body_start, is_bullet
from vanban.text import Line, fold
from vanban.timing.sentences import deadline_in

_SURE, _NOBODY, _DOUBTFUL = 0.8, 0.6, 0.5
_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-ỸÂÊÔƠƯĂ])")
_CLOSING = re.compile(
    r"(?:biết|nghiêm túc|tổ chức|quan tâm|phối hợp|khẩn trương)?[\s,]*(?:và\s+)?"
    r"(?:triển khai|phối hợp|nghiêm túc|tổ chức)?\s*thực hiện"
    r"(?:\s+(?:nghiêm túc|các nội dung trên|theo đúng quy định))?[\s./]*$"
)
# Headings of what a letter tells or asks for, in place of what it assigns.
_TOLD = "ket qua|tinh hinh|danh gia|kho khan|han che|ton tai|nguyen nhan|thuc trang|uu diem"
_TELLS = re.compile(
    rf"^(?:ve )?(?:cac |nhung |mot so )?(?:{_TOLD})"
    r"|^(?:cac )?kien nghi(?! bien phap)|^de xuat|y kien (?:tham gia|gop y)|noi dung gop y|kho khan, vuong mac"
)
_GIVES = re.compile(r"(?<!\w)(?:giao|yêu cầu|đề nghị|phân công|chỉ đạo)(?!\w)", re.IGNORECASE)
_ASKS = re.compile(r"(?:đề nghị|chỉ đạo)\s", re.IGNORECASE)
# A sentence that says how well something was done gives no work.
_EVALUATES = re.compile(
    r"^(?:tuy nhiên|mặc dù)(?!\w)|(?<!\w)(?:đạt được|đã đạt)(?!\w)"
    r"|(?<!\w)(?:còn|vẫn) (?:chậm|hạn chế|thiếu|nhiều|một số|lúng túng|bất cập)[^,;.]{0,40}(?:[,;.]|$)"
    r"|(?<!\w)chưa [^,;.]{0,40}(?:[,;.]|$)",
    re.IGNORECASE,
)
_URGES = re.compile(
    r"\s*,?\s*(?:khẩn trương|chủ trì|có trách nhiệm|tập trung|tăng cường|tiếp tục|đẩy nhanh|rà soát)(?!\w)"
)
# Under the heading of a unit these are its own work: it is the unit that asks a contractor or a household.
_TELLS_OTHERS = re.compile(
    r"(?:yêu cầu|đôn đốc|chỉ đạo)\s+(?:các\s+)?(?:nhà|chủ|đơn vị (?:thi công|tư vấn)|hộ)(?!\w)", re.IGNORECASE
)
_WORK = re.compile(verbs(after_partners=True), re.IGNORECASE)
_HEAD = 120  # letters of a heading that tell its kind
_HEADING_WORDS = 40
_TOPIC_WORDS = 16
_SHORT = 30  # words; a shorter closing sentence without a deadline asks for nothing of its own
_ENDS = ".;!?"
_GOES_ON = re.compile(r"(?<!\w)(?:sở|bộ|ban|phòng|cục|vụ|viện|hội|và|với|của|các|về|cho|do)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where the walk stands: who was spoken to above, and what a part is that speaks to nobody.

    ``whole``: every part is work, also without a unit, and is not parted in sentences («Tổ chức thực hiện»,
    directives). Else only what speaks to a unit is, sentence by sentence.
    """

    addressee: Addressee | None = None
    duty: bool = False
    whole: bool = False

    def under(self, addressee: Addressee | None) -> Stand:
        """The same below one who is spoken to."""
        return replace(self, addressee=addressee) if addressee else self


NOBODY = Stand()
"""Where a walk begins: nobody is spoken to."""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work in running text: its number, its words, where they stand, and whose it is."""

    code: str
    no: str | None
    text: str
    span: Span
    addressee: Addressee | None
    group: Group | None = None
    start: int | None = None  # where its number stands, when it has one


class Walk:
    """Reads the tasks of parts that speak to units."""

    def __init__(self, passages: Passages, header: Header, issued: dt.date | None) -> None:
        self.passages = passages
        self.text = passages.text
        self.issuer = short_names(fold(header.issuer or ""))
        self.issued = issued

    # ------------------------------------------------------------------ parts

    def part(self, node: Node, code: str, above: Group | None, stand: Stand) -> Iterator[Task]:
        """The tasks of a numbered part: of the unit that heads it, of its own parts, or of its sentences."""
        begin, end, children = self.bounds(node)
        first = children[0].start if children else end
        head, _ = self.passages.clean(begin, first)
        if not stand.whole and _TELLS.search(fold(node.title)[:_HEAD]) and not _GIVES.search(head):
            return
        called = self.heading(node, begin, first, end, children)
        if called:
            addressee, place, words = called
            if stand.whole or not (addressee.names and self.own(addressee.names[0])):
                inner = stand.under(addressee)
                yield from self.works(node, place, end, children, code, inner, Group(node.label, words))
                return
        line = self.line(head, stand) if children else None
        if line:
            yield from self.works(node, first, end, children, code, stand.under(line), Group(node.label, head))
            return
        parts = [child for child in children if not is_bullet(child)]
        if parts:
            for child in parts:
                yield from self.part(child, numbered(code, child.label), Group(node.label, node.title), stand)
        elif stand.whole:
            yield from self.alone(node, begin, end, code, above, stand)
        else:
            yield from self.sentences(node, begin, first, children, end, code, above, stand)

    def bounds(self, node: Node) -> tuple[int, int, list[Node]]:
        """Where the words of a part begin and end, and the parts below it."""
        end = self.passages.before_closing(node.start, node.end)
        begin = body_start(self.text, node)
        return begin, end, [child for child in node.children if child.start < end and child.level != "điều"]

    def alone(self, node: Node, begin: int, end: int, code: str, above: Group | None, stand: Stand) -> Iterator[Task]:
        """A part that is one piece of work as a whole: its own unit, or the one that was spoken to above."""
        text, span = self.passages.clean(begin, end)
        if text and span:
            addressee = self.inner(text, stand, loose=True) or stand.addressee
            yield self.task(Item(code, node.label, text, span, addressee, above, node.start), stand)

    def works(
        self, node: Node, begin: int, end: int, children: Sequence[Node], code: str, stand: Stand, group: Group
    ) -> Iterator[Task]:
        """Every paragraph, dash and letter below one who is spoken to is work of theirs, or of whom it names itself."""
        passages = self.passages
        first = children[0].start if children else end
        pieces: list[tuple[int, int, Node | None]] = [(a, b, None) for a, b in passages.paragraphs(begin, first)]
        for below in children:
            stop, start = min(below.end, end), body_start(self.text, below)
            single = is_bullet(below) and not below.children
            for a, b in passages.paragraphs(start, stop) if single else [(start, stop)]:
                pieces.append((a, b, below if a == start else None))
        found = [(*passages.clean(a, b), part) for a, b, part in pieces]
        texts = [(text, span, part) for text, span, part in found if text and span]
        for count, (text, span, child) in enumerate(texts, start=1):
            letter = child.label if child is not None and not is_bullet(child) else None
            item = letter or str(count)
            whole = len(texts) == 1 and letter is None and not node.children
            number = code if whole else f"{code}.{item}"
            if child is not None and self.speaks_below(child, end):
                yield from self.part(child, number, group, stand)
            elif not self.is_heading(text, child) and not (count > 1 and child is None and self.closes(text)):
                addressee = self.inner_of(text, span, stand) or stand.addressee
                yield self.task(Item(number, item, text, span, addressee, group), stand)

    def speaks_below(self, child: Node, end: int) -> bool:
        """Whether a part below has parts of its own and speaks to somebody itself, or is only their topic."""
        if not child.children:
            return False
        begin, stop, children = self.bounds(child)
        if not children:
            return False
        head, _ = self.passages.clean(begin, children[0].start)
        if self.heading(child, begin, children[0].start, stop, children) or line_call(head):
            return True
        topic = len(head.split()) <= _TOPIC_WORDS and not head.rstrip().endswith(tuple(_ENDS))
        return topic and not is_bullet(child) and any(not is_bullet(one) for one in children)

    def closes(self, text: str) -> bool:
        """Whether a paragraph only closes the paper: «Yêu cầu các đơn vị nghiêm túc thực hiện.»"""
        return ASKED.match(text) is not None and _closes(text) and deadline_in(text, self.issued) is None

    def is_heading(self, text: str, child: Node | None) -> bool:
        """Whether a paragraph below a heading only leads in the works («Tập trung thực hiện các nhiệm vụ sau:»)."""
        return child is None and text.rstrip().endswith(":") and len(text.split()) <= _HEADING_WORDS

    def sentences(
        self,
        node: Node,
        begin: int,
        first: int,
        children: Sequence[Node],
        end: int,
        code: str,
        above: Group | None,
        stand: Stand,
    ) -> Iterator[Task]:
        """The sentences of a part that give work, also in its dashes; one alone has the number of the part."""
        pieces = self.paragraphs(begin, first)
        for child in children:
            pieces += self.paragraphs(body_start(self.text, child), min(child.end, end))
        found = [
            item
            for count, (start, stop) in enumerate(pieces)
            for item in self.items(start, stop, stand, subject=True, first=count == 0)
        ]
        if not found and stand.addressee and any(is_work(self.passages.clean(a, b)[0]) for a, b in pieces[:2]):
            yield from self.alone(node, begin, end, code, above, stand)
            return
        for count, item in enumerate(found, start=1):
            alone = len(found) == 1
            label, number = (node.label, code) if alone else (str(count), f"{code}.{count}")
            yield self.task(Item(number, label, item.text, item.span, item.addressee, above), stand)

    # ------------------------------------------------------------------ who is spoken to

    def heading(
        self, node: Node, begin: int, first: int, end: int, children: Sequence[Node]
    ) -> tuple[Addressee, int, str] | None:
        """Who the heading of a part speaks to, where its works begin, and its words; None when it is no unit's."""
        lines = self.passages.lines_of(begin, min(first, end))
        if not lines:
            return None
        texts = [node.title]
        if _stands_alone(lines, node.title):
            texts.insert(0, lines[0].content)
        for text in texts:
            call = heading_call(text)
            if call is None:
                continue
            colon = text.find(":")
            if 0 <= colon < call.rest and call.rest <= len(text):
                place = self.text.find(":", begin, end) + 1
                if text[call.rest :].strip() or self._follows(place, first, end, children):
                    return call.addressee(HEADING), place, text[:colon].strip(" .:")
                continue
            place = end_of(self.text, text, begin, min(first, end))
            if self._follows(place, first, end, children):
                return call.addressee(HEADING), place, text.strip(" .:;")
        return None

    def _follows(self, place: int, first: int, end: int, children: Sequence[Node]) -> bool:
        return bool(children) or bool(self.passages.lines_of(place, min(first, end)))

    def line(self, head: str, stand: Stand) -> Addressee | None:
        """Whom the last line before the parts below speaks to: «…, giao Sở Y tế chủ trì, phối hợp với …:»."""
        call = line_call(head)
        if call is None or not call.names or self.own(call.names[0]):
            return None
        return call.addressee(LINE)

    def inner(self, text: str, stand: Stand, *, loose: bool = False) -> Addressee | None:
        """Whom a piece of work itself speaks to, at its beginning or with «giao»; None leaves it to those above."""
        if stand.addressee and stand.addressee.source == HEADING and _TELLS_OTHERS.match(text):
            return None
        call = sentence_call(text, loose=loose) or (given_call(text[: self._first_sentence(text)]) if loose else None)
        if call is None and ASKED.match(text):
            call = given_call(text, asks=True)
        if call is None or self.own(call.names[0]):
            return None
        return call.addressee(SENTENCE)

    def inner_of(self, text: str, span: Span, stand: Stand) -> Addressee | None:
        """The same for a piece of several paragraphs: a short heading may stand above the sentence that speaks."""
        found = self.inner(text, stand)
        pieces = self.paragraphs(span.start, span.end) if found is None else []
        if len(pieces) > 1:
            heading, _ = self.passages.clean(*pieces[0])
            below, _ = self.passages.clean(*pieces[1])
            if len(heading.split()) <= _TOPIC_WORDS and not heading.endswith(tuple(_ENDS)):
                return self.inner(below, stand)
        return found

    def _first_sentence(self, text: str) -> int:
        found = _SENTENCE.search(text)
        return found.start() if found else len(text)

    def own(self, name: str) -> bool:
        """Whether a name is that of the writing office itself."""
        name = short_names(fold(name)).removeprefix("chu tich ")
        return bool(self.issuer) and (name == self.issuer or self.issuer.startswith(f"{name} "))

    # ------------------------------------------------------------------ sentences

    def paragraphs(self, start: int, end: int) -> list[tuple[int, int]]:
        """Paragraphs, with a heading parted from the sentence below it that begins with a unit."""
        found = []
        for begin, stop in self.passages.paragraphs(start, end):
            lines = self.passages.lines_of(begin, stop)
            cut = next((b.start for a, b in pairwise(lines) if _parts_paragraphs(a.content, b.content)), None)
            found += [(begin, cut), (cut, stop)] if cut else [(begin, stop)]
        return found

    def items(self, start: int, end: int, stand: Stand, *, subject: bool, first: bool = False) -> Iterator[Item]:
        """The assignments of one paragraph: from the sentence that gives work to the next that gives it to another.

        ``subject`` lets it begin with its unit; ``first`` says that a number stands before it, so that it may ask.
        """
        text, span = self.passages.clean(start, end)
        if not text or not span:
            return
        cuts = [0, *(cut.end() for cut in _SENTENCE.finditer(text)), len(text)]
        marks: list[tuple[int, Addressee]] = []
        for place, stop in pairwise(cuts):
            sentence = text[place:stop]
            call = self.spoken(sentence, subject=subject, first=first and place == 0, after=bool(marks))
            if call and (not marks or marks[-1][1].names != call.names):
                marks.append((place, call.addressee(SENTENCE)))
        ends = [place for place, _ in marks[1:]] + [len(text)]
        for (place, addressee), following in zip(marks, ends, strict=False):
            words = text[place:following].strip()
            yield Item("", None, words, self.span(words, span), addressee)

    def spoken(self, sentence: str, *, subject: bool, first: bool, after: bool) -> Call | None:
        """Whom a sentence gives work to, when it gives any: not told, not asked of a higher office, no mere closing."""
        call = self._subject(sentence, first=first, after=after) if subject else None
        call = call or given_call(sentence, asks=first, issued=self.issued)
        if call is None or any(self.own(name) for name in call.names):
            return None
        if _closes(sentence) and deadline_in(sentence, self.issued) is None:
            return None
        return None if tells(sentence[call.rest :]) else call

    def _subject(self, sentence: str, *, first: bool, after: bool) -> Call | None:
        """The unit that a sentence begins with; of many at once only in the first sentence of a paragraph."""
        call = sentence_call(sentence)
        if call and _EVALUATES.search(sentence) and not _URGES.match(sentence, call.rest):
            return None
        if call is None or any(self.own(name) for name in call.names):
            return None
        if call.asked:
            return call if first or not _ASKS.match(sentence) else None
        return None if self._asks_up(call) or (after and is_plural(call.names[0])) else call

    def _asks_up(self, call: Call) -> bool:
        """Whether a sentence speaks of an office above the writer's own, which is told nothing."""
        central = self.issuer.startswith(("chinh phu", "thu tuong", "van phong chinh phu", "bo ", "quoc hoi"))
        return not central and is_higher(call.names[0])

    def span(self, words: str, span: Span) -> Span:
        """Where the words stand, as near as their first and last letters tell."""
        found = self.text.find(words[:20], span.start, span.end)
        start = found if found >= 0 else span.start
        stop = self.text.find(words[-20:], start, span.end)
        return Span(start, stop + len(words[-20:]) if stop >= start else span.end)

    # ------------------------------------------------------------------ tasks

    def task(self, item: Item, stand: Stand) -> Task:
        """The task of an item, with the partners and the deadline that its words name."""
        deadline = deadline_in(item.text, self.issued)
        addressee = item.addressee
        lead = addressee.names if addressee else ()
        confidence = (_SURE if addressee and addressee.sure else _DOUBTFUL) if lead else _NOBODY
        return Task(
            code=item.code,
            title=item.text,
            start=item.span.start if item.start is None else item.start,
            end=item.span.end,
            group=item.group,
            no=item.no,
            lead=lead,
            coordinating=partners_in(item.text) or (addressee.partners if addressee else ()),
            lead_text=addressee.text if addressee and not lead else None,
            timing_text=deadline.text if deadline else None,
            timing=deadline.timing if deadline else Timing(confidence=1.0),
            duty=stand.duty,
            spans={"title": item.span},
            confidence=confidence,
            lead_from=addressee.source if addressee and (lead or addressee.text) else None,
        )


def numbered(code: str, label: str) -> str:
    """The number of a part below another; «2.1» already says that it stands below «2».

    >>> numbered("II.2", "2.1"), numbered("II.2", "a")
    ('II.2.1', 'II.2.a')
    """
    head, _, last = label.rpartition(".")
    return f"{code}.{last if head and (code == head or code.endswith(f'.{head}')) else label}"


def _stands_alone(lines: Sequence[Line], title: str) -> bool:
    """Whether the first line is a heading of its own, and no line of a paragraph that goes on below."""
    if len(lines) < 2 or lines[0].content == title:
        return False
    first, second = lines[0].content, lines[1].content
    return second[:1].isupper() and first[-1] not in ",;-–" and names_at(second) is None


def is_work(text: str) -> bool:
    """Whether words say what to do: they begin with a verb of doing."""
    return _WORK.match(text) is not None


def _closes(sentence: str) -> bool:
    """Whether a sentence only closes a letter: «Đề nghị các cơ quan triển khai thực hiện.»"""
    return len(sentence.split()) < _SHORT and bool(_CLOSING.search(sentence))


def _parts_paragraphs(former: str, line: str) -> bool:
    """Whether a line begins a new paragraph: a sentence of a unit below a heading, or a remark in brackets."""
    if line.startswith("("):
        return former[-1] in ".;"
    heading = former[-1] not in ".;,:" and len(former.split()) <= _HEADING_WORDS
    if not heading or not line[:1].isupper():
        return False
    topic = len(former.split()) <= _TOPIC_WORDS and not _GOES_ON.search(former)
    return (topic and is_work(line)) or names_at(ASKED.sub("", line, count=1)) is not None


def end_of(text: str, title: str, begin: int, end: int) -> int:
    """Where the last word of a title ends in the text, lines and marks of emphasis between the words allowed."""
    place = begin
    for word in title.split():
        found = text.find(word, place, end)
        place = found + len(word) if found >= 0 else place
    line_end = text.find("\n", place, end)
    rest = text[place : line_end if line_end >= 0 else end]
    return place + len(rest) if not rest.strip(" .:;*_#") else place
