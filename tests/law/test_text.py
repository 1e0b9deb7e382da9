"""The text of an act as a tree: places found in it, new texts split, operations applied or held with a reason."""

from __future__ import annotations

import pytest

import vanban
from thuongton.law.text.applying import apply
from thuongton.law.text.furniture import without_furniture
from thuongton.law.text.parts import TextPart, label_key, read_act
from thuongton.law.text.payloads import read_payload
from thuongton.law.text.places import find, place_of
from vanban.model import Amendment, AmendmentKind

ACT = """LUẬT
VÍ DỤ

Chương I
QUY ĐỊNH CHUNG

Điều 1. Phạm vi
1. Luật này quy định về cơ quan A.
2. Cơ quan A báo cáo hằng năm:
a) Về tài chính;
b) Về nhân sự.

Điều 2. Đối tượng
Luật này áp dụng đối với cơ quan A.

Chương II
THI HÀNH

Điều 3. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020.
"""
LAW = "Luật Ví dụ số 10/2019/QH14"
HEAD = f"LUẬT\nSửa đổi, bổ sung một số điều của {LAW}\n\nĐiều 1. Sửa đổi, bổ sung một số điều của {LAW}\n"


def _after(instruction: str) -> tuple[TextPart, tuple[str, ...]]:
    """The act after the operations of an instruction, and why some wait."""
    text = HEAD + instruction
    act, waits = read_act(ACT), []
    operations = [one for one in vanban.amendments(text) if one.kind.value != "commencement"]
    assert operations
    for one in operations:
        payload = text[one.payload.start : one.payload.end] if one.payload is not None else None
        done = apply(act, one, payload)
        act = done.act
        waits += done.waits
    return act, tuple(waits)


def _words(act: TextPart, provision: str) -> str:
    (trail,) = find(act, place_of(provision))
    return act.at(trail).text


def test_an_act_is_read_whole() -> None:
    act = read_act(ACT)
    lines = [line.strip() for line in ACT.splitlines() if line.strip()]
    assert [line.strip() for line in act.text.splitlines() if line.strip()] == lines
    assert _words(act, "điểm b khoản 2 Điều 1") == "b) Về nhân sự."
    assert find(act, place_of("Điều 9")) == []


DONE = {
    ("1. Sửa đổi khoản 1 Điều 1 như sau:\n“1. Luật này quy định về cơ quan B.”.", "khoản 1 Điều 1"): (
        "1. Luật này quy định về cơ quan B."
    ),
    ("1. Bổ sung khoản 3 vào sau khoản 2 Điều 1 như sau:\n“3. Khoản mới.”.", "khoản 3 Điều 1"): "3. Khoản mới.",
    ("1. Bổ sung điểm c vào sau điểm b khoản 2 Điều 1 như sau:\n“c) Về tài sản.”.", "điểm c khoản 2 Điều 1"): (
        "c) Về tài sản."
    ),
    ("1. Bổ sung Điều 2a vào sau Điều 2 như sau:\n“Điều 2a. Giải thích\nMột câu.”.", "Điều 2a"): (
        "Điều 2a. Giải thích\nMột câu."
    ),
    ("1. Bãi bỏ điểm a khoản 2 Điều 1.", "điểm a khoản 2 Điều 1"): "a) (được bãi bỏ)",
    ("1. Bãi bỏ Điều 2.", "Điều 2"): "",
    ("1. Thay thế cụm từ “cơ quan A” bằng cụm từ “cơ quan B” tại khoản 2 Điều 1.", "khoản 2 Điều 1"): (
        "2. Cơ quan B báo cáo hằng năm:\na) Về tài chính;\nb) Về nhân sự."
    ),
    ("1. Bỏ cụm từ “hằng năm” tại khoản 2 Điều 1.", "khoản 2 Điều 1"): (
        "2. Cơ quan A báo cáo:\na) Về tài chính;\nb) Về nhân sự."
    ),
}


@pytest.mark.parametrize(("given", "words"), DONE.items())
def test_what_an_instruction_does(given: tuple[str, str], words: str) -> None:
    instruction, provision = given
    act, waits = _after(instruction)
    assert waits == ()
    assert _words(act, provision) == words


@pytest.mark.parametrize(
    ("instruction", "reason"),
    [
        ("1. Sửa đổi khoản 7 Điều 1 như sau:\n“7. Lời mới.”.", "Không tìm thấy khoản 7 Điều 1"),
        ("1. Bổ sung khoản 2 vào sau khoản 1 Điều 1 như sau:\n“2. Lời mới.”.", "Đã có khoản 2 Điều 1"),
        ("1. Thay thế cụm từ “không có” bằng cụm từ “B” tại Điều 2.", "Không tìm thấy cụm từ «không có» tại Điều 2"),
        ("1. Bãi bỏ Điều 2.\n2. Bãi bỏ Điều 2.", "Điều 2 đã bị bãi bỏ"),
    ],
)
def test_what_cannot_be_done_waits_and_changes_nothing_else(instruction: str, reason: str) -> None:
    act, waits = _after(instruction)
    assert any(reason in one for one in waits)
    assert _words(act, "Điều 3") == _words(read_act(ACT), "Điều 3")


def test_a_tree_is_never_changed() -> None:
    act = read_act(ACT)
    before = act.text
    (operation,) = [one for one in vanban.amendments(HEAD + "1. Bãi bỏ Điều 2.") if one.kind.value == "repeal"]
    done = apply(act, operation, None)
    assert done.act.text != before
    assert act.text == before


def test_labels_stand_in_the_order_of_the_alphabet() -> None:
    assert sorted(["e", "đ", "a", "d"], key=label_key) == ["a", "d", "đ", "e"]
    assert sorted(["10", "9", "9a", "9b"], key=label_key) == ["9", "9a", "9b", "10"]


def test_a_new_text_is_split_by_its_labels() -> None:
    (part,) = read_payload("“Điều 16. b. Thủ tục\n1. Một:\na) Hai;\nb) Ba năm 2020.\n2. Bốn.”", "điều", "16b")
    assert (part.label, [one.label for one in part.parts]) == ("16b", ["1", "2"])
    assert [one.label for one in part.parts[0].parts] == ["a", "b"]
    assert part.own == "Điều 16b. Thủ tục"


def test_what_pages_print_is_no_word_of_the_act() -> None:
    gazette = "72\nÔNG BÁO/Số 1239 + 1240/Ngày 10-11-2024\n"
    printed = f"1. Một.\nĐiều khoản được sửa đổi, bổ sung\n{gazette}2. Hai; Điều khoản được nêu.\n"
    assert without_furniture(printed) == "1. Một.\n2. Hai; Điều khoản được nêu.\n"


def test_a_new_text_that_holds_the_next_instruction_waits() -> None:
    act = read_act("Điều 1. Lũ\n1. Đê.\nĐiều 2. Hạn\n1. Hồ.")
    words = "Sửa đổi, bổ sung Điều 1 như sau:"
    order = Amendment(AmendmentKind.AMEND, 0, len(words), words, at="khoản 1 Điều 1", provision="Điều 1")
    payload = "Điều 1. Lũ\n1. Kè.\n2. Điều 2 được sửa đổi, bổ sung như sau:"
    done = apply(act, order, payload)
    assert not done.done
    assert "2. Điều 2 được sửa đổi" in done.waits[0]
    assert apply(act, order, "Điều 1. Lũ\n1. Mức phạt được quy định như sau:\na) Kè.").done
