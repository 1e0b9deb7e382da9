"""``thuongton forms count`` and ``kinds run --through database`` on an installation of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from templates import with_tables

from sources import PYTHONPATH

STORY = """{"story": "H1", "kind": "hoa_giai", "unit": "xa"}
{"do": "tiep_nhan", "case": "1", "on": "2026-03-10", "at": "2026-03-10", "by": "congchuc", "data": {"pham_vi": "khac"}}
{"do": "phan_cong", "case": "1", "on": "2026-03-11", "at": "2026-03-11", "by": "congchuc", "data": {}}
{"expect": {"case": "1", "as_of": "2026-03-12", "state": "da_phan_cong", "clocks": {"start": {"status": "due_soon"}}}}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a migrated installation with one unit."""
    folder = tmp_path_factory.mktemp("noi")
    (folder / "don-vi.csv").write_text("mã định danh,tên,loại\nH99,Tỉnh Mẫu,tỉnh\n", "utf-8")
    shutil.copytree(with_tables(), folder, dirs_exist_ok=True)
    assert run(folder, "import", "don-vi.csv").returncode == 0
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUONGTON_", "PYTEST_"))}
    return subprocess.run(
        [sys.executable, "-m", "thuongton.cli", *arguments],
        env=kept | {"THUONGTON_DATA": str(folder), "PYTHONPATH": PYTHONPATH},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_story_runs_through_the_database_and_leaves_nothing(place: Path) -> None:
    (place / "chuyen.jsonl").write_text(STORY, "utf-8")
    for _ in range(2):
        done = run(place, "kinds", "run", "chuyen.jsonl", "--through", "database", "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        assert [json.loads(line)["ok"] for line in done.stdout.splitlines()] == [True, True, True]


@pytest.mark.parametrize(
    ("form", "unit", "last", "said"),
    [
        ("khong.co", "H99", "2026-03-31", "không có biểu"),
        ("01/TCD", "H00", "2026-03-31", "H00"),
        ("01/TCD", "H99", "2025-03-31", "kết thúc trước khi bắt đầu"),
        ("01/TCD", "H99", "31/3/2026", "không phải ngày"),
    ],
)
def test_what_cannot_be_counted_is_said(place: Path, form: str, unit: str, last: str, said: str) -> None:
    done = run(place, "forms", "count", form, "--unit", unit, "--from", "2026-01-01", "--to", last)
    assert done.returncode == 2 and said in done.stderr and done.stderr.count("\n") == 1


def test_a_form_is_counted(place: Path) -> None:
    done = run(
        place, "forms", "count", "01/TCD", "--unit", "H99", "--from", "2026-01-01", "--to", "2026-03-31", "--json"
    )
    found = json.loads(done.stdout)
    assert done.returncode == 0 and found["form"] == "01/TCD" and set(found["cells"].values()) == {0}
    assert all(one["holds"] for one in found["identities"]) and found["identities"]
