"""The head of a paper among the lines of its file: where it begins and ends, what stands there and is no part of it.

Nghị định 30/2020/NĐ-CP, Phụ lục I: Quốc hiệu, issuer, number, place and day, kind and subject, addressee. What stands
before (page furniture of a web site, stamps of signing and of arrival) and after (annexes, lists of contents) gives
neither kind nor title nor issuer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.header.issuer import is_agency_line
from vanban.header.lines import ADDRESS, OPENERS, number_line
from vanban.header.secrecy import mark_in
from vanban.text import Line, capitals, fold, lines

HEAD_CHARACTERS = 12_000
HEAD_LINES = 160
STAMP_LINES = 14  # of the head, among which the lines of one stamp may stand
FURNITURE = 60_000  # characters of a page before its paper
_ABOVE = 14  # lines of the left column that may be read before Quốc hiệu
NATION_PRINTED = re.compile(r"C[ỘÔ]NG\s+H[OÒ][ÀA]\s+X[ÃA]\s+H[ỘÔ]I\s+CH[ỦU]\s+NGH[ĨI]A|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM")
_RIGHT_COLUMN = re.compile(
    r"(?<=\S)(?:\s+(?=CỘNG H[OÒ][ÀA] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT|Độc lập\s*[-–])"
    r"|\s{2,}(?=[A-ZĐÀ-Ỹ][\wÀ-ỹ .]{1,30},\s*ngày\s))"
)
_RULE = re.compile(r"^[\s\-–—_=*+.~]{2,}$")
_NUMBER = re.compile(r"(?:Số|SỐ)\s*[:.]")
_SPEAKS = re.compile(r"(?:Căn cứ|Điều 1[.:]|Chương I\b|Kính gửi|KÍNH GỬI)")
_ANNEX = re.compile(r"(?:phu luc|phu bieu|bieu mau|mau so|muc luc)\b(?!.*[.;,]$)")
_SUBJECT = re.compile(r"(?:V/v|Về việc)\b", re.IGNORECASE)
_RECIPIENTS = re.compile(r"noi nhan\s*[:.]?$")
_PART = re.compile(
    r"(?:Điều \d|Chương [IVX\d]|CHƯƠNG [IVX\d]|Phần (?:thứ|[IVX\d])|PHẦN (?:THỨ|[IVX\d])|Mục [IVX\d]"
    r"|[IVX]{1,5}\s?[.-]\s|[A-Z]\.\s|\d{1,2}[.)]\s)"
)
_SIGNED_BY = re.compile(
    r"(?:Ký bởi|Người ký|Email|Cơ quan|Ngày ký|Thời gian ký|Chức vụ|Digitally signed|Signature|Signed by|Date)\s*:",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")
_ARRIVAL = re.compile(r"(?:(?:công văn|văn bản)\s+)?đến(?:\s+số\b.*)?[\s.:]*", re.IGNORECASE)
_OF_ARRIVAL = re.compile(
    r"""
      số(?:\ đến)?\s*[:.]?\s*[\d.…_]* | số\ và\ ký\ hiệu\s*:.*                  # number of arrival
    | (?:ngày|giờ|lúc)(?:\ đến)?\s*[:.]?[\s\d/.:h…_-]*                          # when it came
    | (?:kính\ )?chuyển\s*:.* | lưu\ (?:hồ\ sơ|hs)\b.*                          # to whom it went on
    """,
    re.IGNORECASE | re.VERBOSE,
)


def head_lines(text: str) -> list[Line]:
    """The lines of the head and what follows, from the line where the head begins; columns set side by side parted.

    Rules, stamps of signing and of arrival are left out.
    """
    begin = head_begins(text)
    return _without_stamps(parted_lines(text, begin, min(len(text), begin + HEAD_CHARACTERS)))


def lines_above(text: str) -> list[Line]:
    """The last lines that stand above the head: stamps, the furniture of a page."""
    begin = head_begins(text)
    return list(lines(text, max(0, begin - 3000), begin, split_tabs=True))[-_ABOVE:] if begin else []


def parted_lines(text: str, start: int, end: int) -> list[Line]:
    """The first lines of a passage, cells and columns set side by side parted, rules left out."""
    printed = list(lines(text, start, end, split_tabs=True))[:HEAD_LINES]
    return [part for line in printed if not _RULE.match(line.content) for part in _columns(line)]


def head_begins(text: str) -> int:
    """Where the head of the first paper begins: at its issuer, number or Quốc hiệu; 0 when nothing is before it."""
    nation = NATION_PRINTED.search(text, 0, FURNITURE)
    if nation is None:
        return 0
    start = cluster_start(text, nation.start())
    if start == 0:
        return 0
    before = [part for line in lines(text, 0, start, split_tabs=True) for part in _columns(line)]
    if number_line(before)[0] is not None or any(_SPEAKS.match(line.content) for line in before):
        return 0  # the paper itself stands before; this is the head of another, or of a form
    return start


def cluster_start(text: str, nation: int, least: int = 0) -> int:
    """Where the lines of one head begin that has its Quốc hiệu at ``nation``; the issuer may be read before it."""
    line_start = text.rfind("\n", 0, nation) + 1
    above = [
        line for line in lines(text, max(least, line_start - 3000), line_start, split_tabs=True) if line.start >= least
    ]
    above = above[-_ABOVE:]
    number = next((at for at, line in enumerate(above) if _NUMBER.match(line.content)), None)
    start = line_start
    for at in range(len(above) - 1, -1, -1):
        content = above[at].content
        under_number = number is not None and at > number
        if not (under_number or number == at or _of_head(content)):
            break
        start = text.rfind("\n", 0, above[at].start) + 1
    return max(start, least)


def _of_head(content: str) -> bool:
    """Whether a line may stand above Quốc hiệu in the head of a paper."""
    if _RULE.match(content) or mark_in(content) is not None:
        return True
    return capitals(content) and len(content) < 90 and not content.endswith((".", ":", ";"))


def body_begins(head: Sequence[Line]) -> int:
    """The line at which the paper begins to speak: after it nothing gives the kind of the paper."""
    for at, line in enumerate(head):
        content = line.content
        if _SUBJECT.match(content):
            continue
        if ADDRESS.match(content) or _RECIPIENTS.match(fold(content)) or _PART.match(content):
            return at
        if _ANNEX.match(fold(content)) and (capitals(content) or len(content) < 40):
            return at
        if len(content) > 45 and OPENERS.match(content):
            return at
    return len(head)


def _columns(line: Line) -> list[Line]:
    """The two columns of the head that a print put on one line."""
    match = _RIGHT_COLUMN.search(line.content)
    if match is None:
        return [line]
    left = line.content[: match.start()]
    return [
        Line(line.start, line.start + len(left), left, line.blank_before),
        Line(line.start + match.end(), line.end, line.content[match.end() :], 0),
    ]


def _without_stamps(head: Sequence[Line]) -> list[Line]:
    """The lines without those of a stamp of signing («Ký bởi: …») and of arrival («CÔNG VĂN ĐẾN Số: … Ngày: …»)."""
    kept: list[Line] = []
    signed = sum(_SIGNED_BY.match(line.content) is not None for line in head) > 1
    arrival = -STAMP_LINES
    for at, line in enumerate(head):
        content = line.content.translate(_DIGITS)
        if signed and _SIGNED_BY.match(content):
            continue
        below = [other.content.translate(_DIGITS) for other in head[at + 1 : at + 4]]
        if _ARRIVAL.fullmatch(content) and any(map(_OF_ARRIVAL.fullmatch, below)):
            arrival = at
            if kept and is_agency_line(kept[-1].content) and any(_NUMBER.match(above.content) for above in kept[:-1]):
                kept.pop()  # the office at which it arrived
            continue
        if at - arrival < STAMP_LINES and _OF_ARRIVAL.fullmatch(content):
            continue
        kept.append(line)
    return kept
