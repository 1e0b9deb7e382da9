"""``thuongton clock`` from outside: without a database, one sentence for what is wrong, a line for a line."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from thuongton.calendars.terms.files import shipped_calendar
from thuongton.cli import main

FORM = {"years": {"2026": {"status": "announced", "off": ["2026-03-03"], "worked": ["2026-03-07"]}}}
SPEC = '{"n": 3, "unit": "working_day", "direction": "after", "shift": "none", "cutoff": null}'


@pytest.fixture(autouse=True)
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No installation anywhere near."""
    monkeypatch.setenv("THUONGTON_DATA", str(tmp_path / "nowhere"))
    monkeypatch.delenv("THUONGTON_DATABASE_URL", raising=False)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Exit code, output, errors."""
    code = main(["clock", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_one_answer(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "lich.json"
    file.write_text(json.dumps(FORM), "utf-8")
    code, out, err = run(
        capsys, "--spec", SPEC, "--from", "2026-03-02T09:00", "--pause", "2026-03-05..2026-03-05",
        "--extend", '{"n": 1, "unit": "calendar_day", "mode": "add"}', "--calendar", str(file), "--json",
    )  # fmt: skip
    found: dict[str, Any] = json.loads(out)
    assert (code, err, found["due"], found["calendar"]["name"]) == (0, "", "2026-03-08", "lich.json")
    assert list(found) == [
        "id", "due", "due_at", "status", "left", "provisional", "clause", "calendar", "days", "readings", "text"
    ]  # fmt: skip
    assert [row.get("n") for row in found["days"]] == [None, 1, None, 2, 3, 1]
    code, out, _err = run(capsys, "--spec", SPEC, "--from", "2026-03-02", "--as-of", "2026-03-04", "--json")
    found = json.loads(out)
    assert (found["status"], found["left"]) == ("due_soon", {"n": 1, "unit": "working_day"})
    assert found["calendar"] == {"name": "lịch kèm chương trình", "sha256": shipped_calendar().sha256}


def test_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = run(capsys, "--spec", SPEC, "--from", "2026-08-20", "--pause", "2026-08-24..2026-08-25")
    lines = out.splitlines()
    assert code == 0 and lines[0].startswith("Hạn thứ Tư 26/8/2026: 3 ngày làm việc")
    assert lines[1].startswith("Chưa có quy định rõ: ") and "2026-08-22  ngày thứ 2 (Làm bù" in out
    assert len(lines) == 2 + 6


def test_a_file_of_cases_has_a_line_for_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good = json.dumps({"id": "a", "spec": json.loads(SPEC), "from": "2026-03-02"})
    bad = json.dumps({"id": "b", "spec": {"n": 0, "unit": "month"}, "from": "2026-03-02"})
    lines = [good, bad, "{", "[1]", "[" * 5000, '{"id": 7, "from": "2026-03-02"}', good]
    file = tmp_path / "ca.jsonl"
    file.write_text("\n".join(lines) + "\n\n", "utf-8")
    code, out, err = run(capsys, "--cases", str(file), "--json")
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, err, len(found)) == (1, "", 7)
    assert [one["id"] for one in found] == ["a", "b", None, None, None, 7, "a"]
    assert ["error" in one for one in found] == [False, True, True, True, True, True, False]
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(good.encode())))
    code, out, _err = run(capsys, "--cases", "-", "--json")
    assert code == 0 and json.loads(out)["due"] == "2026-03-05"


@pytest.mark.parametrize(
    "words",
    [
        ("--spec", SPEC),
        ("--from", "2026-03-02"),
        ("--spec", SPEC, "--rule", "a.b", "--from", "2026-03-02"),
        ("--spec", "{", "--from", "2026-03-02"),
        ("--spec", '{"n": 1.5, "unit": "month"}', "--from", "2026-03-02"),
        ("--spec", '{"n": 3, "unit": "month", "shift": "sideways"}', "--from", "2026-03-02"),
        ("--spec", SPEC, "--from", "1899-12-31"),
        ("--spec", SPEC, "--from", "2101-01-01"),
        ("--spec", SPEC, "--from", "2026-03-02", "--pause", "2026-03-05..2026-03-04"),
        ("--spec", SPEC, "--from", "2026-03-02", "--extend", '{"n": 3, "mode": "add"}'),
        ("--spec", SPEC, "--from", "2026-03-02", "--as-of", "hôm nay"),
        ("--spec", SPEC, "--from", "2026-03-02", "--reading", "resume_day"),
        ("--rule", "khong_co.gi", "--from", "2026-03-02"),
        ("--rule", "ho_tich.default", "--from", "2026-03-02"),
        ("--cases", "khong-co.jsonl"),
        ("--cases", "-", "--from", "2026-03-02"),
        ("--spec", SPEC, "--from", "2026-03-02", "--calendar", "khong-co.json"),
    ],
)
def test_what_cannot_be_used_has_one_sentence(capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "") and err.startswith("thuongton: ") and err.count("\n") == 1


def test_a_broken_calendar_says_file_and_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "lich.json"
    file.write_text('{"years":\n{"2026": }}', "utf-8")
    code, _out, err = run(capsys, "--spec", SPEC, "--from", "2026-03-02", "--calendar", str(file))
    assert code == 2 and err == f"thuongton: {file}:2: không phải JSON.\n"


def test_it_runs_without_settings() -> None:
    """No secret, no data folder, no Django application: the thinking alone."""
    script = "import sys; from thuongton.cli import main; main(sys.argv[1:]); assert 'django.apps' not in sys.modules"
    words = ["clock", "--spec", SPEC, "--from", "2026-03-02", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", script, *words],
        env={"PYTHONPATH": ":".join(sys.path), "THUONGTON_DATA": "/nonexistent"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["due"] == "2026-03-05"


@pytest.mark.shared
def test_the_cases_beside_the_repository(capsys: pytest.CaptureFixture[str], shared: Path) -> None:
    folder = shared / "gold_dev" / "cases"
    cases = [json.loads(line) for line in (folder / "clock_cases.jsonl").read_text("utf-8").splitlines()]
    words = ("--cases", str(folder / "clock_cases.jsonl"), "--calendar", str(folder / "calendar.json"), "--json")
    code, out, _err = run(capsys, *words)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [one["id"] for one in found] == [case["id"] for case in cases]
    assert [(one["due"], one["due_at"]) for one in found] == [(case["due"], case.get("due_at")) for case in cases]
