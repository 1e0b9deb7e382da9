"""A register that is one new file: once it is installed it has form, list, Excel, queue, clock, paper, count, API."""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.clubs import BASIS, CLUB, CLUB_FORM, NAME
from cases.conftest import Office
from cases.test_case_pages import send
from factories import person
from thuongton.cases.checks import CHECKS
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case, CaseTerm
from thuongton.people.models import Role, User

MEMBER = "Nguyễn Thị Hội Viên"
QUEUE = "queues:\n  cho_duyet_don: {label: {vi: Đơn chờ duyệt, en: Waiting}, when: {state: cho_duyet}}\n"
COUNTED = "statistics:\n  - {form: qv.hoi_vien, fields: [hang]}\n"
APPLIED, DECIDED = dt.date(2026, 3, 2), dt.date(2026, 3, 6)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def installed_through_the_page(keeper: User, text: str) -> None:
    client = signed_in(keeper)
    sent = {"tep": SimpleUploadedFile("cau_lac_bo.yaml", text.encode()), "can-cu": BASIS}
    shown = client.post(reverse("cases:install"), sent)
    assert shown.status_code == 200, shown.content.decode()[:2000]
    confirmed = {"noi-dung": text, "ten-tep": "cau_lac_bo.yaml", "can-cu": BASIS, "cai": "1"}
    assert client.post(reverse("cases:install"), confirmed | {"seen": shown.context["seen"]}).status_code == 302


@pytest.fixture
def club(office: Office, settings: LazySettings) -> Office:
    """The office after its administrator installed the register and the form that counts it."""
    settings.CALENDAR_KEEPER = office.world.province.identifier
    keeper = person("quan-tri-tinh", Role.ADMINISTRATOR, office.world.province)
    installed_through_the_page(keeper, CLUB + QUEUE)
    installed_through_the_page(keeper, CLUB_FORM)
    return office


def applied(office: Office) -> Case:
    """A member who applied, taken in through the form that was made of the file."""
    kind = known_kinds()[NAME][-1]
    nop = kind.transitions["nop_don"]
    address = reverse("cases:new-by", args=[NAME, "nop_don"])
    answer = send(signed_in(office.officer), address, kind, nop, APPLIED, "")
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return Case.objects.get(kind=NAME)


def test_form_list_excel_queue_clock_and_paper(club: Office) -> None:
    client = signed_in(club.officer)
    assert "Câu lạc bộ quần vợt" in client.get(reverse("cases:books")).content.decode()
    case = applied(club)
    assert (case.state, case.version, case.handler) == ("cho_duyet", 1, club.officer)
    term = CaseTerm.objects.get(case=case)
    assert (term.key, term.due, term.norm) == ("duyet", dt.date(2026, 3, 9), True)
    page = client.get(reverse("cases:list", args=[NAME])).content.decode()
    assert "01/2026" in page and "Hạng" in page
    answer = client.get(reverse("cases:list-excel", args=[NAME]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert any("Người lớn" in map(str, row) for row in book.active.values)
    queue = client.get(reverse("cases:queue", args=["cho_duyet_don"]))
    assert (
        queue.status_code == 200 and "Đơn chờ duyệt" in queue.content.decode() and "01/2026" in queue.content.decode()
    )
    kind = known_kinds()[NAME][-1]
    duyet = reverse("cases:act", args=[case.uid, "duyet"])
    assert send(signed_in(club.leader), duyet, kind, kind.transitions["duyet"], DECIDED, "").status_code == 302
    case.refresh_from_db()
    assert case.state == "hoi_vien"
    assert "01/2026" not in client.get(reverse("cases:queue", args=["cho_duyet_don"])).content.decode()
    paper = client.get(reverse("cases:paper", args=[case.uid, "the"]))
    assert paper.status_code == 200 and "Người lớn" in paper.content.decode()
    assert client.get(reverse("cases:paper-word", args=[case.uid, "the"])).status_code == 200
    assert client.get(reverse("cases:grid", args=[NAME])).status_code == 200
    assert signed_in(club.other).get(reverse("cases:case", args=[case.uid])).status_code == 404
    assert [said for check in CHECKS for said in check.find()] == []


def test_count_and_api(club: Office) -> None:
    case = applied(club)
    api = signed_in(club.officer)
    kind = api.get(f"/api/v1/kinds/{NAME}").json()
    assert kind["transitions"]["duyet"]["role"] == ["lanhdao"] and kind["fields"]["ho_ten"]["sealed"]
    found = api.get("/api/v1/cases", {"kind": NAME, "queue": "cho_duyet_don"}).json()
    assert [one["id"] for one in found["items"]] == [str(case.uid)]
    sent = {"do": "duyet", "on": f"{DECIDED}", "data": {}}
    done = signed_in(club.leader).post(
        f"/api/v1/cases/{case.uid}/actions",
        json.dumps(sent),
        content_type="application/json",
        headers={"Idempotency-Key": "duyet-don-01"},
    )
    assert done.status_code == 201, done.content
    asked = {"unit": club.world.commune.pk, "from": "2026-01-01", "to": "2026-12-31"}
    form = api.get("/api/v1/forms/qv.hoi_vien", asked).json()
    assert form["cells"] == {"1": 1, "2": 1, "3": 0} and form["identities"][0]["holds"]
    queues = {one["queue"]: one["count"] for one in api.get("/api/v1/queues", {"limit": 100}).json()["items"]}
    assert queues["cho_duyet_don"] == 0
    clock = api.get("/api/v1/clock", {"rule": f"{NAME}.duyet", "from": "2026-03-02T09:00"}).json()
    assert clock["due"] == "2026-03-09"


def test_a_newer_version_that_counts_is_offered_from_its_day_on(club: Office) -> None:
    old = applied(club)
    newer = CLUB.replace("version: 1", "version: 2\nvalid_from: 2026-04-01") + QUEUE + COUNTED
    installed_through_the_page(User.objects.get(username="quan-tri-tinh"), newer)
    client = signed_in(club.officer)
    kind = known_kinds()[NAME][-1]
    address = reverse("cases:new-by", args=[NAME, "nop_don"])
    assert send(client, address, kind, kind.transitions["nop_don"], dt.date(2026, 4, 2), "").status_code == 302
    assert dict(Case.objects.filter(kind=NAME).values_list("version", "number")) == {1: 1, 2: 2}
    preview = client.get(reverse("cases:move", args=[old.uid]))
    assert preview.status_code == 200
