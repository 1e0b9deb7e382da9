"""Leaks put in on purpose: the walk finds each of them, and says nothing of the views that do the same rightly."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import override_settings
from django.urls import clear_url_caches

from security.addresses import Route, every_route
from security.lessons import School
from security.planted import LEAKS, RIGHT, is_planted, opened_to_nobody, urlconf
from security.walk import Walk
from security.walker import walking

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.xdist_group("planted")]


@pytest.fixture(autouse=True)
def one_act() -> None:
    """The walk watches tables that the trail leaves out; acts without an event are found by every other test."""


@pytest.fixture(scope="module")
def planted(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Walk, dict[str, Route], School]]:
    """A walk over the planted routes only."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    with (
        override_settings(ROOT_URLCONF=urlconf()),
        django_db_blocker.unblock(),
        walking(tmp_path_factory.mktemp("files")) as walker,
    ):
        clear_url_caches()
        routes = {route.name: route for route in every_route() if is_planted(route.name)}
        school = School(walker, routes.values())
        yield Walk(walker, school.learn()), routes, school
    clear_url_caches()


def found(planted: tuple[Walk, dict[str, Route], School], name: str) -> list[str]:
    """What the walk says of a planted view."""
    walk, routes, school = planted
    return walk.everything(routes[f"planted-{name}"], school)


def test_a_route_that_nobody_reaches_is_known_as_such(planted: tuple[Walk, dict[str, Route], School]) -> None:
    unreached = {lesson.route.name for lesson in planted[0].lessons.values() if not lesson.reached}
    assert unreached == {f"planted-{opened_to_nobody.__name__}"}


@pytest.mark.parametrize("name", [view.__name__ for view in LEAKS.values()])
def test_a_planted_leak_is_found(planted: tuple[Walk, dict[str, Route], School], name: str) -> None:
    assert found(planted, name), f"chỗ hở gài vào không bị phát hiện: {name}"


@pytest.mark.parametrize("name", [view.__name__ for view in RIGHT.values()])
def test_a_view_that_asks_rightly_is_left_alone(planted: tuple[Walk, dict[str, Route], School], name: str) -> None:
    assert not found(planted, name)
