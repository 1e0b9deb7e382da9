"""Keeping and erasing: by an entered clause, past its day, decided by a leader; the trail and the figures stand."""

from __future__ import annotations

import datetime as dt

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cases.conftest import NAME, STORY, Office
from factories import person
from thuongton.audit.models import Event
from thuongton.audit.queries import broken_links
from thuongton.cases.models import Case, KeepingRule
from thuongton.cases.queries.cases import fields_of, visible_to
from thuongton.cases.queries.counting import count_form_of, window
from thuongton.cases.queries.keeping import erasable_from, keeping_rules, past_their_day, without_a_day
from thuongton.cases.sealed_fields import ERASED
from thuongton.cases.services import act_on, open_case
from thuongton.cases.services.retention import erase_kept, set_keeping
from thuongton.keyring.models import RecordKey
from thuongton.keyring.services import destroy_again
from thuongton.people.models import Role, User

CLAUSE = "Điều 5 khoản 2 Thông tư mẫu"
TODAY = dt.date(2026, 11, 30)


def ended(office: Office, year: int = 2015, user: User | None = None) -> Case:
    who = user or office.officer
    unit = office.world.commune if user is None else office.world.other_commune
    data = {"pham_vi": "dan_su", "noi_dung": STORY, "ben": [{"ho_ten": NAME}]}
    case = open_case(who, unit, "hoa_giai", "tiep_nhan", f"{year}-03-10", data)[0]
    act_on(who, case, "phan_cong", f"{year}-03-11", {"hoa_giai_vien": "Tổ trưởng"})
    act_on(who, case, "bat_dau", f"{year}-03-12", {})
    act_on(who, case, "ket_thuc", f"{year}-03-16", {"ket_qua": "thanh", "van_ban": True})
    return case


def enter(years: int | None = 5, **more: object) -> KeepingRule:
    return set_keeping(None, KeepingRule(), "hoa_giai", CLAUSE, years=years, **more)  # type: ignore[arg-type]


def past(office: Office) -> list[Case]:
    return list(past_their_day(visible_to(office.leader), TODAY))


def test_while_no_clause_is_entered_nothing_is_past_its_day(office: Office) -> None:
    case = ended(office)
    assert past(office) == [] and list(without_a_day(visible_to(office.leader))) == [case]
    assert erasable_from(case, keeping_rules()) is None
    done = erase_kept(office.leader, [case], "Quyết định 1/QĐ")
    assert done.said == "" and "chưa tính được" in done.refused[0][1]
    case.refresh_from_db()
    assert case.erased_on is None


@pytest.mark.parametrize(
    ("years", "more", "expected"),
    [
        (5, {}, True),
        (11, {}, False),
        (10, {}, True),
        (5, {"since": "received"}, True),
        (5, {"valid_from": dt.date(2015, 3, 16)}, True),
        (5, {"valid_from": dt.date(2015, 3, 17)}, None),
        (None, {}, None),
    ],
)
def test_the_day_follows_the_rule_entered(
    office: Office, years: int | None, more: dict[str, object], expected: bool | None
) -> None:
    case = ended(office)
    enter(years, **more)
    day = erasable_from(case, keeping_rules())
    assert (day is None) is (expected is None)
    assert past(office) == ([case] if expected else [])
    assert list(without_a_day(visible_to(office.leader))) == ([case] if expected is None else [])
    assert day is None or years is None or day == dt.date(2015 + years + 1, 1, 1)


def test_a_later_entry_takes_the_place_of_an_earlier_from_its_day_on(office: Office) -> None:
    old, new = ended(office, 2015), ended(office, 2018)
    enter(5)
    enter(30, valid_from=dt.date(2017, 1, 1))
    assert past(office) == [old] and erasable_from(new, keeping_rules()) == dt.date(2049, 1, 1)
    enter(None)
    assert past(office) == []


def test_open_cases_and_those_of_others_are_never_past_their_day(office: Office) -> None:
    enter(1)
    office.mediation("2015-03-10")
    far = ended(office, 2015, office.other)
    assert past(office) == []
    done = erase_kept(office.leader, [far], "Quyết định 1/QĐ")
    assert not done.said and len(done.refused) == 1
    far.refresh_from_db()
    assert far.erased_on is None


def test_only_who_keeps_the_installation_enters_and_only_with_a_clause(office: Office, settings: LazySettings) -> None:
    settings.CALENDAR_KEEPER = office.world.province.identifier
    for user in (office.leader, office.province, person("qt-xa", Role.ADMINISTRATOR, office.world.commune)):
        with pytest.raises(PermissionDenied):
            set_keeping(user, KeepingRule(), "hoa_giai", CLAUSE, years=5)
    keeper = person("qt-tinh", Role.ADMINISTRATOR, office.world.province)
    with pytest.raises(ValidationError, match="điều khoản"):
        set_keeping(keeper, KeepingRule(), "hoa_giai", "theo lệ", years=5)
    row = set_keeping(keeper, KeepingRule(), "hoa_giai", CLAUSE, years=5)
    assert row.by == keeper and Event.objects.latest("id").reason == CLAUSE


def test_a_leader_erases_through_the_page_and_the_rest_stands(office: Office, client: Client) -> None:
    case, kept = ended(office), ended(office, 2026)
    enter(5)
    client.force_login(office.leader)
    asked = window(dt.date(2015, 1, 1), dt.date(2015, 12, 31), None)
    before = count_form_of(visible_to(office.leader), "hg.ket_qua", asked).cells
    page = client.get(reverse("cases:retention"))
    assert [row.pk for row in page.context["shown"].rows] == [case.pk]
    address = reverse("cases:retention-bulk", args=["xoa"])
    question = client.get(address, {"dong": case.pk})
    assert "không ai lấy lại được" in question.content.decode()
    assert Case.objects.get(pk=case.pk).erased_on is None
    assert client.post(address, {"dong": [case.pk, kept.pk]}).status_code == 200  # without a decision it asks again
    client.post(address, {"dong": [case.pk, kept.pk], "quyet_dinh": "Quyết định 9/QĐ-UBND"})
    case.refresh_from_db()
    kept.refresh_from_db()
    assert case.erased_on is not None and kept.erased_on is None
    assert fields_of(case, purpose=True)["noi_dung"] == ERASED
    assert RecordKey.objects.get(pk=case.key_id).wrapped is None
    assert count_form_of(visible_to(office.leader), "hg.ket_qua", asked).cells == before
    assert list(broken_links()) == []
    assert Event.objects.get(action="Xoá dữ liệu cá nhân của hồ sơ").reason == "Quyết định 9/QĐ-UBND"
    gone = client.get(reverse("cases:retention"), {"xem": "da-xoa"})
    assert [row.pk for row in gone.context["shown"].rows] == [case.pk] and NAME not in gone.content.decode()


def test_what_was_erased_through_the_page_stays_so_after_a_restore(
    office: Office, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    case = ended(office)
    enter(5)
    before = RecordKey.objects.filter(pk=case.key_id).values("master", "wrapped").get()
    client.force_login(office.leader)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        client.post(
            reverse("cases:retention-bulk", args=["xoa"]), {"dong": case.pk, "quyet_dinh": "Quyết định 9/QĐ-UBND"}
        )
    RecordKey.objects.filter(pk=case.key_id).update(**before, destroyed_at=None)  # a copy of the database from before
    Case.objects.filter(pk=case.pk).update(erased_on=None)
    assert fields_of(Case.objects.get(pk=case.pk), purpose=True)["noi_dung"] != ERASED
    assert destroy_again() == 1
    assert fields_of(Case.objects.get(pk=case.pk), purpose=True)["noi_dung"] == ERASED
    gone = client.get(reverse("cases:retention"), {"xem": "da-xoa"})
    assert [row.pk for row in gone.context["shown"].rows] == [case.pk] and past(office) == []


@pytest.mark.parametrize("who", ["officer", "inspector", "province", "other"])
def test_nobody_but_a_leader_is_offered_to_erase(office: Office, client: Client, who: str) -> None:
    case = ended(office)
    enter(5)
    client.force_login(getattr(office, who))
    assert client.get(reverse("cases:retention")).status_code == 200
    sent = {"dong": case.pk, "quyet_dinh": "Quyết định 9/QĐ-UBND"}
    assert client.post(reverse("cases:retention-bulk", args=["xoa"]), sent).status_code == 404
    with pytest.raises(PermissionDenied):
        erase_kept(getattr(office, who), [case], "Quyết định 9")


def test_the_clauses_are_entered_on_their_page(office: Office, client: Client, settings: LazySettings) -> None:
    settings.CALENDAR_KEEPER = office.world.province.identifier
    address = reverse("cases:keeping")
    client.force_login(office.leader)
    text = client.get(address).content.decode()
    assert "chưa có điều khoản" in text and "Ghi thời hạn lưu</button>" not in text
    client.force_login(person("qt-tinh", Role.ADMINISTRATOR, office.world.province))
    sent = {"loai": "hoa_giai", "so-nam": "20", "tinh-tu": "closed", "dieu-khoan": "theo lệ", "ap-dung-tu": ""}
    page = client.post(f"{address}ghi/", sent)
    assert page.status_code == 400 and "theo lệ" in page.content.decode()
    assert client.post(f"{address}ghi/", sent | {"dieu-khoan": CLAUSE}).status_code == 302
    assert "20 năm, từ năm kết thúc hồ sơ" in client.get(address).content.decode()
