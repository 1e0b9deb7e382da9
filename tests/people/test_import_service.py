"""The import of a whole province: dry run, all or nothing, in seconds."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from templates import with_tables

from factories import make_world, person
from thuongton.audit.models import Event
from thuongton.audit.queries import unaccounted
from thuongton.people import services
from thuongton.people.models import Role, Unit

HEAD = "mã định danh;tên;loại;mã cấp trên;tên gọi tắt;hiệu lực từ;đến\n"


def communes(count: int) -> str:
    """A file of ``count`` communes below H90."""
    return HEAD + "".join(f"H90.{n};Xã Số {n};xã;H90;;1/7/2025;\n" for n in range(1, count + 1))


@pytest.mark.django_db
def test_a_dry_run_writes_nothing_and_the_import_does_what_it_said() -> None:
    world = make_world()
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    text = communes(3) + "H90.1.1;Phòng A;phòng;H90.1;;;\n"
    units, events = Unit.objects.count(), Event.objects.count()
    plan = services.import_units(admin, text, dry_run=True)
    assert (Unit.objects.count(), Event.objects.count()) == (units, events)
    assert plan.counts == {"thêm": 4, "sửa": 0, "bỏ qua": 0, "lỗi": 0}
    services.import_units(admin, text, name="tinh.csv")
    office = Unit.objects.get(identifier="H90.1.1")
    commune = Unit.objects.get(identifier="H90.1")
    assert commune.path == f"{world.province.path}{commune.pk}/"
    assert office.path == f"{commune.path}{office.pk}/"
    assert "xa so 1" in commune.search
    event = Event.objects.latest("id")
    assert (event.action, event.reason, event.unit_path) == ("Nhập đơn vị từ tệp", "tinh.csv", world.province.path)
    assert not unaccounted().exists()
    again = services.import_units(admin, text)
    assert again.counts == {"thêm": 0, "sửa": 0, "bỏ qua": 4, "lỗi": 0}


@pytest.mark.django_db
def test_one_faulty_row_and_nothing_is_written() -> None:
    world = make_world()
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    before = Unit.objects.count()
    plan = services.import_units(admin, communes(2) + "H90.3;;xã;H90;;;\n")
    assert plan.faulty
    assert Unit.objects.count() == before


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in Role.values if role not in ("administrator", "citizen")])
def test_only_administrators_import(role: str) -> None:
    world = make_world()
    with pytest.raises(PermissionDenied):
        services.import_units(person("ai-do", role, world.province), communes(1))


@pytest.mark.django_db
def test_an_administrator_of_a_commune_cannot_reach_the_province() -> None:
    world = make_world()
    admin = person("quan-tri-xa", Role.ADMINISTRATOR, world.commune)
    plan = services.import_units(admin, communes(1), dry_run=True)
    assert "ngoài phạm vi" in plan.rows[0].why
    assert "Tỉnh Thử" not in plan.rows[0].why


@pytest.mark.django_db
def test_every_commune_of_the_country_is_imported_in_few_statements() -> None:
    world = make_world()
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    with CaptureQueriesContext(connection) as statements:
        plan = services.import_units(admin, communes(3321))
    assert plan.counts["thêm"] == 3321
    assert Unit.objects.filter(parent=world.province, path__startswith=world.province.path).count() >= 3321
    assert len(statements) < 60  # bulk batches of 500 rows, fewer on SQLite


KILLED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "thuongton.config.settings"
import django
django.setup()
from thuongton.people.services import units as services
from thuongton.people.models import Unit
services.add_unit(None, None, name="Tỉnh Thử", kind="province", identifier="H90")
placed = services._apply
def slow(plan):
    placed(plan)
    print(Unit.objects.count(), flush=True)
    sys.stdin.read()
services._apply = slow
services.import_units(None, sys.argv[1])
"""


@pytest.mark.sqlite
def test_killed_in_the_middle_nothing_is_left(tmp_path: Path) -> None:
    shutil.copytree(with_tables(), tmp_path, dirs_exist_ok=True)
    surroundings = {**os.environ, "THUONGTON_DATA": str(tmp_path)}
    surroundings.pop("THUONGTON_DATABASE_URL", None)
    command = [sys.executable, "-c", KILLED, communes(50)]
    with subprocess.Popen(
        command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "51"
        process.send_signal(signal.SIGKILL)
        process.wait()
    import sqlite3

    with sqlite3.connect(tmp_path / "thuongton.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM people_unit").fetchone() == (1,)
        assert database.execute("SELECT count(*) FROM audit_rowchange WHERE event_id IS NULL").fetchone() == (0,)
