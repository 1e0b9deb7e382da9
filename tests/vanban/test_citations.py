"""Mentions of documents: spans, fields, classes, roles and targets."""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import json
import pickle
from functools import partial
from pathlib import Path

import pytest

import pace
from vanban import cite, header, open_document
from vanban.citations import cite_pieces, read_citations
from vanban.citations.pinpoints import normal_order
from vanban.model import Citation

CASES = [
    ("Nghị quyết số 66-NQ/TW của Bộ Chính trị", "Nghị quyết", "66-NQ/TW", None, "Bộ Chính trị"),
    (
        "Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị",
        "Nghị quyết",
        "66-NQ/TW",
        dt.date(2025, 4, 30),
        "Bộ Chính trị",
    ),
    ("Nghị định 30/2020/NĐ-CP", "Nghị định", "30/2020/NĐ-CP", None, None),
    (
        "Thông tư số 40/2010/TT-BCT ngày 13 tháng 12 năm 2010 của Bộ trưởng Bộ Công Thương",
        "Thông tư",
        "40/2010/TT-BCT",
        dt.date(2010, 12, 13),
        "Bộ trưởng Bộ Công Thương",
    ),
    (
        "Thông tư số 45/2011/TT-BNNPTNT của Bộ Nông nghiệp và Phát triển nông thôn",
        "Thông tư",
        "45/2011/TT-BNNPTNT",
        None,
        "Bộ Nông nghiệp và Phát triển nông thôn",
    ),
    ("Nghị quyết\nsố 66-NQ/TW", "Nghị quyết", "66-NQ/TW", None, None),
    ("KẾ HOẠCH SỐ 444/KH-UBND", "Kế hoạch", "444/KH-UBND", None, None),
    ("Nghị quyết số 66- NQ/TW", "Nghị quyết", "66-NQ/TW", None, None),
    (
        "Văn bản số 2622/UBND-TH₃ ngày 02/4/2026 của UBND tỉnh",
        "Công văn",
        "2622/UBND-TH₃",
        dt.date(2026, 4, 2),
        "UBND tỉnh",
    ),
    ("Luật Ban hành văn bản QPPL số 64/2025/QH15", "Luật", "64/2025/QH15", None, None),
    ("Luật số 87/2025/QH15", "Luật", "87/2025/QH15", None, None),
    (
        "Công văn số 1620/STP-XD&KTVB ngày 14 tháng 4 năm 2026 của Sở Tư pháp thành phố Hải Phòng",
        "Công văn",
        "1620/STP-XD&KTVB",
        dt.date(2026, 4, 14),
        "Sở Tư pháp thành phố Hải Phòng",
    ),
    (
        "Chương trình hành động số 14-CTr/ĐU, ngày 12/2/2026 của Ban Thường vụ Đảng ủy xã",
        "Chương trình hành động",
        "14-CTr/ĐU",
        dt.date(2026, 2, 12),
        "Ban Thường vụ Đảng ủy xã",
    ),
    ("Quyết định số 766/QĐ-TTg ngày 31/02/2025", "Quyết định", "766/QĐ-TTg", None, None),
    (
        "Nghị quyết số 66.15/2026/NQ-CP ngày 17/01/2026 của Chính phủ",
        "Nghị quyết",
        "66.15/2026/NQ-CP",
        dt.date(2026, 1, 17),
        "Chính phủ",
    ),
    ("Quyết định số 043/2025/QĐ-UBND", "Quyết định", "043/2025/QĐ-UBND", None, None),
    ("Quyết định số 02037/QĐ-UBND", "Quyết định", "02037/QĐ-UBND", None, None),
    (
        "Thông tư liên tịch số 29/2025/TTLT-BTP-BCA-TANDTC của Bộ Tư pháp, Bộ Công an và Tòa án nhân dân tối cao",
        "Thông tư liên tịch",
        "29/2025/TTLT-BTP-BCA-TANDTC",
        None,
        "Bộ Tư pháp, Bộ Công an và Tòa án nhân dân tối cao",
    ),
    (
        "Kế hoạch số 515/KH-BCA-BNN&MT ngày 31/8/2025 của Bộ Công an và Bộ Nông nghiệp và Môi trường",
        "Kế hoạch",
        "515/KH-BCA-BNN&MT",
        dt.date(2025, 8, 31),
        "Bộ Công an và Bộ Nông nghiệp và Môi trường",
    ),
    ("Văn bản hợp nhất số 7079VBHN-BTP", "Văn bản hợp nhất", "7079VBHN-BTP", None, None),
    ("văn bản hợp nhất 8376 /VBHN-BTP", "Văn bản hợp nhất", "8376/VBHN-BTP", None, None),
    ("Nghị định số 152/2025/NĐ-СР của Chính phủ", "Nghị định", "152/2025/NĐ-CP", None, "Chính phủ"),
    ("Nghị định số 07/2025/NÐ-CP", "Nghị định", "07/2025/NĐ-CP", None, None),
    (
        "Thông tư số 32 /2026/TT- NHNN ngày 05/5/2026 của Thống đốc Ngân hàng Nhà nước Việt Nam",
        "Thông tư",
        "32/2026/TT-NHNN",
        dt.date(2026, 5, 5),
        "Thống đốc Ngân hàng Nhà nước Việt Nam",
    ),
    (
        "Thông tư số 02/2017/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
        "Thông tư",
        "02/2017/TT-VPCP",
        None,
        "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ",
    ),
    ("Kết luận thanh tra số 12/KL-TTCP của Thanh tra Chính phủ", "Kết luận", "12/KL-TTCP", None, "Thanh tra Chính phủ"),
    ("Luật an toàn, vệ sinh lao động số 84/2015/QH13", "Luật", "84/2015/QH13", None, None),
    (
        "Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức số 52/2019/QH14",
        "Luật",
        "52/2019/QH14",
        None,
        None,
    ),
    ("Luật Một tên chưa ai biết tới số 12/2031/QH17", "Luật", "12/2031/QH17", None, None),
    ("công văn số 142 của Phòng Giáo dục và Đào tạo", "Công văn", "142", None, "Phòng Giáo dục và Đào tạo"),
    ("Nghị quyết 57 của Bộ Chính trị", "Nghị quyết", "57", None, "Bộ Chính trị"),
    (
        "Quyết định của Thủ tướng Chính phủ số 123/QĐ-TTg ngày 01/02/2024",
        "Quyết định",
        "123/QĐ-TTg",
        dt.date(2024, 2, 1),
        "Thủ tướng Chính phủ",
    ),
    ("NĐ 119/2020/NĐ-CP", "Nghị định", "119/2020/NĐ-CP", None, None),
    ("QĐ số 12/QĐ-UBND", "Quyết định", "12/QĐ-UBND", None, None),
    ("Công văn hỏa tốc số 12/UBND-VX", "Công văn", "12/UBND-VX", None, None),
    ("Thông tư 31/2022/TT-BTC** ngày 08/6/2022", "Thông tư", "31/2022/TT-BTC", dt.date(2022, 6, 8), None),
]


@pytest.mark.parametrize(("printed", "kind", "number", "date", "issuer"), CASES)
@pytest.mark.parametrize("frame", ["Thực hiện {}, đơn vị báo cáo.", "{}", "(theo {}) như sau"])
def test_numbered(frame: str, printed: str, kind: str, number: str, date: dt.date | None, issuer: str | None) -> None:
    text = frame.format(printed)
    (found,) = cite(text)
    assert text[found.start : found.end] == found.surface == printed
    assert (found.kind, found.number, found.date, found.issuer, found.class_) == (
        kind,
        number,
        date,
        issuer,
        "numbered",
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Căn cứ Nghịđịnh số 30/2020/NĐ-CP ngày 05/3/2020;", "30/2020/NĐ-CP"),
        ("Căn cứ Nghị địnhsố 30/2020/NĐ-CP;", "30/2020/NĐ-CP"),
        ("theo kếhoạch số 12/KH-UBND", "12/KH-UBND"),
        ("căn cứ nghị định số 30/2020/nđ-cp ngày 05/3/2020 của chính phủ;", "30/2020/NĐ-CP"),
        ("theo quyết định số 1352/qđ-ttg", "1352/QĐ-TTg"),
        ("theo luật số 63/2025/qh15", "63/2025/QH15"),
        ("nghị quyết số 66-nq/tw ngày 30/4/2025", "66-NQ/TW"),
    ],
)
def test_lost_spaces_and_small_letters(text: str, number: str) -> None:
    assert [one.number for one in cite(text)] == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Công văn: số 176/STP-XDPL ngày 28/01/2026; số 382/STP-XDPL ngày 28/02/2026 ; số 366/STP-KT.", 3),
        ("Quyết định số 3913/QĐ-STP và Quyết định số 3914/QĐ-STP ngày 27/12/2025.", 2),
        ("các Nghị định số 78/2025/NĐ-CP, 79/2025/NĐ-CP và 80/2025/NĐ-CP của Chính phủ", 3),
        ("Công văn số 464/STC-VP của Sở Tài chính, Công văn số 171/SKHCN-VP của Sở Khoa học và Công nghệ.", 2),
        ("Công văn số 1234/BTP-PLDSKT, 1235/BTP-TTr.", 2),
        ("Luật số 63/2025/QH15 và Luật số 64/2025/QH15, 65/2025/QH15", 3),
    ],
)
def test_lists(text: str, numbers: int) -> None:
    found = cite(text)
    assert len(found) == numbers
    assert len({c.kind for c in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "điều kiện kinh tế - xã hội năm 2025",
        "thủ tục luật định, pháp luật và các quy định khác",
        "ban hành nghị quyết, quyết định, chỉ thị",
        "tỷ lệ 12/2025 đạt 30-40%",
        "thượng tôn Hiến pháp và pháp luật",
        "tổ chức hội nghị quán triệt",
        "số 12 Nguyễn Trãi, Hà Nội",
        "pháp luật\n\nThực hiện nhiệm vụ",
        "điểm dừng xe buýt, điểm hẹn số 5, khoản chi 12 triệu đồng",
        "Trường Đại học Luật Hà Nội",
        "Công ty Luật TNHH Minh Khuê, thạc sĩ Luật Kinh tế",
        "Báo cáo 2025 của Sở Tư pháp và Kế hoạch 2026 của UBND tỉnh",
        "Kế hoạch 5 năm, Quyết định 3 lần, Báo cáo 6 tháng đầu năm của UBND tỉnh",
        "VĂN BẢN QUY PHẠM PHÁP LUẬT CỦA HỘI ĐỒNG NHÂN DÂN",
        "Công văn số /UBND-NC ngày tháng năm 2026",
        "Mẫu số 02/KK-TNCN và QCVN 86:2025/BNNMT",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert cite(text) == []


@pytest.mark.parametrize(
    ("text", "title", "surface"),
    [
        ("theo Luật Đất đai năm 2024 thì", "Đất đai", "Luật Đất đai năm 2024"),
        ("quy định của Luật Ban hành văn bản quy phạm pháp luật; bảo đảm", "Ban hành văn bản quy phạm pháp luật", None),
        ("Luật Phòng, chống tác hại của rượu, bia năm 2019", None, None),
        ("thi hành Bộ luật Dân sự ngày 24/11/2015", "Dân sự", "Bộ luật Dân sự ngày 24/11/2015"),
        ("quy định của Luật Hợp tác xã có hưởng lương", "Hợp tác xã", "Luật Hợp tác xã"),
        ("theo Luật Hợp tác xã năm 2023 đã được sửa đổi", "Hợp tác xã", "Luật Hợp tác xã năm 2023"),
        ("theo Luật Xây dựng 2014 thì", "Xây dựng", "Luật Xây dựng 2014"),
        ("theo Luật Đầu tư theo phương thức đối tác công tư (PPP)", "Đầu tư theo phương thức đối tác công tư", None),
        ("theo Luật Địa chất và Khoáng sản; các", "Địa chất và Khoáng sản", None),
        ("theo Luật Thuỷ sản¹ và các", None, "Luật Thuỷ sản"),
        ("CHI TIẾT MỘT SỐ ĐIỀU CỦA LUẬT VIỆC LÀM VỀ BẢO HIỂM THẤT NGHIỆP", "VIỆC LÀM", "LUẬT VIỆC LÀM"),
        ("theo Luật Tên lạ vô danh thuộc phạm vi", "Tên lạ vô danh", None),
    ],
)
def test_laws_by_title(text: str, title: str | None, surface: str | None) -> None:
    (found,) = cite(text)
    assert found.class_ == "named"
    assert title is None or found.title == title
    assert surface is None or found.surface == surface


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Căn cứ Luật Đất đai năm 2024;", "basis"),
        ("Thực hiện Nghị quyết số 66-NQ/TW;", "implements"),
        ("Thay thế Quyết định số 12/QĐ-UBND.", "replaces"),
        ("Bãi bỏ Quyết định số 12/QĐ-UBND.", "repeals"),
        ("Sửa đổi, bổ sung một số điều của Nghị định số 30/2020/NĐ-CP.", "amends"),
        ("Quy định chi tiết một số điều của Luật Đất đai năm 2024.", "details"),
        ("Theo đó, Nghị quyết số 66-NQ/TW nêu rõ", "mentions"),
        ("Sửa đổi, bổ sung khoản 3 Điều 5 của Nghị định số 30/2020/NĐ-CP như sau:", "amends"),
        ("đã được sửa đổi, bổ sung một số điều theo Luật số 03/2022/QH15", "mentions"),
        ("được sửa đổi, bổ sung bởi Nghị định số 68/2025/NĐ-CP", "mentions"),
        ("bị thay thế bởi Quyết định số 12/QĐ-UBND", "mentions"),
        ("Quyết định này thay thế Quyết định số 12/QĐ-UBND.", "replaces"),
        ("Bãi bỏ Điều 1 và khoản 2 Điều 3 của Thông tư số 04/2024/TT-BTP", "repeals"),
        ("2. Thông tư số 44/2016/TT-BTP quy định về lưu trữ hết hiệu lực kể từ ngày 01/01/2026.", "repeals"),
        ("Quy định chi tiết khoản 1, 2 Điều 5 của Luật Đất đai", "details"),
        ("danh mục chi tiết theo quy định tại khoản 2 Điều 9 Nghị định số 193/2025/NĐ-CP", "mentions"),
        ("thay thế cụm từ “Luật Đất đai” bằng", "mentions"),
        ("thực hiện theo quy định của Luật Đất đai.", "mentions"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert cite(text)[-1].role == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Thay thế Quyết định số 12/QĐ-UBND và Quyết định số 13/QĐ-UBND.", ["replaces", "replaces"]),
        ("Bãi bỏ các văn bản sau đây:\na) Thông tư số 1/2020/TT-BTP;\nb) Thông tư số 2/2020/TT-BTP.", ["repeals"] * 2),
        (
            "Bãi bỏ toàn bộ các thông tư sau đây:\n"
            + "".join(f"{n}. Thông tư số {n}/2020/TT-BTP quy định về {'việc ' * 30};\n" for n in range(1, 31)),
            ["repeals"] * 30,
        ),
        ("Quyết định số 1/QĐ-UBND về A; Quyết định số 2/QĐ-UBND về B hết hiệu lực kể từ ngày ký.", ["repeals"] * 2),
        ("Căn cứ Luật Đất đai; Luật Nhà ở;\nCăn cứ Nghị định số 30/2020/NĐ-CP;", ["basis"] * 3),
        ("quy định chi tiết một số điều của Luật Giá; Nghị định số 30/2020/NĐ-CP", ["details", "mentions"]),
    ],
)
def test_roles_in_lists(text: str, roles: list[str]) -> None:
    assert [c.role for c in cite(text)] == roles


@pytest.mark.parametrize(
    ("chain", "normal"),
    [
        ("Điều 5, khoản 2 điểm a", "điểm a khoản 2 Điều 5"),
        ("điểm a, b và c khoản 1 Điều 3", "điểm a, b và c khoản 1 Điều 3"),
        ("khoản 2 Điều 15 Chương II", "khoản 2 Điều 15 Chương II"),
        ("điểm a, b khoản 2 và khoản 3 Điều 5", "điểm a, b khoản 2 và khoản 3 Điều 5"),
        ("từ Điều 5 đến Điều 9", "từ Điều 5 đến Điều 9"),
        ("các điều 5, 6 và 7", "Điều 5, 6 và 7"),
        ("khoản 2 Điều 45a", "khoản 2 Điều 45a"),
        ("Điều 28a và Điều 28b", "Điều 28a và Điều 28b"),
        ("khoản 1 Điều 35, khoản 2 Điều 36", "khoản 1 Điều 35, khoản 2 Điều 36"),
        ("điểm b.7 khoản 3 Điều 16", "điểm b.7 khoản 3 Điều 16"),
        ("điểm đ khoản 2 Điều 5", "điểm đ khoản 2 Điều 5"),
        ("Phần thứ hai", "Phần thứ hai"),
        ("tiết a điểm 1.2 khoản 3 Điều 4", "tiết a điểm 1.2 khoản 3 Điều 4"),
    ],
)
def test_pinpoints(chain: str, normal: str) -> None:
    text = f"theo {chain} của Nghị định số 30/2020/NĐ-CP"
    assert cite(text)[0].pinpoint == normal
    assert normal_order(chain) == normal


def test_each_document_has_its_own_provisions() -> None:
    found = cite(
        "theo khoản 1 Điều 2 Thông tư số 26/2025/TT-BTP và điểm a, b khoản 2 Điều 5 Nghị định số 78/2025/NĐ-CP"
    )
    assert [c.pinpoint for c in found] == ["khoản 1 Điều 2", "điểm a, b khoản 2 Điều 5"]


def test_the_paper_itself_is_cited_with_its_provision() -> None:
    (found,) = cite("quy định tại điểm c khoản 3 Điều 9 của Nghị định này")
    assert (found.class_, found.pinpoint) == ("self", "điểm c khoản 3 Điều 9")


@pytest.mark.parametrize("chain", ["điểm b*7 khoản 3 Điều 16", "khoản (2-x) Điều 16"])
def test_a_provision_that_is_not_read_whole_is_not_read(chain: str) -> None:
    assert cite(f"theo {chain} Nghị định số 30/2020/NĐ-CP")[0].pinpoint is None


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Tờ trình số 59/TTr-HCCV của Hội Công chứng viên tỉnh Lâm Đồng về việc", "Hội Công chứng viên tỉnh Lâm Đồng"),
        ("Công văn số 358/LĐLSVN-BTV của Ban thường vụ - Liên đoàn Luật sư Việt Nam về việc",
         "Ban thường vụ - Liên đoàn Luật sư Việt Nam"),
        ("Thông tư số 16/2023/TT-BCT của Bộ trưởng Bộ Công Thương hướng dẫn về hợp đồng", "Bộ trưởng Bộ Công Thương"),
        ("Kế hoạch số 208/KH-CAT của Công an tỉnh về đẩy mạnh", "Công an tỉnh"),
        ("Quyết định số 9/2020/QĐ-UBND của UBND tỉnh An Giang Sửa đổi, bổ sung", "UBND tỉnh An Giang"),
        ("Quyết định số 9/2020/QĐ-UBND của UBND tỉnh Kiên Giang Quyết định về việc", "UBND tỉnh Kiên Giang"),
        ("công văn số 60/ĐHKH-TCHC của Hiệu trưởng về việc", "Hiệu trưởng"),
        ("công văn số 142 của Phòng Giáo dục và Đào tạo, đơn vị", "Phòng Giáo dục và Đào tạo"),
        ("Nghị định số 235/HĐBT của Hội đồng Bộ trưởng về cải tiến", "Hội đồng Bộ trưởng"),
        ("Quyết định số 12/QĐ-UBND của những người ấy", None),
    ],
)  # fmt: skip
def test_issuers_known_and_unknown(text: str, issuer: str | None) -> None:
    assert cite(text)[0].issuer == issuer


def test_marks_of_notes_are_no_part_of_a_number() -> None:
    (found,) = cite("theo Quyết định số 766/QĐ-TTg³ trên địa bàn")
    assert found.number == "766/QĐ-TTg"


@pytest.mark.parametrize(
    ("declared", "found"),
    [
        ("Nghị quyết số 222/2025/QH15 về trung tâm (sau đây gọi tắt là Nghị quyết 222). Nghị quyết 222 nêu",
         [("Nghị quyết", "222/2025/QH15")]),
        ("Quyết định số 06/QĐ-TTg phê duyệt Đề án A (viết tắt là Đề án 06). Theo Đề án 06 thì",
         [("Đề án", "06/QĐ-TTg")]),
        ("Nghị quyết số 66-NQ/TW. Theo Nghị quyết 66, các đơn vị", [("Nghị quyết", "66-NQ/TW")]),
        ("Nghị quyết số 66-NQ/TW. Theo Nghị quyết 67, các đơn vị", []),
        ("Nghị định số 1/2025/NĐ-CP. Chủ đầu tư lập Đề án mở cửa rừng (sau đây gọi là Đề án rừng). Đề án rừng gồm", []),
        ("Nghị định số 1/2025/NĐ-CP; hai xã (sau đây gọi chung là Quy ước xã). Quy ước xã gồm", []),
    ],
)  # fmt: skip
def test_declared_names(declared: str, found: list[tuple[str, str]]) -> None:
    assert [(c.kind, c.number) for c in cite(declared) if c.class_ == "short"][-1:] == found


def test_a_bare_kind_counts_only_when_it_points_back() -> None:
    text = "KẾ HOẠCH\n\nNghị quyết số 57-NQ/TW và Nghị quyết số 66-NQ/TW. Việc thực hiện Nghị quyết, phải đúng hạn."
    assert [c.class_ for c in cite(text)] == ["numbered", "numbered"]


@pytest.mark.parametrize(
    "piece", ["Nghị quyết số 66-NQ/TW, ", "Quyết định số 1/QĐ-STP (sau đây gọi là Quyết định 1). "]
)
def test_time_grows_only_with_length(piece: str) -> None:
    pace.in_step(lambda times: partial(cite, piece * times), 1_000, 8_000, times=24)


def test_title_is_outside_the_span() -> None:
    (found,) = cite("Nghị quyết số 68-NQ/TW ngày 04/5/2025 của Bộ Chính trị về phát triển kinh tế tư nhân; các")
    assert found.surface.endswith("Bộ Chính trị")
    assert found.title == "về phát triển kinh tế tư nhân"


def test_short_names_self_and_anaphors() -> None:
    text = (
        "KẾ HOẠCH\nThực hiện Nghị quyết\n\nThực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị (sau đây "
        "gọi là Nghị quyết 66), đơn vị ban hành kế hoạch. Mục tiêu của Nghị quyết 66 là rõ. Việc thực hiện Nghị quyết, "
        "phải đúng hạn. "
        "Kế hoạch này có hiệu lực. Nghị quyết này rất quan trọng."
    )
    document = open_document(text.encode())
    found = {
        (c.class_, c.surface, c.number) for c in read_citations(document, header(document)) if c.class_ != "numbered"
    }
    assert ("short", "Nghị quyết 66", "66-NQ/TW") in found
    assert ("self", "Kế hoạch này", None) in found
    assert ("anaphor", "Nghị quyết này", "66-NQ/TW") in found


def test_targets_are_completed_by_the_paper() -> None:
    text = (
        "Số: 694/STP-XDPL\nHà Tĩnh, ngày 06 tháng 4 năm 2026\nV/v báo cáo\n\nKính gửi: UBND tỉnh\n\n"
        "Thực hiện Kế hoạch số 444/KH-UBND, Sở Tư pháp báo cáo. Nghị quyết số 66-NQ/TW được triển khai. Nghị quyết số "
        "66-NQ/TW "
        "của Bộ Chính trị. Kế hoạch số 213/KH-STP. Nghị định số 80/2025/NĐ-CP. UBND tỉnh đã chỉ đạo."
    )
    document = open_document(text.encode())
    targets = {c.number: c.target for c in read_citations(document, header(document))}
    assert targets == {
        "444/KH-UBND": "444/KH-UBND@UBND tỉnh Hà Tĩnh",
        "66-NQ/TW": "66-NQ/TW@Bộ Chính trị",
        "213/KH-STP": "213/KH-STP@Sở Tư pháp tỉnh Hà Tĩnh",
        "80/2025/NĐ-CP": "80/2025/NĐ-CP@Chính phủ",
    }


def test_unknown_target_is_none() -> None:
    assert cite("Kế hoạch số 12/KH-UBND")[0].target is None


def test_json_has_the_fields_of_the_contract() -> None:
    (found,) = cite("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;")
    assert found.to_dict() == {
        "start": 7,
        "end": 62,
        "surface": "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ",
        "kind": "Nghị định",
        "number": "30/2020/NĐ-CP",
        "date": "2020-03-05",
        "issuer": "Chính phủ",
        "title": "về công tác văn thư",
        "pinpoint": None,
        "class": "numbered",
        "role": "basis",
        "target": "30/2020/NĐ-CP@Chính phủ",
    }


def test_labelled_mentions(shared: Path) -> None:
    rows = [json.loads(row) for row in (shared / "gold_dev" / "citations_dev.jsonl").read_text("utf-8").splitlines()]
    found = missed = false = 0
    for file in sorted({row["file"] for row in rows}):
        document = open_document(shared / "seeds" / file)
        got = read_citations(document, header(document))
        gold = [row for row in rows if row["file"] == file]
        for row in gold:
            if row["core"]:
                hit = any(c.start < row["end"] and row["start"] < c.end and c.kind == row["kind_norm"] for c in got)
                found, missed = found + hit, missed + (not hit)
        false += sum(not any(c.start < row["end"] and row["start"] < c.end for row in gold) for c in got)
    assert 2 * found / (2 * found + missed + false) >= 0.95


def test_a_text_in_pieces_reads_as_the_whole() -> None:
    law = "Điều 5. Việc A\nTheo khoản 1 Điều 2 Luật Đất đai năm 2024 và Nghị định số 30/2020/NĐ-CP của Chính phủ.\n"
    text = law * 300
    pieces = [text[at : at + 37] for at in range(0, len(text), 37)]
    assert list(cite_pieces(pieces, window=2000)) == cite(text)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Căn cứ Nghị định số 1/2025/NĐ-CP; Nghị định số 2/2025/NĐ-CP về phí;", ["basis", "basis"]),
        ("\nĐiều 1. Bãi bỏ văn bản của Bộ\n1. Thông tư số 3/2020/TT-BCT về than.\n2. Thông tư số 4/2020/TT-BCT.",
         ["repeals", "repeals"]),
        ("\nĐiều 1. Thay thế văn bản\n1. Thông tư số 3/2020/TT-BCT về than.", ["replaces"]),
        ("\nĐiều 1. Bãi bỏ văn bản\nNêu.\nĐiều 2. Giải thích\n1. Thông tư số 3/2020/TT-BCT về than.", ["mentions"]),
    ],
)  # fmt: skip
def test_the_head_of_a_list_gives_the_role(text: str, roles: list[str]) -> None:
    assert [found.role for found in cite(text)] == roles


@pytest.mark.parametrize(
    ("text", "issuer", "target"),
    [
        (
            "Quyết định số 8/QĐ-UBND ngày 25/9/2025 của Chủ tịch UBND tỉnh\tVăn phòng UBND tỉnh",
            "Chủ tịch UBND tỉnh",
            None,
        ),
        ("Kế hoạch số 8/KH-UBND ngày 25/9/2025 của UBND tỉnh\nTheo dõi, đôn đốc", "UBND tỉnh", None),
        ("Kế hoạch số 8/KH-UBND ngày 25/9/2025 của UBND tỉnh\nKết luận thanh tra", "UBND tỉnh", None),
        ("Quyết định số 8/QĐ-UBND ngày 25/9/2025 của UBND tỉnh\nPhú Lâm về việc thử", "UBND tỉnh Phú Lâm", None),
        ("Quyết định số 8/QĐ-UBND ngày 25/9/2025 của UBND tỉnh Hòa\n2\nBình về việc thử", "UBND tỉnh Hòa Bình", None),
        ("Quyết định số 8/QĐ-UBND ngày 25/9/2025 của UBND tỉnh Hòa\nBình ban hành", "UBND tỉnh Hòa Bình", None),
        (
            "Quyết định số 2/2001/QĐ-BVHTT của Bộ trưởng Bộ Văn hóa - Thông tin",
            "Bộ trưởng Bộ Văn hóa - Thông tin",
            "2/2001/QĐ-BVHTT@Bộ Văn hóa - Thông tin",
        ),
        (
            "Thông tư số 16/2013/TT-BTC ngày 08/02/2013 của Bộ Trưởng Bộ Tài chính về thuế",
            "Bộ Trưởng Bộ Tài chính",
            "16/2013/TT-BTC@Bộ Tài chính",
        ),
        ("Điều 7 Nghị định số 31/2021/NĐ-CP do Ủy ban nhân dân cấp xã chuyển đến", None, "31/2021/NĐ-CP@Chính phủ"),
        ("Quy chế số 5/QC-UBND do UBND tỉnh Hà Tĩnh ban hành", "UBND tỉnh Hà Tĩnh", None),
    ],
)
def test_an_issuer_ends_where_its_name_ends(text: str, issuer: str | None, target: str | None) -> None:
    (found,) = cite(text)
    assert found.issuer == issuer
    assert target is None or found.target == target


def test_what_is_read_when_asked_for_cannot_be_told_from_what_was_given() -> None:
    text = (
        "Sửa đổi khoản 2 Điều 5 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; bãi bỏ Luật Đất đai năm 2013."
    )
    waiting, asked = cite(text), cite(text)
    roles = [(one.pinpoint, one.role) for one in asked]
    assert roles == [("khoản 2 Điều 5", "amends"), (None, "repeals")]
    given = [Citation(**{each.name: getattr(one, each.name) for each in dataclasses.fields(one)}) for one in asked]
    assert cite(text) == given and len({*asked, *given}) == 2
    assert pickle.loads(pickle.dumps(waiting)) == copy.deepcopy(cite(text)) == asked
    assert [one.to_dict() for one in cite(text)] == [one.to_dict() for one in given]
    moved = [one.elsewhere(start=one.start + 7) for one in waiting]
    assert [(one.start - 7, one.pinpoint, one.role) for one in moved] == [
        (one.start, *role) for one, role in zip(asked, roles, strict=True)
    ]
    assert not hasattr(cite(text)[0], "pinpoints")


def test_a_long_list_shares_its_role_without_going_deep() -> None:
    text = "Bãi bỏ " + ", ".join(f"Điều 3 Thông tư số {at}/2020/TT-BTC" for at in range(1, 3001))
    assert {one.role for one in cite(text)[::-1]} == {"repeals"}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("theo các Quyết định số 12, 13/QĐ-UBND ngày 03/02/2026", ["12/QĐ-UBND", "13/QĐ-UBND"]),
        (
            "theo các quyết định số 12, 13 và số 14/QĐ-UBND ngày 03/02/2026",
            ["12/QĐ-UBND", "13/QĐ-UBND", "14/QĐ-UBND"],
        ),
        ("Nghị định số 30; 31/2020/NĐ-CP", ["30/2020/NĐ-CP", "31/2020/NĐ-CP"]),
        ("Nghị quyết số 66 và 68-NQ/TW", ["66-NQ/TW", "68-NQ/TW"]),
        ("Công văn số 3, 4, 5/UBND-VX", ["3/UBND-VX", "4/UBND-VX", "5/UBND-VX"]),
        ("Kế hoạch số 5, 10/QĐ-UBND", []),  # the symbol is of another kind
        ("Quyết định số 12 ngày 01/02/2026, 13 hồ sơ", ["12"]),
    ],
)
def test_a_list_shares_the_symbol_of_its_last_number(text: str, numbers: list[str]) -> None:
    assert [one.number for one in cite(text)] == numbers


def test_documents_of_a_list_share_day_and_issuer_and_stand_apart() -> None:
    text = "bãi bỏ các Quyết định số 12, 13/QĐ-UBND ngày 03/02/2026 của UBND tỉnh Lạng Sơn về việc giao chỉ tiêu"
    first, second = cite(text)
    assert first.surface == "Quyết định số 12" and second.surface.startswith("13/QĐ-UBND ngày")
    assert first.date == second.date == dt.date(2026, 2, 3)
    assert [one.target for one in (first, second)] == [f"{n}/QĐ-UBND@UBND tỉnh Lạng Sơn" for n in (12, 13)]
    assert first.role == second.role == "repeals" and second.title == "về việc giao chỉ tiêu"


def test_a_number_of_the_party_may_have_a_hyphen_for_its_stroke() -> None:
    (found,) = cite("Đề án số 08-ĐA-TU ngày 02/7/2025 của Tỉnh ủy Lâm Đồng; tuyến số 08-A-B")
    assert (found.number, found.target) == ("08-ĐA-TU", "08-ĐA/TU@Tỉnh ủy Lâm Đồng")


def test_a_title_is_read_when_it_is_asked_for_in_the_words_of_the_paper() -> None:
    (waiting,) = cite("Quyết định số 5/QĐ-UBND về hoà giải ở cơ sở")
    moved = waiting.elsewhere(start=waiting.start + 3)
    assert moved.title == waiting.title == "về hoà giải ở cơ sở"
    assert waiting.elsewhere(title="về việc khác").title == "về việc khác"
