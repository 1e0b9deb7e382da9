"""Number and day that signing software puts on a page, in every way a file may hold them (ISO 32000-2, 12.5)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

pytest.importorskip("pikepdf")

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from made_pdf import HEIGHT, WIDTH, Sheet, made
from vanban import open_document
from vanban.header import read_header

NUMBER, DAY = "Số:    /BC-SNV", "Hà Thử, ngày    tháng 11 năm 2025"
KINDS = ("Sig", "Tx", "Stamp")
Change = Callable[[Any], None]


def page(number: str | None = NUMBER, day: str | None = DAY) -> Sheet:
    """A page whose head has blanks, or has no line for the number or the day."""
    sheet = Sheet().text(60, 780, "UBND TỈNH THỬ").text(60, 762, "SỞ NỘI VỤ")
    sheet.text(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 762, "Độc lập - Tự do - Hạnh phúc")
    for x, words in ((60, number), (300, day)):
        if words is not None:
            sheet.text(x, 744, words)
    sheet.text(240, 690, "BÁO CÁO").text(180, 672, "Kết quả thí điểm mô hình")
    return sheet.lines(60, 620, "Sở Nội vụ báo cáo kết quả thí điểm mô hình như sau:", "Đã hướng dẫn 120 hồ sơ.")


def signed(kind: str = "Sig") -> Sheet:
    return page().mark(82, 742, "181", kind=kind).mark(376, 743, "05", kind=kind)


def number_and_day(sheet: Sheet, change: Change | None = None) -> tuple[str | None, str]:
    data = made(sheet)
    if change is not None:
        pdf = pikepdf.open(io.BytesIO(data))
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
        data = stream.getvalue()
    header = read_header(open_document(data, "a.pdf"))
    return header.number, str(header.date)


def nested(pdf: Any) -> None:
    """The letters three forms deep, as programs that follow the layers /FRM, /n0, /n2 write them."""
    for annotation in pdf.pages[0].Annots:
        inner = annotation.AP.N
        for _ in range(3):
            outer = pdf.make_stream(b"q 1 0 0 1 0 0 cm /FRM Do Q")
            outer.Type, outer.Subtype, outer.BBox = Name.XObject, Name.Form, inner.BBox
            outer.Resources = Dictionary(XObject=Dictionary(FRM=inner))
            inner = pdf.make_indirect(outer)
        annotation.AP = Dictionary(N=inner)


def _helvetica(pdf: Any) -> Any:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    return pdf.make_indirect(font)


def typed_only(pdf: Any) -> None:
    """Fields with a value and no appearance: the viewer is to draw them (NeedAppearances)."""
    for annotation, value in zip(pdf.pages[0].Annots, ("181", "05"), strict=True):
        del annotation["/AP"]
        annotation.V, annotation.DA = String(value), String("/Helv 11 Tf 0 g")
    form = pdf.Root.AcroForm
    form.NeedAppearances = True
    form.DR = Dictionary(Font=Dictionary(Helv=_helvetica(pdf)))


def words_only(pdf: Any) -> None:
    """Typed remarks without an appearance: the viewer draws their words."""
    for annotation, value in zip(pdf.pages[0].Annots, ("181", "05"), strict=True):
        del annotation["/AP"]
        annotation.Contents, annotation.DA = String(value), String("/Helv 11 Tf 0 g")


def standard_font(pdf: Any) -> None:
    for annotation, value in zip(pdf.pages[0].Annots, (b"181", b"05"), strict=True):
        before = annotation.AP.N
        shown = pdf.make_stream(b"/Tx BMC q BT /F 11 Tf 2 3 Td (%s) Tj ET Q EMC" % value)
        shown.Type, shown.Subtype, shown.BBox = Name.XObject, Name.Form, before.BBox
        shown.Resources = Dictionary(Font=Dictionary(F=_helvetica(pdf)))
        annotation.AP = Dictionary(N=shown)


def states(pdf: Any) -> None:
    for annotation in pdf.pages[0].Annots:
        annotation.AP, annotation.AS = Dictionary(N=Dictionary(On=annotation.AP.N)), Name.On


def kids(pdf: Any) -> None:
    fields = Array()
    for annotation in pdf.pages[0].Annots:
        parent = Dictionary(FT=annotation.FT, T=String(f"p{len(fields)}"), Kids=Array([annotation]))
        del annotation["/FT"]
        del annotation["/T"]
        annotation.Parent = pdf.make_indirect(parent)
        fields.append(annotation.Parent)
    pdf.Root.AcroForm.Fields = fields


def no_form(pdf: Any) -> None:
    del pdf.Root["/AcroForm"]


def listed_twice(pdf: Any) -> None:
    annotations = pdf.pages[0].Annots
    pdf.pages[0].Annots = Array([*annotations, *annotations])


def moved_box(pdf: Any) -> None:
    """A page whose corner is not where its user space begins."""
    one = pdf.pages[0]
    one.MediaBox = [100, 200, 100 + WIDTH, 200 + HEIGHT]
    one.contents_add(b"1 0 0 1 100 200 cm", prepend=True)
    for annotation in one.Annots:
        annotation.Rect = [float(x) + (200 if at % 2 else 100) for at, x in enumerate(annotation.Rect)]


def raised(pdf: Any) -> None:
    for annotation in pdf.pages[0].Annots:
        annotation.Rect = [float(x) + (6 if at % 2 else 0) for at, x in enumerate(annotation.Rect)]


def turned(degrees: int) -> Change:
    """A page written turned, with the turn that makes it upright again."""
    matrix, box = {
        90: ((0, 1, -1, 0, HEIGHT, 0), [0, 0, HEIGHT, WIDTH]),
        180: ((-1, 0, 0, -1, WIDTH, HEIGHT), [0, 0, WIDTH, HEIGHT]),
        270: ((0, -1, 1, 0, 0, WIDTH), [0, 0, HEIGHT, WIDTH]),
    }[degrees]
    a, b, c, d, e, f = matrix

    def change(pdf: Any) -> None:
        one = pdf.pages[0]
        one.Rotate, one.MediaBox = degrees, box
        one.contents_add(b"%d %d %d %d %d %d cm" % matrix, prepend=True)
        for annotation in one.Annots:
            left, bottom, right, top = (float(x) for x in annotation.Rect)
            xs = sorted(a * x + c * y + e for x, y in ((left, bottom), (right, top)))
            ys = sorted(b * x + d * y + f for x, y in ((left, bottom), (right, top)))
            annotation.Rect = [xs[0], ys[0], xs[1], ys[1]]
            annotation.AP.N.Matrix = [a, b, c, d, 0, 0]

    return change


WAYS: list[tuple[str, Change]] = [
    *(("Sig", change) for change in (nested, standard_font, no_form, listed_twice, moved_box, raised, kids)),
    *(("Tx", change) for change in (typed_only, states, kids, standard_font)),
    *(("Stamp", change) for change in (nested, states, moved_box)),
    ("FreeText", words_only),
    *((kind, turned(degrees)) for kind in ("Sig", "Stamp") for degrees in (90, 180, 270)),
]


@pytest.mark.parametrize(("kind", "change"), WAYS)
def test_marks_however_the_file_holds_them(kind: str, change: Change) -> None:
    assert number_and_day(signed(kind), change) == ("181/BC-SNV", "2025-11-05")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("sheet", "marks"),
    [
        (page(number=None), [(60, "Số: 181/BC-SNV"), (376, "05")]),
        (page(day=None), [(82, "181"), (300, "Hà Thử, ngày 05 tháng 11 năm 2025")]),
        (page(day="Hà Thử, "), [(82, "181"), (348, "ngày 05 tháng 11 năm 2025")]),
        (page(number="Số:"), [(82, "181/BC-SNV"), (376, "05")]),
        (page(number="Số: /BC-SNV"), [(80, "181"), (376, "05")]),
        (page(day="Hà Thử, ngày    tháng    năm 2025"), [(82, "181"), (376, "05"), (435, "11")]),
        (page(), [(82, f"181{51 * ' '}05")]),
        (page(), [(81, "18"), (92, "1"), (376, "05")]),
    ],
)
def test_what_marks_fill(kind: str, sheet: Sheet, marks: list[tuple[float, str]]) -> None:
    again = Sheet(list(sheet.content))
    for x, words in marks:
        again.mark(x, 742, words, kind=kind)
    assert number_and_day(again) == ("181/BC-SNV", "2025-11-05")


def test_a_hidden_mark_is_none() -> None:
    def hidden(pdf: Any) -> None:
        for annotation in pdf.pages[0].Annots:
            annotation.F = 2

    assert number_and_day(signed(), hidden) == (None, "None")
