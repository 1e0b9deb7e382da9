"""The head and foot of a paper (thể thức): number, date, issuer, kind, title, addressee, recipients, signer.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I; Party papers: Hướng dẫn 36-HD/VPTW. What the paper does not print is
None and named in ``missing``; an issuer whose line is lost is inferred only from what the text itself says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.header.attestation import Attestation, read_attestation
from vanban.header.foot import Foot, read_foot
from vanban.header.issuer import agency_case, infer_issuer, infer_parent, issuer_lines, read_agencies, spelled_as_in
from vanban.header.lines import (
    ADDRESS,
    LAW_KINDS,
    NATION,
    OPENERS,
    adopted_day,
    date_line,
    gazette_line,
    number_line,
)
from vanban.header.secrecy import closed_up, mark_in, secrecy_mark
from vanban.header.subject import kind_beside, kind_line, read_subject, subject_beside
from vanban.header.zone import body_begins, head_lines, lines_above
from vanban.model import Document, Header
from vanban.symbols import Number, parse
from vanban.text import Line, capitals, fold, join_lines, settle_tone
from vanban.viewing import by_view
from vanban.vocabulary import Kind, kind_named

FEWEST_LINES = 3  # of a head; where fewer stand before the paper speaks, number and day may stand further down
MOST_ABOVE = 30  # lines of a head that may name its issuer
_BULLET = re.compile(r"^[-–+•*]\s*(.*)$")
_URGENCY = re.compile(
    r"[\W_]*(?:(?:độ|mức độ) khẩn\s*:\s*)?(?P<degree>hỏa\s*tốc(?:[\s,(–-]+hẹn\s+giờ)?|thượng\s*khẩn|khẩn)"
    r"(?:[\W_]*|[\s,;:(–-]+(?:hẹn|đến|lúc|trước|\d{1,2}\s*(?:giờ|h|g)).{0,80})",
    re.IGNORECASE,
)
_URGENT_TOO = re.compile(r"\b(HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)\b")
_NOT_LETTERS = re.compile(r"[\W_]+")
_CONSOLIDATED = "Văn bản hợp nhất"


@dataclass(slots=True)
class _Found:
    """What is read of a head, step by step."""

    head: list[Line]
    begins: int  # the line at which the paper begins to speak
    number: str | None = None
    symbol: str | None = None
    number_at: int | None = None
    place: str | None = None
    date: dt.date | None = None
    date_text: str | None = None
    date_at: int | None = None
    kind: Kind | None = None
    kind_at: int | None = None
    parent: str | None = None
    issuer: str | None = None
    title: str | None = None
    adopted: bool = False

    @property
    def parsed(self) -> Number | None:
        """The number, or the symbol after a blank, in its parts."""
        symbol = self.symbol
        found = parse(self.number or (f"0/{symbol}" if symbol and "/" not in symbol else f"0-{symbol}"))
        return found if found is not None or not symbol else parse(f"0/{symbol}")


@by_view
def read_header(document: Document) -> Header:
    """The head and foot of a paper.

    Args:
        document: an opened document, or its text.

    Returns:
        a :class:`~vanban.model.Header`; ``number`` is None when its blank was never filled, and ``symbol`` then
        still says what is printed after the blank. In a scan a number or date that OCR is not sure of is None too.
    """
    text = document.text
    head = head_lines(text)
    found = _Found(head, body_begins(head))
    attested = read_attestation(text)
    _number_and_day(found, document, attested)
    found.kind_at, found.kind = kind_line(head[: found.begins])
    named = _as_gazette(found)
    foot = read_foot(text) if attested is None else Foot(capacity=attested.capacity, signer=attested.signer)
    if found.date is None and found.kind is not None and found.kind.name in (*LAW_KINDS, "Nghị quyết"):
        found.date = adopted_day(text)
        found.adopted = found.date is not None
    addressee_at, addressee = _addressee(found.head)
    _issuer(found, text, addressee_at, attested)
    found.issuer = found.issuer or named
    _kind_and_title(found, addressee_at, bool(addressee))
    printed_issuer = found.issuer is not None
    if not printed_issuer:
        found.issuer = infer_issuer(text, found.parsed, found.place)
        if found.parent is None:
            found.parent = infer_parent(text, found.issuer, (*addressee, *foot.recipients))
    return _header(found, document, foot, addressee, printed_issuer=printed_issuer)


def _number_and_day(found: _Found, document: Document, attested: Attestation | None) -> None:
    head = found.head[: found.begins if found.begins >= FEWEST_LINES else 60]
    found.number_at, found.number, found.symbol = number_line(head)
    found.place, found.date, found.date_text, found.date_at = date_line(head, found.number_at)
    if _is_doubtful(document, head, found.number_at):
        found.number = None
        if _is_doubtful(document, head, found.number_at, found.symbol):
            found.symbol = None
    if _is_doubtful(document, head, found.date_at):
        found.date = None
    if attested is not None:
        found.number, found.symbol = attested.number, attested.symbol
        found.place, found.date, found.date_text = attested.place, attested.date, attested.date_text


def _as_gazette(found: _Found) -> str | None:
    """Number and day as the Official Gazette printed them under the kind; gives the issuer that stands there."""
    if found.number is not None or found.symbol is not None or found.kind_at is None:
        return None
    printed = gazette_line(found.head, found.kind_at)
    if printed is None:
        return None
    found.number, found.symbol, found.date, found.date_text, issuer, found.head = printed
    return agency_case(issuer)


def _issuer(found: _Found, text: str, addressee_at: int | None, attested: Attestation | None) -> None:
    stop = min(at for at in (found.kind_at, addressee_at, found.begins, MOST_ABOVE) if at is not None)
    if found.number_at is not None:
        stop = min(found.number_at, MOST_ABOVE)
    parent, issuer = read_agencies(issuer_lines(found.head, stop, found.number_at))
    found.parent, found.issuer = spelled_as_in(text, parent), spelled_as_in(text, issuer)
    if attested is not None:
        found.parent, found.issuer = None, attested.issuer or found.issuer


def _kind_and_title(found: _Found, addressee_at: int | None, addressed: bool) -> None:
    speakers = tuple(fold(name) for name in (found.issuer, found.parent) if name)
    stops = {found.number_at, addressee_at, found.date_at}
    parsed = found.parsed
    found.title, subject = read_subject(found.head, found.kind_at, stops, speakers)
    if found.kind_at is None and not subject:
        if parsed is not None and parsed.kind is not None:
            found.title = subject_beside(found.head, parsed.kind, stops, speakers)
        elif found.symbol is None:
            before = found.head[: found.begins]
            found.kind = kind_beside(before)
            found.title = subject_beside(before, found.kind, stops, speakers) if found.kind is not None else None
    if parsed is not None and parsed.kind is not None and (found.kind is None or parsed.kind.name == _CONSOLIDATED):
        found.kind = parsed.kind
    letter = addressed and (subject or found.number_at is not None)
    if found.kind is None and (letter or (subject and parsed is not None and parsed.kind is None)):
        found.kind = kind_named("Công văn")
    if found.kind is not None and found.kind.name in LAW_KINDS and found.issuer is None:
        found.issuer = "Quốc hội" if found.kind.name != "Pháp lệnh" else "Ủy ban Thường vụ Quốc hội"


def _header(
    found: _Found, document: Document, foot: Foot, addressee: tuple[str, ...], *, printed_issuer: bool
) -> Header:
    kind, parsed = found.kind, found.parsed
    of_kind = parsed.kind if parsed is not None and parsed.kind is not None else kind
    legislative = found.adopted or (kind is not None and kind.name in LAW_KINDS)  # their form has no «Nơi nhận»
    missing = _missing(
        number=found.number,
        date=found.date,
        place=found.place or ("Hà Nội" if found.adopted else None),
        issuer=printed_issuer,
        nation=any(NATION.search(fold(line.content)) for line in found.head[:60]),
        title=found.title,
        recipients=bool(foot.recipients) or legislative,
        signer=foot.signer,
        collective=_needs_collective(kind, found.issuer, foot.capacity),
    )
    return Header(
        kind=kind.name if kind else None,
        kind_code=of_kind.code if of_kind else None,
        number=found.number,
        symbol=found.symbol,
        date=found.date,
        date_text=found.date_text,
        place=found.place,
        issuer=found.issuer,
        parent=found.parent,
        title=found.title,
        addressee=addressee,
        recipients=foot.recipients,
        archive=foot.archive,
        signer=foot.signer,
        signer_capacity=foot.capacity,
        secrecy=secrecy_mark(document),
        urgency=_urgency([*lines_above(document.text), *found.head[:40]]),
        missing=missing,
    )


def _is_doubtful(document: Document, head: Sequence[Line], at: int | None, part: str | None = None) -> bool:
    """Whether OCR is not sure of a word of a line of the head, or of one part of the line.

    Such a number or date is for a person to enter.
    """
    if at is None:
        return False
    line = head[at]
    start = line.start + max(0, line.content.find(part)) if part else line.start
    end = start + len(part) if part and part in line.content else line.end
    return any(span.start < end and start < span.end for span in document.doubtful)


def _addressee(head: Sequence[Line]) -> tuple[int | None, tuple[str, ...]]:
    for at, line in enumerate(head):
        match = ADDRESS.match(line.content)
        if match is None:
            continue
        found = [match["rest"]] if match["rest"].strip(" .:;") else []
        for follow in head[at + 1 : at + 30]:
            bullet = _BULLET.match(follow.content)
            if bullet:
                found.append(bullet[1])
            elif found and follow.blank_before == 0 and _goes_on_addressee(found[-1], follow.content):
                found[-1] = f"{found[-1]} {follow.content}"
            elif not found:
                found.append(follow.content)
            else:
                break
        names = [_BULLET.sub(r"\1", join_lines(name)).strip(" .;,") for name in found]
        if len(names) == 1 and ";" in names[0]:
            names = [part.strip(" .;,") for part in names[0].split(";")]
        return at, tuple(name for name in names if name)
    return None, ()


def _goes_on_addressee(above: str, line: str) -> bool:
    """Whether a line goes on with the name of an addressee that the column broke."""
    if above.endswith((".", ";")) or OPENERS.match(line):
        return False
    if line[0].islower() or above.endswith((",", " và", "-")):
        return True
    return above.endswith((" tỉnh", " thành phố", " xã", " phường")) and len(line.split()) <= 8


def _urgency(head: Sequence[Line]) -> str | None:
    """The degree of urgency (độ khẩn), stamped in the head or above it, with the hour of delivery or without it."""
    for line in head:
        printed = settle_tone(closed_up(line.content))
        match = _URGENCY.fullmatch(printed)
        if match is not None and (capitals(match["degree"][:7]) or ":" in printed[: match.start("degree")]):
            degree = _NOT_LETTERS.sub(" ", match["degree"]).upper()
            return degree.replace("HỎATỐC", "HỎA TỐC").replace("THƯỢNGKHẨN", "THƯỢNG KHẨN")
        if mark_in(line.content) is not None and (match := _URGENT_TOO.search(settle_tone(line.content))) is not None:
            return join_lines(match[1])
    return None


def _needs_collective(kind: Kind | None, issuer: str | None, capacity: str | None) -> bool:
    """Whether a paper of a collective body is signed without «TM.» (Nghị định 30/2020/NĐ-CP, Điều 13)."""
    if kind is None or issuer is None or capacity is None or not issuer.startswith(("Ủy ban nhân dân", "UBND")):
        return False
    return kind.name in ("Báo cáo", "Kế hoạch", "Tờ trình", "Chương trình") and "TM." not in capacity


def _missing(
    *,
    number: str | None,
    date: dt.date | None,
    place: str | None,
    issuer: bool,
    nation: bool,
    title: str | None,
    recipients: bool,
    signer: str | None,
    collective: bool,
) -> tuple[str, ...]:
    absent = [
        ("số", number is None),
        ("địa danh", place is None),
        ("ngày, tháng", date is None),
        ("tên cơ quan ở đầu trang", not issuer),
        ("quốc hiệu, tiêu ngữ", not nation),
        ("trích yếu", title is None),
        ("nơi nhận", not recipients),
        ("người ký", signer is None),
        ("dòng TM. ỦY BAN NHÂN DÂN", collective),
    ]
    return tuple(label for label, is_absent in absent if is_absent)
