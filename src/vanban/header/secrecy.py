"""Marks of state secrecy (dấu chỉ độ mật) on a paper: MẬT, TỐI MẬT, TUYỆT MẬT.

Form of the mark: Nghị định 30/2020/NĐ-CP, Phụ lục I, box 10a. A mark stands alone, in capitals, in the head of
the paper or of an annex; the same word inside a sentence («bí mật nhà nước», «mật độ») is no mark.
"""

from __future__ import annotations

import re

from vanban.model import Document
from vanban.text import clean, join_lines, lines, settle_tone

HEAD_LINES = 40
_MARK = re.compile(
    r"[\[(«\"“*\s.:_-]*+(?:(?:độ|mức độ|dấu(?: chỉ)?(?: độ)?)\s*mật\s*[:\-–]?\s*+)?[\[(«\"“*\s]*+"
    r"(?P<mark>tuyệt\s*mật|tối\s*mật|mật)[\])»\"”*\s.;_-]*(?:[A-C]\b|\(?bản số.*)?",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:độ|mức độ|dấu(?: chỉ)?(?: độ)?)\s*mật", re.IGNORECASE)
_MARKS = {"mật": "MẬT", "tối mật": "TỐI MẬT", "tuyệt mật": "TUYỆT MẬT"}


def secrecy_mark(document: Document | str) -> str | None:
    """The secrecy mark of a paper, or None.

    >>> secrecy_mark("TỐI MẬT\\nUBND TỈNH A\\nSố: 01/BC-UBND")
    'TỐI MẬT'
    >>> secrecy_mark("Bảo vệ bí mật nhà nước\\nMật độ dân số")
    """
    text = document.text if isinstance(document, Document) else document
    head = clean(text[:20_000]).text
    for number, line in enumerate(lines(head, split_tabs=True)):
        if number >= HEAD_LINES:
            break
        mark = _mark_in(line.content)
        if mark is not None:
            return mark
    return None


def _mark_in(line: str) -> str | None:
    match = _MARK.fullmatch(settle_tone(join_lines(line)))
    if match is None:
        return None
    printed = match["mark"]
    if not printed.isupper() and not _LABELLED.match(line.strip(' [(«"“*')):
        return None
    words = join_lines(printed).casefold()
    return _MARKS.get(words) or _MARKS.get(re.sub(r"\s*mật$", " mật", words))
