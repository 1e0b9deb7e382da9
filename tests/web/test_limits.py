"""Heavy acts have an allowance in the database: one count for all processes, and nothing typed is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from factories import make_world, officer
from thuongton.web import limits
from thuongton.web.models import Spending
from thuongton.web.queries import seconds_to_wait
from thuongton.web.services import forget_spent, forgive, spend

NOW = 1_800_000_000


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A clock that stands still unless a test moves it."""
    now = [float(NOW)]
    monkeypatch.setattr("time.time", lambda: now[0])
    yield now


@pytest.mark.django_db
def test_an_allowance_is_spent_and_comes_back(clock: list[float]) -> None:
    assert [spend("user:1", "dua-vao", 3) for _ in range(4)] == [0, 0, 0, 60]
    assert spend("user:2", "dua-vao", 3) == spend("user:1", "xuat", 3) == 0
    clock[0] += 45
    assert spend("user:1", "dua-vao", 3) == seconds_to_wait("user:1", "dua-vao", 3) == 15
    assert seconds_to_wait("user:2", "dua-vao", 3) == 0
    clock[0] += 15
    assert spend("user:1", "dua-vao", 3, amount=2) == 0
    assert spend("user:1", "dua-vao", 3, amount=2) == 60
    assert spend("user:1", "dua-vao", 3) == 0
    forgive("user:1", "dua-vao")
    assert spend("user:1", "dua-vao", 3, amount=500) == 0 < spend("user:1", "dua-vao", 3)
    clock[0] += 90_000
    spend("user:1", "dua-vao", 3)
    assert forget_spent() == 2 and Spending.objects.get().who == "user:1"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_many_at_once_never_spend_more_than_there_is() -> None:
    taken: list[int] = []

    def work() -> None:
        try:
            for _ in range(5):
                taken.append(spend("user:1", "dua-vao", 11))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 30 and taken.count(0) == 11
    assert Spending.objects.get().spent == 11


@pytest.fixture
def client(db: None) -> Client:
    """An officer of a commune, signed in."""
    client = Client()
    client.force_login(officer(make_world().commune))
    return client


@pytest.mark.django_db
def test_a_form_beyond_the_allowance_keeps_what_was_typed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HEAVY_ACTS", {"du-thao": 1, "dua-vao": 2})
    address = reverse("documents:draft-new")
    assert client.get(address).status_code == client.get(address).status_code == 200
    assert client.post(address, {"noi-dung": "Kính gửi: Sở Tư pháp"}).status_code == 302
    refused = client.post(address, {"noi-dung": "Dòng <một>\nDòng hai", "ten": "Dự thảo"})
    page = refused.content.decode()
    assert refused.status_code == 429 and refused["Retry-After"] == "60"
    assert "hãy đợi 60 giây" in page and 'value="Dòng &lt;một&gt;\nDòng hai"' in page and 'value="Dự thảo"' in page
    files = [SimpleUploadedFile(f"{n}.txt", f"Kính gửi: Sở Tư pháp {n}".encode()) for n in range(3)]
    assert client.post(reverse("documents:upload"), {"tep": files}).status_code == 302
    row = client.post(
        reverse("documents:upload"), {"tep": SimpleUploadedFile("4.txt", b"Kinh gui")}, headers={"HX-Request": "true"}
    )
    assert row.status_code == 429 and row["Content-Type"].startswith("text/plain")
    assert "hãy đợi" in row.content.decode() and "<" not in row.content.decode()


def _views(patterns: list, before: str = "") -> Iterator[tuple[str, object]]:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _views(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one.callback


def test_every_page_that_makes_a_whole_table_or_reads_a_file_has_an_allowance() -> None:
    """What is made of a whole table ends in a file or in «in/»; what takes a file reads ``request.FILES``."""
    found = dict(_views(get_resolver().url_patterns))
    made = [a for a in found if a.endswith((".xlsx", ".docx", "/in/")) and "mau" not in a]
    taking = ["van-ban/dua-vao/gui/", "van-ban/du-thao/moi/", "van-ban/so-den/moi/", "van-ban/<int:pk>/dinh-kem/"]
    taking += ["van-ban/du-thao/<int:pk>/ban-moi/", "ke-hoach/tu-bang/xem-truoc/", "ke-hoach/tu-bang/nhap/"]
    taking += ["ke-hoach/nhiem-vu/<int:task_id>/nop-san-pham/", "van-ban/doi-chieu/", "ke-hoach/don-doc/"]
    assert len(made) >= 10
    assert [a for a in made + taking if getattr(found[a], "heavy", None) not in limits.ACTS] == []


def test_an_act_that_nobody_named_is_a_fault() -> None:
    with pytest.raises(KeyError):
        limits.heavy("khong-co")
