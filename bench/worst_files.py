"""The worst file of each format that may be sent: made to grow without bound, or as long as an office can make it."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
SHEET = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINE = 1_500_000
"""Letters of the texts that are one line."""
HEAD = (
    "ỦY BAN NHÂN DÂN\nXÃ MỘT\n\nSố: 12/KH-UBND\n\nXã Một, ngày 05 tháng 11 năm 2025\n\nKẾ HOẠCH\n"
    "Công tác tư pháp năm 2026\n\nI. NHIỆM VỤ\n"
)
ITEM = (
    "{0}. Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ rà soát văn bản theo điểm a khoản 1 Điều 2 Nghị định số "
    "30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ trước ngày 05/3/2026; giải quyết 12 hồ sơ, đạt 95%.\n"
)


@dataclass(frozen=True, slots=True)
class Worst:
    """A file: in words what is bad about it, the name it is sent under, and whether it is taken as a table of tasks."""

    what: str
    name: str
    make: Callable[[], bytes]
    table: bool = False


def _package(parts: dict[str, Iterator[bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, pieces in parts.items():
            with package.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece)
    return made.getvalue()


def _word(body: Iterator[str], **more: str) -> bytes:
    """A Word file; ``more`` are its other parts in ``word/`` without their ending."""
    document = chain([f"<w:document {WORD}><w:body>"], body, ["</w:body></w:document>"])
    parts = {"word/document.xml": (piece.encode() for piece in document)}
    return _package(parts | {f"word/{name}.xml": iter([text.encode()]) for name, text in more.items()})


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _inflating() -> bytes:
    return _word("x" * 1_000_000 for _ in range(400))


def _notes() -> bytes:
    marks = "<w:r><w:footnoteReference w:id='1'/></w:r>" * 20_000
    note = f"<w:footnotes {WORD}><w:footnote w:id='1'>{_paragraph('x' * 20_000)}</w:footnote></w:footnotes>"
    return _word(iter([f"<w:p>{marks}</w:p>"]), footnotes=note)


def _wide_rows() -> bytes:
    cell = "<w:tc>" + _paragraph("x") + "</w:tc>"
    rows = (f"<w:tr>{cell}</w:tr>" for _ in range(3_000))
    return _word(chain(["<w:tbl><w:tr>" + cell * 3_000 + "</w:tr>"], rows, ["</w:tbl>"]))


def _long_word() -> bytes:
    return _word(chain(map(_paragraph, HEAD.split("\n")), (_paragraph(ITEM.format(n)) for n in range(1, 8_000))))


def _rich(rows: int, depth: int) -> bytes:
    nested = "{" * depth + "}" * depth
    row = r"\trowd\cellx2000\cellx4000\intbl a\cell b\cell\row "
    return (r"{\rtf1\ansi " + nested + row * rows + r"\pard x\par}").encode()


def _pdf(pages: int, content: bytes) -> bytes:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer<</Root 1 0 R/Size %d>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return bytes(out + head + table + tail)


def _many_pages() -> bytes:
    return _pdf(3_000, b"BT /F1 12 Tf 70 700 Td (Dieu 1. Quy dinh so 12 cua Uy ban nhan dan) Tj ET")


def _crowded_page() -> bytes:
    letters = (b"1 0 0 1 %d %d Tm (a) Tj " % (n * 7 % 590, n * 13 % 840) for n in range(60_000))
    return _pdf(1, b"BT /F1 1 Tf " + b"".join(letters) + b"ET")


def _picture(form: str, side: int, colours: str) -> bytes:
    """A picture of noise that is as hard to recognise as it is to press."""
    from PIL import Image

    noise = random.Random(side).randbytes(side * side * len(colours) // 9)
    small = Image.frombytes(colours, (side // 3, side // 3), noise[: (side // 3) ** 2 * len(colours)])
    stream = io.BytesIO()
    small.resize((side, side)).save(stream, form)
    return stream.getvalue()


def _scan() -> bytes:
    from PIL import Image

    page = Image.open(io.BytesIO(_picture("JPEG", 2400, "L")))
    stream = io.BytesIO()
    page.save(stream, "PDF", save_all=True, append_images=[page], resolution=300)
    return stream.getvalue()


def _empty_giant() -> bytes:
    """A picture of 900 million points in a few kilobytes."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pressing, side = zlib.compressobj(9), 30_000
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    lines = b"".join(pressing.compress(row * 100) for _ in range(side // 100)) + pressing.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def _spans() -> bytes:
    wide = b"<tr>" + b"<td rowspan=999 colspan=63>x" * 500
    return b"<html><body><table>" + wide + b"<tr><td>1" * 3_000


def _deep() -> bytes:
    return b"<html><body>" + b"<div>" * 300_000 + b"x"


def _book(sheet: Iterator[bytes]) -> bytes:
    """A workbook of one sheet."""
    related = f"<Relationships xmlns='{RELATED.replace('officeDocument', 'package')}'><Relationship Id='r1' "
    book = f"<workbook {SHEET} xmlns:r='{RELATED}'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>"
    types = (
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='rels' ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
        "<Override PartName='/xl/workbook.xml' ContentType="
        "'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'/>"
        "<Override PartName='/xl/worksheets/sheet1.xml' ContentType="
        "'application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml'/></Types>"
    )
    texts = {
        "[Content_Types].xml": types,
        "_rels/.rels": f"{related} Type='{RELATED}/officeDocument' Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": f"{related} Type='{RELATED}/worksheet' Target='worksheets/sheet1.xml'/>"
        "</Relationships>",
    }
    return _package({name: iter([text.encode()]) for name, text in texts.items()} | {"xl/worksheets/sheet1.xml": sheet})


def _cells() -> bytes:
    row = b"<row>" + b"<c t='inlineStr'><is><t>Ra soat</t></is></c>" * 60 + b"</row>"
    head, foot = f"<worksheet {SHEET}><sheetData>".encode(), b"</sheetData></worksheet>"
    return _book(chain([head], (row for _ in range(20_000)), [foot]))


def _merges() -> bytes:
    head = f"<worksheet {SHEET}><sheetData>".encode()
    rows = (b"<row r='%d'><c r='A%d' t='inlineStr'><is><t>x</t></is></c></row>" % (n, n) for n in range(1, 4_900))
    merges = (b"<mergeCell ref='A%d:BH%d'/>" % (n, n + 4_000) for n in range(1, 19_900))
    foot = b"</mergeCells></worksheet>"
    return _book(chain([head], rows, [b"</sheetData><mergeCells>"], merges, [foot]))


def _giant_cells() -> bytes:
    head = "TT,Nhiệm vụ,Chủ trì,Thời hạn\n"
    return (head + "".join(f'{n},"{"Rà soát văn bản; " * 60_000}",Sở A,Quý I\n' for n in range(1, 13))).encode()


def _table() -> bytes:
    rows = (f"{n},Rà soát văn bản số {n},Sở Tư pháp,Sở Nội vụ,Trước ngày 05/3/2026\n" for n in range(1, 5_000))
    return ("TT,Nhiệm vụ,Chủ trì,Phối hợp,Thời hạn\n" + "".join(rows)).encode()


def _text(piece: str, head: str = HEAD) -> Callable[[], bytes]:
    return lambda: (head + piece * (LINE // len(piece))).encode()


WORST = (
    Worst("docx: a part that inflates to 400 MB", "phong.docx", _inflating),
    Worst("docx: one long note under 20 000 marks", "chu-thich.docx", _notes),
    Worst("docx: a row of 3 000 cells over 3 000 rows", "bang-rong.docx", _wide_rows),
    Worst("docx: 8 000 paragraphs of tasks with citations", "dai.docx", _long_word),
    Worst("doc: 20 000 rows of a table", "bang.doc", lambda: _rich(20_000, 0)),
    Worst("rtf: 100 000 groups within each other", "long-nhau.rtf", lambda: _rich(200, 100_000)),
    Worst("pdf: 3 000 pages", "nhieu-trang.pdf", _many_pages),
    Worst("pdf: 60 000 letters strewn over a page", "day-chu.pdf", _crowded_page),
    Worst("pdf: two scanned pages of noise", "quet.pdf", _scan),
    Worst("html: 500 cells of 999 rows and 63 columns", "bang.html", _spans),
    Worst("html: 300 000 elements within each other", "sau.html", _deep),
    Worst("txt: one line of 1.5 million letters", "mot-dong.txt", _text("ặ a|b 1.1 “")),
    Worst("txt: 1.5 million «_»", "gach.txt", _text("_")),
    Worst("txt: 1.5 million letters of tasks with citations", "nhiem-vu.txt", _text(ITEM.format(1))),
    Worst("xlsx: 1.2 million cells", "nhieu-o.xlsx", _cells, table=True),
    Worst("xlsx: 20 000 merges over each other", "gop-o.xlsx", _merges, table=True),
    Worst("csv: cells of a million letters", "o-lon.csv", _giant_cells, table=True),
    Worst("csv: 5 000 tasks", "nhiem-vu.csv", _table, table=True),
    Worst("png: 900 million points in some kilobytes", "rong.png", _empty_giant),
    Worst("jpg: 16 million points of noise", "nhieu.jpg", lambda: _picture("JPEG", 3_990, "RGB")),
)


def another(data: bytes, mark: str) -> bytes:
    """The same file with bytes of its own, so that no reading is kept of it already."""
    if not data.startswith(b"PK"):
        return data + f"\n{mark}\n".encode()
    made = io.BytesIO(data)
    with zipfile.ZipFile(made, "a") as package:
        package.writestr("docProps/mark.txt", mark)
    return made.getvalue()
