"""Every line of the tour of the documentation is true."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_tour_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testfile(str(ROOT / "docs" / "tour.md"), module_relative=False, encoding="utf-8")
    assert result.attempted > 20
    assert result.failed == 0
