"""The tree of parts: levels, labels, titles, spans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thorough import examples
from vanban import Node, open_document, outline
from vanban.outline import read_quotations
from vanban.outline.sequence import follows


def shape(nodes: Sequence[Node]) -> list[object]:
    """Levels and labels only, children in a list after their parent."""
    found: list[object] = []
    for node in nodes:
        found.append(f"{node.level} {node.label}")
        if node.children:
            found.append(shape(node.children))
    return found


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "I. MỤC ĐÍCH\n1. Mục đích\na) Một\nb) Hai\n2. Yêu cầu\nII. NHIỆM VỤ\n",
            ["mục I", ["khoản 1", ["điểm a", "điểm b"], "khoản 2"], "mục II"],
        ),
        (
            "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\n1. Một.\na) Hai;\nđ) Ba.\nĐiều 2. Đối tượng\n"
            "Chương II\nKHÁC\nĐiều 3. X\n",
            ["chương I", ["điều 1", ["khoản 1", ["điểm a", "điểm đ"]], "điều 2"], "chương II", ["điều 3"]],
        ),
        (
            "I. MỤC ĐÍCH\n1/ Mục đích\na/ Một\nb/ Hai\n2/ Yêu cầu\n1/2026 là số\nII. NHIỆM VỤ\n",
            ["mục I", ["khoản 1", ["điểm a", "điểm b"], "khoản 2"], "mục II"],
        ),
        ("Phần thứ nhất\nCHUNG\nMục 1\nA\nĐiều 5a. Thử\n", ["phần thứ nhất", ["mục 1", ["điều 5a"]]]),
        ("A. ĐẶC ĐIỂM\nI. Một\nB. KẾT QUẢ\nC. ĐỀ XUẤT\nD. KHÁC\n", ["phần A", ["mục I"], "phần B", "phần C", "phần D"]),
        (
            "## **II. MỤC TIÊU**\n### **1. Mục tiêu chung**\n**2.1 Triển khai**\n- Cơ quan chủ trì: A\n*d) Nâng cao*\n",
            ["mục II", ["khoản 1", ["tiểu mục 2.1", ["gạch đầu dòng -", "điểm d"]]]],
        ),
        ("3. Ba\n3.1. Một\n3.2. Hai\n3.2.1. Sâu\n", ["khoản 3", ["tiểu mục 3.1", "tiểu mục 3.2", ["tiểu mục 3.2.1"]]]),
        ("V/v báo cáo kết quả\nI/ Kết quả\n", ["mục I"]),
        (
            "1. Một\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nPHỤ LỤC I\nDANH MỤC\n1. Hai\n",
            ["khoản 1", "phụ lục I", ["khoản 1"]],
        ),
        ("Điều 1. Sửa đổi Điều 5 như sau:\n“Điều 5. Mới\n1. Một”\nĐiều 2. Hiệu lực\n", ["điều 1", "điều 2"]),
        (
            "Điều 1. Sửa khoản 1 như sau:\n“1. Không đóng\n2. Hai\nĐiều 2. Hiệu lực\n1. Ngay\n",
            ["điều 1", "điều 2", ["khoản 1"]],
        ),
        # quoted: closed by a straight mark; a stray mark inside; opened by no mark; a heading that closes too early
        (
            'Điều 1. Sửa như sau:\n1. Sửa khoản 2:\n“2. Hai\na) Một;";\n2. Sửa khoản 3:\n“3. Ba”.\nĐiều 2. Hiệu lực',
            ["điều 1", ["khoản 1", "khoản 2"], "điều 2"],
        ),
        (
            "Điều 1. Sửa Điều 9 như sau:\n“Điều 9. Chín\n1. Một\na) Hai.”.\n2. Ba\na) Bốn”.\nĐiều 2. Hiệu lực\n1. Ngay",
            ["điều 1", "điều 2", ["khoản 1"]],
        ),
        (
            "Điều 2. Sửa\n31. Sửa đổi Điều 50 như sau:\nĐiều 50. Mới\n“1. Một\n2. Hai”.\n32. Bãi bỏ Điều 51.\n",
            ["điều 2", ["khoản 31", "khoản 32"]],
        ),
        (
            "Điều 2. Sửa\n3. Sửa Điều 33 như sau:\n“Điều 33. Nghĩa vụ”\nNhư sau:\n1. Một\n2. Hai.”.\n4. Bãi bỏ.",
            ["điều 2", ["khoản 3", "khoản 4"]],
        ),
        # quotations of one line, and terms between marks, hide nothing
        (
            "Điều 1. Giải thích\n“Tổ” là:\na) Một;\nb) Hai “ba”.\nĐiều 2. Hiệu lực",
            ["điều 1", ["điểm a", "điểm b"], "điều 2"],
        ),
        # chapters without a title line, inserted parts, gaps and restarts
        ("Chương I\nĐiều 1. A\nChương II\n\nĐiều 3a. B\n", ["chương I", ["điều 1"], "chương II", ["điều 3a"]]),
        (
            "Điều 5a. A\n1. a\n1a. b\n4. c\na) d\na1) e\nđ) g\n1. h\n",
            ["điều 5a", ["khoản 1", "khoản 1a", "khoản 4", ["điểm a", "điểm a1", "điểm đ"], "khoản 1"]],
        ),
        # behind the recipients: an annex in small letters, forms, an attached standard
        (
            "Điều 1. A\nNơi nhận:\n- Lưu: VT.\nPhụ lục I\nI. Mở đầu\nMẫu số 01. Tờ khai\n1. Họ tên: .........\n",
            ["điều 1", "phụ lục I", ["mục I", "phụ lục Mẫu số 01"]],
        ),
        (
            "Điều 1. A\nNơi nhận:\n- Lưu: VT.\nQUY CHUẨN KỸ THUẬT\n1. QUY ĐỊNH CHUNG\n1.1. Phạm vi\n",
            ["điều 1", "phụ lục ", ["khoản 1", ["tiểu mục 1.1"]]],
        ),
        ("Đạt 12.5 tỷ đồng\n2025 là năm bản lề\nđiều kiện\n", []),
        ("TT\tViệc\n1\tMột\n2\tHai\n", []),
    ],
)
def test_trees(text: str, tree: list[object]) -> None:
    assert shape(outline(text)) == tree


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("II. NHIỆM VỤ CỤ THỂ \n\n1. Một", "NHIỆM VỤ CỤ THỂ"),
        ("1. Bảo đảm sự lãnh đạo toàn diện của Đảng trong công tác xây\ndựng pháp luật\n\nUBND xã", None),
        ("1. Bảo đảm sự lãnh đạo, \n\nphát huy tính Đảng\n", "Bảo đảm sự lãnh đạo, phát huy tính Đảng"),
        ("**2.1 Triển khai Bộ tiêu chí**\n\n- Cơ quan", "Triển khai Bộ tiêu chí"),
        ("4. Nâng cao hiệu quả công tác hợp tác quốc tế, pháp luật quốc tế\n\nTrên địa bàn không có.", None),
        ("Chương I\nNHỮNG QUY ĐỊNH CHUNG\n\nĐiều 1. X", "NHỮNG QUY ĐỊNH CHUNG"),
        (
            "Chương I\nQUYỀN CỦA CÔNG DÂN;\nTRÁCH NHIỆM CỦA CƠ QUAN\nĐiều 1. X",
            "QUYỀN CỦA CÔNG DÂN; TRÁCH NHIỆM CỦA CƠ QUAN",
        ),
        ("PHỤ LỤC I\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập\n", ""),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    wanted = title if title is not None else text.split("\n\n", maxsplit=1)[0].split(". ", 1)[1].replace("\n", " ")
    assert outline(text)[0].title == wanted


@pytest.mark.parametrize(
    ("before", "label", "right"),
    [
        ("1", "2", True),
        ("9", "10", True),
        ("05", "06", True),
        ("d", "đ", True),
        ("đ", "e", True),
        ("e", "g", True),
        ("5", "5a", True),
        ("5a", "5b", True),
        ("5d", "5đ", True),
        ("5b", "6", True),
        ("d", "d1", True),
        ("d1", "d2", True),
        ("III", "IV", True),
        ("1", "3", False),
        ("a", "c", False),
        ("5a", "5c", False),
        ("I", "III", False),
        ("", "1", False),
    ],
)
def test_what_follows_what(before: str, label: str, right: bool) -> None:
    assert follows(before, label) is right


def test_quotations_are_kept_as_passages() -> None:
    text = "Điều 1. Sửa Điều 5 như sau:\n“Điều 5. Mới\n1. Một”.\nĐiều 2. Sửa khoản 1:\n“1. Một dòng”\n"
    assert [text[span.start : span.end] for span in read_quotations(text)] == ["“Điều 5. Mới\n1. Một”."]


def check_spans(nodes: Sequence[Node], start: int, end: int) -> None:
    for node in nodes:
        assert start <= node.start <= node.end <= end
        check_spans(node.children, node.start, node.end)
        start = node.end


@settings(max_examples=examples(80), deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "I. A",
                "1. b",
                "a) c",
                "- d",
                "Điều 2. E",
                "Chương I",
                "“x",
                "y”",
                "",
                "Nơi nhận:",
                "PHỤ LỤC",
                "A\tB",
                "chữ",
            ]
        )
    )
)
def test_children_stand_inside_their_parents(rows: list[str]) -> None:
    text = "\n".join(rows)
    check_spans(outline(text), 0, len(text))


def test_the_parts_of_a_seed(seeds: Path) -> None:
    plan = outline(open_document(next(seeds.glob("004*"))))
    assert [node.label for node in plan] == ["I", "II", "III", "IV", "V"]
    tasks = plan[2].children[1].children
    assert [node.label for node in tasks] == [f"2.{n}" for n in range(1, 11)]


def test_articles_of_real_decrees(shared: Path) -> None:
    law = outline(open_document(next((shared / "dev_corpus" / "legal_html").glob("D-legal-053*"))))
    assert [node.label for node in law] == ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]


def test_roman_numbers_with_arabic_ones_behind_them_are_levels() -> None:
    text = "I. MỤC ĐÍCH\nI.1. Mục đích\nNâng cao.\nII. NHIỆM VỤ\nII.1. Phổ biến\nII.1.1. Tổ chức hội nghị\na) Họp\n"
    text += "II.1.2 In tờ gấp\nII.2. Rà soát\n1. Lập danh mục\nIII. TỔ CHỨC\n"
    one, two, three = outline(text)
    assert [node.label for node in (one, two, three)] == ["I", "II", "III"]
    assert [(node.label, node.title) for node in two.children] == [("II.1", "Phổ biến"), ("II.2", "Rà soát")]
    assert [node.label for node in two.children[0].children] == ["II.1.1", "II.1.2"]
    assert [node.label for node in two.children[0].children[0].children] == ["a"]
    assert [node.label for node in two.children[1].children] == ["1"]


@pytest.mark.parametrize("leader", [" ........ ", "\t", "      ", " . . . . "])
def test_a_list_of_contents_is_no_second_outline(leader: str) -> None:
    entries = ["I. GIỚI THIỆU", "II. SỬ DỤNG", "II.1. Quy trình", "III. PHỤ LỤC"]
    contents = "".join(f"{entry}{leader}{page}\n" for page, entry in enumerate(entries, start=1))
    text = f"HƯỚNG DẪN\nMỤC LỤC\n{contents}I. GIỚI THIỆU\nPhần mềm.\nII. SỬ DỤNG\nII.1. Quy trình\nBước một.\n"
    assert [node.label for node in outline(text)] == ["I", "II"]
