"""«In và giữ bản»: a register is printed as it is shown, kept, and printed again just so, whatever happens since."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse
from django.test import Client
from django.utils import translation
from docx import Document as open_docx

from factories import World, make_world, officer, person
from thuongton.audit.models import Event, RowChange
from thuongton.audit.services import recording
from thuongton.documents.models import Document
from thuongton.documents.services import register_document
from thuongton.people.models import Role, User
from thuongton.people.queries import today
from thuongton.prints.checks import CHECKS
from thuongton.prints.frozen import Frozen, digest
from thuongton.prints.models import Printout
from thuongton.prints.queries import opened, visible_to
from thuongton.prints.services import freeze
from thuongton.web.lists.views import registered

MARCH = "?tu=2026-03-01&den=2026-03-31&xep=number&cot=arrived,number,issued,title"


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    settings.FILES_ROOT = tmp_path / "files"
    return make_world()


@pytest.fixture
def clerk(world: World) -> User:
    made = officer(world.commune)
    for at, day in enumerate((dt.date(2026, 3, 2), dt.date(2026, 3, 9), dt.date(2026, 4, 1)), start=1):
        register_document(
            made, world.commune, "incoming", kind="Công văn", number=f"{at}/STP", title=f"Việc thứ {at}",
            issuer="Sở Tư pháp", issued_on=day, registered_on=day, arrived_on=day,
        )  # fmt: skip
    return made


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def keep(client: Client, query: str = MARCH, day: str = "") -> Any:
    return client.post(f"/van-ban/so-den/in-va-giu/{day}", {"query": query})


def file_of(client: Client, address: str) -> io.BytesIO:
    answer = client.get(address)
    assert isinstance(answer, FileResponse)
    return io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[arg-type]


def again_of(client: Client, root: str) -> str:
    return client.get(root).content.decode()


def test_the_register_of_a_month_is_kept_as_it_is_shown(clerk: User, world: World) -> None:
    client = at(clerk)
    shown = client.get(f"/van-ban/so-den/{MARCH}")
    assert "In và giữ bản" in shown.content.decode() and "/ban-in/?loai=so-den" in shown.content.decode()
    answer = keep(client)
    printout = Printout.objects.get()
    assert answer["Location"] == f"/ban-in/{printout.pk}/"
    assert (printout.kind, printout.unit, printout.by, printout.as_of) == ("so-den", world.commune, clerk, today())
    frozen = opened(printout)
    (table,) = frozen.tables
    assert [column.key for column in table.columns] == ["arrived", "number", "issued", "title"]
    papers = {paper.number: paper.pk for paper in Document.objects.all()}
    assert [(row.model, row.pk, row.cells[1]) for row in table.rows] == [
        ("documents.document", papers["1/STP"], "1/STP"),
        ("documents.document", papers["2/STP"], "2/STP"),
    ]
    assert [row.cells[2] for row in table.rows] == [dt.date(2026, 3, 2), dt.date(2026, 3, 9)]
    assert any("1/3/2026 – 31/3/2026" in line for line in frozen.intro), frozen.intro
    assert (frozen.by, frozen.scope, frozen.made_at) == (str(clerk), world.commune.pk, printout.made_at)
    assert "tu=2026-03-01" in frozen.query
    event = Event.objects.latest("pk")
    assert (event.action, event.unit_path) == ("In và giữ bản", world.commune.path)
    assert RowChange.objects.filter(event=event, table="plans_printout", op="I").count() == 1


def test_printed_again_it_is_the_same_whatever_was_registered_since(clerk: User, world: World) -> None:
    client = at(clerk)
    root = keep(client)["Location"]
    page = client.get(root).content.decode()
    word, excel = file_of(client, f"{root}ban-in.docx").read(), file_of(client, f"{root}ban-in.xlsx").read()
    register_document(clerk, world.commune, "incoming", title="Thêm", registered_on=dt.date(2026, 3, 20))
    with recording(None, "Sửa trích yếu"):
        Document.objects.filter(number="1/STP").update(title="Đã sửa")
    again, page = (text[text.index("<article") : text.index("</article")] for text in (again_of(client, root), page))
    assert again == page
    assert "Việc thứ 1" in again and "Đã sửa" not in again and "Thêm" not in again
    assert file_of(client, f"{root}ban-in.docx").read() == word
    assert file_of(client, f"{root}ban-in.xlsx").read() == excel
    book = openpyxl.load_workbook(io.BytesIO(excel)).active
    cells = [list(row) for row in book.iter_rows(values_only=True)]
    assert next(row for row in cells if row[0] == "Ngày đến")[:2] == ["Ngày đến", "Số, ký hiệu văn bản"]
    days = [row[2] for row in cells if row[1] in ("1/STP", "2/STP")]
    assert [isinstance(day, dt.datetime) and f"{day:%d/%m/%Y}" for day in days] == ["02/03/2026", "09/03/2026"]
    paper = open_docx(io.BytesIO(word))
    assert "XÃ MỘT" in paper.tables[0].rows[0].cells[0].text
    _head, table, _signature = paper.tables
    assert [cell.text for cell in table.rows[1].cells][1] == "1/STP"
    (page,) = paper.sections
    assert (page.page_width or 0) > (page.page_height or 0), "the table stands on the first page, which lies"


def test_papers_are_in_vietnamese_whatever_the_page_is_in(clerk: User) -> None:
    with translation.override("en"):
        keep(at(clerk))
    (table,) = opened(Printout.objects.get()).tables
    assert table.columns[0].label == "Ngày đến" and table.caption == "Sổ đăng ký văn bản đến"


def test_a_print_that_was_changed_is_not_printed_again(clerk: User) -> None:
    client = at(clerk)
    root = keep(client)["Location"]
    printout = Printout.objects.get()
    body = {**printout.body, "intro": ["Không có văn bản nào."]}
    with recording(None, "Sửa ngoài phần mềm"):
        Printout.objects.update(body=body)
    for file in ("", "ban-in.docx", "ban-in.xlsx"):
        answer = client.get(root + file)
        assert answer.status_code == 409
        said = answer.content.decode()
        assert f"Bản in số {printout.pk} không còn như lúc in" in said
        assert "Không có văn bản nào." not in said and "<article" not in said
    changed, _rows = CHECKS
    assert [f"số {printout.pk}" in sentence for sentence in changed.find()] == [True]


def test_a_body_that_is_no_print_is_told_even_when_its_hash_agrees(clerk: User) -> None:
    client = at(clerk)
    root = keep(client)["Location"]
    with recording(None, "Sửa ngoài phần mềm"):
        Printout.objects.update(body={"form": 2}, sha256=digest({"form": 2}))
    assert client.get(root).status_code == 409


def test_rows_that_left_with_a_trace_are_known_and_others_are_told(clerk: User) -> None:
    keep(at(clerk))
    _changed, rows = CHECKS
    paper = Document.objects.get(number="1/STP")
    with recording(None, "Bỏ khỏi sổ"):
        paper.delete()
    assert list(rows.find()) == []
    frozen = opened(Printout.objects.get())
    kept = frozen.to_dict()
    kept["tables"][0]["ids"][1] = ["documents.document", 987_654]
    with recording(None, "Sửa ngoài phần mềm"):
        Printout.objects.update(body=kept, sha256=digest(kept))
    (sentence,) = rows.find()
    assert "documents.document 987654" in sentence


def test_who_sees_a_print(clerk: User, world: World) -> None:
    root = keep(at(clerk))["Location"]
    people = {
        person("lanh-dao", Role.LEADER, world.commune): 200,
        person("thanh-tra", Role.INSPECTOR, world.province): 200,
        person("van-phong", Role.OFFICER, world.office): 404,
        person("xa-hai", Role.OFFICER, world.other_commune): 404,
        person("tinh-xa", Role.MONITOR, world.far_province): 404,
    }
    for user, status in people.items():
        assert at(user).get(root).status_code == status, user
        assert visible_to(user).exists() is (status == 200)
        listed = at(user).get("/ban-in/").content.decode()
        assert (root in listed) is (status == 200), user


def test_who_only_reads_is_not_offered_it_and_is_refused(clerk: User, world: World) -> None:
    client = at(person("thanh-tra", Role.INSPECTOR, world.province))
    page = client.get("/van-ban/so-den/").content.decode()
    assert "In và giữ bản" not in page and "Bản in đã lưu" in page
    answer = keep(client)
    assert answer.status_code == 403 and "chỉ được xem" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        freeze(client_user(client), None, Frozen("Sổ"), kind="so-den", act="prints.list-kept")
    assert not Printout.objects.exists()


def client_user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_a_clerk_does_not_freeze_for_another_unit(clerk: User, world: World) -> None:
    with pytest.raises(PermissionDenied):
        freeze(clerk, None, Frozen("Sổ"), kind="so-den", act="prints.list-kept", unit=world.other_commune)
    with pytest.raises(ValidationError):
        freeze(clerk, None, Frozen("Sổ", as_of=today() + dt.timedelta(days=1)), kind="so-den", act="prints.list-kept")
    assert not Printout.objects.exists()


def test_a_register_of_an_earlier_day_is_printed_and_of_a_later_one_is_not(clerk: User) -> None:
    client = at(clerk)
    day = today() - dt.timedelta(days=30)
    assert keep(client, day=f"?tinh-den={day}").status_code == 302
    assert [one.as_of for one in Printout.objects.all()] == [day]
    assert keep(client, day=f"?tinh-den={today() + dt.timedelta(days=30)}").status_code == 403
    assert Printout.objects.count() == 1


def test_the_list_of_prints_of_a_room(clerk: User) -> None:
    client = at(clerk)
    keep(client)
    client.post("/van-ban/so-di/in-va-giu/", {"query": ""})
    whole = client.get("/ban-in/")
    assert whole.context["shown"].total == 2
    assert client.get("/ban-in/?loai=so-den").context["shown"].total == 1
    assert client.get("/ban-in/?q=văn bản đi").context["shown"].total == 1
    assert client.get("/ban-in/?tu=2020-01-01&den=2020-01-31").context["shown"].total == 0
    page = client.get("/ban-in/?loai=so-den").content.decode()
    assert "Sổ đăng ký văn bản đến" in page
    assert client.get("/ban-in/xuat.xlsx").status_code == 200


def test_lists_that_may_be_kept_are_those_whose_rows_the_scope_alone_decides() -> None:
    """A print is read by whoever has the scope of who made it: a list of one person's own rows may never be kept."""
    registers, tasks = {"so-den", "so-di", "so-theo-doi"}, {"nhiem-vu", "ky", "ke-hoach"}
    assigned = {"noi-dung-duoc-giao"}
    assert {key for key, (listing, _name) in registered().items() if listing.kept} == registers | tasks | assigned
