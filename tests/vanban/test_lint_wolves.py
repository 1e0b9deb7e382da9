"""Rules that cried wolf on papers nobody tuned for: what looks like a fault and is none, a row for each kind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from vanban import lint, read_document
from vanban.lint import rules
from vanban.lint.examples import letter, paper, plan, report
from vanban.lint.spelling import slips_of

FIELDS = "\n\n- Cơ quan chủ trì: Công an xã\n\n- Sản phẩm: Báo cáo\n\n- Thời gian thực hiện: Năm 2026\n\n"
TITLES = ("Nạo vét kênh", "Đắp lại bờ bao", "Trồng tre chắn sóng", "Sơn lại cọc neo")
TASKS = "".join(f"{n}. {title} ở thôn số {n}{FIELDS}" for n, title in enumerate(TITLES, 1))
DECISION = {"kind": "QUYẾT ĐỊNH", "number": "Số: 94/QĐ-UBND"}


def body(words: str) -> str:
    return report(f"{words}\n\nHết./.")


WOLVES = [
    ("share-wrong", body("Có 13/15 thôn có chỉ số đạt từ 80% trở lên, chiếm tỷ lệ 86,67%.")),
    ("share-wrong", body("Có 13/15 thôn đạt tối thiểu 80% chỉ tiêu, tỷ lệ hộ góp công là 86,67%.")),
    ("task-time-unread", plan(TASKS.replace("Năm 2026", "Sau mỗi trận mưa lớn"))),
    ("figures-disagree", body("Xã có 12 thôn, mỗi thôn lập 01 tổ gồm 05 người, tổng số 60 người.")),
    ("task-no-lead", plan(TASKS + "5. Mục tiêu\n\n- 100% thôn có bờ bao.\n\n- Thời gian thực hiện: Năm 2026")),
    ("task-no-product", plan(TASKS + "5. Yêu cầu\n\n- Làm trước mùa mưa.\n\n- Cơ quan chủ trì: Công an xã")),
    ("plan-unassigned", plan("1. Phòng Kinh tế: nạo vét kênh.\n\n2. Công an xã: giữ bến.\n\n3. Trạm Y tế: trực.")),
    ("cite-issuer-cannot", body("Hồ sơ theo Điều 7 Nghị định số 31/2021/NĐ-CP do Ủy ban nhân dân cấp xã chuyển đến.")),
    ("cite-issuer-symbol", body("Thông tư số 41/2029/TT-BTC ngày 30/12/2029 của Bộ Trưởng Bộ Tài chính đã có mẫu.")),
    ("cite-no-date", body("Ngày 09/4/2026, Sở Tư pháp đã có Công văn số 118/STP-XD hướng dẫn việc này.")),
    ("cite-no-date", body("Theo Công văn số 192/VP-ĐKT 5 ngày 14/3/2026 của Văn phòng, xã đã sửa biển báo.")),
    ("cite-date-later", body(
        "Ngày 09/4/2026, Sở Tư pháp có Công văn số 118/STP-XD. Công văn số 118/STP-XD ngày 09/4/2026 đã gửi thôn.")),
    ("unit-not-recipient", plan(
        TASKS.replace("Công an xã", "Thanh tra tỉnh"),
        recipients="- Các cơ quan chuyên môn thuộc UBND tỉnh;\n- Lưu: VT.")),
    ("basis-punctuation", paper(
        "Căn cứ Luật Đất đai năm 2024;\n\nQUYẾT ĐỊNH:\n\nCăn cứ Quyết định này, các thôn tự chia việc\n\n"
        "Căn cứ kết quả, xã chọn thôn\n\nHết./.", **DECISION)),
    ("basis-punctuation", body("Căn cứ Kế hoạch này, các thôn tự bố trí\n\nCăn cứ kết quả, xã chọn thôn kiểu mẫu.")),
    ("agency-word-missing", body(
        "Sở Tài chính có Công văn hướng dẫn các xã lập dự toán. Sở Tài chính đã có Công văn hướng dẫn các xã lập dự "
        "toán. Sở Tài chính đã có Công văn hướng dẫn các xã lập dự toán.")),
    ("abbreviation-undeclared", body("Đội BÌNH TRUNG được giải nhất. Đội BÌNH TRUNG về đích; BÌNH TRUNG nhận cờ.")),
    ("district-abolished", paper("Gửi báo cáo cho UBND huyện./.", day="Vân Phượng, ngày 10 tháng 4 năm 2025")),
    ("district-abolished", body("Tài sản của Đài Truyền thanh UBND huyện còn dùng tốt.")),
    ("heading-promise", report(
        "1. Hạn chế và nguyên nhân\n\n- Do địa bàn rộng, một số thôn ở xa nên việc thu gom rác còn chậm, xe chở rác "
        "hay hỏng dẫn đến lịch thu gom bị lùi nhiều ngày.\n\n2. Kiến nghị\n\nHết./.")),
    ("head-absent", "QUY CHẾ\nHoạt động của bến\n\nĐiều 1. Phạm vi\nQuy chế này về bến.\n"),
    ("numbering-repeat", "II.1.1. Một việc.\nII.1.2. Hai việc.\nII.2.1. Ba việc.\nIII.1.1. Bốn việc.\n"),
    ("numbering-start", "I. Soạn thảo\n1. Một việc.\n2. Hai việc.\nII. Thẩm định\n3. Ba việc.\n4. Bốn việc.\n"),
    ("date-impossible-in-head", "Ngày hội là Chủ nhật, ngày 15 tháng 3 năm 2026. Ngày 31 tháng 4 năm 2026 thì bỏ.\n"),
    ("paragraph-twice", plan("\n\n".join(
        f"{n}. Việc số {n}\n\n- Thời gian thực hiện: sau khi nước rút, mặt đê khô ráo, xe chở đất đi lại được trên "
        "tuyến đường ven bến và thôn đã cử đủ người trực đêm" for n in (1, 2)))),
    ("repeated-words", body("Tiền thưởng kèm theo theo quy định của thôn.")),
    ("brackets-unpaired", body("Việc gồm: a) đắp bờ; b) thả cá; mức 1) là tốt (theo bảng\nkèm ở cuối trang).")),
    ("placeholder-left", body("Ban hành kèm theo Quyết định số ……/QĐ-UBND ngày … tháng … năm 2026 của xã.")),
    ("misspelt", body("Trưởng các thôn qua loa báo tin; tịch thu tang vật và chỉ tịch thu khi có biên bản.")),
    ("cite-number-near", body(
        "Thông tư số 08/2026/TT-BTC ngày 15/01/2026 và Thông tư số 09/2026/TT-BTC ngày 15/01/2026 của Bộ Tài chính.")),
    ("parts-over-whole", body("Nhận 5.320 lượt hồ sơ của 5.210 người, trong đó 5.290 người nộp qua mạng.")),
    ("written-two-ways", body(
        "Bảo đảm đúng luật. Theo “Đề án đảm bảo nước sạch”, xã bảo đảm kinh phí; đăng ký giao dịch bảo đảm.")),
    ("written-two-ways", body("Thôn đảm bảo trật tự khi đăng ký giao dịch bảo đảm, biện pháp bảo đảm.")),
    ("written-two-ways", body(
        "Xã bảo đảm chi. Thực hiện Quyết định số 5/QĐ-UBND ngày 02/3/2026 của UBND tỉnh về đảm bảo an toàn đập.")),
    ("asked-without-time", paper(
        "1. Giao Phòng Kinh tế chủ trì, lập phương án, xong trước ngày 15/8/2026.\n\n"
        "2. Giao Công an xã chủ trì, lập danh sách trình UBND xã./.")),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), WOLVES, ids=[f"{rule}-{n}" for n, (rule, _) in enumerate(WOLVES)])
def test_the_wolf_is_not_cried(rule: str, text: str) -> None:
    assert [(one.rule, one.surface) for one in lint(read_document(text), select=[rule])] == []


def test_a_finding_on_a_doubtful_reading_is_no_fault_of_the_paper() -> None:
    reading = read_document(
        plan(
            TASKS.replace(
                "1. Nạo vét kênh ở thôn số 1\n\n- Cơ quan chủ trì: Công an xã\n\n", "1. Nạo vét kênh ở thôn số 1\n\n"
            )
        )
    )
    (sure,) = lint(reading, select=["task-no-lead"])
    assert sure.severity == "warning"
    for confidence, expected in ((0.8, ["info"]), (0.5, [])):
        doubtful = replace(reading, tasks=tuple(replace(task, confidence=confidence) for task in reading.tasks))
        assert [one.severity for one in lint(doubtful, select=["task-no-lead"])] == expected


def test_many_places_are_one_finding_with_their_number() -> None:
    cited = "; ".join(f"Nghị định số {n}/2020/NĐ-CP ngày 05/3/2021 của Chính phủ" for n in range(11, 31))
    (one,) = lint(read_document(body(f"Đã phổ biến {cited}.")), select=["cite-date-year"])
    assert "còn 19 chỗ tương tự" in one.message
    assert len(one.related) == 19


def test_what_a_pdf_may_show_in_stamps_is_a_remark() -> None:
    reading = read_document(paper(number="Số:       /KH-UBND", day="Vân Phượng, ngày    tháng    năm 2026"))
    printed = replace(reading, source=replace(reading.source, format="pdf"))
    assert {one.severity for one in lint(reading, select=["number-blank", "date-blank"])} == {"warning"}
    assert {one.severity for one in lint(printed, select=["number-blank", "date-blank"])} == {"info"}


def test_few_rules_say_error() -> None:
    errors = {rule.code for rule in rules() if rule.severity == "error"}
    assert not errors & {
        "task-no-lead",
        "plan-unassigned",
        "foreign-fragment",
        "place-name-near",
        "numbering-backwards",
    }


def test_a_slip_changes_one_letter_or_one_tone() -> None:
    assert {"hơp", "họp", "hộp", "hp"} <= slips_of("hợp")
    assert "hợp" not in slips_of("hợp")
    assert {"vu", "vũ", "vị"} <= slips_of("vụ")


@pytest.mark.parametrize("words", ["phối hơp", "chỉ đao", "nhiêm vụ", "kế hoach", "Phối hơp"])
def test_compounds_with_one_slip_are_told(words: str) -> None:
    (one,) = lint(read_document(letter(f"Các thôn {words} giữ bến./.")), select=["misspelt"])
    assert one.surface == words
