"""Roman numerals as OCR sees them: «1. NHIỆM VỤ» over «1. Tổ chức …» was printed «I.», «Quý H1» was «Quý III»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from vanban.files.pdf_text import Line
from vanban.text import capitals

_LOOKS = re.compile(r"(?P<mark>[1lI|HVX]{1,5})(?P<sign>[./]?)")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}|[1lI|HVX]{1,5})[.)/]?$")
_ROMAN = re.compile(r"(?:X{0,2})(?:IX|IV|V?I{0,3})")
_QUARTERS = ("I", "II", "III", "IV")


def mend_numerals(lines: Sequence[Line]) -> None:
    """Put right the numerals of headings in capitals and of quarters in the lines of a scan, in their order."""
    for at, line in enumerate(lines):
        words = line.words
        if len(words) > 1 and capitals(line.text):
            match = _LOOKS.fullmatch(words[0].text)
            if match is not None and (roman := _roman(match["mark"])) is not None and match["sign"]:
                digits = match["mark"].isdigit()
                if not digits or _restarts(lines[at + 1 : at + 12]):
                    words[0].text = roman + match["sign"]
        for before, word in pairwise(words):
            if before.text.casefold() == "quý" and (match := _LOOKS.match(word.text)) is not None:
                roman = _roman(match["mark"])
                if roman in _QUARTERS and match["mark"] != "1":
                    word.text = roman + word.text[match.end("mark") :]


def _roman(mark: str) -> str | None:
    """The numeral that a piece looks like, or None."""
    text = mark.replace("H", "II").translate(str.maketrans("1l|", "III"))
    return text if text and _ROMAN.fullmatch(text) else None


def _restarts(lines: Sequence[Line]) -> bool:
    """Whether the next numbered line that is no heading in capitals is «1.»."""
    for line in lines:
        match = _NUMBERED.match(line.words[0].text)
        if match is not None and len(line.words) > 1:
            return match["number"] == "1" and not capitals(line.text)
    return False
