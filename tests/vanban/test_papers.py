"""Several papers in one file are parted at their heads and read each; forms and annexes are no papers."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

import vanban
from vanban.files.open import as_document
from vanban.header.papers import first_alone, papers_in
from vanban.rereading import reading_again

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
LETTER = (
    "UBND TỈNH AN BÌNH\nSỞ TƯ PHÁP\nSố: 17/STP-PBGD\nV/v triển khai kế hoạch hòa giải\n"
    f"{NATION}An Bình, ngày 05 tháng 01 năm 2026\n\nKính gửi: Ủy ban nhân dân các xã\n\n"
    "Sở Tư pháp gửi kèm Kế hoạch số 18/KH-STP ngày 06/01/2026 và đề nghị các xã triển khai.\n"
    "1. Ủy ban nhân dân các xã báo cáo kết quả trước ngày 30/6/2026.\n\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nGIÁM ĐỐC\n\nNguyễn Văn A\n"
)
PLAN = (
    "UBND TỈNH AN BÌNH\nSỞ TƯ PHÁP\nSố: 18/KH-STP\n"
    f"{NATION}An Bình, ngày 06 tháng 01 năm 2026\n\nKẾ HOẠCH\nTriển khai công tác hòa giải năm 2026\n\n"
    "I. NHIỆM VỤ\n1. Tổ chức hội nghị\n- Cơ quan chủ trì: Phòng Phổ biến.\n- Thời hạn: Trước ngày 30/9/2026.\n"
    "2. Kiện toàn tổ hòa giải\n- Cơ quan chủ trì: Văn phòng.\n- Thời hạn: Quý III năm 2026.\n\n"
    "Nơi nhận:\n- UBND các xã;\n- Lưu: VT.\nGIÁM ĐỐC\n\nNguyễn Văn A\n"
)
FORM = (
    f"Mẫu số 01\nTÊN CƠ QUAN\nSố: …/BC-…\n{NATION}……, ngày … tháng … năm …\nBÁO CÁO\nKết quả hòa giải\n1. Nội dung: …\n"
)


def test_a_letter_with_its_plan_behind_it() -> None:
    text = LETTER + PLAN
    reading = vanban.read_document(text)
    assert [(paper.start, paper.end) for paper in reading.papers] == [(0, len(LETTER)), (len(LETTER), len(text))]
    assert [paper.header.number for paper in reading.papers] == ["17/STP-PBGD", "18/KH-STP"]
    assert [paper.header.kind for paper in reading.papers] == ["Công văn", "Kế hoạch"]
    assert reading.header == reading.papers[0].header == vanban.header(LETTER)
    assert [task.title for task in reading.papers[1].tasks] == ["Tổ chức hội nghị", "Kiện toàn tổ hòa giải"]
    assert reading.tasks == reading.papers[0].tasks
    assert [task.title for task in vanban.tasks(text)] == [
        task.title for paper in (LETTER, PLAN) for task in vanban.tasks(paper)
    ]


def test_places_count_in_the_text_of_the_file() -> None:
    text = LETTER + PLAN
    reading = vanban.read_document(text)
    alone = vanban.read_document(PLAN)
    for paper, whole in ((reading.papers[1], alone),):
        assert [task.start - paper.start for task in paper.tasks] == [task.start for task in whole.tasks]
        assert [node.label for node in paper.outline] == [node.label for node in whole.outline]
        assert paper.header == whole.header
    for paper in reading.papers:
        for item in (*paper.citations, *paper.findings, *paper.figures):
            assert text[item.start : item.end] == item.surface and paper.start <= item.start <= paper.end


def test_what_is_kept_is_read_back_and_the_first_stands_alone() -> None:
    reading = vanban.read_document(LETTER + PLAN)
    assert reading_again(json.loads(json.dumps(reading.kept()))) == reading
    assert [f.rule for f in vanban.lint(reading)] == [f.rule for f in vanban.lint(vanban.read_document(LETTER))]
    assert first_alone(reading).text == LETTER and not first_alone(reading).papers
    assert "papers" in reading.to_dict() and vanban.read_document(LETTER).papers == ()


@pytest.mark.parametrize(
    "behind",
    [
        FORM,
        f"PHỤ LỤC I\n{NATION}ĐƠN ĐỀ NGHỊ\nKính gửi: Sở Tư pháp\n",
        "PHỤ LỤC\nKẾ HOẠCH KIỂM TRA\n(Kèm theo Công văn số 17/STP-PBGD)\n1. Kiểm tra các xã.\n",
        f"“{NATION}UBND TỈNH AN BÌNH\nSố: 5/QĐ-UBND”\n",
        f"Biểu mẫu 02\nUBND XÃ .......\nSố: 12/BC-UBND\n{NATION}BÁO CÁO\n",
    ],
)
def test_forms_and_annexes_are_no_papers(behind: str) -> None:
    text = LETTER + behind
    assert [(part.start, part.end) for part in papers_in(as_document(text))] == [(0, len(text))]


def test_a_paper_that_goes_on_after_a_quoted_head_is_one() -> None:
    decree = "CHÍNH PHỦ\nSố: 1/2026/NĐ-CP\n" + NATION + "NGHỊ ĐỊNH\nVề thử\nĐiều 1. Thể thức\n1. Quốc hiệu trình bày:\n"
    decree += NATION + "2. Tên cơ quan trình bày chữ in hoa.\nĐiều 2. Thi hành\n"
    assert len(papers_in(as_document(decree))) == 1


def test_many_papers_are_parted_in_one_pass() -> None:
    text = (LETTER + PLAN) * 40
    parts = papers_in(as_document(text))
    assert len(parts) == 80 and parts[0].start == 0 and parts[-1].end == len(text)
    assert all(one.end == other.start for one, other in pairwise(parts))
