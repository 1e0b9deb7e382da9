"""Whatever value a person sends by whatever name, no route answers 500 and above; a view that would is found.

`make bench ARGS=fuzz` sends many more of the list.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import clear_url_caches, include, path

from security.addresses import every_route
from security.nasty import TEXTS, hits, sampled
from security.nasty_sender import Sender, files_sent, learn
from security.walker import walking

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.xdist_group("nasty")]
EACH = 2
"""Requests for each route; another sort of nastiness for each, drawn by the name of the route."""


@pytest.fixture(autouse=True)
def one_act() -> None:
    """Every request is undone; acts without an event are found by every other test."""


@pytest.fixture(scope="module")
def sender(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sender]:
    """A sender in the walked world."""
    for name in ("django.request", "django.security"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), walking(tmp_path_factory.mktemp("files")) as walker:
        yield Sender(walker)


def test_no_nasty_value_breaks_a_route(sender: Sender) -> None:
    known = learn(sender, every_route(), ("leaderC",))
    sender.statuses.clear()
    files = files_sent()
    faults = [fault for name, one in known.items() for fault in sender.faults(sampled(hits(one, files), EACH, name))]
    assert not faults, "\n".join(faults[:10])
    assert not sender.late, f"values that only the database refused: {dict(sender.late)}"
    assert sender.statuses.total() == EACH * len(known)


def whole_number(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(int(request.GET.get("so", "1"))))


def a_key(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return HttpResponse("<form method='post'><input name='ten' value='1'></form>")
    return HttpResponse(request.POST["ten"])


def an_object(request: HttpRequest) -> HttpResponse:
    return HttpResponse(json.loads(request.body or b"{}").get("a", "") if request.method == "POST" else "")


def a_careful_one(request: HttpRequest) -> HttpResponse:
    so = request.GET.get("so", "1")
    return HttpResponse(str(int(so)) if so.isascii() and so.isdecimal() and len(so) < 9 else "")


@pytest.mark.parametrize(
    ("pattern", "view", "found"),
    [
        ("so/", whole_number, True),
        ("khoa/", a_key, True),
        ("vat/", an_object, True),
        ("can-than/", a_careful_one, False),
    ],
)
def test_a_view_that_trusts_what_comes_is_found(
    sender: Sender, pattern: str, view: Callable[..., HttpResponse], found: bool
) -> None:
    site = ModuleType("security.nasty_urls")
    site.urlpatterns = [path(f"gai/{pattern}", view, name="planted"), path("", include("thuongton.config.urls"))]  # type: ignore[attr-defined]
    with override_settings(ROOT_URLCONF=site):
        clear_url_caches()
        routes = [route for route in every_route() if route.name == "planted"]
        one = learn(sender, routes, ("leaderC",))["planted"]
        faults = list(sender.faults(sampled(hits(one, {}), 60, "planted")))
    clear_url_caches()
    assert bool(faults) is found, faults[:3]


def test_each_value_meets_each_name_of_a_form(sender: Sender) -> None:
    routes = [route for route in every_route() if route.name == "plans:confirm-add"]
    one = learn(sender, routes, ("leaderC",))["plans:confirm-add"]
    names = {name for form in one.forms for name in form[3]}
    told = {hit.what for hit in hits(one, {})["one value"]}
    assert len(names) >= 5
    assert {f"{name} = {what}" for name in names for what in TEXTS} <= told
