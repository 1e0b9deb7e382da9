"""An installation with prints of before they were a room is upgraded: the print stays as it was, the trail goes on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources import PYTHONPATH

SERVER = os.environ.get("THUONGTON_DATABASE_URL", "")
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def address() -> Iterator[str]:
    """An empty database of one's own, of the kind that the tests run on; "" is a file in the data of the site."""
    if not SERVER.startswith("postgres"):
        yield ""
        return
    if not shutil.which("psql"):
        pytest.skip("cần postgresql-client")
    name = f"prints_{uuid.uuid4().hex[:12]}"
    psql = ["psql", "--quiet", "--no-psqlrc", SERVER, "-c"]
    subprocess.run([*psql, f"CREATE DATABASE {name}"], check=True)
    yield SERVER.rsplit("/", 1)[0] + "/" + name
    subprocess.run([*psql, f"DROP DATABASE {name} WITH (FORCE)"], check=True)


def test_prints_of_before_stay_as_they_were(address: str, tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "THUONGTON_DATABASE_URL": address,
        "THUONGTON_DATA": str(tmp_path),
        "THUONGTON_SECRET_KEY": "x" * 50,
        "PYTHONPATH": PYTHONPATH,
    }
    script = Path(__file__).with_name("upgraded.py")
    done = subprocess.run(
        [sys.executable, str(script)], env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    title = "Kết quả thực hiện các nhiệm vụ tại Kế hoạch số 1/KH-UBND"
    assert told["row"] == ["plans.report", title, 1, "plans.plan", 1]
    assert told["untouched"] == [True, True, "2026-03-31"]
    assert told["in the trail"] == 0
    assert told["annexes"] == ["Nhiệm vụ thường xuyên: 1 nhiệm vụ", "Cách tính trạng thái nhiệm vụ"]
    assert told["sheets"] == ["Tổng hợp", "Nhiệm vụ"]
    assert told["checks"] == []
    assert told["traced"] == ["I", "so-den", True]
    assert "plan_id" not in told["columns"] and {"subject_id", "unit_id", "title"} <= set(told["columns"])
