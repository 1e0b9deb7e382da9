"""The walk: every route × role × unit position; nobody meets or changes what is not for them.

A new route is walked by itself. One whose address names a kind of record that :mod:`security.routes` does not know
fails by name, so that no route is added without saying whose records it opens.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from security.marks import Viewer, leaks, may_read
from security.routes import OWN, PUBLIC, VALUES, Route, every_route, foreign_values, spoken_names
from security.walked_world import PLACES, Walked, build
from thuongton.audit.models import Event

pytestmark = pytest.mark.django_db
ROUTES = every_route()
OBJECT_ROUTES = [route for route in ROUTES if set(route.parts) - set(VALUES)]
PLAIN_ROUTES = [route for route in ROUTES if route not in OBJECT_ROUTES]
LOGIN = "/tai-khoan/login/"
WRITTEN = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
NOT_RECORDS = re.compile(r"django_session|axes_|usersessions_|account_|mfa_|django_tasks|jobs_|api_givenanswer")
PAGES = ("GET", "POST")
ADMINISTERED = ("people:", "documents:rules")


def named(routes: list[Route]) -> list[pytest.param]:
    """One test for each route, called by its name and pattern."""
    return [pytest.param(route, id=f"{route.name} {route.pattern}") for route in routes]


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walked]:
    """The world, made once; every request of the walk is rolled back."""
    from django.test import override_settings

    files = tmp_path_factory.mktemp("files")
    with django_db_blocker.unblock(), override_settings(FILES_ROOT=files), transaction.atomic():  # type: ignore[attr-defined]
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(walked: Walked) -> dict[str, Client]:
    """A signed-in browser for each person, and one for nobody."""
    found = {"": Client(raise_request_exception=False)}
    for person in walked.people.values():
        client = Client(raise_request_exception=False)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        found[person.username] = client
    return found


@pytest.fixture(autouse=True)
def no_limits() -> None:
    """Limits of requests per minute are not what is walked."""
    cache.clear()


def ask(client: Client, method: str, address: str, route: Route, **body: str) -> tuple[HttpResponse, set[str]]:
    """The answer, and the tables of records it wrote to; what was written is undone."""
    headers = {"Idempotency-Key": "walk-walk-walk"}
    tables: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if match := WRITTEN.match(sql):
            tables.add(match[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch), transaction.atomic():
        if method == "GET":
            response = client.get(address, body, headers=headers)
        elif route.name.startswith("api:"):
            response = client.post(address, json.dumps(body), content_type="application/json", headers=headers)
        else:
            response = client.post(address, body, headers=headers)
        if response.streaming:
            response = HttpResponse(
                b"".join(response.streaming_content), status=response.status_code, headers=dict(response.items())
            )
        transaction.set_rollback(True)
    return response, {table for table in tables if not NOT_RECORDS.match(table)}


def refused(response: HttpResponse, method: str, route: Route) -> bool:
    """Whether an answer gives nothing: not there, not allowed, sign in first, or a method the route has not."""
    if response.status_code in (302, 301):
        return response["Location"].startswith(LOGIN)
    unread = {400, 422} if method == "POST" and route.name.startswith("api:") else set()
    return response.status_code in {401, 403, 404, 405} | unread


def may_write(viewer: Viewer, route: Route, place: str, walked: Walked) -> bool:
    """Whether a viewer may change records of a place by this route."""
    if OWN.match(route.name):
        return True
    inside = bool(viewer.path) and walked.paths.get(place, "-").startswith(viewer.path)
    return inside and (viewer.writes or (viewer.role == "administrator" and route.name.startswith(ADMINISTERED)))


def test_every_route_says_whose_records_it_opens(walked: Walked) -> None:
    undeclared = []
    for route in OBJECT_ROUTES:
        for part in route.parts:
            try:
                kind = route.need(part, walked)
            except LookupError as fault:
                undeclared.append(str(fault))
            else:
                if kind is not None and not walked.things.get(kind):
                    undeclared.append(f"{route.name}: chưa có hồ sơ loại {kind} để thử")
    assert not undeclared, "đường dẫn mới chưa khai phạm vi (tests/security/routes.py):\n" + "\n".join(undeclared)


def test_every_kind_of_record_stands_in_the_walked_world(walked: Walked) -> None:
    from django.apps import apps

    made = set(walked.things)
    models = {
        model.__name__.lower() for app in ("documents", "plans") for model in apps.get_app_config(app).get_models()
    }
    missing = models - made
    assert not missing, f"loại hồ sơ mới chưa có trong tests/security/walked_world.py: {sorted(missing)}"


@pytest.mark.parametrize("method", PAGES)
@pytest.mark.parametrize("route", named(OBJECT_ROUTES))
def test_a_record_is_opened_and_changed_by_those_it_is_for(
    walked: Walked, clients: dict[str, Client], route: Route, method: str
) -> None:
    faults = []
    targets = [*route.addresses(walked, "C"), *(each for each in route.addresses(walked, "P") if each[1] == "chung")]
    for viewer in walked.viewers:
        for address, how, place in targets:
            response, tables = ask(clients[viewer.name], method, address, route, q="BIMAT", reason="x", text="x")
            who = f"{method} {address} – {viewer.role}{viewer.place} ({how} của {place})"
            faults += [f"{who}: lộ {leak}" for leak in leaks(response, viewer, walked.paths, walked.marks)]
            if route.name in PUBLIC:
                continue
            if not may_read(viewer, how, place, walked.paths) and not refused(response, method, route):
                faults.append(f"{who}: trả {response.status_code} {response.headers.get('Location', '')}")
            if tables and not may_write(viewer, route, place, walked):
                faults.append(f"{who}: ghi vào {sorted(tables)}")
            if response.status_code >= 500:
                faults.append(f"{who}: lỗi {response.status_code}")
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("route", named([route for route in OBJECT_ROUTES if len(route.parts) > 1]))
def test_a_visible_record_does_not_open_the_way_to_a_hidden_one(
    walked: Walked, clients: dict[str, Client], route: Route
) -> None:
    faults = []
    viewers = [viewer for viewer in walked.viewers if viewer.place == "C"]
    for viewer in viewers:
        for far in ("S", "F"):
            for address in route.crossed(walked, "C", far):
                for method in PAGES:
                    response, tables = ask(clients[viewer.name], method, address, route)
                    who = f"{method} {address} – {viewer.role}C tới {far}"
                    faults += [f"{who}: lộ {leak}" for leak in leaks(response, viewer, walked.paths, walked.marks)]
                    if not refused(response, method, route):
                        faults.append(f"{who}: trả {response.status_code}")
                    if tables:
                        faults.append(f"{who}: ghi vào {sorted(tables)}")
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("route", named(PLAIN_ROUTES))
def test_a_page_shows_nobody_what_is_not_for_them(walked: Walked, clients: dict[str, Client], route: Route) -> None:
    address = reverse(route.name, kwargs={part: VALUES[part] for part in route.parts})
    faults = []
    for viewer in walked.viewers:
        for method in PAGES:
            response, tables = ask(clients[viewer.name], method, address, route, q="BIMAT", limit="500")
            who = f"{method} {address} – {viewer.role}{viewer.place}"
            faults += [f"{who}: lộ {leak}" for leak in leaks(response, viewer, walked.paths, walked.marks)]
            readers_only = viewer.role in ("inspector", "citizen", "anonymous")
            if tables and readers_only and not (OWN.match(route.name) and viewer.role != "anonymous"):
                faults.append(f"{who}: ghi vào {sorted(tables)}")
            stranger = viewer.role == "anonymous" and route.name not in PUBLIC
            library = route.name.startswith(("account_", "people:no_"))
            if stranger and not library and not refused(response, method, route):
                faults.append(f"{who}: trả {response.status_code} cho người chưa đăng nhập")
            if response.status_code >= 500:
                faults.append(f"{who}: lỗi {response.status_code}")
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("role", ["officer", "inspector"])
def test_no_filter_reaches_into_another_unit(walked: Walked, clients: dict[str, Client], role: str) -> None:
    (viewer,) = [viewer for viewer in walked.viewers if (viewer.role, viewer.place) == (role, "C")]
    faults = []
    for place in ("S", "F"):
        for route in PLAIN_ROUTES:
            values = foreign_values(spoken_names(route.room), walked, place)
            address = reverse(route.name, kwargs={part: VALUES[part] for part in route.parts})
            for name, value in values.items():
                response, _tables = ask(clients[viewer.name], "GET", address, route, **{name: value})
                for leak in leaks(response, viewer, walked.paths, walked.marks):
                    faults.append(f"{address}?{name}={value}: lộ {leak}")
                if response.status_code >= 500:
                    faults.append(f"{address}?{name}={value}: lỗi {response.status_code}")
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("route", named(ROUTES))
def test_no_form_takes_a_record_of_another_unit(walked: Walked, clients: dict[str, Client], route: Route) -> None:
    faults = []
    names = spoken_names(route.room)
    plain = {part: VALUES[part] for part in route.parts if part in VALUES}
    if route in OBJECT_ROUTES:
        addresses = [address for address, _how, _place in route.addresses(walked, "C")]
    else:
        addresses = [reverse(route.name, kwargs=plain)]
    for viewer in walked.viewers:
        if viewer.place != "C" or viewer.role == "inspector":
            continue
        for place in ("S", "F"):
            values = foreign_values(names, walked, place)
            for address in addresses:
                before = Event.objects.count()
                with transaction.atomic():
                    client = clients[viewer.name]
                    response = client.post(address, values, follow=True)
                    found = leaks(response, viewer, walked.paths, walked.marks)
                    outside = [
                        event.action
                        for event in Event.objects.order_by("id")[before:]
                        if event.unit_path and not event.unit_path.startswith(viewer.path)
                    ]
                    transaction.set_rollback(True)
                who = f"POST {address} – {viewer.role}C với hồ sơ của {place}"
                faults += [f"{who}: lộ {leak}" for leak in found]
                faults += [f"{who}: ghi ngoài phạm vi: {action}" for action in outside]
    assert not faults, "\n".join(faults[:40])


def test_the_oracle_itself() -> None:
    paths = {"P": "/1/", "C": "/1/2/", "O": "/1/2/3/", "S": "/1/4/", "F": "/5/"}
    reads = {
        how: "".join(
            place for place in PLACES if may_read(Viewer("x", "inspector", "C", paths["C"]), how, place, paths)
        )
        for how in ("rieng", "chung", "ten")
    }
    assert reads == {"rieng": "CO", "chung": "PCO", "ten": "PCOS"}
    assert not any(may_read(Viewer("x", "citizen", "", ""), how, "C", paths) for how in reads)
