"""One declaration of a list: what its address asks, what its writers write, what its views are kept as."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from docx import Document as WordDocument
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from factories import World, person
from thuongton.audit.models import Event
from thuongton.people.models import Role, Unit, User
from thuongton.web.lists.columns import Column, Kind, words
from thuongton.web.lists.excel import sheet_name, write_book
from thuongton.web.lists.filters import Choice, DayRange, Days, Flag, Many, Number, Record, Words, Year
from thuongton.web.lists.listing import Listing, Question, asked_of, check_view, shown
from thuongton.web.lists.services import MOST_VIEWS, drop_view, keep_view
from thuongton.web.lists.table import Table, grouped
from thuongton.web.lists.word import paper_of
from thuongton.web.models import SavedView
from vanban.write.docx import write_docx

D = dt.date
PRINTABLE = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)
KINDS = (("commune", "Xã"), ("province", "Tỉnh"), ("department", "Sở"))
UNITS = Listing(
    key="thu-don-vi",
    title="Đơn vị",
    columns=(
        Column("ten", "Tên", lambda unit: unit.name, 60, sort=("name",), fixed=True),
        Column("loai", "Loại", lambda unit: unit.kind, 20, sort=("kind", "name")),
        Column("tu", "Từ ngày", lambda unit: unit.valid_from, 20, Kind.DAY, head="Hiệu lực"),
        Column("den", "Đến ngày", lambda unit: unit.valid_to, 20, Kind.DAY, head="Hiệu lực"),
        Column("so", "Số", lambda unit: len(unit.name), 12, Kind.NUMBER, shown=False),
    ),
    query=lambda question: Unit.objects.filter(path__startswith=question.reader.hat.scope.path),
    order=("path",),
    filters=(
        Words(key="q", label="Chữ", column="name", folded=False),
        Choice(key="loai", label="Loại", options=KINDS, column="kind"),
        Many(key="cac-loai", label="Các loại", options=KINDS, column="kind"),
        Record(
            key="cha",
            label="Cấp trên",
            column="parent",
            find=lambda question, pk: Unit.objects.filter(
                path__startswith=question.reader.hat.scope.path, pk=pk
            ).first(),
        ),
        DayRange(key="tu-ngay", until="den-ngay", label="Có từ", column="valid_from"),
        Number(key="so", label="Số", most=9, by=lambda rows, value, _question: rows[:value]),
        Year(key="nam", label="Năm", column="valid_from"),
        Flag(
            key="het", label="Đã hết hiệu lực", by=lambda rows, _value, _question: rows.filter(valid_to__isnull=False)
        ),
    ),
    lens=("theo",),
    group=lambda unit: "Cấp tỉnh" if unit.kind == "province" else "Cấp dưới",
    page_size=2,
    name_of=lambda unit: unit.name,
)


@pytest.fixture
def reader(world: World) -> User:
    return person("nguoi-xem", Role.MONITOR, world.province)


def ask(reader: Any, query: str = "", listing: Listing = UNITS) -> Any:
    return asked_of(Question(reader, QueryDict(query), D(2026, 11, 29)), listing)


def sheet_of(table: Table) -> Any:
    out = io.BytesIO()
    write_book([table], out)
    return openpyxl.load_workbook(out).active


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("loai=xom", "không có trong các lựa chọn"),
        ("cac-loai=commune,xom", "không có trong các lựa chọn"),
        ("cha=999999", "không có trong phạm vi"),
        ("cha=abc", "không có trong phạm vi"),
        ("tu-ngay=32/1/2026", "không phải là ngày"),
        ("den-ngay=x", "không phải là ngày"),
        ("tu-ngay=2/1/2026&den-ngay=1/1/2026", "đứng trước"),
        ("so=-1", "không phải là số hợp lệ"),
        ("so=10", "không phải là số hợp lệ"),
        ("nam=0001", "không phải là năm"),
        ("nam=²", "không phải là năm"),
        (f"q={'a' * 201}", "dài quá"),
        ("xep=khong-co", "Không xếp được"),
        ("cot=khong-co", "Các cột được chọn không có"),
    ],
)
def test_what_cannot_be_understood_is_said_in_one_sentence_and_left_out(
    reader: User, query: str, sentence: str
) -> None:
    asked = ask(reader, query)
    assert [fault for fault in asked.faults if sentence in fault] == asked.faults
    assert len(asked.faults) == 1
    assert not asked.values
    assert asked.columns == [column for column in UNITS.columns if column.shown]  # type: ignore[union-attr]
    assert shown(asked).total == Unit.objects.filter(path__startswith=reader.hat.scope.path).count()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("query", "value", "words_", "names"),
    [
        ("q=Xã H", "Xã H", "Chữ: «Xã H»", ["Xã Hai"]),
        ("loai=province", "province", "Loại: Tỉnh", ["Tỉnh Thử"]),
        ("cac-loai=province&cac-loai=department", ("province", "department"), "Các loại: Tỉnh, Sở", None),
        ("het=1", True, "Đã hết hiệu lực", []),
        ("tu-ngay=1/1/2026", Days(D(2026, 1, 1), None), "Có từ: từ 1/1/2026", None),
        ("den-ngay=2026-01-31", Days(None, D(2026, 1, 31)), "Có từ: đến 31/1/2026", None),
        ("nam=2025", 2025, "Năm: 2025", None),
    ],
)
def test_a_condition_is_read_said_and_asked_again(
    reader: User, query: str, value: Any, words_: str, names: list[str] | None
) -> None:
    asked = ask(reader, query)
    assert list(asked.values.values()) == [value] and not asked.faults
    (chip,) = asked.chips
    assert chip.words == words_ and chip.without == "?"
    again = ask(reader, asked.address().lstrip("?"))
    assert again.values == asked.values
    if names is not None:
        assert sorted(unit.name for unit in asked.ordered()) == names


def test_empty_fields_of_the_form_ask_nothing(reader: User) -> None:
    asked = ask(reader, "q=&loai=&tu-ngay=&den-ngay=&so=&nam=&het=0&trang=&xep=&cot=")
    assert not asked.values and not asked.faults and asked.address() == "?"


def test_an_address_carries_lens_order_and_columns(reader: User) -> None:
    asked = ask(reader, "theo=san-pham&xep=-loai&cot=loai&q=a&trang=2")
    assert asked.address() == "?theo=san-pham&q=a&xep=-loai&cot=ten%2Cloai"
    assert [column.key for column in asked.columns] == ["ten", "loai"], "a fixed column stays"


def test_rows_are_sorted_both_ways_with_unknown_days_last_and_groups_only_in_the_usual_order(
    world: World, reader: User
) -> None:
    listing = UNITS.columns[2].__class__("tu", "Từ ngày", lambda unit: unit.valid_from, sort=("valid_from",))  # type: ignore[index]
    by_day = Listing(key="x", title="x", columns=(listing,), query=UNITS.query, order=("path",))
    Unit.objects.filter(pk=world.commune.pk).update(valid_from=D(2025, 7, 1))
    Unit.objects.filter(pk=world.justice.pk).update(valid_from=D(2020, 7, 1))
    for query, first in (("xep=tu", D(2020, 7, 1)), ("xep=-tu", D(2025, 7, 1))):
        days = [unit.valid_from for unit in ask(reader, query, by_day).ordered()]
        assert days[0] == first and days[-1] is None
    assert any(line.heading for line in shown(ask(reader)).lines)
    assert not any(line.heading for line in shown(ask(reader, "xep=ten")).lines)


def test_pages_hold_every_row_once_and_one_beyond_the_last_is_the_last(reader: User) -> None:
    page, seen = shown(ask(reader)), []
    while True:
        seen += [unit.pk for unit in page.rows]
        if not page.after:
            break
        page = shown(ask(reader, page.after.lstrip("?")))
    assert seen == [unit.pk for unit in ask(reader).ordered()] and len(set(seen)) == page.total > 4
    beyond = shown(ask(reader, "trang=9999999"))
    assert beyond.page == beyond.pages and beyond.rows


def test_a_list_that_only_grows_is_counted_to_a_bound(reader: User) -> None:
    bounded = Listing(
        key="y", title="y", columns=UNITS.columns, query=UNITS.query, order=("path",), page_size=2, most_counted=3
    )
    page = shown(ask(reader, "", bounded))
    assert (page.total_words, page.pages, page.has_next) == ("hơn 3 dòng", 0, True)


def test_the_queries_of_a_page_do_not_grow(world: World, reader: User) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as done:
            shown(ask(reader))
        return len(done)

    few = queries()
    for number in range(20):
        Unit.objects.create(
            name=f"Xã {number}", kind="commune", parent=world.province, path=f"{world.province.path}{number + 900}/"
        )
    assert queries() == few == 2


def test_excel_holds_what_is_shown_as_numbers_and_days(world: World, reader: User) -> None:
    Unit.objects.filter(pk=world.commune.pk).update(valid_from=D(2025, 7, 1))
    asked = ask(reader, "cot=ten,tu,den,so&xep=ten&q=Xã")
    sheet = sheet_of(asked.table(1000))
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["Đơn vị"] and ["Lọc: Chữ: «Xã»"] in rows and ["Tính đến ngày 29/11/2026"] in rows
    heads = next(number for number, row in enumerate(rows) if row[:1] == ["Tên"])
    assert rows[heads - 1] == ["Hiệu lực"] and rows[heads] == ["Tên", "Từ ngày", "Đến ngày", "Số"]
    body = rows[heads + 1 :]
    assert [row[0] for row in body] == [unit.name for unit in asked.ordered()]
    one = next(row for row in body if row[0] == "Xã Một")
    assert one == [
        "Xã Một",
        dt.datetime(2025, 7, 1),  # noqa: DTZ001
        len("Xã Một"),
    ]
    assert sheet.freeze_panes == f"A{heads + 2}" and sheet.auto_filter.ref.startswith(f"A{heads + 1}:D")
    assert sheet.print_title_rows == f"${heads}:${heads + 1}"
    assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize), sheet.page_setup.fitToHeight) == (
        "landscape",
        "9",
        0,
    )
    assert f"B{heads}:C{heads}" in {str(cells) for cells in sheet.merged_cells.ranges}
    assert sheet.title == "Đơn vị"


def test_nothing_typed_becomes_a_formula_and_what_is_long_gets_its_height() -> None:
    columns = (Column("a", "A", lambda row: row[0], 20), Column("b", "B", lambda row: row[1], 20, Kind.NUMBER))
    rows = [("=1+1", 10**16), ("x " * 300, 3), ("https://vi.du", 2.5), ("một\nhai\nba", None)]
    sheet = sheet_of(Table(columns, grouped(rows, None)))
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert values == [["=1+1", str(10**16)], ["x " * 300, 3], ["https://vi.du", 2.5], ["một\nhai\nba", None]]
    assert sheet["A2"].data_type == "s" and sheet["A4"].hyperlink is None
    heights = [sheet.row_dimensions[number].height or 15 for number in range(2, 6)]
    assert heights[1] > 300 and heights[3] == 45


@given(st.lists(st.tuples(PRINTABLE, PRINTABLE), max_size=8))
def test_excel_reads_back_as_it_was_written(rows: list[tuple[str, str]]) -> None:
    columns = (Column("a", "A", lambda row: row[0], 10), Column("b", "B", lambda row: row[1], 60))
    found = sheet_of(Table(columns, grouped(rows, None))).iter_rows(min_row=2, max_col=2, values_only=True)
    assert [tuple(cell or "" for cell in row) for row in found] == rows


def test_the_same_tables_are_the_same_bytes() -> None:
    made = []
    for _turn in range(2):
        out = io.BytesIO()
        table = Table((Column("a", "A", lambda row: row, 10),), grouped(["1", "2"], None), "Đề", name="Một")
        write_book([table], out, dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        made.append(out.getvalue())
    assert made[0] == made[1]


def test_group_heads_are_merged_over_all_columns() -> None:
    columns = (Column("a", "A", lambda row: row), Column("b", "B", lambda row: row))
    sheet = sheet_of(Table(columns, grouped(["1", "2", "9"], lambda row: "Lớn" if row > "5" else "Nhỏ"), "T"))
    assert {"A4:B4", "A7:B7"} == {str(cells) for cells in sheet.merged_cells.ranges}
    assert (sheet["A4"].value, sheet["A7"].value, sheet["A8"].value) == ("Nhỏ", "Lớn", "9")


def test_names_of_sheets_are_what_excel_takes() -> None:
    taken: set[str] = set()
    assert sheet_name("444/KH-UBND: [x]*?", taken) == "444-KH-UBND- -x---"
    assert sheet_name("", taken) == "1" and sheet_name("a" * 40, taken) == "a" * 31
    assert sheet_name("a" * 40, taken) == "a" * 27 + " (2)"


def test_word_and_excel_say_the_same(reader: User) -> None:
    asked = ask(reader, "cot=ten,loai")
    word = WordDocument(io.BytesIO(write_docx(paper_of(reader, asked.table(1000)))))
    _head, table, _signature = word.tables
    grid = [[cell.text for cell in row.cells] for row in table.rows]
    sheet = sheet_of(asked.table(1000))
    cells = [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]
    top = cells.index(["Tên", "Loại"])
    merged_away = [[row[0], row[0]] if not row[1] else row for row in cells[top:]]
    assert grid == merged_away


def test_merged_heads_stand_on_the_page_and_in_word(reader: User) -> None:
    asked = ask(reader, "")
    assert asked.merged == [("", 1), ("", 1), ("Hiệu lực", 2)]
    assert ask(reader, "cot=ten,tu").merged == [], "a head over one column says nothing"
    word = WordDocument(io.BytesIO(write_docx(paper_of(reader, asked.table(1000)))))
    upper, lower = ([cell.text for cell in row.cells] for row in word.tables[1].rows[:2])
    assert upper == ["Tên", "Loại", "Hiệu lực", "Hiệu lực"]
    assert lower == ["Tên", "Loại", "Từ ngày", "Đến ngày"], "a column without a merged head fills both lines"
    asked = ask(reader, "cot=ten,loai,tu,den")
    page = render_to_string("web/list/table.html", {"asked": asked, "listing": UNITS, "shown": shown(asked)})
    heads = html.fromstring(page).xpath("//thead/tr")
    assert [[(cell.tag, cell.get("colspan"), cell.text_content()) for cell in row] for row in heads[:1]] == [
        [("td", None, ""), ("td", None, ""), ("th", "2", "Hiệu lực")]
    ]
    assert len(heads) == 2 and len(heads[1]) == 4


def test_a_column_without_a_word_on_the_page_gives_its_room_away(reader: User) -> None:
    Unit.objects.update(valid_from=D(2025, 7, 1))
    usual = ask(reader)
    assert shown(usual).rows and usual.blank == {"den"}, "no unit of the world has ended"
    assert [column.key for column in usual.on_page] == ["ten", "loai", "tu"] and usual.merged == []
    assert [column.key for column, _label, on, blank in usual.picker if on and blank] == ["den"]
    assert "Đến ngày" in usual.table(10).labels(), "paper and Excel keep every column"
    chosen = ask(reader, "cot=ten,den")
    assert shown(chosen).rows and [column.key for column in chosen.on_page] == ["ten", "den"]


def test_words_of_cells() -> None:
    moment = dt.datetime(2026, 3, 31, 1, 5, tzinfo=dt.UTC)
    assert words(moment) == "08:05 31/3/2026"
    assert [words(value) for value in (None, "", 0, 1127, 2.5, D(2026, 1, 2))] == [
        "",
        "",
        "0",
        "1.127",
        "2,5",
        "2/1/2026",
    ]


def test_views_are_kept_by_name_each_for_its_owner(world: World, reader: User) -> None:
    other = person("nguoi-khac", Role.MONITOR, world.province)
    keep_view(reader, UNITS.key, " Xã ", "q=Xã")
    keep_view(reader, UNITS.key, "Xã", "q=xã")
    view = SavedView.objects.get()
    assert (view.name, view.query) == ("Xã", "q=xã")
    drop_view(other, view.pk)
    assert SavedView.objects.exists()
    drop_view(reader, view.pk)
    assert not SavedView.objects.exists()
    for name, query in (("", "q=a"), ("a", "q=" + "a" * 1600)):
        with pytest.raises(ValidationError):
            keep_view(reader, UNITS.key, name, query)
    for number in range(MOST_VIEWS):
        keep_view(reader, UNITS.key, str(number), "")
    with pytest.raises(ValidationError):
        keep_view(reader, UNITS.key, "thêm", "")


def test_a_view_whose_condition_is_gone_says_so(reader: User) -> None:
    assert check_view(ask(reader, "q=a&khung=3&trang=1")) == []
    assert "cu-roi" in check_view(ask(reader, "q=a&khung=3&cu-roi=1"))[0]


def test_rows_beyond_the_bound_are_told_of(reader: User) -> None:
    table = ask(reader).table(3)
    assert any("Chỉ có 3 dòng đầu" in line for line in table.above)
    assert sum(1 for line in table.lines if not line.heading) == 3
    assert Event.objects.count() > 0
