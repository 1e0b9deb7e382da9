"""Bases and citations (căn cứ, viện dẫn): kind against symbol, date against year, issuers that cannot issue a kind."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator

from vanban.agencies import PARTY, PARTY_ACTING
from vanban.lint.examples import WELL_CITED, cited, paper
from vanban.lint.faults import Fault, one
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Citation, Span
from vanban.patterns import any_of
from vanban.symbols import Number, normalise
from vanban.text import fold, join_lines
from vanban.vocabulary import issuers, kind_coded

_GENERAL = frozenset(
    ["Văn bản", "Công văn", "Thông báo kết luận", "Thông báo số", "Quyết nghị", "Văn bản hợp nhất", "Quy chế phối hợp"]
)
_SAME_KINDS = (
    {"Chương trình", "Chương trình hành động", "Chương trình công tác"},
    {"Kế hoạch", "Kế hoạch hành động"},
    {"Thông báo", "Thông báo kết luận", "Kết luận"},
    {"Quy định", "Quyết định"},
    {"Luật", "Bộ luật"},
    {"Thông tư", "Thông tri"},
)
_CANNOT = (
    ("Nghị định", re.compile(r"(?!chinh phu|hoi dong|thu tuong)\w")),
    (
        "Thông tư",
        re.compile(
            r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|so |chinh phu|thu tuong|quoc hoi|tinh uy|thanh uy)"
        ),
    ),
    ("Luật", re.compile(r"(?!quoc hoi|chu tich nuoc)\w")),
    ("Bộ luật", re.compile(r"(?!quoc hoi|chu tich nuoc)\w")),
    ("Pháp lệnh", re.compile(r"(?!uy ban thuong vu quoc hoi|quoc hoi|hoi dong nha nuoc|chu tich nuoc)\w")),
)
_BODIES = {
    "TTg": "thu tuong",
    "CP": "chinh phu",
    "UBND": "(?:chu tich )?(?:ubnd|uy ban nhan dan)",
    "HĐND": "(?:thuong truc )?(?:hdnd|hoi dong nhan dan)",
    "TU": "(?:ban thuong vu |thuong truc |ban chap hanh )?(?:tinh uy|thanh uy|dang bo)|ban chap hanh|ban thuong vu",
}
_GLUED = re.compile(
    r"(?<![\w/])(?P<head>\d{1,5}(?:/(?:19|20)\d\d)?)/(?P<kind>NĐ|QĐ|NQ|TT|CT|KH|BC|TB|TTr)(?P<body>CP|TTg|UBND|"
    r"HĐND|BTP|BTC|BNV|BCA)(?!\w)"
)
_DATE = re.compile(
    r"ngày\s*(?P<d>\d{1,2})(?:\s*[/.-]\s*(?P<m>\d{1,2})\s*[/.-]\s*(?P<y>\d{4})|\s*tháng\s*(?P<m2>\d{1,2})"
    r"\s*năm\s*(?P<y2>\d{4}))(?!\d)"
)
_ISSUED_BY = re.compile(
    rf"(?P<issuer>(?:{any_of(PARTY_ACTING)}\s+)?{any_of(PARTY)}(?:\s+(?:xã|phường|tỉnh|thành phố))?)"
    r"\s+đã\s+ban\s+hành\s+(?P<kind>Chương trình hành động|Kế hoạch|Nghị quyết|Chỉ thị|Kết luận)(?!\s+số)(?!\w)"
)
_HALF_NAMES = frozenset({"", "bo", "bo truong", "chu tich", "giam doc", "uy ban", "chu nhiem", "tong"})  # cut short
_AFTER_NUMBER = re.compile(r"\s(?:ngày|của|giữa)\s")
_STANDING = re.compile(r"^(?:ban thuong vu|thuong truc)\s")
_COMMITTEE = re.compile(r"^ban chap hanh dang bo\b")


def _alike(left: str, right: str) -> bool:
    return left == right or any(left in group and right in group for group in _SAME_KINDS)


@rule(
    "cite-kind-symbol",
    "citations",
    "error",
    "Tên loại văn bản được viện dẫn không khớp với ký hiệu.",
    fires=cited("Căn cứ Kế hoạch số 15-CTr/TU ngày 08/10/2025 của Thành ủy Hải Phòng."),
    silent=WELL_CITED,
    letters=True,
)
def kind_symbol(paper: Paper) -> Iterator[Fault]:
    told: set[tuple[str | None, str | None]] = set()
    for citation, number in paper.numbered:
        own = number.kind
        code = re.split(r"[-/]", number.symbol)[0]
        kinds = {k.name for party in (False, True) if (k := kind_coded(code, party=party)) is not None}
        if own is None or not citation.kind or citation.kind in _GENERAL or (citation.kind, citation.number) in told:
            continue
        if "liên tịch" in citation.kind and "-" in number.body:
            continue
        if not any(_alike(citation.kind, name) for name in kinds) and "-" + citation.surface[:1] != "-":
            told.add((citation.kind, citation.number))
            yield Fault(
                citation.start, citation.end, f"Gọi là {citation.kind} nhưng ký hiệu «{code}» là {own.name}.", own.name
            )


@rule(
    "cite-date-year",
    "citations",
    "error",
    "Ngày của văn bản được viện dẫn không cùng năm với số, ký hiệu.",
    fires=cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2021 của Chính phủ."),
    silent=WELL_CITED,
)
def date_year(paper: Paper) -> Iterator[Fault]:
    for citation, number in paper.numbered:
        if number.year is not None and citation.date is not None and citation.date.year != number.year:
            yield Fault(
                citation.start, citation.end, f"Số ghi năm {number.year}, ngày lại thuộc năm {citation.date.year}."
            )


@rule(
    "date-impossible",
    "citations",
    "error",
    "Ngày không có trong lịch.",
    fires=cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 31/02/2020 của Chính phủ."),
    silent=WELL_CITED,
)
def date_impossible(paper: Paper) -> Iterator[Fault]:
    head = paper.date_line or (0, 0)
    for match in _DATE.finditer(paper.text):
        try:
            dt.date(int(match["y"] or match["y2"]), int(match["m"] or match["m2"]), int(match["d"]))
        except ValueError:
            if not head[0] <= match.start() < head[1]:
                yield Fault(*match.span(), f"«{join_lines(match.group())}» không có trong lịch.")


@rule(
    "cite-from-future",
    "citations",
    "error",
    "Văn bản được viện dẫn có ngày sau ngày của chính văn bản này.",
    fires=cited("Căn cứ Nghị định số 30/2027/NĐ-CP ngày 05/3/2027 của Chính phủ."),
    silent=WELL_CITED,
)
def from_future(paper: Paper) -> Iterator[Fault]:
    issued = paper.issued_until
    if issued is None or paper.group is None:
        return
    whole = paper.header.date is not None
    told = f"Văn bản này ký ngày {issued:%d/%m/%Y}" if whole else f"Đầu văn bản này ghi tháng {issued:%m/%Y}"
    for citation, _ in paper.numbered:
        if citation.date is not None and citation.date > issued:
            yield Fault(
                citation.start,
                citation.end,
                f"{told}, viện dẫn văn bản ngày {citation.date:%d/%m/%Y}.",
            )


@rule(
    "cite-two-dates",
    "citations",
    "error",
    "Một văn bản được viện dẫn với hai ngày khác nhau.",
    fires=paper(
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị; Nghị quyết số 66-NQ/TW ngày 30/3/2025 của Bộ "
        "Chính trị./."
    ),
    silent=paper(
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị; Nghị quyết số 66-NQ/TW ngày 30 tháng 4 năm 2025 "
        "của Bộ Chính trị./."
    ),
)
def two_dates(paper: Paper) -> Iterator[Fault]:
    first: dict[tuple[str | None, str], Citation] = {}
    for citation, number in paper.numbered:
        if citation.date is None or citation.target is None:
            continue
        if number.year is None and not number.party and "@" in citation.target and not citation.issuer:
            continue
        known = first.setdefault((citation.kind, citation.target), citation)
        if known.date is not None and known.date != citation.date and citation.date.year == known.date.year:
            yield Fault(
                citation.start,
                citation.end,
                f"Ở trên ghi ngày {known.date:%d/%m/%Y}, ở đây ghi ngày {citation.date:%d/%m/%Y}.",
                None,
                (Span(known.start, known.end),),
            )


@rule(
    "cite-two-issuers",
    "citations",
    "warning",
    "Một văn bản được nói là của hai cơ quan khác nhau.",
    fires=paper(
        "Kế hoạch số 17-KH/ĐU ngày 05/02/2026 của Đảng ủy xã Vân Phượng về trồng tre chắn sóng. Ban Thường vụ Đảng "
        "ủy xã đã ban hành Kế hoạch để các thôn đăng ký./."
    ),
    silent=paper(
        "Kế hoạch số 17-KH/ĐU ngày 05/02/2026 của Đảng ủy xã Vân Phượng về trồng tre chắn sóng. Đảng ủy xã đã ban "
        "hành Kế hoạch để các thôn đăng ký./."
    ),
)
def two_issuers(paper: Paper) -> Iterator[Fault]:
    first: dict[str, Citation] = {}
    by_kind: dict[str, list[Citation]] = defaultdict(list)
    for citation, number in paper.numbered:
        if citation.issuer is None or not number.party:
            continue
        if normalise(citation.number or "") not in {normalise(c.number or "") for c in by_kind[citation.kind or ""]}:
            by_kind[citation.kind or ""].append(citation)
        known = first.setdefault(normalise(citation.number or ""), citation)
        if known is not citation and _level(known.issuer or "") != _level(citation.issuer):
            yield Fault(
                citation.start,
                citation.end,
                f"Ở trên ghi của {known.issuer}, ở đây ghi của {citation.issuer}.",
                None,
                (Span(known.start, known.end),),
            )
    for match in _ISSUED_BY.finditer(paper.text):
        named = [c for c in by_kind[match["kind"]] if _is_local_party(c.issuer or "")]
        if len(named) == 1 and _level(named[0].issuer or "") != _level(match["issuer"]):
            yield Fault(
                *match.span(),
                f"{match['kind']} số {named[0].number} ghi của {named[0].issuer}, ở đây nói "
                f"{join_lines(match['issuer'])} ban hành.",
                None,
                (Span(named[0].start, named[0].end),),
            )


def _level(issuer: str) -> str:
    """Whether a Party body is the committee or its standing board."""
    words = fold(join_lines(issuer))
    return "standing" if _STANDING.match(words) else "committee" if _is_local_party(issuer) else words.split(" tinh")[0]


def _is_local_party(issuer: str) -> bool:
    words = _STANDING.sub("", fold(join_lines(issuer)))
    return words.startswith(("dang uy", "tinh uy", "thanh uy", "huyen uy")) or bool(_COMMITTEE.match(words))


@rule(
    "cite-no-date",
    "citations",
    "warning",
    "Văn bản được viện dẫn không có ngày ở bất cứ chỗ nào, khó tra cứu.",
    fires=cited("Căn cứ Nghị quyết số 214/NQ-CP của Chính phủ."),
    silent=WELL_CITED,
)
def no_date(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    dated = {normalise(c.number or "") for c, _ in paper.numbered if c.date is not None}
    listed = [c for c, _ in paper.numbered]
    for before, citation in zip(listed[-2::-1], listed[:0:-1], strict=False):
        if normalise(citation.number or "") in dated and citation.date and citation.start - before.end < 8:
            dated.add(normalise(before.number or ""))
    dated |= {normalise(c.number or "") for c, _ in paper.numbered if _dated_beside(paper.text, c)}
    told: set[str] = set()
    faults = []
    for citation, number in paper.numbered:
        key = normalise(citation.number or "")
        if number.year is None and key not in dated and key not in told and key != paper.header.number:
            told.add(key)
            said = f"«{join_lines(citation.surface)}» không ghi ngày, tháng ở chỗ nào trong văn bản."
            faults.append(Fault(citation.start, citation.end, said))
    yield from one(faults, "{count} văn bản được viện dẫn không ghi ngày, tháng ở chỗ nào.")


_DAY_BESIDE = re.compile(r"ngày\s*\d{1,2}\s*(?:/|[-.]\s*\d|tháng)", re.IGNORECASE)


def _dated_beside(text: str, citation: Citation) -> bool:
    """Whether the sentence names a day near the paper: «Ngày 09/4/2030, Sở … có Công văn số …», «số 1/A-B 5 ngày …»."""
    begin = max(text.rfind(mark, max(0, citation.start - 160), citation.start) for mark in (". ", ";", "\n\n"))
    before = text[max(0, begin, citation.start - 160) : citation.start]
    after = text[citation.end : citation.end + 60].split(";")[0].split(". ")[0]
    return _DAY_BESIDE.search(before) is not None or _DAY_BESIDE.search(after) is not None


@rule(
    "cite-date-later",
    "citations",
    "info",
    "Lần viện dẫn đầu tiên thiếu ngày, lần sau mới ghi.",
    fires=paper(
        "Thực hiện Nghị quyết số 66-NQ/TW của Bộ Chính trị. Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị./."
    ),
    silent=paper("Thực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị. Nghị quyết số 66-NQ/TW đã rõ./."),
)
def date_later(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    seen: dict[str, Citation] = {}
    told: set[str] = set()
    for citation, number in paper.numbered:
        key = normalise(citation.number or "")
        known = seen.setdefault(key, citation)
        body_starts = paper.header.title is None or citation.title != paper.header.title
        undated = known.date is None and not _dated_beside(paper.text, known)
        if citation.date and undated and number.year is None and key not in told and body_starts:
            told.add(key)
            yield Fault(
                known.start, known.end, None, join_lines(citation.surface), (Span(citation.start, citation.end),)
            )


_OF = re.compile(r"(?:của|do)\s+(?P<issuer>[^\W\d_].*)$", re.DOTALL)


def _said_to_issue(citation: Citation) -> bool:
    """Whether the words say that the body issued the paper («của …»); «do … chuyển đến» says another thing."""
    stated = _OF.search(citation.surface)
    return stated is not None and (
        citation.surface[stated.start() : stated.start() + 2] != "do" or "ban hành" in citation.surface
    )


_CUT_NAME = re.compile(r"\s[A-ZĐ]{1,4}$")
"""A name that ends in a few capitals: letters of a table or of a page behind a name that was cut («của Bộ / TT»)."""
_FIRST_LAW = 1997


def _of_old(number: Number) -> bool:
    """Whether a number has neither a year nor a kind, as those of old («73/TTg»)."""
    return number.kind is None and number.year is None and "-" not in number.symbol


def _before_the_law(citation: Citation) -> bool:
    """Whether a document is older than the law that says who issues what (Luật Ban hành VBQPPL 1996)."""
    return citation.date is not None and citation.date.year < _FIRST_LAW


@rule(
    "cite-issuer-cannot",
    "citations",
    "error",
    "Cơ quan này không có thẩm quyền ban hành loại văn bản đó.",
    fires=cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Bộ Nội vụ."),
    silent=WELL_CITED,
)
def issuer_cannot(paper: Paper) -> Iterator[Fault]:
    for citation, number in paper.numbered:
        if not _said_to_issue(citation) or _before_the_law(citation) or _of_old(number):
            continue
        issuer = fold(join_lines(citation.issuer or ""))
        if issuer and any(citation.kind == kind and other.match(issuer) for kind, other in _CANNOT):
            yield Fault(citation.start, citation.end, f"{citation.issuer} không ban hành {citation.kind}.")


@rule(
    "cite-issuer-symbol",
    "citations",
    "error",
    "Cơ quan ban hành ghi trong câu không khớp với ký hiệu của văn bản.",
    fires=cited("Căn cứ Quyết định số 41/2026/QĐ-TTg ngày 04/02/2026 của Bộ Tư pháp."),
    silent=WELL_CITED,
    letters=True,
)
def issuer_symbol(paper: Paper) -> Iterator[Fault]:
    for citation, number in paper.numbered:
        issuer = fold(join_lines(citation.issuer or ""))
        if (
            issuer in _HALF_NAMES
            or _CUT_NAME.search(citation.issuer or "")
            or not _said_to_issue(citation)
            or number.kind is None
            or "liên tịch" in (citation.kind or "")
        ):
            continue
        body = re.split(r"[-/]", number.body)[0]
        expected = _BODIES.get(body)
        known = issuers().get(body)
        if (
            expected is None
            and known is not None
            and known.level == "trung ương"
            and known.name.startswith("Bộ ")
            and not number.party
        ):
            named = issuer.removeprefix("bo truong ")
            if len(named) > 5 and fold(known.name).startswith(named):
                continue
            expected = rf"(?:bo truong )?{re.escape(fold(known.name))}|lien bo|quoc hoi"
        if (
            expected is not None
            and not re.match(expected, issuer)
            and not (body == "CP" and issuer.startswith("thu tuong"))
        ):
            yield Fault(citation.start, citation.end, f"Ký hiệu «{number.symbol}» không phải của {citation.issuer}.")


@rule(
    "cite-number-glued",
    "citations",
    "warning",
    "Số, ký hiệu thiếu dấu gạch nối.",
    fires=cited("Căn cứ Quyết định số 518/QĐTTg ngày 12/02/2026 của Thủ tướng Chính phủ."),
    silent=WELL_CITED,
    letters=True,
)
def number_glued(paper: Paper) -> Iterator[Fault]:
    for match in _GLUED.finditer(paper.text):
        yield Fault(*match.span(), None, f"{match['head']}/{match['kind']}-{match['body']}")


@rule(
    "cite-number-spaced",
    "citations",
    "info",
    "Số, ký hiệu của văn bản được viện dẫn có dấu cách thừa.",
    fires=cited("Căn cứ Nghị quyết số 66- NQ/TW ngày 30/4/2025 của Bộ Chính trị."),
    silent=WELL_CITED,
    letters=True,
)
def number_spaced(paper: Paper) -> Iterator[Fault]:
    for citation, _ in paper.numbered:
        number = _AFTER_NUMBER.split(citation.surface, maxsplit=1)[0]
        match = re.search(r"\d[^\S\n]+[-/]|[-/][^\S\n]+[A-ZĐ]", number)
        if match and citation.number:
            yield Fault(citation.start, citation.end, None, citation.number)


@rule(
    "cite-titles-differ",
    "citations",
    "info",
    "Cùng một văn bản nhưng tên được dẫn khác nhau.",
    fires=paper(
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị về đổi mới công tác xây dựng và thi hành pháp "
        "luật đáp ứng yêu cầu; "
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị về đổi mới công tác xây dựng và tổ chức thi hành "
        "pháp luật./."
    ),
    silent=paper(
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị về đổi mới công tác xây dựng và thi hành pháp "
        "luật đáp ứng yêu cầu; "
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị về đổi mới công tác xây dựng và thi hành pháp luật./."
    ),
)
def titles_differ(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    seen: dict[str, Citation] = {}
    told: set[str] = set()
    for citation, _ in paper.numbered:
        if (
            not citation.title
            or not fold(citation.title).startswith("ve ")
            or citation.target is None
            or len(citation.title.split()) < 8
        ):
            continue
        known = seen.setdefault(citation.target, citation)
        left, right = (re.findall(r"\w+", fold(c.title or "")) for c in (known, citation))
        shared = min(len(left), len(right), 12)
        same = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), shared)
        if 4 <= same < shared - 1 and citation.target not in told:
            told.add(citation.target)
            yield Fault(
                citation.start,
                citation.end,
                f"Ở trên dẫn là «{' '.join((known.title or '').split()[:18])}…».",
                None,
                (Span(known.start, known.end),),
            )
