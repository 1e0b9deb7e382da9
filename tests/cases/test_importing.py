"""A register filled from Excel: read, shown, confirmed, written once however often its job is begun; nothing stays."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cases.conftest import NAME, Office
from cases.test_kept import finds, whole_database
from thuongton.audit.models import Event
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.entry.columns import grid_of
from thuongton.cases.entry.sheets import read_book, template
from thuongton.cases.models import Case, CaseEntry, CaseImport, CaseImportPart
from thuongton.cases.queries.importing import SHOWN_FOR
from thuongton.cases.services import importing
from thuongton.cases.services.importing import confirm, resume_sheets, sweep_sheets, write_sheet
from thuongton.people.models import Hat, Notification
from thuongton.people.queries import today
from vanban.files.sheets import open_sheets

pytestmark = pytest.mark.django_db
PAGE = "/vu-viec/hoa_giai/nhap-excel/"
HEAD = ["TT", "Ngày nhận *", "Phạm vi", "Bên thứ nhất", "Tổ hoà giải", "Ngày hoà giải", "Kết quả", "Ghi chú"]
GOOD = ["1", "5/3/2026", "Tranh chấp dân sự", NAME, "Tổ thôn 3", "8/3/2026", "Hoà giải thành", "x"]
DOUBTFUL = ["2", "14/3/2026", "khác", NAME, "Tổ thôn 3", "10/3/2026", "Hoà giải thành", ""]
BAD = ["3", "31/2/2026", "Tranh chấp dân sự", NAME, "", "", "", ""]


def csv(rows: Iterable[list[str]], head: list[str] = HEAD) -> SimpleUploadedFile:
    lines = ["Sổ hoà giải xã Mẫu", "\t".join(head), *("\t".join(row) for row in rows)]
    return SimpleUploadedFile("so.tsv", "\n".join(lines).encode(), "text/tab-separated-values")


def many(number: int) -> list[list[str]]:
    return [[str(n), f"{n % 28 + 1}/3/2026", "khác", f"{NAME} {n}", "", "", "", ""] for n in range(1, number + 1)]


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """No worker takes a job up; the numbers of the sheets that were queued."""
    queued: list[int] = []
    monkeypatch.setattr(importing, "enqueue_once", lambda _task, number: queued.append(number) or True)
    return queued


@pytest.fixture
def client(office: Office) -> Client:
    found = Client()
    found.force_login(office.officer)
    return found


def sent(client: Client, file: SimpleUploadedFile, page: str = PAGE) -> Any:
    return client.post(page, {"tep": file})


def read(client: Client, rows: list[list[str]]) -> CaseImport:
    assert sent(client, csv(rows)).status_code == 302
    return CaseImport.objects.latest("pk")


def test_a_sheet_is_shown_first_and_nothing_is_written(client: Client) -> None:
    sheet = read(client, [GOOD, DOUBTFUL, BAD, ["", *[""] * 7], GOOD])
    assert (sheet.total, sheet.ready, sheet.doubtful, sheet.rejected) == (4, 2, 1, 1)
    page = client.get(f"{PAGE}{sheet.pk}/").content.decode()
    assert "<b>2 ghi được</b> + 1 cần xem + 1 không nhận = 4" in " ".join(page.split())
    assert "Ngày nhận: không phải ngày" in page and "trước ngày của việc đứng trước nó" in page and "Ghi chú" in page
    assert not Case.objects.exists() and NAME not in whole_database() and NAME not in page


@pytest.mark.parametrize(("doubtful", "written"), [(False, 2), (True, 3)])
def test_what_was_confirmed_is_written_once_and_nothing_is_left_lying(
    client: Client, office: Office, doubtful: bool, written: int
) -> None:
    sheet = read(client, [GOOD, DOUBTFUL, BAD, GOOD])
    for _press in range(2):
        assert (
            client.post(f"{PAGE}{sheet.pk}/", {"lam": "ghi", **({"nghi": "on"} if doubtful else {})}).status_code == 302
        )
    for _again in range(3):
        write_sheet.func(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.written, Case.objects.count()) == ("done", written, written)
    assert Case.objects.filter(state="ket_thuc").count() == 2
    assert Case.objects.first().flags == ["nhap_muon"] and Case.objects.first().handler == office.officer
    assert not CaseImportPart.objects.exists() and sheet.key.wrapped is None
    assert NAME not in whole_database() and finds() == []
    page = client.get(f"{PAGE}{sheet.pk}/").content.decode()
    assert f"{written} hồ sơ đã ghi vào sổ." in page
    assert Notification.objects.filter(user=office.officer, text__contains=f"đã ghi {written} hồ sơ").count() == 1
    assert Event.objects.filter(action="Nhập sổ từ Excel").count() == 1


def test_the_job_goes_on_where_it_was(client: Client, asleep: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken off in the middle of a batch, again and again: no row is lost, none is written twice."""
    sheet = read(client, many(50))
    confirm(sheet.user, sheet)
    real, calls = importing.enter_row, {"n": 0}

    def breaking(*given: Any, **more: Any) -> Any:
        calls["n"] += 1
        if calls["n"] % 13 == 0:
            raise RuntimeError("the machine went off")
        return real(*given, **more)

    monkeypatch.setattr(importing, "BATCH", 7)
    monkeypatch.setattr(importing, "enter_row", breaking)
    broken = 0
    for _turn in range(60):
        try:
            write_sheet.func(sheet.pk)
            break
        except RuntimeError:
            broken += 1
    sheet.refresh_from_db()
    assert broken > 2 and (sheet.state, sheet.written, sheet.place) == ("done", 50, 50)
    marks = list(CaseEntry.objects.filter(seq=1).values_list("tx", flat=True))
    assert Case.objects.count() == len(set(marks)) == 50
    assert sorted(Case.objects.values_list("number", flat=True)) == list(range(1, 51))


def test_a_batch_whose_count_was_lost_writes_nothing_twice(client: Client, asleep: list[int]) -> None:
    sheet = read(client, many(5))
    confirm(sheet.user, sheet)
    importing._step(sheet.pk)
    CaseImport.objects.filter(pk=sheet.pk).update(place=0, written=0)
    write_sheet.func(sheet.pk)
    assert Case.objects.count() == 5 == CaseEntry.objects.count()


def test_a_job_that_lost_its_place_is_put_back(client: Client, asleep: list[int]) -> None:
    sheet = read(client, many(2))
    confirm(sheet.user, sheet)
    assert resume_sheets() == 1 and asleep == [sheet.pk, sheet.pk]
    write_sheet.func(sheet.pk)
    assert resume_sheets() == 0 and Case.objects.count() == 2


def test_who_lost_the_hat_writes_no_more(client: Client, office: Office, asleep: list[int]) -> None:
    sheet = read(client, many(3))
    confirm(sheet.user, sheet)
    Hat.objects.filter(user=office.officer).update(role="inspector")
    write_sheet.func(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, Case.objects.count()) == ("stopped", 0) and not CaseImportPart.objects.exists()


def test_what_nobody_confirms_is_let_go(client: Client) -> None:
    sheet, other = read(client, [GOOD]), read(client, [DOUBTFUL])
    assert sweep_sheets() == 0
    CaseImport.objects.filter(pk=sheet.pk).update(made_at=timezone.now() - SHOWN_FOR * 2)
    assert sweep_sheets() == 1
    client.post(f"{PAGE}{other.pk}/", {"lam": "bo"})
    for one in (sheet, other):
        one.refresh_from_db()
        assert one.state == "left" and one.key.wrapped is None
        with pytest.raises(ValidationError):
            confirm(one.user, one)
    assert not CaseImportPart.objects.exists() and not Case.objects.exists()


def test_nobody_else_sees_a_sheet(client: Client, office: Office) -> None:
    sheet = read(client, [GOOD])
    for user, status in ((office.other, 404), (office.leader, 404), (office.inspector, 403)):
        there = Client()
        there.force_login(user)
        assert there.get(f"{PAGE}{sheet.pk}/").status_code == status
        assert there.post(f"{PAGE}{sheet.pk}/", {"lam": "ghi"}).status_code == status
    assert client.get(f"/vu-viec/to_hoa_giai/nhap-excel/{sheet.pk}/").status_code == 404


def test_the_same_file_twice_is_told(client: Client) -> None:
    first = read(client, [GOOD])
    confirm(first.user, first)
    write_sheet.func(first.pk)
    second = read(client, [GOOD])
    assert "Đúng tệp này đã được ghi vào sổ" in client.get(f"{PAGE}{second.pk}/").content.decode()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Chọn một tệp rồi bấm"),
        (SimpleUploadedFile("a.xlsx", b""), "rỗng"),
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04 hong"), "không mở được"),
        (csv([GOOD[1:]], head=["Họ tên", "Tuổi"]), "Bảng không có cột «Ngày nhận"),
        (csv([]), "Bảng chưa có dòng nào"),
        (csv(many(10_001)), "hơn 10.000 dòng"),
        (csv([["MẬT"] * 8, GOOD]), ""),
    ],
)
def test_a_file_that_is_no_sheet_of_the_book_is_told(client: Client, file: Any, sentence: str) -> None:
    answer = client.post(PAGE, {"tep": file} if file is not None else {})
    if sentence:
        assert answer.status_code == 400 and sentence in answer.content.decode()
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", sorted(known_kinds()))
def test_the_workbook_of_every_kind_is_read_as_its_own(name: str) -> None:
    """What the template offers comes back: every column found, none unknown."""
    grid = grid_of(known_kinds()[name][-1], "lanhdao")
    assert grid is not None
    book = openpyxl.load_workbook(io.BytesIO(template(grid)))
    sheet = book.worksheets[0]
    for at, column in enumerate(grid.columns, 1):
        sheet.cell(2, at).value = today() if column.type == "day" else "1"
    out = io.BytesIO()
    book.save(out)
    read_back = read_book(grid, [(one.name, one.rows) for one in open_sheets(out.getvalue(), "a.xlsx")])
    assert set(read_back.found) == {one.name for one in grid.columns}
    assert (read_back.missing, read_back.unknown, len(read_back.rows)) == ((), (), 1)


def test_the_template_is_a_workbook(client: Client) -> None:
    answer = client.get(PAGE + "mau/")
    assert answer.status_code == 200 and answer.content[:2] == b"PK"
    assert answer["Content-Disposition"] == 'attachment; filename="mau-nhap-hoa-giai.xlsx"'
