"""Who is spoken to: names end where known names end, the inner addressee wins, what is inherited says from where."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.files.open import as_document
from vanban.model import Header, Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.tasks.addressees import heading_call, line_call, sentence_call
from vanban.tasks.cells import names_in
from vanban.tasks.names import names_at

ISSUER = "Ủy ban nhân dân tỉnh Hòa Bình"


def tasks_of(text: str, kind: str, issuer: str | None = ISSUER) -> tuple[Task, ...]:
    document = as_document(text)
    header = Header(kind=kind, date=dt.date(2026, 1, 5), issuer=issuer)
    return read_tasks(document, header, read_outline(document))


KHCN, CAT = ("Sở Khoa học và Công nghệ",), ("Công an tỉnh",)
THREE = (
    "Thủ trưởng các cơ quan chuyên môn thuộc UBND tỉnh",
    "Trưởng Ban Quản lý các khu công nghiệp",
    "Chủ tịch UBND các xã, phường, đặc khu",
)
# (what, kind of paper, text, [(code, lead, coordinating, due, from where)])
ADDRESSED: list[tuple[str, str, str, list[tuple[str, tuple[str, ...], tuple[str, ...], str | None, str | None]]]] = [
    (
        "a collective in the lead-in line gives way to the line below it",
        "Thông báo",
        "II. NHIỆM VỤ\nYêu cầu các sở, ban, ngành tập trung thực hiện tốt các nhiệm vụ sau:\n1. Về hạ tầng\n"
        "Giao Sở Khoa học và Công nghệ chủ trì, phối hợp với Công an tỉnh:\na) Rà soát đường truyền.\n"
        "b) Hoàn thành nâng cấp trước ngày 30/6/2026.",
        [("II.1.a", KHCN, CAT, None, "line"), ("II.1.b", KHCN, CAT, "2026-06-30", "line")],
    ),
    (
        "roles are no part of the name",
        "Thông báo",
        "III. Về kinh phí\nGiao Sở Tài chính chủ trì, phối hợp với các cơ quan liên quan:\n1. Bố trí kinh phí.",
        [("III.1", ("Sở Tài chính",), ("Các cơ quan liên quan",), None, "line")],
    ),
    (
        "the name of a board goes on over a verb",
        "Thông báo",
        "1. Ban Quản lý dự án đầu tư xây dựng số 2:\na) Bàn giao mặt bằng trước ngày 15/5/2026.",
        [("1.a", ("Ban Quản lý dự án đầu tư xây dựng số 2",), (), "2026-05-15", "heading")],
    ),
    (
        "a verb that no list knows is no part of a partner",
        "Chỉ thị",
        "1. Sở Nội vụ\na) Chủ trì, phối hợp với các cơ quan, đơn vị liên quan duy trì, cập nhật Trang thông tin.",
        [("1.a", ("Sở Nội vụ",), ("Các cơ quan, đơn vị liên quan",), None, "heading")],
    ),
    (
        "who leads is no agency, and partners are not taken for leads",
        "Thông báo",
        "1. Nhà đầu tư dự án Khu đô thị mới:\na) Khởi công trước ngày 15/3/2026.\n"
        "b) Chủ động phối hợp với Sở Xây dựng, Sở Nông nghiệp và Môi trường hoàn thiện hồ sơ trước ngày 20/02/2026.",
        [
            ("1.a", ("Nhà đầu tư",), (), "2026-03-15", "heading"),
            ("1.b", ("Nhà đầu tư",), ("Sở Xây dựng", "Sở Nông nghiệp và Môi trường"), "2026-02-20", "heading"),
        ],
    ),
    (
        "heads of offices in a long heading",
        "Chỉ thị",
        f"1. {THREE[0]}, {THREE[1]} và {THREE[2]}\na) Nhân rộng các mô hình trước ngày 30/4/2026.\nb) Báo cáo kết quả.",
        [("1.a", THREE, (), "2026-04-30", "heading"), ("1.b", THREE, (), None, "heading")],
    ),
    (
        "numbered headings of a programme that are units",
        "Chương trình",
        "III. NHIỆM VỤ VÀ PHÂN CÔNG NHIỆM VỤ\n1. Nâng cao hiệu lực\n1.2. Sở Nội vụ\n"
        "- Phối hợp với Công an tỉnh xây dựng mô hình.\n- Theo dõi, tổng hợp.",
        [("1.2.1", ("Sở Nội vụ",), CAT, None, "heading"), ("1.2.2", ("Sở Nội vụ",), (), None, "heading")],
    ),
    (
        "aims under a field are no tasks, each dash under «Nhiệm vụ» is one",
        "Kế hoạch",
        "II. NHIỆM VỤ\n1. Cải cách thể chế\na) Mục tiêu\n- 100% văn bản đúng hạn.\nb) Nhiệm vụ\n"
        "- Rà soát văn bản.\n- Công bố danh mục.",
        [("1.b.1", (), (), None, None), ("1.b.2", (), (), None, None)],
    ),
    (
        "the inner one wins in a sentence of its own",
        "Chỉ thị",
        "1. Các sở, ban, ngành\n- Quán triệt Chỉ thị.\n- Giao Sở Y tế chủ trì tổng hợp trước ngày 15/6/2026.\n"
        "- Công an tỉnh hướng dẫn các đơn vị.",
        [
            ("1.1", ("Các sở, ban, ngành",), (), None, "heading"),
            ("1.2", ("Sở Y tế",), (), "2026-06-15", "sentence"),
            ("1.3", CAT, (), None, "sentence"),
        ],
    ),
    (
        "a line before the first part speaks to all parts",
        "Công văn",
        "Thực hiện Kế hoạch số 21/KH-UBND, UBND tỉnh Hòa Bình đề nghị UBND các xã, phường thực hiện các nội dung:\n"
        "1. Rà soát danh sách, gửi Sở Nội vụ trước ngày 25/3/2026.\n2. Bố trí công chức phụ trách.\n"
        "3. Sở Nội vụ tổng hợp.",
        [
            ("1", ("UBND các xã, phường",), (), "2026-03-25", "line"),
            ("2", ("UBND các xã, phường",), (), None, "line"),
            ("3", ("Sở Nội vụ",), (), None, "sentence"),
        ],
    ),
    (
        "a field of an item",
        "Kế hoạch",
        "II. NỘI DUNG\n1. Quán triệt Luật\na) Nội dung: mở hội nghị.\nb) Cơ quan thực hiện:\n"
        "- Đơn vị chủ trì: Sở Y tế.\n- Đơn vị phối hợp: Sở Tư pháp và các cơ quan có liên quan.\n"
        "c) Thời gian: Quý II/2026.",
        [("1", ("Sở Y tế",), ("Sở Tư pháp", "Các cơ quan có liên quan"), "2026-06-30", "line")],
    ),
    (
        "a board of a decision is told by name",
        "Công điện",
        "1. Bộ trưởng các Bộ: Công Thương, Xây dựng chỉ đạo khắc phục sự cố.\n"
        "2. Văn phòng Chính phủ theo dõi, đôn đốc.",
        [
            ("1", ("Bộ trưởng Bộ Công Thương", "Bộ trưởng Bộ Xây dựng"), (), None, "sentence"),
            ("2", ("Văn phòng Chính phủ",), (), None, "sentence"),
        ],
    ),
    (
        "the resolution of a session gives work as letters do",
        "Nghị quyết",
        "QUYẾT NGHỊ:\n1. Về tình hình quý I\nThu ngân sách đạt 27% dự toán. UBND tỉnh yêu cầu:\n"
        "a) Sở Tài chính rà soát các khoản "
        "chi, trình trước ngày 20/4/2026.\n"
        "b) Thuế tỉnh chủ trì, phối hợp Công an tỉnh chống thất thu.\n2. Về Đề án chợ đêm\n"
        "Thống nhất nội dung Đề án. Giao Sở Công Thương hoàn chỉnh, trình ký trong tháng 4/2026.",
        [
            ("1.a", ("Sở Tài chính",), (), "2026-04-20", "sentence"),
            ("1.b", ("Thuế tỉnh",), CAT, None, "sentence"),
            ("2", ("Sở Công Thương",), (), "2026-04-30", "sentence"),
        ],
    ),
    (
        "brackets name who leads, who joins in and by when",
        "Kế hoạch",
        "II. NHIỆM VỤ CỤ THỂ\n1. Kiện toàn Ban Chỉ huy (Phòng Kinh tế tham mưu, hoàn thành trước ngày 28/02/2026).\n"
        "2. Rà soát phương án (Ban Chỉ huy Quân sự xã chủ trì; Công an xã, các thôn phối hợp; xong "
        "trước ngày 30/4/2026).\n"
        "3. Mua thiết bị đầu cuối (UBND cấp xã; hoàn thành trong quý III/2026).",
        [
            ("1", ("Phòng Kinh tế",), (), "2026-02-28", "sentence"),
            ("2", ("Ban Chỉ huy Quân sự xã",), ("Công an xã", "Các thôn"), "2026-04-30", "sentence"),
            ("3", ("UBND cấp xã",), (), "2026-09-30", "sentence"),
        ],
    ),
    (
        "one leads, others join in; a permit that was given is nothing told; words at the end are nobody's",
        "Công văn",
        "Kính gửi: Công an tỉnh\nChủ tịch UBND tỉnh có ý kiến như sau:\n"
        "1. Giao Công an tỉnh chủ trì, Sở Y tế, UBND các xã ven sông "
        "phối hợp mở đợt cao điểm.\n2. Sở Y tế rà soát các giấy phép đã cấp, báo cáo trước ngày 30/6/2026.\n"
        "3. Riêng Sở Nội vụ: bổ sung số liệu biên chế.\nThông tin chi tiết liên hệ Văn phòng.",
        [
            ("1", CAT, ("Sở Y tế", "UBND các xã ven sông"), None, "sentence"),
            ("2", ("Sở Y tế",), (), "2026-06-30", "sentence"),
            ("3", ("Sở Nội vụ",), (), None, "heading"),
        ],
    ),
    (
        "a unit told to make a contractor work is the one that leads; a heading of many is no list of departments",
        "Chỉ thị",
        "CHỈ THỊ\n1. Ban Quản lý dự án đầu tư xây dựng các công trình giao thông\n- Yêu cầu nhà thầu thi công 3 ca.\n"
        "- Lập tiến độ từng tuần.\n"
        "2. Các chủ rừng (các công ty lâm nghiệp, hộ gia đình): Xây dựng phương án, bố trí người canh gác.",
        [
            ("1.1", ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",), (), None, "heading"),
            ("1.2", ("Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",), (), None, "heading"),
            ("2", ("Các chủ rừng (các công ty lâm nghiệp, hộ gia đình)",), (), None, "heading"),
        ],
    ),
    (
        "fields in numbered lines, with times of every act",
        "Kế hoạch",
        "II. NHIỆM VỤ\n1. Khám sức khỏe học sinh\n1.1. Cơ quan chủ trì: Sở Y tế.\n"
        "1.2. Cơ quan phối hợp: Công an tỉnh.\n"
        "1.3. Thời gian hoàn thành: Tháng 12/2026.\n2. Nghị định về học bổng\n- Đơn vị chủ trì: Sở Y tế.\n"
        "- Thời gian trình: Trước ngày 30/6/2026.",
        [("1", ("Sở Y tế",), CAT, "2026-12-31", "line"), ("2", ("Sở Y tế",), (), "2026-06-30", "line")],
    ),
    (
        "a heading and the work below it, given to those whom the letter speaks to",
        "Công văn",
        "Kính gửi: UBND các xã\nSở Y tế đề nghị UBND các xã thực hiện một số nội dung sau:\n1. Công tác chuẩn bị\n"
        "Rà soát cơ sở vật chất, xong trước ngày 25/8/2026.",
        [("1", ("UBND các xã",), (), "2026-08-25", "line")],
    ),
    (
        "a letter without numbers: what a line leads in begins with its units, what stands before is told",
        "Công văn",
        "Kính gửi: Sở Y tế\nThời gian qua, Sở Y tế đã kiểm tra 12 cơ sở. Chủ tịch UBND tỉnh có ý kiến như sau:\n"
        "Sở Y tế chủ động phối hợp với Công an tỉnh kiểm tra lại trước ngày 20/01/2026.\n"
        "Sở Nội vụ chịu trách nhiệm về số liệu.\nVăn phòng thông báo để các sở biết, thực hiện.",
        [("1", ("Sở Y tế",), CAT, "2026-01-20", "sentence")],
    ),
    (
        "the same with dashes",
        "Công văn",
        "Kính gửi: Các sở\nĐể tăng cường quản lý, UBND tỉnh yêu cầu:\n- Công an tỉnh nắm tình hình.\n"
        "- UBND các xã, phường: Tuyên truyền đến từng hộ; báo cáo trước ngày 10/3/2026.\n"
        "Yêu cầu Thủ trưởng các đơn vị nghiêm túc thực hiện.",
        [("1", CAT, (), None, "sentence"), ("2", ("UBND các xã, phường",), (), "2026-03-10", "heading")],
    ),
    (
        "the steps of a section of times, and not the day of an event",
        "Kế hoạch",
        "II. PHƯƠNG PHÁP, THỜI GIAN\n1. Đoàn giám sát ban hành đề cương trước ngày 10/02/2026.\n"
        "2. Báo cáo kết quả giám sát trước ngày 30/4/2026.\n3. Khai mạc: 20 giờ ngày 30/5/2026.",
        [("II.1", ("Đoàn giám sát",), (), "2026-02-10", "sentence"), ("II.2", (), (), "2026-04-30", None)],
    ),
    (
        "the last words of a directive are no part of its last order",
        "Chỉ thị",
        "CHỈ THỊ\n1. Sở Y tế theo dõi việc thực hiện Chỉ thị này.\n"
        "Thủ trưởng các sở, Chủ tịch UBND các xã chịu trách nhiệm thi hành Chỉ thị này./.",
        [("1", ("Sở Y tế",), (), None, "sentence")],
    ),
    (
        "a section that speaks to units gives tasks whatever it is called; who takes part is given nothing",
        "Kế hoạch",
        "II. THÀNH PHẦN\n1. Sở Y tế: 02 người.\n2. Công an tỉnh: 01 người.\nIII. PHÂN CÔNG CHUẨN BỊ\n"
        "1. Sở Y tế gửi báo cáo trước ngày 15/6/2026.\n2. Công an tỉnh\na) Bảo đảm an ninh.",
        [("III.1", ("Sở Y tế",), (), "2026-06-15", "sentence"), ("III.2.a", CAT, (), None, "heading")],
    ),
    (
        "a number that holds the one above is not doubled",
        "Thông báo",
        "2. Nhiệm vụ thời gian tới\n2.1. Sở Y tế rà soát hồ sơ.\n2.2. Công an tỉnh kiểm tra.",
        [("2.1", ("Sở Y tế",), (), None, "sentence"), ("2.2", CAT, (), None, "sentence")],
    ),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), [row[1:] for row in ADDRESSED], ids=[row[0] for row in ADDRESSED])
def test_who_is_spoken_to(kind: str, text: str, wanted: list[tuple[Any, ...]]) -> None:
    found = tasks_of(text, kind, None if kind == "Công điện" else ISSUER)
    if kind == "Công điện":
        found = tasks_of(text, kind, "Thủ tướng Chính phủ")
    read = [
        (task.code, task.lead, task.coordinating, task.timing.due and task.timing.due.isoformat(), task.lead_from)
        for task in found
    ]
    assert read == wanted
    assert not any(task.duty for task in found)


def test_only_what_stands_under_to_chuc_thuc_hien_is_a_duty() -> None:
    text = "II. PHÂN CÔNG NHIỆM VỤ\n1. Công an xã: tuần tra.\nIII. TỔ CHỨC THỰC HIỆN\n1. Công an xã: tổng hợp."
    assert [task.duty for task in tasks_of(text, "Kế hoạch")] == [False, True]


def test_a_heading_that_is_no_name_keeps_its_words() -> None:
    (first, second) = tasks_of(
        "III. TỔ CHỨC THỰC HIỆN\n1. Công tác tuyên truyền\n- Treo băng rôn.\n- Phát tờ gấp.", "Kế hoạch"
    )
    assert (first.lead, first.lead_text, first.lead_from) == ((), "Công tác tuyên truyền", "heading")
    assert second.confidence < 0.8


def test_a_cell_that_is_no_name_keeps_its_words() -> None:
    text = (
        "TT\tNhiệm vụ\tChủ trì\tThời hạn\n1\tRà soát\tTheo phân công tại Quyết định số 14/QĐ-UBND\tQuý I/2026\n"
        "2\tHọp\tSở Nội vụ\tQuý II/2026\n"
    )
    first, second = tasks_of(text, "Kế hoạch")
    assert (first.lead, first.lead_text) == ((), "Theo phân công tại Quyết định số 14/QĐ-UBND")
    assert (second.lead, second.lead_from) == (("Sở Nội vụ",), "cell")
    assert first.confidence < second.confidence


@pytest.mark.parametrize(
    ("head", "rows", "dues"),
    [
        (
            "TT\tNội dung\tThời gian (Năm 2026)",
            ["1\tPhát sóng số 1\tTừ 20 giờ 15 phút - 20 giờ 45 phút ngày 08 tháng 5",
             "2\tPhát sóng số 2\tTừ 20 giờ 15 phút - 20 giờ 45 phút ngày 15 tháng 5"],
            ["2026-05-08", "2026-05-15"],
        ),
        (
            "TT\tNhiệm vụ\tChủ trì\tThời gian",
            ["1\tTổ chức hội nghị\tSở Tư pháp\t8h00 ngày 15/5/2026", "2\tTập huấn\tSở Y tế\t14h00 ngày 20/5/2026"],
            ["2026-05-15", "2026-05-20"],
        ),
        ("STT\tTên văn bản\tNgày ký\tĐơn vị soạn thảo",
         ["1\tKế hoạch số 12/KH-UBND\t05/01/2026\tSở Nội vụ", "2\tCông văn số 3/UBND\t06/01/2026\tSở Tư pháp"], []),
        ("TT\tThành viên\tChức danh\tNhiệm vụ được phân công\tĐơn vị phụ trách",
         ["1\tÔng Nguyễn Văn A\tPhó Chủ tịch\tTrưởng ban\txã A", "2\tBà Trần Thị B\tGiám đốc\tPhó ban\txã B"], []),
        ("TT\tNội dung công việc\tĐiểm chuẩn\tĐiểm tự đánh giá\tĐơn vị chủ trì",
         ["1\tCải cách thể chế\t10\t9\tSở Tư pháp", "2\tTài chính công\t8\t7\tSở Tài chính"], []),
    ],
)  # fmt: skip
def test_tables_that_are_and_are_not_of_tasks(head: str, rows: list[str], dues: list[str]) -> None:
    found = tasks_of("\n".join([head, *rows]) + "\n", "Kế hoạch")
    assert [task.timing.due and task.timing.due.isoformat() for task in found] == dues


@pytest.mark.parametrize(
    ("text", "names", "rest"),
    [
        ("Sở Văn hóa, Thể thao và Du lịch chỉ đạo", ("Sở Văn hóa, Thể thao và Du lịch",), " chỉ đạo"),
        ("các cơ quan, đơn vị liên quan duy trì", ("Các cơ quan, đơn vị liên quan",), " duy trì"),
        ("Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh đôn đốc",
         ("Ban Quản lý dự án đầu tư xây dựng công trình giao thông tỉnh",), " đôn đốc"),
        ("Văn phòng HĐND và UBND xã, Công an xã lập", ("Văn phòng HĐND và UBND xã", "Công an xã"), " lập"),
        ("Ủy ban nhân dân các tỉnh, thành phố ven biển từ Quảng Ninh đến Hà Tĩnh rà soát",
         ("Ủy ban nhân dân các tỉnh, thành phố ven biển từ Quảng Ninh đến Hà Tĩnh",), " rà soát"),
        ("Các sở: Nội vụ, Tư pháp rà soát", ("Sở Nội vụ", "Sở Tư pháp"), " rà soát"),
        ("UBND các xã: An Phú, Tân Lập lập", ("UBND xã An Phú", "UBND xã Tân Lập"), " lập"),
        ("Ban Tuyên giáo và Dân vận Tỉnh ủy tham mưu", ("Ban Tuyên giáo và Dân vận Tỉnh ủy",), " tham mưu"),
        ("Sở Tài chính và cơ quan, địa phương liên quan", ("Sở Tài chính", "Cơ quan, địa phương liên quan"), ""),
        ("đồng chí Nguyễn Văn A, Phó Chủ tịch UBND xã chỉ đạo",
         ("Đồng chí Nguyễn Văn A, Phó Chủ tịch UBND xã",), " chỉ đạo"),
        ("Sở Y tế 20 chỉ tiêu", ("Sở Y tế",), " 20 chỉ tiêu"),
        ("Uỷ ban nhân dân xã Hoà An lập", ("Uỷ ban nhân dân xã Hoà An",), " lập"),
    ],
)  # fmt: skip
def test_names_end_where_known_names_end(text: str, names: tuple[str, ...], rest: str) -> None:
    named = names_at(text)
    assert named is not None
    assert (named.names, text[named.end :]) == (names, rest)


@pytest.mark.parametrize(
    "text",
    ["Thanh tra khoa học và công nghệ: rà soát", "Phòng, chống tham nhũng", "Ban hành kế hoạch", "Báo cáo kết quả",
     "Tổ chức hội nghị", "Hội nghị trực tuyến", "Thanh tra, kiểm tra việc chấp hành", "3 trường thông tin"],
)  # fmt: skip
def test_words_that_only_begin_like_a_name(text: str) -> None:
    assert names_at(text) is None


def test_a_name_that_only_a_verb_ends_is_doubtful() -> None:
    known, unknown = names_at("Hội Nông dân tỉnh rà soát"), names_at("Hội Sưu tầm cổ vật rà soát danh mục")
    assert known is not None and known.sure
    assert unknown is not None and not unknown.sure


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Chính phủ yêu cầu:", None),
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:", None),
        ("Về dự thảo, giao Trung tâm Xúc tiến đầu tư tỉnh:", ("Trung tâm Xúc tiến đầu tư tỉnh",)),
        ("Yêu cầu các sở, ngành tập trung các nội dung sau:", ("Các sở, ngành",)),
    ],
)
def test_lines_that_lead_in(text: str, spoken: tuple[str, ...] | None) -> None:
    call = line_call(text)
    assert (call.names if call else None) == spoken


@pytest.mark.parametrize(
    "text",
    ["Sở Y tế đã rà soát 20 cơ sở.", "Công an xã là cơ quan chuyên môn.", "Các địa phương chưa báo cáo.",
     "Thực hiện nhiệm vụ, Sở Y tế trong thời gian qua đã tích cực triển khai."],
)  # fmt: skip
def test_what_only_tells_speaks_to_nobody(text: str) -> None:
    assert sentence_call(text) is None


def test_headings_with_words_behind_the_name() -> None:
    charged = heading_call("Phó Chủ tịch phụ trách lĩnh vực văn hóa")
    assert charged is not None and charged.names == ("Phó Chủ tịch phụ trách lĩnh vực văn hóa",)
    partner = heading_call("Sở Tài chính chủ trì, phối hợp với Sở Y tế:")
    assert partner is not None and (partner.names, partner.partners) == (("Sở Tài chính",), ("Sở Y tế",))
    assert heading_call("Công an tỉnh tăng cường tuần tra.") is None


def test_a_message_pasted_from_a_chat() -> None:
    tasks = tasks_of(
        "THÔNG BÁO KHẨN\nChủ tịch UBND xã giao:\n👉 Công an xã: rà soát nhân khẩu, báo cáo trước 20/3/2026 ạ\n"
        "✅ Các thôn: phát tờ gấp\n1️⃣ Trạm y tế cử 01 đồng chí tham gia\nTrân trọng!",
        "",
    )
    assert [task.lead for task in tasks] == [("Công an xã",), ("Các thôn",), ("Trạm y tế",)]


@given(st.text(max_size=200), st.integers(0, 200))
def test_names_lie_in_the_text(text: str, start: int) -> None:
    named = names_at(text, min(start, len(text)))
    if named is not None:
        assert 0 <= named.start < named.end <= len(text)
        assert all(named.names)


def test_cells() -> None:
    assert names_in("Sở Tài chính; Theo phân công tại Quyết định số 14/QĐ-UBND") == ("Sở Tài chính",)
    assert names_in("Đã hoàn thành") == names_in("12") == names_in(None) == ()
    assert names_in("BCH Quân sự, phòng Tổng hợp") == ("BCH Quân sự", "Phòng Tổng hợp")
