"""Which tests run where, and when a skip fails the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
SUITE = """
import pytest
def test_plain(): pass
def test_lacks(): pytest.skip("cần X")
@pytest.mark.postgres
def test_only_postgres(): pass
@pytest.mark.sqlite
def test_only_sqlite(): pass
@pytest.fixture
def db(): pass
@pytest.fixture
def world(db): pass
def test_rows(world): pass
@pytest.mark.sweep
def test_every_route(world): pass
"""
POSTGRES = {"THUONGTON_DATABASE_URL": "postgresql://nowhere/x"}
BOTH = {"THUONGTON_TESTS_ON_BOTH": "1"}
ALL = {"THUONGTON_REQUIRE_ALL": "1"}


@pytest.mark.parametrize(
    ("environment", "chosen", "code", "counts", "named"),
    [
        ({}, [], 0, "4 passed, 2 skipped", []),
        (BOTH, [], 0, "3 passed, 1 skipped, 2 deselected", []),
        (POSTGRES, [], 0, "4 passed, 1 skipped, 1 deselected", []),
        (POSTGRES | BOTH, [], 0, "3 passed, 3 deselected", []),
        (ALL, [], 1, "4 passed, 2 skipped", ["test_lacks: cần X", "test_only_postgres: cần máy chủ PostgreSQL"]),
        (ALL | BOTH, [], 1, "3 passed, 1 skipped, 2 deselected", ["test_lacks: cần X"]),
        (ALL | BOTH, ["-n", "1"], 1, "3 passed, 1 skipped", ["test_lacks: cần X"]),
        (ALL | BOTH, ["-k", "not lacks"], 0, "3 passed, 3 deselected", []),
    ],
)
def test_a_skip_fails_only_where_everything_must_run(
    tmp_path: Path, environment: dict[str, str], chosen: list[str], code: int, counts: str, named: list[str]
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -q --strict-markers\nmarkers = postgres: x\n", "utf-8")
    (tmp_path / "conftest.py").write_text("from house.completeness import *\n", "utf-8")
    (tmp_path / "test_suite.py").write_text(SUITE, "utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("THUONGTON_", "PYTEST_", "DJANGO_"))}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            *(["-p", "xdist"] if chosen[:1] == ["-n"] else []),
            *chosen,
        ],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(TESTS), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    assert counts in done.stdout.splitlines()[-1]
    for name in named:
        assert f"test_suite.py::{name}" in done.stdout
