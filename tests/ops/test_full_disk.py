"""Not a byte can be written any more: pages are read on, an act says so in one sentence, and later all goes on."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError

from thuongton.web.errors import disk_is_full
from waiting import LONG

ROOT = Path(__file__).resolve().parents[2]
# SQLite refuses to grow past ``max_page_count`` with the very error of a full disk.
SCRIPT = """
import json, sys
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
call_command("migrate", interactive=False, verbosity=0)
from thuongton.audit.checks import run_checks
from thuongton.documents.models import Document
from thuongton.documents.services import register_document
from thuongton.people.services import add_unit, add_user, give_hat
from thuongton.people.services.sessions import SessionStore
unit = add_unit(None, None, name="Xã Một", kind="commune")
user = add_user(None, None, username="can-bo", full_name="Cán Bộ", password="mat-khau-thu-nghiem-1")
give_hat(None, user, "officer", unit=unit)
paper = register_document(None, unit, "incoming", title="Đến", file_bytes="Nội dung".encode(), file_name="a.txt")
def browser():
    return Client(raise_request_exception=False)
inside, outside = browser(), browser()
inside.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
pages = ["/", "/van-ban/so-den/", f"/van-ban/{paper.pk}/", "/ke-hoach/", "/healthz", "/tai-khoan/login/"]
add = {"title": "Văn bản mới " + "x" * 300, "arrived_on": "2026-01-05", "note": "y" * 300}
secret = {"login": "can-bo", "password": "mat-khau-thu-nghiem-1"}
def look(client, path, fields=None):
    answer = client.get(path) if fields is None else client.post(path, fields)
    return answer.status_code, answer.content.decode()
def all_pages():
    return {path: look(inside if "login" not in path else outside, path)[0] for path in pages}
found = {"before": all_pages()}
options = settings.DATABASES["default"]["OPTIONS"]
plain = options["init_command"]
with connection.cursor() as cursor:
    cursor.execute("VACUUM")
connection.close()
options["init_command"] = plain + "PRAGMA max_page_count=1;"  # no more than there are now
found["full"] = all_pages()
count, answers = Document.objects.count(), []
for turn in range(60):  # the pages that are there have a little room left
    answers.append(look(inside, "/van-ban/so-den/moi/", {**add, "title": f"{turn} {add['title']}"}))
    if answers[-1][0] != 302:
        break
found["half"] = Document.objects.count() - count - sum(status == 302 for status, _text in answers)
found["act"], found["sentence"] = answers[-1][0], "Ổ đĩa của máy chủ đã đầy" in answers[-1][1]
try:
    while True:  # what room the table of sessions had left
        session = SessionStore()
        session["x"] = "y" * 60
        session.save()
except OperationalError:
    found["sign_in"] = look(browser(), "/tai-khoan/login/", secret)[0]
found["still"] = all_pages()
connection.close()
options["init_command"] = plain
found["after"] = look(inside, "/van-ban/so-den/moi/", add)[0]
found["finds"] = [find.check.code for find in run_checks()]
print(json.dumps(found))
"""


@pytest.mark.sqlite
def test_pages_are_read_while_nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from both import installation

    with installation("sqlite", made=True) as environment:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=False, timeout=LONG
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert set(found["before"].values()) == {200}
    assert found["full"] == found["still"] == found["before"]
    assert (found["act"], found["sentence"], found["half"]) == (503, True, 0)
    assert found["sign_in"] == 503
    assert (found["after"], found["finds"]) == (302, [])


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EDQUOT, "x"), True),
        (OSError(errno.EACCES, "x"), False),
        (ValueError("disk is full"), False),
        (None, False),
    ],
)
def test_what_counts_as_a_full_disk(error: BaseException | None, full: bool) -> None:
    assert disk_is_full(error) is full
    wrapped = OperationalError("x")
    wrapped.__cause__ = error
    assert disk_is_full(wrapped) is full


def test_what_postgresql_says_of_a_full_disk() -> None:
    from psycopg.errors import DiskFull, UniqueViolation

    assert disk_is_full(DiskFull("x")) and not disk_is_full(UniqueViolation("x"))
