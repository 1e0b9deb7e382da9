"""The head and foot of a paper (thể thức): number, date, issuer, kind, title, addressee, recipients, signer.

Form: Nghị định 30/2020/NĐ-CP, Phụ lục I; Party papers: Hướng dẫn 36-HD/VPTW. What the paper does not print is
None and named in ``missing``; an issuer whose line is lost is inferred only from what the text itself says.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vanban.files.open import as_document
from vanban.foot import Foot, read_foot, read_signature
from vanban.issuer import infer_issuer, infer_parent, is_agency_line, read_agencies, spelled_as_in
from vanban.model import Document, Header
from vanban.secrecy import secrecy_mark
from vanban.symbols import NUMBER, normalise, parse
from vanban.text import Line, capitals, clean, fold, join_lines, lines, settle_tone
from vanban.vocabulary import Kind, kind_named

HEAD_CHARACTERS = 12_000
_NUMBER_LINE = re.compile(r"^(?:Số|SỐ|Luật số|LUẬT SỐ|Nghị quyết số|Pháp lệnh số)\s*[:.]?\s*(?P<rest>.*)$", re.DOTALL)
_BLANK_NUMBER = re.compile(
    r"^[\s.…_]*(?P<year>/\s*(?:19|20)\d\d\s*)?(?P<separator>[/\-–])\s*"
    r"(?P<symbol>[A-ZĐ][\wĐđ₀-₉&]*(?:\s?[-–/&]\s?[A-ZĐ][\wĐđ₀-₉&]*)*)"
)
_UNREADABLE_NUMBER = re.compile(
    r"[^\s/]{0,4}[^\s\d/.…_][^\s/]{0,4}\s*/\s*(?P<symbol>[A-ZĐ][\wĐđ&]*(?:[-–][A-ZĐ][\wĐđ&]*)+)\s*$"
)
_PRINTED_NUMBER = re.compile(NUMBER)
_BARE_ORDINAL = re.compile(r"\d{1,5}(?!\d)")
_DATE = re.compile(
    r"(?:^|(?P<place>[^\W\d_][^\n\t:;]{1,60}?),\s*)(?P<date>ngày\s*(?P<day>[\d.…_]*)\s*tháng\s*(?P<month>[\d.…_]*)\s*"
    r"năm\s*(?P<year>(?:19|20)\d\d|20[.…_\s]*|[.…_]*))",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(
    r"^(?P<place>[^\W\d_][^\n\t:;]{1,60}?),\s*"
    r"(?P<date>ngày\s*(?P<day>\d{1,2})\s*[/.-]\s*(?P<month>\d{1,2})\s*[/.-]\s*(?P<year>(?:19|20)\d\d))$",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"(?:Quốc hội|Ủy ban [Tt]hường vụ Quốc hội)[^.\n]{0,120}thông qua\s+"
    r"ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})"
)
_RIGHT_COLUMN = re.compile(
    r"(?<=\S)(?:\s+(?=CỘNG H[OÒ][ÀA] XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT|Độc lập\s*[-–])"
    r"|\s{2,}(?=[A-ZĐÀ-Ỹ][\wÀ-ỹ .]{1,30},\s*ngày\s))"
)
_DRAFT = re.compile(r"\W*(?:du thao|ban thao)\b")
_SECRET = re.compile(r"\W*(?:tuyet |toi )?mat\W*")
_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam")
_MOTTO = re.compile(r"doc lap\s*[-–—]?\s*tu do\s*[-–—]?\s*hanh phuc")
_ADDRESS = re.compile(r"^Kính\s+gửi\s*[:;]?\s*(?P<rest>.*)$", re.IGNORECASE)
_SUBJECT = re.compile(r"^(?:V/v|v/v|V/V|Về việc|VỀ VIỆC)\b[:.]?\s*")
_OPENERS = re.compile(
    r"(?:căn cứ|thực hiện|kính gửi|ngày \d|trong (?:thời|năm|tháng|quý|những)|nhằm|để |sau khi|theo |trên cơ sở|xét |"
    r"phần (?:thứ|[ivx\d])|chương [ivx\d]|mục [ivx\d]|điều \d|[ivx]{1,4}\s?[./]|\d{1,2}[.)]\s|[a-zđ]\)|[-–+•]\s|"
    r"qua |hiện nay|tiếp theo|trả lời|phúc đáp|tiếp nhận|hôm nay|ủy ban nhân dân .{3,60}(?:báo cáo|ban hành|xây dựng))",
    re.IGNORECASE,
)
_SPEAKER = re.compile(
    r"(?:chu tich|bo truong|giam doc|cuc truong|chi cuc truong|tong cuc truong|tong giam doc|hieu truong|vien truong|"
    r"chanh an|chanh van phong|truong ban|thong doc|tong thanh tra|chu nhiem|bi thu)\b[^,.;]{0,80}$"
)
_OPEN_END = re.compile(r"(?:\b(?:cua|va|giua|do|boi|voi|cho|thuoc|tai|ve)|[,–-])$")
_BESIDE_KIND = re.compile(r"^\(?\s*DỰ THẢO\s*\)?\s*:?\s*|\s+LIÊN (?:SỞ|NGÀNH|BỘ)$")
_ATTESTED = re.compile(r"XÁC THỰC VĂN BẢN HỢP NHẤT")
_ATTACHED = re.compile(r"^\((?:kèm theo|ban hành kèm theo|kèm|dự thảo)", re.IGNORECASE)
_BULLET = re.compile(r"^[-–+•*]\s*(.*)$")
_URGENCY = re.compile(r"(hỏa tốc(?: hẹn giờ)?|thượng khẩn|khẩn)[\s.!:]*", re.IGNORECASE)
_RULE = re.compile(r"^[\s\-–—_=*+.~]{2,}$")
_CONSOLIDATED = "Văn bản hợp nhất"
_LAW_KINDS = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


def read_header(document: Document | str) -> Header:
    """The head and foot of a paper.

    Args:
        document: an opened document, or its text.

    Returns:
        a :class:`~vanban.model.Header`; ``number`` is None when its blank was never filled, and ``symbol`` then
        still says what is printed after the blank. In a scan a number or date that OCR is not sure of is None too.
    """
    document = as_document(document)
    text = clean(document.text).text
    printed = list(lines(text, 0, min(len(text), HEAD_CHARACTERS), split_tabs=True))[:160]
    head = [part for line in printed if not _RULE.match(line.content) for part in _columns(line)]
    number_at, number, symbol = _number(head)
    place, date, date_text, date_at = _date(head, number_at)
    if _is_doubtful(document, head, number_at):
        number = None
        symbol = None if _is_doubtful(document, head, number_at, symbol) else symbol
    if _is_doubtful(document, head, date_at):
        date = None
    attested = _attestation(text)
    if attested is not None:
        number, symbol = attested.number, attested.symbol
        place, date, date_text = attested.place, attested.date, attested.date_text
    kind_at, kind = _title_line(head)
    foot = read_foot(text) if attested is None else Foot(capacity=attested.capacity, signer=attested.signer)
    adopted = False
    if date is None and kind is not None and (kind.name in _LAW_KINDS or kind.name == "Nghị quyết"):
        date = _adopted(text)
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
    title, subject = _title(head, kind_at, stops, speakers)
    if kind_at is None and not subject and parsed is not None and parsed.kind is not None:
        title = _title_beside(head, parsed.kind, stops, speakers)
    if parsed is not None and parsed.kind is not None and (kind is None or parsed.kind.name == _CONSOLIDATED):
        kind = parsed.kind
    if kind is None and (subject or (addressee and number_at is not None)):
        kind = kind_named("Công văn")
    printed_issuer = issuer is not None
    if issuer is None:
        issuer = infer_issuer(text, parsed, place)
    if parent is None and not printed_issuer:
        parent = infer_parent(text, issuer, (*addressee, *foot.recipients))
    if kind is not None and kind.name in _LAW_KINDS and issuer is None:
        issuer = "Quốc hội" if kind.name != "Pháp lệnh" else "Ủy ban Thường vụ Quốc hội"
    code = parsed.kind.code if parsed is not None and parsed.kind is not None else kind.code if kind else None
    joined = "\n".join(fold(line.content) for line in head[:60])
    legislative = adopted or (kind is not None and kind.name in _LAW_KINDS)  # their form has no «Nơi nhận»
    missing = _missing(
        number=number,
        date=date,
        place=place or ("Hà Nội" if adopted else None),
        issuer=printed_issuer,
        nation=_NATION.search(joined) is not None,
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


def _number(head: Sequence[Line]) -> tuple[int | None, str | None, str | None]:
    """The line of the number, the number (None when blank) and its symbol."""
    for at, line in enumerate(head[:60]):
        match = _NUMBER_LINE.match(line.content)
        if match is None:
            continue
        rest = match["rest"]
        if not line.content.startswith(("Số", "SỐ")) and len(rest) > 30:
            continue
        if not rest and at + 1 < len(head):
            rest = head[at + 1].content
        printed = _PRINTED_NUMBER.match(rest)
        if printed is not None:
            parsed = parse(printed.group())
            if parsed is not None:
                return at, normalise(printed.group()), parsed.symbol
        blank = _BLANK_NUMBER.match(rest)
        if blank is not None:
            symbol = normalise(blank["symbol"])
            return at, None, symbol
        unreadable = _UNREADABLE_NUMBER.match(rest)
        if unreadable is not None:
            return at, None, normalise(unreadable["symbol"])
        if _BARE_ORDINAL.match(rest) and at < 20 and len(rest) < 40:
            follow = re.match(r"(\d{1,5})\s*[-–/]\s*(\S+)", rest)
            if follow and "/" in rest:
                return at, normalise(follow.group()), normalise(follow[2])
    return None, None, None


def _date(head: Sequence[Line], number_at: int | None) -> tuple[str | None, dt.date | None, str | None, int | None]:
    """Place, day, the printed date and its line; a date inside a sentence is not the date of the paper."""
    for at, line in enumerate(head[:60]):
        match = _DATE.match(line.content) or _SHORT_DATE.match(line.content)
        if match is None and at == number_at:
            match = _DATE.search(line.content)
        if match is None or len(line.content) - match.end() > 6:
            continue
        place = match["place"]
        if place is not None:
            place = re.split(r"\s{2,}|\t", place.strip())[-1]
            if len(place.split()) > 6 or _OPENERS.match(place):
                continue
            if at == number_at and (spaced := re.search(r"[A-ZĐ\d]\s+((?:[A-ZĐÀ-Ỹ][\wà-ỹ]*\s?)+)$", place)):
                place = spaced[1].strip()
        printed = join_lines(re.sub(r"[.…_]{2,}|…", " ", match["date"]))
        return (join_lines(place) if place else None), _day(match), printed, at
    return None, None, None, None


@dataclass(frozen=True, slots=True)
class _Attestation:
    """The lines that attest a consolidated text (xác thực văn bản hợp nhất), printed at its end."""

    number: str
    symbol: str
    issuer: str | None
    place: str | None
    date: dt.date | None
    date_text: str | None
    capacity: str | None
    signer: str | None


def _attestation(text: str) -> _Attestation | None:
    """Number, day, issuer and signer of a consolidated text (Pháp lệnh hợp nhất văn bản, 01/2012/UBTVQH13)."""
    found = list(_ATTESTED.finditer(text))
    if not found:
        return None
    start = text.rfind("\n", 0, max(0, found[-1].start() - 80)) + 1
    block = [
        line for line in lines(text, start, min(len(text), found[-1].end() + 600), split_tabs=True) if line.content
    ]
    number_at, number, symbol = _number(block)
    if number is None or symbol is None or "VBHN" not in symbol or number_at is None:
        return None
    place, date, date_text, _at = _date(block, number_at)
    above = [
        line.content for line in block[:number_at] if not _ATTESTED.search(line.content) and capitals(line.content)
    ]
    issuer = read_agencies([line for line in above if is_agency_line(line)])[1]
    capacity, signer = read_signature(text, block[number_at].end, min(len(text), found[-1].end() + 600))
    return _Attestation(number, symbol, issuer, place, date, date_text, capacity, signer)


def _day(match: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _adopted(text: str) -> dt.date | None:
    """The day on which the National Assembly adopted the paper, printed at its end."""
    found = list(_ADOPTED.finditer(text, max(0, len(text) - 6000)))
    return _day(found[-1]) if found else None


def _title_line(head: Sequence[Line]) -> tuple[int | None, Kind | None]:
    """The line that prints the kind in capitals («KẾ HOẠCH»), alone or before its number."""
    for at, line in enumerate(head[:80]):
        content = line.content.strip(' .:*“”"')
        if not capitals(content) or len(content) > 60:
            continue
        content = _BESIDE_KIND.sub("", content) or content
        kind = kind_named(content)
        if kind is None:
            words = content.split()
            kind = next(
                (k for n in (4, 3, 2, 1) if (k := kind_named(" ".join(words[:n]))) and k.name in _LAW_KINDS), None
            )
        if kind is not None and kind.name != "Văn bản":
            return at, kind
    return None, None


def _addressee(head: Sequence[Line]) -> tuple[int | None, tuple[str, ...]]:
    for at, line in enumerate(head):
        match = _ADDRESS.match(line.content)
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
    if above.endswith((".", ";")) or _OPENERS.match(line):
        return False
    return line[0].islower() or above.endswith((",", " tỉnh", " thành phố", " xã", " phường", " và", "-"))


def _first_opener(head: Sequence[Line]) -> int | None:
    return next((at for at, line in enumerate(head) if len(line.content) > 45 and _OPENERS.match(line.content)), None)


def _agency_lines(head: Sequence[Line], upper: int, number_at: int | None) -> list[Line]:
    """The lines of the left column above the number: names of agencies in capitals."""
    found: list[Line] = []
    last = upper if number_at is None else max(min(number_at, 30), 0)
    for line in head[: last if last else 0]:
        words = fold(line.content)
        if _NATION.search(words) or _MOTTO.search(words) or _DRAFT.match(words):
            continue
        if _URGENCY.fullmatch(settle_tone(line.content)) or _SECRET.fullmatch(words):
            continue
        if _DATE.match(line.content) or kind_named(line.content) is not None or not capitals(line.content):
            continue
        if len(line.content) < 120 and (found or is_agency_line(line.content)):
            found.append(line)
    return found


def _title(
    head: Sequence[Line], kind_at: int | None, stops: set[int | None], speakers: tuple[str, ...]
) -> tuple[str | None, bool]:
    """The subject (trích yếu) as printed, lines joined, and whether it is that of a letter («V/v»)."""
    if kind_at is None:
        start = next((at for at, line in enumerate(head[:40]) if _SUBJECT.match(line.content)), None)
        if start is None:
            return None, False
        return _gather(head, start, stops, speakers, letter=True), True
    return _gather(head, kind_at + 1, stops, speakers, letter=False), False


def _title_beside(head: Sequence[Line], kind: Kind, stops: set[int | None], speakers: tuple[str, ...]) -> str | None:
    """The subject that goes on behind the kind in its line: «KẾ HOẠCH KIỂM TRA CÔNG TÁC CẢI CÁCH HÀNH CHÍNH»."""
    name = fold(kind.name)
    for at, line in enumerate(head[:60]):
        if capitals(line.content) and fold(line.content).startswith(f"{name} "):
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
        if _NATION.search(words) or _MOTTO.search(words) or _is_date_line(content):
            break
        if found:
            if content.endswith(":") or (_speaks(content, speakers) and not _OPEN_END.search(fold(found[-1]))):
                break
            if capitals(found[-1]) and not capitals(content) and not content.startswith("("):
                break
            if _ADDRESS.match(content) or (_OPENERS.match(content) and not _keeps_on(found[-1], line)):
                break
            if letter and line.blank_before and not content[0].islower():
                break
            if not letter and line.blank_before and not _keeps_on(found[-1], line):
                break
            if capitals(content) and not capitals(found[0]):
                break
            if len(" ".join(found)) > 200 and content[0].isupper() and not found[-1].endswith(","):
                break
        elif not letter and _ADDRESS.match(content):
            break
        found.append(content)
    title = join_lines(" ".join(found)).replace("**", "").strip(" *_")
    return title or None


def _speaks(content: str, speakers: tuple[str, ...]) -> bool:
    """Whether a line in capitals under the subject names who decides: «CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH …»."""
    words = fold(content)
    return capitals(content) and (_SPEAKER.match(words) is not None or words.strip(" .:") in speakers)


def _is_date_line(content: str) -> bool:
    """Whether a line is the day of the paper, alone or after the place; a title may go on with «ngày …» too."""
    match = _DATE.match(content) or _SHORT_DATE.match(content)
    return match is not None and len(content) - match.end() <= 6


def _keeps_on(above: str, line: Line) -> bool:
    """Whether a line goes on with the sentence above it."""
    first = line.content[0]
    return line.blank_before < 2 and (
        first.islower() or above.endswith((",", "-", "–")) or first.isdigit() or first == "“"
    )


def _urgency(head: Sequence[Line]) -> str | None:
    for line in head[:40]:
        match = _URGENCY.fullmatch(settle_tone(line.content))
        if match is not None and capitals(match[1]):
            return join_lines(match[1]).upper()
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
