"""Vietnamese for everybody who did not choose otherwise."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cookie", "header", "language"),
    [("", "en-US,en;q=0.9", "vi"), ("en", "vi", "en"), ("xx", "en", "vi"), ("", "", "vi")],
)
def test_the_cookie_decides_and_the_browser_does_not(cookie: str, header: str, language: str) -> None:
    client = Client(headers={"accept-language": header})
    if cookie:
        client.cookies["django_language"] = cookie
    answer = client.get("/tai-khoan/login/")
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
