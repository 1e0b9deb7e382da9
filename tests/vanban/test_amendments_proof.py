"""A whole document loses its force for sure only when every word of the sentence was used: each kind of trap."""

from __future__ import annotations

import pytest

import vanban

HEAD = """BỘ TÀI CHÍNH
Số: 9/2031/TT-BTC
Hà Nội, ngày 12 tháng 01 năm 2031

THÔNG TƯ
Quy định chế độ kế toán kho quỹ

Điều 1. Phạm vi
Thông tư này quy định về kho quỹ.
Điều 5. Hiệu lực thi hành
1. Thông tư này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2031.
"""
OLD = "Thông tư số 16/2029/TT-BTC ngày 08/02/2029 của Bộ trưởng Bộ Tài chính về kho quỹ"
OTHER = "Thông tư số 17/2029/TT-BTC ngày 09/02/2029 của Bộ trưởng Bộ Tài chính về sổ quỹ"
SINCE = "hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành"


def read(clause: str) -> list[str]:
    """«kind number: provision or scope», a question mark behind what a person must look at."""
    found = []
    for one in vanban.amendments(HEAD + clause + "\nNơi nhận:\n- Lưu: VT.\n"):
        if one.kind != "commencement":
            number = (one.document or "-").split("@")[0].removesuffix("/TT-BTC")
            found.append(f"{one.kind} {number}: {one.provision or one.scope}{' ?' if one.needs_person else ''}")
    return found


SURE = [
    pytest.param(f"2. {OLD} {SINCE}.", ["repeal 16/2029: document"], id="document + verb + day"),
    pytest.param(f"2. {OLD} hết hiệu lực toàn bộ từ ngày 01/4/2031.", ["repeal 16/2029: document"], id="its own day"),
    pytest.param(
        f"2. {OLD}, {OTHER} {SINCE}.", ["repeal 16/2029: document", "repeal 17/2029: document"], id="two documents"
    ),
    pytest.param(f"2. Bãi bỏ toàn bộ {OLD}.", ["repeal 16/2029: document"], id="verb first"),
    pytest.param(f"2. Thông tư này thay thế {OLD}.", ["repeal 16/2029: document"], id="replaced"),
    pytest.param(f"2. Thông tư này thay thế cho {OLD}.", ["repeal 16/2029: document"], id="replaced, thay thế cho"),
    pytest.param(
        "2. Kể từ ngày Thông tư này có hiệu lực thi hành, Thông tư số 16/2029/TT-BTC về kho quỹ hết hiệu lực thi hành.",
        ["repeal 16/2029: document"],
        id="day first",
    ),
    pytest.param(
        "2. Thông tư này thay thế Thông tư số 16/2029/TT-BTC về khấu trừ thuế và diệt trừ mối mọt kho quỹ.",
        ["repeal 16/2029: document"],
        id="«trừ» of another word",
    ),
    pytest.param(
        f"2. Thông tư này thay thế {OLD} và Thông tư số 18/2030/TT-BTC ngày 01/7/2030 của Bộ trưởng Bộ Tài chính sửa "
        "đổi, bổ sung một số điều của Thông tư số 16/2029/TT-BTC.",
        ["repeal 16/2029: document", "repeal 18/2030: document"],
        id="with its amender",
    ),
    pytest.param(
        f"2. Các văn bản sau đây {SINCE}:\na) {OLD};\nb) {OTHER}.",
        ["repeal 16/2029: document", "repeal 17/2029: document"],
        id="list",
    ),
    pytest.param(
        f"2. Bãi bỏ các văn bản sau đây:\na) {OLD} và {OTHER}.",
        ["repeal 16/2029: document", "repeal 17/2029: document"],
        id="two documents in one item",
    ),
    pytest.param(
        "2. Bãi bỏ Thông tư số 16/2029/TT-BTC quy định phương pháp kiểm quỹ; quy định chế độ thu, nộp kho quỹ.",
        ["repeal 16/2029: document"],
        id="title of two parts",
    ),
]
HELD = [
    pytest.param(f"2. {OLD} {SINCE}, {words}.", id=words)
    for words in (
        "trừ Điều 12 và Chương IV cho đến khi có quy định khác",
        "trừ các quy định về tiền lẻ",
        "ngoại trừ Phụ lục II",
        "không bao gồm các biểu mẫu",
        "không kể Điều 4",
        "nhưng hồ sơ đã nhận vẫn theo Thông tư đó",
        "chỉ áp dụng với kho quỹ cấp xã",
    )
] + [
    pytest.param(
        f"2. {OLD} {SINCE}; riêng các quy định về tiền lẻ hết hiệu lực từ kỳ kiểm quỹ năm 2032.", id="riêng, second day"
    ),
    pytest.param(f"2. {OLD} {SINCE}. Riêng Phụ lục II được dùng đến hết năm 2032.", id="riêng in the next sentence"),
    pytest.param(f"2. {OLD} (trừ Chương II) {SINCE}.", id="in brackets"),
    pytest.param(f"2. {OLD} cho đến khi có quy định mới {SINCE}.", id="cho đến khi, inside the title"),
    pytest.param(f"2. Thông tư này thay thế {OLD}, trừ các quy định về tiền lẻ.", id="replaced, trừ"),
    pytest.param(f"2. Bãi bỏ {OLD}, trừ khoản 2 Điều 7.", id="what stays is no target"),
    pytest.param(f"2. Thông tư này thay thế {OLD} kể từ ngày 01/7/2031, áp dụng từ ngày 01/8/2031.", id="two days"),
    pytest.param(f"2. {OLD} hết hiệu lực từ khi kho quỹ điện tử vận hành.", id="no day"),
    pytest.param(f"2. {OLD} hết hiệu lực ở các xã đã có kho quỹ điện tử.", id="words left over"),
    pytest.param(f"2. {OLD} hết hiệu lực một phần từ ngày 01/4/2031.", id="một phần"),
    pytest.param(f"2. Các văn bản sau đây {SINCE}, trừ quy định về tiền lẻ:\na) {OLD}.", id="exception in the heading"),
    pytest.param(f"2. Các văn bản sau đây {SINCE}:\na) {OLD}, ngoại trừ Điều 4.", id="exception in the item"),
]


@pytest.mark.parametrize(("clause", "expected"), SURE)
def test_a_sentence_used_to_its_last_word_is_sure(clause: str, expected: list[str]) -> None:
    assert read(clause) == expected


@pytest.mark.parametrize("clause", HELD)
def test_whatever_is_left_over_holds_the_operation(clause: str) -> None:
    assert read(clause) == ["repeal 16/2029: document ?"]


def test_the_boundary_of_a_replacement_is_the_next_order() -> None:
    clause = (
        "2. Thông tư này có hiệu lực từ ngày 01/3/2031, thay thế Thông tư số 11/2025/TT-BTC ngày 02/3/2025 của Bộ "
        "trưởng Bộ Tài chính về tài khoản và bãi bỏ Điều 2 Thông tư số 40/2030/TT-BTC ngày 16/6/2030 của Bộ trưởng Bộ "
        "Tài chính sửa đổi, bổ sung một số điều của Thông tư số 12/2019/TT-BTC ngày 27/8/2019 của Bộ trưởng Bộ Tài "
        "chính; Thông tư số 30/2021/TT-BTC ngày 21/12/2021 của Bộ trưởng Bộ Tài chính quy định mục lục."
    )
    assert read(clause) == ["repeal 11/2025: document ?", "repeal_operation 40/2030: Điều 2"]


def test_a_document_that_may_stand_in_the_title_of_another_is_held() -> None:
    clause = (
        "2. Thông tư này thay thế Thông tư số 16/2029/TT-BTC sửa đổi, bổ sung một số điều của Thông tư số "
        "15/2020/TT-BTC; Thông tư số 14/2019/TT-BTC."
    )
    assert read(clause) == ["repeal 16/2029: document", "repeal 14/2019: document ?"]


def test_an_exception_is_no_target_and_no_place() -> None:
    assert read("2. Bãi bỏ khoản 2 Điều 7 Thông tư số 16/2029/TT-BTC, trừ điểm b khoản 2 Điều 7.") == [
        "repeal 16/2029: khoản 2 Điều 7 ?"
    ]
    (one,) = [
        found
        for found in vanban.amendments(
            HEAD
            + "2. Thay thế cụm từ “thủ quỹ” bằng cụm từ “người giữ quỹ” tại Điều 3 Thông tư số 16/2029/TT-BTC, trừ "
            "khoản 2, khoản 3 Điều 3."
        )
        if found.kind == "replace_phrase"
    ]
    assert [place.provision for place in one.places] == ["Điều 3"] and one.needs_person


def test_the_reason_shows_what_was_left() -> None:
    (one,) = [a for a in vanban.amendments(HEAD + f"2. {OLD} hết hiệu lực tại các bến nước.") if a.kind == "repeal"]
    assert one.reason is not None and "bến nước" in one.reason
