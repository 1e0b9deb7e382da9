"""The linter: each rule on its own two examples, the laws every finding keeps, and what it must leave alone."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pace
from thorough import examples
from vanban import lint, read, read_document
from vanban.cli import main
from vanban.lint import FAMILIES, BadRegister, KnownDocument, LawBook, Rule, Status, UnknownRule, rules
from vanban.lint.examples import letter, paper, plan, report
from vanban.lint.names import distance
from vanban.lint.numbering import label_at, ordinal
from vanban.lint.table import rules_page
from vanban.model import Node, Span

ROOT = Path(__file__).resolve().parents[2]


class Books:
    """A law register of a few documents."""

    def __init__(self, known: tuple[KnownDocument, ...]) -> None:
        self._known = {document.number: document for document in known}

    def find(self, target: str) -> KnownDocument | None:
        return self._known.get(target.partition("@")[0])


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_fires_on_its_example_and_only_there(rule: Rule) -> None:
    books = Books(rule.known)
    found = lint(read_document(rule.fires), select=[rule.code], register=books)
    assert found, "the example that must fire is silent"
    assert not lint(read_document(rule.silent), select=[rule.code], register=books)
    for finding in found:
        assert finding.rule == rule.code
        assert finding.severity == rule.severity
        assert 0 <= finding.start < finding.end <= len(rule.fires)
        assert finding.surface == rule.fires[finding.start : finding.end]
        assert finding.message[0].isupper() or finding.message[0] in "«0123456789"


ALIKE = 14
"""So many words in a row that two texts share by copying, not by chance."""
PUBLIC = ("chủ trì", "tác xây dựng và")
"""Heads of tables, and the title of a resolution of the centre: anybody may write these."""


def _runs(text: str) -> set[str]:
    """Every run of :data:`ALIKE` words within a line, but for those that hold the number or day of an act."""
    found = set()
    for line in text.splitlines():
        words = re.findall(r"\w+", line.lower())
        found |= {" ".join(words[at : at + ALIKE]) for at in range(len(words) - ALIKE + 1)}
    return {run for run in found if not re.search(r"\d", run) and not any(words in run for words in PUBLIC)}


def test_examples_are_invented(seeds: Path) -> None:
    """No example tells of a real commune: neither its name nor its sentences."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(seeds.glob("*.txt"))]
    issuers = {read_document(text).header.issuer or "" for text in texts}
    places = {issuer.partition(" xã ")[2] for issuer in issuers} - {""}
    copied = {run for text in texts for run in _runs(text)}
    examples = {(rule.code, text) for rule in rules() for text in (rule.fires, rule.silent)}
    assert places and copied
    assert [(code, place) for code, text in examples for place in places if place.lower() in text.lower()] == []
    assert [(code, run) for code, text in examples for run in _runs(text) if run in copied] == []


def test_the_table_of_rules_is_whole() -> None:
    assert len(rules()) >= 45
    assert {rule.family for rule in rules()} == set(FAMILIES)
    assert all(rule.sentence.endswith(".") for rule in rules())
    assert (ROOT / "docs" / "lint-rules.md").read_text("utf-8") == rules_page()


@pytest.mark.parametrize("text", [paper(), letter("Ủy ban nhân dân xã Vân Phượng báo cáo Sở Tư pháp như trên./.")])
def test_a_paper_without_fault_has_no_finding(text: str) -> None:
    assert lint(read_document(text)) == []


@pytest.mark.parametrize(
    "body",
    [
        "Tổng số 1.127 văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị; đã xác định 670 văn bản hết hiệu lực, "
        "457 văn bản còn hiệu lực./.",
        "Cơ quan chủ trì phối hợp; điểm dừng, khoản chi, điều kiện bảo đảm; từng bước từng bước nâng cao./.",
        "a) Một việc.\n\nb) Hai việc.\n\nc) Ba việc.\n\nd) Bốn việc.\n\nđ) Năm việc.\n\ne) Sáu việc.\n\ng) Bảy việc./.",
        "Nghị quyết số 206/2025/QH15 ngày 24/6/2025 của Quốc hội; Thông tư số 26/2025/TT-BTP ngày 12/12/2025 của Bộ "
        "trưởng Bộ Tư pháp; Kết luận số 226-KL/TW ngày 11/12/2025 của Ban Bí thư./.",
        "Quý 3/2025 tỷ lệ hồ sơ đúng hạn đạt 98%; giải ngân 120/150 tỷ đồng, đạt 85% kế hoạch; trực 24/7./.",
        "Nghiên cứu kỹ Luật Đất đai; khảo sát nhập khẩu; nghệ nhân nhân dân; Viện kiểm sát kiểm sát việc điều tra./.",
        "Doanh thu tăng 120% so với cùng kỳ; giai đoạn 2026-2030; từ ngày 01/5/2025 đến ngày 15/4/2026./.",
    ],
)
def test_what_is_right_is_left_alone(body: str) -> None:
    found = [f for f in lint(read_document(report(body))) if f.severity != "info"]
    assert [(f.rule, f.surface) for f in found] == []


def test_rules_are_chosen_by_code_and_family() -> None:
    reading = read_document(paper(number="Số:    /KH-UBND", day="Vân Phượng, ngày    tháng    năm 2026"))
    assert {f.rule for f in lint(reading, select=["form"])} == {"number-blank", "date-blank"}
    assert {f.rule for f in lint(reading, select=["form"], ignore=["date-blank"])} == {"number-blank"}
    assert lint(reading, ignore=list(FAMILIES)) == []
    with pytest.raises(UnknownRule, match="Không có quy tắc"):
        lint(reading, select=["no-such-rule"])


def test_many_of_a_kind_are_one_finding() -> None:
    fields = "- Cơ quan chủ trì: Công an xã; Phòng Kinh tế xã\n\n- Sản phẩm: Báo cáo\n\n- Thời gian thực hiện: Năm 2026"
    tasks = "\n\n".join(f"{n}. Rà soát văn bản do xã ban hành kỳ {n}\n\n{fields}" for n in range(1, 8))
    found = lint(read_document(plan(tasks)), select=["task-many-leads"])
    assert len(found) == 1
    assert len(found[0].related) == 6


@pytest.mark.parametrize(
    ("label", "level", "place"), [("IV", "mục", 4), ("đ", "điểm", 5), ("g", "điểm", 7), ("3.12", "tiểu mục", 12)]
)
def test_labels_and_places(label: str, level: str, place: int) -> None:
    assert ordinal(label, level) == place
    assert label_at(place, Node(level, label, "", 0, 0)) == label


@given(st.integers(1, 49))
def test_roman_numbers_are_read_back(place: int) -> None:
    assert ordinal(label_at(place, Node("mục", "I", "", 0, 0)), "mục") == place


@given(st.text("Phượngụ", max_size=8), st.text("Phượngụ", max_size=8))
def test_distance_is_a_distance(left: str, right: str) -> None:
    assert distance(left, right) == distance(right, left)
    assert (distance(left, right) == 0) == (left == right)


@settings(max_examples=examples(40), deadline=None)
@given(
    st.lists(
        st.sampled_from(["I. ", "1. ", "a) ", "\n", "Số: 5/KH-UBND", "\t", "“", "ngày 31/2/2020", "của của", "(UBND)"])
    )
)
def test_any_text_is_linted(pieces: list[str]) -> None:
    text = "".join(pieces)
    for finding in lint(read_document(text)):
        assert text[finding.start : finding.end] == finding.surface


REGISTER = [
    {"so_hieu": "110/2004/NĐ-CP", "ten": "Nghị định số 110/2004/NĐ-CP Về công tác văn thư",
     "ngay_ban_hanh": "2004-04-08", "ngay_hieu_luc": "2004-05-01",
     "ngay_het_hieu_luc": "2020-03-05", "thay_the_boi": "30/2020/NĐ-CP"},
    {"number": "12/QĐ-UBND", "issuer": "Ủy ban nhân dân tỉnh Hà Tĩnh", "date": "2025-01-02"},
    {"number": "12/QĐ-UBND", "issuer": "UBND tỉnh Nghệ An", "date": "2025-03-04"},
    {"so_hieu": "45/2019/QH14", "ten": "Code 45/2019/QH14", "tinh_trang": "Hết hiệu lực toàn bộ"},
    {"so_hieu": "79/2009/QĐ-TTg", "tinh_trang": "Hết hiệu lực toàn bộ", "as_of": "2026-04-26"},
    {"ten": "không có số"},
]  # fmt: skip


def test_a_register_knows_documents_by_number_and_local_ones_by_issuer_too(tmp_path: Path) -> None:
    file = tmp_path / "so.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in REGISTER) + "\n\n", encoding="utf-8")
    book = LawBook.load(file)
    decree = book.find("110/2004/NĐ-CP@Chính phủ")
    assert decree is not None
    assert decree.title == "Về công tác văn thư"
    assert decree.replaced_by == "30/2020/NĐ-CP"
    assert decree.status_on(dt.date(2004, 4, 20)) is Status.NOT_YET
    assert decree.status_on(dt.date(2020, 3, 4)) is Status.IN_FORCE
    assert decree.status_on(dt.date(2020, 3, 5)) is Status.EXPIRED
    assert book.find("12/QĐ-UBND") is None
    ours = book.find("12/QĐ-UBND@UBND tỉnh Hà Tĩnh")
    assert ours is not None
    assert ours.date == dt.date(2025, 1, 2)
    code = book.find("45/2019/QH14@Quốc hội")
    assert code is not None
    assert code.title is None
    assert code.status_on(dt.date(2026, 1, 1)) is None
    dated = book.find("79/2009/QĐ-TTg@Thủ tướng Chính phủ")
    assert dated is not None
    assert dated.status_on(dt.date(2026, 1, 1)) is None
    assert dated.status_on(dt.date(2026, 5, 1)) is Status.EXPIRED


def test_a_file_that_is_no_register_is_refused_in_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "so.jsonl"
    file.write_text('{"so_hieu": "1/2020/QH14"}\n[1]\n', encoding="utf-8")
    with pytest.raises(BadRegister, match="Dòng 2"):
        LawBook.load(file)


@pytest.mark.parametrize(
    ("day", "rules_found"),
    [
        ("Vân Phượng, ngày 10 tháng 4 năm 2026", {"citation-replaced"}),
        ("Vân Phượng, ngày    tháng    năm 2026", {"citation-replaced"}),
        ("Vân Phượng, ngày 10 tháng 4 năm 2019", set()),
    ],
)
def test_validity_is_judged_as_of_the_papers_own_day(day: str, rules_found: set[str]) -> None:
    text = paper("Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004 của Chính phủ, xã ban hành Kế hoạch./.", day=day)
    found = lint(read_document(text), select=["citations"], register=LawBook.of(REGISTER))
    assert {f.rule for f in found if f.rule.startswith("citation-")} == rules_found
    assert lint(read_document(text), select=["citation-replaced", "citation-expired"]) == []


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("ngày 20 tháng 9 năm 2025", True),
        ("ngày     tháng 9 năm 2025", True),
        ("ngày     tháng 10 năm 2025", False),
        ("ngày     tháng     năm 2025", False),
        ("ngày     tháng     năm 2024", True),
    ],
)
def test_a_draft_cannot_answer_a_later_letter(day: str, found: bool) -> None:
    head = f"ỦY BAN NHÂN DÂN\nXÃ AN BÌNH\nSố: /UBND-VP\nAn Bình, {day}\nV/v góp ý\n\nKính gửi: Sở Tư pháp\n\n"
    text = f"{head}Thực hiện Công văn số 15/STP-XD ngày 02/10/2025 của Sở Tư pháp, xã có ý kiến như sau./.\n"
    assert bool(lint(read_document(text), select=["cite-from-future"])) is found


def test_of_a_scan_nothing_is_said_that_hangs_on_letters() -> None:
    text = paper("Các đơn vị chị trách nhiệm gửi trong 05 (sáu) ngày làm việc.", number="Số:     /KH-UBND")
    reading = read_document(text)
    printed = {f.rule for f in lint(reading)}
    assert {"number-blank", "misspelt", "number-in-words", "end-mark-absent"} <= printed
    scanned = replace(reading, source=replace(reading.source, ocr=True))
    assert [(f.rule, f.severity) for f in lint(scanned)] == [("number-in-words", "error")]
    at = text.index("05 (sáu)")
    doubtful = replace(scanned, doubtful=(Span(at + 4, at + 7),))
    assert [(f.rule, f.severity) for f in lint(doubtful)] == [("number-in-words", "info")]


def test_time_grows_with_the_length_of_the_text() -> None:
    """Half of all examples in one text, then all of them twice over: four times as long, not sixteen times."""
    bodies = [rule.fires.replace("\n", " ") for rule in rules()]
    short, long = (read_document(paper("\n\n".join(part))) for part in (bodies[::2], bodies * 2))
    pace.in_step(lambda size: partial(lint, (short, long)[size]), 0, 1, times=10, free=0.5)


def test_known_faults_of_real_papers(shared: Path) -> None:
    found = {
        name: {(f.rule, f.surface.split("\n")[0][:40]) for f in lint(read(next((shared / "seeds").glob(f"{name}_*"))))}
        for name in ("000", "001", "002", "003", "004")
    }
    assert ("place-name-near", "Lạc Phụng") in found["000"] & found["004"]
    assert ("numbering-repeat", "III. ĐỀ XUẤT VÀ KIẾN NGHỊ") in found["000"]
    assert ("place-name-case", "Hải phòng") in found["001"]
    assert ("cite-number-glued", "422/QĐTTg") in found["004"]
    assert ("foreign-fragment", "Sở Tư pháp - Các Sở, ban, ngành thành ph") in found["004"]
    assert "plan-unassigned" in {rule for rule, _ in found["001"]} & {rule for rule, _ in found["002"]}
    assert "figures-disagree" not in {rule for rule, _ in found["003"]}


def test_command(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(paper(), encoding="utf-8")
    bad.write_text(paper(number="Số:    /KH-UBND"), encoding="utf-8")
    assert main(["lint", str(good)]) == 0
    assert main(["lint", str(good), str(bad)]) == 1
    assert main(["lint", str(bad), "--ignore", "form"]) == 0
    assert main(["lint", str(bad), str(tmp_path / "none.txt")]) == 2
    assert main(["lint", str(bad), "--select", "nothing"]) == 2
    register = tmp_path / "so.jsonl"
    register.write_text('{"so_hieu": "86/KH-UBND", "co_quan": "UBND thành phố Hải Phòng"}', encoding="utf-8")
    assert main(["lint", str(good), "--register", str(register)]) == 0
    register.write_text("không phải JSON", encoding="utf-8")
    assert main(["lint", str(good), "--register", str(register)]) == 2
    assert main(["lint", str(good), "--register", str(tmp_path / "none.jsonl")]) == 2
    assert main(["lint"]) == 2
    assert main(["lint", "--rules"]) == 0
    assert main(["lint", "--explain", "number-blank"]) == 0
    assert main(["lint", "--explain", "nothing"]) == 2
    assert b"Traceback" not in capfdbinary.readouterr().err
