"""The kind and the subject (trích yếu) of a paper: where it begins, and where the paper begins to speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from vanban.agencies import LEADERS
from vanban.header.issuer import is_agency_line
from vanban.header.lines import ADDRESS, LAW_KINDS, MOTTO, NATION, OPENERS, is_date_line
from vanban.header.secrecy import closed_up
from vanban.patterns import any_folded
from vanban.text import Line, capitals, fold, join_lines
from vanban.vocabulary import Kind, kind_named, kinds

_SUBJECT = re.compile(r"^(?:V/v|v/v|V/V|Về việc|VỀ VIỆC)\b[:.]?\s*")
_BASIS = re.compile(r"Căn\s+cứ\s", re.IGNORECASE)
_SPEAKER = re.compile(rf"{any_folded(LEADERS)}\b[^,.;]{{0,80}}$")
_NOTE = re.compile(r"(?<=\w)(?<!m)\s?(?:[⁰¹²³⁴-⁹]{1,3}|\[\d{1,3}\]|\(\*\))$")  # the mark of a note
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")  # a part of the paper, and no day or number in its subject
_OPEN_END = re.compile(r"(?:\b(?:cua|va|giua|do|boi|voi|cho|thuoc|tai|ve)|[,–-])$")
_NAMES = re.compile(r"\b(?:van phong|thu tuong|thanh tra|ngan hang|cong thong tin|doan|to|cua|va|ban|thanh vien)$")
_BESIDE_KIND = re.compile(r"^\(?\s*DỰ THẢO\s*\)?\s*:?\s*|\s+LIÊN (?:SỞ|NGÀNH|BỘ)$")
_ATTACHED = re.compile(r"^\((?:kèm theo|ban hành kèm theo|kèm|dự thảo)", re.IGNORECASE)


def kind_line(head: Sequence[Line]) -> tuple[int | None, Kind | None]:
    """The line that prints the kind in capitals («KẾ HOẠCH»), alone or before its number."""
    for at, line in enumerate(head[:80]):
        content = _NOTE.sub("", line.content).strip(' .:*“”"')
        if not capitals(content) or len(content) > 60:
            continue
        content = _BESIDE_KIND.sub("", content) or content
        kind = kind_named(content)
        if kind is None:
            kind = kind_printed(content)
        if kind is None:
            words = content.split()
            kind = next(
                (k for n in (4, 3, 2, 1) if (k := kind_named(" ".join(words[:n]))) and k.name in LAW_KINDS), None
            )
        if kind is not None and kind.name != "Văn bản":
            below_bases = any(
                OPENERS.match(above.content) for above in head[:at]
            )  # «QUYẾT ĐỊNH:», the word that enacts
            small = _small_kind_line(head[:at]) if below_bases else (None, None)
            return (at, kind) if small[0] is None else small
    return _small_kind_line(head)


def _small_kind_line(head: Sequence[Line]) -> tuple[int | None, Kind | None]:
    """The line that prints the kind alone in small letters («Kế hoạch»), above all that the paper says."""
    for at, line in enumerate(head[:30]):
        if ADDRESS.match(line.content) or OPENERS.match(line.content):
            break
        content = line.content.strip(" *")
        kind = kind_named(content) if content[:1].isupper() else None
        if kind is not None and kind.name not in ("Văn bản", "Công văn"):
            return at, kind
    return None, None


@cache
def _folded_kinds() -> dict[str, Kind]:
    return {fold(kind.name): kind for kind in reversed(kinds())}


@cache
def _closed_kinds() -> dict[str, Kind]:
    return {name.replace(" ", ""): kind for name, kind in _folded_kinds().items()}


def kind_printed(content: str) -> Kind | None:
    """The kind that a line in capitals is, though a scan lost a tone of it («QUYÉT ĐỊNH») or it is set wide."""
    closed = closed_up(content)
    if closed != content:
        return _closed_kinds().get(fold("".join(closed.split())))
    return _folded_kinds().get(" ".join(fold(content).split()))


def read_subject(
    head: Sequence[Line], kind_at: int | None, stops: set[int | None], speakers: tuple[str, ...]
) -> tuple[str | None, bool]:
    """The subject (trích yếu) as printed, lines joined, and whether it is that of a letter («V/v»)."""
    if kind_at is None:
        start = next((at for at, line in enumerate(head[:40]) if _SUBJECT.match(line.content)), None)
        if start is None:
            return None, False
        return _gather(head, start, stops, speakers, letter=True), True
    return _gather(head, kind_at + 1, stops, speakers, letter=False), False


def kind_beside(head: Sequence[Line]) -> Kind | None:
    """The kind with which a line in capitals begins that goes on with the subject: «BÁO CÁO CÔNG TÁC TUẦN 02»."""
    for line in head[:40]:
        words = line.content.split()
        if len(words) > 2 and capitals(line.content) and not is_agency_line(line.content):
            for count in range(min(4, len(words) - 1), 0, -1):
                kind = kind_named(" ".join(words[:count]))
                if kind is not None and kind.name != "Văn bản" and kind.name not in LAW_KINDS:
                    return kind
    return None


def subject_beside(head: Sequence[Line], kind: Kind, stops: set[int | None], speakers: tuple[str, ...]) -> str | None:
    """The subject that goes on behind the kind in its line: «KẾ HOẠCH KIỂM TRA CÔNG TÁC CẢI CÁCH HÀNH CHÍNH»."""
    name = fold(kind.name)
    for at, line in enumerate(head[:60]):
        if fold(line.content).startswith(f"{name} ") and capitals(line.content[: len(name)]):
            first = " ".join(line.content.split()[len(name.split()) :])
            rest = Line(line.start, line.end, first, line.blank_before)
            return _gather([*head[:at], rest, *head[at + 1 :]], at, stops, speakers, letter=False)
    return None


def _gather(
    head: Sequence[Line], start: int, stops: set[int | None], speakers: tuple[str, ...], *, letter: bool
) -> str | None:
    found: list[str] = []
    for at in range(start, min(start + 14, len(head))):
        line = head[at]
        content = line.content
        if at in stops or _ATTACHED.match(content) or (found and found[-1].endswith((".", "./."))):
            break
        words = fold(content)
        if NATION.search(words) or MOTTO.search(words) or is_date_line(content):
            break
        if found:
            if content.endswith(":") or (_speaks(content, speakers) and not _OPEN_END.search(fold(found[-1]))):
                break
            if capitals(found[-1]) and not capitals(content) and not content.startswith("("):
                break
            if ADDRESS.match(content) or (OPENERS.match(content) and not _keeps_on(found[-1], line)):
                break
            if letter and line.blank_before and not content[0].islower():
                break
            if not letter and line.blank_before and not _keeps_on(found[-1], line):
                break
            if capitals(content) and not capitals(found[0]):
                break
            if len(" ".join(found)) > 200 and content[0].isupper() and not found[-1].endswith(","):
                break
        elif (not letter and ADDRESS.match(content)) or _BASIS.match(content):
            break  # a draft that has no subject yet
        found.append(content)
    title = _NOTE.sub("", join_lines(" ".join(found)).replace("**", "").strip(" *_"))
    return _without_speaker(title, speakers) or None


def _without_speaker(title: str, speakers: tuple[str, ...]) -> str:
    """A title in capitals without the issuer behind it, who speaks next: «… TIẾP TỤC CÓ HIỆU LỰC CHÍNH PHỦ»."""
    words = fold(title)
    for speaker in speakers:
        before = words.removesuffix(f" {speaker}")
        if before != words and title.isupper() and not _OPEN_END.search(before) and not _NAMES.search(before):
            return title[: len(before)]
    return title


def _speaks(content: str, speakers: tuple[str, ...]) -> bool:
    """Whether a line in capitals under the subject names who decides: «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …»."""
    words = fold(content)
    return capitals(content) and (_SPEAKER.match(words) is not None or words.strip(" .:") in speakers)


def _keeps_on(above: str, line: Line) -> bool:
    """Whether a line goes on with the sentence above it."""
    first = line.content[0]
    return line.blank_before < 2 and (
        first.islower()
        or above.endswith((",", "-", "–"))
        or (first.isdigit() and not _NUMBERED.match(line.content))
        or first == "“"
    )
