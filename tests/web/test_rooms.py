"""The rooms of the house: every one says what it gives, in an order, and what it gives is found by its kind alone."""

from __future__ import annotations

from pathlib import Path

import pytest

import thuongton
from parts import with_parts
from thuongton.audit.checks import Check
from thuongton.audit.triggers import Tracked, tracked_models
from thuongton.web.menu import Entry
from thuongton.web.rooms import Addresses, Room, given, rooms
from thuongton.web.search import Found, Hit, Search, search

PLATFORM = Path(thuongton.__file__).parent


def test_every_room_with_addresses_or_checks_says_so_itself() -> None:
    named = {room.name for room in rooms()}
    own = {path.parent.name for name in ("urls.py", "checks.py", "recurring.py") for path in PLATFORM.glob(f"*/{name}")}
    assert own and own <= named
    assert {one.module for one in given(Addresses)} >= {f"thuongton.{p.parent.name}.urls" for p in _own_urls()}


def _own_urls() -> list[Path]:
    return [path for path in PLATFORM.glob("*/urls.py") if path.parent.name != "config"]


def test_rooms_stand_in_the_order_they_state() -> None:
    orders = [room.order for room in rooms()]
    assert orders == sorted(orders) and len(set(orders)) == len(orders)


@pytest.mark.parametrize("kind", [Check, Entry, Search])
def test_no_two_parts_of_a_kind_share_their_name(kind: type) -> None:
    names = [getattr(part, "code", "") or getattr(part, "key", "") for part in given(kind)]
    assert len(names) > 3 and len(set(names)) == len(names)


def test_what_a_room_leaves_out_of_the_trail_is_there() -> None:
    watched = {model._meta.label_lower for model in tracked_models()}
    assert {"plans.task", "people.user", "documents.document", "calendars.calendarday"} <= watched
    assert not {"people.notification", "documents.reading", "plans.proposal"} & watched
    from django.apps import apps

    for one in given(Tracked):
        known = {model._meta.model_name for model in apps.get_app_config(one.room).get_models()}
        assert one.skip <= known and set(one.hidden) <= known


def test_a_search_shows_what_rooms_find_and_leaves_out_kinds_without_a_hit(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing, one = Found([], 0), Found([Hit("Một")], 1)
    from thuongton.web import rooms as house

    monkeypatch.setattr(house, "rooms", lambda: ())
    with_parts(monkeypatch, Search("a", "A", lambda user, words: nothing), Search("b", "B", lambda user, words: one))
    assert [(kind.key, found.total) for kind, found in search(None, "x")] == [("b", 1)]


def test_a_room_bears_the_name_of_its_app(monkeypatch: pytest.MonkeyPatch) -> None:
    from thuongton.home import room

    monkeypatch.setattr(room, "ROOM", Room("nha", 1))
    with pytest.raises(ValueError, match="calls itself nha"):
        rooms.__wrapped__()
