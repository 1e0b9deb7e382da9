"""Whatever list is registered: Excel and print hold exactly the rows and columns that its pages show, in order."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from factories import person
from plans.annex_world import QUARTER, Annex
from plans.rooms_rows import drafting_rows, review_rows
from rooms.cau_lac_bo.models import LegalClub
from thuongton.cases.models import Case, KeepingRule
from thuongton.documents.models import Intake
from thuongton.documents.services import follow_up, register_document
from thuongton.documents.services.drafts import start_draft
from thuongton.keyring.models import RecordKey
from thuongton.law.models import ActMention, ActQuestion, ImpactFinding, LegalAct
from thuongton.people.models import Notification, Role, Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import writing_unit
from thuongton.plans.services.many import assign_many
from thuongton.plans.services.printing import print_report
from thuongton.plans.status import Basis
from thuongton.web.lists.columns import words
from thuongton.web.lists.table import label_of
from thuongton.web.lists.views import registered

get_resolver().url_patterns  # noqa: B018 - registers every list
KEYS = sorted(key for key, (listing, _name) in registered().items() if listing.place is None)


def rows_of_pages(client: Client, address: str, query: dict[str, str]) -> tuple[list[str], list[list[str]]]:
    """The heads, and what every cell of every page says on paper."""
    rows: list[list[str]] = []
    heads: list[str] = []
    for page in range(1, 40):
        shown = client.get(address, query | {"trang": str(page)}).context["shown"]
        columns = shown.asked.columns
        heads = [label_of(column) for column in columns]
        rows += [[words(column.printed(row)) for column in columns] for row in shown.rows]
        if not shown.has_next:
            break
    return heads, rows


def reader_of(annex: Annex, key: str) -> User:
    """Who reads the list: the monitor, an administrator where the list is theirs alone."""
    if key != "nguoi-dung":
        return annex.monitor
    return person("quan-tri-danh-sach", Role.ADMINISTRATOR, annex.monitor.hat.unit, annex.monitor.hat.scope)


def as_words(cell: Any) -> str:
    if cell is None:
        return ""
    if hasattr(cell, "hour"):
        return words(cell if cell.hour or cell.minute else cell.date())
    return words(cell)


def desk_rows(unit: Unit) -> None:
    """Rows for the lists of the register of law: doubtful acts, one that is cited, a question, two impacts."""
    act, target = (LegalAct.objects.create(number=f"{number}/2020/NĐ-CP", number_key=f"{number}/2020/NĐ-CP")
                   for number in (91, 92))  # fmt: skip
    ActMention.objects.create(act=act, target="93/2020/NĐ-CP", role="basis")
    ActQuestion.objects.create(act=act, kind="conflict", source="bang.xlsx", message="Hai nguồn nói khác nhau.")
    for where in (unit, None):
        ImpactFinding.objects.create(act=act, target=target, unit=where, kind="paper", key=str(where), name="Kế hoạch",
                                     order="x", role="basis")  # fmt: skip


@pytest.mark.sweep
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("turned", [False, True])
def test_excel_and_print_hold_exactly_what_is_shown(annex: Annex, key: str, turned: bool) -> None:
    assign_many(annex.monitor, annex.plan.tasks.all()[:3], annex.officer)
    for number in (1, 2):
        home = writing_unit(annex.monitor)
        register_document(None, home, "outgoing", symbol="BC-STP", title=f"Báo cáo {number}", copies=number)
        paper = register_document(None, home, "incoming", title=f"Công văn {number}", arrived_on=QUARTER)
        follow_up(None, paper, {"answer_due": QUARTER, "progress": "Đang soạn"})
    start_draft(None, home, b"Kinh gui", "du-thao.txt", title="Dự thảo một")
    Notification.objects.create(user=annex.monitor, text="Một việc được giao")
    LegalClub.objects.create(unit=writing_unit(annex.monitor), name="CLB Pháp luật Một", members=25)
    Intake.objects.create(unit=home, user=annex.monitor, name="ke-hoach.docx", state="read")
    print_report(annex.monitor, annex.plan, QUARTER, Basis.DECLARED)
    key_of_case = RecordKey.objects.create(purpose="case", master="m", wrapped=b"k")
    Case.objects.create(
        unit=home, kind="hoa_giai", version=1, year=2015, number=1, key=key_of_case, state="ket_thuc",
        opened_on=dt.date(2015, 3, 10), closed_on=dt.date(2015, 3, 16),
    )  # fmt: skip
    LegalAct.objects.create(number="1/2020/NĐ-CP", number_key="1/2020/NĐ-CP", issued_on=QUARTER, effective_on=QUARTER)
    KeepingRule.objects.create(kind="hoa_giai", years=5, clause="Điều 5")
    desk_rows(writing_unit(annex.monitor))
    review_rows(writing_unit(annex.monitor), annex.monitor)
    drafting_rows(writing_unit(annex.monitor), annex.monitor)
    _listing, name = registered()[key]
    client = annex.client(reader_of(annex, key), None)
    query = {"tinh-den": str(today())}  # what is registered now stands in the registers from today
    if turned:
        asked = client.get(reverse(name)).context["asked"]
        sortable = next((column for column in asked.columns if column.sort), None)
        query |= {"cot": ",".join(column.key for column in asked.all_columns)}
        query |= {"xep": f"-{sortable.key}"} if sortable else {}
    heads, shown = rows_of_pages(client, reverse(name), query)
    assert shown, f"{key}: the world of the test has no row of this list"
    answer = client.get(reverse(f"{name}-excel"), query)
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    cells = [[as_words(cell) for cell in row][: len(heads)] for row in sheet.iter_rows(values_only=True)]
    printed = client.get(reverse(f"{name}-print"), query).context["texts"]
    groups = [[text, *[""] * (len(heads) - 1)] for text in printed if isinstance(text, str)]
    top = cells.index(heads)
    assert [row for row in cells[top + 1 :] if row not in groups] == shown
    assert [list(row) for row in printed if not isinstance(row, str)] == shown
