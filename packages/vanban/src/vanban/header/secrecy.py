"""Marks of state secrecy (dấu chỉ độ mật): MẬT, TỐI MẬT, TUYỆT MẬT. One judge for every carrier of a file.

Form of the mark: Nghị định 30/2020/NĐ-CP, Phụ lục I, box 10a; Luật Bảo vệ bí mật nhà nước 29/2018/QH14. A mark
stands alone, in capitals, or beside what is stamped with it: urgency, number of the copy, term. The same word inside a
sentence («bí mật nhà nước», «mật độ») is no mark, and neither is a row that lists the degrees.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from vanban.model import Aside, Document
from vanban.text import Cleaned, clean, fold, join_lines, lines

HEAD_LINES = 40
ANNEX_LINES = 8  # under the heading of an annex; three above it
PAGE_LINES = 3  # on top of a page
FIRST_LINES = 3  # of a text, where «TÀI LIỆU MẬT» ends no title yet
MOST_CELLS = 3  # of a line of a head; a row of a table has more
MOST_PLACES = 400  # annexes and heads that are looked at
_LONGEST = 200  # code points of a line that may be a mark with what stands beside it
_SPACED = re.compile(r"(?<!\w)\w(?:[\s.·_-]{1,4}\w(?!\w)){2,40}")
_BESIDE = re.compile(
    r"""
      \bhoa\ toc(?:\ hen\ gio)?\b | \bthuong\ khan\b | \bkhan\b              # degree of urgency
    | \bban\ so\b[\ :.]*[\d/.…_\ ]*                                          # number of the copy
    | \bdu\ thao\b(?:\ lan(?:\ thu)?\ \d+)?
    | \b(?:tai\ lieu\ )?thu\ hoi\b | \bkhong\ (?:duoc\ sao|sao|pho\ bien)\b.* | \bxem\ xong\b.*   # who may have it
    | \b(?:chi\ )?nguoi\ (?:co\ ten|nhan)\b.* | \bluu\ hanh\ noi\ bo\b
    | \b(?:thoi\ (?:han|gian)|den(?:\ het)?\ (?:ngay|thang|nam)|giai\ mat|bao\ ve\ den|trong\ thoi)\b.*  # term
    | \b\d{1,2}\ nam\b
    | \bcong\ hoa\ xa\ hoi\ chu\ nghia\b.* | \bdang\ cong\ san\ viet\ nam\b.* | \bdoc\ lap\s*[-–]\s*tu\ do\b.*
    """,
    re.VERBOSE,
)
_LABEL = re.compile(
    r"(?:(?:muc )?do mat(?: cua (?:van ban|tai lieu))?|muc do|dau (?:chi )?(?:do )?mat|loai(?: mat(?=\W+\w))?)[\W_]+"
)
_STAMPED = re.compile(r"\b(?:hoa toc|thuong khan|khan|ban so)\b")
_NUMBER_LINE = re.compile(r"(?:so|so hieu)\s?[:.]")
_OF_PAPERS = re.compile(r"(?:tai lieu|van ban|ho so|cong van)\s+(?=(?:tuyet |toi )?mat\b)")
_LABEL_ALONE = re.compile(r"(?:muc )?do mat(?: cua (?:van ban|tai lieu))?\s*:?\s*")
_LETTERED = {"a": "TUYỆT MẬT", "b": "TỐI MẬT", "c": "MẬT"}
"""The letters that stand for the degrees on covers (bì)."""
_UNTICKED = frozenset("☐□")
_MARK = re.compile(r"(?P<degree>tuyet|toi)?\s?mat(?:\s[a-c])?")
_COLUMNS = re.compile(r"\s{3,}")
_PUNCTUATION = re.compile(r"[\W_]+")
_ANNEX = re.compile(
    r"^[#*_>|\s]{0,40}(?:PHỤ (?:LỤC|BIỂU)|Phụ (?:lục|biểu)|BIỂU|Biểu (?:mẫu|số)|MẪU SỐ|Mẫu số|DANH (?:MỤC|SÁCH))\b.*",
    re.MULTILINE,
)
_NATION = re.compile(r"CỘNG H[OÒ][ÀA] XÃ HỘI CHỦ NGH|ĐẢNG CỘNG SẢN VIỆT NAM")
_TRUE = frozenset(["MẬT", "MÂT", "MẠT", "MAT"])  # the word with its letters' marks, or as it is typed without some
_DEGREES = {None: "MẬT", "toi": "TỐI MẬT", "tuyet": "TUYỆT MẬT"}
_ORDER = tuple(_DEGREES.values())


def secrecy_mark(document: Document | str) -> str | None:
    """The secrecy mark of a paper, or None; of several the highest.

    It is looked for in the head of each paper of the file, in the first lines of each annex, and in what the file
    holds beside its text (:attr:`Document.asides`: page heads and foots, boxes, remarks, slanted text, properties).

    >>> secrecy_mark("TỐI MẬT\\nUBND TỈNH A\\nSố: 01/BC-UBND")
    'TỐI MẬT'
    >>> secrecy_mark("Bảo vệ bí mật nhà nước\\nMật độ dân số")
    """
    if isinstance(document, str):
        return highest(mark_in_row(row, first=first) for first, row in _by_place(_rows(clean(document), ())))
    pages = tuple(page.start for page in document.pages)
    rows = _rows(clean(document.text), pages)
    found = [mark_in_row(row, loose=document.source.ocr, first=first) for first, row in _by_place(rows)]
    return highest([*found, mark_in_asides(document.asides)])


def _by_place(rows: Iterable[Sequence[str]]) -> Iterator[tuple[bool, Sequence[str]]]:
    """Each line, and whether no title can end with it: it is one of the first, or stands right below the number."""
    below_number = False
    for at, row in enumerate(rows):
        yield at < FIRST_LINES or below_number, row
        below_number = any(_NUMBER_LINE.match(fold(cell).lstrip()) for cell in row)


def _beside(asides: Iterable[Aside]) -> Iterator[str]:
    """The lines of what stands beside a text; of a property its value."""
    for aside in asides:
        for line in aside.text.splitlines():
            yield line
            if aside.carrier == "property":
                yield line.rpartition(":")[2]


def highest(marks: Iterable[str | None]) -> str | None:
    """The highest of some marks; None when there is none."""
    return max((mark for mark in marks if mark), key=_ORDER.index, default=None)


def mark_in_asides(asides: Iterable[Aside]) -> str | None:
    """The mark in what a file holds beside its text or its cells, or None."""
    return highest(mark_in(line, any_case=True) for line in _beside(asides))


def mark_in_rows(rows: Iterable[Sequence[str]]) -> str | None:
    """The mark in the first rows of a sheet of cells (trang tính), or None."""
    found = []
    for number, row in enumerate(rows):
        if number >= HEAD_LINES:
            break
        lines_of_row = [line for cell in row for line in str(cell).splitlines()]
        found.append(mark_in_row(lines_of_row, first=number < FIRST_LINES))
    return highest(found)


def mark_in_row(cells: Sequence[str], *, loose: bool = False, first: bool = False) -> str | None:
    """The mark in the cells of one line; a row of a table bears none, and one that names two degrees lists them.

    ``first`` tells that the line is one of the first of its text.
    """
    cells = [cell for cell in cells if cell.strip()]
    if len(cells) == 2 and _LABEL_ALONE.fullmatch(fold(cells[0].strip())):
        cells = [f"{cells[0].strip(' :')}: {cells[1]}"]
    if len(cells) > MOST_CELLS:
        return None
    found: set[str | None] = set()
    for cell in cells:
        mark = mark_in(cell, loose=loose, named=first)
        found |= {mark} if mark else {mark_in(piece, loose=loose) for piece in _COLUMNS.split(cell)}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def mark_in(line: str, *, any_case: bool = False, loose: bool = False, named: bool = False) -> str | None:
    """The mark that a line is, or None.

    ``any_case`` is for what stands beside the text: small letters too, and «Tài liệu mật»; ``loose`` takes any tone, as
    OCR sees them; ``named`` takes «TÀI LIỆU MẬT».

    >>> mark_in("MẬT, HỎA TỐC - Bản số: 03"), mark_in("T Ố I   M Ậ T"), mark_in("Độ mật: Mật")
    ('MẬT', 'TỐI MẬT', 'MẬT')
    """
    line = join_lines(clean(line[: 2 * _LONGEST]).text)
    if not 3 <= len(line) <= _LONGEST or "t" not in line.casefold() or not _UNTICKED.isdisjoint(line):
        return None
    line = closed_up(line)
    folded = fold(line)
    kept = "".join(c for c, other in zip(line, _blanked(folded), strict=True) if other != "\n")
    words = _PUNCTUATION.sub(" ", fold(kept)).strip()
    labelled = _LABEL.match(f"{words} ")
    if labelled is not None:
        words = words[labelled.end() :]
        if words in _LETTERED:
            return _LETTERED[words]
    elif any_case and (papers := _OF_PAPERS.match(words)) is not None:  # in the text it may end a title
        words = words[papers.end() :]
    elif named:
        words = words.removeprefix("tai lieu ")
    mark = _MARK.fullmatch(words)
    if mark is None:
        return None
    printed = _PUNCTUATION.sub(" ", kept).split()
    printed = [word for word in printed if fold(word) in ("mat", "toi", "tuyet", "toimat", "tuyetmat")]
    if labelled is not None:
        printed = printed[-2 if mark["degree"] else -1 :]
    stamped = printed[0][0].isupper() and _STAMPED.search(folded) is not None  # «Mật - Khẩn»: nothing but stamps
    if not (labelled or any_case or stamped or all(word.isupper() for word in printed)):
        return None
    if mark["degree"] is None and not loose and printed[-1].upper() not in _TRUE:
        return None
    return _DEGREES[mark["degree"]]


def closed_up(line: str) -> str:
    """A line whose letters are set apart with its words closed: «T Ố I   M Ậ T» → «TỐIMẬT»."""
    return _SPACED.sub(lambda found: _PUNCTUATION.sub("", found.group()), line)


def _blanked(folded: str) -> str:
    """The folded line with a line feed for each character of what may stand beside a mark."""
    return _BESIDE.sub(lambda found: "\n" * len(found.group()), folded)


def _rows(text: Cleaned, pages: Sequence[int]) -> Iterator[list[str]]:
    """The lines that may bear a mark, each as its cells: of the head, around annexes and further heads, atop pages."""
    yield from _cells(text.text, 0, HEAD_LINES)
    for pattern, above, count in ((_ANNEX, 3, ANNEX_LINES + 4), (_NATION, 6, 16)):
        for match in islice(pattern.finditer(text.text), MOST_PLACES):
            if not match.group().rstrip().endswith((".", ";")):
                yield from _cells(text.text, _lines_before(text.text, match.start(), above), count)
    for start in pages[1:]:
        yield from _cells(text.text, _of_clean(text, start), PAGE_LINES)


def _of_clean(text: Cleaned, offset: int) -> int:
    """Where a character of the text as read stands in the cleaned text."""
    return bisect_left(range(len(text.text)), offset, key=text.offset) if text.moved else offset


def _cells(text: str, start: int, count: int) -> Iterator[list[str]]:
    """The cells of so many lines that hold something."""
    rows: dict[int, list[str]] = {}
    for line in lines(text, start, min(len(text), start + 500 * count), split_tabs=True):
        row = text.rfind("\n", 0, line.start) + 1
        if len(rows) >= count and row not in rows:
            break
        rows.setdefault(row, []).append(line.content)
    yield from rows.values()


def _lines_before(text: str, at: int, count: int) -> int:
    """Where the line begins that stands so many lines above a place."""
    for _ in range(count + 1):
        at = text.rfind("\n", 0, max(at, 0))
        if at < 0:
            return 0
    return at + 1
