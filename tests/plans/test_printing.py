"""Printing a report freezes it: printed again it is the same rows and the same bytes, whatever came in since."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.test import Client
from docx import Document as open_docx
from openpyxl import load_workbook

from plans.annex_world import QUARTER, Annex
from thuongton.audit.models import Event
from thuongton.audit.services import recording
from thuongton.plans.services.facts import declare
from thuongton.plans.services.printing import print_report
from thuongton.plans.status import Basis
from thuongton.prints.checks import CHECKS
from thuongton.prints.frozen import digest
from thuongton.prints.models import Printout


def _bytes(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    assert isinstance(response, FileResponse)
    return b"".join(response.streaming_content)  # type: ignore[arg-type]


def _print(annex: Annex, form: str = "word", lens: str = "") -> tuple[Client, Printout]:
    client = annex.client(annex.monitor)
    answer = client.post(f"/ke-hoach/{annex.plan.pk}/bao-cao/in/{lens}", {"dang": form})
    printout = Printout.objects.latest("pk")
    assert answer.status_code == 302
    assert f"/bao-cao-da-in/{printout.pk}/" in answer["Location"]
    return client, printout


def test_printed_again_it_is_the_same_after_new_facts(annex: Annex) -> None:
    client, printout = _print(annex)
    root = f"/ke-hoach/bao-cao-da-in/{printout.pk}/"
    word, excel = _bytes(client, root + "bao-cao.docx"), _bytes(client, root + "bao-cao.xlsx")
    page = client.get(root).content
    for code in ("B.II.2", "B.VII.1", "B.IV.1"):
        declare(annex.monitor, annex.task(code), "completed", QUARTER, result="Đã xong")
    assert _bytes(client, root + "bao-cao.docx") == word
    assert _bytes(client, root + "bao-cao.xlsx") == excel
    again = client.get(root).content
    assert again[again.index(b"<article") :] == page[page.index(b"<article") :]
    _client, later = _print(annex)
    assert later.sha256 != printout.sha256
    assert "7 nhiệm vụ" in later.body["tables"][0]["caption"]


def test_what_is_printed_is_what_the_page_shows(annex: Annex) -> None:
    client, printout = _print(annex, "excel")
    page = client.get(f"/ke-hoach/{annex.plan.pk}/bao-cao/")
    assert [[label, cell.value] for label, cell, _address, _part in page.context["headline"]] == [
        [label, value] for label, value, _part in printout.body["headline"]
    ]
    for (_key, table), frozen in zip(page.context["tables"], printout.body["tables"], strict=True):
        assert table.title == frozen["caption"]
        assert [list(texts) for texts in table.texts()] == frozen["rows"]
    book = load_workbook(io.BytesIO(_bytes(client, f"/ke-hoach/bao-cao-da-in/{printout.pk}/bao-cao.xlsx")))
    summary, tasks = book["Tổng hợp"], book["Nhiệm vụ"]
    numbers = {row[0].strip(): row[1] for row in summary.iter_rows(values_only=True) if row[0] and row[1]}
    assert numbers["Tổng số nhiệm vụ"] == 42
    assert numbers["Hoàn thành trước hạn"] == 2
    heads = next(row for row in tasks.iter_rows(values_only=True) if row[0] == "TT")
    column = heads.index("Nhiệm vụ")
    titles = [row[column] for row in tasks.iter_rows(values_only=True) if row[0] and str(row[0]).isdigit()]
    assert sorted(titles) == sorted(annex.plan.tasks.values_list("title", flat=True))


def test_the_word_paper_has_the_head_of_the_unit_and_turned_annexes(annex: Annex) -> None:
    client, printout = _print(annex)
    paper = open_docx(io.BytesIO(_bytes(client, f"/ke-hoach/bao-cao-da-in/{printout.pk}/bao-cao.docx")))
    head = [cell.text for row in paper.tables[0].rows for cell in row.cells]
    assert "SỞ TƯ PHÁP" in head[0]
    assert "UBND TỈNH HÀ TĨNH" in head[0] or "ỦY BAN NHÂN DÂN TỈNH HÀ TĨNH" in head[0]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head[1]
    assert "/BC-STP" in head[2]
    assert [section.page_width > section.page_height for section in paper.sections] == [False, True, True, False]
    words = [paragraph.text for paragraph in paper.paragraphs]
    assert "1. Nhiệm vụ đã hoàn thành: 4 nhiệm vụ (2 đúng hạn, 2 trước hạn)" in words
    assert "3. Nhiệm vụ chưa đến hạn: 9 nhiệm vụ" in words
    assert "NHIỆM VỤ THƯỜNG XUYÊN: 23 NHIỆM VỤ" in words
    summary = paper.tables[1]
    assert [cell.text for cell in summary.rows[1].cells] == ["42", "23", "4", "2", "2", "0", "6", "0", "0", "9", "8"]


def test_the_page_lists_what_was_printed(annex: Annex) -> None:
    client, printout = _print(annex, "trang", "?theo=san-pham")
    assert printout.basis == Basis.PROVEN
    assert printout.as_of == QUARTER
    page = client.get(f"/ke-hoach/{annex.plan.pk}/bao-cao/").content.decode()
    assert f"/bao-cao-da-in/{printout.pk}/bao-cao.docx" in page
    assert printout.sha256[:12] in page
    assert Event.objects.filter(action="In báo cáo trạng thái").exists()
    frozen = client.get(f"/ke-hoach/bao-cao-da-in/{printout.pk}/").content.decode()
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in frozen
    assert "Nhiệm vụ đang thực hiện trong hạn: 10 nhiệm vụ" in frozen


def test_every_print_is_listed_for_those_of_its_scope(annex: Annex) -> None:
    printed = [print_report(annex.monitor, annex.plan, QUARTER, basis) for basis in Basis]
    client = annex.client(annex.monitor, None)
    shown = client.get(f"/ke-hoach/bao-cao-da-in/?ke-hoach={annex.plan.pk}").context["shown"]
    assert [one.pk for one in shown.rows] == [one.pk for one in reversed(printed)]
    sheet = load_workbook(io.BytesIO(_bytes(client, "/ke-hoach/bao-cao-da-in/xuat.xlsx"))).active
    words = {str(value) for row in sheet.iter_rows(values_only=True) for value in row}
    assert {one.sha256 for one in printed} <= words
    counts = [
        annex.client(user, None).get("/ke-hoach/bao-cao-da-in/").context["shown"].total
        for user in (annex.inspector, annex.commune, annex.officer, annex.stranger)
    ]
    assert counts == [2, 0, 0, 0]


def test_an_inspector_does_not_print_into_the_register(annex: Annex) -> None:
    client = annex.client(annex.inspector)
    refused = client.post(f"/ke-hoach/{annex.plan.pk}/bao-cao/in/", {"dang": "word"})
    assert refused.status_code == 403
    assert "chỉ được xem" in refused.content.decode()
    with pytest.raises(PermissionDenied):
        print_report(annex.inspector, annex.plan, QUARTER, Basis.DECLARED)
    assert not Printout.objects.exists()


def test_a_print_belongs_to_the_scope_of_the_plan(annex: Annex) -> None:
    printout = print_report(annex.monitor, annex.plan, QUARTER, Basis.DECLARED)
    address = f"/ke-hoach/bao-cao-da-in/{printout.pk}/"
    people = (annex.monitor, annex.inspector, annex.commune, annex.officer, annex.stranger)
    assert [annex.client(user).get(address).status_code for user in people] == [200, 200, 404, 404, 404]
    for user in (annex.commune, annex.officer):
        refused = annex.client(user).post(f"/ke-hoach/{annex.plan.pk}/bao-cao/in/", {"dang": "word"})
        assert refused.status_code == 403


def test_check_finds_a_print_that_was_changed(annex: Annex) -> None:
    printout = print_report(annex.monitor, annex.plan, QUARTER, Basis.DECLARED)
    check = next(check for check in CHECKS if check.code == "printout-changed")
    assert list(check.find()) == []
    body = dict(printout.body, intro=["Tất cả đã hoàn thành."])
    with recording(None, "Sửa ngoài phần mềm", annex.plan):
        Printout.objects.filter(pk=printout.pk).update(body=body)
    (sentence,) = check.find()
    assert f"số {printout.pk}" in sentence
    assert digest(body) == digest(dict(reversed(body.items())))


def test_the_plan_on_another_day_prints_that_day(annex: Annex) -> None:
    client = annex.client(annex.monitor, dt.date(2026, 11, 28))
    client.post(f"/ke-hoach/{annex.plan.pk}/bao-cao/in/", {"dang": "trang"})
    printout = Printout.objects.get()
    assert printout.as_of == dt.date(2026, 11, 28)
    assert any("quá hạn" in table["caption"] for table in printout.body["tables"])


def test_what_nobody_confirmed_is_frozen_and_shown_as_such(annex: Annex) -> None:
    annex.plan.tasks.update(unconfirmed=False)
    annex.plan.tasks.filter(code__in=("B.II.2", "A.I.1")).update(unconfirmed=True)
    wanted = set(annex.plan.tasks.filter(unconfirmed=True).values_list("code", flat=True))
    assert wanted
    client, printout = _print(annex)
    root = f"/ke-hoach/bao-cao-da-in/{printout.pk}/"
    mark, said = "như máy đọc, chưa xác nhận", f"{len(wanted)} nhiệm vụ vào theo dõi như máy đọc, chưa ai xác nhận."
    assert set(printout.body["unconfirmed"]) == wanted and said in printout.body["intro"]
    live = client.get(f"/ke-hoach/{annex.plan.pk}/bao-cao/").content.decode()
    assert live.count(mark) == len(wanted) and said in live
    annex.plan.tasks.update(unconfirmed=False)  # confirmed later: what was printed stays as it was
    page = client.get(root).content.decode()
    assert page.count(mark) == len(wanted) and said in page
    paper = open_docx(io.BytesIO(_bytes(client, root + "bao-cao.docx")))
    cells = {cell.text for table in paper.tables for row in table.rows for cell in row.cells}
    assert sum(mark in text for text in cells) == len(wanted)
    assert said in [paragraph.text for paragraph in paper.paragraphs]
    book = load_workbook(io.BytesIO(_bytes(client, root + "bao-cao.xlsx")))
    texts = [str(value) for row in book["Nhiệm vụ"].iter_rows(values_only=True) for value in row if value]
    assert sum(mark in text for text in texts) == len(wanted)
    _client, later = _print(annex)
    assert later.body["unconfirmed"] == [] and mark not in str(later.body)
