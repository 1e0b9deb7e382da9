"""Large bodies are parsed a few at a time, before the view and its allowance are known."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from thuongton.web import uploads
from thuongton.web.uploads import AT_ONCE, LARGE, UploadMiddleware, large


def _request(size: int) -> HttpRequest:
    return RequestFactory().post("/", {"ten": "a", "tep": SimpleUploadedFile("a.txt", b"x" * size)})


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> threading.BoundedSemaphore:
    made = threading.BoundedSemaphore(AT_ONCE)
    monkeypatch.setattr(uploads, "_turns", made)
    monkeypatch.setattr(uploads, "PATIENCE", 0.01)
    return made


def test_only_large_forms_take_a_turn() -> None:
    assert large(_request(LARGE)) and not large(_request(10))
    assert not large(RequestFactory().post("/", b"x" * LARGE, content_type="application/json"))
    assert not large(RequestFactory().get("/"))


def test_a_large_form_is_parsed_before_the_view_and_its_turn_is_free_again(turns: Any) -> None:
    seen: list[Any] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append((hasattr(request, "_post"), request.POST["ten"], request.FILES["tep"].size))
        assert turns.acquire(blocking=False) and turns.acquire(blocking=False)
        turns.release()
        turns.release()
        return HttpResponse("xong")

    assert UploadMiddleware(view)(_request(LARGE)).content == b"xong"
    assert seen == [(True, "a", LARGE)]


def test_without_a_free_turn_the_body_is_not_read_and_429_says_when_to_come_again(turns: Any) -> None:
    for _number in range(AT_ONCE):
        turns.acquire()
    request = _request(LARGE)
    answer = UploadMiddleware(lambda _request: HttpResponse("xong"))(request)
    assert (answer.status_code, answer["Retry-After"]) == (429, "5") and not hasattr(request, "_post")
    assert UploadMiddleware(lambda _request: HttpResponse("xong"))(_request(10)).status_code == 200
    turns.release()
    assert UploadMiddleware(lambda _request: HttpResponse("xong"))(request).status_code == 200


def test_a_body_that_is_no_form_frees_its_turn(turns: Any) -> None:
    kind = "multipart/form-data; boundary=khong-co"
    broken = RequestFactory().post("/", b"x" * LARGE, content_type=kind)
    UploadMiddleware(lambda _request: HttpResponse("xong"))(broken)
    assert turns.acquire(blocking=False) and turns.acquire(blocking=False)
