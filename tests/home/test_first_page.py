"""Each role sees its own first page, everything that waits is counted, and no button offered is refused."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from factories import person
from plans.annex_world import Annex
from thuongton.home.numbers import counted
from thuongton.people.models import Hat, Role, User
from thuongton.people.queries import today
from thuongton.people.services import notify
from thuongton.plans.services import facts
from thuongton.web.waiting import waiting_of

MOST_PAGES = 45


def signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


@pytest.fixture
def people(annex: Annex) -> dict[str, User]:
    province = annex.units["Hà Tĩnh"]
    return {
        "officer": annex.officer,
        "monitor": annex.monitor,
        "inspector": annex.inspector,
        "leader": person("lanh-dao", Role.LEADER, province),
        "administrator": person("quan-tri", Role.ADMINISTRATOR, province),
        "citizen": person("nguoi-dan", Role.CITIZEN, None),
    }


@pytest.mark.parametrize(
    ("role", "told", "untold"),
    [
        ("officer", ("Nhiệm vụ quá hạn", "Đưa văn bản vào", "Hộp việc"), ()),
        ("monitor", ("Nhiệm vụ quá hạn", "Ghi kết quả kỳ"), ()),
        ("leader", ("Cơ quan chủ trì và trạng thái", "7 việc quá hạn"), ("Nộp sản phẩm",)),
        ("inspector", ("444/KH-UBND", "Nhật ký"), ("Đưa văn bản vào", "việc phải làm", "Nộp sản phẩm")),
        ("administrator", ("Người dùng", "Đơn vị"), ("Đưa văn bản vào", "Nộp sản phẩm")),
        ("citizen", ("chưa có mục nào được công khai",), ("Đưa văn bản vào", "Bảng lãnh đạo", "/van-ban/")),
    ],
)
def test_the_first_page_is_that_of_the_role(
    people: dict[str, User], role: str, told: tuple[str, ...], untold: tuple[str, ...]
) -> None:
    page = signed_in(people[role]).get("/").content.decode()
    assert [words for words in told if words not in page] == []
    assert [words for words in untold if words in page] == []


def test_all_that_waits_is_counted_once_and_stands_in_the_rows(annex: Annex) -> None:
    client = signed_in(annex.monitor)
    before = counted(annex.monitor, today()).waiting
    asker = person("nguoi-xin", Role.MONITOR, annex.units["Hà Tĩnh/Sở Tư pháp"], annex.units["Hà Tĩnh"])
    facts.ask_extension(asker, annex.task("B.II.2"), dt.date(2026, 12, 31), "Chờ ý kiến")
    notify(annex.monitor, "Có người nhắc bạn", url="/ke-hoach/")
    page = client.get("/")
    assert counted(annex.monitor, today()).waiting == before + 2
    assert all(len(rows) == rows.count() for _kind, rows in waiting_of(annex.monitor))
    html = page.content.decode()
    assert sum(len(rows) for _template, rows in page.context["waiting"]) == page.context["menu"].waiting == before + 2
    words = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert f"{before + 2} việc chờ bạn." in words
    for address in ("/ke-hoach/", "/van-ban/", "/bang-lanh-dao/", f"/ke-hoach/{annex.plan.pk}/"):
        menu = client.get(address).context["menu"]
        assert (menu.waiting, menu.late) == (before + 2, page.context["queues_first"][0].queued.number)


class Offered(HTMLParser):
    """Links and forms that a page offers to press."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.acts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found: dict[str, Any] = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if tag == "form" and str(found.get("method", "")).lower() == "post" and found.get("action"):
            self.acts.append(found["action"])
        if tag == "button" and found.get("formaction"):
            self.acts.append(found["formaction"])


def refused(client: Client) -> list[str]:
    """What of the pages reachable from the first one answers «không được phép»."""
    wait, seen, found = ["/"], set(), []
    while wait and len(seen) < MOST_PAGES:
        address = wait.pop(0)
        shape = "".join("#" if letter.isdigit() else letter for letter in address)
        if shape in seen or address.startswith(("http", "mailto", "#")) or "/tai-khoan/" in address:
            continue
        seen.add(shape)
        answer = client.get(address)
        if answer.status_code == 403:
            found.append(address)
        if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        offered = Offered(answer.content.decode())
        wait += [urlsplit(link)._replace(fragment="").geturl() for link in offered.links if link.startswith("/")]
        for act in offered.acts:
            if "/tai-khoan/" in act or act.startswith(("/mu/", "/ngon-ngu/")) or f"POST {act}" in seen:
                continue
            seen.add(f"POST {act}")
            with transaction.atomic():
                if client.post(act, {}).status_code == 403:
                    found.append(f"POST {act} ({address})")
                transaction.set_rollback(True)
    assert len(seen) > 1
    return found


@pytest.mark.parametrize("role", ["officer", "monitor", "leader", "inspector", "administrator", "citizen"])
def test_nothing_that_is_offered_is_refused(people: dict[str, User], role: str) -> None:
    assert refused(signed_in(people[role])) == []


@pytest.mark.parametrize(
    "address", ["/", "/bang-lanh-dao/", "/bang-lanh-dao/dien-bien/", "/ke-hoach/", "/van-ban/", "/tim/"]
)
def test_a_person_without_a_role_in_force_is_refused_or_shown_nothing(annex: Annex, address: str) -> None:
    """Whose only hat has ended still signs in: no page breaks on that."""
    gone = person("het-mu", Role.OFFICER, annex.units["Hà Tĩnh"])
    Hat.objects.filter(user=gone).update(valid_to=today() - dt.timedelta(days=1))
    client = Client()
    client.force_login(gone)
    assert client.get(address).status_code in (200, 403)


def test_a_page_that_only_says_no_counts_nothing(people: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:
    """The menu stands there with its rooms; what waits is counted by pages that are given."""
    asked: list[User] = []
    monkeypatch.setattr("thuongton.home.numbers.counted", lambda user, *_: asked.append(user) or {})
    client = Client()
    client.force_login(people["officer"])
    answer = client.get("/ke-hoach/nhiem-vu/999999/")
    assert answer.status_code == 404
    assert 'href="/ke-hoach/"' in answer.content.decode()
    assert asked == []
