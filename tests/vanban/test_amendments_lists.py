"""Orders on lists of provisions, forms and annexes: where each stands, which new text is whose."""

from __future__ import annotations

import pytest

import vanban

OF = "Thông tư số 14/2021/TT-BTP"
HEAD = f"THÔNG TƯ\nSửa đổi, bổ sung một số điều của {OF}\n\nĐiều 1. Sửa đổi, bổ sung một số điều của {OF}\n"
FOUND = {
    # what an order is added to is where it stands
    "1. Bổ sung điểm g vào khoản 28 Điều 4 như sau:\n“g) Mới.”.": [("insert", "điểm g khoản 28 Điều 4", "g) Mới.")],
    # one article of the sentence is that of all its clauses; texts go by their labels
    "1. Sửa đổi, bổ sung các khoản 3, 5; bổ sung khoản 4a vào sau khoản 4 Điều 13 như sau:\n"
    "“3. Ba.\n4a. Bốn a.\n5. Năm.”.": [
        ("amend", "khoản 3 Điều 13", "3. Ba."),
        ("amend", "khoản 5 Điều 13", "5. Năm."),
        ("insert", "khoản 4a Điều 13", "4a. Bốn a."),
    ],
    "1. Sửa đổi điểm đ và điểm e; bổ sung điểm g khoản 1 Điều 2 như sau:\n“đ) A;\ne) B;\ng) C.”.": [
        ("amend", "điểm đ khoản 1 Điều 2", "đ) A;"),
        ("amend", "điểm e khoản 1 Điều 2", "e) B;"),
        ("insert", "điểm g khoản 1 Điều 2", "g) C."),
    ],
    # each item of a list quotes the text of one target
    "1. Sửa đổi tên Điều 5, Điều 6 như sau:\na) “Điều 5. Tên mới -\nmã số:\nV.01”;\nb) “Điều 6. Tên nữa”.": [
        ("rename", "Điều 5", "Điều 5. Tên mới -\nmã số:\nV.01"),
        ("rename", "Điều 6", "Điều 6. Tên nữa"),
    ],
    "1. Sửa đổi khoản 1, khoản 2 Điều 5 như sau:\na) “1. Một”;\nb) “2. Hai”.": [
        ("amend", "khoản 1 Điều 5", "1. Một"),
        ("amend", "khoản 2 Điều 5", "2. Hai"),
    ],
    # the name of the document itself
    "1. Sửa đổi tên Thông tư như sau:\n“Quy định về A”.": [("rename", None, "Quy định về A")],
    f"1. Sửa đổi tên gọi của {OF} thành “Quy định về A”.": [("rename", None, "Quy định về A")],
    "1. Khoản 3, 4 Điều 5 trở thành khoản 4, 5 Điều 5.": [
        ("renumber", "khoản 3 Điều 5", None),
        ("renumber", "khoản 4 Điều 5", None),
    ],
    "1. Bổ sung Chương IIa vào sau Chương II như sau:\n“Chương IIa\nTÊN\nĐiều 9a. Một\nLời.”.": [
        ("insert", "Chương IIa", "Chương IIa\nTÊN\nĐiều 9a. Một\nLời."),
    ],
    "1. Bãi bỏ dòng thứ 5 Phụ lục I.": [("repeal", "số thứ tự 5 Phụ lục I", None)],
}  # fmt: skip


@pytest.mark.parametrize(("order", "expected"), FOUND.items())
def test_where_each_of_a_list_stands_and_which_text_is_whose(
    order: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    text = f"{HEAD}{order}\n"
    found = vanban.amendments(text)
    assert [(one.needs_person, one.reason) for one in found] == [(False, None)] * len(expected)
    assert [
        (one.kind.value, one.provision, text[one.payload.start : one.payload.end] if one.payload else None)
        for one in found
    ] == expected


ENCLOSED = {
    "1. Sửa Mẫu số 01 thành Mẫu số 31 ban hành kèm theo Thông tư này.": [("Mẫu số 01", "Mẫu số 31")],
    "1. Sửa đổi Mẫu số 05 Phụ lục I ban hành kèm theo Thông tư số 21/2021/TT-BTP quy định chi tiết một số điều của "
    "Luật Người lao động thành Mẫu số 39 ban hành kèm theo Thông tư này.": [("Mẫu số 05 Phụ lục I", "Mẫu số 39")],
    f"1. Phụ lục I ban hành kèm theo {OF} được thay thế bằng Phụ lục I ban hành kèm theo Thông tư này.": [
        ("Phụ lục I", "Phụ lục I")
    ],
    f"1. Ban hành kèm theo Thông tư này Phụ lục I thay thế Phụ lục I ban hành kèm theo {OF}.": [
        ("Phụ lục I", "Phụ lục I")
    ],
    "1. Bổ sung Phụ lục III vào sau Phụ lục II (ban hành kèm theo Thông tư này).": [("Phụ lục III", "Phụ lục III")],
}


@pytest.mark.parametrize(("order", "expected"), ENCLOSED.items())
def test_which_annex_takes_the_place_of_which(order: str, expected: list[tuple[str, str]]) -> None:
    found = vanban.amendments(f"{HEAD}{order}\n")
    assert [(one.provision, one.replacement) for one in found] == expected
    assert not any(one.needs_person for one in found)


def test_quoted_matter_is_a_phrase_at_every_form_of_the_list() -> None:
    (one,) = vanban.amendments(f"{HEAD}1. Bãi bỏ nội dung “Hộ khẩu” tại Mẫu số 01, Mẫu số 02.\n")
    assert (one.kind.value, one.old and one.old.text) == ("delete_phrase", "Hộ khẩu")
    assert [place.provision for place in one.places] == ["Mẫu số 01", "Mẫu số 02"]


def test_words_that_narrow_the_first_of_a_list_narrow_the_others() -> None:
    found = vanban.amendments(f"{HEAD}1. Bãi bỏ quy định về phí tại khoản 3 và khoản 4 Điều 27.\n")
    assert [(one.scope, one.needs_person) for one in found] == [("subject", True), ("subject", True)]


def test_the_kind_of_a_document_may_be_misprinted() -> None:
    text = (
        f"{HEAD}1. Bãi bỏ một phần của Thông tư liên lịch số 17/2014/TTLT-BTP-BTC hướng dẫn thực hiện Quyết định số "
        "57/2013/QĐ-TTg như sau:\na) Bãi bỏ điểm b khoản 2 Điều 4.\n"
    )
    (one,) = vanban.amendments(text)
    assert (one.document or "").startswith("17/2014/TTLT-BTP-BTC")
