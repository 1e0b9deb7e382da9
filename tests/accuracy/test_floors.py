"""No reading grows worse than its floor; the check itself is seen to fail on wrong labels."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = sorted(tomllib.loads((ROOT / "bench" / "accuracy" / "floors.toml").read_text(encoding="utf-8")))


def run(shared: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The runner in a process of its own, without the Word 97 files and the scans, which take seconds each."""
    return subprocess.run(
        [sys.executable, "-m", "bench.accuracy", "--shared", str(shared), *arguments],
        cwd=ROOT,
        env={**os.environ, "THUONGTON_GOLD_QUICK": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_score_lies_below_its_floor(kind: str, shared: Path) -> None:
    done = run(shared, kind, "--floors")
    assert done.returncode == 0, done.stderr + done.stdout


def test_wrong_labels_sink_below_the_floors(shared: Path, tmp_path: Path) -> None:
    right = {"file": "002_26a0c6bdda95c869.txt", "kind": "Kế hoạch", "symbol": "KH-UBND"}
    wrong = {**right, "symbol": "BC-UBND", "kind": "Báo cáo"}
    (tmp_path / "headers.jsonl").write_text(json.dumps(wrong, ensure_ascii=False) + "\n", encoding="utf-8")
    done = run(shared, "headers", "--floors", "--diagnose", THUONGTON_GOLD=str(tmp_path))
    assert done.returncode == 1
    assert "headers, below its floor: symbol: f1" in done.stderr
    assert "label 'BC-UBND'" in done.stdout


def test_a_name_that_is_not_measured_is_refused(shared: Path) -> None:
    done = run(shared, "weather")
    assert done.returncode == 2
    assert "không có phép đo weather" in done.stderr
