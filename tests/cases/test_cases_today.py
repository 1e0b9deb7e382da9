"""What «Hôm nay», the menu, the search, calendar feeds and reminders say of cases: one count, and nobody's name."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.conftest import NAME, Office
from cases.test_lists_of_cases import DAY, WHO, complaint, numbers_in, signed_in
from factories import person
from thuongton.calendars.office_hours import once_a_working_day
from thuongton.cases.found import found_cases
from thuongton.cases.models import CaseReminder
from thuongton.cases.queries.urgent import deadlines, due_days_of_cases, late_number, waiting_for_leader
from thuongton.cases.services import act_on, hand_over, open_case
from thuongton.cases.services.reminding import send_case_reminders
from thuongton.people.models import Notification, Role
from thuongton.people.queries import hats_of
from thuongton.web.waiting import late_of

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 3, 24)


@pytest.fixture
def busy(office: Office) -> Office:
    """One complaint late, one due soon, one that runs, one of another unit that is late; one mediation nobody began."""
    complaint(office)
    complaint(office, "Bùi Thị Mẫu", "2026-03-16")
    taken = complaint(office, "Đỗ Văn Mẫu", "2026-03-11")
    act_on(office.officer, taken, "thu_ly", "2026-03-12", {})
    data = {"lan": "dau", "linh_vuc": "khac", "thuoc_tham_quyen": True, "nguoi": WHO}
    open_case(office.other, office.world.other_commune, "khieu_nai", "nhan_don", "2026-03-10", data)
    office.mediation("2026-03-16")
    for user in (office.officer, office.leader, office.other, office.inspector, office.province):
        user.hat = hats_of(user).first()
    return office


def today_of(client: Client) -> str:
    return client.get(f"/?xem=viec&{DAY}").content.decode()


def test_every_page_says_the_same_number(busy: Office) -> None:
    client = signed_in(busy.officer)
    page = today_of(client)
    assert "1 vụ việc quá hạn" in page and "1 vụ việc sắp đến hạn" in page
    assert "/vu-viec/hang-viec/viec_cua_toi/?cua-toi=1" in page and "4 việc của tôi</a>" in page
    assert "trễ 4 ngày" in page and "Khiếu nại: " in page
    assert not any(name in page for name in (WHO, "Bùi", "Đỗ", NAME))
    queue = client.get(f"/vu-viec/hang-viec/qua_han/?cua-toi=1&{DAY}").content.decode()
    assert numbers_in(queue) == ["01/2026"] and '<span class="muted nowrap" role="status">1 hồ sơ</span>' in queue
    books = client.get(f"/vu-viec/?{DAY}").content.decode()
    assert re.search(r"khieu_nai/\?hang=qua_han&amp;cua-toi=1[^>]*>\s*<b>1</b>", books)
    entry = re.search(r'<a [^>]*href="/vu-viec/[^>]*>(.*?)</a>', page, re.DOTALL)
    assert entry and " ".join(re.sub("<[^>]*>", " ", entry[1]).split()) == "Vụ việc 1 vụ việc quá hạn"
    assert late_number(busy.officer, TODAY) == 1 == late_of(busy.officer, TODAY)


@pytest.mark.parametrize(
    ("who", "number"), [("officer", 1), ("leader", 1), ("other", 1), ("inspector", 0), ("province", 0)]
)
def test_one_answers_for_the_cases_of_the_own_unit(busy: Office, who: str, number: int) -> None:
    assert late_number(getattr(busy, who), TODAY) == number


def test_the_deadlines_ahead_and_the_calendar_feed_name_nobody(busy: Office) -> None:
    found, counts = deadlines(busy.officer, TODAY, dt.date(2026, 4, 30))
    assert [(one.due, one.code, one.tone) for one in found] == [
        (dt.date(2026, 3, 26), "02/2026", "amber"),
        (dt.date(2026, 4, 13), "03/2026", ""),
    ]
    assert dict(counts) == {dt.date(2026, 3, 26): 1, dt.date(2026, 4, 13): 1}
    lines = list(due_days_of_cases(busy.officer, True, TODAY))
    assert [line.due for line in lines] == [dt.date(2026, 3, 20), dt.date(2026, 3, 26), dt.date(2026, 4, 13)]
    assert lines[0].title.startswith("Quá hạn: Khiếu nại 01/2026: ")
    told = " ".join(one.title for one in [*found, *lines])
    assert not any(name in told for name in (WHO, "Bùi", "Đỗ", NAME))
    assert list(due_days_of_cases(busy.leader, False, TODAY)) == []


def test_the_search_finds_by_number_and_by_sealed_words(busy: Office) -> None:
    for words, marks in (
        ("01/2026", {"Khiếu nại 01/2026", "Hoà giải ở cơ sở 01/2026"}),
        (WHO, {"Khiếu nại 01/2026"}),
        ("hoang van thu", {"Khiếu nại 01/2026"}),
        ("Bích Mẫu", {"Hoà giải ở cơ sở 01/2026"}),
        ("không có ai", set()),
    ):
        found = found_cases(busy.officer, words)
        assert {hit.title for hit in found.hits} == marks and found.total == len(marks), words
    assert found_cases(busy.province, WHO).total == 2 and found_cases(busy.inspector, WHO).total == 1
    page = signed_in(busy.officer).get("/tim/", {"q": "bui thi mau"}).content.decode()
    assert "Khiếu nại 02/2026" in page and "Bùi" not in page


def test_what_waits_for_the_leader_stands_in_the_box_of_the_leader(busy: Office) -> None:
    data = {"loai": "thuong_xuyen", "nguoi_tiep": "can_bo", "so_nguoi": 1, "loai_don": "khieu_nai", "noi_dung": "x"}
    case, _answer = open_case(busy.officer, busy.world.commune, "tiep_cong_dan", "tiep", "2026-07-20", data)
    act_on(busy.officer, case, "tu_choi", "2026-07-20", {"can_cu": "9.3"})
    assert list(waiting_for_leader(busy.leader)) == [case] and not waiting_for_leader(busy.officer)
    page = signed_in(busy.leader).get("/?xem=viec").content.decode()
    assert f"Chờ lãnh đạo: Tiếp công dân {case}" in page


def test_reminders_go_out_once_to_who_answers(busy: Office, settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    busy.officer.email = "cong-chuc@vi-du.vn"
    busy.officer.save()
    assert send_case_reminders(TODAY) == 3  # the handler, the leader, the officer of the other commune
    assert send_case_reminders(TODAY) == 0
    told = {one.user: one for one in Notification.objects.filter(url__contains="hang-viec")}
    assert set(told) == {busy.officer, busy.leader, busy.other}
    assert told[busy.officer].text == "Bạn có 1 vụ việc quá hạn, 1 vụ việc sắp đến hạn."
    assert told[busy.leader].text == "Bạn có 1 vụ việc quá hạn, 0 vụ việc sắp đến hạn."
    assert signed_in(busy.officer).get(told[busy.officer].url).status_code == 200
    (letter,) = mail.outbox
    assert "Khiếu nại 01/2026: " in letter.body and "hạn 20/3/2026" in letter.body
    everything = letter.subject + letter.body + "".join(one.text + one.url for one in told.values())
    everything += "".join(CaseReminder.objects.values_list("key", flat=True))
    assert not any(name in everything for name in (WHO, "Bùi", "Đỗ", NAME))
    assert send_case_reminders(TODAY + dt.timedelta(days=2)) == 1  # the day itself of what was soon
    assert send_case_reminders(dt.date(2026, 3, 30)) == 3  # a new week of what is late


def test_who_took_over_is_reminded_and_who_left_is_not(busy: Office) -> None:
    colleague = person("dong-nghiep", Role.OFFICER, busy.world.commune)
    cases = list(found_cases(busy.officer, WHO).hits)
    assert len(cases) == 1
    from thuongton.cases.models import Case

    hand_over(busy.officer, list(Case.objects.filter(unit=busy.world.commune, kind="khieu_nai")), colleague)
    send_case_reminders(TODAY)
    assert Notification.objects.filter(user=colleague).exists()
    assert not Notification.objects.filter(user=busy.officer, url__contains="hang-viec").exists()
    colleague.is_active = False
    colleague.save()
    send_case_reminders(TODAY + dt.timedelta(days=7))
    assert Notification.objects.filter(user=busy.officer, url__contains="hang-viec").exists()


@pytest.mark.parametrize(
    ("moment", "turn"),
    [
        ("2026-03-24T08:00", "2026-03-24"),
        ("2026-03-24T07:29", None),
        ("2026-03-24T17:00", None),
        ("2026-03-22T09:00", None),  # a Sunday
        ("2026-04-30T09:00", None),  # a day off
    ],
)
def test_reminders_go_out_on_working_days_at_office_hours(busy: Office, moment: str, turn: str | None) -> None:
    assert once_a_working_day(dt.datetime.fromisoformat(moment)) == turn


def test_the_first_page_asks_the_same_number_of_queries_however_much_is_late(busy: Office) -> None:
    client = signed_in(busy.officer)
    today_of(client)
    with CaptureQueriesContext(connection) as first:
        today_of(client)
    for number in range(12):
        complaint(busy, f"Người thứ {number}")
    with CaptureQueriesContext(connection) as then:
        today_of(client)
    assert len(then) == len(first)
    assert reverse("cases:queue", args=["qua_han"]) in today_of(client)
