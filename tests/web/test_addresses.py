"""Nobody stands before an empty 405, and ``next`` is a page of this site or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from thuongton.people.models import User
from thuongton.web.forms.addresses import methods_of, opens, page_of, safe_page


def _routes(patterns: list, before: str = "/") -> Iterator[tuple[str, object]]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one.callback


def _acts() -> list[str]:
    """Every address that takes no GET, with something for each part of it; those of the API answer for themselves."""
    found = []
    for route, view in _routes(get_resolver().url_patterns):
        methods = methods_of(view)
        if methods is not None and "GET" not in methods and not route.startswith("/api/"):
            found.append(re.sub(r"<(?:(?P<how>\w+):)?\w+>", lambda name: LIKE.get(name["how"] or "", "1"), route))
    return found


LIKE = {"uuid": "00000000-0000-4000-8000-000000000001", "form": "02-XLD", "kind": "khieu_nai"}
"""What stands for a part of an address that is no number."""


ACTS = _acts()


@pytest.fixture
def person(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("can-bo", full_name="Cán bộ"))
    return client


def test_the_acts_of_the_site_are_known() -> None:
    assert len(ACTS) > 50 and "/ke-hoach/nhiem-vu/1/khai-bao/" in ACTS


@pytest.mark.parametrize("act", ACTS)
def test_opening_the_address_of_an_act_leads_to_a_page_that_opens(person: Client, act: str) -> None:
    answer = person.get(act)
    assert answer.status_code == 302, act
    assert opens(answer["Location"]) and answer["Location"] != act
    part = person.get(act, headers={"HX-Request": "true"})
    assert part.status_code == 405
    other = person.put(act)
    assert other.status_code in (302, 405) and (other.status_code == 302 or "<h1>" in other.content.decode())


@pytest.mark.django_db
@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_signing_in_leads_back_to_the_page_not_to_the_act(act: str, method: str) -> None:
    answer = getattr(Client(), method)(act, {"ghi-chu": "x"})
    if answer.status_code != 302:  # an act that needs nobody
        return
    parts = urlsplit(answer["Location"])
    if parts.path != reverse("account_login"):
        assert opens(parts.path)
        return
    page = urlsplit(parse_qs(parts.query)["next"][0]).path
    assert page == page_of(act) and opens(page)


@pytest.mark.parametrize(
    ("act", "page"),
    [
        ("/ke-hoach/nhiem-vu/12/khai-bao/", "/ke-hoach/nhiem-vu/12/"),
        ("/ke-hoach/nhiem-vu/12/nop-san-pham/", "/ke-hoach/nhiem-vu/12/"),
        ("/ke-hoach/xac-nhan/3/44/gop/", "/ke-hoach/xac-nhan/3/"),
        ("/van-ban/5/cap-so/", "/van-ban/5/"),
        ("/van-ban/tep/5/", "/van-ban/"),  # a file is no page
        ("/mu/", "/"),
        ("/van-ban/5/", "/van-ban/5/"),
        ("/khong-co/gi/", "/"),
    ],
)
def test_the_page_of_an_address(act: str, page: str) -> None:
    assert page_of(act) == page


@pytest.mark.parametrize(
    ("given", "page"),
    [
        ("/ke-hoach/nhiem-vu/12/", "/ke-hoach/nhiem-vu/12/"),
        ("/ke-hoach/?q=a&b=1#c", "/ke-hoach/?q=a&b=1#c"),
        ("/ke-hoach/nhiem-vu/12/khai-bao/", "/ke-hoach/nhiem-vu/12/"),
        ("http://testserver/van-ban/", "/van-ban/"),
        *((evil, "") for evil in (
            "", "https://evil.example/", "//evil.example/", "/%09/evil.example", "/\t/evil.example",
            "/%5Cevil.example",
            "/\\evil.example", "/%2F%2Fevil.example", "///evil.example", "/%0d%0aLocation:x", "/%00/",
            "javascript:alert(1)",
            "http://testserver@evil.example/", "/api/v1/plans", "/khong-co/", "/tai-khoan/logout/", "/healthz",
            "van-ban/", "http://[", "/static/web/icon.svg",
        )),
    ],
)  # fmt: skip
def test_next_is_a_page_of_this_site(given: str, page: str) -> None:
    assert safe_page(given, "testserver") == page


@pytest.mark.parametrize("evil", ["/%09/evil.example", "//evil.example", "/%5Cevil.example", "https://evil.example/"])
def test_no_redirect_follows_an_address_from_outside(person: Client, evil: str) -> None:
    for name, fields in (("people:wear", {}), ("set_language", {"language": "en"}), ("people:read", {})):
        answer = person.post(reverse(name), {"next": evil, **fields})
        assert answer.status_code == 302 and "evil" not in answer["Location"]
        assert opens(urlsplit(answer["Location"]).path)


@pytest.mark.django_db
def test_signing_in_goes_to_the_page_of_the_act_that_was_asked_for() -> None:
    User.objects.create_user("can-bo", password="mat-khau-du-dai-2026", full_name="Cán bộ")
    for asked, page in (("/van-ban/5/cap-so/", "/van-ban/5/"), ("/%09/evil.example", "/"), ("/van-ban/", "/van-ban/")):
        answer = Client().post(
            reverse("account_login"), {"login": "can-bo", "password": "mat-khau-du-dai-2026", "next": asked}
        )
        assert (answer.status_code, answer["Location"]) == (302, page)
