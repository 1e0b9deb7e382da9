"""What is not known of the law: told with its line in the file, and written down on the page of the documentation."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from thuongton.cases.commands import everything_unclear
from thuongton.cases.definition.books import book_files
from thuongton.cases.definition.library import kind_files, known_kinds
from thuongton.cases.definition.unclear import NO_CLAUSE, SWITCH_ON, unclear_of
from thuongton.cases.statistics.form_files import form_files
from thuongton.cli import main

ROOT = Path(__file__).resolve().parents[2]
FILES = {
    f"{path.parent.name}/{path.name}": path.read_text("utf-8").splitlines()
    for path in [*kind_files(), *form_files(), *book_files()]
}


def test_every_line_is_the_one_where_it_is_entered() -> None:
    found = everything_unclear()
    assert len(found) > 50
    for one in found:
        part = one.path.split(".")
        lines = FILES[one.file]
        if one.path == "retention" and one.line == 1:
            continue  # the file has no such entry yet
        here = lines[one.line - 1].strip()
        above = "\n".join(lines[max(0, one.line - 60) : one.line])
        assert here, (one.file, one.line)
        assert any(name in here or f"{name}:" in above for name in part), (one.file, one.line, here)


def test_a_clock_that_was_not_read_or_is_off_for_want_of_ground_is_told() -> None:
    for versions in known_kinds().values():
        told = {one.path: one for one in unclear_of(versions[-1])}
        for clock in versions[-1].clocks.values():
            doubtful = any(rule.confidence != "seen" for rule in clock.rules) or not clock.rules
            promised = clock.norm and all(rule.confidence == "unknown" for rule in clock.rules)
            assert (f"clocks.{clock.name}" in told) is (doubtful and not promised), (versions[-1].kind, clock.name)
            if clock.off and f"clocks.{clock.name}" in told:
                assert told[f"clocks.{clock.name}"].enter == SWITCH_ON


def test_every_kind_without_a_clause_of_keeping_is_told_once() -> None:
    kept = [one.about.vi for one in everything_unclear() if one.why == NO_CLAUSE]
    assert sorted(kept) == sorted(
        each[-1].label.vi for each in known_kinds().values() if each[-1].retention.years is None
    )


def test_the_page_of_the_documentation_is_as_the_files_are() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import unclear_law
    finally:
        sys.path.pop(0)
    assert unclear_law.PAGE.read_text("utf-8") == unclear_law.page(), "chạy python scripts/unclear_law.py"


def test_the_command_tells_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kinds", "unclear", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {"file", "line", "path", "about", "why", "enter", "note"} == set(rows[0])
    assert main(["kinds", "unclear"]) == 0
    assert "khieu_nai.yaml:" in capsys.readouterr().out
