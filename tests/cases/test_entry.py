"""A paper book read by the row: columns out of every kind file, cells as people type them, what becomes of a row."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from thuongton.calendars.terms.files import shipped_calendar
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.library import kind_files, known_kinds
from thuongton.cases.definition.model import Bilingual
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.fold import fold
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.entry.columns import EntryColumn, EntryGrid, grid_of
from thuongton.cases.entry.judging import EnteredRow, RowFate, judged_row
from thuongton.cases.entry.reading import chosen, read_cell

TODAY = dt.date(2026, 11, 30)
NOW = dt.datetime.combine(TODAY, dt.time(9, 42))
TIME = Timekeeper(shipped_calendar().calendar)
RESULTS = {
    "thanh": Bilingual("Hoà giải thành", "Settled"),
    "khong_thanh": Bilingual("Hoà giải không thành", "Not settled"),
    "dung": Bilingual("Chấm dứt theo yêu cầu", "Ended"),
}


def grid(name: str, role: str = "congchuc") -> EntryGrid:
    found = grid_of(known_kinds()[name][-1], role)
    assert found is not None
    return found


def judged(texts: dict[str, str], name: str = "hoa_giai", role: str = "congchuc") -> EnteredRow:
    return judged_row(grid(name, role), texts, NOW, role, TIME)


@pytest.mark.parametrize("name", sorted(known_kinds()))
@pytest.mark.parametrize("role", ["congchuc", "lanhdao"])
def test_every_kind_has_a_page_to_copy(name: str, role: str) -> None:
    """Its first column is a day, each label stands once, and every act of it is one that the hat may do."""
    found = grid(name, role)
    assert found.columns[0].name == f"{found.acts[0]}.on" and found.columns[0].needed
    labels = [one.label.vi.casefold() for one in found.columns]
    assert len(set(labels)) == len(labels)
    assert all(role in found.kind.transitions[act].role for act in found.acts)
    assert found.kind.transitions[found.acts[0]].opens
    needed = {need.field for need in found.kind.transitions[found.acts[0]].requires if need.when is None}
    assert needed <= {one.field.name for one in found.columns if one.field is not None}
    assert grid_of(found.kind, "kiemtra") is None


def test_the_book_of_mediations_has_the_columns_of_the_paper() -> None:
    found = grid("hoa_giai")
    assert [one.label.vi for one in found.columns][:4] == ["Ngày nhận", "Phạm vi", "Bên thứ nhất", "Bên thứ hai"]
    assert found.said_apart() == ["phan_cong", "ket_thuc"]
    assert {one.label.vi for one in found.columns if one.masked} == {
        "Bên thứ nhất", "Bên thứ hai", "Nội dung chủ yếu", "Thoả thuận của các bên",
    }  # fmt: skip


def test_what_a_hat_may_not_do_has_no_column() -> None:
    assert grid("xlvphc").left == ("ra_quyet_dinh", "nop_phat")
    assert grid("xlvphc", "lanhdao").left == ()


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("day", "5/11", "2026-11-05"),
        ("day", "05/11/2026", "2026-11-05"),
        ("day", "5-11-26", "2026-11-05"),
        ("day", "2026-11-05 00:00:00", "2026-11-05"),
        ("day", "5/12", "2025-12-05"),
        ("day", "29/2", "2024-02-29"),
        ("day", "31/2", None),
        ("day", "hôm qua", None),
        ("moment", "8:30 5/11", "2026-11-05T08:30"),
        ("moment", "25:00 5/11", None),
        ("number", "12", 12),
        ("number", "400.000", 400000),
        ("number", "400.0", 400),
        ("money", "1.400.000 đồng", 1400000),
        ("number", "4,5", None),
        ("number", "-1", None),
        ("yes_no", "c", True),
        ("yes_no", "Không", False),
        ("yes_no", "có lẽ", None),
        ("text", "  Tổ   thôn 3 ", "Tổ thôn 3"),
        ("text", "x" * 501, None),
    ],
)
def test_cells_are_read_as_people_type_them(kind: str, text: str, value: object) -> None:
    from thuongton.cases.definition.model import KindField

    column = EntryColumn("a.b", "a", Bilingual("", ""), KindField("b", Bilingual("", ""), kind))
    read = read_cell(column, text, TODAY)
    assert read.value == value and (read.wrong is None) == (value is not None)
    assert read.wrong is None or text not in str(read.wrong)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("th", ["thanh"]),
        ("Thành", ["thanh"]),
        ("khong", ["khong_thanh"]),
        ("k", ["khong_thanh"]),
        ("hoà giải thành", ["thanh"]),
        ("hoà giải", ["thanh", "khong_thanh"]),
        ("cham", ["dung"]),
        ("settled", ["thanh"]),
        ("z", []),
    ],
)
def test_choices_are_meant_by_their_first_letters(text: str, found: list[str]) -> None:
    assert chosen(text, RESULTS) == found


WHOLE = {
    "tiep_nhan.on": "5/11", "tiep_nhan.pham_vi": "tranh", "tiep_nhan.ben.2.ho_ten": "H.T.N",
    "bat_dau.on": "8/11", "ket_thuc.ket_qua": "th", "ket_thuc.van_ban": "c",
}  # fmt: skip


def test_a_whole_row_is_the_acts_of_its_columns() -> None:
    verdict = judged(WHOLE)
    assert (verdict.fate, verdict.late, verdict.said) == (RowFate.READY, True, ())
    assert [(one.do, one.on, dict(one.data)) for one in verdict.acts] == [
        ("tiep_nhan", "2026-11-05", {"pham_vi": "dan_su", "ben": [{}, {"ho_ten": "H.T.N"}]}),
        ("phan_cong", "2026-11-08", {}),
        ("bat_dau", "2026-11-08", {}),
        ("ket_thuc", "2026-11-08", {"ket_qua": "thanh", "van_ban": True}),
    ]
    assert verdict.shown["ket_thuc.ket_qua"] == "Hoà giải thành"


@pytest.mark.parametrize(
    ("change", "fate", "acts", "column"),
    [
        ({"bat_dau.on": "4/11"}, RowFate.DOUBTFUL, 1, "bat_dau.on"),
        ({"bat_dau.on": "", "ket_thuc.ket_qua": "", "ket_thuc.van_ban": ""}, RowFate.READY, 1, None),
        ({"ket_thuc.ket_qua": "", "ket_thuc.van_ban": ""}, RowFate.READY, 3, None),
        ({"ket_thuc.ket_qua": ""}, RowFate.REJECTED, 0, "bat_dau.on"),
        ({"bat_dau.on": ""}, RowFate.REJECTED, 0, "bat_dau.on"),
        ({"tiep_nhan.on": ""}, RowFate.REJECTED, 0, "tiep_nhan.on"),
        ({"tiep_nhan.on": "31/2"}, RowFate.REJECTED, 0, "tiep_nhan.on"),
        ({"tiep_nhan.pham_vi": ""}, RowFate.REJECTED, 0, "tiep_nhan.on"),
        ({"tiep_nhan.pham_vi": "xyz"}, RowFate.REJECTED, 0, "tiep_nhan.pham_vi"),
        ({"tiep_nhan.on": "1/12/2026"}, RowFate.REJECTED, 0, "tiep_nhan.on"),
        (dict.fromkeys(WHOLE, " "), RowFate.EMPTY, 0, None),
    ],
)
def test_what_becomes_of_a_row(change: dict[str, str], fate: RowFate, acts: int, column: str | None) -> None:
    verdict = judged(WHOLE | change)
    assert (verdict.fate, len(verdict.acts)) == (fate, acts)
    assert [one.column for one in verdict.said] == ([column] if column else [])


def test_what_waits_goes_on_with_its_case_later() -> None:
    """A mediation dated before its intake: the intake is written, the rest waits and is done with the right day."""
    first = judged(WHOLE | {"bat_dau.on": "4/11"})
    assert first.waiting == ("bat_dau.on", "ket_thuc.ket_qua", "ket_thuc.van_ban")
    found = grid("hoa_giai")
    acts = [CaseAct(one.do, dt.datetime.fromisoformat(one.on), NOW, "congchuc", "", one.data) for one in first.acts]
    begun = fold(found.kind, acts, TIME)
    rest = {name: WHOLE[name] for name in first.waiting}
    verdict = judged_row(found, rest, NOW, "congchuc", TIME, begun)
    assert verdict.fate is RowFate.READY and [one.do for one in verdict.acts] == ["phan_cong", "bat_dau", "ket_thuc"]
    assert begun.state == "moi" and len(begun.acts) == 1


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("acts: [phan_cong]", "dead-transition"),
        ("acts: [tiep_nhan, tiep_nham]", "unknown-name"),
        ("days: {bat_dau: bat_dau}", "bad-number"),
        ("days: {bat_dau: khong_co}", "unknown-name"),
        ("columns: [tiep_nhan.khong_co]", "unknown-field"),
        ("columns: [tiep_nhan.ben.1.khong_co]", "unknown-field"),
        ("columns: [tiep_nhan.ben]", "unknown-field"),
        ("columns: [trung_voi.vu_viec]", "unknown-field"),
        ("columns: [khong_co.on]", "unknown-name"),
        ("columns: [{label: {vi: A, en: A}}]", "missing-name"),
        ("dong: 20", "unknown-name"),
    ],
)
def test_a_wrong_grid_is_told_with_its_line(written: str, code: str) -> None:
    path = next(one for one in kind_files() if one.name == "hoa_giai.yaml")
    text = Path(path).read_text("utf-8").partition("\ngrid:")[0] + f"\ngrid:\n  {written}\n"
    _kind, found = read_kind("hoa_giai.yaml", text.encode())
    line = text.count("\n")
    assert (code, line) in {(one.code, one.line) for one in found}, found
