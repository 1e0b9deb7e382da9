"""Work given by decisions and resolutions of a single case (quyết định, nghị quyết cá biệt), article by article.

«Điều 2. Giao Sở Nội vụ chủ trì …», «Điều 3. Sở Tài chính có trách nhiệm …», «Điều 2. Tổ chức thực hiện: 1. Sở …».
The article of effect, the article that names who carries the decision out (Nghị định 30/2020/NĐ-CP, Phụ lục I) and the
functions of a body it sets up are no tasks; a normative paper, whose rules bind everyone, gives none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from vanban.agencies import COMMITTEES
from vanban.model import Group, Header, Node, Task
from vanban.patterns import any_of
from vanban.tasks.addressees import (
    ASKED,
    HIGHER_ASKED,
    SENTENCE,
    Addressee,
    Call,
    given_call,
    heading_call,
    sentence_call,
    tells,
)
from vanban.tasks.names import names_at
from vanban.tasks.passages import Passages, body_start, is_bullet
from vanban.tasks.walk import NOBODY, Item, Stand, Walk
from vanban.text import fold
from vanban.timing.sentences import deadline_in

Listed: TypeAlias = Callable[[Node, tuple[Node, ...]], Iterator[Task]]
DECIDING = frozenset(("quyet dinh", "nghi quyet"))
_YEAR = re.compile(r"/\s*(?:19|20)\d\d\s*/|QH\d")
_NUMBER_LINE = re.compile(r"^[^\S\n]*(?:Số|Luật số)\b[^\n]{0,80}", re.MULTILINE)
_HEAD = 3000  # characters in which the number of a paper stands
_OF_RULES = re.compile(r"(?:pham vi (?:dieu chinh|ap dung)|doi tuong (?:dieu chinh|ap dung)|giai thich tu ngu)")
_ON_RULES = re.compile(r"Luật\s+Ban\s+hành\s+văn\s+bản\s+quy\s+phạm\s+pháp\s+luật")
_SECTION = re.compile(
    r"(?:to chuc (?:trien khai )?thuc hien|(?:to chuc )?phan cong (?:nhiem vu|thuc hien|trach nhiem|cong viec)"
    r"|giao (?:nhiem vu|trach nhiem)|trach nhiem (?:thuc hien|thi hanh|cua cac|to chuc)|trach nhiem$)"
)
_FUNCTIONS = re.compile(
    r"(?:vi tri|chuc nang|nhiem vu|quyen han|co cau|to chuc bo may|nguyen tac|che do)(?!\w)"
    r"|.{0,200}?(?<!\w)co (?:cac |nhung )?(?:vi tri|chuc nang|nhiem vu|quyen han)(?!\w)"
)
_STANDING = re.compile(r"(?:vi tri|chuc nang|(?:nhiem vu|trach nhiem)(?:,| va) quyen han|co cau to chuc)(?!\w)")
_EFFECT = re.compile(
    r"(?:quyet dinh|nghi quyet)(?: nay)? (?:co hieu luc|thay the|bai bo|duoc|da duoc)|hieu luc (?:thi hanh)?|bai bo"
    r"|huy bo"
)
_PAPER = r"(?:(?:các )?nội dung )?(?:của )?(?:tại )?(?:[Qq]uyết định|[Nn]ghị quyết)(?: này)?"
_ORGANISE = "(?:tổ chức )?(?:triển khai )?"
_ANSWER_FOR = "(?:chịu trách nhiệm|có trách nhiệm|trách nhiệm)"
_OF_THIS = rf"(?: {_PAPER})?[\s./]*$"
_CARRIES_OUT = re.compile(
    rf"{_ANSWER_FOR}?[^.;]{{0,40}}thi hành(?: {_PAPER})?(?: theo [^.;]{{0,40}})?[\s./]*$"
    rf"|(?:căn cứ|theo) {_PAPER},? (?:chịu trách nhiệm )?(?:thi hành|thực hiện)[\s./]*$"
    rf"|giám sát (?:việc )?{_ORGANISE}(?:thực hiện|thi hành) {_PAPER}"
    rf"|chịu trách nhiệm {_ORGANISE}thực hiện{_OF_THIS}"
)
_ONLY_DOES = re.compile(
    rf"(?:thực hiện|thi hành)(?: {_PAPER})?(?: (?:theo )?(?:đúng )?(?:các )?quy định[^.;]{{0,40}})?[\s./]*$"
)
_MORE = re.compile(
    r"chủ trì|phối hợp với|bảo đảm|đảm bảo|cân đối|hướng dẫn|đôn đốc|tham mưu|bố trí|xây dựng|báo cáo|tổng hợp"
    r"|thẩm định"
)
_GIVES = re.compile(
    r"(?<![\w/])(?:giao|phân công|yêu cầu)(?:\s+(?:cho|trách nhiệm cho|nhiệm vụ cho))?\s+", re.IGNORECASE
)
_THINGS = re.compile(
    r"(?<!\w)(?:đất|(?:[\d.,]+\s*)(?:m2|m²|ha|chỉ tiêu|biên chế|triệu|tỷ|đồng|người|thửa|lô))(?!\w)", re.IGNORECASE
)
_GIVES_THINGS = re.compile(
    r"\s*(?:thêm\s+)?\d[\d.,]*\s*(?:m2|m²|ha|chỉ tiêu|biên chế|triệu|tỷ|đồng|người|thửa|lô)(?!\w)", re.I
)
_GIVEN_BELOW = re.compile(r"(?<!\w)(?:giao|phân công|yêu cầu)(?: nhiệm vụ)?$")
_NO_NAME = re.compile(
    rf"{_THINGS.pattern}|{_GIVEN_BELOW.pattern}|(?<!\w)(?:tự|sau khi|khi|để|cho|nhằm|theo|quy định)(?!\w)",
    re.IGNORECASE,
)
_GIVER = re.compile(
    rf"(?:chủ tịch )?{any_of(map(str.casefold, [*COMMITTEES, 'Ban Thường vụ', 'Chính phủ', 'Thủ tướng']), gap=' ')}"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-ỸÂÊÔƠƯĂ])|(?<=;)\s+(?=[Gg]iao\s)")
_TELLS = re.compile(
    r"\s*(?:được|đã|đang|sẽ|là|gồm|thuộc|trực thuộc|có tư cách|có (?:chức năng|nhiệm vụ|quyền)|tổ chức và hoạt động"
    r"|hoạt động|do|chịu trách nhiệm (?:toàn diện |hoàn toàn )?(?:trước|về))(?!\w)"
)
_IS_OFFICE = re.compile(r"\s*(?:làm|là) (?:cơ quan|đơn vị) (?:thường trực|đầu mối|chủ trì)", re.IGNORECASE)
_PLAIN = re.compile(r"(?:có|chịu) trách nhiệm|chủ trì|(?:^|[,;]\s*)(?:giao|phân công|yêu cầu)(?!\w)", re.IGNORECASE)
_APPROVES = re.compile(
    r"(?:phe duyet|ban hanh|thong qua)(?! kem theo).{0,80}?(?<!\w)(?:ke hoach|chuong trinh|de an)(?!\w)"
)
_TASKS = re.compile(r"(?:cac )?(?:noi dung,? )?(?:nhiem vu|giai phap)(?!\w)(?! cua )")
_CONDITION = re.compile(r"(?:trong quá trình|nếu|trường hợp|khi có (?:khó khăn|vướng mắc))(?!\w)", re.IGNORECASE)
_HEADING_WORDS = 14
_FOUNDS = re.compile(r"(?:thanh lap|kien toan)(?!\w)")
_FIGURE = re.compile(r"\d[\d.,]*\s*\S+(?:\s+\S+){0,3}$")
_INTRO = 400  # characters of an introduction that decide


def read_decided(
    passages: Passages, header: Header, outline: Sequence[Node], issued: dt.date | None, listed: Listed
) -> Iterator[Task]:
    """The tasks that the articles of a decision give to units; «Điều 2» is «2», its clause 1 is «2.1».

    ``listed`` reads the tasks of a part headed «Nhiệm vụ» as in plans, for an article that approves a plan in full.
    Attached papers (phụ lục, chapters, articles counted anew) are not read here.
    """
    articles = list(_articles(outline))
    if articles and not _is_normative(passages.text, header, articles):
        reader = _Reader(passages, header, issued, articles[0], listed)
        founding = any(_STANDING.match(fold(article.title)) for article in articles)
        for article in articles:
            reader.plan = bool(_APPROVES.match(fold(article.title)[:_INTRO]))
            found = reader.article(article, article.label, None, plain=founding, duty=False)
            yield from (task for task in found if not _FIGURE.match(task.title))


def has_articles(outline: Sequence[Node]) -> bool:
    """Whether a decision is laid out in articles; the resolution of a session is not, and gives work as letters do."""
    stack = list(outline)
    while stack:
        node = stack.pop()
        if node.level in ("điều", "chương"):
            return True
        stack += node.children
    return False


def _articles(outline: Sequence[Node]) -> Iterator[Node]:
    """The articles of the decision itself, also behind the Roman sections of what its first article approves."""
    seen: set[str] = set()
    stack = list(reversed(outline))
    while stack:
        node = stack.pop()
        if node.level in ("phụ lục", "chương") or (node.level == "điều" and node.label in seen):
            return
        if node.level == "điều":
            seen.add(node.label)
            yield node
        elif node.level in ("mục", "phần"):
            stack += reversed(node.children)


def _is_normative(text: str, header: Header, articles: Sequence[Node]) -> bool:
    """Whether a decision is normative: a year in its number, articles of scope, or a draft under the Law on papers."""
    if any(_OF_RULES.match(fold(article.title)) for article in articles):
        return True
    if header.number:
        return bool(_YEAR.search(f"{header.number} {header.symbol or ''}"))
    number = _NUMBER_LINE.search(text, 0, _HEAD)
    if (number and _YEAR.search(number.group())) or _YEAR.search(header.symbol or ""):
        return True
    return bool(_ON_RULES.search(text, 0, articles[0].start))


class _Reader(Walk):
    def __init__(self, passages: Passages, header: Header, issued: dt.date | None, first: Node, listed: Listed) -> None:
        super().__init__(passages, header, issued)
        self.listed = listed
        self.plan = False  # whether the article approves a plan, whose parts it holds
        founded = fold(first.title)
        self.founded = founded if _FOUNDS.match(founded) else ""

    def article(
        self, node: Node, code: str, above: Group | None, *, plain: bool, duty: bool, stand: Stand = NOBODY
    ) -> Iterator[Task]:
        """The tasks of an article or a part of it; ``plain`` takes only what is given in so many words."""
        passages = self.passages
        begin, end, children = self.bounds(node)
        first = children[0].start if children else min(end, _own_end(node, end))
        intro, span = passages.clean(begin, first)
        head = fold(intro[:_INTRO]).strip(" .:;")
        section = bool(_SECTION.match(head)) and len(head.split()) <= _HEADING_WORDS
        if children and self.plan and _TASKS.match(head) and len(head.split()) <= _HEADING_WORDS:
            article = code.partition(".")[0]
            yield from (replace(task, code=f"{article}.{task.code}") for task in self.listed(node, ()))
            return
        if not section and _FUNCTIONS.match(head):
            return
        plain = plain or bool(_EFFECT.match(head))
        stand = replace(stand, duty=duty)
        called = None if plain else self.heading(node, begin, first, end, children)
        if called and self._may(called[0].names) and not (children and self._assigned_below(children)):
            addressee, place, words = called
            inner = stand.under(addressee)
            yield from self.works(node, place, end, children, code, inner, Group(node.label, words))
            return
        group = Group(node.label, (intro if len(intro) <= _INTRO else node.title).rstrip(" .:;"))
        call = self._call(intro, plain=plain) if span else None
        if children and intro.endswith(":") and call and not self._assigned_below(children):
            inner = stand.under(call.addressee("line"))
            yield from self.works(node, first, end, children, code, inner, group)
            return
        if span and intro and not (children and intro.endswith(":")) and not section:
            yield from self._given(node, code, above, begin, first, stand, plain=plain)
        strict = plain or not (duty or _assigns(intro))
        for count, child in enumerate(children, start=1):
            label = str(count) if is_bullet(child) else child.label
            own = strict and not section
            yield from self.article(child, f"{code}.{label}", group, plain=own, duty=duty or section, stand=stand)

    def _may(self, names: Sequence[str]) -> bool:
        """Whether units may be given work here: not the deciding office, not the body that the decision sets up."""
        return bool(names) and not (
            self.own(names[0]) or self._set_up(names[0]) or any(_NO_NAME.search(name) for name in names)
        )

    def _assigned_below(self, children: Sequence[Node]) -> bool:
        """Whether most parts below begin with a unit of their own: «a) Sở Y tế …; b) Sở Tài chính: …»."""
        starts = [body_start(self.text, child) for child in children]
        heads = [ASKED.sub("", self.text[start : start + 160].lstrip("*_ "), count=1) for start in starts]
        return sum(self._begins(head) for head in heads) * 2 > len(children)

    def _begins(self, head: str) -> bool:
        named = names_at(head)
        return named is not None and not tells(head[named.end :])

    def _given(
        self, node: Node, code: str, above: Group | None, begin: int, end: int, stand: Stand, *, plain: bool
    ) -> Iterator[Task]:
        found: list[Item] = []
        for start, stop in self.passages.paragraphs(begin, end):
            text, span = self.passages.clean(start, stop)
            if not text or not span:
                continue
            cuts = [0, *(cut.end() for cut in _SENTENCE.finditer(text)), len(text)]
            pieces = [text[a:b].strip() for a, b in pairwise(cuts)]
            marks: list[tuple[str, Addressee]] = []
            for piece in pieces:
                call = self._call(piece, plain=plain)
                if call and not self._is_closing(piece):
                    marks.append((piece, call.addressee(SENTENCE)))
                elif marks and not (self._is_closing(piece) or _CONDITION.match(piece) or _EFFECT.match(fold(piece))):
                    marks[-1] = (f"{marks[-1][0]} {piece}", marks[-1][1])
            found += [Item("", None, words, self.span(words, span), who) for words, who in marks]
        for count, item in enumerate(found, start=1):
            alone = len(found) == 1
            label = code.rpartition(".")[2] if alone else str(count)
            place = node.start if alone and item.span.start <= begin else None
            number = code if alone else f"{code}.{count}"
            yield self.task(Item(number, label, item.text, item.span, item.addressee, above, place), stand)

    def _call(self, sentence: str, *, plain: bool) -> Call | None:
        """The units that a sentence gives work to; None when it gives none."""
        if HIGHER_ASKED.match(sentence) or _CONDITION.match(sentence):
            return None
        if plain and not _PLAIN.search(sentence[:_INTRO]):
            return None
        start = self._after_giving(sentence)
        words = sentence[start:]
        call = sentence_call(words)
        if call is None and start:
            call = given_call(sentence[: start + _INTRO], asks=True)
            start = 0
        if call is None and words.endswith(":"):
            call = heading_call(words)
        if call is None or not self._may(call.names):
            return None
        if _GIVES_THINGS.match(sentence, start + call.rest):
            return None
        gives = bool(start) or call.asked
        if _TELLS.match(sentence, start + call.rest) and not (gives and _IS_OFFICE.match(sentence, start + call.rest)):
            return None
        return Call(call.names, call.partners, start + call.rest, call.sure, call.asked)

    def _after_giving(self, sentence: str) -> int:
        """Where the unit begins in a sentence with «Giao», «Ủy ban nhân dân tỉnh giao», «…, giao»; 0 without them."""
        found = _GIVES.search(sentence, 0, _INTRO)
        if not found:
            return 0
        before = sentence[: found.start()].strip()
        giver = before.rpartition(",")[2].strip().casefold()
        if not giver or before[-1] in ",;" or (_GIVER.match(giver) and len(giver.split()) <= 8):
            return found.end()
        return 0

    def _is_closing(self, sentence: str) -> bool:
        """Whether a sentence only says who carries the decision out."""
        if _CARRIES_OUT.search(sentence):
            return True
        only = _ONLY_DOES.search(sentence) and not _MORE.search(sentence)
        return bool(only) and deadline_in(sentence, self.issued) is None

    def _set_up(self, name: str) -> bool:
        """Whether a body is the one that the decision sets up, whose work is its function and no single task."""
        return bool(self.founded) and " ".join(fold(name).split()[:3]) in self.founded


def _assigns(intro: str) -> bool:
    """Whether an introduction gives work to the units below it: «Ủy ban nhân dân tỉnh giao:», «Giao các sở …:»."""
    found = _GIVES.search(f"{intro[:-1]} ", 0, _INTRO) if intro.endswith(":") else None
    rest = intro[found.end() : -1].strip() if found else ""
    return bool(found) and (not rest or names_at(rest) is not None or rest in ("như sau", "cụ thể như sau"))


def _own_end(node: Node, end: int) -> int:
    """The end of a part without the articles that the outline puts below it."""
    return min([child.start for child in node.children if child.level == "điều"] or [end])
