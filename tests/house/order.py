"""How tests are handed to processes: a file goes whole to one of them, and the longest begin.

A world that is built once for a module (``once`` in ``tests/conftest.py``) would be built in every process if a file
were spread over them; and a long file that begins last is waited for by everybody. The browser has one site for all its
files. The mark ``xdist_group`` says nothing here: with pytest 9.2 the scheduler of pytest-xdist 3.8 passes it over in
silence (pytest-xdist, issue 1386) and spreads every test by itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

TESTS = Path(__file__).resolve().parents[1]
TOGETHER = ("tests/browser/",)
"""Folders whose files share what is built once for a session."""
LONGEST = (
    "browser",
    "security/test_walk.py",
    "security",
    "ops/test_cut_acts.py",
    "ops",
    "vanban/test_linear.py",
    "plans",
    "vanban/test_files_word97.py",
    "vanban/test_corpus.py",
    "vanban/test_files_scan.py",
    "api",
    "house",
    "documents",
)
"""Files and folders by the time they take, measured; what is not named takes less."""


def place(path: Path) -> int:
    """The turn of a file: that of the most exact name for it."""
    inside = path.relative_to(TESTS) if path.is_relative_to(TESTS) else path
    named = [name for name in LONGEST if inside == Path(name) or Path(name) in inside.parents]
    return LONGEST.index(max(named, key=len)) if named else len(LONGEST)


class ByFile(LoadFileScheduling):
    """Hands out whole files, and some folders whole."""

    def _split_scope(self, nodeid: str) -> str:
        file = super()._split_scope(nodeid)
        return next((folder for folder in TOGETHER if file.startswith(folder)), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """What ``--dist loadfile`` means here."""
    return ByFile(config, log) if config.getoption("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first; within a file the order stays."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place(item.path))
