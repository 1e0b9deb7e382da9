"""A file that holds several papers: each has an entry, a reading and tasks of its own."""

from __future__ import annotations

import pytest

pytest.importorskip("pikepdf")

from made_pdf import Sheet, made
from thuongton.documents.models import Document, Intake, Reading, StoredFile
from thuongton.documents.queries.papers import reading_of
from thuongton.documents.services import intake as services
from thuongton.documents.services.importing import import_paper
from thuongton.documents.services.reading import lint_again, read_paper
from thuongton.plans.models import Proposal

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
FOOT = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn A\n\n"
LETTER = (
    "ỦY BAN NHÂN DÂN\nXÃ THỬ\nSố: 21/UBND-VP\nV/v gửi Kế hoạch kiểm tra\n\n"
    f"{NATION}Xã Thử, ngày 06 tháng 01 năm 2026\n\nKính gửi: Các thôn\n\n"
    "Ủy ban nhân dân xã gửi Kế hoạch số 12/KH-UBND kèm theo. Đề nghị các thôn gửi danh sách về Văn phòng trước ngày "
    f"20/01/2026.\n\n{FOOT}"
)
PLAN = (
    f"ỦY BAN NHÂN DÂN\nXÃ THỬ\nSố: 12/KH-UBND\n\n{NATION}Xã Thử, ngày 05 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\nKiểm tra văn bản năm 2026\n\nI. NHIỆM VỤ\n1. Tổ chức hội nghị phổ biến pháp luật\n"
    "- Cơ quan chủ trì: Công an xã.\n- Thời hạn hoàn thành: Trước ngày 30/6/2026.\n"
    "2. Rà soát văn bản quy phạm pháp luật\n- Cơ quan chủ trì: Văn phòng HĐND và UBND xã.\n"
    f"- Thời hạn hoàn thành: Quý III năm 2026.\n\n{FOOT}"
)
BOTH = (LETTER + PLAN).encode()
NUMBERS = ["21/UBND-VP", "12/KH-UBND"]


def decision(number: str, title: str) -> Sheet:
    sheet = Sheet().text(60, 780, "ỦY BAN NHÂN DÂN").text(60, 762, "XÃ THỬ").text(60, 744, f"Số: {number}/QĐ-UBND")
    sheet.text(300, 780, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").text(330, 762, "Độc lập - Tự do - Hạnh phúc")
    sheet.text(300, 744, "Xã Thử, ngày 05 tháng 11 năm 2025")
    sheet.text(240, 690, "QUYẾT ĐỊNH").text(180, 672, title)
    sheet.text(60, 640, "Điều 1. Giao Công an xã chủ trì, hoàn thành trước ngày 30/6/2026.")
    sheet.text(60, 620, "Điều 2. Quyết định này có hiệu lực kể từ ngày ký ban hành.")
    return (
        sheet.text(60, 560, "Nơi nhận:")
        .text(60, 545, "- Lưu: VT.")
        .text(380, 560, "CHỦ TỊCH")
        .text(360, 500, "Lê Văn B")
    )


@pytest.fixture
def rows(world, clerk, files_root) -> list[Intake]:
    """A letter with its plan behind it, dropped and read."""
    services.accept_file(clerk, world.commune, BOTH, "thu-va-ke-hoach.txt")
    return list(Intake.objects.order_by("part"))


def test_each_paper_has_an_entry(rows) -> None:
    assert [row.header["number"] for row in rows] == NUMBERS
    assert [(row.state, row.part, row.parts, row.percent) for row in rows] == [("read", 1, 2, 100), ("read", 2, 2, 100)]
    assert [row.label for row in rows] == [f"thu-va-ke-hoach.txt (văn bản {part}/2)" for part in (1, 2)]
    assert StoredFile.objects.count() == 1 and Reading.objects.count() == 3


def test_the_tasks_of_each_stay_with_it(rows) -> None:
    letter, plan = rows
    tasks = [Proposal.objects.filter(intake=row).order_by("order") for row in rows]
    assert [one.task.title for one in tasks[1]] == [
        "Tổ chức hội nghị phổ biến pháp luật",
        "Rà soát văn bản quy phạm pháp luật",
    ]
    assert all("danh sách" in one.task.title for one in tasks[0]) and len(tasks[0]) == 1
    assert letter.step != plan.step


def test_each_is_filed_by_itself_with_the_one_file(rows, clerk) -> None:
    letter, plan = (services.file_intake(clerk, row) for row in rows)
    assert [letter.number, plan.number] == NUMBERS
    assert [one.attachments.get().part for one in (letter, plan)] == [1, 2]
    assert reading_of(plan).value.header.title == "Kiểm tra văn bản năm 2026"
    assert reading_of(letter).value.header.kind == "Công văn"
    assert read_paper(clerk, plan)
    assert not lint_again(plan.attachments.get().file, 2)


def test_the_page_shows_the_paper_and_warns_of_itself_only(rows, clerk, client) -> None:
    client.force_login(clerk)
    services.file_intake(clerk, rows[0])
    page = client.get(f"/van-ban/dua-vao/{rows[1].pk}/xac-nhan/")
    assert page.context["same"] == []
    shown = page.content.decode()
    plan = services.file_intake(clerk, rows[1])
    assert "văn bản thứ 2 trong tệp" in client.get(f"/van-ban/{plan.pk}/").content.decode()
    assert "văn bản 2/2" in shown and "Rà soát văn bản quy phạm pháp luật" in shown and "gửi danh sách" not in shown


def test_reading_again_makes_no_further_entries(rows, clerk) -> None:
    for row in rows:
        services.read_again(clerk, row)
    assert Intake.objects.count() == 2 and {row.state for row in Intake.objects.all()} == {"read"}
    services.accept_file(clerk, rows[0].unit, BOTH, "lan-nua.txt")
    assert Intake.objects.count() == 2


def test_two_decisions_in_one_pdf(world, clerk, files_root) -> None:
    data = made(decision("31", "Về việc kiện toàn Tổ hòa giải"), decision("32", "Về việc phân công trực"))
    services.accept_file(clerk, world.commune, data, "hai-quyet-dinh.pdf")
    rows = Intake.objects.order_by("part")
    assert [row.header["number"] for row in rows] == ["31/QĐ-UBND", "32/QĐ-UBND"]
    assert [row.header["title"] for row in rows] == ["Về việc kiện toàn Tổ hòa giải", "Về việc phân công trực"]


def test_a_secret_paper_behind_a_letter_is_no_entry(world, clerk, files_root) -> None:
    from thuongton.files.screening import SecretPaper

    with pytest.raises(SecretPaper):
        services.accept_file(clerk, world.commune, (LETTER + "MẬT\n" + PLAN).encode(), "a.txt")
    assert not Intake.objects.exists() and not StoredFile.objects.exists()


def test_the_command_registers_each(world, clerk, files_root) -> None:
    done = import_paper(clerk, world.commune, BOTH, "a.txt")
    assert [one.document.number for one in (done, *done.others)] == NUMBERS
    again = import_paper(clerk, world.commune, BOTH, "a.txt")
    assert again.known and len(again.others) == 1 and Document.objects.count() == 2
