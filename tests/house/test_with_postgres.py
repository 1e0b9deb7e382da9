"""The throw-away PostgreSQL is there for the command, hands on its exit code, and is gone afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from house.test_bootstrap import load

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "with_postgres.py"
server = pytest.mark.skipif(load("with_postgres").binaries() is None, reason="cần máy chủ PostgreSQL (gói postgresql)")

ASK = """
import os, sys, psycopg
with psycopg.connect(os.environ["THUONGTON_DATABASE_URL"]) as connection:
    folder, encoding = connection.execute(
        "select current_setting('data_directory'), current_setting('server_encoding')").fetchone()
print(folder, encoding)
sys.exit(int(sys.argv[1]))
"""


@server
@pytest.mark.parametrize("code", [0, 7])
def test_the_command_has_a_server_and_its_exit_code_counts(code: int) -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, sys.executable, "-c", ASK, str(code)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    folder, encoding = done.stdout.split()
    assert encoding == "UTF8"
    assert not Path(folder).exists()


def test_without_a_command_the_use_is_shown() -> None:
    done = subprocess.run([sys.executable, SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and "CMD" in done.stderr
