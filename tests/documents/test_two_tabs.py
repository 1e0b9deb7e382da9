"""Two tabs on one thing: the slower is told and sees both texts, and nobody is overwritten unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from factories import World, make_world, officer, person
from thuongton.calendars.models import CalendarDay
from thuongton.documents.models import Direction, Document, Draft, RuleSwitch
from thuongton.documents.services.register import follow_up, register_document
from thuongton.people.models import Role, Unit, User

pytestmark = pytest.mark.django_db
CHANGED = "Người khác vừa sửa chỗ này"


@dataclass
class Case:
    """An edit: where its form stands, where it is sent, what two people type, and how to read what is stored."""

    page: str
    action: str
    first: dict[str, Any]
    second: dict[str, Any]
    stored: Callable[[], Any]
    by_first: Any
    by_second: Any
    theirs: str


def _papers(world: World) -> tuple[User, Document]:
    clerk = officer(world.commune)
    paper = register_document(
        clerk, world.commune, Direction.INCOMING, number="5/KH-UBND", issued_on=dt.date(2026, 3, 1),
        issuer="Sở Tư pháp",
        title="Kế hoạch năm", arrived_on=dt.date(2026, 3, 2),
    )  # fmt: skip
    return clerk, paper


def edit(world: World) -> tuple[User, Case]:
    clerk, paper = _papers(world)
    page = f"/van-ban/{paper.pk}/sua/"
    return clerk, Case(
        page, page, {"title": "Kế hoạch của thẻ một", "reason": "Sửa chữ"}, {"title": "Của thẻ hai", "reason": "Sửa"},
        lambda: Document.objects.get(pk=paper.pk).title, "Kế hoạch của thẻ một", "Của thẻ hai", "Kế hoạch của thẻ một",
    )  # fmt: skip


def follow(world: World) -> tuple[User, Case]:
    clerk, paper = _papers(world)
    return clerk, Case(
        f"/van-ban/{paper.pk}/", f"/van-ban/{paper.pk}/theo-doi/", {"handler": "Bà An"}, {"handler": "Ông Bình"},
        lambda: Document.objects.get(pk=paper.pk).handler, "Bà An", "Ông Bình", "Bà An",
    )  # fmt: skip


def unit(world: World) -> tuple[User, Case]:
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    page = f"/don-vi/{world.commune.pk}/sua/"
    return admin, Case(
        page, page, {"name": "Xã Nhất"}, {"name": "Xã Thứ Nhất"},
        lambda: Unit.objects.get(pk=world.commune.pk).name, "Xã Nhất", "Xã Thứ Nhất", "Xã Nhất",
    )  # fmt: skip


def account(world: World) -> tuple[User, Case]:
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    clerk = officer(world.commune)
    return admin, Case(
        f"/nguoi-dung/{clerk.pk}/", f"/nguoi-dung/{clerk.pk}/sua/", {"full_name": "Trần An"}, {"full_name": "Lê An"},
        lambda: User.objects.get(pk=clerk.pk).full_name, "Trần An", "Lê An", "Trần An",
    )  # fmt: skip


def draft(world: World) -> tuple[User, Case]:
    clerk = officer(world.commune)
    made = Draft.objects.create(unit=world.commune, user=clerk, title="Tên cũ")
    return clerk, Case(
        f"/van-ban/du-thao/{made.pk}/", f"/van-ban/du-thao/{made.pk}/ten/", {"ten": "Tên một"}, {"ten": "Tên hai"},
        lambda: Draft.objects.get(pk=made.pk).title, "Tên một", "Tên hai", "Tên một",
    )  # fmt: skip


def _form(client: Client, case: Case, html: str = "") -> dict[str, Any]:
    page = html or client.get(case.page).content.decode()
    forms = lxml.html.fromstring(page).forms
    form = next(one for one in forms if (one.get("action") or case.page) == case.action and one.get("method") == "post")
    return dict(form.form_values())


@pytest.mark.parametrize("make", [edit, follow, unit, account, draft])
def test_the_slower_of_two_tabs_is_told_and_decides(make: Callable[[World], tuple[User, Case]]) -> None:
    user, case = make(make_world())
    client = Client()
    client.force_login(user)
    one, two = _form(client, case), _form(client, case)
    assert one["seen"] and client.post(case.action, {**one, **case.first}).status_code == 302
    assert case.stored() == case.by_first
    answer = client.post(case.action, {**two, **case.second}, follow=True)
    html = answer.content.decode()
    assert case.stored() == case.by_first
    assert html.count(CHANGED) == 1 and case.theirs in html
    again = _form(client, case, html)
    assert [again[name] for name in case.second if name != "reason"] == [
        value for name, value in case.second.items() if name != "reason"
    ]
    if make is not draft:  # its page is opened anew with the words typed and the mark that was sent
        assert again["seen"] != two["seen"]
        assert client.post(case.action, {**again, **case.second}).status_code == 302
        assert case.stored() == case.by_second


def test_what_is_written_beside_is_kept_when_other_fields_are_corrected() -> None:
    clerk, paper = _papers(make_world())
    client = Client()
    client.force_login(clerk)
    page = f"/van-ban/{paper.pk}/sua/"
    case = Case(page, page, {}, {}, lambda: None, None, None, "")
    typed = _form(client, case)
    follow_up(clerk, paper, {"progress": "Đang giải quyết"})
    assert client.post(page, {**typed, "title": "Tên khác", "reason": "Sửa chữ"}).status_code == 302
    paper.refresh_from_db()
    assert (paper.title, paper.progress) == ("Tên khác", "Đang giải quyết")


def _sent(client: Client, page: str, **typed: str) -> dict[str, Any]:
    """The form on a page that has all these fields, filled with what is typed."""
    forms = lxml.html.fromstring(client.get(page).content.decode()).forms
    form = next(one for one in forms if one.get("method") == "post" and set(typed) <= set(one.fields))
    return {**dict(form.form_values()), **typed}


def test_a_rule_that_was_switched_meanwhile_is_not_switched_again_unseen() -> None:
    world = make_world()
    client = Client()
    client.force_login(person("quan-tri", Role.ADMINISTRATOR, world.province))
    code = "repeated-words"
    page = f"/van-ban/quy-tac/{code}/?don-vi={world.province.pk}"
    forms = lxml.html.fromstring(client.get(page).content.decode()).forms
    sent = next(dict(f.form_values()) for f in forms if f.fields.get("quy-tac") == code)
    assert sent["seen"]
    client.post("/van-ban/quy-tac/tat/", {**sent, "ly-do": "Chưa dùng"})
    told = client.post("/van-ban/quy-tac/tat/", {**sent, "ly-do": "Lý do khác"}).content.decode()
    assert CHANGED in told and 'value="Lý do khác"' in told
    assert RuleSwitch.objects.get().reason == "Chưa dùng"
    client.post("/van-ban/quy-tac/theo-tren/", sent)
    assert RuleSwitch.objects.count() == 1


@pytest.mark.parametrize("act", ["thiet-lap", "ket-thuc", "sap-xep"])
def test_a_unit_that_was_changed_meanwhile_is_not_written_over(act: str) -> None:
    world = make_world()
    client = Client()
    client.force_login(person("quan-tri", Role.ADMINISTRATOR, world.province))
    page = f"/don-vi/{world.commune.pk}/{act}/"
    typed = {
        "thiet-lap": {"one_person_decides": "on", "reason": "Đơn vị ít người"},
        "ket-thuc": {"on": "31/12/2026", "reason": "Sắp xếp"},
        "sap-xep": {"on": "1/1/2027", "successor": str(world.other_commune), "basis": "Nghị quyết"},
    }[act]
    one, two = _sent(client, page, **typed), _sent(client, page, **typed)
    assert one["seen"] and client.post(page, one).status_code == 302
    stood = Unit.objects.get(pk=world.commune.pk).valid_to
    two |= {"on": "30/6/2027"} if act != "thiet-lap" else {}
    two |= {"successor": str(world.finance)} if act == "sap-xep" else {}
    told = client.post(page, two)
    assert told.status_code == 400 and CHANGED in told.content.decode()
    assert Unit.objects.get(pk=world.commune.pk).valid_to == stood


def test_a_day_that_was_changed_after_the_preview_is_not_changed_again_unseen() -> None:
    world = make_world()
    client = Client()
    client.force_login(person("quan-tri", Role.ADMINISTRATOR, world.province))
    typed = {
        "don-vi": str(world.province.pk), "act": "off", "day": "12/8/2026", "name": "Ngày của tỉnh",
        "number": "1/QĐ-UBND", "issued_on": "1/8/2026", "issuer": "", "worked": "",
    }  # fmt: skip
    shown = [client.post(reverse("calendars:change_form"), typed).content.decode() for _tab in range(2)]
    marks = [
        next(f for f in lxml.html.fromstring(one).forms if f.get("action", "").endswith("ap-dung/")).fields["seen"]
        for one in shown
    ]
    assert marks[0] and client.post(reverse("calendars:apply"), {**typed, "seen": marks[0]}).status_code == 302
    told = client.post(reverse("calendars:apply"), {**typed, "seen": marks[1], "name": "Tên khác"})
    assert told.status_code == 400 and "vừa được người khác thay đổi" in told.content.decode()
    assert CalendarDay.objects.get(unit=world.province).name == "Ngày của tỉnh"
