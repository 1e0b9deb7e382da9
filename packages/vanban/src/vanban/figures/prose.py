"""Numbers stated in sentences: «có 05 văn bản QPPL được bãi bỏ», «đạt 80% trở lên», «104.462 hồ sơ/108.117 hồ sơ»."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vanban.figures.periods import Periods
from vanban.figures.subjects import subject_of
from vanban.figures.units import rate_after, unit_at
from vanban.model import Document, Figure
from vanban.numerals import NUMBER, SPELLED, read_number, read_spelled
from vanban.patterns import any_of
from vanban.text import bare_span, clean, join_lines

_SPACE = r"[ \u00a0]"
_FIGURE = re.compile(
    rf"""(?<![\w./,–\-=^“"«])(?:\*\*)?
    # in figures, in words, or as a part of one
    (?:(?P<number>{NUMBER})(?P<whole>{_SPACE}?/{_SPACE}?{NUMBER})?(?:\*\*)?(?![\d²³]|[./-]\d|[/-]\w)
     | (?P<spelled>\b(?:hai|ba|bốn|sáu|bảy|tám|chín|mười|một{_SPACE}(?:trăm|nghìn|ngàn|triệu|tỷ))\b
       (?:{_SPACE}{SPELLED})?)
     | (?P<part>\b(?:một{_SPACE}nửa|(?:một|hai|ba){_SPACE}phần{_SPACE}(?:ba|tư|năm))\b))
    # words in brackets, and what is counted behind it
    (?P<gloss>{_SPACE}?\([^\W\d_][^\d()]{{1,40}}\))?
    (?:{_SPACE}?(?P<percent>%|phần{_SPACE}trăm\b)|(?P<gap>{_SPACE}*\n{_SPACE}*\n?(?=(?-i:[a-zđà-ỹ]))|{_SPACE}+)(?=[^\W\d_]))""",
    re.VERBOSE | re.IGNORECASE,
)
_PART_NAMES = (
    *("điều", "khoản", "điểm", "mục", "chương", "phần", "tiết", "phụ lục", "mẫu", "biểu", "bảng", "lần"),
    *("lần thứ", "thứ", "quý", "tháng", "ngày", "năm", "kỳ", "khóa", "nhiệm kỳ", "giai đoạn", "hạng", "cấp"),
    *("loại", "trang", "dòng", "cột", "bước", "phiên bản", "mức", "cơ sở", "đợt", "ca", "tuyến", "quốc lộ"),
    *("đường", "ô"),
)
_PAPER_NAMES = (
    *("Đề án", "Dự án", "Chương trình", "Kế hoạch", "Kết luận", "Nghị quyết", "Quyết định", "Chỉ thị"),
    *("Nghị định", "Thông tư", "Công văn", "Phường", "Quận", "Nhóm", "Tổ", "Khu phố", "Thôn", "Ấp", "Xóm"),
    *("Khóm", "Phòng", "Đội"),
)
_NAMED = re.compile(
    rf"(?:\b(?i:{any_of(_PART_NAMES, gap=' ')}|(?<!tổng )số)|{any_of(_PAPER_NAMES, gap=' ')})[ \u00a0]$"
)
_GIVEN = re.compile(r"(?:^|[ \u00a0(])(?:cấp|loại|hạ cấp|dân số|hệ số|hạn mức|mức)[ \u00a0]$", re.IGNORECASE)
"""Words that name grades («cấp 2») and give things as well («đã cấp 120 giấy phép», «dân số 1,6 triệu người»)."""
_GRADES = frozenset("123456")
_PARTS_OF_LAWS = ("điều", "khoản", "điểm", "chương", "mục", "phụ lục", "mẫu", "biểu")
_AND = r"(?:,|;|[ \u00a0](?:và|hoặc|đến))[ \u00a0]"
_LISTED_PARTS = re.compile(
    rf"(?<!\w){any_of(_PARTS_OF_LAWS)}[ \u00a0](?:số[ \u00a0])?\d+[a-zđ]?(?:{_AND}\d+[a-zđ]?)*{_AND}$", re.IGNORECASE
)
_RANKED = re.compile(
    r"(?:thứ hạng|xếp hạng|xếp thứ|đứng thứ|vị trí|top|thứ tự)[ \u00a0](?:thứ[ \u00a0])?$", re.IGNORECASE
)
_SCALE = re.compile(r"(?:tỷ lệ|tỉ lệ)[ \u00a0]$", re.IGNORECASE)
_NUMERAL_LINE = re.compile(r"(?:^|\n)[^\S\n]*+[*#>]*+[^\S\n]*+$")
_LEAST = ("ít nhất", "tối thiểu", "trên", "hơn", "không dưới", "không ít hơn", "không thấp hơn")
_MOST = (
    *("tối đa", "không quá", "không vượt quá", "không được vượt quá", "không được quá", "không cao hơn"),
    *("dưới", "nhiều nhất", "đến dưới"),
)
_ABOUT = ("khoảng", "gần", "ước", "xấp xỉ")
_NOT_MORE = ("tính", "cấp", "bên", "phía", "ở", "dựa", "nêu", "nói", "kể", "cao", "thấp", "đã")
"""Words with which «trên», «dưới», «hơn» tell a place or a rank: «tính trên 3.412 hộ», «chuyển cấp trên 01 vụ»."""
_BOUND_BEFORE = re.compile(
    rf"(?<!\w)(?<!{'[ ])(?<!'.join(_NOT_MORE)}[ ])"
    rf"(?:(?P<least>{any_of(_LEAST)}|≥|>=?)|(?P<most>{any_of(_MOST)}|≤|<=?)|(?P<about>{any_of(_ABOUT)}|~))[ \u00a0*]*$",
    re.IGNORECASE,
)
_BOUND_AFTER = re.compile(r"[^.;:,\n\d]{0,50}?\btrở (?P<way>lên|xuống)\b")
_FROM = re.compile(r"(?<!\w)(?<!tăng )(?<!giảm )(?<!nâng )từ[ \u00a0]+$", re.IGNORECASE)
_TO_NUMBER = re.compile(r"[ \u00a0]*(?:đến|tới)[ \u00a0]+(?:dưới[ \u00a0]+)?\d")
_UP_TO = re.compile(
    rf"""(?:từ[ \u00a0]+(?:trên[ \u00a0]+)?{NUMBER}[^.;:\n\d]{{0,40}}?             # the end of a range
    | (?:phạt[ ]tiền|mức[ ]phạt|hỗ[ ]trợ|tối[ ]đa|mức)[^.;:\n\d]{{0,30}}?)  # or what may be given at most
    (?<!\w)(?:đến|tới)[ \u00a0]+$""",
    re.IGNORECASE | re.VERBOSE,
)
_RISING = re.compile(r"(?<!\w)(?:tăng|giảm|nâng|hạ)(?!\w)[^.;:\n]{0,40}$", re.IGNORECASE)
_PARTS = {"ba": 3, "tư": 4, "năm": 5}
_NUMERATORS = {"một": 1, "hai": 2, "ba": 3}
_OF_THE_NUMBER = re.compile(r"(?:tổng )?số(?: lượng)? ")
_TIME = frozenset({"tháng", "năm", "ngày", "giờ", "phút", "quý", "tuần", "kỳ", "thế"})
_LABEL = re.compile(
    rf"^[^\S\n]*+[-–+•*]*+[^\S\n]*+(?:\*\*)?(?P<what>(?:Tổng[^\S\n]+)?[Ss]ố(?:[^\S\n]+lượng)?[^\S\n]+[^:\n\d]{{2,80}}):[^\S\n]*(?:\*\*)?"
    rf"(?P<number>{NUMBER})(?:\*\*)?[^\S\n]*[.;]?[^\S\n]*$",
    re.MULTILINE,
)
_SAID = re.compile(  # «Số vụ vi phạm là 14, giảm …»: the unit stands before the number
    rf"(?<!\w)(?P<what>(?:[Tt]ổng[^\S\n]+)?[Ss]ố(?:[^\S\n]+lượng)?[^\S\n]+[^\d:;.,()\n]{{2,60}}?)[^\S\n]+là[^\S\n]+"
    rf"(?P<number>{NUMBER})(?=[^\S\n]*[,.;)](?!\d)|[^\S\n]+(?:tăng|giảm|so|và)\b)"
)
_WHOLE_AFTER = re.compile(
    rf"{_SPACE}?(?:[^\W\d_]+(?:{_SPACE}[^\W\d_]+){{0,6}}{_SPACE}?)?/{_SPACE}?(?P<whole>{NUMBER})(?=[\s.,;)])"
)
_HEADING = re.compile(
    r"^[^\S\n]*+[*#_ ]*+(?:[IVX]+|[A-H]|\d{1,2}(?:\.\d{1,2})*)[.)]?[ \u00a0*]+[^\n]{3,150}[^.;:,\n]$", re.MULTILINE
)
_NOTE = re.compile(r"^[¹²³⁴⁵⁶⁷⁸⁹⁰]")
_ANNEX = re.compile(r"^[^\S\n]*+[*#_ ]*+(?:PHỤ LỤC|Phụ lục)\b", re.MULTILINE)
_LABEL_WORDS = re.compile(r"(?:Tổng\s+)?[Ss]ố(?:\s+lượng)?\s+")
_FULL_STOPS = (". ", "\n", "\t")
_CLAUSE_STOPS = (*_FULL_STOPS, ";")
_REACH = 500


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number in the cleaned text: where it stands, and what its sentence says of it."""

    value: float | int
    start: int
    end: int
    unit: str | None
    subject: str | None
    clause_end: int
    whole: float | int | None = None
    bound: str | None = None


def figures_of_text(document: Document) -> list[Figure]:
    """The numbers of the sentences of a paper, in their order; a number that names something («Đề án 06») is none."""
    cleaned = clean(document.text)
    text = cleaned.text
    periods = Periods(text)
    places = _Places(document, text, periods)
    found: list[Figure] = []
    for stated in sorted((*_counted(text), *_labelled(text)), key=lambda one: one.start):
        start, end = cleaned.source_span(*bare_span(text, stated.start, stated.end))
        sentence = _sentence_start(text, stated.start, _FULL_STOPS)
        period = periods.within(sentence, stated.clause_end, stated.start)
        where = places.where(start)
        found.append(
            Figure(
                start=start,
                end=end,
                surface=document.text[start:end],
                value=stated.value,
                unit=stated.unit,
                subject=stated.subject,
                period=period or (None if where == "footnote" else places.period_of_heading(stated.start)),
                where=where,
                whole=stated.whole,
                bound=stated.bound,
            )
        )
    return found


def _counted(text: str) -> Iterator[_Stated]:
    before: _Stated | None = None
    for match in _FIGURE.finditer(text):
        value = _value(match)
        start = match.start()
        if value is None or _names(text, match):
            continue
        counted = _unit(text, match)
        if counted is None:
            continue
        unit, end = counted
        whole = _whole(text, match, end)
        if match["whole"] and whole is None:
            continue
        clause = _sentence_start(text, start, _CLAUSE_STOPS), _sentence_end(text, end)
        if before is not None and before.end <= clause[0]:
            before = None
        subject = subject_of(text, clause, (start, end), unit, before.end if before else None)
        subject = subject or (before.subject if before else None)
        before = _Stated(value, start, end, unit, subject, clause[1], whole, _bound(text, start, end, clause[1]))
        yield before


def _unit(text: str, match: re.Match[str]) -> tuple[str | None, int] | None:
    """The unit of a number and where it ends; None when what follows is not counted."""
    if match["percent"]:
        return rate_after(text, "%", match.end("percent"), min(len(text), match.end("percent") + 20))
    if "\n" in match["gap"] and _NUMERAL_LINE.search(text, max(0, match.start() - 20), match.start()):
        return None
    of = _OF_THE_NUMBER.match(text, match.end()) if match["part"] else None
    begin = of.end() if of else match.end()
    at = unit_at(text, begin, min(len(text), begin + 60))
    if at is not None:
        return None if at[0].split()[0] in _TIME else at
    large = match["number"] and "." in match["number"] + (match["whole"] or "")
    if large and text[match.end()].islower():  # so large a number counts, whatever its noun
        return None, match.end() - len(match["gap"])
    return None


def _labelled(text: str) -> Iterator[_Stated]:
    """«Số vụ việc đã hòa giải: 15», «Số vụ vi phạm là 14, giảm …»: the unit stands in the label."""
    for match in (*_LABEL.finditer(text), *_SAID.finditer(text)):
        what = match["what"]
        words = _LABEL_WORDS.match(what)
        at = unit_at(what, words.end() if words else 0, len(what))
        subject = join_lines(what.replace("*", ""))
        value = read_number(match["number"])
        yield _Stated(value, *match.span("number"), at[0] if at else None, subject, match.end())


def _value(match: re.Match[str]) -> float | int | None:
    if match["number"]:
        return read_number(match["number"])
    if match["spelled"]:
        return read_spelled(match["spelled"])
    words = match["part"].casefold().split()
    return 0.5 if words[-1] == "nửa" else _NUMERATORS[words[0]] / _PARTS[words[-1]]


def _names(text: str, match: re.Match[str]) -> bool:
    """Whether the number is part of a name («Đề án 06», «khoản 2», «lần thứ 3», «Điều 14, 15 và 17»), or a rank."""
    start = match.start()
    named = _NAMED.search(text, max(0, start - 16), start)
    if named is not None and not match["percent"]:
        return not _GIVEN.search(text, max(0, start - 16), start) or match["number"] in _GRADES
    if _LISTED_PARTS.search(text, max(0, start - 90), start) or _RANKED.search(text, max(0, start - 24), start):
        return True
    return bool(match["whole"]) and _SCALE.search(text, max(0, start - 12), start) is not None


def _whole(text: str, match: re.Match[str], end: int) -> float | int | None:
    """The number of which this is a part: «385/385 cơ sở», «104.462 hồ sơ trực tuyến/108.117 tổng hồ sơ»."""
    if match["whole"]:
        whole = read_number(re.sub(r"[/ \u00a0]", "", match["whole"]))
        year = "." not in match["whole"] and 1900 <= whole <= 2100
        return None if year or read_number(match["number"]) > whole else whole
    if match["number"] is None:
        return None
    after = _WHOLE_AFTER.match(text, end)
    if after is None:
        return None
    whole = read_number(after["whole"])
    return whole if whole >= read_number(match["number"]) else None


def _bound(text: str, start: int, end: int, stop: int) -> str | None:
    """Whether the number is a bound: by the words before it, by «trở lên» in its clause, as an end of «từ … đến …»."""
    before = _BOUND_BEFORE.search(text, max(0, start - 32), start)
    if before is not None:
        return "at_least" if before["least"] else "at_most" if before["most"] else "about"
    after = _BOUND_AFTER.match(text, end, stop)
    if after is not None:
        return "at_least" if after["way"] == "lên" else "at_most"
    if _FROM.search(text, max(0, start - 12), start) and _TO_NUMBER.match(text, end, min(len(text), end + 20)):
        return "at_least"
    up_to = _UP_TO.search(text, max(0, start - 90), start)
    rising = up_to is not None and _RISING.search(text, max(0, up_to.start() - 40), up_to.start()) is not None
    return "at_most" if up_to is not None and not rising else None


def _sentence_start(text: str, position: int, stops: tuple[str, ...]) -> int:
    begin = max(0, position - _REACH)
    return max(begin, *(text.rfind(stop, begin, position) + 1 for stop in stops))


def _sentence_end(text: str, position: int) -> int:
    limit = min(len(text), position + _REACH)
    return min(limit, *(at for stop in _CLAUSE_STOPS if (at := text.find(stop, position, limit)) >= 0), limit)


class _Places:
    """Where figures stand: table, footnote, annex or body, and the time that the heading above them names."""

    def __init__(self, document: Document, text: str, periods: Periods) -> None:
        self.text = document.text
        self.tables = sorted((table.start, table.end) for table in document.tables)
        self.table_starts = [start for start, _ in self.tables]
        self.line_starts = [0, *(match.end() for match in re.finditer("\n", document.text))]
        annex = _ANNEX.search(document.text)
        self.annex = annex.start() if annex else None
        self.headings = [
            (match.start(), periods.within(match.start(), match.end())) for match in _HEADING.finditer(text)
        ]
        self.heading_starts = [start for start, _ in self.headings]

    def where(self, start: int) -> str:
        """body, table, annex or footnote."""
        at = bisect_right(self.table_starts, start) - 1
        if at >= 0 and start < self.tables[at][1]:
            return "table"
        line = self.line_starts[bisect_right(self.line_starts, start) - 1]
        if _NOTE.match(self.text[line : line + 2]):
            return "footnote"
        return "annex" if self.annex is not None and start >= self.annex else "body"

    def period_of_heading(self, position: int) -> str | None:
        """The time named by the heading under which a place stands («Mục tiêu đến năm 2030»)."""
        at = bisect_right(self.heading_starts, position) - 1
        return self.headings[at][1] if at >= 0 else None
