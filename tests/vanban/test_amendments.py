"""Orders of amending papers: the thirteen families with the trap of each, and the laws that hold for any text."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pace
import vanban
from thorough import examples
from vanban.amendments.provisions import read_provisions
from vanban.model import Amendment, AmendmentKind

HEAD = """CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 10/2030/NĐ-CP
Hà Nội, ngày 02 tháng 3 năm 2030

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều của Nghị định số 5/2028/NĐ-CP

Chính phủ ban hành Nghị định sửa đổi, bổ sung một số điều của Nghị định số 5/2028/NĐ-CP ngày 04 tháng 5 năm 2028 \
của Chính phủ quy định về bến thuyền.
"""
END = "\nĐiều 90. Tổ chức thực hiện\nBộ trưởng Bộ Xây dựng chịu trách nhiệm thi hành Nghị định này.\n"


def read(body: str, head: str = HEAD) -> list[Amendment]:
    return vanban.amendments(head + body + END)


def short(one: Amendment) -> str:
    """kind document: provision, as one line."""
    number = (one.document or "-").split("@")[0]
    mark = " ?" if one.needs_person else ""
    return f"{one.kind} {number}: {one.provision or one.scope or '-'}{mark}"


def payload(one: Amendment, body: str) -> str:
    assert one.payload is not None
    return (HEAD + body + END)[one.payload.start : one.payload.end]


FAMILIES = [
    pytest.param(
        "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Bến phải có đèn.”.",
        ["amend 5/2028/NĐ-CP: khoản 2 Điều 5"],
        id="1 whole replacement",
    ),
    pytest.param(
        "Điều 1. Sửa đổi, bổ sung khoản 1 và khoản 3 Điều 5 như sau:\n“1. Bến có đèn.\na) Đèn vàng;\n3. Bến có phao.”.",
        ["amend 5/2028/NĐ-CP: khoản 1 Điều 5", "amend 5/2028/NĐ-CP: khoản 3 Điều 5"],
        id="1 one operation for each target",
    ),
    pytest.param(
        "Điều 1. Khoản 4 Điều 8 được sửa đổi, bổ sung như sau:\n“4. Thuyền nhỏ.”.",
        ["amend 5/2028/NĐ-CP: khoản 4 Điều 8"],
        id="1 the target stands first",
    ),
    pytest.param(
        "Điều 1. Bổ sung điểm đ vào sau điểm d khoản 2 Điều 3 như sau:\n“đ) Phao;”.",
        ["insert 5/2028/NĐ-CP: điểm đ khoản 2 Điều 3"],
        id="2 insertion with an anchor",
    ),
    pytest.param(
        "Điều 1. Bổ sung Mục 3 vào sau Mục 2 Chương II\n“Mục 3\nBẾN TẠM\nĐiều 32a. Bến tạm\nĐiều 32b. Thời hạn”.",
        ["insert 5/2028/NĐ-CP: Mục 3 Chương II"],
        id="2 a section with new articles is one insertion",
    ),
    pytest.param(
        "Điều 1. Bổ sung khoản 5 vào Điều 8 như sau:\n“5. Neo.”.\nĐiều 2. Bổ sung Mẫu số 05 vào Phụ lục III.",
        ["insert 5/2028/NĐ-CP: khoản 5 Điều 8", "insert 5/2028/NĐ-CP: Mẫu số 05 Phụ lục III ?"],
        id="2 into an article, into an annex",
    ),
    pytest.param(
        "Điều 1. Bãi bỏ Điều 29, Điều 32",
        ["repeal 5/2028/NĐ-CP: Điều 29", "repeal 5/2028/NĐ-CP: Điều 32"],
        id="3 in the heading of an article of one line",
    ),
    pytest.param(
        "Điều 1. Bãi bỏ khoản 2 Điều 5 Nghị định số 7/2027/NĐ-CP ngày 01 tháng 2 năm 2027 của Chính phủ quy định "
        "về cầu "
        "phao theo khoản 6 Điều 28 Nghị định số 1/2020/NĐ-CP",
        ["repeal 7/2027/NĐ-CP: khoản 2 Điều 5"],
        id="3 provisions in the title of a document are none",
    ),
    pytest.param(
        "Điều 1. Bãi bỏ nội dung về thuyền buồm tại khoản 3 Điều 7",
        ["repeal 5/2028/NĐ-CP: khoản 3 Điều 7 ?"],
        id="3 a part told by its subject",
    ),
    pytest.param(
        "Điều 1. Sửa đổi, bổ sung tên Điều 14 như sau:\n“Điều 14. Đèn hiệu”.\nĐiều 2. Đổi tên Điều 9 thành “Bến tạm”.",
        ["rename 5/2028/NĐ-CP: Điều 14", "rename 5/2028/NĐ-CP: Điều 9"],
        id="5 heading only",
    ),
    pytest.param(
        "Điều 1. Thay thế Mẫu số 02 Phụ lục III bằng Mẫu số 01 ban hành kèm theo Nghị định này.\n"
        "Điều 2. Sửa đổi, bổ sung điểm b(iii) khoản 2 Điều 7 như sau:\n“(iii) đèn vàng;”.",
        ["replace_annex 5/2028/NĐ-CP: Mẫu số 02 Phụ lục III", "amend 5/2028/NĐ-CP: điểm b(iii) khoản 2 Điều 7"],
        id="5 annex and b(iii)",
    ),
    pytest.param(
        "Điều 1. Bãi bỏ khoản 8, điểm b khoản 9 Điều 1 Nghị định số 6/2029/NĐ-CP ngày 02 tháng 3 năm 2029 của "
        "Chính phủ "
        "sửa đổi, bổ sung một số điều của Nghị định số 5/2028/NĐ-CP.",
        ["repeal_operation 6/2029/NĐ-CP: khoản 8 Điều 1", "repeal_operation 6/2029/NĐ-CP: điểm b khoản 9 Điều 1"],
        id="6 the target is an operation",
    ),
    pytest.param(
        "Điều 1. Bãi bỏ điểm c khoản 6 Điều 7b Nghị định số 5/2028/NĐ-CP đã được bổ sung tại khoản 36 Điều 1 Nghị định "
        "số 6/2029/NĐ-CP.",
        ["repeal 5/2028/NĐ-CP: điểm c khoản 6 Điều 7b"],
        id="6 how the target came to be is no target",
    ),
    pytest.param(
        "Điều 1. Ngưng hiệu lực thi hành khoản 2 Điều 5 từ ngày 01 tháng 6 năm 2030 đến hết ngày 31 tháng 12 năm "
        "2030.\n"
        "Điều 2. Tạm ngưng hiệu lực Điều 9 cho đến khi có quy định mới.",
        ["suspend 5/2028/NĐ-CP: khoản 2 Điều 5", "suspend 5/2028/NĐ-CP: Điều 9 ?"],
        id="7 suspended until a day, until an event",
    ),
    pytest.param(
        "Điều 1. Đính chính khoản 2 Điều 5 như sau: cụm từ “ba mét” sửa lại là “bốn mét”.",
        ["correct 5/2028/NĐ-CP: khoản 2 Điều 5"],
        id="8 correction",
    ),
    pytest.param(
        "Điều 1. Hiệu lực thi hành\nCác quy định trước đây trái với Nghị định này đều bị bãi bỏ.",
        ["blanket_derogation -: - ?"],
        id="9 changes no text",
    ),
    pytest.param(
        "Điều 1. Hiệu lực thi hành\n1. Nghị định này có hiệu lực thi hành kể từ ngày 01 tháng 6 năm 2030, trừ "
        "trường hợp "
        "quy định tại khoản 2 và khoản 3 Điều này.\n2. Khoản 3 Điều 2, Điều 4 của Nghị định này có hiệu lực thi "
        "hành từ "
        "ngày 01 tháng 01 năm 2031.\n3. Các quy định về phí bến có hiệu lực từ ngày 01/7/2031.",
        [
            "commencement 10/2030/NĐ-CP: document ?",
            "commencement 10/2030/NĐ-CP: khoản 3 Điều 2",
            "commencement 10/2030/NĐ-CP: Điều 4",
            "commencement 10/2030/NĐ-CP: subject ?",
        ],
        id="10 staggered, by subject",
    ),
    pytest.param(
        "Điều 1. Điều khoản chuyển tiếp\n1. Hợp đồng ký trước ngày Nghị định này có hiệu lực được thực hiện đến "
        "hết hạn.\n"
        "2. Hồ sơ đã nộp thì xét theo quy định cũ.\n3. Bộ trưởng Bộ Xây dựng chịu trách nhiệm thi hành Nghị định này.",
        ["transitional -: - ?", "transitional -: - ?"],
        id="11 one for each cohort, duties are none",
    ),
    pytest.param(
        "Chương I\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 5/2028/NĐ-CP\nNGÀY 04 THÁNG 5 NĂM 2028 CỦA CHÍNH PHỦ "
        "ĐƯỢC SỬA ĐỔI THEO NGHỊ ĐỊNH SỐ 6/2029/NĐ-CP\nĐiều 1. Sửa đổi Điều 9\n“Điều 9. Bến.”.\nChương II\nSỬA "
        "ĐỔI, BỔ SUNG "
        "MỘT SỐ ĐIỀU CỦA NGHỊ ĐỊNH SỐ 8/2029/NĐ-CP\nĐiều 2. Sửa đổi, bổ sung một số khoản của Điều 9\n1. Sửa đổi "
        "khoản 2 "
        "như sau:\n“2. Phà.”.\n2. Bãi bỏ khoản 3.",
        ["amend 5/2028/NĐ-CP: Điều 9", "amend 8/2029/NĐ-CP: khoản 2 Điều 9", "repeal 8/2029/NĐ-CP: khoản 3 Điều 9"],
        id="12 headings give document and article",
    ),
    pytest.param(
        "Điều 1. Sửa đổi, bổ sung khoản 1 Điều 5, khoản 2 Điều 6\na) Bãi bỏ điểm a.",
        ["repeal 5/2028/NĐ-CP: điểm a ?"],
        id="12 several candidate parents stay open",
    ),
    pytest.param(
        "Điều 1. Sửa đổi Điều 4 như sau:\n''Điều 4. Bến\n1. Điều 7 của Nghị định này hết hiệu lực.''\n"
        "Điều 2. Sửa đổi khoản 2 Điều 3 như sau:\n“2. Thiếu dấu đóng.\nĐiều 3. Bãi bỏ Điều 12.",
        ["amend 5/2028/NĐ-CP: Điều 4", "amend 5/2028/NĐ-CP: khoản 2 Điều 3 ?", "repeal 5/2028/NĐ-CP: Điều 12"],
        id="13 two apostrophes, a mark left out",
    ),
    pytest.param(
        "Điều 1. Sửa đổi, bổ sung khoản 1 Điều 1 Nghị định số 6/2029/NĐ-CP sửa đổi, bổ sung một số điều của Nghị "
        "định số "
        "5/2028/NĐ-CP như sau:\n“1. Sửa đổi, bổ sung khoản 3 Điều 7 như sau:\n“3. Cầu.”.\n2. Bãi bỏ khoản 5 Điều 8.”.",
        ["amend 6/2029/NĐ-CP: khoản 1 Điều 1"],
        id="13 orders inside quoted text are none",
    ),
    pytest.param(
        "Điều 1. Bãi bỏ toàn bộ các văn bản sau:\n1. Nghị định số 3/2020/NĐ-CP ngày 01 tháng 2 năm 2020 của "
        "Chính phủ.\n"
        "2. Nghị định số 4/2021/NĐ-CP sửa đổi Nghị định số 3/2020/NĐ-CP.\nĐiều 2. Hiệu lực thi hành\n1. Nghị "
        "định này có "
        "hiệu lực từ ngày 01 tháng 9 năm 2030 và thay thế Nghị định số 9/2025/NĐ-CP về phao, Nghị định số "
        "11/2026/NĐ-CP.\n"
        "2. Nghị định số 12/2026/NĐ-CP hết hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành.\n"
        "3. Giấy phép hết hiệu lực thì nộp lại.",
        [
            "repeal 3/2020/NĐ-CP: document",
            "repeal 4/2021/NĐ-CP: document",
            "repeal 9/2025/NĐ-CP: document",
            "repeal 11/2026/NĐ-CP: document",
            "commencement 10/2030/NĐ-CP: document",
            "repeal 12/2026/NĐ-CP: document",
        ],
        id="whole documents repealed and replaced",
    ),
    pytest.param(
        "Điều 1. Đánh số lại khoản 3, khoản 4 Điều 7 thành khoản 4, khoản 5.\nĐiều 2. Chuyển hồ sơ cho Bộ Xây dựng.",
        ["renumber 5/2028/NĐ-CP: khoản 3 Điều 7", "renumber 5/2028/NĐ-CP: khoản 4 Điều 7"],
        id="renumbering",
    ),
    pytest.param(
        "Điều 1. Bổ sung chỉ tiêu [02a] tại Mẫu số 01/MB.\nĐiều 2. Chuyển tiếp\n“Điều 22. Chuyển tiếp\n1. Hồ sơ cũ.”.",
        ["unread 5/2028/NĐ-CP: - ?", "unread 5/2028/NĐ-CP: - ?"],
        id="what is not understood is said",
    ),
]


def test_the_places_may_stand_first() -> None:
    (one,) = read("Điều 1. Tại khoản 2 Điều 5, thay cụm từ “đò” bằng cụm từ “thuyền”.")
    assert [place.provision for place in one.places] == ["khoản 2 Điều 5"]


@pytest.mark.parametrize(("body", "expected"), FAMILIES)
def test_the_families(body: str, expected: list[str]) -> None:
    assert [short(one) for one in read(body)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Thay cụm từ “bến đò” bằng cụm từ “bến thuyền” tại khoản 3 Điều 7, khoản 2 Điều 23",
            [("replace_phrase", "bến đò", "bến thuyền", ["khoản 3 Điều 7", "khoản 2 Điều 23"])],
        ),
        (
            "Thay thế cụm từ “đò” tại Điều 1 và tên Chương VII bằng cụm từ “thuyền”",
            [("replace_phrase", "đò", "thuyền", ["Điều 1", "tên Chương VII"])],
        ),
        (
            "Thay thế cụm từ “A” bằng cụm từ “B”, thay thế cụm từ “C” bằng “D” tại khoản 5 Điều 10; bãi bỏ từ "
            "“E” ở Điều 2",
            [
                ("replace_phrase", "A", "B", ["khoản 5 Điều 10"]),
                ("replace_phrase", "C", "D", ["khoản 5 Điều 10"]),
                ("delete_phrase", "E", None, ["Điều 2"]),
            ],
        ),
        (
            "Bãi bỏ các cụm từ “A” và “B” tại khoản 2 Điều 4; cụm từ “C” tại tên Điều 7",
            [
                ("delete_phrase", "A", None, ["khoản 2 Điều 4"]),
                ("delete_phrase", "B", None, ["khoản 2 Điều 4"]),
                ("delete_phrase", "C", None, ["tên Điều 7"]),
            ],
        ),
        (
            "Bổ sung cụm từ “, xuồng” vào sau cụm từ “thuyền” tại điểm b(iii) khoản 2 Điều 4",
            [("insert_phrase", None, ", xuồng", ["điểm b(iii) khoản 2 Điều 4"])],
        ),
        ("Bỏ cụm từ ''cấp huyện'' tại Điều 9", [("delete_phrase", "cấp huyện", None, ["Điều 9"])]),
        ("Thay thế cụm từ “phà” bằng cụm từ “thuyền”", [("replace_phrase", "phà", "thuyền", [])]),
        (
            "Thay thế cụm từ “phà” bằng cụm từ “thuyền” trong toàn bộ Nghị định",
            [("replace_phrase", "phà", "thuyền", [])],
        ),
    ],
)
def test_4_phrases_change_only_the_listed_places(sentence: str, expected: list[tuple[object, ...]]) -> None:
    found = read(f"Điều 1. {sentence}.")
    assert [
        (str(one.kind), one.old and one.old.text, one.new and one.new.text, [place.provision for place in one.places])
        for one in found
    ] == expected
    for one in found:
        assert one.needs_person == (not one.places)
        assert one.places or "mọi nơi" in (one.reason or "")


def test_items_without_a_verb_take_that_of_their_heading() -> None:
    found = read(
        "Điều 1. Sửa đổi, bổ sung một số điều\n1. Thay thế các cụm từ sau:\na) “Sở A” thành “Sở B” tại các khoản 2, 3 "
        "Điều 5;\nb) Cụm từ “huyện” được thay bằng cụm từ “xã” tại Điều 6.\n2. Đính chính một số nội dung như sau:\n"
        "a) Tại Điều 7 đã in: “C”, nay sửa lại là: “D”.\n3. Điều chỉnh cụm từ “E” thành “G” tại Điều 8."
    )
    assert [(one.kind.value, one.old and one.old.text, one.new and one.new.text) for one in found] == [
        ("replace_phrase", "Sở A", "Sở B"),
        ("replace_phrase", "huyện", "xã"),
        ("correct", "C", "D"),
        ("replace_phrase", "E", "G"),
    ]
    assert [[place.provision for place in one.places] for one in found] == [
        ["khoản 2 Điều 5", "khoản 3 Điều 5"],
        ["Điều 6"],
        ["Điều 7"],
        ["Điều 8"],
    ]


def test_a_place_that_cannot_be_read_whole_is_never_made_coarser() -> None:
    (one,) = read("Điều 1. Thay cụm từ “A” bằng cụm từ “B” tại khoản 3 Điều 5; phần ghi chú số 11 Mẫu số 01 Phụ lục I.")
    assert [place.provision for place in one.places] == ["khoản 3 Điều 5"]
    assert one.needs_person


def test_new_text_is_shared_out_by_its_labels() -> None:
    body = (
        "Điều 1. Sửa đổi, bổ sung tên Điều và khoản 7 Điều 39 như sau:\n“Điều 39. Trách nhiệm\n7. Giữ bến.”.\n"
        "Điều 2. Sửa đổi khoản 6, khoản 9 Điều 3 như sau:\n“6. Đèn “vàng”.”.\n“9. Phao.”"
    )
    found = read(body)
    assert [(one.kind, one.provision, payload(one, body)) for one in found] == [
        (AmendmentKind.RENAME, "Điều 39", "Điều 39. Trách nhiệm"),
        (AmendmentKind.AMEND, "khoản 7 Điều 39", "7. Giữ bến."),
        (AmendmentKind.AMEND, "khoản 6 Điều 3", "6. Đèn “vàng”."),
        (AmendmentKind.AMEND, "khoản 9 Điều 3", "9. Phao."),
    ]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("Điều 1. Sửa đổi khoản 2 Điều 5 như sau:\n“3. Bến.”.", "khác với đích"),
        ("Điều 1. Sửa đổi khoản 1, khoản 4 Điều 5 như sau:\n“1. Bến.\n2. Đò.”.", "chưa tách được"),
        ("Điều 1. Sửa đổi Điều 5 như sau:\n“Điều 5. Bến\n1. Đèn.”.\n2. Phao.", "ngoặc đóng sớm"),
        ("Điều 1. Sửa đổi Điều 5 như sau:\nĐiều 5. Bến\n1. Đèn.”.\nĐiều 2. Bãi bỏ Điều 6.", "Thiếu dấu mở"),
        ("Điều 1. Sửa đổi Điều 5 như sau:\nBến có đèn.", "Không thấy nội dung mới"),
        ("Điều 1. Bãi bỏ từ Điều 5 đến Điều 7.", "được bổ sung sau"),
    ],
)
def test_what_is_not_proved_is_said(body: str, reason: str) -> None:
    found = read(body)
    assert found
    assert found[0].needs_person
    assert any(reason in (one.reason or "") for one in found)
    assert all(one.confidence <= 0.5 for one in found if one.needs_person)


def test_a_quotation_with_no_mark_at_its_start_stays_quoted() -> None:
    found = read("Điều 1. Sửa đổi Điều 5 như sau:\nĐiều 5. Bến\n1. Bãi bỏ Điều 9.”.\nĐiều 2. Bãi bỏ Điều 6.")
    assert [one.provision for one in found] == ["Điều 5", "Điều 6"]


def test_dates_that_the_paper_proves() -> None:
    found = read(
        "Điều 1. Hiệu lực thi hành\n1. Nghị định này có hiệu lực kể từ ngày ký ban hành.\n2. Nghị định số "
        "7/2027/NĐ-CP hết "
        "hiệu lực kể từ ngày Nghị định này có hiệu lực thi hành, trừ khoản 2 Điều 5.\n3. Bãi bỏ Điều 4 Nghị định số "
        "8/2027/NĐ-CP kể từ ngày 01/01/2031."
    )
    assert [one.effect and one.effect.date for one in found] == [
        dt.date(2030, 3, 2),
        dt.date(2030, 3, 2),
        dt.date(2031, 1, 1),
    ]


def test_where_an_order_stands_is_told_so_that_another_can_name_it() -> None:
    found = read("Điều 1. Sửa đổi, bổ sung một số điều\n1. Một số khoản của Điều 5\na) Bãi bỏ khoản 2 Điều 5.")
    assert [one.at for one in found] == ["điểm a khoản 1 Điều 1"]


def test_several_documents_above_are_not_chosen_from() -> None:
    head = HEAD.replace("quy định về bến thuyền.", "và Nghị định số 8/2029/NĐ-CP.")
    (one,) = read("Điều 1. Bãi bỏ Điều 5.", head)
    assert (one.document, one.needs_person) == (None, True)


def test_a_law_amended_by_its_name_has_the_number_of_the_enacting_words() -> None:
    head = "QUỐC HỘI\nLuật số: 9/2031/QH17\n\nLUẬT\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT BẾN CẢNG\n\n" + (
        "Quốc hội ban hành Luật sửa đổi, bổ sung một số điều của Luật Bến cảng số 16/2023/QH15 đã được sửa đổi, "
        "bổ sung "
        "một số điều theo Luật số 44/2024/QH15.\n"
    )
    found = read("Điều 1. Sửa đổi, bổ sung một số điều của Luật Bến cảng\n1. Bãi bỏ khoản 2 Điều 5.", head)
    assert [short(one) for one in found] == ["repeal 16/2023/QH15: khoản 2 Điều 5"]


ORDINARY = [
    pytest.param(
        "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH\nSố: 12/KH-UBND\nHà Tĩnh, ngày 1 tháng 2 năm 2026\n\nKẾ HOẠCH\nRà soát văn "
        "bản\n\n"
        "1. Bãi bỏ Quyết định số 12/2020/QĐ-UBND.\n2. Sửa đổi Điều 5 Nghị định số 34/2016/NĐ-CP.\n",
        id="a plan orders nothing",
    ),
    pytest.param(
        "Điều 1. Quyền hạn của Hội đồng nhân dân\n1. Bãi bỏ một phần hoặc toàn bộ văn bản quy định tại khoản 3 "
        "Điều 4 của "
        "Luật Ban hành văn bản quy phạm pháp luật.\n2. Bỏ phiếu tín nhiệm.\n3. Bổ sung thông tin theo Điều 5.\n"
        "4. Sửa đổi, bổ sung hồ sơ.\n5. Giấy phép có hiệu lực kể từ ngày ký.\n",
        id="powers are no orders",
    ),
    pytest.param(
        "Điều 1. Chuyển nơi neo đậu, sửa đổi, bổ sung giấy phép\n1. Trong thời hạn 03 ngày, cơ quan cấp phép "
        "chuyển hồ sơ theo khoản 2 Điều 5 Nghị định này, đổi tên bến.\n2. Bổ sung giấy tờ theo khoản 1 Điều này.\n",
        id="procedures are no orders",
    ),
    pytest.param("Điều 1. Bến thuyền\n“Bãi bỏ Điều 5 Nghị định số 34/2016/NĐ-CP.”\n", id="quoted words order nothing"),
    pytest.param("", id="nothing"),
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_orders_nothing(text: str) -> None:
    assert vanban.amendments(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("điểm a khoản 1, khoản 2 và khoản 3 Điều 7", ["điểm a khoản 1 Điều 7", "khoản 2 Điều 7", "khoản 3 Điều 7"]),
        ("điểm a, điểm c khoản 1 và điểm c khoản 8 Điều 11", ["điểm a khoản 1 Điều 11", "điểm c khoản 1 Điều 11",
                                                              "điểm c khoản 8 Điều 11"]),
        ("khoản 1, điểm b khoản 2 Điều 55", ["khoản 1 Điều 55", "điểm b khoản 2 Điều 55"]),
        ("tên và khoản 2 Điều 61", ["tên Điều 61", "khoản 2 Điều 61"]),
        ("Điều 5 khoản 2 điểm a", ["điểm a khoản 2 Điều 5"]),
        ("điểm c khoản 2 Điều 7 và khoản 3", ["điểm c khoản 2 Điều 7", "khoản 3 Điều 7"]),
        ("các Điều 5a, 6 và 7", ["Điều 5a", "Điều 6", "Điều 7"]),
        ("điểm b đến điểm đ khoản 2 Điều 3", [f"điểm {p} khoản 2 Điều 3" for p in "bcdđ"]),
        ("Mục 7 Chương II và khoản 4 Điều 48", ["Mục 7 Chương II", "khoản 4 Điều 48"]),
        ("Điều 12 và Mục 4 Phụ lục II", ["Điều 12", "Mục 4 Phụ lục II"]),
        ("các Mẫu số 01, 04 tại Phụ lục I", ["Mẫu số 01 Phụ lục I", "Mẫu số 04 Phụ lục I"]),
        ("mục số 7 điểm a khoản 3 Điều 1", ["mục số 7 điểm a khoản 3 Điều 1"]),
        ("điểm b.7 khoản 3 Điều 16", ["điểm b.7 khoản 3 Điều 16"]),
        ("điểm dừng, khoản chi, điều kiện, mục tiêu, phần trăm", []),
    ],
)  # fmt: skip
def test_lists_of_provisions(text: str, expected: list[str]) -> None:
    assert [str(one) for one in read_provisions(text)] == expected


def test_offsets_are_those_of_the_text_as_read() -> None:
    body = "Điều 1. Sửa đổi, bổ sung khoản 2 Điều 5 như sau:\n“2. Bến phải có đèn.”.\n"
    text = unicodedata.normalize("NFD", HEAD + body + END)
    (one,) = vanban.amendments(text)
    assert text[one.start : one.end] == one.surface
    assert one.payload is not None
    assert unicodedata.normalize("NFC", text[one.payload.start : one.payload.end]) == "2. Bến phải có đèn."


def test_lines_broken_in_print_are_one_instruction() -> None:
    body = (
        "Điều 1. Thay thế cụm từ “Bộ Giao thông vận tải” bằng cụm từ “Bộ Xây dựng”\ntại khoản 3 Điều 7, khoản 2 "
        "Điều 23\n"
        "và tên Điều 31.\n\nĐiều 2. Bãi bỏ khoản 4\nĐiều 8 Nghị định số\n7/2027/NĐ-CP.\n"
    )
    assert [[place.provision for place in one.places] or one.provision for one in read(body)] == [
        ["khoản 3 Điều 7", "khoản 2 Điều 23", "tên Điều 31"],
        "khoản 4 Điều 8",
    ]


def test_a_reading_holds_its_orders() -> None:
    reading = vanban.read((HEAD + "Điều 1. Bãi bỏ Điều 5." + END).encode(), "nghi-dinh.txt")
    assert [short(one) for one in reading.amendments] == ["repeal 5/2028/NĐ-CP: Điều 5"]
    (written,) = reading.to_dict()["amendments"]
    assert written["kind"] == "repeal"
    assert written["scope"] == "provision"


PIECES = st.sampled_from([
    "Điều 1. ", "Điều 2. ", "1. ", "a) ", "\n", "“", "”", '"', "''", ".", ";", " như sau:", "Sửa đổi, bổ sung ",
    "Bãi bỏ ",
    "Thay thế cụm từ ", "bằng ", "khoản 2 ", "Điều 5 ", "điểm đ ", "tại ", "và ", "Nghị định số 7/2027/NĐ-CP ",
    "có hiệu lực từ ngày 01/01/2030", "hết hiệu lực ", "Nghị định này ", "Phụ lục I ", "chuyển tiếp\n", "Bến thuyền ",
    "Chương II\n", "vào sau ", "tên ", "Ngưng hiệu lực ", "Đính chính ", "các quy định trước đây trái với ",
])  # fmt: skip


@settings(max_examples=examples(300), deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_the_laws_of_any_text(pieces: list[str]) -> None:
    text = HEAD + "".join(pieces)
    found = vanban.amendments(text)
    assert [one.start for one in found] == sorted(one.start for one in found)
    payloads = [one.payload for one in found if one.payload is not None]
    for one in found:
        assert 0 <= one.start <= one.end <= len(text)
        assert one.surface == text[one.start : one.end]
        assert one.needs_person == (one.reason is not None)
        assert one.document is None or one.document
        for span in (one.old, one.new):
            assert span is None or text[span.start : span.end] == span.text
        for place in one.places:
            assert one.start <= place.start <= place.end <= len(text)
        if one.payload is not None:
            assert one.payload.start <= one.payload.end <= len(text)
        assert not any(span.start <= one.start and one.end <= span.end and span.start < span.end for span in payloads)


@pytest.mark.parametrize(
    "piece",
    [
        "Điều 1. Sửa đổi khoản 2 Điều 5 như sau:\n“2. Bến.”.\n",
        "“",
        "“2. Bến\n",
        "1. Bãi bỏ khoản 2 Điều 5, ",
        "Nghị định số 7/2027/NĐ-CP và ",
        "Thay thế cụm từ “A” bằng “B” tại Điều 5; ",
        "được sửa đổi ",
        "Sửa đổi ",
        "\n\n",
        "(",
    ],
)
def test_time_grows_with_length_only(piece: str) -> None:
    def of(size: int) -> Callable[[], object]:
        return partial(vanban.amendments, HEAD + "Điều 1. Sửa đổi\n" + piece * (size // len(piece)))

    pace.in_step(of, 40_000, 160_000, times=9, free=0.4)


@pytest.mark.parametrize(
    ("assembly", "day"),
    [
        ("Quốc hội nước Cộng hòa xã hội chủ nghĩa Việt Nam khóa XVI, kỳ họp thứ 1", "2026-05-10"),
        ("Hội đồng nhân dân tỉnh khóa XIX, kỳ họp thứ 2", "2026-05-10"),
        (None, "2026-05-12"),
    ],
)
def test_in_force_from_the_day_of_adoption(assembly: str | None, day: str) -> None:
    text = (
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH HÀ TĨNH\nSố: 12/2026/NQ-HĐND\nHà Tĩnh, ngày 12 tháng 5 năm 2026\nNGHỊ QUYẾT\nVề thử\n"
    )
    text += "Điều 1. Thử\n1. Làm.\nĐiều 2. Hiệu lực\nNghị quyết này có hiệu lực kể từ ngày thông qua.\n"
    if assembly:
        text += f"Nghị quyết này đã được {assembly} thông qua ngày 10 tháng 5 năm 2026.\n"
    (found,) = vanban.amendments(text)
    assert found.effect is not None and str(found.effect.date) == day
