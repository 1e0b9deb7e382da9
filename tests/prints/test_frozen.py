"""What a print keeps: the same values come back, the same print has the same hash, what is no print is told."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prints.upgraded import FIRST
from thuongton.plans.services.printing import definitions_of
from thuongton.plans.status import Basis, State
from thuongton.prints.frozen import (
    Definition,
    Figure,
    Frozen,
    FrozenColumn,
    FrozenRow,
    FrozenTable,
    PrintHead,
    UnreadablePrint,
    digest,
    version_of,
)
from thuongton.prints.paper import paper_of, sheets_of, shown
from thuongton.web.lists.columns import Kind

TEXT = st.text(max_size=20)
CELLS = st.one_of(
    TEXT,
    st.none(),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(timezones=st.just(dt.UTC)),
)


@st.composite
def tables(draw: st.DrawFn) -> FrozenTable:
    kinds = draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=4))
    columns = tuple(FrozenColumn(f"c{at}", draw(TEXT), 10 + at, kind, "right") for at, kind in enumerate(kinds))
    cells = st.tuples(*[CELLS] * len(columns))
    row = st.builds(FrozenRow, cells, st.just("plans.task"), st.integers(1, 10**9))
    heading = st.builds(FrozenRow, heading=st.text(min_size=1, max_size=9))
    rows = draw(st.lists(st.one_of(row, heading, st.builds(FrozenRow, cells)), max_size=5))
    return FrozenTable(draw(TEXT), draw(TEXT), columns, tuple(rows), draw(TEXT), draw(TEXT))


PRINTS = st.builds(
    Frozen,
    title=TEXT,
    as_of=st.none() | st.dates(),
    kind=TEXT,
    basis=st.sampled_from(["", "declared", "proven"]),
    by=TEXT,
    made_at=st.none() | st.datetimes(timezones=st.just(dt.UTC)),
    head=st.builds(PrintHead, TEXT, TEXT, TEXT, TEXT),
    intro=st.lists(TEXT, max_size=3).map(tuple),
    figures=st.lists(st.builds(Figure, TEXT, st.integers(0, 10**6), st.booleans()), max_size=3).map(tuple),
    tables=st.lists(tables(), max_size=3).map(tuple),
    definitions=st.lists(st.builds(Definition, TEXT, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    query=TEXT,
)


@given(PRINTS)
def test_what_is_kept_comes_back(frozen: Frozen) -> None:
    kept = json.loads(json.dumps(frozen.to_dict()))
    assert Frozen.from_dict(kept) == frozen
    turned = dict(reversed(kept.items()))
    assert digest(turned) == digest(frozen.to_dict())
    assert [one.table for one in shown(frozen)] == list(frozen.tables)


@given(PRINTS, st.text(min_size=1, max_size=5))
def test_whatever_is_changed_changes_the_hash(frozen: Frozen, more: str) -> None:
    changed = replace(frozen, intro=(*frozen.intro, more))
    assert digest(changed.to_dict()) != digest(frozen.to_dict())


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "bản in",
        {"form": 2},
        {**Frozen("Sổ").to_dict(), "as_of": "hôm qua"},
        {**Frozen("Sổ").to_dict(), "headline": [["Tổng"]]},
        {**Frozen("Sổ").to_dict(), "tables": [{"key": "a"}]},
        {**FIRST, "tables": [{**FIRST["tables"][0], "rows": [["1"]]}]},  # type: ignore[index]
    ],
)
def test_what_is_no_print_is_told(body: object) -> None:
    with pytest.raises(UnreadablePrint):
        Frozen.from_dict(body)


def test_a_print_of_the_first_form_is_laid_out_as_it_was() -> None:
    late = {**FIRST["tables"][0], "key": "late_turns", "caption": "5. Kỳ quá hạn: 1 kỳ"}  # type: ignore[index]
    done = {**FIRST["tables"][0], "key": "finished", "caption": "1. Nhiệm vụ đã hoàn thành"}  # type: ignore[index]
    frozen = Frozen.from_dict({**FIRST, "tables": [done, *FIRST["tables"], late]})  # type: ignore[misc]
    paper = paper_of(frozen)
    assert [(annex.title, [grid.caption for grid in annex.grids]) for annex in paper.annexes] == [
        ("Kết quả thực hiện các nhiệm vụ có thời hạn", ["1. Nhiệm vụ đã hoàn thành"]),
        ("Nhiệm vụ thường xuyên: 1 nhiệm vụ", ["", "5. Kỳ quá hạn: 1 kỳ"]),
        ("Cách tính trạng thái nhiệm vụ", []),
    ]
    assert paper.kind == "Báo cáo" and paper.symbol == "BC-STP"
    assert [sheet.name for sheet in sheets_of(frozen)] == ["Tổng hợp", "Nhiệm vụ", "Kỳ quá hạn"]
    assert [column.align for column in frozen.tables[0].columns] == ["center", "left"]


def test_columns_of_tables_of_one_sheet_keep_their_places() -> None:
    def table(*keys: str) -> FrozenTable:
        columns = tuple(FrozenColumn(key, key.upper(), 10) for key in keys)
        return FrozenTable("-".join(keys), "Bảng", columns, (FrozenRow(keys, "plans.task", 1),), sheet="Tờ")

    (sheet,) = sheets_of(Frozen("Sổ", tables=(table("a", "c", "e"), table("a", "b", "c", "d"))))
    assert [column.key for column in sheet.columns] == ["a", "b", "c", "d", "e"]
    assert list(sheet.texts()) == ["Bảng", ("a", "", "c", "", "e"), "Bảng", ("a", "b", "c", "d", "")]


def test_a_definition_has_another_version_when_its_rule_or_its_words_change() -> None:
    assert version_of("Quá hạn", "a") != version_of("Quá hạn", "b") != version_of("Trễ hạn", "b")
    declared, proven = definitions_of(Basis.DECLARED), definitions_of(Basis.PROVEN)
    assert [one.code for one in declared] == [f"plans.{state}" for state in State]
    assert declared == definitions_of(Basis.DECLARED)
    assert all(one.version != other.version for one, other in zip(declared, proven, strict=True))
    assert len({one.version for one in declared}) == len(State)
