"""«Tính hạn»: a clock by name or written out, the days one by one, what is wrong beside its field, nothing written."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from calendars.test_pages import signed_in
from factories import World, make_world
from thuongton.audit.models import Event
from thuongton.calendars.models import CalendarDay
from thuongton.calendars.services.seeding import seed_years
from thuongton.calendars.term_form import TermForm
from thuongton.people.models import Role

pytestmark = pytest.mark.django_db

WRITTEN = {"start": "2/3/2026", "number": "5", "unit": "working_day"}


@pytest.fixture
def world() -> World:
    seed_years([2026, 2027])
    return make_world()


@pytest.fixture
def officer(world: World) -> Client:
    return signed_in(Role.OFFICER, world.commune)


def body(client: Client, **asked: str) -> str:
    """The page for what is asked."""
    answer = client.get(reverse("calendars:term"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_empty_form_asks_and_the_year_leads_to_it(officer: Client) -> None:
    text = body(officer)
    assert "Chọn một thời hạn" in text and "tự nêu cách tính" in text and "Khiếu nại" in text and 'id="han"' not in text
    assert reverse("calendars:term") in officer.get(reverse("calendars:year")).content.decode()


def test_a_clock_by_its_name_takes_the_rule_of_the_day(officer: Client) -> None:
    old = body(officer, rule="khieu_nai.acceptance", start="30/6/2026")
    new = body(officer, rule="khieu_nai.acceptance", start="1/7/2026")
    assert "10 ngày kể từ ngày 30/6/2026" in old and "7 ngày làm việc kể từ ngày 1/7/2026" in new
    assert "155/2026/NĐ-CP" in new and "Căn cứ" in new
    gone = body(officer, rule="pakn_qppl.answer", start="1/1/2020")
    assert "chưa có, hoặc không còn, quy định" in gone and 'id="han"' not in gone


def test_a_clock_written_out_is_explained_day_by_day(officer: Client) -> None:
    events = Event.objects.count()
    text = body(
        officer, **WRITTEN, pause_first="4/3/2026", pause_last="5/3/2026", longer="2", longer_unit="calendar_day"
    )
    assert "13/3/2026" in text and "tạm dừng từ 4/3/2026 đến 5/3/2026" in text and "Ngày hạn" in text
    assert "Chưa có quy định rõ" in text and "Chủ nhật" in text
    other = body(officer, **WRITTEN, pause_first="4/3/2026", pause_last="5/3/2026", resume_day="counted")
    assert "Hạn thứ Ba 10/3/2026" in other and "tính cả ngày ra quyết định tiếp tục" in other
    open_end = body(officer, **WRITTEN, pause_first="4/3/2026")
    assert "Chưa có ngày hạn" in open_end and "Đang tạm dừng" in open_end and "còn 4 ngày làm việc" in open_end
    assert Event.objects.count() == events


def test_days_of_the_own_unit_count(officer: Client, world: World) -> None:
    CalendarDay.objects.create(day="2026-03-03", kind="holiday", name="Lụt", source="Văn bản 1", unit=world.commune)
    assert "Hạn thứ Ba 10/3/2026" in body(officer, **WRITTEN)
    far = signed_in(Role.OFFICER, world.far_commune, "nguoi-xa")
    assert "Hạn thứ Hai 9/3/2026" in body(far, **WRITTEN)


def test_what_rests_on_a_year_not_announced_says_so(officer: Client) -> None:
    text = body(officer, start="20/12/2026", number="20", unit="working_day")
    assert "Dự kiến" in text and "2027" in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"start": ""}, "Hãy điền «Ngày có sự kiện»"),
        ({"start": "31/2/2026", "number": "5", "unit": "working_day"}, "không có trong lịch"),
        ({"start": "2/3/2026"}, "Chọn một thời hạn, hoặc ghi số và đơn vị tính"),
        ({"start": "2/3/2026", "number": "0", "unit": "month"}, "số nguyên dương"),
        ({"start": "2/3/2026", "number": "1.5", "unit": "month"}, "field-error"),
        ({"start": "2/3/2026", "number": "5", "unit": "tuan"}, "field-error"),
        ({"start": "2/3/2026", "number": "5", "unit": "hour"}, "phải có giờ"),
        ({"start": "2/3/2026", "number": "9999", "unit": "year"}, "1800–2200"),
        ({"start": "2/3/2150", "number": "9", "unit": "year"}, "từ năm 1900 đến năm 2100"),
        ({**WRITTEN, "pause_first": "5/3/2026", "pause_last": "4/3/2026"}, "ngày cuối trước ngày đầu"),
        ({**WRITTEN, "pause_last": "4/3/2026"}, "cần ngày bắt đầu"),
        ({**WRITTEN, "longer": "5", "longer_unit": "same_day"}, "không tính «trong ngày»"),
        ({"start": "2/3/2026", "rule": "khong.co"}, "field-error"),
    ],
)
def test_what_cannot_be_counted_is_said_and_nothing_typed_is_lost(
    officer: Client, asked: dict[str, str], said: str
) -> None:
    text = body(officer, **asked)
    assert said in text and 'id="han"' not in text
    for name, value in asked.items():
        if name in ("number", "pause_last") and value:
            assert f'value="{value}"' in text


@pytest.mark.parametrize(
    "odd", ["9" * 400, "-1", "1e9", "٢", "' OR 1=1", "x" * 500, "../..", "{}", "2026-03-02T09:00", "0"]
)
def test_odd_values_of_any_field_are_answered(officer: Client, odd: str) -> None:
    for name in TermForm.base_fields:
        asked = {"rule": "khieu_nai.first", **WRITTEN, "pause_first": "4/3/2026", "longer": "2", name: odd}
        assert officer.get(reverse("calendars:term"), asked).status_code == 200


def test_strangers_and_those_without_a_hat_do_not_see_it(client: Client, world: World) -> None:
    assert client.get(reverse("calendars:term")).status_code == 302


def test_in_english_the_page_is_english(officer: Client) -> None:
    officer.cookies["django_language"] = "en"
    text = body(officer, **WRITTEN, pause_first="4/3/2026", pause_last="5/3/2026")
    assert "Due date calculator" in text and "Not clearly regulated" in text and "Day of the event" in text
    assert '<p lang="vi">Hạn thứ Tư 11/3/2026' in text
