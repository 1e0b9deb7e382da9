"""In an English page the words of papers and people carry ``lang="vi"``: a screen reader reads them as written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from factories import World, officer, person
from law.acts_of_tests import keep_acts
from thuongton.calendars.changes import ChangeKind, Wanted
from thuongton.calendars.models import CalendarChange
from thuongton.calendars.services.changing import change_days
from thuongton.people import services
from thuongton.people.models import Role, Unit, User
from thuongton.plans.models import Plan
from thuongton.plans.services.tasks import create_task
from thuongton.web.lists.columns import Column

pytestmark = pytest.mark.django_db
VIETNAMESE = re.compile(r"[ăâđêôơưàảãạáằẳẵắặầẩẫấậèẻẽẹéềểễếệìỉĩịíòỏõọóồổỗốộờởỡớợùủũụúừửữứựỳỷỹỵý]", re.IGNORECASE)


@pytest.fixture
def admin(world: World) -> User:
    user = services.add_user(None, None, username="quan-tri", full_name="Trần Quản Trị", password="mat-khau-thu-1")
    user.hat = services.give_hat(None, user, Role.ADMINISTRATOR, unit=world.province, title="Quản trị tỉnh")
    return user


def english(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    client.post(reverse("set_language"), {"language": "en"})
    return client


def spoken(element: html.HtmlElement) -> str:
    """The language that an element is in: the nearest ``lang`` at or above it."""
    while element is not None:
        if element.get("lang"):
            return str(element.get("lang"))
        element = element.getparent()
    return ""


def texts(page: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """The texts of the work of a page, each with the element whose language it is in.

    Not those of histories: they quote old and new values of any field. Nor those of choices in forms.
    """
    (work,) = page.xpath("//main")
    for element in work.xpath(".//*[not(ancestor-or-self::*[contains(@class, 'hist')])]"):
        if not isinstance(element.tag, str) or element.tag in ("script", "option", "label"):
            continue
        if element.text and element.text.strip():
            yield element, element.text.strip()
        for child in element:
            if child.tail and child.tail.strip():
                yield element, child.tail.strip()


def unmarked(client: Client, address: str) -> list[str]:
    """Vietnamese texts that stand as English; names of people may, quotes and names of units in a sentence too."""
    page = html.fromstring(client.get(address).content.decode())
    assert page.get("lang") == "en"
    names = sorted([*Unit.objects.values_list("name", flat=True)], key=len, reverse=True)
    people = [*User.objects.values_list("full_name", flat=True)]
    found = []
    for element, text in texts(page):
        if not VIETNAMESE.search(text) or spoken(element) == "vi":
            continue
        rest = re.sub("«[^»]*»", "", text)
        for name in people:
            rest = rest.replace(name, "person")
        for name in names:
            rest = rest.replace(name, "")
        if VIETNAMESE.search(rest) or not re.search("[a-z]{2}", rest):
            found.append(" ".join(text.split()))
    return found


def test_a_column_says_which_rows_hold_words_of_papers() -> None:
    always = Column("a", "A", lambda row: row, vi=True)
    named = Column("b", "B", lambda row: row, vi=bool)
    assert [always.lang(""), named.lang("Sở Tư pháp"), named.lang("")] == ["vi", "vi", ""]
    assert Column("c", "C", lambda row: row).lang("x") == ""


def test_pages_of_people(world: World, admin: User) -> None:
    someone = officer(world.justice, "can-bo")
    services.edit_unit(
        admin,
        world.justice,
        name="Sở Tư pháp",
        kind="department",
        short_name="Sở TP",
        identifier="H90.9",
        valid_from=None,
        valid_to=None,
        reason="Đặt mã",
    )
    services.succeed(admin, world.other_commune, world.commune, on=dt.date(2026, 7, 1), basis="Nghị quyết 1")
    services.add_alias(admin, world.commune, "VP xã", scope=world.province)
    client = english(admin)
    inside = f"?trong={world.province.pk}"
    for address in (
        reverse("people:units"),
        reverse("people:units") + inside + "&het-hieu-luc=1",
        reverse("people:unit", args=[world.justice.pk]),
        reverse("people:unit", args=[world.commune.pk]),
        reverse("people:unit_people", args=[world.justice.pk]),
        reverse("people:unit_edit", args=[world.justice.pk]),
        reverse("people:persons"),
        reverse("people:person", args=[someone.pk]),
        reverse("people:account"),
        reverse("people:messages"),
        reverse("home:feeds"),
    ):
        assert (address, unmarked(client, address)) == (address, [])


def test_the_calendar_and_the_trail(world: World, admin: User) -> None:
    wanted = Wanted(
        ChangeKind.OFF, dt.date(2026, 10, 5), "Nghỉ bão", "99/VPCP", dt.date(2026, 9, 30), "Văn phòng Chính phủ"
    )
    change_days(admin, world.province, wanted)
    client = english(admin)
    change = CalendarChange.objects.get()
    for address in (
        reverse("calendars:year") + "?nam=2026",
        reverse("calendars:change", args=[change.pk]),
        reverse("audit:list"),
    ):
        assert (address, unmarked(client, address)) == (address, [])


def test_titles_of_tasks_in_the_list(world: World) -> None:
    plan = Plan.objects.create(
        unit=world.justice, title="Kế hoạch thử", number="1/KH-STP", issued_on=dt.date(2026, 1, 5),
        tracked_from=dt.date(2026, 1, 5),
    )  # fmt: skip
    create_task(None, plan, code="A.1", title="Rà soát văn bản", leads=[("Sở Tư pháp", world.justice)])
    create_task(None, plan, code="A.2", title="Trả lời kiến nghị", leads=[])
    client = english(person("chuyen-vien", Role.OFFICER, world.justice))
    address = reverse("plans:tasks")
    assert unmarked(client, address) == []
    page = html.fromstring(client.get(address).content.decode())
    assert {cell.text_content().strip() for cell in page.xpath("//td[@lang='vi']")} >= {
        "Rà soát văn bản", "Trả lời kiến nghị", "Sở Tư pháp",
    }  # fmt: skip
    assert all(spoken(cell) == "en" for cell in page.xpath("//td[contains(., 'Unassigned')]"))


def test_pages_of_the_law(world: World) -> None:
    acts = keep_acts()
    act = acts["10/2019/QH14"]
    client = english(person("luat", Role.OFFICER, world.justice))
    on = "?ngay=2022-01-01"
    found: dict[str, list[str]] = {}
    for address in (
        reverse("law:list"),
        reverse("law:act", args=[act.pk]) + on,
        reverse("law:act", args=[acts["30/2020/NĐ-CP"].pk]) + on,
        reverse("law:provision", args=[act.pk, "dieu-1-khoan-2"]) + on,
        reverse("law:relations", args=[act.pk]),
        reverse("law:compare") + f"?mot={act.pk}",
        reverse("law:desk", args=[act.pk]),
        reverse("law:bases"),
        reverse("law:missing"),
        reverse("law:quality"),
        reverse("law:questions"),
        reverse("law:official"),
        reverse("law:impact"),
        reverse("law:follows"),
        reverse("search:page") + "?q=phòng+chống+lũ",
    ):
        found[address] = unmarked(client, address)
    assert {address: texts for address, texts in found.items() if texts} == {}
