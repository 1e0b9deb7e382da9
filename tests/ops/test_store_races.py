"""The same bytes leave one unit while they arrive in another: no file is lost, nobody gets an error."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
TAKES_FILES = {"unlink", "rmtree", "remove", "discard", "rmdir"}
MAY_TAKE = {
    "files/store.py",  # discard itself, and its own half-written file
    "files/services.py",
    "config/backup.py",  # commands; of a backup only what it writes itself
    "config/restore.py",
    "law/importing/packed.py",  # what it unpacked itself, in the folder of one import
    "keyring/master.py",  # its own half-written file of keys
}


@pytest.fixture
def found_on(monkeypatch: pytest.MonkeyPatch):
    """Runs a script of ``bench`` beside an installation of its own."""
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    from both import found_on

    return found_on


@pytest.mark.parametrize(
    "engine", [pytest.param("sqlite", marks=pytest.mark.sqlite), pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def test_no_file_is_lost_between_two_people(engine: str, found_on) -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    from with_postgres import binaries

    if engine == "postgresql" and binaries() is None:
        pytest.skip("cần máy chủ PostgreSQL")
    found = found_on(engine, "store_races.py", 32, made=True)
    assert found["ended_well"] and found["swept"]
    assert (found["lost"], found["failed"], found["unknown"], found["finds"]) == (0, 0, 0, {})


def test_only_the_sweep_takes_files_out_of_the_store() -> None:
    """No page and no service deletes a file while a person waits: it could be the file of somebody else."""
    wrong = [
        f"{module.relative_to(PLATFORM)}:{node.lineno}: {ast.unparse(node)}"
        for module in sorted(PLATFORM.rglob("*.py"))
        if str(module.relative_to(PLATFORM)) not in MAY_TAKE
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in TAKES_FILES
        and ast.unparse(node.func.value) not in ("services",)
    ]
    assert not wrong, "xoá tệp ngoài chỗ dọn kho:\n" + "\n".join(wrong)
