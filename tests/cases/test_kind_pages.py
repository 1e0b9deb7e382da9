"""The pages of kinds: all of them, one with its drawing and what is unclear, and installing a file step by step."""

from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.clubs import BASIS, CLUB, NAME, NEWER, put_in
from cases.conftest import Office
from factories import person
from thuongton.audit.models import Event
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import InstalledKind
from thuongton.cases.services import open_case
from thuongton.people.models import Role, User

INSTALL = "/vu-viec/cac-loai/cai-dat/"


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


@pytest.fixture
def keeper(office: Office, settings: LazySettings) -> User:
    settings.CALENDAR_KEEPER = office.world.province.identifier
    return person("quan-tri-tinh", Role.ADMINISTRATOR, office.world.province)


def test_all_kinds_are_listed_with_law_clocks_and_cases_in_scope(office: Office, client: Client) -> None:
    office.mediation()
    open_case(office.other, office.world.other_commune, "hoa_giai", "tiep_nhan", "2026-03-10", {"pham_vi": "khac"})
    page = signed_in(client, office.officer).get(reverse("cases:kinds"))
    rows = {row.kind.kind: row for row in page.context["shown"].rows}
    assert set(rows) == set(known_kinds())
    assert (rows["hoa_giai"].open, rows["hoa_giai"].all) == (1, 1)
    assert rows["xlvphc"].to_check > 5 and "Hòa giải" in rows["hoa_giai"].label.replace("Hoà", "Hòa")
    assert "Cài loại hồ sơ" not in page.content.decode()
    found = client.get(reverse("cases:kinds"), {"luat": "can-kiem-tra"}).context["shown"].rows
    assert {row.kind.kind for row in found} == {name for name, row in rows.items() if row.to_check}


@pytest.mark.parametrize("name", sorted(known_kinds()))
def test_every_kind_has_its_page_with_every_state_drawn(office: Office, client: Client, name: str) -> None:
    page = signed_in(client, office.inspector).get(reverse("cases:kind", args=[name]))
    text = page.content.decode()
    assert page.status_code == 200 and text.count("<rect class=") >= len(known_kinds()[name][-1].states)
    lines = page.context["source"]
    for one, _about, _why, _enter in page.context["unclear"]:
        assert one.path.rpartition(".")[2].split(".")[0] in lines[one.line - 1][1] or one.line >= 1
        assert f'href="#dong-{one.line}"' in text


def test_an_unknown_kind_or_version_is_not_found(office: Office, client: Client) -> None:
    signed_in(client, office.officer)
    for address in ("/vu-viec/cac-loai/khong_co/", "/vu-viec/cac-loai/hoa_giai/?phien-ban=9", "/vu-viec/cac-loai/x-y/"):
        assert client.get(address).status_code == 404


def test_a_file_is_checked_shown_and_then_installed(office: Office, client: Client, keeper: User) -> None:
    signed_in(client, keeper)
    wrong = SimpleUploadedFile("so.yaml", CLUB.replace("to: hoi_vien", "to: hoi").encode())
    page = client.post(INSTALL, {"tep": wrong, "can-cu": BASIS})
    assert page.status_code == 400 and "so.yaml:20" in page.content.decode() and not InstalledKind.objects.exists()
    sent = {"tep": SimpleUploadedFile("so.yaml", CLUB.encode()), "can-cu": BASIS}
    page = client.post(INSTALL, sent)
    text = page.content.decode()
    assert page.status_code == 200 and not InstalledKind.objects.exists()
    assert "Hồ sơ đã tiếp nhận không tự chuyển" in text and "Câu lạc bộ quần vợt" in text
    seen = re.search(r'name="seen" value="(\w+)"', text)
    assert seen is not None
    confirm = {"noi-dung": CLUB.replace("\n", "\r\n"), "ten-tep": "so.yaml", "can-cu": BASIS, "cai": "1"}
    page = client.post(INSTALL, confirm | {"seen": seen[1]})
    assert page.status_code == 302 and page["Location"] == reverse("cases:kind", args=[NAME])
    row = InstalledKind.objects.get()
    assert row.by == keeper and row.text == CLUB
    assert Event.objects.get(action="Cài loại hồ sơ, biểu").actor == str(keeper)
    assert "đã cài ở hệ thống này" in client.get(page["Location"]).content.decode()
    again = client.post(INSTALL, confirm | {"seen": seen[1]})
    assert again.status_code == 400 and "phiên bản mới phải lớn hơn" in again.content.decode()


def test_the_page_says_what_a_newer_version_would_change(office: Office, client: Client, keeper: User) -> None:
    put_in()
    page = signed_in(client, keeper).post(INSTALL, {"noi-dung": NEWER, "can-cu": BASIS})
    text = page.content.decode()
    assert "kết thúc vì phiên bản mới" in text and "31/8/2026" in text.replace("31/08/2026", "31/8/2026")


def test_nobody_else_sees_the_page_of_installing(office: Office, client: Client, keeper: User) -> None:
    row = put_in()
    for user in (office.leader, office.province, person("qt-xa", Role.ADMINISTRATOR, office.world.commune)):
        signed_in(client, user)
        assert client.get(INSTALL).status_code == 403
        assert client.post(INSTALL, {"noi-dung": CLUB, "can-cu": BASIS, "cai": "1"}).status_code == 403
        assert client.post(f"/vu-viec/cac-loai/da-cai/{row.pk}/thu-hoi/", {"ly-do": "thử"}).status_code == 403
    assert InstalledKind.objects.get().withdrawn_at is None


def test_a_file_is_withdrawn_with_a_reason(office: Office, client: Client, keeper: User) -> None:
    row = put_in()
    address = f"/vu-viec/cac-loai/da-cai/{row.pk}/thu-hoi/"
    assert signed_in(client, keeper).post(address, {"ly-do": ""}).status_code == 400
    assert client.post(address, {"ly-do": "cài nhầm"}).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_by == keeper and client.get(reverse("cases:kind", args=[NAME])).status_code == 404
    assert "đã thu hồi" in client.get(INSTALL).content.decode()


def test_bad_input_gets_a_sentence(office: Office, client: Client, keeper: User) -> None:
    signed_in(client, keeper)
    for sent, says in (
        ({"can-cu": BASIS}, "Chọn một tệp"),
        ({"noi-dung": CLUB}, "Căn cứ"),
        ({"tep": SimpleUploadedFile("x.yaml", b"x" * 300_000), "can-cu": BASIS}, "lớn hơn 256 KiB"),
        ({"tep": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00a"), "can-cu": BASIS}, "UTF-8"),
        ({"tep": SimpleUploadedFile("x.yaml", b"a: &a [*a]"), "can-cu": BASIS}, "neo"),
    ):
        page = client.post(INSTALL, sent)
        assert page.status_code == 400 and says in page.content.decode(), says
