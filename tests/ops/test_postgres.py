"""The commands on PostgreSQL: a backup of one moment, a restore in one transaction, a load that is killed."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

import waiting
from ops.conftest import Office, until_worked

pytestmark = pytest.mark.postgres
SERVER = os.environ.get("THUONGTON_DATABASE_URL", "")


@pytest.fixture
def address() -> Iterator[str]:
    """An empty database of one's own on the server of the tests."""
    if not SERVER.startswith("postgres") or not shutil.which("psql"):
        pytest.skip("cần PostgreSQL (python scripts/with_postgres.py …) và postgresql-client")
    name = f"ops_{uuid.uuid4().hex[:12]}"
    psql = ["psql", "--quiet", "--no-psqlrc", SERVER, "-c"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    yield SERVER.rsplit("/", 1)[0] + "/" + name
    subprocess.run([*psql, f"DROP DATABASE {name} WITH (FORCE)"], check=True)


def rows(address: str, table: str) -> int:
    """How many rows a table holds; 0 when there is none yet."""
    asked = ["psql", "--no-psqlrc", "-At", address, "-c", f"SELECT count(*) FROM {table}"]
    return int(subprocess.run(asked, capture_output=True, text=True, check=False).stdout or 0)


def connected(address: str) -> int:
    """How many others are connected to a database."""
    asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    done = subprocess.run(
        ["psql", "--no-psqlrc", "-At", address, "-c", asked], capture_output=True, text=True, check=True
    )
    return int(done.stdout)


@pytest.fixture
def office(address: str, tmp_path: Path) -> Office:
    """An installation on this database."""
    made = Office(tmp_path / "var")
    made.environment["THUONGTON_DATABASE_URL"] = address
    return made


def test_backup_and_restore(office: Office, address: str, tmp_path: Path) -> None:
    code, _out, err = office.run("demo")
    assert code == 0, err
    target, units = tmp_path / "sao-luu.tar.gz", rows(address, "people_unit")
    code, _out, err = office.run("backup", target)
    assert code == 0, err
    (tmp_path / "them.csv").write_text("mã định danh,tên,loại,mã cấp trên\nH77,Tỉnh Bảy,tỉnh,\n", "utf-8")
    assert office.run("import", tmp_path / "them.csv")[0] == 0
    code, _out, err = office.run("restore", target)
    assert code == 2 and "--force" in err
    assert rows(address, "people_unit") == units + 1
    watcher = subprocess.Popen(["psql", "--no-psqlrc", address, "-c", "SELECT pg_sleep(600)"])
    try:
        waiting.until(lambda: connected(address), "somebody is connected", process=watcher)
        code, _out, err = office.run("restore", target, "--force")
        assert code == 2 and "kết nối đang dùng" in err
    finally:
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
        subprocess.run(["psql", "--quiet", SERVER, "-c", ended], check=True, capture_output=True)
        watcher.wait()
    code, out, err = office.run("restore", target, "--force")
    assert code == 0, err
    assert rows(address, "people_unit") == units and "được giữ ở" in out
    assert next(office.data.glob("truoc-khoi-phuc-*")).joinpath("database.pgdump").stat().st_size > 0
    assert office.run("check")[0] == 0
    assert office.run("import", tmp_path / "them.csv")[0] == 0
    assert office.run("check")[0] == 0


@pytest.mark.parametrize("wait", [3.0, 6.0])
def test_a_demonstration_that_is_killed_leaves_nothing(office: Office, address: str, wait: float) -> None:
    assert office.run("migrate")[0] == 0
    process = office.start("demo", "--if-empty")
    until_worked(process, wait)
    process.kill()
    process.wait()
    waiting.until(lambda: not connected(address), "the server sees that it is gone")
    assert rows(address, "plans_plan") in (0, 5)
    assert office.run("check")[0] == 0
    assert office.run("demo", "--if-empty")[0] == 0
    assert rows(address, "plans_plan") == 5 and office.run("check")[0] == 0
