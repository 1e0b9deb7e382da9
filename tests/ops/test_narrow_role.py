"""The site with an account of PostgreSQL that owns nothing: the grants of docs/running.md let it work, and no harm."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ops.conftest import Office
from waiting import LONG

pytestmark = pytest.mark.postgres
ROOT = Path(__file__).resolve().parents[2]
ROLE = "thuongton_site"
WORK = """
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from thuongton.audit.checks import run_checks
from thuongton.audit.models import Event, RowChange
from thuongton.audit.services import recording
from thuongton.config.commands import migrate
from thuongton.documents.models import Document
from thuongton.people.models import Session, User
from thuongton.people.services import add_unit, add_user, give_hat, reset_password
migrate()  # as every start of the site does
unit = add_unit(None, None, name="Tỉnh Một", kind="province")
user = add_user(None, None, username="can-bo", full_name="Cán Bộ", password="trời mưa ngoài bến đò")
give_hat(None, user, "officer", unit=unit)
client = Client()
secret = "trời mưa ngoài bến đò"
for password, answer in (("sai", 200), (secret, 302)):
    assert client.post(reverse("account_login"), {"login": "can-bo", "password": password}).status_code == answer
assert client.get("/").status_code == 200 and client.get(reverse("people:sessions")).status_code == 200
from django.core.files.uploadedfile import SimpleUploadedFile
text = "ỦY BAN NHÂN DÂN\\nSố: 7/KH-UBND\\nKẾ HOẠCH\\n1. Mở hội nghị, quý II/2027.\\n"
paper = SimpleUploadedFile("ke-hoach.txt", text.encode())
assert client.post(reverse("documents:upload"), {"files": paper, "unit": unit.pk}).status_code == 302
assert client.post("/van-ban/so-den/moi/", {"title": "Đến", "arrived_on": "2026-01-05"}).status_code == 302
client.post(reverse("account_logout"))
reset_password(None, user)
assert Event.objects.count() > 5
assert not RowChange.objects.filter(event__isnull=True, table="documents_document").exists()
assert Document.objects.exists() and not Session.objects.filter(user=user).exists()
mistaken = add_user(None, None, username="nham", full_name="Nhầm", password=None)
with recording(mistaken, "Đăng nhập", mistaken):
    pass
with recording(None, "Sửa tài khoản"):
    User.objects.filter(pk=mistaken.pk).delete()
assert Event.objects.filter(actor_user=None, action="Đăng nhập").exists()
harm = [
    "UPDATE audit_event SET hash = 'x'",
    "DELETE FROM audit_event",
    "UPDATE audit_rowchange SET after = '{}'",
    "DELETE FROM audit_rowchange",
    "TRUNCATE audit_event CASCADE",
    "DROP TRIGGER trail ON documents_document",
    "ALTER TABLE documents_document DISABLE TRIGGER ALL",
    "ALTER TABLE people_user ADD COLUMN x int",
    "DROP TABLE people_session",
    "CREATE TABLE x (y int)",
    "CREATE OR REPLACE FUNCTION trail_capture() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
    "DELETE FROM django_migrations",
    "COPY people_user TO PROGRAM 'cat'",
    "SET session_replication_role = replica",
]
done = []
for statement in harm:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            done.append(statement)
            transaction.set_rollback(True)
    except ProgrammingError as error:
        assert error.__cause__.sqlstate == "42501", error  # insufficient privilege
assert not done, done
print([find.check.code for find in run_checks() if find.check.code != "fonts-vietnamese"])
"""


def test_the_site_works_with_an_account_that_owns_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from both import installation
    from with_postgres import binaries

    if binaries() is None or not shutil.which("psql"):
        pytest.skip("cần máy chủ PostgreSQL")
    grants = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "running.md").read_text("utf-8"), re.DOTALL)
    with installation("postgresql") as environment:
        office = Office(tmp_path / "var")
        office.environment |= environment | {"THUONGTON_DATA": str(office.data)}
        owner = environment["THUONGTON_DATABASE_URL"]
        narrow = owner.replace("//thuongton@", f"//{ROLE}@")

        def psql(statement: str) -> None:
            subprocess.run(
                ["psql", "--quiet", "--no-psqlrc", "-v", "ON_ERROR_STOP=1", owner, "-c", statement], check=True
            )

        code, _out, err = office.run("migrate")
        assert code == 0, err
        assert len(grants) == 1
        psql(grants[0])
        office.environment["THUONGTON_DATABASE_URL"] = narrow
        done = subprocess.run(
            [sys.executable, "-c", WORK],
            env=office.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=LONG,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        assert done.stdout.strip().splitlines()[-1] == "[]"
        for command in (("worker", "--batch"), ("migrate",), ("backup", tmp_path / "sao-luu.tar.gz")):
            code, _out, err = office.run(*command)
            assert code == 0, (command, err)
        psql("DELETE FROM django_migrations WHERE app = 'people' AND name = '0008_sessions'")
        code, _out, err = office.run("migrate")
        assert code == 2 and "tài khoản chủ" in err and err.count("\n") == 1
