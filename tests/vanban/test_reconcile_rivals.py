"""«Lệch» is an accusation that must survive its rival: each row a kind of list that looks wrong and is not, or is."""

from __future__ import annotations

import pytest

from vanban import read_document, reconcile

ROWS = "TT\tTên thủ tục\tSố hồ sơ\n1\tCấp mới\t1.500\n2\tCấp đổi\t1.094\n"
PLACES = "TT\tThôn\tSố đơn\n1\tThôn Nà Luông\t9\n2\tThôn Bản Chang\t5\n"


def told(text: str) -> list[tuple[str, str]]:
    return [(one.statement, one.verdict) for one in reconcile(read_document(text))]


def accused(text: str) -> list[str]:
    return [statement for statement, verdict in told(text) if verdict == "lệch"]


CLEAN = [
    pytest.param(f"Đã hỗ trợ 2.594 hồ sơ, cụ thể:\n{ROWS}", id="a number is not cut inside"),
    pytest.param(f"Đã giải quyết 14 đơn vị tại 02 thôn, cụ thể:\n{PLACES}", id="rows are places"),
    pytest.param("b) Nhóm 2: chưa có kho (01/15 đơn vị):\nTT\tĐơn vị\n1\tTrạm Y tế\n", id="part of a whole"),
    pytest.param(
        "Tổng số đơn vị hiện có là 100 đơn vị; cụ thể:\n+ Hội: 12 đơn vị.\n+ Đội: 47 đơn vị.\n+ Ban: 30 đơn vị (gồm 28 "
        "ban thôn, 02 ban chợ).\n+ Tổ: 11 đơn vị.\n",
        id="the list goes on",
    ),
    pytest.param(
        "Tổng dự toán là 1.000 tỷ đồng, trong đó:\n+ Chi đầu tư là 900 tỷ đồng (gồm vốn năm nay 700 tỷ đồng; vốn năm "
        "trước 200 tỷ đồng).\n+ Chi khác là 100 tỷ đồng.\n",
        id="parts within a part",
    ),
    pytest.param(
        "Danh sách 4 đơn vị:\nTT\tĐơn vị\n1\tThôn A\n2\tThôn B\n\nTT\tĐơn vị\n3\tThôn C\n4\tThôn D\n",
        id="a table broken over a page",
    ),
    pytest.param("Xã có 12 thôn, mỗi thôn lập 01 tổ gồm 05 người, tổng số 60 người.", id="factors"),
    pytest.param("Có 184 văn bản, trong đó có 61 văn bản của xã và 27 văn bản rút gọn.", id="some parts only"),
    pytest.param(
        "Có 5.265 cây, gồm 1.420 cây bưởi, 3.655 cây cam và 190 cây quýt; riêng 1.420 cây bưởi có 473 cây mới.",
        id="two levels",
    ),
    pytest.param("Có 19 đơn (11 đơn kiến nghị, 06 đơn phản ánh).", id="brackets that name some"),
    pytest.param("Có 42 người, gồm: 38 người biên chế và 04 người hợp đồng; trong đó nữ 17 người.", id="first parts"),
    pytest.param("Tổng 20 tỷ đồng, gồm 12,4 tỷ đồng xây cầu, 7,65 tỷ đồng làm đường.", id="rounded"),
    pytest.param("Có 300 hộ, gồm 120 hộ Tày, 96 hộ Dao, số còn lại là hộ Kinh.", id="the rest is named"),
    pytest.param("Có 13/15 thôn có tỷ lệ đạt từ 80% trở lên, chiếm tỷ lệ 86,67%.", id="threshold before the share"),
    pytest.param("Đã kiểm tra 42/139 cơ sở, đạt tối thiểu 25% kế hoạch.", id="share of a plan"),
    pytest.param("Đạt 88/100 điểm, xếp loại tốt theo thang từ 80% đến dưới 90%.", id="scale"),
    pytest.param("Có 540 hộ, giảm 12 hộ so với cùng kỳ năm trước (552 hộ), tăng 3% số hộ khá.", id="difference, right"),
    pytest.param("Số vụ là 33, giảm 12 vụ (26,7%) so với cùng kỳ năm 2029 (45).", id="difference and share, right"),
    pytest.param("Giảm từ 120 thôn xuống còn 86 thôn, giảm 34 thôn.", id="from, to"),
    pytest.param(
        "TT\tThôn\tBò\n1\tA\t10\n2\tB\t20\n-\tTrong đó vùng cao\t5\n\tTổng cộng\t30\n", id="a row that parts another"
    ),
    pytest.param("TT\tThôn\tTỷ lệ (%)\n1\tA\t50\n2\tB\t70\n\tTổng cộng\t60\n", id="shares are not added"),
    pytest.param("Thôn\tBò\tTrâu\nA\t10\t4\nB\t20\t6\nTổng cộng\t35\t12\n", id="nothing proves the rows"),
]
WRONG = [
    pytest.param(
        "Có tổng số 2.310 cây, gồm 610 cây bưởi, 1.480 cây cam và 210 cây quýt.", "610 + 1.480 + 210 ≠ 2.310", id="sum"
    ),
    pytest.param("Nhận 19 đơn (11 đơn kiến nghị, 06 đơn phản ánh, 03 đơn tố cáo).", "11 + 6 + 3 ≠ 19", id="brackets"),
    pytest.param("Tổng số tổ: 100 tổ; cụ thể:\n+ Đường: 12 tổ.\n+ Chợ: 47 tổ.\n+ Khác: 31 tổ.\n", "12 + 47 + 31 ≠ 100",
                 id="bullets"),
    pytest.param("Đã cấp cho 1.204/1.612 hợp tác xã, đạt tỷ lệ 76,90%.", "1.204/1.612 ≠ 76,90 %", id="share"),
    pytest.param("Có 540 hộ trên tổng số 1.200 hộ dùng nước sạch, chiếm 54,0%.", "540/1.200 ≠ 54,0 %", id="of all"),
    pytest.param("Số vụ là 33, tăng 12 vụ (26,7%) so với cùng kỳ năm 2029 (45).", "33 − 45 ≠ tăng 12", id="direction"),
    pytest.param("Còn 112 hộ nghèo, giảm 48 hộ so với đầu năm (150 hộ).", "112 − 150 ≠ giảm 48", id="difference"),
    pytest.param(
        "TT\tThôn\tTrâu\tBò\n1\tA\t34\t51\n2\tB\t20\t44\n\tTổng cộng\t54\t96\n", "51 + 44 ≠ 96", id="one column"
    ),
    pytest.param("Đã xong: 3 nhiệm vụ\nTT\tNhiệm vụ\n1\tRà\n2\tTập\n\nHết./.", "2 dòng ≠ 3 nhiệm vụ", id="rows"),
]  # fmt: skip


@pytest.mark.parametrize("text", CLEAN)
def test_a_rival_reading_silences(text: str) -> None:
    assert accused(text) == []


@pytest.mark.parametrize(("text", "statement"), WRONG)
def test_what_has_no_rival_is_told(text: str, statement: str) -> None:
    assert accused(text) == [statement]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Phát sinh 3.120 hồ sơ liên thông cấp xã (2.400 hồ sơ khai sinh - thường trú và 720 hồ sơ khai tử).",
         "2.400 + 720 = 3.120"),
        ("Đã nhận 52.310 hồ sơ trực tuyến/54.900 tổng hồ sơ, đạt tỷ lệ 95,28%.", "52.310/54.900 = 95,28 %"),
        ("Có 42 người, gồm: 38 người biên chế, 04 người hợp đồng, nữ 17 người.", "38 + 4 = 42"),
        ("Thu 594 hồ sơ, tăng 54 hồ sơ (10,0%) so với cùng kỳ (540 hồ sơ).", "594 − 540: tăng 54"),
    ],
)  # fmt: skip
def test_exact_sums_shares_and_differences_are_read(text: str, statement: str) -> None:
    assert (statement, "khớp") in told(text)


HEAD = "ỦY BAN NHÂN DÂN\nXÃ {}\nSố: {}/BC-UBND\nXã A, ngày {} tháng 3 năm 2031\n\nBÁO CÁO\n{}\n\n{}\n"
SAID = "Tổng số hồ sơ cấp xã đã giải quyết là {} hồ sơ."


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("Công tác năm 2030", "Công tác quý I năm 2031", []),
        ("Công tác quý I năm 2031", "Công tác quý I năm 2031", ["lệch"]),
        ("Công tác tư pháp", "Công tác tư pháp", ["không truy được"]),
        ("Công tác năm 2030", "Công tác tư pháp", []),
    ],
)
def test_two_periods_are_never_reconciled(left: str, right: str, expected: list[str]) -> None:
    papers = (
        read_document(HEAD.format("AN BÌNH", n, "    ", title, SAID.format(value)))
        for n, title, value in ((1, left, "68.412"), (2, right, "31.207"))
    )
    assert [one.verdict for one in reconcile(*papers) if one.about == "papers"] == expected


def test_a_long_list_is_read_once() -> None:
    lines = "\n".join(f"+ Thôn số {n}: 3 tổ." for n in range(4000))
    assert accused(f"Tổng số tổ: 100 tổ; cụ thể:\n{lines}\n") == []
