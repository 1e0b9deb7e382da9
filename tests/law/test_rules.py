"""The rules of validity as data: whole, one on a day, the page of the documentation as the file is."""

from __future__ import annotations

import datetime as dt
import re
import sys
from pathlib import Path

import pytest

from thuongton.law.rules import rule_on, rules
from thuongton.law.states import LegalState

ROOT = Path(__file__).resolve().parents[2]


def test_every_rule_says_what_it_does_and_how_sure_its_clause_is() -> None:
    assert {one.state for one in rules()} <= {state.value for state in LegalState}
    assert all(one.says.endswith(".") for one in rules())
    assert [
        one.code for one in rules() if one.confidence != "seen" and one.clause and "cần kiểm tra" not in one.cited
    ] == []
    assert all(one.begins is None or one.ended is None or one.begins <= one.ended for one in rules())


def test_clauses_of_one_rule_follow_one_another_without_overlap() -> None:
    for code in {one.code for one in rules()}:
        spans = [one for one in rules() if one.code == code and one.days is None]
        for one in spans:
            for other in spans:
                if one is not other:
                    days = [day for day in (other.begins, other.ended) if day is not None]
                    assert not any(one.holds(day) for day in days), code


@pytest.mark.parametrize(
    ("code", "day", "clause"),
    [
        ("with-parent", "2016-06-30", None),
        ("with-parent", "2016-07-01", "80/2015/QH13"),
        ("with-parent", "2025-04-01", "64/2025/QH15"),
        ("with-parent", "2025-07-01", "87/2025/QH15"),
        ("old-territory", "2025-07-01", "64/2025/QH15"),
        ("gazette-bound", "2003-01-01", "101/1997"),
        ("gazette-bound", "2010-01-01", "17/2008/QH12"),
        ("nothing", "2020-01-01", None),
    ],
)
def test_the_clause_of_a_day(code: str, day: str, clause: str | None) -> None:
    found = rule_on(code, dt.date.fromisoformat(day))
    assert (found is None) == (clause is None)
    assert found is None or (clause or "") in found.clause


def test_every_rule_that_is_asked_for_stands_in_the_file() -> None:
    sources = (ROOT / "src" / "thuongton" / "law").rglob("*.py")
    asked = {code for path in sources for code in re.findall(r'rule_on\("([\w-]+)"', path.read_text("utf-8"))}
    assert asked >= {"with-parent", "old-territory", "gazette-bound"}
    assert asked <= {one.code for one in rules()}


def test_the_page_of_the_documentation_is_as_the_file_is() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import law_rules
    finally:
        sys.path.pop(0)
    assert law_rules.PAGE.read_text("utf-8") == law_rules.page(), "chạy python scripts/law_rules.py"
