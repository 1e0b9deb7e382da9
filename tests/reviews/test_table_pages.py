"""A working table on its pages: shown before anything is written, asked, written once, given back in its columns."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from factories import officer, person
from reviews.tables_of_tests import workbook
from thuongton.law.models import LegalAct
from thuongton.people.models import Role, User
from thuongton.reviews.models import ReviewRow, TableImport, TableImportRow
from thuongton.reviews.services.importing import bring_table, confirm_table, resume_tables, write_table
from thuongton.reviews.tables.kept import names_place, plain_row, row_of, sheets_back, storeys
from thuongton.reviews.tables.rows import read_rows
from thuongton.reviews.tables.sources import rows_of_bytes
from thuongton.web.lists.columns import Column
from thuongton.web.lists.excel import write_book
from thuongton.web.lists.table import Table, TableLine

pytestmark = pytest.mark.django_db


def sent(client: Client, data: bytes, name: str = "bang.xlsx") -> Any:
    return client.post(reverse("reviews:table-import"), {"tep": SimpleUploadedFile(name, data), "dot": ""})


@pytest.fixture
def lawyer(world: Any) -> User:
    return officer(world.justice)


@pytest.fixture
def client(client: Client, lawyer: User) -> Client:
    client.force_login(lawyer)
    return client


def test_every_row_is_accounted_for_before_anything_is_written(client: Client) -> None:
    answer = sent(client, workbook())
    table = TableImport.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse("reviews:table", args=[table.pk])
    page = client.get(answer["Location"]).content.decode()
    fates = [one.fate for one in table.rows.all()]
    assert table.total == len(fates) == 12 and ReviewRow.objects.count() == 0
    assert (fates.count("ready"), fates.count("doubtful"), fates.count("aside")) == (4, 1, 7)
    assert "Các cột hình thức xử lý nói khác nhau." in page and "12 dòng" in page


def test_a_confirmed_table_is_written_once(client: Client, lawyer: User) -> None:
    for _time in range(2):
        sent(client, workbook())
        table = TableImport.objects.order_by("-pk").first()
        assert table is not None
        client.post(reverse("reviews:table-confirm", args=[table.pk]))
        write_table.func(table.pk)
        table.refresh_from_db()
        assert (table.state, table.written + table.held) == ("done", 5)
    assert table.held == 5
    rows = ReviewRow.objects.all()
    assert [one.number for one in rows] == [
        "12/2021/NQ-HĐND", "7/2019/QĐ-UBND", "1/2020/NQ-HĐND", "2/2020/NQ-HĐND", "5/2010/QĐ-UBND",
    ]  # fmt: skip
    assert [one.proposal.action for one in rows if one.proposal] == [
        "thay_the", "bai_bo", "thay_the", "thay_the", "giu_nguyen",
    ]  # fmt: skip
    assert rows[1].proposal is not None and rows[1].proposal.by_document == "03/2026/QĐ-UBND"
    assert [one.step for one in rows[0].steps.all()] == ["lay_y_kien"]


def test_a_row_that_is_asked_is_answered_and_then_written(client: Client) -> None:
    sent(client, workbook())
    row = TableImportRow.objects.get(fate="doubtful")
    address = reverse("reviews:table-row", args=[row.table_id, row.pk])
    assert "30/2018/QĐ-UBND" in client.get(address).content.decode()
    assert (
        client.post(address, {"so": "30/2018/QĐ-UBND", "hinh-thuc": "bai_bo", "han": "31/12/2026"}).status_code == 302
    )
    client.post(reverse("reviews:table-confirm", args=[row.table_id]))
    write_table.func(row.table_id)
    written = ReviewRow.objects.get(number="30/2018/QĐ-UBND")
    assert written.proposal is not None and written.proposal.action == "bai_bo" and str(written.due) == "2026-12-31"


def test_a_table_that_is_left_writes_nothing(client: Client) -> None:
    sent(client, workbook())
    table = TableImport.objects.get()
    client.post(reverse("reviews:table-leave", args=[table.pk]))
    client.post(reverse("reviews:table-confirm", args=[table.pk]))
    table.refresh_from_db()
    assert table.state == "left" and not ReviewRow.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [("Họ tên,Năm sinh\nAn,1990\n".encode(), "Không thấy bảng nào"), ("MẬT\nSTT,Tên văn bản\n".encode(), "MẬT")],
)
def test_a_file_that_cannot_be_used_is_told(client: Client, data: bytes, said: str) -> None:
    answer = sent(client, data, "bang.csv")
    assert answer.status_code == 400 and said in answer.content.decode() and not TableImport.objects.exists()


def test_a_document_is_found_in_the_register_by_its_number_and_place(client: Client, lawyer: User) -> None:
    ours = LegalAct.objects.create(
        number="12/2021/NQ-HĐND", number_key="12/2021/NQ-HĐND", issuer="Hội đồng nhân dân tỉnh Hậu Lộc", issuer_key="a"
    )
    LegalAct.objects.create(
        number="12/2021/NQ-HĐND",
        number_key="12/2021/NQ-HĐND",
        issuer="Hội đồng nhân dân tỉnh Vân Phượng",
        issuer_key="b",
    )
    table = bring_table(lawyer, None, "bang.xlsx", rows_of_bytes(workbook(), "bang.xlsx"))
    confirm_table(lawyer, table)
    write_table.func(table.pk)
    assert ReviewRow.objects.get(number="12/2021/NQ-HĐND").act == ours


def test_a_table_whose_job_was_lost_is_queued_again(lawyer: User) -> None:
    table = bring_table(lawyer, None, "bang.xlsx", rows_of_bytes(workbook(), "bang.xlsx"))
    TableImport.objects.filter(pk=table.pk).update(state="running")
    assert resume_tables() == 1 and resume_tables() == 0


def test_nobody_sees_or_writes_the_table_of_another_unit(client: Client, world: Any, lawyer: User) -> None:
    table = bring_table(lawyer, None, "bang.xlsx", rows_of_bytes(workbook(), "bang.xlsx"))
    row = table.rows.get(fate="doubtful")
    client.force_login(officer(world.commune, "xa"))
    for name in ("table", "table-excel"):
        assert client.get(reverse(f"reviews:{name}", args=[table.pk])).status_code == 404
    for name in ("table-confirm", "table-leave"):
        assert client.post(reverse(f"reviews:{name}", args=[table.pk])).status_code == 404
    assert client.get(reverse("reviews:table-row", args=[table.pk, row.pk])).status_code == 404
    assert client.post(reverse("reviews:table-row", args=[table.pk, row.pk])).status_code == 404
    client.force_login(person("thanh-tra", Role.INSPECTOR, world.province))
    assert client.get(reverse("reviews:table-import")).status_code == 403


def exported(rows: Any) -> bytes:
    buffer = io.BytesIO()
    write_book(
        [
            Table(
                [
                    Column(f"c{at}", storeys(name)[1], lambda row, at=at: row[at], head=storeys(name)[0])
                    for at, name in enumerate(names)
                ],
                (TableLine(row=line) for line in lines),
                name=title,
            )
            for title, names, lines in sheets_back(rows)
        ],
        buffer,
    )
    return buffer.getvalue()


def said(data: bytes) -> list[tuple[Any, ...]]:
    return [
        (one.documents, one.action, one.replaced_by, one.step, one.state, one.deadline)
        for one in read_rows(rows_of_bytes(data, "bang.xlsx"))
        if one.source.kind == "row"
    ]


def test_a_table_goes_out_in_its_columns_and_comes_back(client: Client) -> None:
    sent(client, workbook())
    table = TableImport.objects.get()
    answer = client.get(reverse("reviews:table-excel", args=[table.pk]))
    assert said(b"".join(answer.streaming_content)) == said(workbook())


WORDS = st.sampled_from(["Thay thế", "Bãi bỏ", "Giữ nguyên", "", "x", "Đang lấy ý kiến góp ý", "31/12/2026"])
NUMBERS = st.integers(1, 99).map(lambda number: f"Quyết định số {number}/2020/QĐ-UBND quy định mức thu")


@given(st.lists(st.tuples(NUMBERS, WORDS, WORDS), min_size=1, max_size=5))
def test_any_rows_come_back_the_same(rows: list[tuple[str, str, str]]) -> None:
    head = "STT\tTên văn bản\tHình thức xử lý\tTình trạng\n"
    text = head + "\n".join(f"{place}\t{a}\t{b}\t{c}" for place, (a, b, c) in enumerate(rows, 1))
    first = rows_of_bytes(text.encode(), "bang.tsv")
    kept = [row_of(plain_row(one)) for one in first]
    assert kept == first
    assert said(exported(kept)) == [
        (one.documents, one.action, one.replaced_by, one.step, one.state, one.deadline)
        for one in read_rows(first)
        if one.source.kind == "row"
    ]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("của UBND tỉnh Kiên Giang", True),
        ("của UBND tỉnh Kiên-Giang", True),
        ("của UBND T. KIÊN GIANG", True),
        ("của UBND tỉnh An Giang", False),
    ],
)
def test_a_place_is_known_however_it_is_spelt(text: str, there: bool) -> None:
    assert names_place(text, "Ủy ban nhân dân tỉnh Kiên Giang") is there
