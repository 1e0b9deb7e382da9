"""The register kept in rows: acts come in once, whole; questions where sources differ; the commands of the contract."""

from __future__ import annotations

import gzip
import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from thuongton.audit.models import RowChange
from thuongton.cli import main
from thuongton.law.importing.sources import Candidate, RefusedSource, candidates
from thuongton.law.models import ActMention, ActOrder, ActQuestion, LegalAct
from thuongton.law.queries.bases import findings_of
from thuongton.law.queries.quality import doubts
from thuongton.law.queries.register import NotOne, act_of, missing
from thuongton.law.services.importing import complete_from_mentions, import_acts
from vanban.model import Document, Source

LAW = """QUỐC HỘI
Luật số: 10/2019/QH14
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 10 tháng 6 năm 2019

LUẬT
PHÒNG CHỐNG LŨ

Điều 1. Phạm vi
1. Luật này quy định về phòng chống lũ.
2. Chính phủ quy định chi tiết.

Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2020.
"""
AMENDS = """QUỐC HỘI
Luật số: 20/2021/QH15
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 01 tháng 6 năm 2021

LUẬT
SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT PHÒNG CHỐNG LŨ

Điều 1. Sửa đổi, bổ sung một số điều của Luật Phòng chống lũ
1. Sửa đổi, bổ sung khoản 2 Điều 1 như sau:
“2. Bộ trưởng quy định chi tiết theo Nghị định số 05/2018/NĐ-CP ngày 02/02/2018 của Chính phủ.”.

Điều 2. Hiệu lực thi hành
Luật này có hiệu lực từ ngày 01 tháng 01 năm 2022.
"""
pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "luat"
    place.mkdir()
    (place / "a.txt").write_text(LAW, encoding="utf-8")
    (place / "b.txt").write_text(AMENDS, encoding="utf-8")
    return place


def _import(folder: Path) -> Any:
    return import_acts(None, candidates([folder]))


def _said(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, Any]:
    code = main(["law", *argv])
    return code, json.loads(capsys.readouterr().out)


def test_acts_come_in_once_and_whole(folder: Path) -> None:
    first = _import(folder)
    assert (first.documents, first.new, first.questions) == (2, 2, [])
    rows = (LegalAct.objects.count(), ActOrder.objects.count(), ActMention.objects.count())
    again = _import(folder)
    assert (again.new, again.same, again.changed) == (0, 2, 0)
    assert (LegalAct.objects.count(), ActOrder.objects.count(), ActMention.objects.count()) == rows
    assert not RowChange.objects.filter(event=None).exists()


def test_a_trial_writes_nothing(folder: Path) -> None:
    report = import_acts(None, candidates([folder]), dry_run=True)
    assert report.new == 2
    assert not LegalAct.objects.exists()


def test_an_act_that_breaks_off_leaves_nothing_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from thuongton.law.services import taking

    def dies(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(taking, "keep_reads", dies)
        with pytest.raises(KeyboardInterrupt):
            _import(folder)
    assert not LegalAct.objects.exists()
    assert _import(folder).new == 2


def test_another_text_under_one_number_is_a_question(folder: Path) -> None:
    _import(folder)
    (folder / "a.txt").write_text(LAW.replace("quy định về phòng", "nói về phòng"), encoding="utf-8")
    report = _import(folder)
    assert [one["kind"] for one in report.questions] == ["duplicate"]
    assert ActQuestion.objects.count() == 1
    assert "quy định về phòng" in LegalAct.objects.get(number="10/2019/QH14").words.text


def test_facts_that_differ_are_a_question_and_missing_ones_are_filled(folder: Path) -> None:
    _import(folder)
    row = {"so_hieu": "10/2019/QH14", "ngay_ban_hanh": "11/06/2019", "ngay_het_hieu_luc": "2030-01-01"}
    table = folder.parent / "bang.jsonl"
    table.write_text(json.dumps(row) + "\nkhông phải JSON\n", encoding="utf-8")
    report = import_acts(None, candidates([table]))
    assert {one["kind"] for one in report.questions} == {"unreadable"}  # another day of issue is another act
    row["ngay_ban_hanh"] = "2019-06-10"
    table.write_text(json.dumps(row | {"ngay_hieu_luc": "2021-01-01"}) + "\n", encoding="utf-8")
    report = import_acts(None, candidates([table]))
    assert [one["kind"] for one in report.questions] == ["conflict"]
    act = LegalAct.objects.get(number="10/2019/QH14", issued_on="2019-06-10")
    assert (str(act.effective_on), str(act.expired_on)) == ("2020-01-01", "2030-01-01")


def test_broken_files_stop_nothing(folder: Path) -> None:
    (folder / "c.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "d.txt").write_text("không có số hiệu nào ở đây", encoding="utf-8")
    report = _import(folder)
    assert report.new == 2
    assert {one["kind"] for one in report.questions} == {"unreadable", "no-number"}


def test_a_table_that_breaks_off_is_told_and_stops_nothing(tmp_path: Path) -> None:
    table = tmp_path / "bang.jsonl.gz"
    table.write_bytes(gzip.compress(b'{"so_hieu": "10/2019/QH14"}\n' * 4000)[:-9])
    report = import_acts(None, candidates([table]))
    assert [one["kind"] for one in report.questions] == ["unreadable"]
    (tmp_path / "hong.jsonl.gz").write_bytes(b"\x1f\x8bkhong phai")
    assert [one["kind"] for one in import_acts(None, candidates([tmp_path / "hong.jsonl.gz"])).questions] == [
        "unreadable"
    ]


def test_decomposed_letters_and_other_line_ends_are_the_same_act(folder: Path) -> None:
    _import(folder)
    for name, text in (("a.txt", LAW), ("b.txt", AMENDS)):
        printed = unicodedata.normalize("NFD", text).replace("\n", "\r\n")
        (folder / name).write_bytes(printed.encode())
    report = _import(folder)
    assert (report.same, report.questions) == (2, [])


def test_what_the_register_lacks_is_said_once(folder: Path) -> None:
    _import(folder)
    line = "Căn cứ Luật số 99/2019/QH14 ngày 10 tháng 6 năm 2019;\n"
    text = f"Hà Nội, ngày 05 tháng 5 năm 2022\n\nQUYẾT ĐỊNH\nVề việc ví dụ\n\n{line}Theo Luật số 99/2019/QH14.\n"
    found = findings_of(Document(text, Source(name="-", format="txt", sha256="")))
    assert [one.rule for one in found] == ["basis-not-held"]


def test_articles_one_a_line_make_acts(tmp_path: Path) -> None:
    rows = [
        {
            "id": "10/2019/QH14|1",
            "law": "10/2019/QH14",
            "article": "1",
            "heading": "Phạm vi",
            "text": "Phạm vi\nMột câu.",
        },
        {"id": "10/2019/QH14|2", "law": "10/2019/QH14", "article": "2", "heading": "Hết", "text": "Hết\nHai câu."},
        {"id": "11/2019/QH14|1", "law": "11/2019/QH14", "article": "1", "heading": "Khác", "text": "Khác\nBa câu."},
    ]
    table = tmp_path / "articles.jsonl"
    table.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    found = list(candidates([table]))
    assert all(isinstance(one, Candidate) for one in found)
    assert [one.facts.number for one in found if not isinstance(one, RefusedSource) and one.facts] == [
        "10/2019/QH14",
        "11/2019/QH14",
    ]
    assert not isinstance(found[0], RefusedSource)
    assert found[0].text == "Điều 1. Phạm vi\nMột câu.\nĐiều 2. Hết\nHai câu."


def test_what_is_said_of_an_act_fills_what_it_lacks(folder: Path) -> None:
    _import(folder)
    table = folder.parent / "bang.jsonl"
    table.write_text(json.dumps({"so_hieu": "05/2018/NĐ-CP"}), encoding="utf-8")
    import_acts(None, candidates([table]))
    assert complete_from_mentions(None) == 1
    assert str(LegalAct.objects.get(number="05/2018/NĐ-CP").told_issued_on) == "2018-02-02"


def test_law_at_tells_state_words_and_acts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _import(folder)
    code, told = _said(capsys, "at", "10/2019/QH14", "--on", "2022-01-01", "--provision", "khoản 2 Điều 1", "--json")
    assert code == 0
    assert told["state"] == "in_force"
    assert told["text"].startswith("2. Bộ trưởng quy định chi tiết")
    assert [(one["act"], one["at"], one["effective"]) for one in told["changed_by"]] == [
        ("20/2021/QH15", "khoản 1 Điều 1", "2022-01-01")
    ]
    assert told["uri"] == "/akn/vn/act/luat/qh14/2019/10"
    code, told = _said(capsys, "at", "10/2019/QH14", "--on", "2021-12-31", "--provision", "khoản 2 Điều 1", "--json")
    assert (told["text"], told["to"], told["changed_by"]) == ("2. Chính phủ quy định chi tiết.", "2021-12-31", [])
    code, told = _said(capsys, "at", "99/2019/QH14", "--on", "2022-01-01", "--json")
    assert (code, told["state"]) == (1, "unknown")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("10/2019/QH14", "10/2019/QH14"),
        ("10/2019/qh14", "10/2019/QH14"),
        (" 10/2019/Qh-14 ", "10/2019/QH14"),
        ("12/qđ-ttg", "12/QĐ-TTg"),
        ("66-nq/tw", "66-NQ/TW"),
        ("10/2019/qh1", None),
        ("10/2019/", None),
        ("qh14", None),
        ("7/2020/qđ-ubnd", None),
        ("7/2020/QĐ-Ubnd", "7/2020/QĐ-Ubnd"),
    ],
)
def test_numbers_typed_in_other_capitals_find_their_act(typed: str, found: str | None) -> None:
    for number in ("10/2019/QH14", "110/2019/QH14", "12/QĐ-TTg", "66-NQ/TW", "7/2020/QĐ-UBND", "7/2020/QĐ-Ubnd"):
        LegalAct.objects.create(number=number, number_key=number)
    if found is None:
        with pytest.raises(NotOne):
            act_of(typed)
    else:
        assert act_of(typed).number == found


def test_many_questions_are_answered_in_order(folder: Path, tmp_path: Path) -> None:
    _import(folder)
    asked, out = tmp_path / "hoi.jsonl", tmp_path / "dap.jsonl"
    rows = [
        {"qid": str(at), "number": "10/2019/QH14", "provision": None, "on": f"20{19 + at}-07-01"} for at in range(3)
    ]
    asked.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert main(["law", "at", "--ask", str(asked), "--out", str(out)]) == 0
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["qid"] for one in answers] == ["0", "1", "2"]
    assert [one["state"] for one in answers] == ["not_yet", "in_force", "in_force"]


def test_consolidate_compare_and_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _import(folder)
    code, whole = _said(capsys, "consolidate", "10/2019/QH14", "--on", "2022-01-01", "--json")
    assert (code, whole["applied"], whole["waiting"]) == (0, 1, [])
    assert [one["no"] for one in whole["articles"]] == ["1", "2"]
    code, rows = _said(capsys, "compare", "10/2019/QH14@2021-01-01", "10/2019/QH14@2022-01-01", "--json")
    assert [(one["provision"], one["kind"]) for one in rows] == [("Điều 1", "changed"), ("Điều 2", "same")]
    assert [one["number"] for one in missing()] == ["05/2018/NĐ-CP"]
    code, rows = _said(capsys, "impact", "10/2019/QH14", "--json")
    assert code == 0
    assert all({"act", "role", "provision", "quote"} <= row.keys() for row in rows)
    assert {one["kind"] for one in doubts()} == set()


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("Căn cứ Luật Phòng chống lũ số 10/2019/QH14 ngày 10 tháng 6 năm 2019 của Quốc hội;", set()),
        ("Căn cứ Luật Phòng chống lũ số 10/2019/QH14 ngày 11 tháng 6 năm 2019 của Quốc hội;", {"basis-day"}),
        ("Căn cứ Luật Phòng chống lũ số 10/2019/QH14 ngày 10 tháng 6 năm 2019 của Chính phủ;", {"basis-issuer"}),
        ("Căn cứ khoản 7 Điều 1 Luật Phòng chống lũ số 10/2019/QH14;", {"basis-absent"}),
        ("Căn cứ Luật số 99/2019/QH14 ngày 10 tháng 6 năm 2019;", {"basis-not-held"}),
    ],
)
def test_bases_of_a_draft(folder: Path, line: str, rules: set[str]) -> None:
    _import(folder)
    text = f"Hà Nội, ngày 05 tháng 5 năm 2022\n\nQUYẾT ĐỊNH\nVề việc ví dụ\n\n{line}\n"
    found = findings_of(Document(text, Source(name="-", format="txt", sha256="")))
    assert {one.rule for one in found} == rules
    assert all(text[one.start : one.end] == one.surface for one in found)


@pytest.mark.parametrize(
    "argv",
    [
        ("at", "10/2019/QH14"),
        ("at", "10/2019/QH14", "--on", "hôm qua"),
        ("at", "10/2019/QH14", "--on", "2022-01-01", "--provision", "chỗ kia"),
        ("consolidate", "1/1900/X", "--on", "2022-01-01"),
        ("import", "không-có-thư-mục"),
        ("at", "--ask", "không-có-tệp"),
        ("basis", "không-có-tệp.docx"),
    ],
)
def test_input_that_cannot_be_used_is_one_sentence(argv: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", *argv]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("thuongton: ")
    assert said.err.count("\n") == 1
