"""Rules that an act leaves to others: read, told with body, part and content; what is none of them is left alone."""

from __future__ import annotations

import pytest

from vanban.delegations import read_delegations
from vanban.model import Header

SURE = [
    ("2. Chính phủ quy định chi tiết Điều này.", "chinh_phu", ("Điều 5",), ("Nghị định",)),
    ("2. Chính phủ quy định chi tiết khoản 1 Điều này.", "chinh_phu", ("khoản 1 Điều 5",), ("Nghị định",)),
    ("2. Bộ trưởng Bộ Công Thương quy định cụ thể mẫu đơn.", "bo", ("khoản 2 Điều 5",), ("Thông tư",)),
    ("2. Hội đồng nhân dân cấp tỉnh quy định mức hỗ trợ.", "hdnd_tinh", ("khoản 2 Điều 5",), ("Nghị quyết",)),
    ("2. HĐND tỉnh, thành phố quy định chi tiết khoản này.", "hdnd_tinh", ("khoản 2 Điều 5",), ("Nghị quyết",)),
    ("2. Giao Ủy ban nhân dân cấp tỉnh quy định giá.", "ubnd_tinh", ("khoản 2 Điều 5",), ("Quyết định",)),
    ("2. Mức thu do Hội đồng nhân dân cấp xã quy định.", "hdnd_xa", ("khoản 2 Điều 5",), ("Nghị quyết",)),
    (
        "2. Căn cứ điều kiện thực tế, Ủy ban nhân dân xã quy định thời gian thu.",
        "ubnd_xa", ("khoản 2 Điều 5",), ("Quyết định",),
    ),
    (
        "2. Bộ trưởng Bộ Y tế chủ trì, phối hợp với Bộ trưởng Bộ Tài chính quy định chi tiết Điều này.",
        "bo", ("Điều 5",), ("Thông tư",),
    ),
    (
        "2. Ủy ban nhân dân cấp tỉnh trình Hội đồng nhân dân cùng cấp quy định mức chi.",
        "hdnd_tinh", ("khoản 2 Điều 5",), ("Nghị quyết",),
    ),
    (
        "2. Chủ tịch Ủy ban nhân dân cấp tỉnh có trách nhiệm quy định quy trình phối hợp.",
        "chu_tich_ubnd_tinh", ("khoản 2 Điều 5",), ("Quyết định",),
    ),
]  # fmt: skip

NONE = [
    "2. Bãi bỏ Nghị định số 5/2020/NĐ-CP ngày 02/01/2020 của Chính phủ quy định về phí.",
    "2. Mức lương tối thiểu do Chính phủ quy định tại Nghị định số 5/2020/NĐ-CP.",
    "2. Ủy ban nhân dân cấp tỉnh chỉ đạo, hướng dẫn việc tiếp nhận hồ sơ theo quy định.",
    "2. Chủ tịch Ủy ban nhân dân cấp xã quyết định giao đất cho hộ gia đình.",
    "2. Hội đồng nhân dân ban hành nghị quyết về chất vấn.",
    "2. Hồ sơ gửi Ủy ban nhân dân cấp xã theo quy định tại khoản 1 Điều này.",
    "2. Chính phủ quy định chi tiết các điều, khoản được giao trong Luật.",
    "2. Trường hợp đã được Hội đồng nhân dân cấp tỉnh quy định thì thực hiện theo nghị quyết đó.",
    "2. Bộ trưởng Bộ Nội vụ có trách nhiệm hướng dẫn, tổ chức thực hiện và kiểm tra việc thi hành Nghị định này.",
]

DOUBTFUL = [
    ("2. Diện tích tối thiểu thực hiện theo quy định của Ủy ban nhân dân cấp tỉnh.", "ubnd_tinh"),
    ("2. Mức hỗ trợ do Hội đồng nhân dân cấp tỉnh quyết định.", "hdnd_tinh"),
    ("2. Ủy ban nhân dân cấp tỉnh ban hành bảng giá.", "ubnd_tinh"),
    ("2. Hội đồng nhân dân quy định mức thu.", "hdnd"),
]


def _act(clause: str) -> str:
    return f"Điều 5. Hỗ trợ\n1. Đối tượng được hỗ trợ gồm hộ gia đình.\n{clause}\nĐiều 6. Hiệu lực\n"


@pytest.mark.parametrize(("clause", "body", "details", "kinds"), SURE)
def test_sure(clause: str, body: str, details: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    text = _act(clause)
    (found,) = read_delegations(text)
    assert (found.body, found.details, found.kinds, found.sure) == (body, details, kinds, True)
    assert found.provision == "khoản 2 Điều 5"
    assert text[found.start : found.end] in clause
    assert found.content and found.reason is None


@pytest.mark.parametrize("clause", NONE)
def test_none(clause: str) -> None:
    assert read_delegations(_act(clause)) == ()


@pytest.mark.parametrize(("clause", "body"), DOUBTFUL)
def test_doubtful_says_why(clause: str, body: str) -> None:
    (found,) = read_delegations(_act(clause))
    assert (found.body, found.sure) == (body, False)
    assert found.reason


def test_items_under_a_body() -> None:
    text = (
        "Điều 7. Trách nhiệm\n1. Hội đồng nhân dân cấp tỉnh có trách nhiệm sau đây:\na) Quy định mức chi;\n"
        "b) Giám sát việc thực hiện.\n"
    )
    (found,) = read_delegations(text)
    assert (found.body, found.provision, found.content) == ("hdnd_tinh", "điểm a khoản 1 Điều 7", "mức chi")


def test_what_follows_a_colon_is_content() -> None:
    text = "Điều 7. Chi\n1. Chính phủ quy định chi tiết:\na) Mức chi;\nb) Nguồn chi.\n"
    (found,) = read_delegations(text)
    assert "Mức chi" in found.content and "Nguồn chi" in found.content


def test_nothing_is_left_to_the_issuer_or_above() -> None:
    text = _act("2. Chính phủ quy định chi tiết Điều này. Ủy ban nhân dân cấp tỉnh quy định mức chi.")
    header = Header(kind="Nghị định", number="5/2026/NĐ-CP")
    assert [one.body for one in read_delegations(text, header)] == ["ubnd_tinh"]
    council = Header(kind="Nghị quyết", number="12/2026/NQ-HĐND")
    assert [one.body for one in read_delegations(text, council)] == ["ubnd_tinh"]


def test_words_put_into_another_act_belong_to_it() -> None:
    text = (
        "LUẬT\nSửa đổi, bổ sung một số điều của Luật Phí\n\n"
        "Điều 1. Sửa đổi, bổ sung một số điều của Luật Phí số 10/2020/QH14\n"
        "1. Sửa đổi, bổ sung khoản 3 Điều 8 như sau:\n“3. Hội đồng nhân dân cấp tỉnh quy định mức thu phí.”.\n"
    )
    (found,) = read_delegations(text)
    assert found.provision == "khoản 3 Điều 8"
    assert found.document is not None and found.document.startswith("10/2020/QH14")


def test_several_bodies_are_told_apart() -> None:
    found = read_delegations(_act("2. Hội đồng nhân dân cấp tỉnh, Hội đồng nhân dân cấp xã quy định mức chi."))
    assert [one.body for one in found] == ["hdnd_tinh", "hdnd_xa"]
