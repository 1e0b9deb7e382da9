"""Small PDF files made letter by letter: any Vietnamese text, at any place, in several fonts, with annotations.

Every letter is a box half as wide as it is tall, of a font that the file holds (Type 3); what it means stands in the
table of the font (ToUnicode).
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

WIDTH, HEIGHT = 595, 842
Encoder = Callable[[str, str], bytes]  # (font, text) to the string of a content stream
Drawn = Callable[[Encoder], bytes]


def _shown(x: float, y: float, text: str, size: float, font: str, degrees: float, spacing: float) -> Drawn:
    turn = math.radians(degrees)
    c, s = math.cos(turn), math.sin(turn)
    place = f"{c:.5f} {s:.5f} {-s:.5f} {c:.5f} {x:.2f} {y:.2f} Tm".encode()
    return lambda code: b"BT /%s %g Tf %g Tc %s %s Tj ET\n" % (font.encode(), size, spacing, place, code(font, text))


class _Fonts:
    """The fonts of a file: each gives its letters codes as they come."""

    def __init__(self) -> None:
        self.codes: dict[str, dict[str, int]] = {"F1": {}, "F2": {}}

    def code(self, font: str, text: str) -> bytes:
        codes = self.codes[font]
        return b"<" + bytes(codes.setdefault(letter, len(codes) + 1) for letter in text).hex().encode() + b">"

    def resources(self, pdf: Any) -> Any:
        from pikepdf import Array, Dictionary, Name

        fonts = Dictionary()
        for font, codes in self.codes.items():
            procs, names = Dictionary(), Array([0])
            for letter, code in codes.items():
                box = b"" if letter == " " else b" 0 0 480 700 re f"
                procs[f"/g{code}"] = pdf.make_stream(b"500 0 0 0 480 700 d1" + box)
            for code in range(256):
                names.append(Name(f"/g{code}"))
            pairs = "".join(f"<{code:02X}> <{letter.encode('utf-16-be').hex()}> " for letter, code in codes.items())
            table = (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /All def /CMapType 2 def "
                f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar {pairs}endbfchar "
                "endcmap end end"
            )
            fonts[f"/{font}"] = pdf.make_indirect(
                Dictionary(
                    Type=Name.Font,
                    Subtype=Name.Type3,
                    FontBBox=[0, -200, 500, 800],
                    FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
                    CharProcs=procs,
                    Encoding=Dictionary(Type=Name.Encoding, Differences=names),
                    FirstChar=0,
                    LastChar=255,
                    Widths=[500] * 256,
                    Resources=Dictionary(),
                    ToUnicode=pdf.make_stream(table.encode()),
                )
            )
        return Dictionary(Font=fonts)


@dataclass
class Sheet:
    """One page of a file that is being made."""

    content: list[Drawn] = field(default_factory=list)
    annotations: list[dict[str, Any]] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        font: str = "F1",
        degrees: float = 0,
        spacing: float = 0,
    ) -> Sheet:
        """Print letters from (x, y) on; ``spacing`` points more between two."""
        self.content.append(_shown(x, y, text, size, font, degrees, spacing))
        return self

    def lines(self, x: float, y: float, *texts: str, step: float = 18, size: float = 12) -> Sheet:
        """Print lines one under another."""
        for at, text in enumerate(texts):
            self.text(x, y - at * step, text, size=size)
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> Sheet:
        """Draw a line."""
        drawn = f"0.5 w {x0} {y0} m {x1} {y1} l S\n".encode()
        self.content.append(lambda _code: drawn)
        return self

    def mark(self, x: float, y: float, *texts: str, size: float = 11, kind: str = "Sig", note: str = "") -> Sheet:
        """Add an annotation that prints lines: a signature (Sig) or a field (Tx), or a remark (FreeText, Stamp)."""
        width = max((len(text) for text in texts), default=1) * size / 2 + 4
        shown = [
            _shown(2, 3 + (len(texts) - 1 - at) * 1.3 * size, text, size, "F1", 0, 0) for at, text in enumerate(texts)
        ]
        box = [x, y, x + width, y + 1.3 * size * max(len(texts), 1) + 4]
        self.annotations.append({"kind": kind, "box": box, "shown": shown, "note": note})
        return self


def head(sheet: Sheet, *, issuer: tuple[str, ...] = ("UBND TỈNH THỬ", "SỞ NỘI VỤ"), number: str = "12") -> Sheet:
    """The head of a paper over two columns; the number and the day may be left blank."""
    for at, line in enumerate(issuer):
        sheet.text(60, 780 - 18 * at, line)
    sheet.text(60, 780 - 18 * len(issuer), f"Số: {number or '    '}/BC-SNV")
    sheet.text(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 762, "Độc lập - Tự do - Hạnh phúc")
    return sheet.text(300, 744, f"Hà Thử, ngày {'05' if number else '  '} tháng 11 năm 2025")


def made(*sheets: Sheet) -> bytes:
    """The file."""
    import pikepdf
    from pikepdf import Array, Dictionary

    pdf = pikepdf.new()
    fonts, resources, fields = _Fonts(), pdf.make_indirect(Dictionary()), Array()
    for sheet in sheets:
        page = pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
        page.obj.Resources = resources
        page.obj.Contents = pdf.make_stream(b"".join(drawn(fonts.code) for drawn in sheet.content))
        if sheet.annotations:
            made = [_annotation(pdf, one, fonts.code, resources, fields) for one in sheet.annotations]
            page.obj.Annots = Array(made)
    resources.Font = fonts.resources(pdf).Font
    if len(fields):
        pdf.Root.AcroForm = Dictionary(Fields=fields)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def _annotation(pdf: Any, one: dict[str, Any], code: Encoder, resources: Any, fields: Any) -> Any:
    from pikepdf import Dictionary, Name, String

    widget = one["kind"] in ("Sig", "Tx")
    made = Dictionary(Type=Name.Annot, Subtype=Name.Widget if widget else Name(f"/{one['kind']}"), Rect=one["box"], F=4)
    if widget:
        made.FT = Name(f"/{one['kind']}")
        made.T = String(f"o-{len(fields)}")
    if one["note"]:
        made.Contents = String(one["note"])
    if one["shown"]:
        left, bottom, right, top = one["box"]
        shown = pdf.make_stream(b"".join(drawn(code) for drawn in one["shown"]))
        shown.Type, shown.Subtype, shown.Resources = Name.XObject, Name.Form, resources
        shown.BBox = [0, 0, right - left, top - bottom]
        made.AP = Dictionary(N=shown)
    made = pdf.make_indirect(made)
    if widget:
        fields.append(made)
    return made
