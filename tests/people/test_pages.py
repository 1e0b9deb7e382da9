"""Pages of units and people: who reads, who writes, what is refused, in how many queries."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from factories import World, person
from thuongton.audit.models import Event
from thuongton.audit.queries import unaccounted
from thuongton.people import services
from thuongton.people.models import Hat, Role, Unit, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(world: World) -> Client:
    client = Client()
    client.force_login(person("quan-tri", Role.ADMINISTRATOR, world.province))
    return client


def page(client: Client, name: str, *args: object, **query: str) -> str:
    response = client.get(reverse(f"people:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_opens_one_level_at_a_time(admin: Client, world: World) -> None:
    top = page(admin, "units")
    assert "Tỉnh Thử" in top
    assert "Xã Một" not in top
    below = page(admin, "units", trong=str(world.province.pk))
    assert "Xã Một" in below
    assert "Văn phòng HĐND" not in below
    assert "Xã Xa" not in page(admin, "units", q="xa")
    assert "Xã Một" in page(admin, "units", q="xa mot")
    assert admin.get(reverse("people:units"), {"trong": world.far_province.pk}).status_code == 404
    assert admin.get(reverse("people:units"), {"trong": "x"}).status_code == 404


def test_a_list_of_units_costs_the_same_however_many(admin: Client, world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        page(admin, "units", trong=str(world.province.pk))
    for n in range(30):
        services.add_unit(None, world.province, name=f"Xã Thêm {n}", kind="commune")
    services.succeed(None, world.other_commune, world.commune, on=dt.date(2026, 7, 1))
    with CaptureQueriesContext(connection) as many:
        page(admin, "units", trong=str(world.province.pk))
    assert len(many) <= len(few) + 2


def test_a_unit_is_added_changed_ended_and_succeeded(admin: Client, world: World) -> None:
    add = reverse("people:unit_add") + f"?trong={world.province.pk}"
    refused = admin.post(add, {"name": "", "kind": "commune", "identifier": "h-1", "valid_from": "31/2/2025"})
    assert refused.status_code == 400
    text = refused.content.decode()
    for sentence in ("Hãy điền «Tên đơn vị»", "nhóm chữ in A–Z", "Ngày 31/2/2025 không có trong lịch"):
        assert sentence in text
    admin.post(add, {"name": "Xã Ba", "kind": "commune", "identifier": "H90.3", "valid_from": "1/7/2025"})
    unit = Unit.objects.get(identifier="H90.3")
    assert unit.path == f"{world.province.path}{unit.pk}/"
    again = admin.post(add, {"name": "Xã Tư", "kind": "commune", "identifier": "H90.3"})
    assert again.status_code == 400
    edit = reverse("people:unit_edit", args=[unit.pk])
    assert 'value="1/7/2025"' in admin.get(edit).content.decode()
    admin.post(edit, {"name": "Phường Ba", "kind": "ward", "identifier": "H90.3", "reason": "Nghị quyết 1"})
    unit.refresh_from_db()
    assert (unit.name, unit.kind) == ("Phường Ba", "ward")
    succeed = reverse("people:unit_succeed", args=[unit.pk])
    assert (
        "Không tìm thấy đơn vị"
        in admin.post(succeed, {"successor": "Xã Xa", "on": "1/1/2027", "basis": "NQ 2"}).content.decode()
    )
    admin.post(succeed, {"successor": "xã một", "on": "1/1/2027", "basis": "NQ 2"})
    unit.refresh_from_db()
    assert unit.valid_to == dt.date(2026, 12, 31)
    text = page(admin, "unit", unit.pk)
    assert "Từ ngày 1/1/2027, Xã Một kế thừa đơn vị này." in text
    assert "Nghị quyết 1" in text
    assert (
        "kế thừa chính nó"
        in admin.post(succeed, {"successor": "H90.3", "on": "1/1/2027", "basis": "NQ 2"}).content.decode()
    )
    end = reverse("people:unit_end", args=[world.office.pk])
    admin.post(end, {"on": "31/12/2026", "reason": "Giải thể"})
    assert Unit.objects.get(pk=world.office.pk).valid_to == dt.date(2026, 12, 31)
    assert not unaccounted().exists()


def test_an_account_is_opened_with_a_password_shown_once(admin: Client, world: World) -> None:
    given = {"username": "can-bo", "full_name": "Trần Cán Bộ", "unit": "Xã Một", "role": "officer"}
    shown = admin.post(reverse("people:person_add"), given)
    password = re.search(r'class="once">([a-z0-9-]+)<', shown.content.decode())[1]
    assert "no-store" in shown["Cache-Control"]
    made = User.objects.get(username="can-bo")
    assert made.check_password(password)
    assert made.must_change_password
    assert made.hats.get().scope == world.commune
    assert password not in page(admin, "person", made.pk)
    twice = admin.post(reverse("people:person_add"), given)
    assert twice.status_code == 400
    assert User.objects.filter(username="can-bo").count() == 1
    wrong = admin.post(reverse("people:person_add"), given | {"username": "khac", "unit": "Xã Xa"})
    assert "Không tìm thấy đơn vị" in wrong.content.decode()
    assert {"Thêm tài khoản", "Giao vai trò"} <= set(Event.objects.values_list("action", flat=True))
    assert not unaccounted().exists()


def test_hats_are_given_and_end_at_once(admin: Client, world: World) -> None:
    officer = person("cong-chuc", Role.OFFICER, world.commune)
    admin.post(reverse("people:hat_give", args=[officer.pk]), {"unit": "Sở Tư pháp", "role": "monitor"})
    hat = Hat.objects.get(user=officer, role="monitor")
    assert "Sở Tư pháp" in page(admin, "person", officer.pk)
    admin.post(reverse("people:hat_end", args=[hat.pk]), {"reason": "Chuyển công tác"})
    assert [each.role for each in officer.hats.all() if each.valid_to is None] == ["officer"]


@pytest.mark.parametrize("role", [role for role in Role.values if role not in ("administrator", "citizen")])
def test_others_read_units_and_write_nothing(world: World, role: str) -> None:
    reader = person("ai-do", role, world.province)
    colleague = person("dong-nghiep", Role.OFFICER, world.commune)
    client = Client()
    client.force_login(reader)
    assert client.get(reverse("people:unit", args=[world.commune.pk])).status_code == 200
    assert client.get(reverse("people:unit", args=[world.far_commune.pk])).status_code == 404
    before = Event.objects.count()
    for name, args in (
        ("unit_edit", [world.commune.pk]),
        ("unit_end", [world.commune.pk]),
        ("person_reset", [colleague.pk]),
        ("person_edit", [colleague.pk]),
        ("hat_give", [colleague.pk]),
        ("hat_end", [colleague.hat.pk]),
        ("units_import", []),
        ("units_import_apply", []),
    ):
        assert client.post(reverse(f"people:{name}", args=args), {"name": "x"}).status_code == 403
    assert Event.objects.count() == before


def upload(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("tinh.csv", text.encode("utf-8-sig"), "text/csv")


def test_a_province_is_imported_from_preview_to_done(admin: Client, world: World) -> None:
    template = admin.get(reverse("people:units_template")).content.decode("utf-8-sig")
    good = template + "H90.7,Xã Bảy,xã,H90,,1/7/2025,\n"
    units = Unit.objects.count()
    bad = admin.post(reverse("people:units_import"), {"file": upload(good + "H90.8,,xã,H90,,,\n")}).content.decode()
    assert "vì chưa có tên" in bad
    assert "Nhập các dòng này" not in bad
    preview = admin.post(reverse("people:units_import"), {"file": upload(good)}).content.decode()
    assert Unit.objects.count() == units
    packed = re.search(r'name="packed" value="([^"]+)"', preview)[1]
    answer = admin.post(reverse("people:units_import_apply"), {"packed": packed, "name": "tinh.csv"}, follow=True)
    assert "Đã nhập: 1 đơn vị mới" in answer.content.decode()
    assert Unit.objects.get(identifier="H90.7").name == "Xã Bảy"
    for broken in ("", "khong-phai", "AAAA"):
        assert admin.post(reverse("people:units_import_apply"), {"packed": broken}).status_code == 400
    assert (
        "tệp Excel"
        in admin.post(
            reverse("people:units_import"), {"file": SimpleUploadedFile("a.csv", b"PK\x03\x04abc")}
        ).content.decode()
    )
