"""What may not come into the register: marked papers by no door, tables beyond bounds. Nothing of them is kept."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from thuongton.files.models import StoredFile
from thuongton.law.importing import lines
from thuongton.law.importing.screened import mark_of_words
from thuongton.law.importing.sources import candidates
from thuongton.law.models import ActMention, ActQuestion, ActText, LegalAct
from thuongton.law.services.importing import ImportReport, complete_from_mentions, import_acts

pytestmark = pytest.mark.django_db
NUMBER = "77/2020/QĐ-UBND"
TEXT = f"UBND TỈNH A\nSố: {NUMBER}\nHà Nội, ngày 10 tháng 6 năm 2020\n\nQUYẾT ĐỊNH\nVề lũ\n\nĐiều 1. Lũ\nNước dâng.\n"
ROW = {"so_hieu": NUMBER, "trich_yeu": "Về lũ", "ngay_ban_hanh": "2020-06-10"}
ARTICLE = {"id": f"{NUMBER}|1", "law": NUMBER, "article": "1", "heading": "Lũ", "text": "Lũ\nNước dâng."}


def _docx(folder: Path) -> None:
    paper = docx.Document()
    for line in ("TỐI MẬT", *TEXT.splitlines()):
        paper.add_paragraph(line)
    paper.save(str(folder / "a.docx"))


def _page_head(folder: Path) -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "MẬT"
    for line in TEXT.splitlines():
        paper.add_paragraph(line)
    paper.save(str(folder / "a.docx"))


def _book(folder: Path, *rows: tuple[str, ...], title: str = "Danh mục") -> None:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    (folder / "a.xlsx").write_bytes(data.getvalue())


def _lines(folder: Path, *rows: dict[str, Any], name: str = "a.jsonl") -> None:
    text = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (folder / name).write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())


def _catalogue(folder: Path) -> None:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    _lines(folder, ROW | {"tep": "a.txt", "do_mat": "Tối mật"}, name="catalogue.jsonl")


HEADS = ("Số, ký hiệu", "Trích yếu", "Ngày ban hành")
CELLS = (NUMBER, "Về lũ", "10/06/2020")
DOORS: dict[str, Callable[[Path], object]] = {
    "docx": _docx,
    "head of the page of a docx": _page_head,
    "txt": lambda folder: (folder / "a.txt").write_text(f"MẬT\n{TEXT}", encoding="utf-8"),
    "txt of two papers": lambda folder: (folder / "a.txt").write_text(
        f"{TEXT}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTUYỆT MẬT\n", encoding="utf-8"
    ),
    "txt in another encoding": lambda folder: (folder / "a.txt").write_text(f"MẬT\n{TEXT}", encoding="utf-16"),
    "sheet": lambda folder: _book(folder, ("TỐI MẬT",), HEADS, CELLS),
    "name of a sheet": lambda folder: _book(folder, HEADS, CELLS, title="Tối mật"),
    "row of a sheet": lambda folder: _book(folder, (*HEADS, "Độ mật"), (*CELLS, "Mật")),
    "row of lines": lambda folder: _lines(folder, ROW | {"do_mat": "Tuyệt mật"}),
    "value of a row": lambda folder: _lines(folder, ROW | {"ghi_chu": "MẬT"}),
    "article": lambda folder: _lines(folder, ARTICLE | {"text": "MẬT\nLũ\nNước dâng."}, ARTICLE | {"article": "2"}),
    "article packed": lambda folder: _lines(
        folder, ARTICLE, ARTICLE | {"article": "2", "text": "T Ố I  M Ậ T\nLũ."}, name="a.jsonl.gz"
    ),
    "row of the catalogue": _catalogue,
}


@pytest.mark.parametrize("door", DOORS)
def test_a_marked_paper_comes_in_by_no_door(door: str, tmp_path: Path) -> None:
    DOORS[door](tmp_path)
    report = _import(tmp_path)
    assert [one["kind"] for one in report.questions] == ["secret"]
    assert "MẬT" in report.questions[0]["message"]
    assert report.new == 0
    assert not any(model.objects.exists() for model in (LegalAct, ActText, ActMention, ActQuestion, StoredFile))


def test_the_same_without_a_mark_comes_in(tmp_path: Path) -> None:
    _book(tmp_path, (*HEADS, "Độ mật"), (*CELLS, ""))
    _lines(tmp_path, ARTICLE | {"text": "Lũ\nBảo vệ bí mật nhà nước; mật độ dân số."})
    report = _import(tmp_path)
    assert (report.questions, report.new) == ([], 1)
    assert str(LegalAct.objects.get().issued_on) == "2020-06-10"


@pytest.mark.parametrize("mark", ["MẬT", "M Ậ T", "ＭẬＴ", "\u041cẬ\u0422", "MẬT", "M.Ậ.T", "TỐI MẬT"])
def test_the_quick_look_passes_over_no_mark(mark: str) -> None:
    from vanban.header.secrecy import secrecy_mark

    assert mark_of_words(f"{mark}\nĐiều 1. Lũ") == secrecy_mark(f"{mark}\nĐiều 1. Lũ")


def _import(folder: Path) -> ImportReport:
    return import_acts(None, candidates([folder]))


def test_a_line_without_end_is_told_and_never_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 200)
    _lines(tmp_path, ROW, {"so_hieu": "x" * 300}, ROW | {"so_hieu": "1/2020/QĐ-UBND"})
    report = _import(tmp_path)
    assert [one["message"] for one in report.questions] == [lines.TOO_LONG]
    assert report.questions[0]["file"] == "a.jsonl:2"
    assert report.new == 1


def test_a_table_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "ALWAYS", 20_000)
    bomb = gzip.compress(json.dumps(ROW).encode() + b"\n" + b"\n".join([b" " * 1000] * 4000))
    (tmp_path / "a.jsonl.gz").write_bytes(bomb)
    report = _import(tmp_path)
    assert [one["message"] for one in report.questions] == [lines.BOMB]


@pytest.mark.parametrize("limit", ["LARGEST", "MOST_ROWS"])
def test_a_table_too_large_is_told(limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, limit, 1)
    _lines(tmp_path, ROW, ROW)
    said = {"LARGEST": lines.TOO_LARGE, "MOST_ROWS": lines.TOO_MANY}[limit]
    assert [one["message"] for one in _import(tmp_path).questions] == [said]


def test_a_workbook_that_breaks_its_reader_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 khong phai bang")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    report = _import(tmp_path)
    assert [one["kind"] for one in report.questions] == ["unreadable"]
    assert report.new == 1


def test_what_acts_say_of_a_number_that_two_bear_fills_neither(tmp_path: Path) -> None:
    rows = [{"so_hieu": NUMBER, "co_quan": f"Ủy ban nhân dân tỉnh {one}"} for one in "AB"]
    other = {"id": "1/2021/QĐ-UBND|1", "law": "1/2021/QĐ-UBND", "article": "1", "heading": "Lũ"}
    cites = f"Thực hiện Quyết định số {NUMBER} ngày 10 tháng 6 năm 2020 của Ủy ban nhân dân tỉnh A về lũ."
    _lines(tmp_path, *rows, other | {"text": cites})
    _import(tmp_path)
    assert complete_from_mentions(None) == 0
    LegalAct.objects.filter(issuer__endswith="B").delete()
    assert complete_from_mentions(None) == 1
