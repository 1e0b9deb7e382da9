"""Mentions without a number: laws by title, declared short names, «Kế hoạch này», bare kinds; roles and targets."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from vanban.citations.bodies import SMALL
from vanban.citations.pinpoints import FARTHEST, pinpoint_before, pinpoint_below
from vanban.citations.roles import LIST_GAP, in_one_list, role_at, shared_role
from vanban.citations.titles import read_title
from vanban.citations.tries import trie
from vanban.model import Header
from vanban.patterns import any_of
from vanban.text import join_lines
from vanban.vocabulary import kind_named

PINPOINT, BELOW, ROLE, IN_LIST, SUBJECT = 1, 2, 4, 8, 16
"""What of a mention the words around it tell: its pinpoint, here or in the items below it; its role, also by a list;
the subject behind it."""
_DECLARED = re.compile(
    r"\(\s*(?:(?:sau|dưới)\s+đây\s+)?(?:được\s+)?(?:gọi|viết)\s+(?:tắt)?\s*(?:là|:)\s*[:“\"]?\s*(?P<name>[^)”\"\n]{3,80}?)\s*[”\"]?\s*\)"
)
_DECLARED_REACH = 600
_ORDINAL = re.compile(r"0*(\d+)")
_SHORT_NUMBER = re.compile(
    r"\s{1,2}(?:số\s)?0*(\d{1,4})(?!\w|[/.,-]\w|\s(?:năm|tháng|ngày|người|vụ|trường|văn|đơn|hồ|lượt|cuộc|xã))"
)
_SERIAL = re.compile(r"\d/(?:\d{4}/)?[A-ZĐ]|\d-[A-ZĐ]+/")
_ANOTHER_SENTENCE = re.compile(r"\.\s|;\s|\n\s*\n")
_THIS_KINDS = (
    *("Kế hoạch", "Nghị quyết", "Nghị định", "Quyết định", "Chương trình hành động", "Chương trình", "Đề án"),
    *("Thông tư", "Luật", "Chỉ thị", "Quy chế", "Quy định", "Công văn", "Báo cáo", "Tờ trình", "Hướng dẫn"),
    *("Thông báo", "Văn bản", "Bộ luật", "Pháp lệnh", "Phương án", "Dự án", "Kết luận", "Công điện"),
)
_THIS = re.compile(
    rf"(?P<kind>{any_of(_THIS_KINDS, gap=' ')})(?P<mark>\s+(?:này|nêu trên|nói trên|trên(?=\s*[,.;)])))?(?!\w)"
)
_THIS_WORDS = frozenset(
    [
        *("Kế hoạch", "Kế hoạch hành động", "Chương trình", "Chương trình hành động", "Chương trình công tác", "Đề án"),
        *("Nghị quyết", "Nghị định", "Quyết định", "Thông tư", "Luật", "Bộ luật", "Pháp lệnh", "Chỉ thị", "Quy chế"),
        *("Quy định", "Công văn", "Công điện", "Báo cáo", "Tờ trình", "Hướng dẫn", "Thông báo", "Văn bản", "Phương án"),
        *("Dự án", "Kết luận"),
    ]
)
_OF_ISSUER = re.compile(
    r"\s+của\s+(?P<issuer>Chính\s+phủ|Thủ\s+tướng(?:\s+Chính\s+phủ)?|(?:Tỉnh|Thành)\s+ủy"
    r"|(?:UBND|HĐND)\s+(?:tỉnh|thành\s+phố)(?:[ \n][A-ZĐ]\w*(?:[ \n][A-ZĐ]\w*)?)?"
    rf"|Bộ\s+[A-ZĐ]\w*\s+{SMALL}+)"
)
_QUOTED = re.compile(r"\s*[“\"][^”\"]{8,300}[”\"]")
_LISTED = re.compile(r"(?:các|những|một số|nhiều|từng|mọi|\d+|dự thảo|ra|loại|bản)\s+$")
_BESIDE = (
    "nghị quyết|quyết định|chỉ thị|kết luận|kế hoạch|chương trình|quy định|luật|thông tư|nghị định|báo cáo|văn bản|"
    "đề án"
)
_KIND_BESIDE = re.compile(rf"\s*(?:[,/&]|và|hoặc)\s*(?:{_BESIDE})", re.IGNORECASE)
_BESIDE_BEFORE = re.compile(rf"(?:{_BESIDE})\s*(?:[,/&]|và|hoặc)\s*$")
_POINTING = frozenset({" n", "\nn", " t", "\nt", " c", "\nc", " “", ' "', "  ", "\n“"})
_POINTS_BACK = re.compile(
    r"(?:thực hiện|triển khai|theo|của|tại|quán triệt|nội dung|tinh thần|đối với|về|trong|khi|ngày|kèm theo|trước"
    r"|với|thi hành)\s+$"
)
_COMMON = frozenset(
    ["Quyết định", "Quy định", "Quy chế", "Báo cáo", "Thông báo", "Văn bản", "Công văn", "Luật", "Hướng dẫn"]
)
_ANAPHORS = frozenset(
    {"Nghị quyết", "Kế hoạch", "Đề án", "Chương trình", "Chỉ thị", "Quyết định", "Nghị định", "Chương trình hành động"}
)


class KindName(NamedTuple):
    """A kind name in the text; ``near`` tells that a number or «số» follows it."""

    start: int
    end: int
    word: str
    near: bool


@dataclass(slots=True)
class Mention:
    """What is read of one mention before its target is known: see :class:`vanban.model.Citation`.

    Its pinpoint, its role and its subject are read from the text when they are asked for: most readers ask for few of
    them.
    """

    text: str
    start: int
    end: int
    kind: str | None
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    named: str | None = None  # its title, when it is part of the mention
    class_: str = "numbered"
    year: int | None = None  # of a law: «Luật Đất đai năm 2024»
    asks: int = 0  # what the words around it tell
    last: Mention | None = None  # the mention before it, which may stand in one list with it
    _place: tuple[str | None, int] | None = None
    _role: str | None = None

    @property
    def title(self) -> str | None:
        """The title of a law, or the subject that follows («về …», «quy định …»)."""
        if self.named is None and self.asks & SUBJECT:
            return read_title(self.text, self.end)
        return self.named

    @property
    def pinpoint(self) -> str | None:
        """The provision that is cited, from the smallest part to the largest."""
        before = self._placed()[0]
        if before is None and self.asks & BELOW:
            return pinpoint_below(self.text, self.start, self.end)
        return before

    @property
    def begin(self) -> int:
        """Where its pinpoint begins, or the mention itself."""
        return self._placed()[1]

    def _placed(self) -> tuple[str | None, int]:
        if self._place is None:
            self._place = pinpoint_before(self.text, self.start) if self.asks & PINPOINT else (None, self.start)
        return self._place

    @property
    def role(self) -> str:
        """What the sentence does with the document; shared with the one before it when the two stand in one list."""
        if self._role is None:
            waiting = [self]
            while (before := waiting[-1]._beside()) is not None and before._role is None:
                waiting.append(before)
            while waiting:
                mention = waiting.pop()
                mention._role = mention._said()
        return self._role or "mentions"

    @role.setter
    def role(self, role: str) -> None:
        self._role = role

    def _beside(self) -> Mention | None:
        """The mention before it when the two stand in one list."""
        last = self.last
        if last is None or not self.asks & IN_LIST:
            return None
        if self.start - last.end > FARTHEST + LIST_GAP or ". " in self.text[last.end : self.start]:
            return None
        return last if in_one_list(self.text, last.end, self.begin) else None

    def _said(self) -> str:
        if not self.asks & ROLE:
            return "mentions"
        if not self.asks & IN_LIST:
            return role_at(self.text, self.start)
        beside = self._beside()
        role = role_at(self.text, self.begin, self.end, listed=beside is None)
        if role != "mentions" or beside is None:
            return role
        return shared_role(beside.role, self.text[beside.end : self.begin], same_kind=beside.kind == self.kind)


def is_noun(text: str, start: int) -> bool:
    """Whether a kind name at the start of a sentence is only its first word."""
    return bool(re.search(r"(?:^|[.!?:;\n\t–+*-])\s*[*_]*$", text[max(0, start - 4) : start])) or start == 0


def short_forms(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """Later uses of names that the text declares («sau đây gọi là …») for a cited document."""
    numbered = sorted((m for m in found if m.number or m.class_ == "named"), key=attrgetter("start"))
    ends = [mention.end for mention in numbered]
    meant: dict[str, list[tuple[int, Mention]]] = {}
    for declared in _DECLARED.finditer(text):
        name = declared["name"].strip()
        words = name.split()
        if len(words) < 2 or words[0] not in _DOCUMENT_WORDS or _SERIAL.search(name):
            continue
        at = bisect_right(ends, declared.start() + 1) - 1
        while at >= 0 and declared.start() - ends[at] < _DECLARED_REACH:
            if _declares(text, numbered[at], declared.start(), _kind_of(name)):
                meant.setdefault(name, []).append((declared.end(), numbered[at]))
                break
            at -= 1
    if not meant:
        return
    for match in re.finditer(rf"(?:{trie(((name,) for name in meant), '')})(?![\w/-])", text):
        places = meant[match.group()]
        at = bisect_right(places, match.start(), key=itemgetter(0)) - 1
        if at >= 0:
            whole = places[at][1]
            title = whole.title if whole.number is None else None
            yield Mention(
                text, match.start(), match.end(), _kind_of(match.group()) or whole.kind, whole.number, named=title,
                class_="short", asks=ROLE, year=whole.year,
            )  # fmt: skip


def short_numbers(text: str, names: Iterable[KindName], found: Sequence[Mention]) -> Iterator[Mention]:
    """«Nghị quyết 66» where the paper names «Nghị quyết số 66-NQ/TW»; ``names`` are its capitalised kind names."""
    meant: dict[tuple[str | None, str], Mention] = {}
    taken = {mention.start for mention in found}
    for mention in found:
        if mention.number is not None and (ordinal := _ORDINAL.match(mention.number)) is not None:
            meant.setdefault((mention.kind, ordinal[1]), mention)
    for name in names:
        if not name.near or name.start in taken:
            continue
        match = _SHORT_NUMBER.match(text, name.end)
        whole = meant.get((name.word, match[1])) if match is not None else None
        if match is not None and whole is not None:
            yield Mention(text, name.start, match.end(), name.word, whole.number, class_="short", asks=ROLE)


def _declares(text: str, mention: Mention, position: int, kind: str | None) -> bool:
    """Whether the name declared there is that document's: its kind, or what it enacts («phê duyệt Đề án …»)."""
    between = text[mention.end : position]
    if _ANOTHER_SENTENCE.search(between) is not None:
        return False
    return mention.kind == kind or (kind is not None and kind in between and read_title(text, mention.end) is not None)


@cache
def _kind_of(name: str) -> str | None:
    """The kind that a declared name begins with: «Đề án 06» → Đề án."""
    words = name.split()
    for count in range(min(4, len(words)), 0, -1):
        kind = kind_named(" ".join(words[:count]))
        if kind is not None:
            return kind.name
    return None


_DOCUMENT_WORDS = frozenset(
    ["Luật", "Bộ", "Nghị", "Quyết", "Thông", "Kế", "Chương", "Đề", "Chỉ", "Kết", "Quy", "Dự", "Công", "Pháp", "Hiến"]
)


def bare_mentions(
    text: str, names: Iterable[KindName], found: Sequence[Mention], header: Header | None
) -> Iterator[Mention]:
    """«Kế hoạch này» (self or anaphor), «Nghị quyết» for one named before, «Đề án “…”», «Đề án của Chính phủ».

    ``names`` are the capitalised kind names of the text.
    """
    taken = sorted((c.start, c.end) for c in found)
    numbered = sorted((c for c in found if c.number), key=lambda c: c.start)
    cursor = 0
    latest: dict[str, Mention] = {}
    settled: dict[str, bool] = {}  # kind → whether only one document of the kind was named so far
    at = 0
    own = header.kind if header is not None else None
    for start, end, word, near in names:
        if near or word not in _THIS_WORDS:
            continue
        while cursor < len(taken) and taken[cursor][1] <= start:
            cursor += 1
        if cursor < len(taken) and taken[cursor][0] <= start:
            continue
        if (own is None or own == word) and text.startswith(" này", end) and not text[end + 4 : end + 5].isalnum():
            yield Mention(text, start, end + 4, word, class_="self", asks=PINPOINT)
            continue
        if text[end : end + 2] not in _POINTING and word not in _ANAPHORS:
            continue
        match = _THIS.match(text, start)
        if match is None:
            continue
        while at < len(numbered) and numbered[at].start < match.start():
            kind = numbered[at].kind or ""
            past = latest.get(kind)
            settled[kind] = settled.get(kind, True) and (past is None or past.number == numbered[at].number)
            latest[kind] = numbered[at]
            at += 1
        citation = _bare(text, match, latest, settled, header)
        if citation is not None:
            if citation.class_ == "named":
                settled[citation.kind or ""] = False
            yield citation


def _is_attached(text: str, kind: str) -> bool:
    """Whether the paper carries a document of that kind with it: its name stands on a line of its own."""
    return re.search(rf"^[#*\s]*{kind.upper()}[*\s]*$", text, re.MULTILINE) is not None


def _bare(
    text: str, match: re.Match[str], latest: dict[str, Mention], settled: dict[str, bool], header: Header | None
) -> Mention | None:
    kind, start, end = match["kind"], match.start(), match.end()
    own = header.kind if header is not None else None
    if match["mark"] is not None:
        mark = match["mark"].strip()
        if mark == "này" and (own is None or own == kind):
            return Mention(text, start, end, kind, class_="self", asks=PINPOINT)
        past = latest.get(kind)
        if past is None and (mark == "trên" or (kind in _COMMON and not _is_attached(text, kind))):
            return None
        number = past.number if past else None
        return Mention(text, start, end, kind, number, class_="anaphor", asks=PINPOINT)
    issuer = _OF_ISSUER.match(text, end)
    if (
        issuer is not None
        and kind in ("Chương trình hành động", "Đề án")
        and not _LISTED.search(text[max(0, start - 12) : start].lower())
    ):
        end = issuer.end()
        issued = join_lines(issuer["issuer"])
        return Mention(text, start, end, kind, issuer=issued, class_="named", asks=ROLE)
    quoted = _QUOTED.match(text, end)
    if quoted is not None and kind in ("Đề án", "Kế hoạch", "Chương trình", "Dự án"):
        settled[kind] = False  # known by its title alone: no document that could be looked up
        return None
    if kind not in _ANAPHORS or kind not in latest or is_noun(text, start):
        return None
    if own == kind or (kind != "Đề án" and not settled.get(kind, True)):
        return None
    before = text[max(0, start - 24) : start].lower()
    if not _POINTS_BACK.search(before):
        return None
    follows = text[end : end + 14]
    if _LISTED.search(before) or _BESIDE_BEFORE.search(before) or _KIND_BESIDE.match(text, end):
        return None
    if not re.match(
        r"\s*[,.;:)¹²³⁴⁵⁶⁷⁸⁹⁰]|\s+(?:đã|được|trên|còn|và|vào|trong|đến|tại|là|có|để|ban hành)\b|\s*$", follows
    ):
        return None
    number = latest[kind].number if settled.get(kind, True) else None
    return Mention(text, start, end, kind, number, class_="anaphor")
