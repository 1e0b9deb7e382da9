"""Marks of state secrecy (dấu chỉ độ mật) on a paper: MẬT, TỐI MẬT, TUYỆT MẬT.

Form of the mark: Nghị định 30/2020/NĐ-CP, Phụ lục I, box 10a. A mark stands alone, in capitals, or beside what stands
in such boxes (urgency, copy number, term of protection): in the head of the paper or of an annex, on top of a page, or
in what a file holds beside its text. The same word inside a sentence («bí mật nhà nước», «mật độ») is no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.model import Aside, Document
from vanban.text import Line, clean, fold, join_lines, lines, settle_tone

HEAD_LINES = 40
ANNEX_LINES = 6  # below the heading of an annex or a sheet
NATION_LINES = 5  # above the name of the State, where another paper begins
PAGE_LINES = 3  # on top of a page
_LONGEST = 160
_MOST_CELLS = 3  # of a line of a head; a row of a table has more
_GATE = re.compile(r"m\s?[ậâạa]\s?t(?!\w)", re.IGNORECASE)
_SPACED = re.compile(r"[^\W\d_](?:\s+[^\W\d_]){2,}")
_LABEL = r"(?:mức\s+độ|độ|dấu(?:\s+chỉ)?(?:\s+mức)?(?:\s+độ)?)\s*mật"
_MARK = re.compile(rf"(?P<label>{_LABEL}\s*[:\-–]?\s*)?(?<!\w)(?P<mark>tuyệt\s*mật|tối\s*mật|mật)(?!\w)", re.IGNORECASE)
_BESIDE = re.compile(
    r"""
    (?:hỏa\s+tốc(?:\s+hẹn\s+giờ)?|thượng\s+khẩn|khẩn)(?!\w)                              # urgency
    | bản\s+(?:chính|sao|thứ|số)?\s*:?\s*[\d./…_]*                                       # copy number
    | (?:thời\s+hạn|hết\s+hạn|bảo\s+vệ|bí\s+mật\s+nhà\s+nước|có\s+hiệu\s+lực|giải\s+mật)(?!\w)   # term of protection
    | (?:đến|tới|từ|hết|trước|sau|ngày|tháng|năm|giờ|phút)(?!\w) | [\d./…-]+
    | (?:chỉ\s+)?người\s+(?:có\s+tên|nhận)(?:\s+mới)?\s+được\s+(?:bóc\s+bì|mở|đọc|xem)   # who may open it
    | (?:tài\s+liệu\s+)?(?:thu\s+hồi|xem\s+xong\s+trả\s+lại|lưu\s+hành\s+nội\s+bộ|không\s+phổ\s+biến)
    | (?<!\w)[A-C](?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SIGNS = re.compile(r"[\s\W_]+")
_MARKS = {"mat": "MẬT", "toi mat": "TỐI MẬT", "tuyet mat": "TUYỆT MẬT"}
_POOR = re.compile(r"(?<!\w)(?:(TUY[ÊE]T|T[ÔO]I)\s*)?M[ÂẠA]T(?!\w)")
"""The marks without some of their accents, as stamps are typed and recognised; MẤT, MẮT, MẶT are other words."""
_ANNEX = re.compile(r"(?:phu luc|phu bieu|bieu(?: mau)?(?: so)?|mau so|danh muc|danh sach)\b(?!.*[.;]$)")
_NATION = "cong hoa xa hoi chu nghia viet nam"


def secrecy_mark(document: Document | str) -> str | None:
    """The secrecy mark of a paper, or None: of its text and of whatever else its file holds.

    >>> secrecy_mark("TỐI MẬT\\nUBND TỈNH A\\nSố: 01/BC-UBND")
    'TỐI MẬT'
    >>> secrecy_mark("Bảo vệ bí mật nhà nước\\nMật độ dân số")
    """
    if isinstance(document, str):
        return _mark_of_text(document, ())
    found = _mark_of_text(document.text, tuple(page.start for page in document.pages))
    return found or next(filter(None, map(_mark_of_aside, document.asides)), None)


def mark_in(line: str) -> str | None:
    """The mark that a line or a cell consists of, with nothing beside it but what stands in the boxes of marks.

    >>> mark_in("MẬT, HỎA TỐC"), mark_in("T Ố I  M Ậ T"), mark_in("Độ mật: Mật"), mark_in("Mật độ dân số")
    ('MẬT', 'TỐI MẬT', 'MẬT', None)
    """
    if len(line) > _LONGEST:
        return None
    words = settle_tone(join_lines(line).replace("|", " "))
    if _SPACED.search(words):
        words = _SPACED.sub(lambda found: re.sub(r"\s+", "", found[0]), words)
    words = _POOR.sub(_with_accents, words)
    mark = None
    for found in _MARK.finditer(words):
        if found["mark"].isupper() or found["label"]:
            mark = found["mark"]
            words = f"{words[: found.start()]} {words[found.end() :]}"
            break
    if mark is None or _SIGNS.sub("", _BESIDE.sub(" ", words)):
        return None
    return _MARKS[re.sub(r"\s*mat$", " mat", fold(join_lines(mark))).strip()]


def _with_accents(found: re.Match[str]) -> str:
    before = found[1] or ""
    return "MẬT" if not before else "TUYỆT MẬT" if before.startswith("TU") else "TỐI MẬT"


def _mark_of_aside(aside: Aside) -> str | None:
    """A mark in what is no part of the text; the value of a property may be written in small letters."""
    text = clean(aside.text).text
    if aside.carrier == "property":
        _name, _colon, value = text.rpartition(":")
        return mark_in(value.upper())
    return next(filter(None, map(mark_in, text.splitlines())), None)


def _mark_of_text(text: str, pages: tuple[int, ...]) -> str | None:
    cleaned = clean(text)
    if not _GATE.search(cleaned.text):
        return None
    tops = iter([*pages, len(text) + 1])
    top = next(tops)
    annex = page = -HEAD_LINES
    last: tuple[int, str] | None = None
    for number, row in enumerate(_rows(cleaned.text)):
        if cleaned.offset(row[0].start) >= top:
            page = number
            while cleaned.offset(row[0].start) >= top:
                top = next(tops)
        mark = next(filter(None, (mark_in(piece) for line in row for piece in _columns(line.content))), None)
        if mark is not None and len(row) <= _MOST_CELLS:
            if number < HEAD_LINES or number - annex <= ANNEX_LINES or number - page < PAGE_LINES:
                return mark
            last = number, mark
        words = fold(row[0].content)
        if _ANNEX.match(words):
            annex = number
        elif any(_NATION in fold(line.content) for line in row):
            annex = number
            if last is not None and number - last[0] <= NATION_LINES:
                return last[1]
    return None


def _columns(line: str) -> list[str]:
    """A line or cell, and its parts where a print set columns apart by spaces."""
    parts = re.split(r"[^\S\n]{3,}", line)
    return [line, *parts] if len(parts) > 1 else [line]


def _rows(text: str) -> Iterator[list[Line]]:
    """The lines that hold something, each as its cells."""
    row: list[Line] = []
    for line in lines(text, split_tabs=True):
        if row and "\n" in text[row[-1].end : line.start]:
            yield row
            row = []
        row.append(line)
    if row:
        yield row
