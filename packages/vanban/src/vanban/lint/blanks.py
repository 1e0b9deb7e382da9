"""What was not finished (chỗ bỏ dở): blanks left in a citation, brackets without their partner, an annex not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.lint.examples import paper, report
from vanban.lint.faults import Fault, one
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.patterns import any_of
from vanban.text import clean, close_up, join_lines

_DOTS = r"(?:…|\.{2,}|_{2,})[…._]*"
_BLANK = re.compile(
    rf"""(?<!\w)(?P<kind>[^\W\d_]+(?:[ ][^\W\d_]+){{0,3}})[ ]+số[ ]*:?[ ]*
    (?P<blank>{_DOTS}[ ]*/[ ]*[A-ZĐ][\w-]*                                   # the number
      (?:[ ]*,?[ ]*ngày[ ]*{_DOTS}[^.;\n]{{0,40}}?(?:năm|/)[ ]*\d{{2,4}})?)   # and the day
    """,
    re.VERBOSE,
)
_CITED_KINDS = (
    *("văn bản", "kế hoạch", "công văn", "quyết định", "nghị quyết", "báo cáo", "thông báo", "tờ trình", "chỉ thị"),
    "hướng dẫn",
)
_CITED = re.compile(rf"{any_of(_CITED_KINDS)}$", re.IGNORECASE)
_MARKED = re.compile(
    r"\[(?:CẦN BỔ SUNG|cần bổ sung|bổ sung|BỔ SUNG|điền|ĐIỀN|TODO|XX+)[^\]\n]{0,60}\]|<<[^<>\n]{1,60}>>"
    r"|(?<![\w.])(?<!xxx )(?<!\dxxx )(?:xxx+|XXX+)(?![\w.]| xxx)|\?{3,}"
)
_ENCLOSED = re.compile(r"kèm theo|đính kèm|dự thảo|mẫu", re.IGNORECASE)
_FORM = re.compile(r"^[^\S\n]*+[*#_ ]*+(?:MẪU|Mẫu|BIỂU|Biểu|PHIẾU|Phiếu|ĐƠN|TỜ KHAI)(?!\w)", re.MULTILINE)


@rule(
    "placeholder-left",
    "copypaste",
    "warning",
    "Chỗ để trống, chỗ đánh dấu «cần bổ sung» còn sót trong văn bản.",
    fires=report("Thực hiện Kế hoạch số …… /KH-UBND ngày … tháng … năm 2026 của thành phố, xã đã họp.\n\nHết./."),
    silent=report(
        "Thực hiện Kế hoạch số 86/KH-UBND ngày 20/3/2026 của thành phố, xã đã họp.\n\nHết./.\n\nMẪU SỐ 01\n\n"
        "Theo Quyết định số …… /QĐ-UBND ngày … tháng … năm 20…"
    ),
)
def placeholder_left(paper: Paper) -> Iterator[Fault]:
    form = _FORM.search(paper.text)
    stop = form.start() if form is not None else len(paper.text)
    head = paper.number_line[1] if paper.number_line else 0
    faults = []
    for match in _BLANK.finditer(paper.text, head, stop):
        line = paper.text.rfind("\n", 0, match.start()) + 1
        before = paper.text[max(line, match.start() - 60) : match.start("blank")]
        if _CITED.search(match["kind"]) and not _ENCLOSED.search(before):
            faults.append(Fault(*match.span("blank"), f"«{join_lines(match['blank'])}» chưa ghi số, ngày."))
    faults += [Fault(*m.span(), f"«{m.group()}» còn sót lại.") for m in _MARKED.finditer(paper.text, head, stop)]
    yield from one(sorted(faults, key=lambda fault: fault.start), "Còn {count} chỗ để trống hoặc chờ bổ sung.")


_LABEL = re.compile(
    r"(?<![^\W_])(?:[a-zđ]{1,2}\d?|\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4})\)"
    r"|(?:\A|\n)[^\S\n]*(?:[-–+•*][^\S\n]*)?[^\W_]{1,3}[^\S\n]?\)"  # «A)», «a )» that begins a line
)
_ENDED = re.compile(r"[.;:!?/][\s*_”\"»)]*$")
_BEGINS = re.compile(r"[*_# ]*(?:[-–+•]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\)|[IVX]{1,5}\.|Điều\s|Căn cứ\s|Nơi nhận)")
_LONGEST = 4000


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Where each paragraph begins, and its words: lines go on until one ends a sentence or another part begins."""
    start, kept = 0, ""
    position = 0
    for line in text.splitlines(keepends=True):
        begins = not line.strip() or _BEGINS.match(line) is not None
        if kept and (begins or _ENDED.search(kept[-40:]) is not None or len(kept) > _LONGEST):
            yield start, kept
            kept = ""
        if not kept:
            start = position
        kept += line if line.strip() else ""
        position += len(line)
    if kept:
        yield start, kept


@rule(
    "brackets-unpaired",
    "copypaste",
    "warning",
    "Ngoặc đơn mở mà không đóng, hoặc đóng mà không mở.",
    fires=report("Đã nạo vét 3,2 km mương (trong đó 1,2 km mương đất; kinh phí do các hộ góp.\n\nHết./."),
    silent=report("Đã nạo vét 3,2 km mương (trong đó 1,2 km mương đất); việc còn lại: a) đắp bờ; b) thả cá.\n\nHết./."),
    letters=True,
)
def brackets_unpaired(paper: Paper) -> Iterator[Fault]:
    if paper.group == "QPPL":
        return
    faults = []
    cleaned = close_up(clean(paper.text))
    for start, words in _paragraphs(cleaned.text):
        if ("(" not in words and ")" not in words) or len(words) > _LONGEST or "\t" in words:
            continue
        at = _lonely(words)
        if at is None:
            continue
        opening = words[at] == "("
        if paper.group is None and _cut(cleaned.text, start, words, opening=opening):
            continue
        begin = start + at if opening else start + max(0, at - 24)
        end = start + (min(len(words.rstrip()), at + 40) if opening else at + 1)
        said = "mở mà không đóng" if opening else "đóng mà không mở"
        place = cleaned.source_span(begin, end)
        faults.append(Fault(*place, f"Ngoặc đơn {said}.", confidence=0.8 if paper.from_pages else 1.0))
    yield from one(faults, "Có {count} chỗ ngoặc đơn không đủ đôi.")


def _cut(text: str, start: int, words: str, *, opening: bool) -> bool:
    """Whether the partner of a bracket may lie outside a passage that was cut from its paper."""
    if opening:
        return start + len(words) >= len(text.rstrip()) and words.rstrip()[-1:] not in ".;:!?)"
    return not text[:start].strip() and not words.lstrip(" -+*")[:1].isupper()


def _lonely(words: str) -> int | None:
    """Where the first bracket without its partner stands in a paragraph; those of labels («a)», «1)») need none."""
    labels = {match.end() - 1 for match in _LABEL.finditer(words)}
    opened: list[int] = []
    lonely: list[int] = []
    for at, letter in enumerate(words):
        if letter == "(":
            opened.append(at)
        elif letter == ")" and opened:
            opened.pop()
        elif letter == ")" and at not in labels:
            lonely.append(at)
    return min((*opened, *lonely), default=None)


_ANNEX_HEAD = re.compile(
    r"^[^\S\n]*+[*#_ ]*+(?:PHỤ LỤC|Phụ lục)\s+(?:SỐ\s+|số\s+)?(?P<no>[IVX]{1,5}|\d{1,2})(?![\w/])[^\n]{0,60}$", re.M
)
_ANNEX_NAMED = re.compile(
    r"(?<!\w)[Pp]hụ lục\s+(?:số\s+)?(?P<no>[IVX]{1,5}|\d{1,2})(?![\w/])"
    r"(?=[^.;\n]{0,40}?(?:kèm theo|đính kèm)\s*(?:[A-ZĐ][\w ]{2,22}\s+này|[,.;)]|$))"
)


@rule(
    "annex-missing",
    "form",
    "warning",
    "Văn bản dẫn đến một phụ lục mà phần phụ lục không có.",
    fires=paper("Mức góp ghi tại Phụ lục III kèm theo Kế hoạch này./.")
    + "\nPhụ lục I\nDANH SÁCH\n\nPhụ lục II\nBIỂU GIÁ\n",
    silent=paper("Mức góp ghi tại Phụ lục II kèm theo Kế hoạch này./.")
    + "\nPhụ lục I\nDANH SÁCH\n\nPhụ lục II\nBIỂU GIÁ\n",
)
def annex_missing(paper: Paper) -> Iterator[Fault]:
    heads = {match["no"] for match in _ANNEX_HEAD.finditer(paper.text)}
    if len(heads) < 2 or paper.group == "QPPL":  # a paper whose annexes stand in files of their own has no head of any
        return
    told: set[str] = set()
    for match in _ANNEX_NAMED.finditer(paper.text):
        if match["no"] not in heads and match["no"] not in told:
            told.add(match["no"])
            yield Fault(*match.span(), f"Không thấy {join_lines(match.group())}; chỉ có {len(heads)} phụ lục.")
