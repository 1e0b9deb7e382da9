"""How documents are cited (cách viện dẫn): with «số», number and day, in the form of their kind of symbol.

Nghị định 30/2020/NĐ-CP, Phụ lục I, mục II.5: kind, number and symbol, day, issuer and title stand at the first mention.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from vanban.agencies import CENTRAL, COMMITTEES, PARTY, PARTY_ACTING, short_names
from vanban.lint.examples import WELL_CITED, cited
from vanban.lint.faults import Fault, one
from vanban.lint.paper import UPPER, Paper
from vanban.lint.registry import rule
from vanban.model import Citation, Span
from vanban.patterns import any_of
from vanban.symbols import normalise
from vanban.text import fold, join_lines
from vanban.vocabulary import kind_coded, kind_named

_PLACED = rf"(?:\s+(?:tỉnh|thành phố|xã|phường|đặc khu))?(?:\s+[{UPPER}][^\W\d_]*){{0,3}}"
_ISSUER = (
    rf"{any_of(CENTRAL)}"
    rf"|(?:{any_of(PARTY_ACTING)}\s+)?{any_of(PARTY)}{_PLACED}"
    rf"|(?:Chủ tịch\s+)?{any_of(COMMITTEES)}\s+(?:tỉnh|thành phố|xã|phường)(?:\s+[{UPPER}][^\W\d_]*){{0,3}}"
)
_UNNUMBERED = re.compile(
    r"(?<!\w)(?P<kind>Chương trình hành động|Kế hoạch hành động|Kế hoạch|Chương trình công tác|Chỉ thị|Kết luận|"
    rf"Công điện|Chiến lược|Nghị quyết)\s+của\s+(?P<issuer>{_ISSUER})(?!\w)(?!\s+(?:số|ngày)\s)"
)
_TOLD_TO_DO = re.compile(r"(?:các|những|mọi|một số|từng|dự thảo|ban hành|xây dựng|tham mưu|trình|ký|thông qua)\s*$")
_BEFORE = re.compile(r"(?:[\w,/()-]+\s+){0,3}$")
_NO_SO = re.compile(r"(?<!\w)(?P<kind>Nghị quyết|Nghị định|Quyết định|Thông tư|Kế hoạch|Chỉ thị|Kết luận|Thông báo|"
                    r"Công văn|Tờ trình|Báo cáo)\s+(?=\d{1,5}(?:/(?:19|20)\d\d)?[/-][A-ZĐ]{2})")  # fmt: skip
_COMMA_DATE = re.compile(r"\bsố\s+\d[\w./-]*[A-ZĐ][\w./-]*,\s+ngày\s+\d{1,2}(?=[/\s])")
_PARTY_DASH = re.compile(
    r"(?<![\w/-])(?P<ordinal>\d{1,5})-(?P<kind>NQ|KL|CT|QĐ|QC|KH|CTr|ĐA|TB|BC|TTr|HD)-(?P<body>TU|TW|ĐU|BTVTU)(?![\w/])"
)
_EMPTY_PIN = re.compile(r"(?<!\w)(?:[tT]ại|[tT]heo|định ở)\s+(?:[đĐ]iểm\s+(?=khoản\s+\d)|[kK]hoản\s+(?=Điều\s+\d))")
_ANY_DATE = re.compile(r"ngày\s+(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d)(?!\d)")
_OWN_CODES = frozenset(
    ["Quyết định", "Thông báo", "Báo cáo", "Kế hoạch", "Chỉ thị", "Tờ trình", "Nghị quyết", "Chương trình"]
)


@rule(
    "cite-no-number",
    "citations",
    "warning",
    "Văn bản được viện dẫn chỉ bằng tên loại và cơ quan, không có số ở chỗ nào nên không tra cứu được.",
    fires=cited(
        "Thực hiện Chương trình hành động của Chính phủ, xã triển khai các nhiệm vụ được nêu trong Chương trình hành "
        "động của Chính phủ."
    ),
    silent=cited(
        "Thực hiện Chương trình hành động số 12/CTr-CP ngày 05/3/2026 của Chính phủ. Các cơ quan bám sát Chương trình "
        "hành động của Chính phủ; tham mưu xây dựng Kế hoạch của UBND xã."
    ),
)
def no_number(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    numbered = {(_plain(c.kind or ""), _plain(c.issuer or "")) for c in paper.citations if c.number}
    kinds = {kind for kind, _ in numbered}
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for match in _UNNUMBERED.finditer(paper.text, 0, paper.foot):
        before = _BEFORE.search(paper.text, max(0, match.start() - 60), match.start())
        if before is not None and _TOLD_TO_DO.search(join_lines(before.group())):
            continue
        kind, issuer = _plain(match["kind"]), _plain(match["issuer"])
        if any(k == kind and (i.startswith(issuer) or issuer.startswith(i)) for k, i in numbered):
            continue
        if (kind, "") in numbered:
            continue
        if kind in kinds and (kind in ("ke hoach", "nghi quyet") or issuer.startswith(("dang uy", "ubnd xa"))):
            continue
        same = next((key for key in found if key[0] == kind and (issuer + " ").startswith(key[1] + " ")), None)
        same = same or next((key for key in found if key[0] == kind and key[1].startswith(issuer)), (kind, issuer))
        found[same].append(match.span())
    for (kind, _), spans in found.items():
        if len(spans) < 2 and kind in ("ke hoach", "nghi quyet", "chi thi", "ket luan"):
            continue
        said = join_lines(paper.text[slice(*spans[0])])
        yield Fault(
            *spans[0],
            f"«{said}» không có số, ký hiệu ở chỗ nào trong văn bản.",
            None,
            tuple(Span(*span) for span in spans[1:20]),
        )


_SCHEME = re.compile(
    r"(?<=theo )(?P<kind>Đề án|Chương trình)\s+của\s+(?:Bộ\s+[A-ZĐ][^\W\d_]*(?:\s+[^\W\d_]+){0,3}|Chính phủ|"
    r"Thủ tướng Chính phủ)(?=\s*[.;]\s)"
)


@rule(
    "cite-scheme-unnamed",
    "citations",
    "info",
    "Đề án, chương trình được dẫn mà không có tên và số.",
    fires=cited("Tiếp nhận phản ánh, kiến nghị theo Đề án của Bộ Xây dựng."),
    silent=cited("Tiếp nhận phản ánh, kiến nghị theo Đề án của Bộ Xây dựng về tiếp nhận phản ánh, kiến nghị."),
)
def scheme_unnamed(paper: Paper) -> Iterator[Fault]:
    if paper.administrative:
        for match in _SCHEME.finditer(paper.text, 0, paper.foot):
            yield Fault(*match.span(), f"«{join_lines(match.group())}» là {match['kind'].lower()} nào?")


def _plain(name: str) -> str:
    words = fold(join_lines(name))
    return short_names(words).removeprefix("chu tich ")


@rule(
    "cite-without-so",
    "citations",
    "info",
    "Viện dẫn thiếu chữ «số» trước số, ký hiệu.",
    fires=cited("Căn cứ Nghị quyết 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị."),
    silent=WELL_CITED,
    letters=True,
)
def without_so(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    faults = [
        Fault(m.start(), _number_end(paper.text, m.end()), None, f"{join_lines(m['kind'])} số")
        for m in _NO_SO.finditer(paper.text)
    ]
    yield from one(faults, "Viện dẫn thiếu chữ «số» ở {count} chỗ.")


def _number_end(text: str, start: int) -> int:
    match = re.compile(r"\S*\w").match(text, start)
    return match.end() if match else start


@rule(
    "cite-comma-date",
    "citations",
    "info",
    "Giữa số, ký hiệu và ngày của văn bản được viện dẫn không có dấu phẩy.",
    fires=cited("Căn cứ Nghị định số 30/2020/NĐ-CP, ngày 05/3/2020 của Chính phủ."),
    silent=WELL_CITED,
    letters=True,
)
def comma_date(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    faults = [Fault(*m.span(), None, m.group().replace(",", "")) for m in _COMMA_DATE.finditer(paper.text)]
    yield from one(faults, "Có {count} chỗ thừa dấu phẩy giữa số, ký hiệu và ngày.")


@rule(
    "cite-party-slash",
    "citations",
    "warning",
    "Số, ký hiệu văn bản của Đảng phải có dấu gạch chéo trước tên cơ quan.",
    fires=cited("Căn cứ Đề án số 14-ĐA-TU ngày 09/01/2026 của Ban Thường vụ Tỉnh ủy."),
    silent=cited("Căn cứ Đề án số 14-ĐA/TU ngày 09/01/2026 của Ban Thường vụ Tỉnh ủy."),
    letters=True,
)
def party_slash(paper: Paper) -> Iterator[Fault]:
    for match in _PARTY_DASH.finditer(paper.text):
        yield Fault(*match.span(), None, f"{match['ordinal']}-{match['kind']}/{match['body']}")


@rule(
    "pinpoint-empty",
    "citations",
    "warning",
    "Viện dẫn «điểm», «khoản» nhưng không ghi điểm nào, khoản nào.",
    fires=cited("Thực hiện theo quy định tại điểm khoản 1 Điều 5 Nghị định số 30/2020/NĐ-CP."),
    silent=cited("Thực hiện theo quy định tại điểm a khoản 1 Điều 5 Nghị định số 30/2020/NĐ-CP."),
    letters=True,
)
def pinpoint_empty(paper: Paper) -> Iterator[Fault]:
    for match in _EMPTY_PIN.finditer(paper.text):
        yield Fault(match.start(), min(len(paper.text), match.end() + 8))


@rule(
    "cite-number-near",
    "citations",
    "warning",
    "Số của văn bản được viện dẫn khác một chữ số so với văn bản cùng điều, khoản ở chỗ khác.",
    fires=cited(
        "Theo khoản 3 Điều 14 Nghị định số 246/2025/NĐ-CP ngày 18/9/2025 của Chính phủ và khoản 3 Điều 14 Nghị định "
        "số 243/2025/NĐ-CP."
    ),
    silent=cited(
        "Theo khoản 3 Điều 14 Nghị định số 246/2025/NĐ-CP ngày 18/9/2025 của Chính phủ và khoản 2 Điều 9 Nghị định "
        "số 243/2025/NĐ-CP."
    ),
    letters=True,
)
def number_near(paper: Paper) -> Iterator[Fault]:
    uses: dict[str, list[Citation]] = defaultdict(list)
    for citation, _ in paper.numbered:
        uses[normalise(citation.number or "")].append(citation)
    told: set[str] = set()
    for rare, usual in (*_same_provision(uses), *_digits_turned(uses)):
        if rare not in told:
            told.add(rare)
            here, there = uses[rare][0], uses[usual][0]
            what = f"cùng {here.pinpoint} là của" if here.pinpoint else "văn bản cùng ngày là"
            yield Fault(here.start, here.end, f"Chỗ khác dẫn {what} {usual}.", usual, (Span(there.start, there.end),))


def _same_provision(uses: dict[str, list[Citation]]) -> Iterator[tuple[str, str]]:
    """Numbers named once without a day, and the one of another digit that has the same provision and a day."""
    pinned: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, citations in uses.items():
        for pinpoint in {c.pinpoint for c in citations if c.pinpoint}:
            pinned[(pinpoint, number.partition("/")[2])].append(number)
    for numbers in pinned.values():
        for rare in numbers:
            if len(numbers) > 1 and len(uses[rare]) == 1 and uses[rare][0].date is None:
                usual = next((n for n in numbers if _one_digit(n, rare) and any(c.date for c in uses[n])), None)
                if usual is not None:
                    yield rare, usual


def _digits_turned(uses: dict[str, list[Citation]]) -> Iterator[tuple[str, str]]:
    """Two numbers of one kind, office and day whose digits are the same in another order («1899», «1989»).

    An office signs hundreds of papers a day, but of two that a paper names, one is then the other mistyped.
    """
    alike: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for number, citations in uses.items():
        first = citations[0]
        ordinal, _, symbol = number.partition("/")
        if first.date is not None and ordinal.isdigit() and len(ordinal) >= 3:
            key = (first.kind, symbol, first.date, "".join(sorted(ordinal)))
            alike[key].append(number)
    for numbers in alike.values():
        for other in numbers[1:]:
            rare, usual = sorted((numbers[0], other), key=lambda n: (len(uses[n]), -uses[n][0].start))
            yield rare, usual


def _one_digit(left: str, right: str) -> bool:
    a, b = left.partition("/")[0], right.partition("/")[0]
    return len(a) == len(b) >= 2 and sum(x != y for x, y in zip(a, b, strict=True)) == 1


@rule(
    "cite-kind-not-in-symbol",
    "citations",
    "warning",
    "Ký hiệu của văn bản được viện dẫn không có chữ viết tắt của loại văn bản đó.",
    fires=cited("Căn cứ Quyết định số 812/BXD-QLN ngày 14/02/2026 của Bộ Xây dựng."),
    silent=cited("Căn cứ Công văn số 812/BXD-QLN ngày 14/02/2026 của Bộ Xây dựng."),
    letters=True,
)
def kind_not_in_symbol(paper: Paper) -> Iterator[Fault]:
    told: set[str] = set()
    for citation, number in paper.numbered:
        kind = kind_named((citation.kind or "").removesuffix(" số"))
        if kind is None or kind.code is None or kind.name not in _OWN_CODES or number.year is not None:
            continue
        if citation.date is not None and citation.date.year < 2011:  # older papers bear symbols of their own
            continue
        code = re.split(r"[-/]", number.symbol)[0]
        known = kind_coded(code) or kind_coded(code, party=True)
        if known is not None or code == number.symbol or code.startswith(kind.code) or number.symbol in told:
            continue
        if not code.isupper() or len(code) < 2 or fold(code).startswith(fold(kind.code)):
            continue
        if citation.date is None and len(code) > 2:  # an office; of a paper whose age nobody tells
            continue
        told.add(number.symbol)
        yield Fault(
            citation.start,
            citation.end,
            f"Gọi là {kind.name} nhưng ký hiệu «{number.symbol}» không có chữ «{kind.code}».",
        )


@rule(
    "date-in-text-zero",
    "citations",
    "info",
    "Ngày nhỏ hơn 10 và tháng 1, tháng 2 phải thêm số 0 ở trước.",
    fires=cited("Căn cứ Quyết định số 12/QĐ-UBND ngày 12/2/2026 của Ủy ban nhân dân xã."),
    silent=cited("Căn cứ Quyết định số 12/QĐ-UBND ngày 02/9/2026 của Ủy ban nhân dân xã."),
    letters=True,
)
def date_in_text(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    faults = []
    for match in _ANY_DATE.finditer(paper.text, 0, paper.foot):
        day, month = match["day"], match["month"]
        if len(day) == 1 or month in ("1", "2"):
            month = month.zfill(2) if month in ("1", "2") else month
            faults.append(Fault(*match.span(), None, f"ngày {day.zfill(2)}/{month}/{match['year']}"))
    yield from one(faults, "Có {count} ngày thiếu số 0 ở trước ngày nhỏ hơn 10 hoặc tháng 1, tháng 2.")
