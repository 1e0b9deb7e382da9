"""A room that the house does not have: its own folder and one line of settings give every page, paper and list."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from factories import World, officer, person
from rooms.cau_lac_bo.models import LegalClub
from thuongton.audit.models import Event
from thuongton.audit.queries import unaccounted
from thuongton.demo.load import load_all
from thuongton.people.models import Notification, Role, User
from thuongton.people.queries import hats_of, today
from thuongton.records.models import RecordAssignment, RecordComment, RecordReminder
from thuongton.web.models import Undoable
from thuongton.web.waiting import due_of

pytestmark = pytest.mark.django_db
FORM = {"name": "CLB Pháp luật Một", "field": "land", "head": "Bà Hà", "members": "25", "founded_on": "5/3/2026"}


@pytest.fixture
def client(world: World) -> Client:
    client = Client()
    client.force_login(officer(world.commune))
    return client


@pytest.fixture
def club(client: Client) -> LegalClub:
    """A club that an officer of a commune added by the form."""
    answer = client.post("/cau-lac-bo/them/", FORM)
    found = LegalClub.objects.get()
    assert answer.status_code == 302 and answer["Location"] == f"/cau-lac-bo/{found.pk}/"
    return found


def test_the_menu_has_it_and_the_list_opens_with_its_tools(client: Client, club: LegalClub) -> None:
    assert 'href="/cau-lac-bo/"' in client.get("/").content.decode()
    page = client.get("/cau-lac-bo/")
    html = page.content.decode()
    assert page.status_code == 200 and "CLB Pháp luật Một" in html and 'href="/cau-lac-bo/them/"' in html
    for file in ("xuat.xlsx", "xuat.docx", "in/"):
        assert f"/cau-lac-bo/{file}" in html


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("q=bà ha", 1),
        ("q=khac", 0),
        ("linh-vuc=land", 1),
        ("linh-vuc=youth", 0),
        ("tu=6/3/2026", 0),
        ("den=5/3/2026", 1),
    ],
)
def test_its_filters_narrow(client: Client, club: LegalClub, asked: str, found: int) -> None:
    assert client.get(f"/cau-lac-bo/?{asked}").context["shown"].total == found


def test_excel_word_and_print_hold_what_is_shown(client: Client, club: LegalClub) -> None:
    book = load_workbook(io.BytesIO(b"".join(client.get("/cau-lac-bo/xuat.xlsx").streaming_content)))
    cells = [cell.value for row in book.active.iter_rows() for cell in row]
    assert "CLB Pháp luật Một" in cells and 25 in cells and "2026-03-05 00:00:00" in map(str, cells)
    word = client.get("/cau-lac-bo/xuat.docx")
    assert word.status_code == 200 and b"".join(word.streaming_content)[:2] == b"PK"
    assert "CLB Pháp luật Một" in client.get("/cau-lac-bo/in/").content.decode()


def test_its_page_tells_what_happened(client: Client, club: LegalClub) -> None:
    edit = f"/cau-lac-bo/{club.pk}/sua/"
    seen = client.get(edit).context["form"].seen
    assert client.post(edit, {**FORM, "members": "30", "seen": seen}).status_code == 302
    html = client.get(f"/cau-lac-bo/{club.pk}/").content.decode()
    assert "Sửa câu lạc bộ" in html and "Thêm câu lạc bộ" in html and "từ «25» sang «30»" in html
    assert Event.objects.filter(subject_type="cau_lac_bo.legalclub", subject_id=club.pk).count() == 2
    assert not unaccounted().exists()


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(client: Client, club: LegalClub) -> None:
    edit = f"/cau-lac-bo/{club.pk}/sua/"
    seen = client.get(edit).context["form"].seen
    assert client.post(edit, {**FORM, "head": "Ông Nam", "seen": seen}).status_code == 302
    late = client.post(edit, {**FORM, "head": "Ông Tư", "seen": seen})
    assert late.status_code == 400 and "Ông Nam" in late.content.decode() and "Ông Tư" in late.content.decode()
    club.refresh_from_db()
    assert club.head == "Ông Nam"


def test_a_form_that_is_refused_says_why_and_keeps_what_was_typed(client: Client) -> None:
    answer = client.post("/cau-lac-bo/them/", {**FORM, "founded_on": "31/2/2026"})
    html = answer.content.decode()
    assert answer.status_code == 400 and "31/2/2026" in html and "CLB Pháp luật Một" in html
    assert not LegalClub.objects.exists()


def test_search_and_api_find_it(client: Client, club: LegalClub) -> None:
    assert f'href="/cau-lac-bo/{club.pk}/"' in client.get("/tim/?q=phap luat mot").content.decode()
    found = client.get("/api/v1/clubs?linh-vuc=land").json()
    assert found["count"] == 1
    row = found["items"][0]
    assert (row["id"], row["ten"], row["thanh_vien"], row["thanh_lap"]) == (club.pk, FORM["name"], 25, "2026-03-05")
    refused = client.get("/api/v1/clubs?tu=31/2/2026")
    assert refused.status_code == 422 and "31/2/2026" in refused.json()["detail"]


def test_others_see_it_by_their_scope_and_write_by_their_right(world: World, club: LegalClub) -> None:
    for who, unit, status in (("tinh", world.province, 200), ("xa-hai", world.other_commune, 404)):
        reader = Client()
        reader.force_login(officer(unit, who))
        assert reader.get(f"/cau-lac-bo/{club.pk}/").status_code == status
        assert reader.get("/api/v1/clubs").json()["count"] == (1 if status == 200 else 0)
    inspector = Client()
    inspector.force_login(person("thanh-tra", Role.INSPECTOR, world.commune))
    assert inspector.get(f"/cau-lac-bo/{club.pk}/").status_code == 200
    assert inspector.get(f"/cau-lac-bo/{club.pk}/sua/").status_code == 403
    assert inspector.post("/cau-lac-bo/them/", FORM).status_code == 403


def test_a_list_costs_the_same_whatever_its_length(
    client: Client, club: LegalClub, django_assert_max_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/cau-lac-bo/")
        return len(queries)

    before = asked()
    for number in range(5):
        client.post("/cau-lac-bo/them/", {**FORM, "name": f"CLB {number}"})
    client.get("/cau-lac-bo/")  # tells what was just done
    assert asked() == before


def _wearing(who: User) -> User:
    """The person with the one hat they have, as a request sees them."""
    who.hat = hats_of(who).get()
    return who


def test_what_is_said_of_it_stands_on_its_page_and_tells_who_is_named(
    world: World, client: Client, club: LegalClub
) -> None:
    page = f"/cau-lac-bo/{club.pk}/"
    above, outside = officer(world.province, "tinh"), officer(world.other_commune, "xa-hai")
    said = client.post(f"{page}trao-doi/", {"noi-dung": "Nhờ @tinh và @xa-hai xem <b>sổ</b>"})
    assert said["Location"] == f"{page}#trao-doi"
    made = RecordComment.objects.get()
    assert (made.kind, made.record, made.unit) == ("cau_lac_bo.legalclub", club.pk, world.commune)
    assert list(made.mentions.all()) == [above]
    assert Notification.objects.filter(user=above, url=f"{page}#trao-doi").count() == 1
    assert not Notification.objects.filter(user=outside).exists()
    reader = Client()
    reader.force_login(above)
    html = reader.get(page).content.decode()
    assert "xem &lt;b&gt;sổ&lt;/b&gt;" in html and "Trao đổi về hồ sơ" in html
    empty = client.post(f"{page}trao-doi/", {"noi-dung": " "})
    assert empty.status_code == 400 and "Nội dung trao đổi đang trống." in empty.content.decode()
    stranger, inspector = Client(), Client()
    stranger.force_login(outside)
    inspector.force_login(person("thanh-tra", Role.INSPECTOR, world.commune))
    assert stranger.post(f"{page}trao-doi/", {"noi-dung": "x"}).status_code == 404
    assert inspector.post(f"{page}trao-doi/", {"noi-dung": "x"}).status_code == 403
    assert "trao-doi/" not in inspector.get(page).content.decode()
    assert RecordComment.objects.count() == 1 and not unaccounted().exists()


def test_it_is_given_to_a_colleague_and_taken_back_with_a_reason(world: World, client: Client, club: LegalClub) -> None:
    page = f"/cau-lac-bo/{club.pk}/"
    helper = officer(world.commune, "giup-viec")
    client.post(f"{page}phan-cong/", {"nguoi": helper.pk, "ly-do": "Phụ trách thôn"})
    made = RecordAssignment.objects.get()
    assert (made.person, made.unit, made.record) == (helper, world.commune, club.pk)
    assert Notification.objects.filter(user=helper, url=page).count() == 1
    told = client.get(page).content.decode()
    assert "Hoàn tác" in told and "Phụ trách thôn" in told and f"Giao {helper}" in told
    stranger = officer(world.other_commune, "xa-hai")
    assert client.post(f"{page}phan-cong/", {"nguoi": stranger.pk}).status_code == 404
    client.post(f"{page}thoi-phan-cong/", {"phan-cong": made.pk, "ly-do": "Chuyển việc"})
    made.refresh_from_db()
    assert made.ended_on is not None and "Chuyển việc" in client.get(page).content.decode()
    client.post(f"{page}phan-cong/", {"nguoi": helper.pk})
    client.post(f"/hoan-tac/{Undoable.objects.latest('pk').pk}/")
    assert not RecordAssignment.objects.filter(ended_on=None).exists() and not unaccounted().exists()


def test_a_day_on_which_somebody_is_reminded(world: World, client: Client, club: LegalClub) -> None:
    page, day = f"/cau-lac-bo/{club.pk}/", today()
    helper = officer(world.commune, "giup-viec")
    late = client.post(f"{page}hen-nhac/", {"nguoi": helper.pk, "ngay": "1/1/2020", "viec": "Gọi chủ nhiệm"})
    assert late.status_code == 400 and "Ngày nhắc đã qua" in late.content.decode()
    client.post(f"{page}hen-nhac/", {"nguoi": helper.pk, "ngay": "1/1/2099", "viec": "Việc của năm sau"})
    client.post(f"{page}hen-nhac/", {"nguoi": helper.pk, "ngay": day.strftime("%d/%m/%Y"), "viec": "Gọi chủ nhiệm"})
    made = RecordReminder.objects.latest("pk")
    theirs, other = Client(), Client()
    theirs.force_login(helper)
    other.force_login(officer(world.other_commune, "xa-hai"))
    home = theirs.get("/").content.decode()
    assert "Gọi chủ nhiệm" in home and f'href="{page}#hen-nhac"' in home
    assert "Việc của năm sau" not in home and "Việc của năm sau" in theirs.get(page).content.decode()
    assert "Gọi chủ nhiệm" not in client.get("/").content.decode()
    assert [one.title for one in due_of(_wearing(helper), False, day, 9)] == ["Gọi chủ nhiệm"]
    assert other.post(f"{page}xong-hen/", {"hen": made.pk}).status_code == 404
    assert theirs.post(f"{page}xong-hen/", {"hen": made.pk}).status_code == 302
    assert f'href="{page}#hen-nhac"' not in theirs.get("/").content.decode()
    assert due_of(_wearing(helper), False, day, 9) == [] and not unaccounted().exists()


def test_it_is_taken_out_with_a_reason_and_put_back_as_it_was(world: World, client: Client, club: LegalClub) -> None:
    page = f"/cau-lac-bo/{club.pk}/"
    officer(world.province, "tinh")
    client.post(f"{page}trao-doi/", {"noi-dung": "Nhờ @tinh xem"})
    before = LegalClub.objects.values().get()
    without = client.post(f"{page}xoa/", {"ly-do": ""})
    assert without.status_code == 400 and "Hãy ghi lý do xoá" in without.content.decode()
    gone = client.post(f"{page}xoa/", {"ly-do": "Nhập trùng"})
    assert gone["Location"] == "/cau-lac-bo/" and "Hoàn tác" in client.get("/cau-lac-bo/").content.decode()
    assert client.get(page).status_code == 404
    assert not LegalClub.objects.exists() and not RecordComment.objects.exists()
    event = Event.objects.latest("pk")
    assert (event.action, event.reason, event.subject_id) == ("Xoá câu lạc bộ", "Nhập trùng", club.pk)
    client.post(f"/hoan-tac/{Undoable.objects.latest('pk').pk}/")
    assert LegalClub.objects.values().get() == before
    assert [one.username for one in RecordComment.objects.get().mentions.all()] == ["tinh"]
    html = client.get(page).content.decode()
    assert "Hoàn tác việc xoá hồ sơ" in html and "Thêm câu lạc bộ" in html and not unaccounted().exists()


def test_what_it_lacks_is_a_queue_of_the_first_page_with_its_number_in_the_greeting(
    world: World, client: Client, club: LegalClub
) -> None:
    assert "chưa có thành viên" not in client.get("/").content.decode()
    LegalClub.objects.filter(pk=club.pk).update(members=0)
    html = client.get("/").content.decode()
    assert 'href="#cau-lac-bo-trong"' in html and "1 câu lạc bộ chưa có thành viên" in html
    section = html[html.index('aria-labelledby="cau-lac-bo-trong"') :].split("</section>")[0]
    assert f'href="/cau-lac-bo/{club.pk}/"' in section and world.commune.name in section
    outside = Client()
    outside.force_login(officer(world.other_commune, "xa-hai"))
    assert "cau-lac-bo-trong" not in outside.get("/").content.decode()


def test_the_demonstration_has_its_rows() -> None:
    assert "Đã thêm 2 câu lạc bộ." in load_all()
    assert {club.unit.name for club in LegalClub.objects.all()} == {"Xã Lạc Phượng"}
    assert not unaccounted().exists()
