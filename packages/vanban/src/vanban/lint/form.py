"""Form of administrative papers (thể thức): Nghị định 30/2020/NĐ-CP, Điều 8 and Phụ lục I, III."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.agencies import short_names
from vanban.lint.examples import letter, paper
from vanban.lint.faults import Fault
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.text import fold, join_lines
from vanban.vocabulary import kind_coded, kind_named

_SPACED_NUMBER = re.compile(r"/[^\S\n]+[A-ZĐ]|[^\S\n]+-[^\S\n]*(?=[A-ZĐ])|-[^\S\n]+(?=[A-ZĐ])")
_ORDINAL = re.compile(r"[Ss]ố\s*:?\s*(?P<ordinal>\d+)\s*[/-]")
_DAY = re.compile(r"ngày\s*(?P<day>\d{1,2})\s*tháng\s*(?P<month>\d{1,2})\s*năm\s*\d{4}")
_ARCHIVE = re.compile(r"^[^\S\n]*[-–+*•]?[^\S\n]*Lưu\b[^\n]*", re.MULTILINE)
_ITEM = re.compile(r"^[^\S\n]*[-–+•][^\S\n]*(?P<name>[^\n]+)", re.MULTILINE)
_AS_ABOVE = re.compile(r"^[^\S\n]*[-–+•]?[^\S\n]*Như[^\S\n]+(?:trên|kính gửi)\b[^\n]*", re.MULTILINE | re.IGNORECASE)
_END_MARK = re.compile(r"\./\.|/\.")
_ATTACHED = re.compile(
    r"\((?:[Cc]ó\s+|[Kk]èm theo\s+)?[^()\n]{0,40}?\b[Pp]hụ lục\b[^()\n]{0,80}?(?:kèm theo|đính kèm)[^()\n]{0,20}\)"
)
_ANNEX = re.compile(r"^[^\S\n]*[#*_ ]*(?:PHỤ LỤC|Phụ lục)\b", re.MULTILINE)
_BASIS = re.compile(
    r"^[^\S\n]*[*_]*Căn cứ\b[^\n]*(?:\n(?!\s*\n|[^\S\n]*[*_]*Căn cứ|[^\S\n]*[*_]*(?:Theo|Xét|Thực hiện|Trên|"
    r"QUYẾT))[^\n]+)*",
    re.M,
)
_ORDERS = re.compile(r"^[^\S\n]*[*_]*(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ QUYẾT)[*_]*\s*:", re.MULTILINE)
_SYMBOL = re.compile(r"[A-ZĐ]{2,}$|[A-ZĐ]{2}[\w&]*$")
_PRINTED = 0.8  # signing software puts number and day into stamps over the page
_CITY_WORDS = {"UBND": ("uy ban nhan dan", "ubnd"), "HĐND": ("hoi dong nhan dan", "hdnd")}


def _missing(paper: Paper, name: str) -> bool:
    return paper.administrative and name in paper.header.missing


def _headless(paper: Paper) -> bool:
    """Whether the whole head is missing, as in a text that was copied without it: one thing to say, not four."""
    return _missing(paper, "tên cơ quan ở đầu trang") and _missing(paper, "quốc hiệu, tiêu ngữ")


def _top(paper: Paper, message: str | None = None) -> Fault:
    return Fault(*paper.top, message)


@rule(
    "number-blank",
    "form",
    "warning",
    "Văn bản chưa có số: chỗ ghi số còn để trống.",
    fires=paper(number="Số:       /KH-UBND"),
    silent=paper(),
    issued=True,
)
def number_blank(paper: Paper) -> Iterator[Fault]:
    headed = paper.header.issuer or paper.has_foot  # else it may be the number line of a form
    if headed and _missing(paper, "số") and _SYMBOL.search(paper.header.symbol or "") and paper.number_line:
        yield Fault(*paper.number_line, confidence=_PRINTED if paper.from_pages else 1.0)


@rule(
    "number-absent",
    "form",
    "warning",
    "Văn bản không có dòng số, ký hiệu.",
    fires=paper(number=""),
    silent=paper(number="Số: /KH-UBND"),
)
def number_absent(paper: Paper) -> Iterator[Fault]:
    if _missing(paper, "số") and not paper.header.symbol and paper.has_foot and not _headless(paper):
        yield _top(paper)


@rule(
    "date-blank",
    "form",
    "warning",
    "Văn bản chưa ghi ngày, tháng ban hành.",
    fires=paper(day="Vân Phượng, ngày    tháng    năm 2026"),
    silent=paper(),
    issued=True,
)
def date_blank(paper: Paper) -> Iterator[Fault]:
    if _missing(paper, "ngày, tháng") and paper.header.date_text and paper.date_line:
        yield Fault(*paper.date_line, confidence=_PRINTED if paper.from_pages else 1.0)


@rule(
    "date-absent",
    "form",
    "warning",
    "Văn bản không có dòng địa danh và ngày, tháng, năm.",
    fires=paper(day=""),
    silent=paper(),
)
def date_absent(paper: Paper) -> Iterator[Fault]:
    if _missing(paper, "ngày, tháng") and not paper.header.date_text and paper.has_foot and not _headless(paper):
        yield _top(paper)


@rule(
    "date-impossible-in-head",
    "form",
    "error",
    "Ngày ban hành không có trong lịch.",
    fires=paper(day="Vân Phượng, ngày 31 tháng 4 năm 2026"),
    silent=paper(),
)
def date_impossible(paper: Paper) -> Iterator[Fault]:
    headed = paper.header.number or paper.header.symbol
    if headed and paper.header.date is None and paper.date_line and _DAY.search(paper.text[slice(*paper.date_line)]):
        yield Fault(*paper.date_line)


@rule(
    "nation-absent",
    "form",
    "warning",
    "Văn bản không có Quốc hiệu và Tiêu ngữ.",
    fires=paper(nation=""),
    silent=paper(),
)
def nation_absent(paper: Paper) -> Iterator[Fault]:
    absent = _missing(paper, "quốc hiệu, tiêu ngữ") and not _missing(paper, "tên cơ quan ở đầu trang")
    if absent and (paper.has_foot or paper.header.signer):
        yield _top(paper)


@rule(
    "issuer-absent",
    "form",
    "warning",
    "Đầu trang không ghi tên cơ quan ban hành.",
    fires=paper(issuer=""),
    silent=paper(),
)
def issuer_absent(paper: Paper) -> Iterator[Fault]:
    absent = _missing(paper, "tên cơ quan ở đầu trang") and not _missing(paper, "quốc hiệu, tiêu ngữ")
    if absent and (paper.has_foot or paper.header.signer):
        yield _top(paper)


@rule(
    "head-absent",
    "form",
    "info",
    "Không thấy Quốc hiệu và tên cơ quan ban hành ở đầu văn bản.",
    fires=paper(issuer="", nation=""),
    silent=paper(),
)
def head_absent(paper: Paper) -> Iterator[Fault]:
    if _headless(paper) and paper.has_foot and not paper.from_pages:
        lacking = [name for name in ("số", "ngày, tháng") if _missing(paper, name)]
        unwritten = not paper.header.symbol and not paper.header.date_text
        also = f"; cũng không có {' và '.join(lacking)}" if lacking and unwritten else ""
        yield _top(paper, f"Không thấy Quốc hiệu và tên cơ quan ban hành ở đầu văn bản{also}.")


@rule(
    "title-absent",
    "form",
    "warning",
    "Văn bản không có trích yếu nội dung.",
    fires=paper(number="Số: 51/UBND-VP", kind="", title="", addressee="Kính gửi: Sở Tư pháp"),
    silent=paper(),
)
def title_absent(paper: Paper) -> Iterator[Fault]:
    if _missing(paper, "trích yếu") and paper.has_foot:
        yield _top(paper)


@rule(
    "recipients-absent",
    "form",
    "warning",
    "Văn bản không có phần Nơi nhận.",
    fires=paper(recipients=None),
    silent=paper(),
)
def recipients_absent(paper: Paper) -> Iterator[Fault]:
    if _missing(paper, "nơi nhận") and not paper.has_foot and paper.header.signer:
        end = len(paper.text.rstrip())
        yield Fault(paper.text.rfind("\n", 0, end) + 1, end)


@rule(
    "signer-absent",
    "form",
    "warning",
    "Cuối văn bản không ghi họ tên người ký.",
    fires=paper(signed="CHỦ TỊCH\n"),
    silent=paper(),
)
def signer_absent(paper: Paper) -> Iterator[Fault]:
    if _missing(paper, "người ký") and paper.has_foot:
        yield Fault(*_foot_line(paper))


@rule(
    "collective-line-absent",
    "form",
    "info",
    "Văn bản của Ủy ban nhân dân phải ký thay mặt tập thể, nhưng thiếu dòng «TM. ỦY BAN NHÂN DÂN».",
    fires=paper(signed="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn An\n"),
    silent=paper(),
)
def collective_line(paper: Paper) -> Iterator[Fault]:
    if not _missing(paper, "dòng TM. ỦY BAN NHÂN DÂN") or not paper.header.signer_capacity:
        return
    first = paper.header.signer_capacity.split(" - ")[0]
    at = paper.text.find(first, paper.foot)
    at = paper.text.rfind(first) if at < 0 else at
    start, end = (at, at + len(first)) if at >= 0 else _foot_line(paper)
    yield Fault(start, end, suggestion="TM. ỦY BAN NHÂN DÂN")


def _foot_line(paper: Paper) -> tuple[int, int]:
    end = paper.text.find("\n", paper.foot)
    return paper.foot, len(paper.text) if end < 0 else end


@rule(
    "archive-absent",
    "form",
    "warning",
    "Nơi nhận thiếu dòng «Lưu: VT, …».",
    fires=paper(recipients="- Sở Tư pháp;\n- Công an xã;\n- Văn phòng xã;\n- Phòng Kinh tế xã."),
    silent=paper(),
)
def archive_absent(paper: Paper) -> Iterator[Fault]:
    header = paper.header
    listed = paper.administrative and paper.has_foot and header.recipients and not header.archive
    if listed and not _ARCHIVE.search(paper.text, paper.foot):
        yield Fault(*_foot_line(paper), suggestion="- Lưu: VT.")


@rule(
    "archive-not-last",
    "form",
    "info",
    "Dòng «Lưu» phải đứng cuối danh sách Nơi nhận.",
    fires=paper(
        recipients="- Sở Tư pháp;\n- Lưu: VT, VP;\n- Văn phòng HĐND và UBND xã;\n- Phòng Kinh tế xã;\n- Công an xã."
    ),
    silent=paper(),
)
def archive_not_last(paper: Paper) -> Iterator[Fault]:
    names = paper.header.recipients
    at = next((i for i, name in enumerate(names) if re.match(r"Lưu\s*:", name)), None)
    if paper.administrative and at is not None and at < len(names) - 1:
        match = _ARCHIVE.search(paper.text, paper.foot)
        if match:
            yield Fault(*match.span())


@rule(
    "as-above-without-addressee",
    "form",
    "warning",
    "Nơi nhận ghi «Như trên» nhưng văn bản không có dòng «Kính gửi».",
    fires=paper(recipients="- Như trên;\n- Văn phòng HĐND và UBND xã;\n- Phòng Kinh tế xã;\n- Công an xã;\n- Lưu: VT."),
    silent=letter("Ủy ban nhân dân xã Vân Phượng báo cáo Sở Tư pháp kết quả công tác tư pháp năm 2026./."),
)
def as_above(paper: Paper) -> Iterator[Fault]:
    if paper.administrative and paper.has_foot and not paper.header.addressee:
        match = _AS_ABOVE.search(paper.text, paper.foot)
        if match and "Kính gửi" not in paper.text[: paper.foot]:
            yield Fault(*match.span())


@rule(
    "addressee-not-recipient",
    "form",
    "warning",
    "Nơi nhận không có cơ quan ở dòng «Kính gửi» và không ghi «Như trên».",
    fires=letter(
        "Ủy ban nhân dân xã Vân Phượng báo cáo kết quả công tác tư pháp năm 2026./.",
        recipients="- Công an xã;\n- Lưu: VT, VP.",
    ),
    silent=letter(
        "Ủy ban nhân dân xã Vân Phượng báo cáo kết quả công tác tư pháp năm 2026./.",
        recipients="- Sở Tư pháp;\n- Lưu: VT, VP.",
    ),
)
def addressee_not_recipient(paper: Paper) -> Iterator[Fault]:
    header = paper.header
    if not paper.administrative or not header.addressee or not header.recipients:
        return
    if any(re.match(r"nhu\s|neu tren|tren", fold(name)) for name in header.recipients):
        return
    listed = [_agency_words(name) for name in header.recipients]
    for name in header.addressee:
        wanted = _agency_words(name)
        if wanted and not any(given and (given <= wanted or wanted <= given) for given in listed):
            at = paper.text.find(name.split(",")[0])
            start, end = (at, at + len(name.split(",")[0])) if at >= 0 else _foot_line(paper)
            yield Fault(
                start, end, f"«{join_lines(name)}» ở dòng «Kính gửi» nhưng không có trong Nơi nhận.", "- Như trên;"
            )
            return


def _agency_words(name: str) -> frozenset[str]:
    words = short_names(fold(re.sub(r"\([^)]*\)", "", name)))
    return frozenset(re.findall(r"\w+", words)) - {
        "cac",
        "tinh",
        "thanh",
        "pho",
        "va",
        "de",
        "bao",
        "cao",
        "kinh",
        "gui",
    }


@rule(
    "number-spacing",
    "form",
    "info",
    "Số, ký hiệu viết liền, không có dấu cách.",
    fires=paper(number="Số: 94/KH- UBND"),
    silent=paper(),
)
def number_spacing(paper: Paper) -> Iterator[Fault]:
    if paper.group and paper.header.number and paper.number_line:
        start, end = paper.number_line
        if _SPACED_NUMBER.search(paper.text, start, end):
            yield Fault(start, end, suggestion=paper.header.number)


@rule(
    "number-without-zero",
    "form",
    "warning",
    "Số nhỏ hơn 10 phải thêm số 0 ở trước.",
    fires=paper(number="Số: 7/KH-UBND"),
    silent=paper(number="Số: 07/KH-UBND"),
)
def number_without_zero(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative or paper.number_line is None:
        return
    match = _ORDINAL.match(paper.text, *paper.number_line)
    if match and len(match["ordinal"]) == 1:
        yield Fault(*paper.number_line, suggestion=f"0{paper.header.number}")


@rule(
    "date-without-zero",
    "form",
    "warning",
    "Ngày nhỏ hơn 10 và tháng 1, tháng 2 phải thêm số 0 ở trước.",
    fires=paper(day="Vân Phượng, ngày 6 tháng 4 năm 2026"),
    silent=paper(day="Vân Phượng, ngày 06 tháng 4 năm 2026"),
)
def date_without_zero(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative or paper.date_line is None:
        return
    match = _DAY.search(paper.text, *paper.date_line)
    if match and (len(match["day"]) == 1 or match["month"] in ("1", "2")):
        day, month = match["day"].zfill(2), match["month"].zfill(2) if match["month"] in "12" else match["month"]
        yield Fault(*match.span(), suggestion=f"ngày {day} tháng {month} năm {match.group()[-4:]}")


@rule(
    "end-mark-absent",
    "form",
    "info",
    "Hết nội dung văn bản phải có dấu «./.».",
    fires=paper("Ủy ban nhân dân xã Vân Phượng ban hành Kế hoạch công tác tư pháp năm 2026."),
    silent=paper(),
)
def end_mark(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative or not paper.has_foot:
        return
    body = paper.text[: paper.foot].rstrip()
    if not _END_MARK.search(body) and len(body) > 200:
        start = body.rfind("\n") + 1
        yield Fault(start, len(body))


@rule(
    "kind-against-symbol",
    "form",
    "error",
    "Tên loại ở đầu văn bản không khớp với chữ viết tắt trong ký hiệu.",
    fires=paper(number="Số: 94/BC-UBND"),
    silent=paper(),
)
def kind_against_symbol(paper: Paper) -> Iterator[Fault]:
    own = kind_named(paper.header.kind) if paper.header.kind else None
    number = paper.number
    if not paper.administrative or own is None or number is None or paper.number_line is None:
        return
    code = re.split(r"[-/]", number.symbol)[0]
    other = kind_coded(code)
    if own.code and other and other.name != own.name and kind_coded(code, party=True) != own and own.code != code:
        yield Fault(
            *paper.number_line,
            f"Tên loại là {own.name} nhưng ký hiệu ghi «{code}» ({other.name}).",
            f"{own.code}-{number.body}",
        )


@rule(
    "kind-abbreviation",
    "form",
    "warning",
    "Chữ viết tắt tên loại không đúng bảng chữ viết tắt của Nghị định 30/2020/NĐ-CP.",
    fires=paper(number="Số: 94/TTR-UBND", kind="TỜ TRÌNH"),
    silent=paper(number="Số: 94/TTr-UBND", kind="TỜ TRÌNH"),
)
def kind_abbreviation(paper: Paper) -> Iterator[Fault]:
    own = kind_named(paper.header.kind) if paper.header.kind else None
    if not paper.administrative or own is None or own.code is None or paper.number is None or paper.number_line is None:
        return
    code = paper.number.symbol.split("-")[0]
    if code != own.code and fold(code) == fold(own.code):
        yield Fault(*paper.number_line, f"{own.name} viết tắt là «{own.code}», không phải «{code}».", own.code)


@rule(
    "symbol-against-issuer",
    "form",
    "error",
    "Ký hiệu không phải của cơ quan ban hành.",
    fires=paper(number="Số: 94/KH-HĐND"),
    silent=paper(),
)
def symbol_against_issuer(paper: Paper) -> Iterator[Fault]:
    number, issuer = paper.number, paper.header.issuer
    if not paper.administrative or number is None or issuer is None or paper.number_line is None:
        return
    body = number.body.split("-")[0]
    if body not in _CITY_WORDS or number.kind is None:
        return
    name = fold(issuer)
    if name.startswith(("uy ban nhan dan", "ubnd", "hoi dong nhan dan", "hdnd")) and not name.startswith(
        _CITY_WORDS[body]
    ):
        yield Fault(*paper.number_line, f"Cơ quan ban hành là {issuer} nhưng ký hiệu ghi «{body}».")


@rule(
    "annex-without-heading",
    "form",
    "info",
    "Văn bản nói có phụ lục kèm theo nhưng không thấy phần nào mang tên «Phụ lục».",
    fires=paper("Ủy ban nhân dân xã ban hành Kế hoạch (Có phụ lục nhiệm vụ kèm theo)./."),
    silent=paper("Ủy ban nhân dân xã ban hành Kế hoạch (Có phụ lục nhiệm vụ kèm theo)./.") + "\nPHỤ LỤC\n",
)
def annex_without_heading(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    match = _ATTACHED.search(paper.text, 0, paper.foot)
    if match and not _ANNEX.search(paper.text, match.end()):
        yield Fault(*match.span())


@rule(
    "basis-punctuation",
    "form",
    "info",
    "Mỗi căn cứ kết thúc bằng dấu chấm phẩy, căn cứ cuối cùng bằng dấu chấm.",
    fires=paper(
        "Căn cứ Luật Hòa giải ở cơ sở năm 2013.\n\nCăn cứ Luật Đất đai năm 2024;\n\nTheo đề nghị của Công an "
        "xã.\n\nQUYẾT ĐỊNH:\n\nHết./.",
        kind="QUYẾT ĐỊNH",
        number="Số: 94/QĐ-UBND",
    ),
    silent=paper(
        "Căn cứ Luật Hòa giải ở cơ sở năm 2013;\n\nCăn cứ Luật Đất đai năm 2024;\n\nTheo đề nghị của Công an "
        "xã.\n\nQUYẾT ĐỊNH:\n\nCăn cứ kết quả, thôn tự chia việc.\n\nHết./.",
        kind="QUYẾT ĐỊNH",
        number="Số: 94/QĐ-UBND",
    ),
)
def basis_punctuation(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    ordered = _ORDERS.search(paper.text, 0, 12_000)
    if ordered is None:  # only a decision lists its bases in lines of their own
        return
    lines = list(_BASIS.finditer(paper.text, 0, ordered.start()))
    for match in lines[:-1]:
        end = len(match.group().rstrip(" *_\n"))
        if match.group()[end - 1] not in ";,":
            yield Fault(match.start() + max(0, end - 40), match.start() + end)
