"""The foot of a paper: recipients (nơi nhận), capacity and name of the signer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.text import Line, capitals, join_lines, lines

_RECIPIENTS = re.compile(r"^(?:Nơi nhận|NƠI NHẬN)\s*[:.]?\s*(?P<rest>.*)$")
_BLOCK = re.compile(r"(?:Nơi nhận|NƠI NHẬN)[^\S\n]*+[:*]")
_INDENT = 300  # characters of space and emphasis before the words
_ARCHIVE = re.compile(r"^Lưu\s*(?:tại)?\s*[:;]?\s*(?P<units>.*)$", re.IGNORECASE)
_BULLET = re.compile(r"^[-–—+•*]\s*(?P<name>.*)$")
_CAPACITY = re.compile(
    r"""^(?:
      (?:TM|KT|TL|TUQ|Q|T\.M)\s*\. | (?:T/M|K/T|T/L)[.\s]
    | (?:PHÓ[ ]|QUYỀN[ ])?(?:CHỦ[ ]TỊCH|GIÁM[ ]ĐỐC|CỤC[ ]TRƯỞNG|CHI[ ]CỤC[ ]TRƯỞNG|BỘ[ ]TRƯỞNG|THỨ[ ]TRƯỞNG|VỤ[ ]TRƯỞNG
        |TRƯỞNG[ ](?:BAN|PHÒNG|ĐOÀN|CÔNG[ ]AN)|TỔNG[ ]GIÁM[ ]ĐỐC|HIỆU[ ]TRƯỞNG|BÍ[ ]THƯ|THỦ[ ]TƯỚNG|VIỆN[ ]TRƯỞNG
        |CHÁNH[ ](?:ÁN|VĂN[ ]PHÒNG|THANH[ ]TRA)|CHỦ[ ]NHIỆM|TỔ[ ]TRƯỞNG|TỔNG[ ]THƯ[ ]KÝ|TỔNG[ ]KIỂM[ ]TOÁN)
    | PHÓ[ ](?:CHÁNH|TRƯỞNG|THỦ|BÍ|CỤC|CHI|TỔNG|VIỆN|VỤ|CHỦ) | ỦY[ ]VIÊN
    )""",
    re.VERBOSE,
)
_RANK = "Đại tá|Thượng tá|Trung tá|Thiếu tá|Thiếu tướng|Trung tướng|Thượng tướng|Đại tướng"
_NAME = re.compile(
    rf"^(?:(?:{_RANK}|TS\.|ThS\.|GS\.TS\.?|PGS\.TS\.?)\s+)?[A-ZĐÀ-Ỹ][a-zđà-ỹ]*(?:\s+[A-ZĐÀ-Ỹ][a-zđà-ỹ]*){{1,5}}$"
)
_SIGNED = re.compile(r"^\((?:đã ký|ký tên|chữ ký).*\)$", re.IGNORECASE)


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
    """«Nơi nhận: CHỦ TỊCH», two columns that a print put on one line."""
    match = _RECIPIENTS.match(line.content)
    if match is None or not _CAPACITY.match(match["rest"]) or not capitals(match["rest"]):
        return [line]
    cut = match.start("rest")
    return [
        Line(line.start, line.start + cut, line.content[:cut].rstrip(), line.blank_before),
        Line(line.start + cut, line.end, match["rest"], 0),
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
            and not _NAME.match(content)
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
        if not _is_capacity(found[at].content):
            continue
        ranks = [join_lines(found[at].content).strip(" *")]
        cursor = at + 1
        while cursor < len(found) and cursor < at + 6 and _is_rank(found[cursor].content):
            ranks.append(join_lines(found[cursor].content).strip(" *"))
            cursor += 1
        visited = cursor
        signer = _name_after(found, cursor)
        capacity = " - ".join(ranks)
        if signer is not None:
            return capacity, signer
        if best[0] is None and (index is None or at >= index):
            best = (capacity, None)
    return best


def _is_capacity(content: str) -> bool:
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
        if _NAME.match(content):
            return join_lines(content)
        if len(content) > 60 or capitals(content):
            return None
    return None
