"""Severity is earned: what the linter says of invented passages, where every fault and every trap is labelled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import json, sys
sys.path.insert(0, sys.argv[1])
import passages
rows = [
    {"id": one.row["id"], "clean": one.clean, "silent": one.silent, "found": bool(one.hits),
     "remarks": len(one.remarks)}
    for one in passages.judged()
]
print(json.dumps({"rows": rows, "unproved": passages.unproved(), "rules": [r.code for r in passages.rules()],
                  "named": sorted({code for one in passages.judged() for code in one.row["rules"]})}))
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(ROOT / "bench" / "accuracy")], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_a_rule_says_error_only_when_it_is_right_nine_times_in_ten(told: dict[str, Any]) -> None:
    assert told["unproved"] == {}


def test_clean_passages_are_left_in_peace(told: dict[str, Any]) -> None:
    clean = [row for row in told["rows"] if row["clean"]]
    assert len(clean) >= 200
    alarms = [row["id"] for row in clean if not row["silent"]]
    assert len(alarms) <= 0.02 * len(clean), alarms
    assert sum(bool(row["remarks"]) for row in clean) <= 0.05 * len(clean)


def test_faults_are_found(told: dict[str, Any]) -> None:
    faulty = [row for row in told["rows"] if not row["clean"]]
    missed = [row["id"] for row in faulty if not row["found"]]
    assert len(faulty) >= 100
    assert len(missed) <= 0.1 * len(faulty), missed


def test_the_labels_name_rules_that_there_are(told: dict[str, Any]) -> None:
    assert set(told["named"]) <= set(told["rules"])
