"""Annexes, forms, their items and table rows: read, addressed, replaced, added, repealed, or held with a reason."""

from __future__ import annotations

import pytest

import vanban
from thuongton.law.reading import orders_of
from thuongton.law.text.annexes import attached_label, read_attached
from thuongton.law.text.applying import apply
from thuongton.law.text.parts import TextPart, read_act
from thuongton.law.text.places import find, place_of

ACT = """THÔNG TƯ
Quy định về ví dụ

Điều 1. Phạm vi
Làm theo Mẫu số 01 Phụ lục I ban hành kèm theo Thông tư này.
Điều 2. Hiệu lực thi hành
Thông tư này có hiệu lực từ ngày 01 tháng 01 năm 2020./.

KT. BỘ TRƯỞNG
THỨ TRƯỞNG

Nguyễn Văn A

Phụ lục I
CÁC MẪU
Mẫu số 01
Đơn đề nghị
Mẫu số 02
Biên bản

Mẫu số 01. Đơn đề nghị
Kính gửi: Cơ quan A
I. Thông tin
1. Họ và tên
2. Nơi cư trú
II. Cam kết

Mẫu số 02. Biên bản
Cơ quan A lập biên bản.

Phụ lục II
DANH MỤC
STT\tTên\tMức
1\tMột\t10
2\tHai\t20
Phụ lục III
CÁC BƯỚC
1. Nộp hồ sơ
a) Trực tiếp;
b) Trực tuyến.
2. Trả kết quả
"""
OF = "Thông tư số 10/2019/TT-BTP"
HEAD = f"THÔNG TƯ\nSửa đổi, bổ sung một số điều của {OF}\n\nĐiều 1. Sửa đổi, bổ sung một số điều của {OF}\n"
TAIL = """
Điều 2. Hiệu lực
Thông tư này có hiệu lực từ ngày 01 tháng 01 năm 2021./.

KT. BỘ TRƯỞNG
Nguyễn Văn B

Phụ lục
CÁC MẪU
Mẫu số 31. Đơn mới
Kính gửi: Cơ quan B
Mẫu số 04. Giấy mời
Mời họp.
"""


def _after(instruction: str) -> tuple[TextPart, tuple[str, ...]]:
    text = HEAD + instruction + "\n" + TAIL
    act, waits = read_act(ACT), []
    orders = [one for one in orders_of(text, vanban.amendments(text)) if one[0].kind.value != "commencement"]
    assert orders
    for operation, payload in orders:
        done = apply(act, operation, payload)
        act = done.act
        waits += [*done.waits, *([operation.reason] if operation.needs_person and operation.reason else [])]
    return act, tuple(waits)


def _words(act: TextPart, provision: str) -> str:
    (trail,) = find(act, place_of(provision))
    return act.at(trail).text


FORM = "Mẫu số 01. Đơn đề nghị\nKính gửi: Cơ quan A\nI. Thông tin\n1. Họ và tên\n2. Nơi cư trú\nII. Cam kết"
READ = {
    "Mẫu số 01": FORM,
    "Mẫu số 1 Phụ lục I": FORM,
    "mục 2 mục I Mẫu số 01": "2. Nơi cư trú",
    "dòng 2 Phụ lục II": "2\tHai\t20",
    "số thứ tự 2 Phụ lục số 2": "2\tHai\t20",
    "điểm b khoản 1 Phụ lục III": "b) Trực tuyến.",
    "Mục 2 Phụ lục III": "2. Trả kết quả",
}


@pytest.mark.parametrize(("provision", "words"), READ.items())
def test_what_is_attached_is_found(provision: str, words: str) -> None:
    assert _words(read_act(ACT), provision) == words


def test_an_act_with_annexes_is_read_whole() -> None:
    lines = [line.strip() for line in ACT.splitlines() if line.strip()]
    assert [line.strip() for line in read_act(ACT).text.splitlines() if line.strip()] == lines


@pytest.mark.parametrize(
    "provision", ["Phụ lục IV", "Mẫu số 03", "dòng 3 Phụ lục II", "cột 2 Phụ lục II", "Điều 1 Phụ lục I"]
)
def test_what_is_not_attached_is_found_nowhere(provision: str) -> None:
    assert find(read_act(ACT), place_of(provision)) == []


DONE = {
    ("1. Sửa Mẫu số 01 thành Mẫu số 31 ban hành kèm theo Thông tư này.", "Mẫu số 01"): (
        "Mẫu số 01. Đơn mới\nKính gửi: Cơ quan B"
    ),
    ("1. Thay thế Mẫu số 01 Phụ lục I bằng Mẫu số 31 ban hành kèm theo Thông tư này.", "Mẫu số 01"): (
        "Mẫu số 01. Đơn mới\nKính gửi: Cơ quan B"
    ),
    ("1. Bổ sung Mẫu số 04 vào Phụ lục I ban hành kèm theo Thông tư này.", "Mẫu số 04 Phụ lục I"): (
        "Mẫu số 04. Giấy mời\nMời họp."
    ),
    ("1. Bãi bỏ Mẫu số 02.", "Mẫu số 02"): "",
    ("1. Bãi bỏ Phụ lục III.", "Phụ lục III"): "",
    ("1. Bãi bỏ dòng 1 Phụ lục II.", "Phụ lục II"): "Phụ lục II\nDANH MỤC\nSTT\tTên\tMức\n2\tHai\t20",
    ("1. Sửa đổi Phụ lục II như sau:\n“Phụ lục II\nDANH MỤC MỚI\n1. Một”.", "Phụ lục II"): (
        "Phụ lục II\nDANH MỤC MỚI\n1. Một"
    ),
    ("1. Sửa đổi mục 1 Phụ lục III như sau:\n“1. Nộp một lần”.", "Phụ lục III"): (
        "Phụ lục III\nCÁC BƯỚC\n1. Nộp một lần\n2. Trả kết quả"
    ),
    ("1. Bổ sung mục 3 vào sau mục 2 Phụ lục III như sau:\n“3. Lưu hồ sơ”.", "mục 3 Phụ lục III"): "3. Lưu hồ sơ",
    ("1. Thay thế cụm từ “Cơ quan A” bằng cụm từ “Cơ quan B” tại Mẫu số 02.", "Mẫu số 02"): (
        "Mẫu số 02. Biên bản\nCơ quan B lập biên bản."
    ),
    ("1. Bãi bỏ nội dung “Nơi cư trú” tại Mẫu số 01.", "mục 2 mục I Mẫu số 01"): "2.",
}


@pytest.mark.parametrize(("given", "words"), DONE.items())
def test_what_an_order_does_to_an_annex(given: tuple[str, str], words: str) -> None:
    instruction, provision = given
    act, waits = _after(instruction)
    assert waits == ()
    assert _words(act, provision) == words


@pytest.mark.parametrize(
    ("instruction", "reason"),
    [
        ("1. Sửa đổi dòng 9 Phụ lục II như sau:\n“9 | A | B”.", "Không thấy dòng 9 Phụ lục II như một dòng của bảng"),
        ("1. Sửa đổi Phụ lục II như sau:\n“DANH MỤC\n1. Một”.", "Nội dung mới không bắt đầu bằng «Phụ lục II»"),
        ("1. Sửa đổi mục 1 Phụ lục III như sau:\n“1. Một\n2. Hai”.", "gồm nhiều mục"),
        ("1. Thay thế Mẫu số 01 bằng Mẫu số 77 ban hành kèm theo Thông tư này.", "Không tìm thấy Mẫu số 77"),
        ("1. Bãi bỏ Mẫu số 09.", "Không tìm thấy Mẫu số 09"),
        ("1. Bổ sung Mẫu số 02 vào Phụ lục I ban hành kèm theo Thông tư này.", "Đã có Mẫu số 02"),
        ("1. Bãi bỏ nội dung về lệ phí tại Mẫu số 01, Mẫu số 02.", "Chỉ một phần theo nội dung"),
    ],
)
def test_what_cannot_be_done_to_an_annex_waits(instruction: str, reason: str) -> None:
    _act, waits = _after(instruction)
    assert any(reason in one for one in waits), waits


def test_a_list_of_forms_is_no_form() -> None:
    (annex,) = read_attached(
        "Phụ lục\nCÁC MẪU\nMẫu số 01\nĐơn\nMẫu số 02\nBiên bản\nMẫu số 01. Đơn\nA\nMẫu số 02. Biên bản\nB"
    )
    assert [(part.label, part.text.splitlines()[-1]) for part in annex.parts] == [("01", "A"), ("02", "B")]


def test_articles_of_forms_behind_the_signature_order_nothing() -> None:
    form = (
        "\nMẫu số 05. Quyết định\nĐiều 1. Bãi bỏ Thông tư số 99/2015/TT-BTP.\n"
        "Điều 2. Quyết định này có hiệu lực từ ngày 01/01/1999."
    )
    text = HEAD + "1. Bãi bỏ Mẫu số 02.\n" + TAIL + form
    found = vanban.amendments(text)
    assert [one.kind.value for one in found] == ["repeal", "commencement"]


@pytest.mark.parametrize(("one", "other"), [("03", "3"), ("II", "2"), ("Số 2", "2"), ("4a", "4A"), ("IIa", "2a")])
def test_one_label_is_written_in_several_ways(one: str, other: str) -> None:
    assert attached_label(one) == attached_label(other)
