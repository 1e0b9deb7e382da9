"""The frame of every page keeps what was sent, whatever it is called."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.test import Client

from factories import make_world, officer
from thuongton.web.templatetags.web import pairs

pytestmark = pytest.mark.django_db


def test_pairs_are_all_that_was_sent() -> None:
    assert pairs(QueryDict("a=1&a=2&lists=x&items=y")) == [("a", "1"), ("a", "2"), ("lists", "x"), ("items", "y")]


@pytest.mark.parametrize("name", ["lists", "items", "keys", "urlencode", "a"])
@pytest.mark.parametrize("address", ["/", "/ke-hoach/nhiem-vu/", "/van-ban/so-den/"])
def test_a_parameter_may_have_any_name(address: str, name: str) -> None:
    client = Client()
    client.force_login(officer(make_world().commune), backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(address, {name: "x"})
    assert answer.status_code == 200
    assert f'<input type="hidden" name="{name}" value="x">' in answer.content.decode()
