"""Where in a document a mention points: annexes, forms, lists that share their Điều, items one line below; odd numbers.

Every sentence is invented.
"""

from __future__ import annotations

import pytest

from vanban import cite
from vanban.amendments.provisions import read_provisions
from vanban.citations.pinpoints import normal_order

DECREE = "Nghị định số 12/2031/NĐ-CP"
CIRCULAR = "Thông tư số 9/2031/TT-BYT"
DECISION = "Quyết định số 44/2031/QĐ-UBND"


@pytest.mark.parametrize(
    ("text", "pinpoints"),
    [
        (f"theo Phụ lục VIII {DECREE}", ["Phụ lục VIII"]),
        (f"tại Phụ lục II ban hành kèm theo {CIRCULAR}", ["Phụ lục II"]),
        (f"theo Mẫu số 04 Phụ lục ban hành kèm theo {DECREE}", ["Mẫu số 04 Phụ lục"]),
        (f"theo Mẫu số 04 tại Phụ lục I ban hành kèm theo {DECREE}", ["Mẫu số 04 Phụ lục I"]),
        (f"theo Mẫu số 02 kèm theo {CIRCULAR}", ["Mẫu số 02"]),
        (f"theo mẫu số 01a ban hành kèm theo {CIRCULAR}", ["Mẫu số 01a"]),
        (f"theo Mẫu 57 tại Phụ lục kèm theo {DECREE}", ["Mẫu số 57 Phụ lục"]),
        (f"quy định tại mục 13 Phụ lục III {DECREE}", ["Mục 13 Phụ lục III"]),
        (f"quy định tại mục 13 Phụ lục ban hành kèm theo {DECREE}", ["Mục 13 Phụ lục"]),
        (f"tại khoản 1 Phụ lục VIII được ban hành kèm theo {DECREE}", ["khoản 1 Phụ lục VIII"]),
        (f"tại điểm b khoản 2 mục IV Phụ lục 3 của {CIRCULAR}", ["điểm b khoản 2 Mục IV Phụ lục 3"]),
        (f"Mẫu số 01, Phụ lục III ban hành kèm theo {CIRCULAR}", ["Mẫu số 01 Phụ lục III"]),
        (f"theo Phụ lục IIA (ban hành kèm theo {DECREE})", ["Phụ lục IIA"]),
        (f"Phụ lục số 02 ban hành kèm theo {CIRCULAR}", ["Phụ lục 02"]),
        (f"Phụ lục I, Phụ lục II và Phụ lục V ban hành kèm theo {CIRCULAR}", ["Phụ lục I, Phụ lục II và Phụ lục V"]),
        (f"Phụ lục I và II ban hành kèm theo {CIRCULAR}", ["Phụ lục I và II"]),
        (f"các Mẫu số 01, 04 và 05 Phụ lục I {CIRCULAR}", ["Mẫu số 01, 04 và 05 Phụ lục I"]),
        (f"Mẫu số 08, Mẫu số 09 ban hành kèm theo {DECREE}", ["Mẫu số 08, Mẫu số 09"]),
        (f"Phần II Phụ lục 5 {DECREE}", ["Phần II Phụ lục 5"]),
        (f"số thứ tự 7 Phụ lục II {DECREE}", ["số thứ tự 7 Phụ lục II"]),
        (f"Phụ lục kèm theo {DECISION}", ["Phụ lục"]),
        (f"tại Phụ lục 1 của {DECISION}", ["Phụ lục 1"]),
        (f"Biểu mẫu số 3 ban hành kèm theo {CIRCULAR}", ["Mẫu số 3"]),
        (f"Điều 5 và Phụ lục II {DECREE}", ["Điều 5 và Phụ lục II"]),
        (f"khoản 3 Điều 6, Phụ lục IV {DECREE}", ["khoản 3 Điều 6, Phụ lục IV"]),
        ("theo Phụ lục II ban hành kèm theo Nghị định này", ["Phụ lục II"]),
        ("theo Mẫu số 24 ban hành kèm theo Nghị định này", ["Mẫu số 24"]),
        ("theo Mẫu số 11 Phụ lục IB ban hành kèm theo Nghị định này", ["Mẫu số 11 Phụ lục IB"]),
        (f"theo mẫu tại Phụ lục\nII ban hành kèm theo {DECREE}", ["Phụ lục II"]),
        (f"theo Mẫu số 01/ĐKT Phụ lục V {CIRCULAR}", ["Mẫu số 01/ĐKT Phụ lục V"]),
        (f"theo Mẫu số C1-02 ban hành kèm theo {CIRCULAR}", ["Mẫu số C1-02"]),
        (f"Mẫu số 2b Phụ lục số II kèm theo {CIRCULAR}", ["Mẫu số 2b Phụ lục II"]),
        (f"gửi mẫu phiếu kèm theo {DECISION}", [None]),
        (f"theo phụ lục. {DECREE} quy định", [None]),
        (f"có 12 phụ lục kèm theo {DECISION}", [None]),
        (f"Danh mục ban hành kèm theo {DECISION}", [None]),
        (f"Quy chế ban hành kèm theo {DECISION}", [None]),
        (f"Ban hành kèm theo {DECISION}", [None]),
        (f"Bãi bỏ điểm a, b khoản 2; điểm c khoản 3 Điều 28 {DECREE}", ["điểm a, b khoản 2; điểm c khoản 3 Điều 28"]),
        (
            f"theo điểm a khoản 1, điểm b khoản 2 và khoản 4 Điều 9 {DECREE}",
            ["điểm a khoản 1, điểm b khoản 2 và khoản 4 Điều 9"],
        ),
        (
            f"khoản 1; khoản 3 Điều 7; Điều 8; điểm a khoản 2 Điều 11 {DECREE}",
            ["khoản 1; khoản 3 Điều 7; Điều 8; điểm a khoản 2 Điều 11"],
        ),
        (f"khoản 1 và 3 Điều 7, các điều 8, 9 {DECREE}", ["khoản 1 và 3 Điều 7, Điều 8, 9"]),
        (f"điểm a và điểm c khoản 2 Điều 4 của {CIRCULAR}", ["điểm a và điểm c khoản 2 Điều 4"]),
        (f"Điều 3; khoản 2, 5 Điều 6 {CIRCULAR}", ["Điều 3; khoản 2, 5 Điều 6"]),
        (f"Điều 4, Điều 6 Chương II {DECREE}", ["Điều 4, Điều 6 Chương II"]),
        (f"khoản 2 và khoản 3 Điều 5; Điều 7 của {DECREE}", ["khoản 2 và khoản 3 Điều 5; Điều 7"]),
        (f"từ Điều 5 đến Điều 9 và Điều 12 {DECREE}", ["từ Điều 5 đến Điều 9 và Điều 12"]),
        (f"đoạn thứ hai khoản 2 Điều 5 {DECREE}", ["đoạn thứ hai khoản 2 Điều 5"]),
        (f"Tiểu mục 2 Mục 1 Chương III {DECREE}", ["Tiểu mục 2 Mục 1 Chương III"]),
        (f"điểm a, điểm b\nkhoản 2 Điều 5 {DECREE}", ["điểm a, điểm b khoản 2 Điều 5"]),
        (f"theo Điều 5.{DECREE}", [None]),
        (
            f"Điều 25. Bãi bỏ một số quy định của {DECREE}\n1. Bãi bỏ khoản 3 Điều 12.\nĐiều 26. Hiệu lực",
            ["khoản 3 Điều 12"],
        ),
        (
            f"Điều 25. Bãi bỏ một số quy định của {DECREE}\n1. Bãi bỏ khoản 3 Điều 12."
            "\n2. Bãi bỏ Điều 14, Điều 15.\nĐiều 26. Hiệu lực",
            ["khoản 3 Điều 12; Điều 14, Điều 15"],
        ),
        (
            f"Điều 3. Bãi bỏ, thay thế một số cụm từ của {CIRCULAR} như sau:\n1. Bãi bỏ Điều 4."
            "\n2. Thay thế cụm từ “huyện” bằng cụm từ “xã” tại khoản 1 Điều 6.\n\nĐiều 4. Thi hành",
            ["Điều 4; khoản 1 Điều 6"],
        ),
        (
            f"2. Bãi bỏ các quy định sau đây của {DECISION}:\na) Điều 3;\nb) Khoản 2 Điều 7.\n3. Việc khác.",
            ["Điều 3; khoản 2 Điều 7"],
        ),
        (f"Căn cứ {DECREE};\n1. Bãi bỏ Điều 4.", [None]),
        (f"Điều 2. Thực hiện {DECREE}\n1. Sở Y tế căn cứ Điều 12 để chỉ đạo.", [None]),
        (f"Điều 5. Bãi bỏ {DECISION}\n1. Các xã thi hành Điều 4 Quyết định này.", [None, "Điều 4"]),
        (f"theo khoản 1 Điều 2 {CIRCULAR} và Phụ lục II {DECREE}", ["khoản 1 Điều 2", "Phụ lục II"]),
        (f"theo Phụ lục I {CIRCULAR}, Điều 8 {DECREE}", ["Phụ lục I", "Điều 8"]),
        (f"thay Phụ lục III {CIRCULAR} bằng Phụ lục III ban hành kèm theo {DECREE}", ["Phụ lục III", "Phụ lục III"]),
    ],
)
def test_where_a_mention_points(text: str, pinpoints: list[str | None]) -> None:
    assert [one.pinpoint for one in cite(text) if one.class_ in ("numbered", "self")] == pinpoints
    for pinpoint in pinpoints:
        if pinpoint is not None and ";" not in pinpoint:
            assert normal_order(pinpoint) == pinpoint


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (
            "Theo Đơn đề nghị số 12/ĐĐN-HLG ngày 04/5/2031 của Hợp tác xã Hạ Long",
            [("Đơn đề nghị", "12/ĐĐN-HLG", "2031-05-04")],
        ),
        ("Xét đơn đề nghị số 7/ĐN-CTN ngày 2/6/2031 của Công ty", [("Đơn đề nghị", "7/ĐN-CTN", "2031-06-02")]),
        ("Căn cứ Luật số 54/2014/QH-13 ngày 23/6/2014", [("Luật", "54/2014/QH-13", "2014-06-23")]),
        ("Luật Hải quan số 54/2014/QH-13 ngày 23 tháng 6 năm 2014", [("Luật", "54/2014/QH-13", "2014-06-23")]),
        ("Nghị quyết số 30/2021/QH 15 ngày 28/7/2021", [("Nghị quyết", "30/2021/QH15", "2021-07-28")]),
        ("thực hiện Đề án “Trồng một triệu cây xanh” giai đoạn 2031 - 2035", []),
        ('Chương trình "Mỗi xã một sản phẩm" của xã', []),
        (
            "theo Đề án “Làng văn hóa du lịch” được phê duyệt tại Quyết định số 5/QĐ-UBND ngày 3/4/2031",
            [("Quyết định", "5/QĐ-UBND", "2031-04-03")],
        ),
        ("Kế hoạch “Xã sạch” và Dự án “Cầu mới”", []),
        ("Đơn xin đề nghị của ông A ngày 4/5/2031", []),
        ("Đơn kiến nghị số 15/ĐKN ngày 6/7/2031 của ông B", [("Đơn kiến nghị", "15/ĐKN", "2031-07-06")]),
        ("Hồ sơ số 12/HS-BQL ngày 3/3/2031", []),
    ],
)
def test_what_is_a_mention(text: str, mentions: list[tuple[str, str, str]]) -> None:
    assert [(one.kind, one.number, str(one.date)) for one in cite(text)] == mentions


@pytest.mark.parametrize(
    ("words", "provisions"),
    [
        (
            "điểm a, b khoản 2; điểm c khoản 3 Điều 28",
            ["điểm a khoản 2 Điều 28", "điểm b khoản 2 Điều 28", "điểm c khoản 3 Điều 28"],
        ),
        (
            "khoản 1; khoản 3 Điều 7; Điều 8; điểm a khoản 2 Điều 11",
            ["khoản 1 Điều 7", "khoản 3 Điều 7", "Điều 8", "điểm a khoản 2 Điều 11"],
        ),
        ("khoản 1, khoản 2; khoản 4 Điều 5", ["khoản 1 Điều 5", "khoản 2 Điều 5", "khoản 4 Điều 5"]),
        ("điểm a; điểm b khoản 2 Điều 5", ["điểm a khoản 2 Điều 5", "điểm b khoản 2 Điều 5"]),
        ("khoản 2 Điều 3; khoản 1; khoản 4 Điều 6", ["khoản 2 Điều 3", "khoản 1 Điều 6", "khoản 4 Điều 6"]),
        ("khoản 3; Điều 8", ["khoản 3", "Điều 8"]),
        ("khoản 1; Phụ lục II", ["khoản 1", "Phụ lục II"]),
        ("khoản 2; khoản 4 Chương II", ["khoản 2", "khoản 4 Chương II"]),
    ],
)
def test_a_list_shares_its_last_article(words: str, provisions: list[str]) -> None:
    assert [str(one) for one in read_provisions(words)] == provisions
