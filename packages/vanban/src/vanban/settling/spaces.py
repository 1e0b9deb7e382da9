"""One space between words, one line feed at the end of a line, nothing at the ends of lines, no page breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.settling.images import USUAL, image
from vanban.settling.offsets import Edit

_DOUBLE_GAP = re.compile(r"(?<=\S)  (?=\S)")
_SINGLE_GAP = re.compile(r"(?<=\S) (?=\S)")
_FOLIO = r"(?:[Tt]rang[ ])?[-–]?[ ]?\d{1,4}(?:[ ]?/[ ]?\d{1,4})?[ ]?[-–]?"
_GAP = r"(?P<gap>(?:[\r\f]|[ ](?=[ \n\r\f])|\n(?=[ \r\f]))[ \n\r\f]*+)|(?P<edge>\A[ ]+|[ ]+\Z)"
_GAPS = re.compile(_GAP)
_GAPS_AND_PAGES = re.compile(
    rf"""(?<![ \r\n])[ \r]*+\n[ \r\n]*+{_FOLIO}[ \r]*+\n?\f[ \r\n\f]*+    # the number of a page above its break
      |(?:(?<![ \r\n])[ \r]*+\n[ \r\n]*+)?\f[ ]*+{_FOLIO}[ \r]*+\n[ \r\n]*+    # or below it
      |{_GAP}""",
    re.VERBOSE,
)
_SAMPLE = 20_000
"""Code points that tell how wide the usual gap between two words is."""
_COLUMN = "   "
"""What parts two columns that were laid out with spaces."""


_SPACE, _GAP_SIGN, _ALSO_SPACE = 1, 2, 4
_BORDERS = bytes(
    _SPACE | _GAP_SIGN | _ALSO_SPACE if sign == " " else _GAP_SIGN if sign == "\n" else 0 for sign in USUAL
).ljust(256, b"\0")
_PAGE_AND_RETURN = image("\f\r") or b""


def is_even(text: str, seen: bytes | None) -> bool:
    """Whether no space or end of line needs settling; ``seen`` is the image of the text, where it has one."""
    if seen is not None:
        if text[:1] == " " or text[-1:] == " " or any(sign in seen for sign in _PAGE_AND_RETURN):
            return False
        borders = int.from_bytes(seen.translate(_BORDERS), "little")  # all characters at once: nine bits on is the next
        return not borders & (borders >> 9)  # a space before a gap, or a gap before a space
    return not (
        "  " in text
        or " \n" in text
        or text.rfind("\n ") >= 0  # from behind: quicker, ends of lines are rarer than spaces
        or "\r" in text
        or "\f" in text
        or text[:1] == " "
        or text[-1:] == " "
    )


def gaps(text: str) -> Iterator[Edit]:
    """Runs of spaces as one space and gone from the ends of lines, one line feed for each end of line and of page, a
    page number beside the break of its page left out.

    A gap wider than twice the usual stays three spaces wide: it parts columns.
    """
    wide = 2 * _usual_gap(text)
    for match in (_GAPS_AND_PAGES if "\f" in text else _GAPS).finditer(text):
        start, end = match.span()
        printed = match.group()
        if match.lastgroup == "gap":
            put = _settled(printed, wide, at_edge=start == 0 or end == len(text))
        else:
            put = "" if match.lastgroup == "edge" else "\n"
        if put != printed:
            yield start, end, put


def _settled(printed: str, wide: int, *, at_edge: bool) -> str:
    """What stands for a run of spaces and ends of lines."""
    if "\r" in printed:
        printed = printed.replace("\r\n", "\n").replace("\r", "\n")
    ends = printed.count("\n") or "\f" in printed
    if ends or at_edge:
        return "\n" * ends
    return _COLUMN if len(printed) > wide else " "


def _usual_gap(text: str) -> int:
    """How many spaces part two words: one, or two where each was typed twice."""
    if "  " not in text:
        return 1
    sample = text[:_SAMPLE]
    return 2 if len(_DOUBLE_GAP.findall(sample)) > len(_SINGLE_GAP.findall(sample)) else 1
