"""One instruction sentence taken apart: its verbs, the provisions and documents it names, its phrases.

What must not be read as target is blanked first, letter for letter: quoted phrases, documents with their titles,
brackets, and «được sửa đổi, bổ sung tại …», which only tells how the target came to be.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.amendments.provisions import Provision, read_provisions
from vanban.amendments.quotes import phrases
from vanban.model import Citation
from vanban.symbols import normalise

QUOTE, PAPER, SELF, TITLE = "¤", "§", "¶", "·"
BY = (
    rf"(?i:[ ](?:tương[ ]ứng[ ])?(?:bằng|thành|là)(?=[ ]:?[ ]?(?:các[ ])?(?:{QUOTE}|[“\"«]|cụm[ ]từ|từ[ ]|chữ[ ]|"
    r"phụ[ ]lục|mẫu|biểu|điều[ ]\d|khoản[ ]\d|điểm[ ]\w[\d)]?(?!\w)|chương[ ][IVX\d]|mục[ ](?!tiêu|đích))))"
)
"""What leads to the new words or the new provision: «bằng cụm từ», «thành “…”», «bằng Phụ lục I»."""
NUMBERED = r"(?:các[ ])?(?:khoản|điểm|điều|tiết|mục|chương|phần|mẫu[ ]số|phụ[ ]lục)[ ][\dIVXa-zđ]"
PLAIN_TARGET = r"(?=[ ](?:các[ ])?(?:tên|biểu[ ]mẫu|mẫu|phụ[ ]lục|điểm|khoản|điều|mục|chương)[ ][\dIVXa-zđs])"
"""What «sửa» alone is followed by where it orders («Sửa Mẫu số 01 thành …»)."""
_REACH = 3000  # code points: longer titles are not looked through
_BRACKET = re.compile(r"\([^()]{7,600}\)")
_AMENDED = re.compile(
    r",?[ ](?:đã[ ])?được[ ](?:sửa[ ]đổi|bổ[ ]sung|thay[ ]thế|đính[ ]chính|hợp[ ]nhất)(?:,[ ]bổ[ ]sung)?(?!\w)"
    rf"(?!{BY})",
    re.IGNORECASE,
)
_AMENDED_END = re.compile(
    rf";|,?[ ]như[ ]sau|{BY}|,?[ ](?:sẽ[ ])?hết[ ]hiệu[ ]lực|[ ]kể[ ]từ[ ]ngày|,[ ]trừ[ ]|"
    r"[ ]tiếp[ ]tục[ ]có[ ]hiệu[ ]lực"
    r"|[ ]cho[ ]đến|[ ]bị[ ]bãi[ ]bỏ|\.[ ]|\.?/?\.?$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"[ ,]{1,3}(?P<word>về|quy[ ]định|ban[ ]hành|phê[ ]duyệt|sửa[ ]đổi|hướng[ ]dẫn|thành[ ]lập|"
    r"triển[ ]khai|công[ ]bố|bãi[ ]bỏ|tổ[ ]chức|"
    r"điều[ ]chỉnh|giữa|của|bổ[ ]sung|phân[ ]cấp|thay[ ]thế)(?!\w)",
    re.IGNORECASE,
)
_OTHER_PAPER = (
    r"(?:,|[ ]và)[ ](?:các[ ])?(?:Nghị[ ]định|Thông[ ]tư|Quyết[ ]định|Nghị[ ]quyết|Luật|Chỉ[ ]thị|"
    r"Pháp[ ]lệnh)[ ](?:liên[ ]tịch[ ])?(?:số[ ])?\d"
)
_ORDER = r"(?:bãi[ ]bỏ|h(?:ủy|uỷ)[ ]bỏ|thay[ ]thế|sửa[ ]đổi|bổ[ ]sung)(?:,[ ]bổ[ ]sung)?"
_NUMBERED_PART = r"(?:khoản|điểm|[Đđ]iều|Phụ[ ]lục|Mục|Chương|Mẫu[ ]số)[ ][\dIVXa-zđ]"
_NUMBERED_PAPER = (
    r"(?:Nghị[ ]định|Thông[ ]tư|Quyết[ ]định|Nghị[ ]quyết|Luật|Chỉ[ ]thị|Pháp[ ]lệnh)[ ](?:liên[ ]tịch[ ])?(?:số[ ])?\d"
)
_NEXT_ORDER = (  # «… về tài khoản và bãi bỏ Điều 2 Thông tư số …»: the sentence goes on, the title does not
    rf"(?:[,;]|,?[ ]và|,?[ ]đồng[ ]thời)[ ](?:đồng[ ]thời[ ])?{_ORDER}[ ](?:toàn[ ]bộ[ ]|các[ ])*"
    rf"(?:{_NUMBERED_PART}|{_NUMBERED_PAPER})"
)
_TITLE_END = rf"{_AMENDED_END.pattern}|:[ ]*$|:[ ](?=[“{QUOTE}])"
_END = re.compile(
    rf"{_TITLE_END}|{_NEXT_ORDER}|{_OTHER_PAPER}|[ ]và[ ](?:khoản|điểm|Điều|Phụ[ ]lục|Mục|Chương)[ ][\dIVXa-zđ]"
    r"|[ ]và[ ](?=[^;,.]{0,80}quy[ ]định[ ]tại[ ](?:khoản|điểm|Điều)[ ])"
)
_MISPRINTED = re.compile(
    r"(?<!\w)(?:Thông|Nghị|Quyết|Chỉ|Pháp)[ ][\w]{2,6}(?:[ ]\w{2,6}){0,3}[ ]số[ ]"
    r"(?P<number>\d{1,4}/\d{4}/[A-ZĐ]{2,6}[\w-]*)"
)
_END_OF_AMENDING = re.compile(_TITLE_END)
_KINDS = (
    ("amend", rf"sửa[ ]đổi,?[ ]bổ[ ]sung|bổ[ ]sung,?[ ]sửa[ ]đổi|sửa[ ]đổi|sửa{PLAIN_TARGET}"),
    ("insert", r"bổ[ ]sung"),
    ("repeal", r"bãi[ ]bỏ|h(?:ủy|uỷ)[ ]bỏ|bỏ"),
    ("replace", r"thay[ ]thế|thay(?=[ ](?:các[ ])?(?:cụm[ ])?(?:từ|chữ)[ ])"),
    ("correct", r"đính[ ]chính"),
    ("suspend", r"(?:tạm[ ])?(?:ngưng|ngừng|dừng)[ ]hiệu[ ]lực(?:[ ]thi[ ]hành)?|đình[ ]chỉ[ ](?:việc[ ])?thi[ ]hành"),
    (
        "renumber",
        rf"đánh[ ](?:lại[ ])?số(?:[ ]thứ[ ]tự)?(?:[ ]lại)?|chuyển|đổi[ ]thứ[ ]tự|trở(?=[ ]thành[ ]{NUMBERED})",
    ),
    ("rename", r"đổi(?=[ ]tên[ ])"),
)  # fmt: skip
_VERB = re.compile("|".join(f"(?P<{kind}>(?:{words})(?!\\w))" for kind, words in _KINDS), re.IGNORECASE)
_JOINT = re.compile(r"(?:[,;:]|(?:,|;)?[ ](?:và|đồng[ ]thời))[ ]+$")


@dataclass(slots=True)
class NamedPaper:
    """A document that the sentence names as target or source; ``own`` is the paper at hand («Nghị định này»)."""

    start: int
    end: int
    citation: Citation
    own: bool = False


@dataclass(slots=True)
class Clause:
    """One verb of the sentence and what belongs to it; places are offsets into the masked words."""

    kind: str
    verb: str
    start: int
    content: int
    end: int


@dataclass(slots=True)
class Sentence:
    """A sentence with its masked words. All places count from ``start`` of the sentence in the text."""

    start: int
    words: str
    quotes: list[tuple[int, int, int, int]]
    papers: list[NamedPaper]
    provisions: list[Provision] = field(default_factory=list)

    def clauses(self) -> list[Clause]:
        """The verbs that instruct, each with its words up to the next one."""
        found: list[Clause] = []
        for match in _VERB.finditer(self.words):
            if found or self.words[: match.start()].strip():
                before = self.words[: match.start()]
                if not found and not _PLACE_FIRST.fullmatch(before) and not self._passive(match):
                    return []
                if found and not _JOINT.search(before[-14:]):
                    continue
            if found:
                found[-1].end = match.start()
            kind = match.lastgroup or ""
            found.append(Clause(kind, match.group(), match.start(), match.end(), len(self.words)))
        return found

    def later_clauses(self, start: int) -> list[Clause]:
        """The verbs that instruct behind a place, each joined to what stands before it («… và bãi bỏ Điều 2 …»)."""
        found: list[Clause] = []
        for match in _VERB.finditer(self.words, start):
            if _JOINT.search(self.words, max(start, match.start() - 14), match.start()) is None:
                continue
            if found:
                found[-1].end = match.start()
            found.append(Clause(match.lastgroup or "", match.group(), match.start(), match.end(), len(self.words)))
        return found

    def _passive(self, verb: re.Match[str]) -> bool:
        """Whether the target stands first: «Khoản 4 Điều 8 được sửa đổi như sau», «… bị bãi bỏ»."""
        led = verb.group().lower() == "trở" or re.search(r"[ ](?:được|bị)[ ]$", self.words[: verb.start()])
        if not led or not self.provisions:
            return False
        first = self.provisions[0].start
        lead = self.words[:first].strip()
        rest = self.words[verb.end() :]
        return (
            first < verb.start()
            and lead in ("", "Các", "Quy định tại", "Nội dung")
            and (re.match(r"[ ]*(?:như[ ]sau|thành[ ]|bằng[ ]|(?:kể[ ])?từ[ ]ngày|[.;:/]*$)", rest) is not None)
        )

    def named(self, start: int, end: int) -> list[Provision]:
        """The provisions that begin in a passage."""
        at = bisect_left(self.provisions, start, key=lambda provision: provision.start)
        found = []
        while at < len(self.provisions) and self.provisions[at].start < end:
            found.append(self.provisions[at])
            at += 1
        return found


_IN_A_PLACE = (
    r"[ ]*(?:Tại|Ở|Trong)[ ]"
    r"(?=(?:các[ ]|toàn[ ]bộ[ ])?(?:tên|khoản|điểm|[Đđ]iều|[Mm]ục|Chương|Phụ[ ]lục|Mẫu)[ ][\dIVXa-zđ])"
    r"[^;:.]{2,300}[,:]?[ ]+"
)
_WITH_AN_ANNEX = rf"[ ]*Ban[ ]hành[ ]kèm[ ]theo[ ]{SELF}+[ ](?:các[ ])?(?:Phụ[ ]lục|Mẫu|Biểu)[^;:.]{{1,200}}[ ]+"
_FROM_A_DAY = r"[ ]*(?:Kể[ ])?[Tt]ừ[ ]ngày[^;:]{4,80},[ ]+"
_PLACE_FIRST = re.compile(rf"{_IN_A_PLACE}|{_WITH_AN_ANNEX}|{_FROM_A_DAY}|[ {PAPER}{SELF}]*")


def _with_misprinted(
    text: str, start: int, words: str, inside: list[tuple[int, int, Citation]]
) -> list[tuple[int, int, Citation]]:
    """The mentions with those of a number whose kind is misprinted («Thông tư liên lịch số 17/2014/TTLT-…»)."""
    found = list(inside)
    for match in _MISPRINTED.finditer(words):
        if any(begin < match.end() and match.start() < after for begin, after, _citation in inside):
            continue
        surface = text[start + match.start() : start + match.end()]
        number = normalise(match["number"])
        found.append((*match.span(), Citation(start + match.start(), start + match.end(), surface, number=number)))
    return sorted(found, key=lambda one: one[0])


def read_sentence(text: str, start: int, end: int, citations: Sequence[Citation]) -> Sentence:
    """The sentence ``text[start:end]``, masked. ``citations`` are those of the text in their order."""
    words = text[start:end].replace("\n", " ").replace("\t", " ").replace("\r", " ")
    letters = list(words)
    quotes = [(a - start, b - start, c - start, d - start) for a, b, c, d in phrases(text, start, end)]
    for begin, after, _, _ in quotes:
        letters[begin:after] = QUOTE * (after - begin)
    papers: list[NamedPaper] = []
    closed = 0
    at = bisect_left(citations, start, key=lambda citation: citation.start)
    inside = []
    while at < len(citations) and citations[at].start < end:
        citation = citations[at]
        at += 1
        begin, after = citation.start - start, min(citation.end, end) - start
        if letters[begin] != QUOTE:
            inside.append((begin, after, citation))
    inside = _with_misprinted(text, start, words, inside)
    plain = "".join(letters)
    for bracket in _BRACKET.finditer(plain):
        letters[bracket.start() : bracket.end()] = TITLE * len(bracket.group())
    for begin, after, citation in inside:
        own = citation.class_ == "self" or (citation.class_ == "anaphor" and citation.surface.endswith("này"))
        if begin < closed or letters[begin] == TITLE:
            continue
        letters[begin:after] = (SELF if own else PAPER) * (after - begin)
        papers.append(NamedPaper(begin, after, citation, own))
        if own:
            continue
        plain = "".join(letters)
        title = _TITLE.match(plain, after)
        amended = _AMENDED.match(plain, after)
        if amended is not None:
            stop = _AMENDED_END.search(plain, amended.end(), amended.end() + _REACH)
        elif title is not None:
            ending = _END_OF_AMENDING if title["word"].lower() in ("sửa đổi", "bổ sung", "bãi bỏ") else _END
            inner = _AMENDED.search(plain, title.end(), title.end() + _REACH)
            stop = ending.search(plain, title.end(), title.end() + _REACH)
            if inner is not None and stop is not None and inner.start() < stop.start():
                stop = _AMENDED_END.search(plain, inner.end(), inner.end() + _REACH)
        else:
            continue
        closed = stop.start() if stop is not None else min(len(plain), after + _REACH)
        letters[after:closed] = TITLE * (closed - after)
    words = "".join(letters)
    for amended in _AMENDED.finditer(words):
        stop = _AMENDED_END.search(words, amended.end(), amended.end() + _REACH)
        closed = stop.start() if stop is not None else min(len(words), amended.end() + _REACH)
        if any(amended.start() <= paper.start < closed for paper in papers) or PAPER in words[amended.end() : closed]:
            letters[amended.start() : closed] = TITLE * (closed - amended.start())
            papers = [paper for paper in papers if not amended.start() <= paper.start < closed]
    sentence = Sentence(start, "".join(letters), quotes, papers)
    sentence.provisions = read_provisions(sentence.words)
    return sentence
