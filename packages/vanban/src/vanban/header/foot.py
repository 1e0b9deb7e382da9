"""The foot of a paper: recipients (nơi nhận), capacity and name of the signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.agencies import LEADERS
from vanban.patterns import any_of
from vanban.text import Line, capitals, join_lines, lines

_RECIPIENTS = re.compile(r"^(?:Nơi nhận|NƠI NHẬN)\s*[:.]?\s*(?P<rest>.*)$")
_BLOCK = re.compile(r"(?:Nơi nhận|NƠI NHẬN)[^\S\n]*+[:*]")
_INDENT = 300  # characters of space and emphasis before the words
_ARCHIVE = re.compile(r"^Lưu\s*(?:tại)?\s*[:;]?\s*(?P<units>.*)$", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—+•*]\s*(?P<name>.*)$")
_CAPACITY = re.compile(
    rf"""^(?:
      (?:TM|KT|TL|TUQ|Q|T\.M)\s*\. | (?:T/M|K/T|T/L)[.\s]           # for whom one signs
    | (?:PHÓ[ ]|QUYỀN[ ])?{any_of(map(str.upper, LEADERS), gap="[ ]")} # what one is
    | PHÓ[ ](?:CHÁNH|TRƯỞNG|THỦ|BÍ|CỤC|CHI|TỔNG|VIỆN|VỤ|CHỦ)           # a deputy
    | ỦY[ ]VIÊN
    )""",
    re.VERBOSE,
)
_STYLE = re.compile(
    r"(?:(?:Đại|Thượng|Trung|Thiếu) (?:tá|tướng|úy)"
    r"|(?:(?:P?GS|TSKH|TS|Th\.?S|LS|KS|CN|DS|BS|BSCK\s?I{1,2}|CK\s?I{1,2})[. ,]{1,3}){1,4})\s*"
)
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]*)*")
_GAP = re.compile(r"(?<=\S)[^\S\n]{3,}(?=\S)")
_SIGNED = re.compile(r"^\(\s*(?:đã ký|ký tên|chữ ký).*\)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Foot:
    """What the foot of a paper prints."""

    recipients: tuple[str, ...] = ()
    archive: tuple[str, ...] = ()
    capacity: str | None = None
    signer: str | None = None


def read_foot(text: str) -> Foot:
    """Recipients and signer of a paper, from the block of «Nơi nhận:» and the lines of the signature near it."""
    at = _first_block(text)
    start = 0 if at is None else max(0, at - 1500)
    start = start if at is not None else max(0, len(text) - 3000)
    printed = lines(text, start, min(len(text), start + 8000), split_tabs=True)
    found = [part for line in printed for part in _columns(line)]
    index = next(
        (i for i, line in enumerate(found) if at is not None and line.end > at and _RECIPIENTS.match(line.content)),
        None,
    )
    recipients: tuple[str, ...] = ()
    archive: tuple[str, ...] = ()
    if index is not None:
        recipients, archive = _recipients(found, index)
    capacity, signer = _signature(found, index)
    return Foot(recipients, archive, capacity, signer)


def _columns(line: Line) -> list[Line]:
    """The two columns that a print put on one line: «Nơi nhận: CHỦ TỊCH», «- Sở Tư pháp;   CHỦ TỊCH», a name too."""
    match = _RECIPIENTS.match(line.content)
    cut = match.start("rest") if match is not None else None
    if cut is None and (gap := _GAP.search(line.content)) is not None:
        cut = gap.end()
    if cut is not None:
        right = line.content[cut:]
        if capitals(right) and (_CAPACITY.match(right) or (match is None and _BULLET.match(line.content))):
            return _cut(line, cut)
    words = line.content.split()
    count = next((at for at, word in enumerate(words) if not word.isupper()), 0)
    if count and is_capacity(" ".join(words[:count])) and _is_name(" ".join(words[count:])):
        return _cut(line, re.match(rf"(?:\S+\s+){{{count}}}", line.content + " ").end())  # type: ignore[union-attr]
    return [line]


def _cut(line: Line, cut: int) -> list[Line]:
    left = line.content[:cut].rstrip()
    return [
        Line(line.start, line.start + cut, left, line.blank_before),
        Line(line.start + cut, line.end, line.content[cut:], 0),
    ]


def _first_block(text: str) -> int | None:
    """Where the first line «Nơi nhận:» stands."""
    for match in _BLOCK.finditer(text):
        before = text[max(0, match.start() - _INDENT) : match.start()]
        bare = before.rstrip(" \t\r\u00a0#*_")
        if before.rstrip("*_ ").endswith("\t") or not bare or bare.endswith("\n"):
            return text.find("N", text.rfind("\n", 0, match.start()) + 1)
    return None


def _recipients(found: Sequence[Line], index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: list[str] = []
    opening = _RECIPIENTS.match(found[index].content)
    first = opening["rest"] if opening is not None else ""
    if first.strip(" *.:;"):
        names.append(first)
    for line in found[index + 1 : index + 60]:
        content = line.content
        bullet = _BULLET.match(content)
        if bullet:
            names.append(bullet["name"])
        elif _CAPACITY.match(content) or (capitals(content) and len(content) > 3):
            if names:
                continue
        elif (
            names
            and line.blank_before == 0
            and not names[-1].rstrip().endswith((".", ";"))
            and not _is_name(content)
            and not _SIGNED.match(content)
        ):
            names[-1] = f"{names[-1]} {content}"
        elif _ARCHIVE.match(content):
            names.append(content)
        else:
            break
        if names and _ARCHIVE.match(names[-1]) and names[-1].rstrip().endswith("."):
            break
    cleaned = [join_lines(name).strip(" .;,*") for name in names]
    archive: list[str] = []
    for name in cleaned:
        match = _ARCHIVE.match(name)
        if match:
            units = re.sub(r"\([^)]*\)", "", match["units"])
            archive.extend(unit.strip(" .;") for unit in re.split(r"[,;]", units))
    return tuple(name for name in cleaned if name), tuple(unit for unit in archive if unit)


def _signature(found: Sequence[Line], index: int | None) -> tuple[str | None, str | None]:
    """The lines of capacity joined by " - " and the name under them."""
    best: tuple[str | None, str | None] = (None, None)
    order = range(len(found)) if index is None else [*range(index, len(found)), *range(max(0, index - 12), index)]
    visited = -1
    for at in order:
        if at <= visited < len(found) and index is not None and at >= index:
            continue
        if not is_capacity(found[at].content):
            continue
        ranks = [join_lines(found[at].content).strip(" *")]
        cursor = at + 1
        while cursor < len(found) and cursor < at + 6:
            content = found[cursor].content
            if _is_rank(content):
                ranks.append(join_lines(content).strip(" *"))
            elif not _BULLET.match(content):
                break
            cursor += 1
        visited = cursor
        signer = _name_after(found, cursor)
        capacity = " - ".join(ranks)
        if signer is not None:
            return capacity, signer
        if best[0] is None and (index is None or at >= index):
            best = (capacity, None)
    return best


def is_capacity(content: str) -> bool:
    """Whether a line prints in what capacity one signs: «KT. CHỦ TỊCH», «TM. ỦY BAN NHÂN DÂN»."""
    content = content.strip(" *")
    return (
        capitals(content) and len(content) < 90 and _CAPACITY.match(content) is not None and not content.endswith(":")
    )


def _is_rank(content: str) -> bool:
    content = content.strip(" *")
    return (
        capitals(content)
        and len(content) < 90
        and not content.endswith((":", ";"))
        and _RECIPIENTS.match(content) is None
    )


def _name_after(found: Sequence[Line], cursor: int) -> str | None:
    for line in found[cursor : cursor + 25]:
        content = line.content.strip(" *_.")
        if _SIGNED.match(content) or _BULLET.match(line.content) or _RECIPIENTS.match(line.content):
            continue
        if _is_name(content):
            return join_lines(content)
        if len(content) > 60 or capitals(content):
            return None
    return None


def _is_name(content: str) -> bool:
    """Whether a line is the name of a person, with a title before it or not: two to seven words in capitals first."""
    styled = _STYLE.match(content)
    words = content[styled.end() :].split() if styled else content.split()
    return 2 <= len(words) <= 7 and all(
        _NAME_WORD.fullmatch(word) and word[0].isupper() and (len(word.rstrip("'’")) == 1 or not word.isupper())
        for word in words
    )


def read_signature(text: str, start: int, end: int) -> tuple[str | None, str | None]:
    """Capacity and name of the signer in one passage of a paper."""
    printed = lines(text, start, end, split_tabs=True)
    return _signature([part for line in printed for part in _columns(line)], None)
