"""An administrative paper as a Word file, laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I.

>>> paper = OfficialPaper(issuer="Sở Tư pháp", symbol="BC-STP", kind="Báo cáo", title="Kết quả quý I", place="Hà Tĩnh")
>>> paper.printed_number
'Số:       /BC-STP'
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from vanban.numerals import roman

FONT = "Times New Roman"
BODY_SIZE = 14.0
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}  # mm: khoản 2 Mục I Phần I Phụ lục I
LONG, SHORT = 297, 210  # A4, mm
HEAD_SHARE = 0.4  # of the width of a turned page
HEAD_LEFT = 67  # mm given to the issuer; the rest holds the national title on one line at 13 pt
STATE_TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_MOTTO_MM = 62  # printed length of the motto at 14 pt bold
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPLITTABLE = 700  # characters in one cell from which a row may break over a page
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # one fixed day, so that the same paper is the same bytes


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width in millimetres (a share when they do not add up) and its side.

    Columns side by side with the same ``over`` stand under one merged head.
    """

    title: str
    width: float = 20
    align: str = "left"  # left, center or right
    over: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: one text a column; a ``group`` row is one text over all columns, a ``total`` row is bold."""

    cells: tuple[str, ...]
    group: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of a paper, with its head repeated on each page. ``size`` is the letter size in points."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    size: float = 12.0


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the body that stands out: the head of a chapter, in the middle, or of an article."""

    text: str
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Slanted:
    """A paragraph of the body in italics: a legal basis, the line that tells the adoption of a resolution."""

    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (phụ lục) on pages of its own, numbered from 1; landscape unless told.

    ``label`` stands above its title: «Phụ lục I» where it is None, nothing for "" (what is issued with a decision).
    """

    title: str
    grids: tuple[Grid, ...] = ()
    paragraphs: tuple[str | Heading, ...] = ()
    notes: tuple[str, ...] = ()  # after the tables
    landscape: bool = True
    label: str | None = None


@dataclass(frozen=True, slots=True)
class OfficialPaper:
    """The parts of an administrative paper (thể thức). ``kind`` is empty for an official letter (công văn).

    ``number`` and ``date`` empty are printed as blanks to be filled in by hand; ``paragraphs`` stand before
    ``tables``, ``closing`` after them. ``authority`` is «TM. ỦY BAN NHÂN DÂN» or «KT. GIÁM ĐỐC», ``capacity``
    the position of the signer. A ``landscape`` paper is for wide tables that stand in it, not in an annex. One that is
    not ``numbered`` has no place for a number: a record of parties, a receipt.
    """

    issuer: str
    symbol: str = ""
    kind: str = ""
    title: str = ""
    place: str = ""
    issuer_parent: str = ""
    number: str = ""
    date: dt.date | None = None
    addressee: tuple[str, ...] = ()
    paragraphs: tuple[str | Heading | Slanted, ...] = ()
    tables: tuple[Grid, ...] = ()
    closing: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    archive: str = "VT"
    authority: str = ""
    capacity: str = ""
    signer: str = ""
    annexes: tuple[Annex, ...] = ()
    landscape: bool = False
    numbered: bool = True

    @property
    def printed_number(self) -> str:
        """«Số: 05/BC-UBND»; seven spaces stand where the number is not given yet."""
        if not self.numbered:
            return ""
        number = self.number.strip()
        if number.isdigit() and len(number) == 1:
            number = f"0{number}"
        return f"Số: {number or ' ' * 6}/{self.symbol}" if self.symbol else f"Số: {number}"

    @property
    def printed_date(self) -> str:
        """«Hà Tĩnh, ngày 06 tháng 4 năm 2026»; blanks where the day is not known yet."""
        place = f"{self.place}, " if self.place else ""
        if self.date is None:
            return f"{place}ngày       tháng       năm        "
        day, month = f"{self.date.day:02d}", f"{self.date.month:02d}" if self.date.month < 3 else str(self.date.month)
        return f"{place}ngày {day} tháng {month} năm {self.date.year}"


def write_docx(paper: OfficialPaper) -> bytes:
    """The paper as a .docx file. The same paper always gives the same bytes."""
    from docx import Document

    made = Document()
    _page(made.sections[0], landscape=paper.landscape)
    _normal(made)
    made.core_properties.title = _clean(paper.title or paper.kind)[:255]
    made.core_properties.author = _clean(paper.issuer)[:255]
    made.core_properties.created = made.core_properties.modified = dt.datetime(*_ZIP_DAY, tzinfo=dt.UTC)
    body = _Body(made)
    _head(body, paper)
    _name_of_paper(body, paper)
    for one in paper.paragraphs:
        body.paragraph(one)
    for grid in paper.tables:
        body.grid(grid, made.sections[0])
    for text in paper.closing:
        body.prose(text)
    _signature(body, paper)
    for order, annex in enumerate(paper.annexes, start=1):
        _annex(made, body, paper, annex, order if len(paper.annexes) > 1 else 0)
    body.gap(1)  # a file may not end with a table
    raw = io.BytesIO()
    made.save(raw)
    return _same_bytes(raw.getvalue())


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


def _same_bytes(raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()


def _normal(made: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style = made.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(BODY_SIZE)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.0


def _page(section: Any, *, landscape: bool = False, restart: bool = False) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn
    from docx.shared import Mm

    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG), Mm(SHORT)) if landscape else (Mm(SHORT), Mm(LONG))
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    if landscape:  # the binding edge of a turned page is its upper long side
        section.top_margin, section.left_margin, section.right_margin = Mm(25), Mm(20), Mm(20)
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section.different_first_page_header_footer = True
    if restart:
        for old in section._sectPr.findall(qn("w:pgNumType")):
            section._sectPr.remove(old)
        start = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
        section._sectPr.find(qn("w:pgMar")).addnext(start)
        return
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = 1
    paragraph._p.append(parse_xml(
        f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r></w:fldSimple>'
    ))  # fmt: skip


def _usable_mm(section: Any) -> float:
    return float(section.page_width - section.left_margin - section.right_margin) / 36000  # EMU in a mm


def _lines(text: str) -> str:
    return '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in _clean(text).split("\n"))


def _run(text: str, size: float, *, bold: bool = False, italic: bool = False) -> str:
    look = f'{"<w:b/>" if bold else ""}{"<w:i/>" if italic else ""}<w:sz w:val="{round(size * 2)}"/>'
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{_lines(text)}</w:t></w:r>'


def _par(runs: str, *, align: str = "left", look: str = "") -> str:
    side = {"left": "left", "right": "right", "center": "center", "both": "both"}[align]
    return f'<w:p><w:pPr>{look}<w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'


def _rule(width: float, length: float) -> str:
    """A thin rule ``length`` mm long in the middle of ``width`` mm: the upper border of a paragraph one point high."""
    side = round(max(0.0, (width - length) / 2) * 56.7)
    look = (
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="40" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/>'
    )
    return _par("", align="center", look=look)


def _table(widths: list[float], rows: list[str], *, ruled: bool) -> str:
    edges = "".join(
        f'<w:{side} w:val="{"single" if ruled else "nil"}" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    gap = 85 if ruled else 0
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28 if ruled else 0), ("left", gap), ("bottom", 28 if ruled else 0), ("right", gap))
    )
    twips = [round(width * 56.7) for width in widths]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _cell(paragraphs: str, width: float, *, span: int = 1, look: str = "") -> str:
    wide = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{round(width * 56.7)}" w:type="dxa"/>{wide}{look}</w:tcPr>{paragraphs}</w:tc>'


class _Body:
    """Where the blocks of the paper are put, one after another, before the closing section mark."""

    def __init__(self, made: Any) -> None:
        self.made = made
        self.usable = _usable_mm(made.sections[0])

    def put(self, xml: str) -> None:
        """Append one block written as WordprocessingML without its namespace."""
        from docx.oxml import parse_xml
        from docx.oxml.ns import nsdecls

        head, rest = re.match(r"(<w:\w+)(.*)", xml, re.S).groups()  # type: ignore[union-attr]
        self.made.element.body.insert(len(self.made.element.body) - 1, parse_xml(f"{head} {nsdecls('w')}{rest}"))

    def prose(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """A justified paragraph of the body, its first line set in by 1.27 cm, 6 pt below the one before."""
        look = '<w:spacing w:before="120" w:after="0" w:line="264" w:lineRule="auto"/><w:ind w:firstLine="720"/>'
        self.put(_par(_run(text, BODY_SIZE, bold=bold, italic=italic), align="both", look=look))

    def paragraph(self, one: str | Heading | Slanted) -> None:
        """A paragraph of the body as it is meant: plain, a heading, in italics."""
        if isinstance(one, Heading):
            self.heading(one)
        elif isinstance(one, Slanted):
            self.prose(one.text, italic=True)
        else:
            self.prose(one)

    def heading(self, heading: Heading) -> None:
        """A bold line that stays with what follows it."""
        place = "" if heading.centred else '<w:ind w:firstLine="720"/>'
        look = f'<w:keepNext/><w:spacing w:before="120" w:after="0"/>{place}'
        self.put(
            _par(_run(heading.text, BODY_SIZE, bold=True), align="center" if heading.centred else "both", look=look)
        )

    def gap(self, points: float = 6) -> None:
        """An empty line ``points`` high."""
        self.put(_par("", look=f'<w:spacing w:line="{round(points * 20)}" w:lineRule="exact"/>'))

    def grid(self, grid: Grid, section: Any) -> None:
        """A ruled table as wide as the page allows, its head repeated on each page."""
        usable = _usable_mm(section)
        share = usable / sum(column.width for column in grid.columns)
        widths = [column.width * share for column in grid.columns]
        if grid.caption:
            look = '<w:keepNext/><w:spacing w:before="160" w:after="80"/>'
            self.put(_par(_run(grid.caption, 13, bold=True), look=look))
        else:
            self.gap()
        rows = _grid_heads(grid, widths)
        rows.extend(_grid_row(row, grid, widths) for row in grid.rows)
        self.put(_table(widths, rows, ruled=True))


def _grid_heads(grid: Grid, widths: list[float]) -> list[str]:
    """The line of heads, under a line of merged heads where columns have any; a column without one fills both."""
    middle, joined, starts = '<w:vAlign w:val="center"/>', "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
    spans = spans_of(column.over for column in grid.columns)
    two = any(over for over, _number in spans)

    def cell(words: str, width: float, number: int = 1, look: str = "") -> str:
        return _cell(_par(_run(words, grid.size, bold=True), align="center"), width, span=number, look=look + middle)

    upper, lower, at = [], [], 0
    for over, number in spans:
        columns, among = grid.columns[at : at + number], widths[at : at + number]
        at += number
        if over:
            upper.append(cell(over, sum(among), number))
            lower += [cell(column.title, width) for column, width in zip(columns, among, strict=True)]
        else:
            upper.append(cell(columns[0].title, among[0], look=starts if two else ""))
            lower.append(_cell(_par(""), among[0], look=joined))
    lines = (upper, lower) if two else (upper,)
    return [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(line)}</w:tr>" for line in lines]


def spans_of(heads: Iterable[str]) -> list[tuple[str, int]]:
    """Merged heads with how many columns each spans; a head over one column is none, as the column says it all.

    >>> spans_of(["", "Hạn", "Hạn", "Xong"])
    [('', 1), ('Hạn', 2), ('', 1)]
    """
    spans: list[tuple[str, int]] = []
    for head in heads:
        if head and spans and spans[-1][0] == head:
            spans[-1] = (head, spans[-1][1] + 1)
        else:
            spans.append((head, 1))
    return [(head if number > 1 else "", number) for head, number in spans]


def _grid_row(row: Row, grid: Grid, widths: list[float]) -> str:
    whole = "<w:cantSplit/>" if all(len(cell) < _SPLITTABLE for cell in row.cells) else ""
    if row.group:
        keep = _par(_run(row.cells[0], grid.size, bold=True), look="<w:keepNext/>")
        return f"<w:tr><w:trPr>{whole}</w:trPr>{_cell(keep, sum(widths), span=len(widths))}</w:tr>"
    cells = "".join(
        _cell(_par(_run(text, grid.size, bold=row.total), align=column.align), width)
        for text, column, width in zip(row.cells, grid.columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{whole}</w:trPr>{cells}</w:tr>"


def _head(body: _Body, paper: OfficialPaper) -> None:
    usable = body.usable
    left = usable * HEAD_SHARE if paper.landscape else HEAD_LEFT
    right = usable - left
    size = 13 if len(paper.issuer_parent) <= 25 else 12  # both sizes are allowed; the smaller keeps it on one line
    issuer = _par(_run(paper.issuer_parent.upper(), size), align="center") if paper.issuer_parent else ""
    issuer += _par(_run(paper.issuer.upper(), size, bold=True), align="center") + _rule(left, left * 0.35)
    state = (
        _par(_run(STATE_TITLE, 13, bold=True), align="center")
        + _par(_run(MOTTO, 14, bold=True), align="center")
        + _rule(right, _MOTTO_MM)
    )
    number = _par(_run(paper.printed_number, 13), align="center")
    if not paper.kind and paper.title:
        about = paper.title if paper.title.lower().startswith("v/v") else f"V/v {paper.title}"
        number += _par(_run(about, 12), align="center", look='<w:spacing w:before="120"/>')
    date = _par(_run(paper.printed_date, 13, italic=True), align="center")
    rows = [
        f"<w:tr>{_cell(issuer, left)}{_cell(state, right)}</w:tr>",
        f"<w:tr>{_cell(number, left)}{_cell(date, right)}</w:tr>",
    ]
    body.put(_table([left, right], rows, ruled=False))


def _name_of_paper(body: _Body, paper: OfficialPaper) -> None:
    usable = body.usable
    if paper.kind:
        body.put(_par(_run(paper.kind.upper(), 14, bold=True), align="center", look='<w:spacing w:before="240"/>'))
        body.put(_par(_run(paper.title, 14, bold=True), align="center"))
        body.put(_rule(usable, (SHORT - MARGINS["left"] - MARGINS["right"]) * 0.35))
    if len(paper.addressee) == 1:
        line = _run(f"Kính gửi: {paper.addressee[0]}", BODY_SIZE)
        body.put(_par(line, align="center", look='<w:spacing w:before="240" w:after="120"/>'))
    elif paper.addressee:
        look = '<w:spacing w:before="{before}"/><w:ind w:left="{left}"/>'
        body.put(_par(_run("Kính gửi:", BODY_SIZE), look=look.format(before=240, left=1700)))
        for order, name in enumerate(paper.addressee, start=1):
            stop = "." if order == len(paper.addressee) else ";"
            body.put(_par(_run(f"- {name.rstrip(';.')}{stop}", BODY_SIZE), look=look.format(before=0, left=2800)))
    body.gap(8)


def _signature(body: _Body, paper: OfficialPaper) -> None:
    left = right = body.usable * 0.5
    names = "".join(_par(_run(f"- {name.rstrip(';.')};", 11)) for name in paper.recipients)
    if paper.archive:
        names += _par(_run(f"- Lưu: {paper.archive.rstrip('.')}.", 11))
    receivers = (_par(_run("Nơi nhận:", 12, bold=True, italic=True)) + names) if names else _par("")
    lines = [line for line in (*paper.authority.split("\n"), *paper.capacity.split("\n")) if line.strip()]
    keep = "<w:keepNext/>"
    signed = "".join(_par(_run(line.upper(), 14, bold=True), align="center", look=keep) for line in lines)
    signed += _par("", align="center", look=f'{keep}<w:spacing w:line="1500" w:lineRule="exact"/>')
    signed += _par(_run(paper.signer, 14, bold=True), align="center")
    body.gap(10)
    row = f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{_cell(receivers, left)}{_cell(signed, right)}</w:tr>"
    body.put(_table([left, right], [row], ruled=False))


def _annex(made: Any, body: _Body, paper: OfficialPaper, annex: Annex, order: int) -> None:
    from docx.enum.section import WD_SECTION
    from docx.shared import Pt

    section = made.add_section(WD_SECTION.NEW_PAGE)
    made.paragraphs[-1].paragraph_format.line_spacing = Pt(1)  # the mark itself must not open a page
    _page(section, landscape=annex.landscape, restart=True)
    label = annex.label if annex.label is not None else f"Phụ lục {roman(order)}" if order else "Phụ lục"
    if label:
        body.put(_par(_run(label, 14, bold=True), align="center"))
    body.put(_par(_run(annex.title.upper(), 14, bold=True), align="center"))
    blank = paper.date is None or not paper.number
    day = "ngày    /    /       " if blank else f"ngày {paper.date:%d/%m/%Y}"
    number = paper.printed_number.removeprefix("Số: ")
    name = f"{paper.kind or 'Công văn'} số {number} {day} của {paper.issuer}"
    body.put(_par(_run(f"(Kèm theo {name})", 13, italic=True), align="center"))
    body.gap(4)
    body.put(_rule(_usable_mm(section), _usable_mm(section) * 0.2))
    for one in annex.paragraphs:
        body.paragraph(one)
    for grid in annex.grids:
        body.grid(grid, section)
    for text in annex.notes:
        body.prose(text)
