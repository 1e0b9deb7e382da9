"""Drafts of legal documents of councils and committees (dự thảo quy phạm): effect, what is replaced, transition.

A document is one when the year stands between the slashes of its number, blank or not. What hangs on facts outside the
paper (a shortened procedure, whether dossiers are open) is never more than a remark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.agencies import short_names
from vanban.lint.examples import paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Amendment, AmendmentKind, Citation
from vanban.patterns import any_of
from vanban.symbols import normalise
from vanban.text import fold

LEAST_DAYS = 10
"""Days from adoption or signing to effect of a local document: Luật 64/2025/QH15 Điều 53 (cần kiểm tra)."""
_YEARLY = re.compile(r"/[ ]*(?:20\d\d|20[. …_]{2,}|năm)[ ]*/[ ]*(?:NQ|QĐ)-(?P<body>HĐND|UBND|CTUBND)")
_SHORTENED = re.compile(r"rút\s+gọn|tình\s+trạng\s+khẩn\s+cấp|phòng,?\s+chống\s+(?:thiên\s+tai|dịch)", re.IGNORECASE)
_AT_ONCE = re.compile(r"(?:kể\s+)?từ\s+ngày\s+(?:ký(?:\s+ban\s+hành)?|ban\s+hành|được\s+thông\s+qua|thông\s+qua)")
_EFFECT = re.compile(r"có\s+hiệu\s+lực(?:\s+thi\s+hành)?[\s,]+(?:kể\s+)?(?:từ|sau)(?!\w)")
_DONE = any_of(
    ["nộp", "tiếp nhận", "phê duyệt", "thẩm định", "hưởng", "thụ lý", "giải quyết", "hỗ trợ"],
)
_TRANSITION = re.compile(
    rf"""chuyển\s+tiếp
    | đã\s+(?:được\s+)?{_DONE}                                                   # what was begun before
    | tiếp\s+tục\s+(?:được\s+)?(?:thực\s+hiện|áp\s+dụng|giải\s+quyết|hưởng)      # and goes on
    | trước\s+ngày\s+[^.;]{{0,60}}có\s+hiệu\s+lực
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DOSSIERS = re.compile(r"(?<!\w)[Hh]ồ\s+sơ(?!\w)")
_SETTLED = re.compile(r"thời\s+hạn\s+giải\s+quyết|trả\s+kết\s+quả|thành\s+phần\s+hồ\s+sơ")
_CLOSING = re.compile(r"Nghị\s+quyết\s+này\s+(?:đã\s+)?được\s+(?:Hội\s+đồng\s+nhân\s+dân|HĐND)[^.]{0,200}thông\s+qua")
_OWN = re.compile(r"^[ ,]*(?:(?:Nghị\s+quyết|Quyết\s+định|Quy\s+định|Quy\s+chế)\s+này)(?!\w)")
_ENDING = (AmendmentKind.REPEAL, AmendmentKind.SUSPEND)
_MANY_DOSSIERS = 5


def _draft(body: str, **parts: str) -> str:
    given = {
        "issuer": "ỦY BAN NHÂN DÂN\nTỈNH VÂN GIANG",
        "number": "Số: 27/2026/QĐ-UBND",
        "day": "Vân Giang, ngày 10 tháng 4 năm 2026",
        "kind": "QUYẾT ĐỊNH",
        "title": "Quy định mức chi cho công tác hòa giải ở cơ sở trên địa bàn tỉnh Vân Giang",
        **parts,
    }
    return paper(body, **given)


_BASES = (
    "Căn cứ Luật Hòa giải ở cơ sở năm 2013;\n\nTheo đề nghị của Giám đốc Sở Tư pháp tỉnh;\n\n"
    "Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức chi cho công tác hòa giải ở cơ sở.\n\n"
    "Điều 1. Mức chi\n\nMức chi cho một vụ, việc là 300.000 đồng.\n\n"
)
_IN_TIME = "Điều 2. Hiệu lực thi hành\n\nQuyết định này có hiệu lực từ ngày 25 tháng 4 năm 2026./."
_AT_SIGNING = "Điều 2. Hiệu lực thi hành\n\nQuyết định này có hiệu lực thi hành kể từ ngày ký ban hành./."
_REPLACES = (
    "Quy định mức chi cho công tác hòa giải ở cơ sở, thay thế Quyết định số 12/2020/QĐ-UBND ngày 05/3/2020 của "
    "Ủy ban nhân dân tỉnh Vân Giang"
)
_ENDS_IT = (
    "Điều 2. Hiệu lực thi hành\n\n1. Quyết định này có hiệu lực từ ngày 25 tháng 4 năm 2026.\n\n2. Quyết định số "
    "12/2020/QĐ-UBND ngày 05/3/2020 của Ủy ban nhân dân tỉnh Vân Giang hết hiệu lực từ ngày Quyết định này có hiệu "
    "lực./."
)
_WITH_DOSSIERS = (
    "Căn cứ Luật Hòa giải ở cơ sở năm 2013;\n\nĐiều 1. Trình tự, thủ tục\n\n1. Thành phần hồ sơ gồm đơn và hồ sơ vụ, "
    "việc.\n\n2. Hồ sơ nộp tại xã; thời hạn giải quyết hồ sơ là 05 ngày từ ngày nhận đủ hồ sơ; hồ sơ thiếu được trả "
    "lại.\n\n"
)
_KEEPS_OLD = (
    "Điều 3. Điều khoản chuyển tiếp\n\nHồ sơ đã nộp trước ngày Quyết định này có hiệu lực thì giải quyết theo quyết "
    "định cũ./."
)


def _council(ending: str) -> str:
    return _draft(
        "Căn cứ Luật Hòa giải ở cơ sở năm 2013;\n\nHội đồng nhân dân tỉnh ban hành Nghị quyết quy định mức chi.\n\n"
        "Điều 1. Mức chi\n\nMức chi là 300.000 đồng.\n\nĐiều 2. Hiệu lực\n\nNghị quyết này có hiệu lực từ ngày 25 "
        f"tháng 4 năm 2026{ending}",
        issuer="HỘI ĐỒNG NHÂN DÂN\nTỈNH VÂN GIANG",
        number="Số: 27/2026/NQ-HĐND",
        kind="NGHỊ QUYẾT",
    )


def local_body(paper: Paper) -> str | None:
    """«HĐND» or «UBND» where the paper is a legal document, or the draft of one, of a local body; None otherwise."""
    if paper.header.kind not in ("Nghị quyết", "Quyết định"):
        return None
    line = paper.number_line
    found = _YEARLY.search(paper.text, *line) if line is not None else None
    if found is not None:
        return "HĐND" if found["body"] == "HĐND" else "UBND"
    number = paper.number
    if number is not None and number.year is not None and number.body.endswith(("HĐND", "UBND")):
        return "HĐND" if number.body.endswith("HĐND") else "UBND"
    return None


def _own_effect(paper: Paper) -> Amendment | None:
    for one in paper.reading.amendments:
        if one.kind is AmendmentKind.COMMENCEMENT and one.scope == "document" and one.effect is not None:
            return one
    return None


@rule(
    "effect-too-early",
    "normative",
    "warning",
    "Văn bản của địa phương có hiệu lực không sớm hơn 10 ngày từ ngày thông qua hoặc ký ban hành.",
    fires=_draft(_BASES + _AT_SIGNING, number="Số:      /2026/QĐ-UBND", day="Vân Giang, ngày    tháng    năm 2026"),
    silent=_draft(_BASES + _IN_TIME),
)
def effect_too_early(paper: Paper) -> Iterator[Fault]:
    own = _own_effect(paper) if local_body(paper) is not None else None
    if own is None or own.effect is None or _SHORTENED.search(paper.text, 0, paper.foot):
        return
    effect = own.effect
    signed = paper.header.date
    days = (effect.date - signed).days if effect.date is not None and signed is not None else None
    early = _AT_ONCE.search(effect.text) is not None if days is None else 0 <= days < LEAST_DAYS
    if early:
        issued = signed is not None and paper.header.number is not None
        told = "Có hiệu lực ngay từ ngày ký" if not days else f"Có hiệu lực sau {days} ngày"
        yield Fault(
            effect.start,
            effect.end,
            f"{told}; chỉ được sớm hơn {LEAST_DAYS} ngày khi ban hành theo trình tự, thủ tục rút gọn "
            "(Luật 64/2025/QH15 Điều 53, cần kiểm tra).",
            confidence=0.8 if issued else 1.0,
        )


@rule(
    "effect-absent",
    "normative",
    "warning",
    "Văn bản quy phạm không có điều khoản về hiệu lực.",
    fires=_draft(_BASES + "Điều 2. Tổ chức thực hiện\n\nSở Tư pháp tỉnh theo dõi việc thực hiện Quyết định này./."),
    silent=_draft(_BASES + _IN_TIME),
)
def effect_absent(paper: Paper) -> Iterator[Fault]:
    if local_body(paper) is None or _own_effect(paper) is not None or not _articles(paper):
        return
    if _EFFECT.search(paper.text) is None:
        last = _articles(paper)[-1]
        start = last[0]
        end = paper.text.find("\n", start)
        yield Fault(start, end if end > start else last[1])


def _articles(paper: Paper) -> list[tuple[int, int]]:
    return [(part.node.start, part.node.end) for part in paper.parts if part.node.level == "điều" and not part.in_annex]


@rule(
    "replaced-not-ended",
    "normative",
    "warning",
    "Văn bản được thay thế không có trong điều khoản hết hiệu lực.",
    fires=_draft(_BASES + _IN_TIME, title=_REPLACES),
    silent=_draft(_BASES + _ENDS_IT, title=_REPLACES),
)
def replaced_not_ended(paper: Paper) -> Iterator[Fault]:
    if local_body(paper) is None:
        return
    articles = _articles(paper)
    if not articles:
        return
    ended = {_key(one.document) for one in paper.reading.amendments if one.kind in _ENDING and one.document}
    told: set[str] = set()
    for citation in paper.citations:
        if citation.start >= articles[0][0]:
            break
        key = _key(citation.number)
        if not key or key in ended or key in told or not _replaced(paper, citation):
            continue
        told.add(key)
        yield Fault(
            citation.start,
            citation.end,
            f"Dự thảo thay thế {citation.number} nhưng không có điều khoản nào nói văn bản này hết hiệu lực.",
        )


def _replaced(paper: Paper, citation: Citation) -> bool:
    return re.search(r"thay\s+thế\s+(?:cho\s+)?$", paper.text[max(0, citation.start - 20) : citation.start]) is not None


def _key(number: str | None) -> str:
    return normalise((number or "").partition("@")[0])


@rule(
    "transition-absent",
    "normative",
    "info",
    "Văn bản thay thế quy định về hồ sơ, thủ tục mà không nói hồ sơ đang giải quyết theo quy định nào.",
    fires=_draft(_WITH_DOSSIERS + _ENDS_IT, title=_REPLACES),
    silent=_draft(_WITH_DOSSIERS + _ENDS_IT.replace("./.", ".\n\n") + _KEEPS_OLD, title=_REPLACES),
)
def transition_absent(paper: Paper) -> Iterator[Fault]:
    if local_body(paper) is None or any(one.kind is AmendmentKind.TRANSITIONAL for one in paper.reading.amendments):
        return
    whole = next(
        (
            one for one in paper.reading.amendments
            if one.kind is AmendmentKind.REPEAL and one.scope == "document" and one.document and not one.needs_person
        ),
        None,
    )  # fmt: skip
    if whole is None or _TRANSITION.search(paper.text) or not _SETTLED.search(paper.text):
        return
    if sum(1 for _ in _DOSSIERS.finditer(paper.text)) >= _MANY_DOSSIERS:
        yield Fault(whole.start, whole.end)


@rule(
    "ends-itself",
    "normative",
    "warning",
    "Văn bản bãi bỏ, làm hết hiệu lực chính nó.",
    fires=_draft(_BASES + _ENDS_IT.replace("số 12/2020/QĐ-UBND ngày 05/3/2020", "số 27/2026/QĐ-UBND")),
    silent=_draft(_BASES + _ENDS_IT),
)
def ends_itself(paper: Paper) -> Iterator[Fault]:
    if local_body(paper) is None:
        return
    for one in paper.reading.amendments:
        if one.kind not in _ENDING or (one.effect is not None and one.effect.until is not None):
            continue
        if _by_own_number(paper, one):
            yield Fault(one.start, one.end, "Dự thảo bãi bỏ chính nó; hãy xem lại số của văn bản bị bãi bỏ.")
        elif one.document is None and not one.document_name and one.provision and _of_itself(paper, one):
            yield Fault(one.start, one.end, f"Dự thảo bãi bỏ {one.provision} của chính nó.")


def _by_own_number(paper: Paper, one: Amendment) -> bool:
    """Whether what is ended is told by the number of the paper itself, and of no other issuer."""
    own = paper.header.number
    if not own or not one.document or _key(one.document) != _key(own) or own not in one.surface:
        return False
    issuer = short_names(fold(one.document.partition("@")[2]))
    return not issuer or not paper.header.issuer or issuer == short_names(fold(paper.header.issuer))


def _of_itself(paper: Paper, one: Amendment) -> bool:
    provision = re.escape(one.provision or "").replace(r"\ ", r"\s+")
    words = paper.text[one.start : one.end]
    found = re.search(provision, words)
    return found is not None and _OWN.match(words[found.end() :].replace("\n", " ")) is not None


@rule(
    "adoption-line-absent",
    "normative",
    "warning",
    "Nghị quyết của Hội đồng nhân dân thiếu câu cuối «Nghị quyết này đã được Hội đồng nhân dân … thông qua ngày …».",
    fires=_council("./."),
    silent=_council(
        ".\n\nNghị quyết này đã được Hội đồng nhân dân tỉnh Vân Giang Khóa II Kỳ họp thứ 3 thông qua ngày 10 tháng 4 "
        "năm 2026./."
    ),
)
def adoption_line_absent(paper: Paper) -> Iterator[Fault]:
    if local_body(paper) != "HĐND" or _CLOSING.search(paper.text):
        return
    articles = _articles(paper)
    if articles:
        end = paper.text.rfind("\n", 0, len(paper.text[: articles[-1][1]].rstrip())) + 1
        yield Fault(end, len(paper.text[: articles[-1][1]].rstrip()))
