"""The pages of forms: which there are, figures that open to their cases, what came late and why, files, parts."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from cases.conftest import Office
from cases.kept import keep, lives
from thuongton.cases.engine.acts import moment
from thuongton.cases.queries.cases import timekeeper
from thuongton.cases.services import act_on, open_case
from thuongton.cases.statistics.periods import period_named, periods_until
from thuongton.people.models import User

pytestmark = pytest.mark.django_db
FORM = "/vu-viec/bieu-so-lieu/hg.ket_qua/"
QUARTER = "?ky=2026-Q1"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(words: str) -> Any:
    return timezone.make_aware(moment(words)[0])


def mediation(office: Office, on: str, recorded: str, scope: str = "dan_su") -> Any:
    data = {"pham_vi": scope, "noi_dung": "mâu thuẫn"}
    given = {"at": at(recorded), "role": "congchuc"}
    return open_case(office.officer, office.world.commune, "hoa_giai", "tiep_nhan", on, data, **given)[0]


def told(office: Office) -> list[Any]:
    """Five mediations in time, one told late, and one put right after the form was sent."""
    made = [mediation(office, "2026-03-02", "2026-03-02T10:00") for _n in range(5)]
    made.append(mediation(office, "2026-03-03", "2026-04-02T09:00", "khac"))
    right = {"truong": "pham_vi", "gia_tri": "khac", "ly_do": "ghi nhầm"}
    act_on(office.officer, made[0], "dinh_chinh", "2026-04-03", right, at=at("2026-04-03T08:00"), role="congchuc")
    return made


def test_the_forms_of_the_registers_say_how_far_they_were_read(office: Office) -> None:
    page = client_of(office.officer).get("/vu-viec/bieu-so-lieu/").content.decode()
    assert "01/TCD" in page and "Chưa đọc được mẫu" in page and "Đã đọc mẫu" in page
    assert "pakn.dieu14" not in page  # kept by provinces alone
    one = client_of(office.officer).get("/vu-viec/hoa_giai/bieu-so-lieu/").content.decode()
    assert "/bieu-so-lieu/hg.ket_qua/" in one and "01/TCD" not in one


def test_what_was_sent_and_what_is_now_with_what_came_between(office: Office) -> None:
    told(office)
    response = client_of(office.officer).get(f"{FORM}{QUARTER}&gui=17/3/2026")
    lines = {line.cell.name: (line.sent, line.figure) for line, _label, _at in response.context["lines"]}
    assert (lines["1"], lines["2"], lines["4"]) == ((5, 6), (5, 4), (0, 2))
    assert [one.why for one in response.context["late"]] == [
        "xảy ra trong kỳ hoặc trước kỳ, ghi sau ngày gửi",
        "đính chính «Phạm vi»",
    ]
    page = response.content.decode()
    assert "1 = 2 + 3 + 4" in page and "ghi nhầm" not in page


def test_a_figure_opens_to_its_cases_in_scope(office: Office) -> None:
    told(office)
    page = client_of(office.officer).get(f"{FORM}ho-so/{QUARTER}&o=4").content.decode()
    assert "01/2026" in page and "06/2026" in page and "02/2026" not in page
    assert client_of(office.officer).get(f"{FORM}ho-so/{QUARTER}&o=khong-co").status_code == 404
    other = office.world.other_commune.pk
    assert client_of(office.officer).get(f"{FORM}{QUARTER}&don_vi={other}").status_code == 404
    far = client_of(office.other).get(f"{FORM}ho-so/{QUARTER}&o=4").content.decode()
    assert "06/2026" not in far


def test_a_province_has_a_line_for_each_commune_in_as_many_statements(office: Office) -> None:
    time = timekeeper(None)
    client = client_of(office.province)
    address = f"{FORM}?ky=2026&xem=don-vi&don_vi={office.world.province.pk}"
    seen = []
    for number, seed in ((6, "few"), (30, "many")):
        keep(lives(seed, number, time, ["hoa_giai"]), (office.world.commune, office.world.other_commune), time)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        seen.append(len(queries))
    found = response.context["found"]
    names = {line.unit.name: line.figures for line in found.units}
    totals = [line.figure for line in found.lines]
    assert [sum(some) for some in zip(*names.values(), strict=True)] == totals and sum(totals) > 0
    assert seen[0] == seen[1]


def test_a_form_leaves_as_excel_and_word(office: Office) -> None:
    told(office)
    client = client_of(office.officer)
    book = b"".join(client.get(f"{FORM}xuat.xlsx{QUARTER}&gui=17/3/2026").streaming_content)  # type: ignore[attr-defined]
    sheet = load_workbook(io.BytesIO(book)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["1", 6, 5, 1] in [[row[0], *row[2:5]] for row in rows if row and row[0] == "1"]
    assert client.get(f"{FORM}xuat.docx{QUARTER}").status_code == 200


def test_words_that_are_no_period_or_day_are_said(office: Office) -> None:
    page = client_of(office.officer).get(f"{FORM}?ky=quy-1&gui=hom-qua").content.decode()
    assert "không phải một kỳ thống kê" in page and "không phải là ngày" in page
    assert client_of(office.officer).get("/vu-viec/bieu-so-lieu/khong-co/").status_code == 404


def test_periods_close_by_the_decree_or_by_the_calendar() -> None:
    quarter = period_named("2026-Q3")
    assert quarter is not None
    assert [f"{day}" for day in quarter.days(closed=True)] == ["2026-06-15", "2026-09-14"]
    assert [f"{day}" for day in quarter.days(closed=False)] == ["2026-07-01", "2026-09-30"]
    keys = [one.key for one in periods_until(moment("2026-03-20")[0].date())]
    assert keys[:3] == ["2026", "2026-H1", "2026-9T"] and "2026-05" not in keys and "2025-12" in keys
    assert period_named("0000") is None and period_named("2026-Q5") is None
