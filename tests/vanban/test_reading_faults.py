"""Every class of fault of reading that was seen in real papers, each with the least text that shows it and "
"what is right.

The papers here are invented. One row is one class; the modules named beside the parts hold the many cases of each.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

import pytest

from vanban import cite, header, lint, outline, read_document, reconcile, timing

CIRCULAR = "BỘ TÀI CHÍNH\nSố: 5/2026/TT-BTC\nHà Nội, ngày 01 tháng 01 năm 2026\nTHÔNG TƯ\nQuy định thử\n"
CLOSING = f"{CIRCULAR}Điều 5. Hiệu lực thi hành\n1. Thông tư này có hiệu lực từ ngày 01/3/2026"
OLD = "Thông tư số 16/2013/TT-BTC"
PLACE = "ỦY BAN NHÂN DÂN\nTỈNH THỬ\nSố: 5/{}-UBND\nThử, ngày 05 tháng 01 năm 2026\n"
NOTICE = PLACE.format("TB") + "THÔNG BÁO\nKết luận cuộc họp\n"
PLAN = PLACE.format("KH") + "KẾ HOẠCH\nThử nghiệm năm 2026\n"
PROGRAMME = PLACE.format("CTr") + "CHƯƠNG TRÌNH\nThử nghiệm năm 2026\n"
ISSUED = dt.date(2026, 1, 5)


# --- amendments: H1, H2 (test_amendments, test_amendments_proof) ------------------------------------------------------


def ordered(text: str) -> list[tuple[str, str | None, str | None, bool]]:
    """What a closing article orders of other papers: kind, paper, provision, whether a person has to look."""
    found = read_document(text).amendments
    return [
        (str(one.kind), (one.document or "").partition("@")[0] or None, one.provision, one.needs_person)
        for one in found
        if str(one.kind) != "commencement"
    ]


@pytest.mark.parametrize(
    ("fault", "text", "paper", "provision"),
    [
        (
            "H1 a repeal is invented from the title of another paper",
            f"{CLOSING}, thay thế Thông tư số 11/2019/TT-BTC ngày 02/3/2019 của Bộ trưởng Bộ Tài chính về tài "
            f"khoản và "
            "bãi bỏ Điều 2 Thông tư số 40/2024/TT-BTC ngày 16/6/2024 của Bộ trưởng Bộ Tài chính sửa đổi, bổ "
            "sung một số "
            "điều của Thông tư số 120/2013/TT-BTC ngày 27/8/2013 của Bộ trưởng Bộ Tài chính; Thông tư số "
            "300/2015/TT-BTC "
            "ngày 21/12/2015 của Bộ trưởng Bộ Tài chính quy định hệ thống mục lục.",
            ["11/2019/TT-BTC", "40/2024/TT-BTC"],
            [None, "Điều 2"],
        ),
    ],
)
def test_no_repeal_is_invented(fault: str, text: str, paper: list[str], provision: list[str | None]) -> None:
    found = ordered(text)
    assert [(one[1], one[2]) for one in found] == list(zip(paper, provision, strict=True)), fault


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (
            "H2 «trừ»",
            f"{OLD} hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành, trừ Điều 12 và Chương IV cho đến "
            f"khi có quy định khác.",
        ),
        (
            "H2 «riêng»",
            f"{OLD} hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành; riêng các quy định về thuế khoán "
            f"hết hiệu lực từ kỳ tính thuế năm 2027.",
        ),
        (
            "H2 «trừ» after «thay thế»",
            f"Thông tư này thay thế {OLD} của Bộ trưởng Bộ Tài chính, trừ các quy định về thuế.",
        ),
        ("H2 the part that stays", f"Bãi bỏ {OLD} của Bộ trưởng Bộ Tài chính, trừ khoản 2 Điều 7."),
    ],
)
def test_a_repeal_with_an_exception_waits_for_a_person(fault: str, sentence: str) -> None:
    (found,) = ordered(f"{CLOSING}.\n2. {sentence}")
    assert found == ("repeal", "16/2013/TT-BTC", None, True), fault


# --- letters and files: H3 is test_files_pdf_signed, test_files_pdf_letters; H4 is test_rewrites, test_settling ------


def test_a_decomposed_text_has_the_articles_and_the_task_of_the_composed_one() -> None:
    """H4."""
    text = "Điều 1. Phạm vi\nĐiều 2. Giao Sở Tư pháp chủ trì rà soát văn bản, hoàn thành trước ngày 30/6/2026.\n"
    for form in ("NFC", "NFD"):
        reading = read_document(unicodedata.normalize(form, PLACE.format("QĐ") + "QUYẾT ĐỊNH\nThử\n" + text))
        assert [node.label for node in reading.outline] == ["1", "2"], form
        (task,) = reading.tasks
        assert (list(task.lead), task.timing.due) == (["Sở Tư pháp"], dt.date(2026, 6, 30)), form


# --- who is spoken to: H5 (test_tasks_addressees, test_tasks_given) ---------------------------------------------------

SCHEDULE = (
    "TT\tNội dung\tCơ quan thực hiện\tThời gian (Năm 2026)\n"
    "1\tTọa đàm trên sóng\tĐài Phát thanh\tTừ 20 giờ 15 phút - 20 giờ 45 phút ngày 08 tháng 5\n"
    "2\tGiao lưu trực tuyến\tĐài Phát thanh\tTừ 20 giờ 15 phút - 20 giờ 45 phút ngày 12 tháng 6\n"
)


def tasks(text: str) -> list[tuple[str | None, list[str], list[str], str | None]]:
    """Code, leads, partners and due day of what a paper assigns."""
    return [
        (one.code, list(one.lead), list(one.coordinating), one.timing.due.isoformat() if one.timing.due else None)
        for one in read_document(text).tasks
        if one.progress is None
    ]


@pytest.mark.parametrize(
    ("fault", "text", "found"),
    [
        (
            "H5 a collective in the lead-in line",
            f"{NOTICE}II. Chủ tịch yêu cầu các sở, ban, ngành tập trung thực hiện tốt các nhiệm vụ sau:\n"
            f"1. Về hạ tầng\n"
            "Giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Công an tỉnh:\na) Rà soát đường truyền.\n"
            "b) Hoàn thành nâng cấp trước ngày 30/6/2026.",
            [
                ("II.1.a", ["Sở Khoa học và Công nghệ"], ["Công an tỉnh"], None),
                ("II.1.b", ["Sở Khoa học và Công nghệ"], ["Công an tỉnh"], "2026-06-30"),
            ],
        ),
        (
            "H5 role words left in the name",
            f"{PLAN}III. TỔ CHỨC THỰC HIỆN\nGiao Sở Tài chính chủ trì, phối hợp với các cơ quan liên quan:\n"
            f"1. Bố trí kinh phí.",
            [("III.1", ["Sở Tài chính"], ["Các cơ quan liên quan"], None)],
        ),
        (
            "H5 a name cut at a verb",
            f"{PLAN}III. TỔ CHỨC THỰC HIỆN\n1. Ban Quản lý dự án đầu tư xây dựng số 2:\n"
            f"a) Bàn giao mặt bằng trước ngày 15/5/2026.",
            [("III.1.a", ["Ban Quản lý dự án đầu tư xây dựng số 2"], [], "2026-05-15")],
        ),
        (
            "H5 a verb kept in a partner",
            f"{PLAN}III. TỔ CHỨC THỰC HIỆN\n1. Sở Tư pháp\n"
            f"a) Chủ trì, phối hợp với các cơ quan, đơn vị liên quan duy trì, "
            "cập nhật Trang thông tin.",
            [("III.1.a", ["Sở Tư pháp"], ["Các cơ quan, đơn vị liên quan"], None)],
        ),
        (
            "H5 who is no agency leads too",
            f"{NOTICE}II. NHIỆM VỤ\n1. Nhà đầu tư dự án khu đô thị:\n"
            f"a) Chủ động phối hợp với Sở Xây dựng, Sở Nông nghiệp và "
            "Môi trường hoàn thiện hồ sơ trước ngày 30/3/2026.\nb) Nộp tiền trước ngày 30/4/2026.",
            [
                ("II.1.a", ["Nhà đầu tư"], ["Sở Xây dựng", "Sở Nông nghiệp và Môi trường"], "2026-03-30"),
                ("II.1.b", ["Nhà đầu tư"], [], "2026-04-30"),
            ],
        ),
        (
            "H5 a long head of persons",
            f"{PLAN}III. TỔ CHỨC THỰC HIỆN\n"
            f"1. Thủ trưởng các cơ quan chuyên môn thuộc UBND tỉnh, Trưởng Ban Quản lý các khu công "
            "nghiệp và Chủ tịch UBND các xã, phường, đặc khu\na) Nhân rộng các mô hình trước ngày 30/4/2026.",
            [
                (
                    "III.1.a",
                    [
                        "Thủ trưởng các cơ quan chuyên môn thuộc UBND tỉnh",
                        "Trưởng Ban Quản lý các khu công nghiệp",
                        "Chủ tịch UBND các xã, phường, đặc khu",
                    ],
                    [],
                    "2026-04-30",
                )
            ],
        ),
        (
            "H5 headings that are units",
            f"{PROGRAMME}III. NỘI DUNG, PHÂN CÔNG NHIỆM VỤ\n1. Nâng cao hiệu lực\n1.1. Văn phòng UBND tỉnh\n"
            f"- Theo dõi mô hình.\n"
            "1.2. Sở Nội vụ\n- Phối hợp với Công an tỉnh xây dựng mô hình điểm.",
            [("1.1.1", ["Văn phòng UBND tỉnh"], [], None), ("1.2.1", ["Sở Nội vụ"], ["Công an tỉnh"], None)],
        ),
        (
            "H5 aims are no tasks",
            f"{PLAN}II. NHIỆM VỤ\n1. Cải cách thể chế\na) Mục tiêu\n- 100% văn bản được ban hành đúng hạn.\n"
            f"b) Nhiệm vụ\n"
            "- Rà soát văn bản.\n- Công bố thủ tục.",
            [("1.b.1", [], [], None), ("1.b.2", [], [], None)],
        ),
        (
            "H5 a pointer in the cell of the lead",
            f"{PLAN}PHỤ LỤC\nTT\tNhiệm vụ\tCơ quan chủ trì\tThời hạn\n"
            "1\tRà soát văn bản\tTheo phân công tại Quyết định số 14/QĐ-UBND\tTrước ngày 30/6/2026\n",
            [("1", [], [], "2026-06-30")],
        ),
        (
            "H5 a schedule with hours",
            f"{PLAN}PHỤ LỤC\n{SCHEDULE}",
            [("1", ["Đài Phát thanh"], [], "2026-05-08"), ("2", ["Đài Phát thanh"], [], "2026-06-12")],
        ),
    ],
)
def test_who_is_spoken_to(fault: str, text: str, found: list[Any]) -> None:
    assert tasks(text) == found, fault


# --- deadlines: H6 (test_timing, test_timing_grammar) -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("phrase", "kind", "days"),
    [
        (
            "Ban hành kế hoạch trong tháng 01/2026, kiểm tra chậm nhất trong tháng 6/2026 và báo cáo kết quả "
            "chậm nhất trong "
            "tháng 8/2026",
            "composite",
            ["2026-01-31", "2026-06-30", "2026-08-31"],
        ),
        (
            "Ban hành kế hoạch trong tháng 01 hằng năm; kiểm tra chậm nhất trong tháng 6 hằng năm và báo cáo "
            "chậm nhất trong "
            "tháng 8 hằng năm",
            "composite",
            ["FREQ=YEARLY;BYMONTH=1", "FREQ=YEARLY;BYMONTH=6", "FREQ=YEARLY;BYMONTH=8"],
        ),
        (
            "Kiểm đếm, hoàn thành trong tháng 4/2026; hoàn thành phê duyệt phương án trước ngày 20/5/2026",
            "composite",
            ["2026-04-30", "2026-05-20"],
        ),
        ("Từ 20 giờ 15 phút ngày 23 tháng 1 năm 2026", "fixed", ["2026-01-23"]),
        ("Ban hành kế hoạch chậm nhất là ngày 31/12/2025 và tổ chức thực hiện", "fixed", ["2025-12-31"]),
        ("Ban hành kế hoạch trong tháng 01/2026 và tổ chức thực hiện", "window", ["2026-01-31"]),
        ("Thường xuyên trong tháng", "continuous", []),
        ("Trước ngày 31/01 năm liền kề", "recurring", ["FREQ=YEARLY;BYMONTH=1"]),
        ("Trước ngày 05 của tháng liền kề", "recurring", ["FREQ=MONTHLY;BYMONTHDAY=5"]),
        ("Chậm nhất ngày 31/12 năm trước liền kề", "recurring", ["FREQ=YEARLY;BYMONTH=12"]),
        ("định kỳ 02 tuần/lần", "recurring", ["FREQ=WEEKLY;INTERVAL=2"]),
        ("02 tuần một lần", "recurring", ["FREQ=WEEKLY;INTERVAL=2"]),
        ("Định kỳ trước 16 giờ ngày thứ Sáu hằng tuần", "recurring", ["FREQ=WEEKLY;BYDAY=FR"]),
        ("Trong thời hạn 60 ngày làm việc", "after_event", []),
        ("Hằng tháng tổ chức 01 cuộc đối thoại", "recurring", ["FREQ=MONTHLY"]),
        ("mỗi tháng 02 chuyên mục", "recurring", ["FREQ=MONTHLY"]),
        ("yêu cầu đến 30/5/2026 phải bàn giao", "fixed", ["2026-05-30"]),
        ("hằng tuần báo cáo", "recurring", ["FREQ=WEEKLY"]),
        ("hằng quý có ít nhất 01 tin", "recurring", ["FREQ=YEARLY;BYMONTH=3,6,9,12"]),
    ],
)
def test_every_date_of_a_phrase_is_used(phrase: str, kind: str, days: list[str]) -> None:
    """H6."""
    found = timing(phrase, issued=ISSUED)
    parts = found.parts or (found,)
    assert str(found.kind) == kind
    given = [part.due.isoformat() if part.due else part.rrule or "" for part in parts]
    assert len([one for one in given if one]) == len(days)
    assert all(one.startswith(day) for one, day in zip([one for one in given if one], days, strict=True)), given


@pytest.mark.parametrize("phrase", ["Tháng 01 - 02/20", "Tháng 3/20", "Quý II/20"])
def test_a_year_that_was_cut_is_never_sure(phrase: str) -> None:
    """H6."""
    found = timing(phrase, issued=ISSUED)
    assert found.due is None or found.confidence <= 0.5


# --- heads and issuers: H7 (test_header, test_header_zone, test_papers, test_files_html) ------------------------------


@pytest.mark.parametrize(
    ("fault", "text", "issuer"),
    [
        (
            "H7 over the border of a cell",
            "Kế hoạch số 3/KH-UBND ngày 25/9/2025 của Chủ tịch UBND tỉnh\tVăn phòng UBND tỉnh",
            "Chủ tịch UBND tỉnh",
        ),
        (
            "H7 over a line",
            "Quyết định số 5/QĐ-UBND ngày 02/02/2025 của UBND tỉnh\nPhú Thọ về việc thử",
            "UBND tỉnh Phú Thọ",
        ),
        (
            "H7 over the number of a page",
            "Quyết định số 5/QĐ-UBND ngày 02/02/2025 của UBND tỉnh Hòa\n12\nBình về việc thử",
            "UBND tỉnh Hòa Bình",
        ),
        (
            "H7 a ministry of old",
            "Quyết định số 2/2001/QĐ-BVHTT của Bộ trưởng Bộ Văn hóa - Thông tin",
            "Bộ trưởng Bộ Văn hóa - Thông tin",
        ),
        ("H7 «Bộ Trưởng»", f"{OLD} ngày 05/6/2013 của Bộ Trưởng Bộ Tài chính", "Bộ trưởng Bộ Tài chính"),
        ("H7 «do … chuyển đến»", "Điều 7 Nghị định số 31/2021/NĐ-CP do Ủy ban nhân dân cấp xã chuyển đến", None),
    ],
)
def test_who_issued_a_cited_paper(fault: str, text: str, issuer: str | None) -> None:
    (found,) = cite(text)
    seen = None if found.issuer is None else found.issuer.replace("Bộ Trưởng", "Bộ trưởng")
    assert seen == issuer, fault


@pytest.mark.parametrize(
    ("fault", "text", "field", "value"),
    [
        (
            "H7 the Standing Committee in two lines",
            "ỦY BAN THƯỜNG VỤ\nQUỐC HỘI\nNghị quyết số: 3/2026/UBTVQH16\nHà Nội, ngày 05 tháng 01 năm 2026\n"
            "NGHỊ QUYẾT\nVề thử\n",
            "issuer",
            "Ủy ban Thường vụ Quốc hội",
        ),
        (
            "H7 a report without a number",
            "UBND XÃ THỬ\nPHÒNG VĂN HÓA - XÃ HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "BÁO CÁO CÔNG TÁC TUẦN 02 THÁNG 6 NĂM 2026\nI. TÌNH HÌNH HOẠT ĐỘNG\n1. Hoạt động",
            "kind",
            "Báo cáo",
        ),
        (
            "H7 a letter with a form behind it",
            "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 18/SGDĐT-GDPT\nV/v khảo sát phòng học\nThử, ngày 05 tháng 01 năm 2026\n"
            "Kính gửi: Các trường\nSở đề nghị các trường báo cáo.\nNơi nhận:\n- Như trên;\nPhụ lục 2\n"
            "ĐỀ CƯƠNG\nBÁO CÁO\nThực trạng phòng học",
            "kind",
            "Công văn",
        ),
        (
            "H7 page furniture before a law",
            "Chưa có hiệu lực\nNgày có hiệu lực:01/07/2026\nLuật\nQUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
            "Độc lập - Tự do - Hạnh phúc\nLuật số: 90/2026/QH16\nLUẬT\nMẪU THỬ\nĐiều 1. Phạm vi",
            "title",
            "MẪU THỬ",
        ),
        (
            "H7 a kind that a scan lost a tone of",
            "ỦY BAN NHÂN DÂN\nTỈNH THỬ\nSố: 5/QĐ-UBND\nQUYÉT ĐỊNH\nVề việc thử\nĐiều 1. Phê duyệt",
            "kind",
            "Quyết định",
        ),
    ],
)
def test_the_head_is_that_of_the_paper(fault: str, text: str, field: str, value: str) -> None:
    assert getattr(header(text), field) == value, fault


def test_several_papers_in_one_file_are_read_each() -> None:
    """H7; in one PDF: test_files_pdf_letters; on the site: tests/documents/test_several_papers."""
    one = (
        "SỞ TƯ PHÁP\nSố: {0}/STP-VP\nV/v {1}\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Thử, ngày 05 tháng 01 năm 2026\nKính gửi: UBND các xã\n"
        "Sở đề nghị các xã gửi báo cáo trước ngày 20/01/2026.\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\nLê Văn B\n"
    )
    papers = read_document(one.format(17, "hộ tịch") + one.format(18, "chứng thực")).papers
    assert [paper.header.number for paper in papers] == ["17/STP-VP", "18/STP-VP"]


# --- figures that agree: H8 (test_reconcile_rivals) -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (
            "H8 a number cut inside",
            "Đã hỗ trợ 2.594 hồ sơ, cụ thể:\nTT\tTên thủ tục\tSố hồ sơ\n1\tKhai sinh\t1.500\n2\tKết hôn\t1.094\n",
        ),
        (
            "H8 rows counted that are places",
            "Đã giải quyết 14 hồ sơ tại 02 địa phương:\nTT\tĐịa phương\tSố hồ sơ\n1\tXã A\t8\n2\tXã B\t6\n",
        ),
        ("H8 a part of a whole", "b) Nhóm 2: đạt từ 80 điểm (01/15 đơn vị)\nTT\tĐơn vị\tĐiểm\n1\tSở Thử\t85\n"),
        (
            "H8 a list of items with parts in brackets",
            "Tổng số đơn vị hiện có là 100 đơn vị; cụ thể:\n+ Sở: 12 đơn vị.\n+ Trường: 47 đơn vị.\n"
            "+ Khác: 30 đơn vị (gồm 28 ban quản lý, 02 trung tâm).\n+ Xã: 11 đơn vị.",
        ),
        (
            "H8 parts within a part",
            "Tổng dự toán là 1.000 tỷ đồng, trong đó:\n"
            "+ Dự toán chi đầu tư là 900 tỷ đồng (gồm vốn năm nay 700 tỷ đồng; vốn kéo dài 200 tỷ đồng).\n"
            "+ Dự toán chi thường xuyên là 100 tỷ đồng.",
        ),
    ],
)
def test_no_difference_is_told_that_another_reading_balances(fault: str, text: str) -> None:
    found = reconcile(read_document(f"UBND XÃ THỬ\nBÁO CÁO\nKết quả công tác\n{text}"))
    assert [one for one in found if one.verdict == "lệch"] == [], fault


def test_reports_of_two_periods_are_compared_and_not_accused() -> None:
    """H8."""
    text = "UBND TỈNH THỬ\nBÁO CÁO\nKết quả {}\nTổng số hồ sơ cấp xã đã giải quyết là {} hồ sơ."
    one, other = text.format("năm 2025", "468.463"), text.format("quý I năm 2026", "241.331")
    assert [row for row in reconcile(read_document(one), read_document(other)) if row.verdict == "lệch"] == []


# --- figures: H9 (test_figures_wholly) --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "text", "field", "value"),
    [
        ("H9 a unit with an exponent and a rate", "Công suất đạt 500 m3/ngày.", "unit", "m3/ngày"),
        ("H9 «≥»", "Tỷ lệ hài lòng: ≥50%.", "bound", "at_least"),
        ("H9 «không được vượt quá»", "Chi phí quản lý không được vượt quá 15%.", "bound", "at_most"),
        ("H9 «đến»", "Phạt tiền đến 20.000.000 đồng.", "bound", "at_most"),
        ("H9 «trở lên» of another clause", "Phân thành 03 loại: lớn là từ 300 ha trở lên.", "bound", None),
    ],
)
def test_a_figure_is_read_whole(fault: str, text: str, field: str, value: str | None) -> None:
    found = getattr(read_document(text).figures[0], field)
    assert (found if found is None else str(found)) == value, fault


def test_a_row_is_named_by_what_differs() -> None:
    """H9."""
    table = "TT\tĐơn vị\tĐiểm đạt được\tXếp loại\n1\tXã Bình An\t92\tTỐT\n2\tXã Bình Hòa\t90\tTỐT\n"
    subjects = [one.subject for one in read_document(f"BÁO CÁO\nKết quả\n{table}").figures]
    assert any("Xã Bình An" in (subject or "") for subject in subjects)
    assert not any("TỐT" in (subject or "") for subject in subjects)


# --- citations (test_citations, test_pinpoints) -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fault", "text", "number", "pinpoint"),
    [
        ("an annex", "theo Phụ lục VIII Nghị định số 31/2021/NĐ-CP", "31/2021/NĐ-CP", "Phụ lục VIII"),
        (
            "a form in an annex",
            "theo Mẫu số 04 Phụ lục ban hành kèm theo Nghị định số 31/2021/NĐ-CP",
            "31/2021/NĐ-CP",
            "Mẫu số 04 Phụ lục",
        ),
        (
            "an item of an annex",
            "tại mục 13 Phụ lục II Thông tư số 5/2020/TT-BTC",
            "5/2020/TT-BTC",
            "Mục 13 Phụ lục II",
        ),
        ("a kind that was not known", "Đơn đề nghị số 12/ĐĐN-HLG ngày 03/02/2026", "12/ĐĐN-HLG", None),
        ("a hyphen in the number of the Assembly", "Nghị quyết số 54/2014/QH-13 ngày 01/6/2014", "54/2014/QH13", None),
    ],
)
def test_small_faults_of_citations(fault: str, text: str, number: str, pinpoint: str | None) -> None:
    (found,) = cite(text)
    assert (found.number or "").replace("QH-", "QH") == number, fault
    assert found.pinpoint == pinpoint, fault


def test_a_title_in_quotation_marks_is_no_citation() -> None:
    assert cite("Tiếp tục thực hiện Đề án “Nâng cao chất lượng hòa giải ở cơ sở” trên địa bàn.") == []


# --- lint: rules that cried wolf (test_lint_wolves) -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("share-wrong", "Có 13/15 đơn vị có chỉ số đạt từ 80% trở lên, chiếm tỷ lệ 86,67%."),
        ("cite-issuer-symbol", "Thực hiện Điều 7 Nghị định số 31/2021/NĐ-CP do Ủy ban nhân dân cấp xã chuyển đến."),
        ("cite-no-date", "Ngày 09/4/2025, Bộ Tư pháp đã có Công văn số 18/BTP-PB hướng dẫn."),
        ("basis-punctuation", "Căn cứ Kế hoạch này, các cơ quan, đơn vị triển khai thực hiện."),
        ("district-abolished", "Báo cáo số 3/BC-UBND ngày 05/3/2024 của UBND huyện Thử."),
        (
            "agency-two-ways",
            "Sở Tài chính có Công văn số 5/STC-VP ngày 05/01/2026. Sở Tài chính đã có Công văn số 6/STC-VP ngày "
            "06/01/2026.",
        ),
    ],
)
def test_rules_that_cried_wolf_are_silent(rule: str, text: str) -> None:
    found = [one.rule for one in lint(read_document(f"{PLAN}I. KẾT QUẢ\n{text}\n"))]
    assert rule not in found


def test_no_article_is_missed_in_a_decomposed_text() -> None:
    """H4, rule article-gap."""
    text = "".join(f"Điều {n}. Quy định thứ {n}\nNội dung của điều này.\n" for n in range(1, 9))
    reading = read_document(unicodedata.normalize("NFD", f"{CIRCULAR}{text}"))
    assert len(outline(reading.text)) == 8
    assert "article-gap" not in [one.rule for one in reading.findings]
