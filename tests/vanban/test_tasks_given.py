"""Work given in sentences: letters, notices of conclusions, urgent dispatches, reports; and what only tells."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.files.open import as_document
from vanban.model import Header, Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.tasks.addressees import bracket_call, given_call, partners_in
from vanban.timing.sentences import deadline_in

LETTER = "Kính gửi: Các sở, ban, ngành.\n{body}\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"


def tasks_of(body: str, kind: str = "Công văn", issuer: str = "Ủy ban nhân dân tỉnh Hòa Bình") -> tuple[Task, ...]:
    document = as_document(LETTER.format(body=body))
    header = Header(kind=kind, date=dt.date(2026, 3, 12), issuer=issuer)
    return read_tasks(document, header, read_outline(document))


def test_numbered_parts_of_a_letter() -> None:
    tasks = tasks_of(
        "Chủ tịch UBND tỉnh yêu cầu:\n"
        "1. Công an tỉnh chủ trì, phối hợp với Sở Xây dựng và các đơn vị liên quan tổng kiểm tra các cơ sở; "
        "báo cáo kết quả trước ngày 30/4/2026.\n"
        "2. UBND các xã, phường:\n"
        "a) Rà soát các khu dân cư; hoàn thành trong tháng 4/2026.\n"
        "b) Định kỳ hằng tháng báo cáo Công an tỉnh.\n"
        "3. Về kinh phí: Thống nhất chủ trương bố trí kinh phí. Giao Sở Tài chính tham mưu phân bổ. "
        "Yêu cầu Kho bạc Nhà nước hướng dẫn thanh toán.\n"
        "Yêu cầu các sở, ban, ngành nghiêm túc triển khai thực hiện./."
    )
    assert [(task.code, task.lead, str(task.timing.kind), task.timing.due) for task in tasks] == [
        ("1", ("Công an tỉnh",), "fixed", dt.date(2026, 4, 30)),
        ("2.a", ("UBND các xã, phường",), "window", dt.date(2026, 4, 30)),
        ("2.b", ("UBND các xã, phường",), "recurring", None),
        ("3.1", ("Sở Tài chính",), "none", None),
        ("3.2", ("Kho bạc Nhà nước",), "none", None),
    ]
    assert tasks[0].coordinating == ("Sở Xây dựng", "Các đơn vị liên quan")
    assert tasks[3].title == "Giao Sở Tài chính tham mưu phân bổ."
    assert not any(task.duty for task in tasks)


def test_a_letter_without_numbers() -> None:
    tasks = tasks_of(
        "Sở Tư pháp nhận được Công văn số 55/BTP-PL ngày 02/3/2026 của Bộ Tư pháp đề nghị góp ý dự thảo Nghị định.\n"
        "UBND tỉnh yêu cầu các sở, ban, ngành góp ý, gửi về Sở Tư pháp trước ngày 25/3/2026 để tổng hợp.\n"
        "Đề nghị các đơn vị quan tâm, phối hợp thực hiện./."
    )
    assert [(task.code, task.lead, task.timing_text) for task in tasks] == [
        ("1", ("Các sở, ban, ngành",), "trước ngày 25/3/2026")
    ]


def test_a_unit_named_at_the_end_of_a_heading() -> None:
    tasks = tasks_of(
        "1. Về dự thảo Kế hoạch, giao Trung tâm Xúc tiến đầu tư tỉnh:\n"
        "- Chủ trì, phối hợp với các sở, ngành liên quan rà soát nội dung.\n- Theo dõi, tổng hợp tình hình.\n"
        "UBND tỉnh trân trọng thông báo để các cơ quan biết, thực hiện./.",
        "Thông báo",
    )
    assert [(task.code, task.lead, task.coordinating) for task in tasks] == [
        ("1.1", ("Trung tâm Xúc tiến đầu tư tỉnh",), ("Các sở, ngành liên quan",)),
        ("1.2", ("Trung tâm Xúc tiến đầu tư tỉnh",), ()),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "1. UBND tỉnh cơ bản thống nhất.\n2. Tại khoản 2, đề nghị Bộ Nội vụ làm rõ trách nhiệm của Sở Nội vụ.",
        "1. Sở Tư pháp đã chủ trì rà soát 120 văn bản trước ngày 31/12/2025.\n2. UBND các xã đã tổ chức 30 hội nghị.",
        "I. Kết quả đạt được\n1. Các sở, ban, ngành thường xuyên rà soát văn bản.\n"
        "II. Kiến nghị\n1. Đối với Bộ Tư pháp: Sớm ban hành hướng dẫn.",
        "1. Một số cơ quan, đơn vị còn chậm, việc phối hợp chưa chủ động.\n"
        "2. Công tác tuyên truyền được các cấp, các ngành quan tâm triển khai.",
        "1. Đồng ý với đề xuất của Trạm Y tế.\n2. Ban hành kèm theo Công văn này danh mục, thực hiện từ tháng 6.",
        "Thực hiện yêu cầu của Bộ Tư pháp, theo đề nghị của Sở Nội vụ, UBND tỉnh gửi báo cáo.",
    ],
)
def test_what_only_tells_gives_no_tasks(body: str) -> None:
    assert tasks_of(body) == ()


def test_a_report_that_assigns_the_work_ahead() -> None:
    body = (
        "I. KẾT QUẢ\n1. Công an tỉnh\nĐã cấp 120 thẻ.\n"
        "II. NHIỆM VỤ TRỌNG TÂM{asks}\n1. Công an tỉnh\na) Đôn đốc các địa phương.\nb) Tham mưu kế hoạch.\n"
        "2. Sở Xây dựng\nRà soát hồ sơ.\n"
    )
    asked = tasks_of(body.format(asks="\nBan Chỉ đạo yêu cầu các cơ quan, đơn vị tập trung:"), "Báo cáo")
    assert [(task.code, task.lead, task.duty) for task in asked] == [
        ("II.1.a", ("Công an tỉnh",), False),
        ("II.1.b", ("Công an tỉnh",), False),
        ("II.2", ("Sở Xây dựng",), False),
    ]
    assert tasks_of(body.format(asks=""), "Báo cáo") == ()


@pytest.mark.parametrize(
    ("text", "partners"),
    [
        ("Chủ trì, phối hợp với Sở Y tế và các đơn vị liên quan rà soát", ("Sở Y tế", "Các đơn vị liên quan")),
        ("chủ trì, phối hợp với Ban Quản lý các khu công nghiệp, Sở Xây dựng tổ chức hội nghị",
         ("Ban Quản lý các khu công nghiệp", "Sở Xây dựng")),
        ("chủ động phối hợp các cơ quan, tổ chức có liên quan tổ chức thi", ("Các cơ quan, tổ chức có liên quan",)),
        ("Phối hợp với Sở Tư pháp kiểm tra", ("Sở Tư pháp",)),
        ("Chủ trì, phối hợp với nhân dân bảo vệ rừng", ()),
    ],
)  # fmt: skip
def test_partners(text: str, partners: tuple[str, ...]) -> None:
    assert partners_in(text) == partners


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("gửi về Sở Nội vụ trước ngày 30/11/2026.", "trước ngày 30/11/2026"),
        ("rà soát; xong trong quý III/2026", "trong quý III/2026"),
        ("hoàn thành trong năm 2026", "trong năm 2026"),
        ("báo cáo trước 17 giờ 00 ngày 15/5/2026 để tổng hợp", "trước 17 giờ 00 ngày 15/5/2026"),
        ("định kỳ hằng quý báo cáo UBND tỉnh", "định kỳ hằng quý"),
        ("trong thời hạn 07 ngày làm việc kể từ ngày kết thúc Đại hội, gửi hồ sơ",
         "trong thời hạn 07 ngày làm việc kể từ ngày kết thúc Đại hội"),
        ("11 hoạt động dự kiến thực hiện trong năm 2026", None),
        ("dự án được cấp phép trước ngày 01/7/2014", None),
        ("đã có hiệu lực trước ngày 01/7/2027 thì tiếp tục", None),
        ("theo Quyết định số 12/QĐ-UBND ngày 30/4/2026", None),
    ],
)  # fmt: skip
def test_deadlines_of_sentences(text: str, words: str | None) -> None:
    deadline = deadline_in(text, dt.date(2026, 3, 12))
    assert (deadline.text if deadline else None) == words


def test_a_plan_that_gives_work_in_a_sentence() -> None:
    given = given_call("Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã kiểm tra chợ.", asks=True)
    assert given is not None and given.names == ("Phòng Kinh tế",)
    bracket = bracket_call("Xây dựng kế hoạch (Phòng Tư pháp chủ trì; hoàn thành trong quý I/2026).")
    assert bracket is not None and bracket.names == ("Phòng Tư pháp",)
    assert given_call("Giao lưu văn nghệ thực hiện hằng năm.", asks=True) is None


def test_a_section_without_numbers_and_its_event() -> None:
    body = (
        "II. NỘI DUNG\n1. Thời gian: 08 giờ 00, ngày 15/5/2026.\n2. Địa điểm: Hội trường UBND xã.\n"
        "3. Thành phần: Lãnh đạo UBND xã.\n4. Nội dung hội nghị\na) Quán triệt Luật.\nb) Thảo luận.\n"
        "III. TỔ CHỨC THỰC HIỆN\nGiao Văn phòng HĐND và UBND xã chuẩn bị tài liệu trước ngày 10/5/2026.\n"
    )
    (task,) = tasks_of(body, "Kế hoạch")
    assert (task.code, task.lead, task.duty) == ("III", ("Văn phòng HĐND và UBND xã",), True)
    assert task.timing.due == dt.date(2026, 5, 10)


def test_a_field_ends_where_the_paper_closes() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Rà soát văn bản\n- Người thực hiện: Ông Nguyễn Văn B\n- Thời gian thực hiện: Năm 2026\n"
        "Trên đây là Kế hoạch của UBND xã, yêu cầu các đơn vị thực hiện./.\n"
    )
    (task,) = tasks_of(body, "Kế hoạch")
    assert (task.title, task.lead_text, task.timing_text) == ("Rà soát văn bản", "Ông Nguyễn Văn B", "Năm 2026")


def test_guidance_lists_no_tasks_but_duties() -> None:
    body = (
        "I. NỘI DUNG\n1. Tiêu chuẩn gia đình văn hóa\na) Chấp hành chính sách.\n"
        "II. TỔ CHỨC THỰC HIỆN\n1. Đoàn kiểm tra: Tiến hành kiểm tra.\n"
    )
    assert [(task.code, task.lead) for task in tasks_of(body, "Hướng dẫn")] == [("II.1", ("Đoàn kiểm tra",))]


def test_long_letters_end_quickly() -> None:
    words = "yêu cầu của các sở, đề nghị các đơn vị và giao các ngành trước ngày 30/4 "
    assert tasks_of(words * 5000) == ()


LINES = [
    "1. Sở Tư pháp",
    "a) Rà soát văn bản; báo cáo trước ngày 30/4/2026.",
    "- Giao Công an xã tuần tra.",
    "II. TỔ CHỨC THỰC HIỆN",
    "III. NHIỆM VỤ THỜI GIAN TỚI",
    "Ban Chỉ đạo yêu cầu các cơ quan, đơn vị:",
    "2. Về kinh phí, giao Sở Tài chính:",
    "(Sở Nội vụ sẽ tập huấn).",
    "Điều 3. Giao Sở Nội vụ chủ trì.",
    "Trên đây là nội dung kết luận.",
    "Nơi nhận:",
    "",
    ".",
]


@given(
    st.lists(st.sampled_from(LINES), max_size=25).map("\n".join), st.sampled_from(["Công văn", "Báo cáo", "Chỉ thị"])
)
def test_any_order_of_lines_is_read(body: str, kind: str) -> None:
    for task in tasks_of(body, kind):
        assert 0 <= task.start <= task.end
        assert task.title
