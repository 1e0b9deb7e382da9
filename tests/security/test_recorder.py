"""The recorder notes every name a view asks for, whatever way it asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from security.recorder import recording_names
from security.spoken import names_in_pages, names_in_views


class AForm(forms.Form):
    first = forms.CharField()
    second = forms.DateField()


def _missing(act: Callable[[], Any]) -> None:
    with pytest.raises(KeyError):
        act()


WAYS: list[tuple[str, str, Callable[[HttpRequest], Any], set[str]]] = [
    ("get", "GET", lambda r: r.GET.get("a"), {"a"}),
    ("subscript", "GET", lambda r: _missing(lambda: r.GET["a"]), {"a"}),
    ("list", "POST", lambda r: r.POST.getlist("a"), {"a"}),
    ("in", "POST", lambda r: "a" in r.POST, {"a"}),
    ("pop of a copy", "POST", lambda r: r.POST.copy().pop("a", None), {"a"}),
    ("a name made while running", "POST", lambda r: [r.POST.get(f"cot-{n}") for n in (1, 2)], {"cot-1", "cot-2"}),
    ("as a plain dictionary", "POST", lambda r: r.POST.dict().get("a"), {"a"}),
    ("a form", "POST", lambda r: AForm(r.POST).is_valid(), {"first", "second"}),
    ("a body of its own", "PUT", lambda r: QueryDict(r.body).get("a"), {"a"}),
    ("JSON", "PUT", lambda r: json.loads(r.body).get("a"), {"a"}),
]


@pytest.mark.parametrize(("method", "ask", "names"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_every_way_of_asking_is_noted(method: str, ask: Callable[[HttpRequest], Any], names: set[str]) -> None:
    if method == "PUT":
        request = RequestFactory().put("/", json.dumps({"b": 1}), content_type="application/json")
    else:
        request = RequestFactory().generic(method, "/?b=1", "b=1", content_type="application/x-www-form-urlencoded")
    with recording_names() as asked:
        ask(request)
    assert asked.names == names
    assert (asked.query if method == "GET" else asked.body) == names


def test_files_are_noted_and_nothing_is_noted_afterwards() -> None:
    request = RequestFactory().post("/", {"tep": SimpleUploadedFile("a.txt", b"a")})
    with recording_names() as asked:
        assert request.FILES["tep"]
    QueryDict("c=1").get("c")
    assert (asked.files, asked.names) == ({"tep"}, set())


def test_the_source_tells_the_names_a_second_time(tmp_path: Path) -> None:
    view = """
def view(request):
    request.GET.get("mot"), request.POST["hai"], request.POST.getlist("ba"), "bon" in request.GET
    request.FILES.get("nam"), request.POST.get("csrfmiddlewaretoken"), request.headers.get("sau"), request.GET.get(name)
"""
    (tmp_path / "views.py").write_text(view, "utf-8")
    (tmp_path / "page.html").write_text('<input name="bay"><select class="a" name="tam"><p name="chin">', "utf-8")
    assert set(names_in_views(tmp_path)) == {"mot", "hai", "ba", "bon", "nam"}
    assert set(names_in_pages(tmp_path)) == {"bay", "tam"}
