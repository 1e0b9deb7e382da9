"""The walk: every route × method × viewer; nobody meets or changes what is not theirs, and every route is really met.

What people who may do on a route is learned first (:mod:`security.lessons`), then everybody else tries the same
(:mod:`security.walk`). A new route is walked by itself. One that nobody reaches, a name that no request was ever seen
to ask for, a kind of record without an owner: each fails by its name, so that nothing is added and left out.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps

from security.addresses import Route, every_route
from security.gaps import TOLD, UNLEARNED, UNREACHED, UNWRITTEN
from security.lessons import School
from security.marks import Viewer, may_read
from security.owners import NoWay, by_table, way_of
from security.spoken import names_in_pages, names_in_views
from security.walk import Walk
from security.walker import NOT_RECORDS, walking

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
ROUTES = every_route()


@pytest.fixture(autouse=True)
def one_act() -> None:
    """The walk watches tables that the trail leaves out; acts without an event are found by every other test."""


@pytest.fixture(scope="module")
def walked(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Walk, School]]:
    """The world, and what its people do on every route, learned once; every request is rolled back."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with django_db_blocker.unblock(), walking(tmp_path_factory.mktemp("files")) as walker:
        school = School(walker, ROUTES)
        yield Walk(walker, school.learn()), school


def test_every_route_has_a_name_of_its_own_and_parts_that_are_known() -> None:
    assert len({route.name for route in ROUTES}) == len(ROUTES)
    unknown = {route.name: route.unknown() for route in ROUTES if route.unknown()}
    assert not unknown, f"phần của đường dẫn chưa có trong tests/security/addresses.py: {unknown}"


def test_every_model_leads_to_an_owner() -> None:
    without = []
    for table, model in by_table().items():
        if NOT_RECORDS.match(table) or model._meta.app_label in ("auth", "contenttypes"):
            continue
        try:
            way_of(model)
        except NoWay as fault:
            without.append(str(fault))
    assert not without, "\n".join(without)


def test_every_kind_of_record_stands_in_the_world(walked: tuple[Walk, School]) -> None:
    made = set(walked[0].walked.things) | {"user"}
    rooms = ("people", "keyring", "documents", "plans", "cases", "law", "search", "prints", "home")
    missing = {model.__name__.lower() for room in rooms for model in apps.get_app_config(room).get_models()} - made
    assert not missing, f"loại hồ sơ mới chưa có trong tests/security/world.py: {sorted(missing)}"


def test_every_route_is_reached_by_somebody(walked: tuple[Walk, School]) -> None:
    """A route that refuses everybody is not walked, whatever the walk says."""
    unreached = {lesson.route.name for lesson in walked[0].lessons.values() if not lesson.reached}
    assert unreached == UNREACHED.keys(), f"không ai trong thế giới thử mở được: {sorted(unreached ^ UNREACHED.keys())}"


def test_every_act_wrote_something(walked: tuple[Walk, School]) -> None:
    """A walk that never writes proves nothing."""
    takes = [lesson for lesson in walked[0].lessons.values() if lesson.writes]
    never = {lesson.route.name for lesson in takes if not lesson.wrote}
    assert never == UNWRITTEN.keys(), f"chưa ghi được dòng nào: {sorted(never ^ UNWRITTEN.keys())}"


def test_every_name_that_stands_in_the_source_was_learned(walked: tuple[Walk, School]) -> None:
    """The recorder and the source are two ways to the names; what the second sees, the first has met."""
    learned: set[str] = set()
    for lesson in walked[0].lessons.values():
        learned |= lesson.asked.names | lesson.asked.files
    spoken = {**names_in_pages(), **names_in_views()}
    assert len(spoken) > 60
    unlearned = {name for name in spoken if name not in learned}
    assert unlearned == UNLEARNED.keys(), f"tên chưa ai được hỏi: {sorted(unlearned ^ UNLEARNED.keys())}"


def test_those_who_may_meet_and_write_only_what_is_theirs(walked: tuple[Walk, School]) -> None:
    faults = sorted(set(walked[1].faults))
    assert not faults, "\n".join(faults[:40])


@pytest.mark.parametrize("route", [pytest.param(route, id=f"{route.name} {route.pattern}") for route in ROUTES])
def test_nobody_meets_or_changes_what_is_not_theirs(walked: tuple[Walk, School], route: Route) -> None:
    """Each address as each viewer by each method; each id of a form and of a query put to records of others."""
    walk = walked[0]
    faults = list(dict.fromkeys([*walk.addresses(route), *walk.bodies(route), *walk.queries(route)]))
    if route.name in TOLD:
        told = f"lộ {TOLD[route.name][0]}"
        assert any(fault.endswith(told) for fault in faults), f"không còn {told}: bỏ khỏi tests/security/gaps.py"
        faults = [fault for fault in faults if not fault.endswith(told)]
    assert not faults, "\n".join(faults[:40])


def test_no_page_tells_that_others_have_more(walked: tuple[Walk, School]) -> None:
    faults = list(dict.fromkeys(walked[0].steady(ROUTES)))
    assert not faults, "\n".join(faults[:40])


def test_the_oracle_itself() -> None:
    paths = {"P": "/1/", "C": "/1/2/", "O": "/1/2/3/", "S": "/1/4/", "F": "/5/"}
    viewer = Viewer("x", "inspector", "C", paths["C"])
    reads = {how: "".join(at for at in paths if may_read(viewer, how, at, paths)) for how in ("rieng", "chung", "ten")}
    assert reads == {"rieng": "CO", "chung": "PCO", "ten": "PCOS"}
    assert not any(may_read(Viewer("x", "citizen", "", ""), how, "C", paths) for how in reads)
