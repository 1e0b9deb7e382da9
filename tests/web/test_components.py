"""The page of components renders, its states and signs are all there, and no page names a sign that is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import RequestFactory

from factories import make_world, officer
from parts import with_parts
from thuongton.demo.components import components
from thuongton.people.models import User
from thuongton.people.queries import today
from thuongton.web.menu import Entry, entries_for
from thuongton.web.states import MARKS, mark_of
from thuongton.web.templatetags.web import initials, state
from thuongton.web.widgets import DayField

PLATFORM = Path(__file__).resolve().parents[2] / "src" / "thuongton"
SPRITE = set(re.findall(r'<symbol id="([^"]+)"', (PLATFORM / "web/static/web/icons.svg").read_text("utf-8")))


def shown(path: str, user: User) -> str:
    request = RequestFactory().get(path)
    request.user, request.as_of = user, today()  # as every page has them
    return components(request).content.decode()


@pytest.mark.django_db
def test_every_component_stands_on_one_page_without_a_style_or_a_script_of_its_own() -> None:
    user = officer(make_world().commune)
    html = shown("/thanh-phan/", user)
    assert " style=" not in html and "<script>" not in html and 'type="date"' not in html
    assert len(re.findall(r'class="state (?:red|amber|blue|green|grey)"', html)) >= len(MARKS)
    assert set(re.findall(r'icons\.svg#([\w-]+)"', html)) <= SPRITE
    assert 'class="peek-head"' in shown("/thanh-phan/?xem-nhanh=1", user)


def test_every_sign_that_is_named_is_in_the_sprite() -> None:
    named = {
        (path.name, sign if sign.startswith(("i-", "s-")) else f"i-{sign}")
        for path in PLATFORM.rglob("*.html")
        for sign in re.findall(r'\{% icon "([\w-]+)"', path.read_text("utf-8"))
    }
    named |= {(key, sign) for key, mark in MARKS.items() for sign in (mark.icon, mark.solid) if sign}
    assert named
    assert {(place, sign) for place, sign in named if sign not in SPRITE} == set()


@pytest.mark.parametrize(
    ("key", "proven", "sign", "tone"),
    [
        ("overdue", False, "s-late", "red"),
        ("done_on_time", False, "s-dd", "green"),
        ("done_on_time", True, "s-dp", "green"),
        ("proven", False, "s-dp", "green"),
        ("waiting", True, "s-wait", "grey"),
    ],
)
def test_a_ring_is_declared_and_a_solid_shape_is_proven(key: str, proven: bool, sign: str, tone: str) -> None:
    mark, icon = mark_of(key, proven=proven)
    assert (icon, mark.tone) == (sign, tone)
    assert f"#{sign}" in state(key, proven=proven)


def test_nought_is_grey_and_words_are_escaped() -> None:
    assert 'class="state grey"' in state("proven", number=0)
    assert "&lt;b&gt;" in state("overdue", "<b>", href="/?a=1&b=2")
    assert 'href="/?a=1&amp;b=2"' in state("overdue", href="/?a=1&b=2")


@pytest.mark.parametrize(
    ("name", "letters"), [("Trần Văn B", "TB"), ("Lê", "L"), ("", ""), ("Công chức (mẫu)", "CC"), ("đỗ  thị é", "ĐÉ")]
)
def test_initials_are_of_the_family_and_the_given_name(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize(
    ("typed", "day"), [("31/3/2026", "2026-03-31"), ("2026-03-31", "2026-03-31"), ("", None), ("31/2/2027", "lỗi")]
)
def test_a_day_is_typed_as_offices_write_it(typed: str, day: str | None) -> None:
    from django.core.exceptions import ValidationError

    field = DayField(required=False)
    if day == "lỗi":
        with pytest.raises(ValidationError, match="31/2/2027"):
            field.clean(typed)
        return
    found = field.clean(typed)
    assert (found and found.isoformat()) == day
    html = field.widget.render("ngay", found)
    assert 'type="text"' in html and "icons.svg#i-cal" in html
    assert ('value="31/3/2026"' in html) == (found is not None)


@pytest.mark.django_db
def test_an_entry_stands_in_its_order_for_those_whom_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with_parts(
        monkeypatch,
        Entry("thu", "Thử", "plan", "home:today", lambda user: True, 15, number=lambda request: 3),
        Entry("kin", "Kín", "plan", "home:today", lambda user: False, 1),
    )
    request = RequestFactory().get("/")
    request.user, request.as_of = officer(make_world().commune), today()
    found = entries_for(request)
    assert [one.entry.key for one in found][:3] == ["today", "thu", "plans"]
    assert next(one.number for one in found if one.entry.key == "thu") == 3
