"""What a stranger on the network may reach, and with which settings an installation runs as it comes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import URLPattern, get_resolver, reverse

from security.addresses import every_route
from thuongton.web.message_store import MessageStorage

ASKED = """
import json
from django.conf import settings as s
import django
django.setup()
from django.contrib.auth.hashers import get_hasher
hasher = get_hasher("default")
print(json.dumps({
    "debug": s.DEBUG, "hasher": hasher.algorithm, "rounds": hasher.iterations, "hosts": s.ALLOWED_HOSTS,
    "hsts": s.SECURE_HSTS_SECONDS, "subdomains": s.SECURE_HSTS_INCLUDE_SUBDOMAINS, "idle": s.SESSION_IDLE_SECONDS,
    "life": s.SESSION_COOKIE_AGE, "secure": [s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE],
    "httponly": s.SESSION_COOKIE_HTTPONLY, "samesite": [s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE],
}))
"""


@pytest.fixture(scope="module")
def installed() -> dict[str, Any]:
    """The settings of an installation behind HTTPS, as a process of its own sees them."""
    given = {name: text for name, text in os.environ.items() if not name.startswith("THUONGTON_")}
    given |= {
        "THUONGTON_HTTPS": "1",
        "THUONGTON_HOSTS": "a.vn",
        "THUONGTON_SECRET_KEY": "x" * 50,
        "DJANGO_SETTINGS_MODULE": "thuongton.config.settings",
    }
    done = subprocess.run([sys.executable, "-c", ASKED], env=given, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_an_installation_has_no_debug_pages_and_serves_its_own_names_only(installed: dict[str, Any]) -> None:
    assert installed["debug"] is False
    assert installed["hosts"] == ["a.vn"]


def test_passwords_are_kept_by_a_slow_function(installed: dict[str, Any]) -> None:
    assert installed["hasher"] == "pbkdf2_sha256"
    assert installed["rounds"] >= 600_000


def test_https_is_demanded_for_a_year_and_below(installed: dict[str, Any]) -> None:
    assert installed["hsts"] >= 365 * 86400
    assert installed["subdomains"] is True


def test_cookies_of_an_installation(installed: dict[str, Any]) -> None:
    assert installed["secure"] == [True, True]
    assert installed["httponly"] is True
    assert installed["samesite"] == ["Lax", "Lax"]


def test_sessions_of_an_installation_end(installed: dict[str, Any]) -> None:
    assert installed["idle"] == 3600
    assert installed["life"] == 12 * 3600


@pytest.mark.parametrize("secure", [True, False])
def test_the_cookie_of_messages_belongs_to_this_host(secure: bool) -> None:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment]  (for messages too long for a cookie)
    with override_settings(SESSION_COOKIE_SECURE=secure):
        store, response = MessageStorage(request), HttpResponse()
        store.add(20, "Đã lưu.")
        store.update(response)
    name, cookie = next(iter(response.cookies.items()))
    assert name == ("__Host-messages" if secure else "messages")
    assert bool(cookie["secure"]) is secure
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert cookie["path"] == "/" and not cookie["domain"]


@pytest.mark.parametrize(
    "address",
    [
        "/.git/config", "/.git/HEAD", "/.env", "/var/secret-key", "/secret-key", "/thuongton.sqlite3", "/static/",
        "/static/web/", "/static/../secret-key", "/static/%2e%2e/%2e%2e/secret-key", "/static/..%2fsettings.py",
        "/files/", "/media/", "/admin/", "/api/v1/docs", "/__debug__/", "/server-status",
    ],
)  # fmt: skip
def test_nothing_beside_the_site_is_served(db: None, address: str) -> None:
    assert Client(raise_request_exception=False).get(address).status_code == 404


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "DEBUG", "PROPFIND", "LOCK"])
def test_methods_nobody_uses_are_refused(db: None, method: str) -> None:
    for address in ("/", "/healthz", "/tai-khoan/login/", "/api/v1/units", "/khong-co/"):
        answer = Client(raise_request_exception=False).generic(method, address, HTTP_X_MARK="vet-cua-toi")
        assert answer.status_code == 405, address
        assert b"vet-cua-toi" not in answer.content


@pytest.mark.sweep
def test_no_page_lets_another_site_read_it(db: None) -> None:
    client = Client(raise_request_exception=False)
    plain = [reverse(route.name) for route in every_route() if not route.parts]
    for address in ("/api/v1/units", "/api/v1/tasks", *plain):
        answer = client.get(address, HTTP_ORIGIN="https://noi-khac.vn")
        assert "Access-Control-Allow-Origin" not in answer.headers, address


def test_addresses_are_not_told_to_other_sites(db: None) -> None:
    client = Client(raise_request_exception=False)
    for address in ("/tai-khoan/login/", "/healthz", "/api/v1/units", "/khong-co/"):
        assert client.get(address)["Referrer-Policy"] == "same-origin", address


def test_the_key_is_read_by_its_owner_only(tmp_path: Path) -> None:
    given = {name: text for name, text in os.environ.items() if not name.startswith("THUONGTON_")}
    given["THUONGTON_DATA"] = str(tmp_path)
    code = "from thuongton.config import settings; print(len(settings.SECRET_KEY))"
    lengths = [
        subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True).stdout
        for _start in range(2)
    ]
    assert int(lengths[0]) >= 64 and lengths[0] == lengths[1]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_the_content_policy_names_what_it_closes() -> None:
    given = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert [str(one) for one in given[name]] == ["'none'"], name


OPEN_TO_STRANGERS = {
    "healthz": "tells that the site is ready, nothing else",
    "home:feed": "by its secret",
    "web:side": "folds the side, in a cookie of the browser",
    "set_language": "the language, in a cookie of the browser",
    "people:no_signup": "says that there is no such door",
    "people:no_email": "says that there is no such door",
    "people:no_confirmation": "says that there is no such door",
    "people:no_code": "says that there is no such door",
    "people:no_password_set": "says that there is no such door",
}
LIBRARY = ("account_", "mfa_authenticate", "people:forgotten")
"""Signing in, and what is said to those who cannot."""
BY_THE_API = "api:"
"""The API answers 401 itself, so that a program is not led to a page."""


def test_what_asks_for_no_sign_in_is_named() -> None:
    found = set()
    for name, view in _views(get_resolver().url_patterns):
        if not getattr(view, "login_required", True) and not name.startswith((*LIBRARY, BY_THE_API)):
            found.add(name)
    assert found == set(OPEN_TO_STRANGERS)


def test_a_new_page_is_closed_unless_it_says_otherwise() -> None:
    guard = "django.contrib.auth.middleware.LoginRequiredMiddleware"
    person = "django.contrib.auth.middleware.AuthenticationMiddleware"
    assert settings.MIDDLEWARE.index(guard) > settings.MIDDLEWARE.index(person)


@pytest.mark.parametrize("address", ["/api/v1/units", "/api/v1/documents", "/api/v1/plans", "/api/v1/tasks"])
def test_the_api_answers_a_stranger_itself(db: None, address: str) -> None:
    answer = Client().get(address)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"].startswith("application/json")


def _views(patterns: Any, space: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name or one.pattern}", one.callback
        else:
            yield from _views(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
