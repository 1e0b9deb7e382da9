"""The day of a page stands in its address: every link keeps it, nothing else is rewound, nothing is written on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from plans.annex_world import Annex
from security.addresses import every_route
from security.walker import browser
from security.world import ROLES, Walked, build
from thuongton.documents.models import Document
from thuongton.people.queries import today
from thuongton.plans.models import Declaration
from thuongton.prints.models import Printout
from thuongton.web.rewound import carried, rewritten

DAY = "2026-03-31"
HARMLESS = (
    "/mu/", "/khung/thanh-ben/", "/ngon-ngu/", "/tai-khoan/log", "/tai-khoan/reauthenticate/", "/bao-cao/in/",
    "/in-va-giu/",
)  # fmt: skip


class Read(HTMLParser):
    """What a browser could follow or send from a page, read by another parser than the one that rewrites."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []  # tag and address, of those that do not name their own day
        self.forms: list[dict[str, Any]] = []
        self.inside: dict[str, Any] | None = None
        self.fences: list[bool] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = {**found, "days": [], "open": 0}
            self.forms.append(self.inside)
        if tag == "fieldset":
            self.fences.append("disabled" in found)
        if self.inside is not None and found.get("name") == "tinh-den":
            self.inside["days"].append(found.get("value"))
        if self.inside is not None and tag in ("button", "select", "textarea") and not any(self.fences):
            self.inside["open"] += "disabled" not in found
        if "data-own-day" in found or tag in ("link", "script", "img", "image", "use"):
            return
        for name in ("href", "action", "formaction", "hx-get", "hx-post"):
            if name in found:
                self.links.append((f"{tag}[{name}]", found[name]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = None
        if tag == "fieldset" and self.fences:
            self.fences.pop()


def lost(html: str, day: str) -> list[str]:
    """What of a page would lead to another day, or could write."""
    read = Read(html)
    found = []
    for what, address in read.links:
        parts = urlsplit(address)
        same_site = parts.scheme in ("", "http") and parts.netloc in ("", "testserver")
        if same_site and not address.startswith("#") and parse_qs(parts.query).get("tinh-den") != [day]:
            own = parse_qs(parts.query).get("tinh-den")
            if not own or "/ke-hoach/" not in address:  # a stated total is laid against the rows of its own day
                found.append(f"{what} {address}")
    for form in read.forms:
        if form.get("method", "get").lower() == "get":
            if "data-own-day" not in form and form["days"] != [day]:
                found.append(f"form {form.get('action')} {form['days']}")
        elif form["open"] and not any(part in form.get("action", "") for part in HARMLESS):
            found.append(f"form open: {form.get('action')}")
    return found


@pytest.fixture(scope="module")
def walked(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walked]:
    """One of every kind of record in five units, made once."""
    from django.test import override_settings

    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_every_link_of_every_page_keeps_the_day_and_every_form_that_writes_is_shut(walked: Walked) -> None:
    seen, links = 0, 0
    for who in (*(f"{role}C" for role in ROLES), "citizenX"):
        client = browser(walked, walked.viewer(who))
        for route in every_route():
            if route.room in ("", "api") and not route.name.startswith(("people", "home")):
                continue
            address = next(route.targets("C")).address
            if "logout" in address:
                continue
            with transaction.atomic():
                answer = client.get(address, {"tinh-den": DAY})
                transaction.set_rollback(True)
            if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
                continue
            if "Location" in answer:
                place = urlsplit(answer["Location"])
                assert "login" in place.path or parse_qs(place.query).get("tinh-den") == [DAY], address
            html = answer.content.decode()
            assert lost(html, DAY) == [], (who, address)
            seen, links = seen + 1, links + len(Read(html).links)
    assert seen > 300
    assert links > 3_000


@pytest.fixture
def client(annex: Annex) -> Client:
    client = Client()
    client.force_login(annex.monitor)
    return client


def test_one_link_does_not_rewind_the_next_page(client: Client, annex: Annex) -> None:
    rewound = client.get("/", {"tinh-den": DAY}).context
    after = client.get("/").context
    assert (rewound["as_of"], rewound["rewound"]) == (dt.date(2026, 3, 31), True)
    assert (after["as_of"], after["rewound"]) == (today(), False)
    html = client.get(f"/ke-hoach/{annex.plan.pk}/").content.decode()
    assert all("tinh-den" not in address for _what, address in Read(html).links)


def test_the_note_leads_back_to_today(client: Client, annex: Annex) -> None:
    html = client.get(f"/ke-hoach/{annex.plan.pk}/", {"q": "luật", "tinh-den": DAY}).content.decode()
    assert 'class="rewound"' in html and "Về hôm nay" in html
    assert 'href="?q=lu%E1%BA%ADt" data-own-day' in html


@pytest.mark.parametrize("asked", ["abc", "31/02/2026", "9999-12-31", "0001-01-01", "2026-13-01", "<b>", "1" * 1500])
def test_a_day_that_does_not_exist_shows_today_and_says_so(client: Client, annex: Annex, asked: str) -> None:
    for address in ("/", "/bang-lanh-dao/", f"/ke-hoach/{annex.plan.pk}/", "/van-ban/so-den/"):
        page = client.get(address, {"tinh-den": asked})
        assert page.status_code == 200
        assert (page.context["as_of"], page.context["rewound"]) == (today(), False)
        assert page.content.decode().count("nên đây là số liệu hôm nay") == 1
        assert "<b>»" not in page.content.decode()


@pytest.mark.parametrize("asked", ["", "\x00", today().isoformat(), f"{today():%d/%m/%Y}"])
def test_today_is_not_rewound(client: Client, asked: str) -> None:
    page = client.get("/", {"tinh-den": asked})
    assert not page.context["rewound"] and not page.context["wrong_day"]


def test_nothing_is_written_on_another_day(client: Client, annex: Annex) -> None:
    task = annex.task("B.II.2")
    said, papers = Declaration.objects.count(), Document.objects.count()
    given = {"trang-thai": "completed", "den-ngay": "2026-03-31", "ket-qua": "Đã xong"}
    for day in (DAY, "2027-02-01"):
        for address, body in (
            (f"/ke-hoach/nhiem-vu/{task.pk}/khai-bao/", given),
            ("/ke-hoach/don-doc/", {"gui": ["u1"]}),
            ("/van-ban/so-den/moi/", {"title": "x"}),
        ):
            answer = client.post(f"{address}?tinh-den={day}", body)
            assert answer.status_code == 403
            assert "hãy về hôm nay rồi làm lại" in answer.content.decode()
    assert client.post(f"/ke-hoach/nhiem-vu/{task.pk}/khai-bao/?tinh-den=abc", given).status_code == 403
    assert (Declaration.objects.count(), Document.objects.count()) == (said, papers)
    assert client.post(f"/ke-hoach/nhiem-vu/{task.pk}/khai-bao/", given).status_code == 302
    assert Declaration.objects.count() == said + 1


def test_a_report_is_printed_of_an_earlier_day_and_never_of_a_later_one(client: Client, annex: Annex) -> None:
    root, before = f"/ke-hoach/{annex.plan.pk}/bao-cao", set(Printout.objects.values_list("pk", flat=True))
    answer = client.post(f"{root}/in/?tinh-den={DAY}", {"dang": "trang"})
    assert answer.status_code == 302
    assert [one.as_of for one in Printout.objects.exclude(pk__in=before)] == [dt.date(2026, 3, 31)]
    assert client.get(answer["Location"]).context["as_of"] == dt.date(2026, 3, 31)
    later = today() + dt.timedelta(days=60)
    assert client.post(f"{root}/in/?tinh-den={later}", {"dang": "trang"}).status_code == 403
    assert Printout.objects.count() == len(before) + 1
    forms = {day: Read(client.get(f"{root}/", {"tinh-den": str(day)}).content.decode()).forms for day in (DAY, later)}
    printing = {day: [one["open"] for one in found if "/in/" in one.get("action", "")] for day, found in forms.items()}
    assert (printing[DAY], printing[later]) == ([3], [0])


def test_language_and_hat_may_change_and_the_day_stays(client: Client, annex: Annex) -> None:
    answer = client.post(f"/ngon-ngu/setlang/?tinh-den={DAY}", {"language": "en", "next": f"/?tinh-den={DAY}"})
    assert (answer.status_code, answer["Location"]) == (302, f"/?tinh-den={DAY}")


SPOKEN = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


@given(before=SPOKEN, value=SPOKEN)
def test_what_is_no_link_stays_as_it_is(before: str, value: str) -> None:
    from html import escape

    html = f'<p title="{escape(value)}">{escape(before)}</p><textarea>{escape(value)}</textarea><br>'
    assert rewritten(html, dt.date(2026, 3, 31), "/", "x", lambda _address: True) == html


@given(words=st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), max_size=20))
def test_a_link_keeps_what_it_asked(words: str) -> None:
    from html import escape, unescape
    from urllib.parse import urlencode

    query = urlencode({"q": words})
    html = rewritten(f'<a class="x" href="/a/?{escape(query)}#b">', dt.date(2026, 3, 31), "/", "x", lambda _a: True)
    address = unescape(html.split('href="')[1].split('"')[0])
    assert parse_qs(urlsplit(address).query, keep_blank_values=True) == {"q": [words], "tinh-den": [DAY]}
    assert urlsplit(address).fragment == "b"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", f"?tinh-den={DAY}"),
        ("?trang=2", f"?trang=2&tinh-den={DAY}"),
        ("/a/?", f"/a/?tinh-den={DAY}"),
        (f"/a/?tinh-den={DAY}", f"/a/?tinh-den={DAY}"),
        ("/a/?tinh-den=2026-01-01", "/a/?tinh-den=2026-01-01"),
        ("http://x/a/", f"http://x/a/?tinh-den={DAY}"),
        ("//evil/a/", "//evil/a/"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
        ("#a", "#a"),
        ("http://[bad", "http://[bad"),
    ],
)
def test_an_address_with_its_day(address: str, expected: str) -> None:
    assert carried(address, dt.date(2026, 3, 31), "x") == expected
