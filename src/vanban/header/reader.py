"""The head and foot of a paper (thể thức): number, date, issuer, kind, title, addressee, recipients, signer.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I; Party papers: Hướng dẫn 36-HD/VPTW. What the paper does not print is
None and named in ``missing``; an issuer whose line is lost is inferred only from what the text itself says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from vanban.header.attestation import read_attestation
from vanban.header.foot import Foot, read_foot
from vanban.header.issuer import infer_issuer, infer_parent, is_agency_line, read_agencies, spelled_as_in
from vanban.header.lines import (
    ADDRESS,
    LAW_KINDS,
    MOTTO,
    NATION,
    OPENERS,
    adopted_day,
    date_line,
    is_date_line,
    number_line,
)
from vanban.header.secrecy import mark_in, secrecy_mark
from vanban.header.subject import kind_line, read_subject, subject_beside
from vanban.model import Document, Header
from vanban.symbols import parse
from vanban.text import Line, capitals, fold, join_lines, lines, settle_tone
from vanban.viewing import by_view
from vanban.vocabulary import Kind, kind_named

HEAD_CHARACTERS = 12_000
_RIGHT_COLUMN = re.compile(
    r"(?<=\S)(?:\s+(?=CỘNG H[OÒ][ÀA] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT|Độc lập\s*[-–])"
    r"|\s{2,}(?=[A-ZĐÀ-Ỹ][\wÀ-ỹ .]{1,30},\s*ngày\s))"
)
_DRAFT = re.compile(r"\W*(?:du thao|ban thao)\b")
_BULLET = re.compile(r"^[-–+•*]\s*(.*)$")
_URGENCY = re.compile(r"(hỏa tốc(?: hẹn giờ)?|thượng khẩn|khẩn)[\s.!:]*", re.IGNORECASE)
_URGENT_TOO = re.compile(r"\b(HỎA TỐC(?: HẸN GIỜ)?|THƯỢNG KHẨN|KHẨN)\b")
_RULE = re.compile(r"^[\s\-–—_=*+.~]{2,}$")
_CONSOLIDATED = "Văn bản hợp nhất"


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
    printed = list(lines(text, 0, min(len(text), HEAD_CHARACTERS), split_tabs=True))[:160]
    head = [part for line in printed if not _RULE.match(line.content) for part in _columns(line)]
    number_at, number, symbol = number_line(head)
    place, date, date_text, date_at = date_line(head, number_at)
    if _is_doubtful(document, head, number_at):
        number = None
        symbol = None if _is_doubtful(document, head, number_at, symbol) else symbol
    if _is_doubtful(document, head, date_at):
        date = None
    attested = read_attestation(text)
    if attested is not None:
        number, symbol = attested.number, attested.symbol
        place, date, date_text = attested.place, attested.date, attested.date_text
    kind_at, kind = kind_line(head)
    foot = read_foot(text) if attested is None else Foot(capacity=attested.capacity, signer=attested.signer)
    adopted = False
    if date is None and kind is not None and (kind.name in LAW_KINDS or kind.name == "Nghị quyết"):
        date = adopted_day(text)
        adopted = date is not None
    addressee_at, addressee = _addressee(head)
    upper = min(at for at in (number_at, kind_at, addressee_at, _first_opener(head), 30) if at is not None)
    parent, issuer = read_agencies([line.content for line in _agency_lines(head, upper, number_at)])
    parent, issuer = spelled_as_in(text, parent), spelled_as_in(text, issuer)
    if attested is not None:
        parent, issuer = None, attested.issuer or issuer
    speakers = tuple(fold(name) for name in (issuer, parent) if name)
    parsed = parse(number or f"0/{symbol}") if symbol and "/" not in symbol else parse(number or f"0-{symbol}")
    if parsed is None and symbol:
        parsed = parse(f"0/{symbol}")
    stops = {number_at, addressee_at, date_at}
    title, subject = read_subject(head, kind_at, stops, speakers)
    if kind_at is None and not subject and parsed is not None and parsed.kind is not None:
        title = subject_beside(head, parsed.kind, stops, speakers)
    if parsed is not None and parsed.kind is not None and (kind is None or parsed.kind.name == _CONSOLIDATED):
        kind = parsed.kind
    if kind is None and (subject or (addressee and number_at is not None)):
        kind = kind_named("Công văn")
    printed_issuer = issuer is not None
    if issuer is None:
        issuer = infer_issuer(text, parsed, place)
    if parent is None and not printed_issuer:
        parent = infer_parent(text, issuer, (*addressee, *foot.recipients))
    if kind is not None and kind.name in LAW_KINDS and issuer is None:
        issuer = "Quốc hội" if kind.name != "Pháp lệnh" else "Ủy ban Thường vụ Quốc hội"
    code = parsed.kind.code if parsed is not None and parsed.kind is not None else kind.code if kind else None
    joined = "\n".join(fold(line.content) for line in head[:60])
    legislative = adopted or (kind is not None and kind.name in LAW_KINDS)  # their form has no «Nơi nhận»
    missing = _missing(
        number=number,
        date=date,
        place=place or ("Hà Nội" if adopted else None),
        issuer=printed_issuer,
        nation=NATION.search(joined) is not None,
        title=title,
        recipients=bool(foot.recipients) or legislative,
        signer=foot.signer,
        collective=_needs_collective(kind, issuer, foot.capacity),
    )
    return Header(
        kind=kind.name if kind else None,
        kind_code=code,
        number=number,
        symbol=symbol,
        date=date,
        date_text=date_text,
        place=place,
        issuer=issuer,
        parent=parent,
        title=title,
        addressee=addressee,
        recipients=foot.recipients,
        archive=foot.archive,
        signer=foot.signer,
        signer_capacity=foot.capacity,
        secrecy=secrecy_mark(document),
        urgency=_urgency(head),
        missing=missing,
    )


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
    return line[0].islower() or above.endswith((",", " tỉnh", " thành phố", " xã", " phường", " và", "-"))


def _first_opener(head: Sequence[Line]) -> int | None:
    return next((at for at, line in enumerate(head) if len(line.content) > 45 and OPENERS.match(line.content)), None)


def _agency_lines(head: Sequence[Line], upper: int, number_at: int | None) -> list[Line]:
    """The lines of the left column above the number: names of agencies in capitals."""
    found: list[Line] = []
    last = upper if number_at is None else max(min(number_at, 30), 0)
    for line in head[: last if last else 0]:
        words = fold(line.content)
        if NATION.search(words) or MOTTO.search(words) or _DRAFT.match(words):
            continue
        if _URGENCY.fullmatch(settle_tone(line.content)) or mark_in(line.content) is not None:
            continue
        if is_date_line(line.content) or kind_named(line.content) is not None or not capitals(line.content):
            continue
        if len(line.content) < 120 and (found or is_agency_line(line.content)):
            found.append(line)
    return found


def _urgency(head: Sequence[Line]) -> str | None:
    for line in head[:40]:
        match = _URGENCY.fullmatch(settle_tone(line.content))
        if match is not None and capitals(match[1]):
            return join_lines(match[1]).upper()
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
