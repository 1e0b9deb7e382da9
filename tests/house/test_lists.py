"""Tables of rows are declared on ``web/lists``: what still stands beside it is named here, and the list only falls."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PLATFORM = Path(__file__).resolve().parents[2] / "src" / "thuongton"
CORRIDOR = ("web/lists/",)

PAGERS: set[str] = set()
"""Modules that still cut pages by hand."""
WRITERS = {"plans/taking_in/sheet_template.py"}
"""Modules that still write workbooks by themselves."""
COLUMNS: set[str] = set()
"""Modules that still have a class of columns of their own."""


def _names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, (ast.ImportFrom, ast.Import)):
            yield from (f"import {alias.name}" for alias in node.names)
        elif isinstance(node, ast.ClassDef):
            yield f"class {node.name}"


def _with(name: str) -> set[str]:
    found = set()
    for module in PLATFORM.rglob("*.py"):
        place = module.relative_to(PLATFORM).as_posix()
        if not place.startswith(CORRIDOR) and name in set(_names(ast.parse(module.read_text("utf-8")))):
            found.add(place)
    return found


def test_pages_are_cut_in_one_place() -> None:
    assert _with("import Paginator") == PAGERS


def test_workbooks_are_written_in_one_place() -> None:
    assert _with("import xlsxwriter") == WRITERS


def test_columns_are_declared_in_one_way() -> None:
    assert _with("class Column") == COLUMNS
