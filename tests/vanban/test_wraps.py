"""Paragraphs cut into lines of one width are whole in the settled view; other lines stay as they are."""

from __future__ import annotations

import textwrap

import pytest

from vanban import read_document
from vanban.settling import settled

PARAGRAPHS = (
    "Thực hiện Nghị quyết số 12/NQ-CP ngày 05 tháng 02 năm 2026 của Chính phủ về nhiệm vụ, giải pháp phát triển kinh "
    "tế - xã hội; Ủy ban nhân dân xã Tân Hòa xây dựng kế hoạch triển khai trên địa bàn với các nội dung như sau:",
    "I. NHIỆM VỤ",
    "1. Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã chủ trì, phối hợp với các thôn rà soát, lập danh sách hộ gia "
    "đình thuộc diện hỗ trợ, trình Chủ tịch Ủy ban nhân dân xã trước ngày 30 tháng 6 năm 2026.",
    "2. Công an xã phối hợp với Trạm Y tế tổ chức tuyên truyền tại các thôn; báo cáo kết quả về Ủy ban nhân dân xã qua "
    "Văn phòng để tổng hợp chung trong báo cáo tháng của xã.",
    "II. TỔ CHỨC THỰC HIỆN",
    "Các cơ quan, đơn vị căn cứ Kế hoạch này triển khai thực hiện, định kỳ hằng tháng báo cáo kết quả về Ủy ban nhân "
    "dân xã. Trong quá trình thực hiện nếu có vướng mắc thì phản ánh về Văn phòng để được hướng dẫn./.",
)
WHOLE = "\n".join(PARAGRAPHS)


def cut(width: int, gap: str = "\n", indent: str = "") -> str:
    return gap.join(
        gap.join(textwrap.wrap(p, width, break_on_hyphens=False, initial_indent=indent)) for p in PARAGRAPHS
    )


@pytest.mark.parametrize("width", [64, 72, 80, 90, 100])
def test_lines_of_one_width_are_joined(width: int) -> None:
    assert settled(cut(width)).text == WHOLE
    assert settled(WHOLE).text == WHOLE


@pytest.mark.parametrize(
    "text", [cut(80, indent="      "), cut(80, " \n\n"), cut(80, "\r\n"), cut(80).replace(" ", "  ")]
)
def test_indented_spaced_and_doubled_lines_too(text: str) -> None:
    assert settled(text).text == WHOLE


def test_places_lead_back_into_the_lines() -> None:
    text = cut(72)
    reading = read_document(text)
    whole = read_document(WHOLE)
    assert [task.title for task in reading.tasks] == [task.title for task in whole.tasks]
    assert len(reading.tasks) == 3
    for task in reading.tasks:
        assert task.title in " ".join(text[task.start : task.end].split())
    cited = reading.citations[0]
    assert text[cited.start : cited.end] == cited.surface
    assert " ".join(cited.surface.split()) == "Nghị quyết số 12/NQ-CP ngày 05 tháng 02 năm 2026 của Chính phủ"


@pytest.mark.parametrize(
    "text",
    [
        "UBND XÃ A\n\nV/v báo cáo kết quả thực hiện\nnhiệm vụ quý I năm 2026\n\nKính gửi: Sở Tư pháp.",
        "- Rà soát hồ sơ của các thôn\n- tổng hợp kết quả\n- báo cáo Ủy ban nhân dân xã\n- công khai kết quả",
        "a\nb\nc\nd\ne\nf\n" * 4,
        "TT\tNội dung\n1\trà soát văn bản\n2\ttổng hợp\n3\tbáo cáo\n" * 3,
        "Một đoạn văn rất dài không ngắt dòng " * 12
        + "\nnhưng có một dòng ngắn\nvà một dòng nữa\nvà một dòng cuối " * 2,
    ],
)
def test_other_lines_stay(text: str) -> None:
    assert settled(text).text.count("\n") == text.count("\n")
