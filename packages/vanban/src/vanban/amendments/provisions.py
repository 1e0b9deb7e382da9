"""Lists of provisions in an instruction («điểm a, b khoản 2 và khoản 3 Điều 5»), one value for each provision.

The parts are read from left to right; a larger part completes the smaller ones before it. A provision is written as in
a citation's ``pinpoint``: from the smallest part to the largest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from vanban.numerals import LETTERS, ORDINALS, read_letter
from vanban.text import join_lines

_RANKS = {
    "tên": 0,
    "câu": 1,
    "đoạn": 2,
    "gạch đầu dòng": 3,
    "tiết": 4,
    "mục số": 5,
    "điểm": 6,
    "khoản": 7,
    "số thứ tự": 8,
    "điều": 9,
    "tiểu mục": 10,
    "mục": 11,
    "chương": 12,
    "phần": 13,
    "mẫu": 14,
    "phụ lục": 15,
}
ARTICLE, CLAUSE = _RANKS["điều"], _RANKS["khoản"]
_PRINTED = {
    "điều": "Điều",
    "mục": "Mục",
    "tiểu mục": "Tiểu mục",
    "chương": "Chương",
    "phần": "Phần",
    "mẫu": "Mẫu số",
    "phụ lục": "Phụ lục",
}
_ORDINAL = rf"thứ[ ](?:{'|'.join(ORDINALS)})"
_AND = r"(?:,|;(?=[ ]?\d)|,?[ ](?:và|hoặc)[ ])"


def _labels(one: str) -> str:
    return rf"{one}(?:[ ]{{0,2}}(?:{_AND}[ ]{{0,2}}{one}|[ ]đến[ ]{one}))*"


_NUMBER = r"\d{1,4}[a-zđ]{0,2}\d?(?:\.\d{1,3})*(?![\w/])"
_LETTER = r"(?:[a-zđ]\d{0,2}(?:\.\d{1,3})*(?:[ ]?\([ivx]{1,5}\))?|\d{1,2}(?:\.\d{1,3})*)(?![\w(])"
_ROMAN = r"[IVXLC]{1,7}[A-Za-zđ]?(?![\w])"
_FORM = r"(?:\d{1,3}[a-zđA-ZĐ]?(?:[./-][\w.-]{1,20}(?<![.-]))?|[IVX]{1,5}(?:[.-]\d{1,3})?)(?!\w)"
_INDENTS = _labels(rf"(?:{_LETTER}|\([ivx\d]{{1,4}}\))")
_SECTIONS = _labels(rf"(?:{_NUMBER}|{_ROMAN}|[A-Z](?!\w))")
_CHAPTERS = _labels(rf"(?:{_ROMAN}|\d{{1,2}}(?!\w))")
_PARTS = _labels(rf"(?:{_ROMAN}|\d{{1,2}}(?!\w)|[A-Z](?!\w))")
_ANNEXES = _labels(r"(?:[IVXLC]{1,7}[A-Z]?\d{0,2}|\d{1,2}[A-Za-z]?)(?![\w/])")
_PIECE = re.compile(
    rf"""(?<![\w])(?:
      (?P<name>(?:tên|tiêu[ ]đề)(?![ ]gọi|[ ]đề|\w))(?P<bare>[ ]điều(?=[ ](?:và|,)|,))?   # the heading itself
    | (?P<sentence>câu)[ ](?P<sentence_no>{_ORDINAL}|cuối(?:[ ]cùng)?)   # below a number
    | (?P<paragraph>đoạn)[ ](?P<paragraph_no>{_ORDINAL}|\d{{1,2}}|đầu(?:[ ]tiên)?|mở[ ]đầu|cuối(?:[ ]cùng)?)
    | (?P<dash>gạch[ ]đầu[ ]dòng)[ ](?P<dash_no>{_ORDINAL}|\d{{1,2}})
    | (?P<indent>tiết)[ ](?P<indent_no>{_INDENTS})
    | (?P<point>điểm)[ ](?P<point_no>{_labels(_LETTER)})
    | (?P<clause>khoản)[ ](?P<clause_no>{_labels(_NUMBER)})   # numbered parts, the smallest first
    | (?P<row>số[ ]thứ[ ]tự|dòng(?:[ ](?:số|thứ|có[ ]số[ ]thứ[ ]tự))?(?=[ ]\d))   # a row of a table
      [ ](?:số[ ])?(?P<row_no>{_labels(_NUMBER)})
    | (?P<article>điều)[ ](?P<article_no>{_labels(_NUMBER)})
    | (?P<sub>tiểu[ ]mục)[ ](?P<sub_no>{_labels(_NUMBER)})
    | (?P<item>mục[ ]số)[ ](?P<item_no>{_labels(_NUMBER)})(?=[ ](?:điểm|khoản)[ ])
    | (?P<section>mục)[ ](?:số[ ])?(?P<section_no>{_SECTIONS})
    | (?P<chapter>chương)[ ](?P<chapter_no>{_CHAPTERS})
    | (?P<part>phần)[ ](?P<part_no>{_PARTS}|{_ORDINAL})
    | (?P<form>(?:biểu[ ])?mẫu)[ ](?:số[ ]){{1,2}}(?P<form_no>{_labels(_FORM)})
    | (?P<annex>phụ[ ]lục)(?:[ ](?:số[ ])?
      (?P<annex_no>{_ANNEXES}))?
    )""",
    re.VERBOSE,
)
_LEVELS = {
    "name": "tên",
    "sentence": "câu",
    "paragraph": "đoạn",
    "dash": "gạch đầu dòng",
    "indent": "tiết",
    "point": "điểm",
    "clause": "khoản",
    "row": "số thứ tự",
    "article": "điều",
    "sub": "tiểu mục",
    "item": "mục số",
    "section": "mục",
    "chapter": "chương",
    "part": "phần",
    "form": "mẫu",
    "annex": "phụ lục",
}
_LOWER = re.compile(r"(?<!\w)(?:Tên|Tiêu đề|Câu|Đoạn|Gạch|Tiết|Điểm|Khoản|Số thứ|Dòng|Điều|ĐIỀU|Tiểu|Mục|MỤC|"
                    r"Chương|CHƯƠNG|Phần|PHẦN|Biểu mẫu|Mẫu|MẪU|Phụ lục|PHỤ LỤC|Phụ Lục)(?!\w)")  # fmt: skip
_SOFT = re.compile(
    r"[ ]*(?:(?:của|tại|thuộc|trong|ở|cuối)[ ])?(?:phần[ ]tên[ ]|nội[ ]dung[ ])?(?:các[ ])?(?:của[ ])?[ ]*"
)
_COMMA = re.compile(r"[ ]*,[ ]*(?:tại[ ])?(?:các[ ])?")
_BESIDE = re.compile(r"[ ]*(?:vào[ ]+)?(?:ngay[ ]+)?(?:sau|trước)[ ]+(?:các[ ])?")
_INTO = re.compile(r"[ ]*vào[ ]+(?:cuối[ ]+)?(?:các[ ])?")
_LIST = re.compile(r"[ ]*(?:,|;)?[ ]*(?:và|hoặc)?[ ]*(?:tại[ ]|của[ ]|ở[ ])?(?:các[ ])?[ ]*")
_RANGE = re.compile(r"[ ]+đến[ ]+(?:hết[ ]+)?")
_BESIDE_IT = re.compile(r"(?:[ ]*[;,][ ]*(?:(?:và|hoặc)[ ])?|[ ](?:và|hoặc)[ ])(?:tại[ ])?(?:[Cc]ác[ ])?[ ]*")
_ONE = re.compile(r"[^\s,;()]+(?:[ ]?\([ivx\d]{1,5}\))?|\([ivx\d]{1,4}\)")
_LONGEST_RANGE = 80


@dataclass(slots=True)
class Provision:
    """One provision as named: its parts from the smallest to the largest, each (level, label).

    ``apart`` tells that a semicolon or a word that belongs to no list parts it from what follows; ``spread`` that «tên»
    was read over a list and may belong to its first member only; ``range`` that it is a member of «từ … đến …».
    """

    parts: list[tuple[str, str]]
    start: int
    end: int
    apart: bool = False
    spread: bool = False
    ranged: bool = False

    @property
    def top(self) -> int:
        """The rank of its largest part."""
        return _RANKS[self.parts[-1][0]]

    @property
    def lowest(self) -> int:
        """The rank of its smallest part."""
        return _RANKS[self.parts[0][0]]

    @property
    def complete(self) -> bool:
        """Whether it names its place in a document: an article or a larger part, a form or an annex."""
        return self.top >= ARTICLE

    @property
    def is_heading(self) -> bool:
        """Whether only the heading («tên Điều 14») is meant."""
        return self.parts[0][0] == "tên"

    def __str__(self) -> str:
        return written(self.parts)

    def above(self, rank: int) -> tuple[tuple[str, str], ...]:
        """Its parts larger than a rank."""
        return tuple(part for part in self.parts if _RANKS[part[0]] > rank)


def written(parts: Sequence[tuple[str, str]]) -> str:
    """The parts in the form of a pinpoint: «điểm a khoản 2 Điều 5», «tên Điều 14», «Mẫu số 01 Phụ lục II»."""
    return " ".join(f"{_PRINTED.get(level, level)} {label}".rstrip() for level, label in parts)


def read_provisions(text: str, start: int = 0, end: int | None = None) -> list[Provision]:
    """The provisions named in one sentence, its lines joined and its quoted passages blanked, in their order.

    >>> [str(p) for p in read_provisions("điểm a khoản 1, khoản 2 và khoản 3 Điều 7; Điều 9")]
    ['điểm a khoản 1 Điều 7', 'khoản 2 Điều 7', 'khoản 3 Điều 7', 'Điều 9']
    """
    small = _LOWER.sub(lambda match: match.group().lower(), text)
    found: list[Provision] = []
    last = start
    for match in _PIECE.finditer(small, start, len(text) if end is None else end):
        group = next(name for name in _LEVELS if match[name] is not None)
        level = _LEVELS[group]
        printed = text[match.start(f"{group}_no") : match.end(f"{group}_no")] if _numbered(match, group) else ""
        _take(found, level, printed, match, small[last : match.start()])
        last = match.end()
    _spread_names(found)
    _share(text, found)
    _borrow(found)
    return found


def _numbered(match: re.Match[str], group: str) -> bool:
    return group != "name" and match[f"{group}_no"] is not None


def _take(found: list[Provision], level: str, printed: str, match: re.Match[str], gap: str) -> None:
    """Take one piece into the list: as part of the provisions before it, or as new ones."""
    rank = _RANKS[level]
    labels, ranged = _split(printed)
    before = found[-1] if found else None
    if before is not None and _RANGE.fullmatch(gap) and len(labels) == 1 and before.parts[-1][0] == level:
        first = before.parts[-1][1]
        for label in _between(first, labels[0]):
            found.append(Provision([(level, label)], match.start(), match.end(), ranged=True))
        before.ranged = True
        return
    soft = before is not None and _SOFT.fullmatch(gap) is not None
    if soft and before is not None and level == "mục" and before.parts[-1][0] == "mẫu" and not gap.strip():
        _complete(found, (level, labels[0]), _RANKS["phụ lục"], match.end())  # «mẫu số 5i, 5k mục IX»
        return
    comma = before is not None and _COMMA.fullmatch(gap) is not None
    if before is not None and len(labels) == 1 and before.top < rank and not before.apart:
        loose = comma and not before.complete and before.parts[-1][0] != "tên"
        if soft or loose:
            _complete(found, (level, labels[0]), rank, match.end())
            return
        if before.parts[-1][0] == "tên" and level == "điều":
            _complete(found, (level, labels[0]), rank, match.end())
            return
    if before is not None and not gap.strip() and len(labels) == 1 and _RANKS[before.parts[0][0]] > rank:
        before.parts.insert(0, (level, labels[0]))  # «Điều 5 khoản 2 điểm a»
        before.end = match.end()
        return
    if before is not None and (";" in gap or not (_LIST.fullmatch(gap) or _BESIDE.fullmatch(gap))):
        for provision in found:
            provision.apart = provision.apart or ";" in gap or provision.complete
    if before is not None and _INTO.fullmatch(gap):  # «điểm g vào khoản 28 Điều 4»: what follows is where it goes
        for provision in found:
            provision.apart = True
    for label in labels:
        found.append(Provision([(level, label)], match.start(), match.end(), ranged=ranged))


def _complete(found: list[Provision], part: tuple[str, str], rank: int, end: int) -> None:
    """Add a larger part to the last provision and to those before it in the same list that lack it."""
    kind = found[-1].top
    for provision in reversed(found):
        if provision.apart or provision.top >= rank:
            break
        if provision.top < ARTICLE or provision.top == kind:
            provision.parts.append(part)
            provision.end = max(provision.end, end) if provision is found[-1] else provision.end
        else:
            break


def _split(printed: str) -> tuple[list[str], bool]:
    """The single labels of «a, b và c» or «1 đến 4»."""
    if not printed:
        return [""], False
    if printed.startswith(("thứ ", "đầu", "mở", "cuối")):
        return [join_lines(printed)], False
    words = [word for word in _ONE.findall(printed) if word not in ("và", "hoặc")]
    labels: list[str] = []
    ranged = False
    for at, word in enumerate(words):
        if word == "đến":
            continue
        if at and words[at - 1] == "đến" and labels:
            labels.extend(_between(labels[-1], word))
            ranged = True
        else:
            labels.append(word.replace(" ", "").rstrip("."))
    return labels, ranged


def _between(first: str, last: str) -> list[str]:
    """The labels after ``first`` up to ``last``; only ``last`` when the order is not known."""
    if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(first) + 1, int(last) + 1)]
    begin, end = read_letter(first), read_letter(last)
    if begin is not None and end is not None and begin < end:
        return list(LETTERS[begin:end])
    return [last]


def _spread_names(found: Sequence[Provision]) -> None:
    """«tên Mục 1, Mục 2 Chương III»: the headings of all of one list, marked as not proved."""
    for before, after in pairwise(found):
        if before.is_heading and not before.apart and after.parts[0][0] in ("mục", "chương"):
            same = before.parts[1][0] == after.parts[0][0] if len(before.parts) > 1 else False
            if same and before.parts[2:] == after.parts[1:]:
                after.parts.insert(0, ("tên", ""))
                after.spread = True


def _share(text: str, found: Sequence[Provision]) -> None:
    """«điểm a khoản 2; điểm c khoản 3 Điều 28»: parts of one list stand in the article that its last one names."""
    ends = list(accumulate((provision.end for provision in found), max))
    after: Provision | None = None  # the first one of the piece that follows
    for at in range(len(found) - 1, -1, -1):
        provision = found[at]
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and following.start != provision.start:
            after = following if _BESIDE_IT.fullmatch(text, ends[at], following.start) else None
        if after is None or provision.complete or not after.complete:
            continue
        above = after.above(provision.top)
        beside = any(_RANKS[level] == provision.top for level, _ in after.parts)
        if beside and any(level in ("điều", "mẫu", "phụ lục") for level, _ in above):
            provision.parts.extend(above)


def _borrow(found: Sequence[Provision]) -> None:
    """«khoản 2 Điều 7 và khoản 3»: the last one stands in the article of the one before it."""
    for before, after in pairwise(found):
        if not after.complete and before.complete and not before.apart:
            after.parts.extend(before.above(after.top))
