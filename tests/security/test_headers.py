"""What every answer carries: a content policy without inline code, cookies that scripts cannot read, limits of size."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse

from factories import PASSWORD, make_world, person
from security.addresses import every_route
from thuongton.people.models import Role

pytestmark = pytest.mark.django_db
PLAIN = [route for route in every_route() if not route.parts]


class Inline(HTMLParser):
    """Collects what a strict content policy would refuse: inline code, inline styles, event attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.open = tag
        bad = [name for name in given if name == "style" or re.match(r"on[a-z]+$|hx-on", name)]
        if str(given.get("href", "")).lower().startswith("javascript:"):
            bad.append("javascript:")
        if tag == "style":
            bad.append("<style>")
        self.found += [f"<{tag}> {name}" for name in bad]

    def handle_endtag(self, tag: str) -> None:
        self.open = ""

    def handle_data(self, data: str) -> None:
        if self.open == "script" and data.strip():
            self.found.append(f"<script> {data.strip()[:40]}")


@pytest.mark.sweep
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OFFICER, Role.CITIZEN, None])
def test_every_page_keeps_the_content_policy(role: str | None) -> None:
    world = make_world()
    client = Client(raise_request_exception=False)
    if role:
        client.force_login(person("ai-do", role, None if role == Role.CITIZEN else world.commune))
    faults = []
    for route in PLAIN:
        response = client.get(reverse(route.name))
        if not response["Content-Type"].startswith("text/html") or response.status_code in (301, 302):
            continue
        policy = response.headers.get("Content-Security-Policy", "")
        if "unsafe" in policy or "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy:
            faults.append(f"{route.name}: {policy}")
        if response.headers.get("X-Content-Type-Options") != "nosniff":
            faults.append(f"{route.name}: thiếu nosniff")
        seen = Inline()
        seen.feed(response.content.decode())
        faults += [f"{route.name}: {each}" for each in seen.found]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("name", ["404.html", "403.html", "400.html", "429.html", "403_csrf.html", "500.html"])
def test_pages_of_refusal_say_one_sentence_in_the_look_of_the_house(name: str) -> None:
    from django.template.loader import render_to_string

    text = render_to_string(name, {}, request=None)
    seen = Inline()
    seen.feed(text)
    assert not seen.found
    assert 'role="alert"' in text
    assert "thuongton.css" in text
    assert 'lang="vi"' in text


def test_refusals_reach_people_in_the_look_of_the_house() -> None:
    world = make_world()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    assert "Không tìm thấy trang" in client.get("/khong-co/").content.decode()
    client.force_login(person("cong-chuc", Role.OFFICER, world.commune))
    denied = client.get(reverse("people:persons"))
    assert denied.status_code == 403
    assert "Trang này dành cho vai trò Quản trị." in denied.content.decode()
    stale = client.post(reverse("people:read"))
    assert stale.status_code == 403
    assert "chưa có gì được ghi" in stale.content.decode()


def test_cookies_are_kept_from_scripts_and_other_sites() -> None:
    person("cong-chuc", Role.OFFICER, make_world().commune)
    client = Client()
    answer = client.post("/tai-khoan/login/", {"login": "cong-chuc", "password": PASSWORD})
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not settings.SESSION_COOKIE_SECURE
    with override_settings(SESSION_COOKIE_SECURE=True):
        again = Client().post("/tai-khoan/login/", {"login": "cong-chuc", "password": PASSWORD})
        assert again.cookies[settings.SESSION_COOKIE_NAME]["secure"]


def test_https_settings_follow_the_environment() -> None:
    import os
    import subprocess
    import sys

    code = (
        "from thuongton.config import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.CSRF_TRUSTED_ORIGINS[0])"
    )
    given = {**os.environ, "THUONGTON_HTTPS": "1", "THUONGTON_HOSTS": "a.vn", "THUONGTON_SECRET_KEY": "x" * 50}
    done = subprocess.run([sys.executable, "-c", code], env=given, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "True", "https://a.vn"]


def test_what_is_sent_is_limited() -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR, make_world().province)
    client = Client(raise_request_exception=False)
    client.force_login(admin)
    large = SimpleUploadedFile("a.csv", b"x" * (4 * 1024 * 1024 + 1))
    refused = client.post(reverse("people:units_import"), {"file": large})
    assert "lớn hơn 4 MB" in refused.content.decode()
    flood = client.post(
        reverse("people:units_import_apply"), {"packed": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    )
    assert flood.status_code == 400
    assert "quá lớn" in flood.content.decode()
    import base64
    import zlib

    bomb = base64.b64encode(zlib.compress(b"0" * (40 * 1024 * 1024))).decode()
    answer = client.post(reverse("people:units_import_apply"), {"packed": bomb})
    assert answer.status_code == 400
    assert "lớn hơn 4 MB" in answer.content.decode()


@pytest.mark.parametrize("where", ["https://noi-khac.vn/", "//noi-khac.vn/", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(where: str) -> None:
    person("cong-chuc", Role.OFFICER, make_world().commune)
    answer = Client().post(
        f"/tai-khoan/login/?next={where}", {"login": "cong-chuc", "password": PASSWORD, "next": where}
    )
    assert answer.status_code == 302
    assert "noi-khac" not in answer["Location"]
    assert "javascript" not in answer["Location"]
