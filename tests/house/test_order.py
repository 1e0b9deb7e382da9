"""Files of tests go whole to one process, the longest begin; properties are tried as often as somebody asks."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from house.order import LONGEST, TESTS, place


def test_every_named_file_and_folder_is_there() -> None:
    assert [name for name in LONGEST if not (TESTS / name).exists()] == []
    assert len(set(LONGEST)) == len(LONGEST)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (TESTS / "browser" / "test_stories.py", "browser"),
        (TESTS / "security" / "test_walk.py", "security/test_walk.py"),
        (TESTS / "security" / "test_rows.py", "security"),
        (TESTS / "home" / "test_rows.py", None),
        (Path("/elsewhere/test_a.py"), None),
    ],
)
def test_the_most_exact_name_counts(path: Path, named: str | None) -> None:
    assert place(path) == (LONGEST.index(named) if named else len(LONGEST))


BODY = """
import os, pathlib, pytest
@pytest.mark.parametrize("n", range(12))
def test_where(n):
    pathlib.Path(__file__).with_suffix(f".{os.getpid()}").touch()
"""


def test_a_file_of_tests_stays_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from house.order import *\n", "utf-8")
    (tmp_path / "tests" / "browser").mkdir(parents=True)
    for name in ("test_a", "test_b", "tests/browser/test_c", "tests/browser/test_d"):
        (tmp_path / f"{name}.py").write_text(BODY, "utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("THUONGTON_", "PYTEST_", "DJANGO_"))}
    spread = ["-p", "xdist", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *spread],
        cwd=tmp_path,
        env={**kept, "PYTHONPATH": str(TESTS), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    wrote = {path.stem: path.suffix for path in sorted(tmp_path.rglob("*")) if path.suffix[1:].isdigit()}
    found = [path.stem for path in tmp_path.rglob("*") if path.suffix[1:].isdigit()]
    assert sorted(found) == ["test_a", "test_b", "test_c", "test_d"], "a file was spread"
    assert wrote["test_c"] == wrote["test_d"] and len(set(wrote.values())) == 2
