"""Letters of a PDF in their place: two fonts in one line, wide setting, slanted text, annotations, fields."""

from __future__ import annotations

import unicodedata

import pytest

pytest.importorskip("pikepdf")

from made_pdf import Sheet, head, made
from vanban import open_document
from vanban.header import read_header
from vanban.model import Document

SENTENCE = "Giao Sở Tư pháp tỉnh Thử chủ trì, hoàn thành trước ngày 30/6/2026."


LONG = "Nội dung của trang này chỉ để trang có đủ chữ mà không bị coi là một bản quét."


def opened(*sheets: Sheet) -> Document:
    return open_document(made(*sheets), "a.pdf")


def lines(document: Document) -> list[str]:
    return document.text.strip().split("\n")


def lines_above(sheet: Sheet) -> list[str]:
    """The lines of a page without the one that only makes it long enough."""
    *found, last = lines(opened(sheet.text(60, 200, LONG)))
    assert last == LONG
    return found


def report(sheet: Sheet | None = None, *, number: str = "12") -> Sheet:
    """A page with a head and two lines of a body."""
    sheet = head(sheet or Sheet(), number=number)
    sheet.text(240, 690, "BÁO CÁO").text(180, 672, "Kết quả thí điểm mô hình")
    return sheet.lines(60, 620, "Sở Nội vụ báo cáo kết quả thí điểm mô hình như sau:", "Đã hướng dẫn 120 hồ sơ.")


def asides(document: Document) -> list[tuple[str, str]]:
    return [(aside.carrier, aside.text) for aside in document.asides]


def printed_in_two_fonts(text: str, *, join: bool) -> Sheet:
    """A line as programs print it whose font lacks letters: its own letters first, then those of another font.

    With ``join`` the letters of the first font are one piece of text each between two that it lacks.
    """
    sheet = Sheet()
    own: list[tuple[int, str]] = []
    for at, letter in enumerate(text):
        if letter >= "\u0080":
            continue
        if own and join and own[-1][0] + len(own[-1][1]) == at:
            own[-1] = own[-1][0], own[-1][1] + letter
        else:
            own.append((at, letter))
    for at, piece in own:
        sheet.text(60 + 6 * at, 700, piece)
    for at, letter in enumerate(text):
        if letter >= "\u0080":
            sheet.text(60 + 6 * at, 700, letter, font="F2")
    return sheet


@pytest.mark.parametrize("join", [True, False])
def test_the_letters_that_a_font_lacks_stand_in_their_place(join: bool) -> None:
    assert lines_above(printed_in_two_fonts(SENTENCE, join=join)) == [SENTENCE]


def test_letters_of_another_font_a_little_higher_stay_in_their_line() -> None:
    sheet = Sheet().text(60, 700, "UBND T").text(96, 701.5, "Ỉ", font="F2").text(102, 700, "NH AN")
    assert lines_above(sheet) == ["UBND TỈNH AN"]


def test_a_mark_drawn_after_its_letter_stays_with_it() -> None:
    sheet = Sheet().text(60, 700, "hoa").text(75, 700, "\u0300").text(84, 700, "giai")
    assert [unicodedata.normalize("NFC", line) for line in lines_above(sheet)] == ["hoà giai"]


@pytest.mark.parametrize("spacing", [0.0, 1.5, 2.5, 3.2, 6.0, 9.0])
def test_letters_set_wide_are_words(spacing: float) -> None:
    assert lines_above(Sheet().text(40, 700, "Công chức Tư pháp - Hộ tịch rà soát.", spacing=spacing)) == [
        "Công chức Tư pháp - Hộ tịch rà soát."
    ]


def test_words_without_spaces_in_the_file_are_parted() -> None:
    sheet = Sheet()
    at = 60.0
    for word in SENTENCE.split():
        sheet.text(at, 700, word)
        at += 6 * len(word) + 2
    assert lines_above(sheet) == [SENTENCE]


def test_a_figure_printed_over_another_is_kept_beside_it() -> None:
    sheet = Sheet().text(60, 700, "Tổng số văn bản: 1.127").text(162, 700.3, "1.217", font="F2")
    assert lines_above(sheet) == ["Tổng số văn bản: 1.127 1.217"]


def test_a_line_printed_twice_to_look_bold_is_read_once() -> None:
    sheet = Sheet().text(60, 700, "BÁO CÁO").text(60.3, 700, "BÁO CÁO")
    assert lines_above(sheet) == ["BÁO CÁO"]


def test_slanted_text_is_set_apart() -> None:
    sheet = report().text(120, 560, "DỰ THẢO LẦN 2", size=60, degrees=45)
    document = opened(sheet)
    assert document.text == opened(report()).text
    assert asides(document) == [("slanted", "DỰ THẢO LẦN 2")]


def test_no_letter_of_a_crooked_page_is_lost() -> None:
    sheet, texts = Sheet(), [f"Việc {at} giao Sở Tư pháp" for at in range(9)]
    for at, text in enumerate(texts):
        sheet.text(60, 700 - 40 * at, text, degrees=7)
    document = opened(sheet)
    assert sorted("".join(document.text.split())) == sorted("".join(texts).replace(" ", "")) and asides(document) == []


def test_words_that_run_up_the_margin_are_set_apart_and_those_of_a_cell_are_read() -> None:
    sheet = report().text(30, 300, "Lưu hành nội bộ", degrees=90)
    for x in (60, 100, 300):
        sheet.rule(x, 400, x, 560)
    for y in (400, 520, 560):
        sheet.rule(60, y, 300, y)
    sheet.text(85, 525, "Số", degrees=90).text(110, 535, "Nội dung").text(70, 450, "1").text(110, 450, "Rà soát")
    document = opened(sheet)
    assert ("slanted", "Lưu hành nội bộ") in asides(document)
    assert [cell.text for cell in document.tables[0].header] == ["Số", "Nội dung"]


@pytest.mark.parametrize("kind", ["Sig", "Tx", "FreeText", "Stamp"])
def test_number_and_day_of_signing_fill_their_blanks(kind: str) -> None:
    sheet = report(number="").mark(82, 742, "181", kind=kind).mark(376, 743, "05", kind=kind)
    header = read_header(opened(sheet))
    assert (header.number, str(header.date)) == ("181/BC-SNV", "2025-11-05")


def test_dots_under_a_number_go() -> None:
    sheet = head(Sheet(), number="………")
    sheet.mark(86, 742, "181").text(240, 690, "BÁO CÁO").text(180, 672, "Kết quả thí điểm")
    assert read_header(opened(sheet)).number == "181/BC-SNV"


def test_what_a_person_typed_into_a_field_is_text_and_a_stamp_of_signing_is_not() -> None:
    sheet = report().mark(60, 560, "Trước ngày 30/6/2026", kind="Tx")
    sheet.mark(330, 400, "Ký bởi: Sở Nội vụ", "Thời gian ký: 05/11/2025 09:30:00", kind="Sig")
    document = opened(sheet)
    assert "Trước ngày 30/6/2026" in lines(document)
    assert "Ký bởi" not in document.text
    assert asides(document) == [("annotation", "Ký bởi: Sở Nội vụ\nThời gian ký: 05/11/2025 09:30:00")]


def test_a_remark_over_the_text_is_set_apart() -> None:
    sheet = report().mark(80, 616, "Xem lại đoạn này", kind="FreeText", note="Xem lại đoạn này")
    document = opened(sheet)
    assert document.text == opened(report()).text
    assert asides(document) == [("annotation", "Xem lại đoạn này")]


def test_a_note_that_prints_nothing_is_told() -> None:
    document = opened(report().mark(80, 400, kind="Text", note="MẬT"))
    assert document.text == opened(report()).text
    assert asides(document) == [("annotation", "MẬT")]


def test_the_head_of_each_paper_in_one_file_stays() -> None:
    document = opened(report(number="11"), report(number="12"), report(number="13"))
    assert document.text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 3
    assert document.text.count("UBND TỈNH THỬ") == 3


def test_a_running_head_goes_from_the_first_page_too_and_is_told() -> None:
    sheets = [report(Sheet().text(200, 815, "TÀI LIỆU HỌP"))]
    sheets += [Sheet().text(200, 815, "TÀI LIỆU HỌP").lines(60, 700, *[SENTENCE] * 4) for _ in range(3)]
    document = opened(*sheets)
    assert "TÀI LIỆU HỌP" not in document.text
    assert asides(document) == [("running", "TÀI LIỆU HỌP")]


def test_a_table_without_rules_under_a_known_head() -> None:
    sheet = report()
    sheet.text(60, 560, "STT").text(120, 566, "Nội dung").text(120, 554, "nhiệm vụ").text(300, 560, "Cơ quan chủ trì")
    sheet.text(430, 560, "Thời hạn")
    sheet.text(66, 530, "1").text(110, 530, "Ban hành kế hoạch phổ biến").text(290, 530, "Văn phòng")
    sheet.text(430, 530, "Quý I").text(110, 516, "giáo dục pháp luật")
    sheet.text(66, 496, "2").text(110, 496, "Tổ chức hội nghị").text(290, 496, "Công an xã, Ban Chỉ").text(
        430, 496, "30/6"
    )
    sheet.text(290, 482, "huy quân sự")
    sheet.text(60, 440, "Trên đây là kế hoạch, đề nghị các cơ quan thực hiện.")
    document = opened(sheet)
    (table,) = document.tables
    assert [cell.text for cell in table.header] == ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["1", "Ban hành kế hoạch phổ biến giáo dục pháp luật", "Văn phòng", "Quý I"],
        ["2", "Tổ chức hội nghị", "Công an xã, Ban Chỉ huy quân sự", "30/6"],
    ]
    assert lines(document)[-1] == "Trên đây là kế hoạch, đề nghị các cơ quan thực hiện."


def test_a_table_without_rules_goes_on_overleaf() -> None:
    first = report().text(60, 560, "TT").text(120, 560, "Nội dung").text(300, 560, "Cơ quan thực hiện")
    second = Sheet()
    for at, sheet in enumerate([first, first, second, second]):
        y = 530 - 20 * at if sheet is first else 800 - 20 * at
        sheet.text(62, y, str(at + 1)).text(120, y, f"Việc thứ {at + 1} của năm").text(300, y, "Văn phòng xã")
    second.text(60, 600, LONG)
    (table,) = opened(first, second).tables
    assert [row[0].text for row in table.rows] == ["1", "2", "3", "4"]


def test_a_line_of_a_list_is_no_head_of_a_table() -> None:
    sheet = report().text(60, 560, "TT").text(120, 560, "Từ viết tắt").text(300, 560, "Nghĩa đầy đủ")
    sheet.text(60, 540, "UBND").text(120, 540, "Ủy ban nhân dân").text(60, 520, LONG)
    assert opened(sheet).tables == ()


def test_two_columns_of_running_text_are_read_one_after_the_other() -> None:
    sheet = Sheet().text(120, 790, "CÔNG BÁO SỐ 12 NGÀY 05 THÁNG 11 NĂM 2025")
    left = [f"Câu {n} cột trái nói về việc rà soát" for n in range(1, 13)]
    right = [f"Câu {n} cột phải nói về việc kiểm tra" for n in range(1, 13)]
    for at, (one, other) in enumerate(zip(left, right, strict=True)):
        sheet.text(50, 740 - 16 * at, one).text(320, 740 - 16 * at, other)
    text = " ".join(opened(sheet).text.split())
    assert text.index("Câu 12 cột trái") < text.index("Câu 1 cột phải")
    assert text.index("CÔNG BÁO") < text.index("Câu 1 cột trái")


def test_letters_of_an_old_set_are_known_before_the_head_is_parted() -> None:
    sheet = Sheet().text(60, 780, "ñY BAN NH¢N D¢N").text(60, 762, "X· T¢N HßA").text(60, 744, "Sè: 12/KH-UBND")
    sheet.text(300, 780, "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM").text(330, 762, "§éc lËp - Tù do - H¹nh phóc")
    sheet.text(300, 744, "T©n Hßa, ngµy 05 th¸ng 01 n¨m 2026")
    sheet.text(240, 700, "KÕ HO¹CH").text(180, 682, "TriÓn khai c«ng t¸c t\xad ph¸p n¨m 2026")
    sheet.text(60, 600, "1. Tæ chøc héi nghÞ phæ biÕn ph¸p luËt tr\xadíc ngµy 30/6/2026.")
    document = opened(sheet)
    header = read_header(document)
    assert document.source.encoding == "TCVN3"
    assert (header.number, header.issuer) == ("12/KH-UBND", "Ủy ban nhân dân xã Tân Hòa")
    assert header.title == "Triển khai công tác tư pháp năm 2026"
