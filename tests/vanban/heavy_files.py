"""Opens files made to grow without bound, under limits of memory and time; one line of JSON for each."""

from __future__ import annotations

import io
import json
import resource
import time
import zipfile

from vanban import UnreadableFile, open_document

resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
NS = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"


def word(body, parts=(), doctype=""):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        document = f"<w:document {NS}><w:body>{body}</w:body></w:document>"
        package.writestr("word/document.xml", f"<?xml version='1.0'?>{doctype}{document}")
        for name, part in dict(parts).items():
            package.writestr(name, part)
    return made.getvalue()


def level(inner):
    return {
        "word/numbering.xml": f"<w:numbering {NS}><w:abstractNum w:abstractNumId='0'>{inner}</w:abstractNum>"
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>"
    }


def pdf(objects):
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        + table
        + b"trailer<</Root 1 0 R/Size %d>>startxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    )


def pages(number, content=b"BT /F1 12 Tf 70 700 Td (Dieu 1. Quy dinh so 12 cua Uy ban nhan dan) Tj ET", font=b"/Type1"):
    return pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * number, number),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype%s/BaseFont/Helvetica/DescendantFonts[5 0 R]>>" % font,
        ]
    )


P = "<w:p><w:pPr><w:numPr><w:ilvl w:val='{}'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
C = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
STYLES = f"<w:styles {NS}><w:style w:styleId='a'><w:basedOn w:val='a'/></w:style></w:styles>"
STYLED = "<w:p><w:pPr><w:pStyle w:val='a'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
MARK = "<w:r><w:footnoteReference w:id='1'/></w:r>"
WIDE = "<w:tc><w:tcPr><w:gridSpan w:val='63'/></w:tcPr><w:p/></w:tc>"
NOTE = f"<w:p><w:r><w:t>{'x' * 20000}</w:t></w:r></w:p>"
NOTES = f"<w:footnotes {NS}><w:footnote w:id='1'>{NOTE}</w:footnote></w:footnotes>"
LAUGH = (
    "<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9))
    + "]>"
)
MESSAGE = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
FILES = {
    "tables in tables": word("<w:tbl><w:tr><w:tc>" * 60 + "<w:p/>" + P.format(0) + "</w:tc></w:tr></w:tbl>" * 60),
    "tables in tables in tables": word("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000),
    "entities": word("<w:p><w:r><w:t>&i;</w:t></w:r></w:p>", doctype=LAUGH),
    "one long entity": word(
        "<w:p><w:r><w:t>" + "&a;" * 100000 + "</w:t></w:r></w:p>",
        doctype="<!DOCTYPE d [<!ENTITY a '" + "a" * 100000 + "'>]>",
    ),
    "a wide row over many": word(
        "<w:tbl><w:tr>" + C.format("x") * 3000 + "</w:tr>" + ("<w:tr>" + C.format(1) + "</w:tr>") * 3000 + "</w:tbl>"
    ),
    "cells of 63 columns": word("<w:tbl><w:tr>" + WIDE * 2000 + "</w:tr></w:tbl>"),
    "a level of many digits": word(
        P.format("9" * 5000), level(f"<w:lvl w:ilvl='8'><w:start w:val='{'9' * 5000}'/></w:lvl>")
    ),
    "a pattern of counters": word(
        P.format(0) * 3000, level(f"<w:lvl w:ilvl='0'><w:lvlText w:val='{'%1' * 20000}'/></w:lvl>")
    ),
    "one note for many marks": word("<w:p>" + MARK * 20000 + "</w:p>", {"word/footnotes.xml": NOTES}),
    "a style of its own style": word(STYLED, {"word/styles.xml": STYLES}),
    "a package in a package": word("x", {"word/x.docx": word("x" * 10**6)}),
    "a part that inflates": word("x" * 60_000_000),
    "deep page": b"<html><body>" + b"<div>" * 100000 + b"x",
    "page of tables in tables": b"<html><body>" + b"<table><tr><td>" * 200 + b"x",
    "page of spans": b"<html><table>" + b"<tr>" + b"<td rowspan=999 colspan=63>x" * 500 + b"<tr><td>1" * 3000,
    "page of brackets": b"<html>" + b"<" * 3_000_000,
    "comments before a page": b"<!-- -->" * 500 + b"<html><p>x",
    "a style sheet of comments": b"<html><style>" + b"/*" * 200_000 + b"</style><p>x",
    "a style sheet of brackets": b"<html><style>" + b"{}a.b{" * 100_000 + b"</style><p class=b>x",
    "headings of an endless contents": b"<html><p>C\xe1\xbb\x98NG H\xc3\x92A X\xc3\x83 H\xe1\xbb\x98I CH\xe1\xbb\xa6 "
    b"NGH\xc4\xa8A VI\xe1\xbb\x86T NAM</p>" + "<p>Điều 1. Phạm vi</p>".encode() * 60_000,
    "a message of many parts": MESSAGE + b"--x\r\nContent-Type: text/html\r\n\r\n<p>x\r\n" * 50_000,
    "a message in a message": MESSAGE
    + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 20_000
    + b"--x\r\nContent-Type: text/html\r\n\r\n<p>x",
    "many page heads": word("x" + "<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>" * 20_000),
    "wrappers in wrappers": word("<w:ins>" * 200 + P.format(0) + "</w:ins>" * 200),
    "deleted marks": word("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>" * 40_000),
    "fields that never end": word("<w:p>" + "<w:r><w:fldChar w:fldCharType='begin'/></w:r>" * 50_000 + "</w:p>"),
    "letters of an old set": "Tæ chøc héi nghÞ ".encode() * 200_000,
    "letters twice through": "tá»• chá»©c".encode() * 200_000,
    "flat entities": b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?>"
    + LAUGH.encode()
    + b"<d>&i;</d>",
    "brackets": b"(" * 10_000_000,
    "tabs": b"\t" * 10_000_000 + b"x",
    "one line": "ặ a|b 1.1 “".encode() * 70_000,
    "rows that go on": b"TT\ta\tb\n1\tx\ty\n" + b"\tz\tw\n" * 20000,
    "lines that go on": b"TT\ta\tb\tc\n1\tx\n" + b"y\n" * 40000,
    "3,000 pages": pages(3000),
    "10,000 pages": pages(10_000),
    "a count that lies": pages(5).replace(b"/Count 5", b"/Count 2000000000"),
    "pages in a circle": pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"]),
    "a font of itself": pages(1, font=b"/Type0/Encoding/Identity-H"),
    "a page without end": pages(1).replace(b"595 842", b"1e9 1e9"),
    "a page of nothing": pages(1).replace(b"[0 0 595 842]", b"[a (b)]"),
    "letters everywhere": pages(
        1,
        b"BT /F1 1 Tf "
        + b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (i * 7 % 590, i * 13 % 840) for i in range(30000))
        + b"ET",
    ),
    "rules everywhere": pages(1, b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S " % (i, i, i, i) for i in range(2900))),
}
for name, data in FILES.items():
    begun = time.process_time()
    try:
        said = f"{len(open_document(data, ocr=False).text)} ký tự."
    except UnreadableFile as refusal:
        said = refusal.sentence
    print(json.dumps([name, said, time.process_time() - begun]), flush=True)
