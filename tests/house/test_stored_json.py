"""What is stored as JSON is read as a value: a column ``body`` or ``header`` is taken apart in its model alone.

``Proposal.task``, ``Intake.head``, ``Reading.value`` and ``Frozen.from_dict`` are the values, with ``from_dict`` and
``to_dict`` beside each other; whoever reads keys out of the column knows a shape that nobody checks.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
COLUMNS = frozenset({"body", "header"})
READING = frozenset({"get", "items", "keys", "values"})


def taken_apart(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of each place that reads a key out of a column of JSON: ``row.body["x"]``, ``row.header.get``."""
    for node in ast.walk(tree):
        inside: ast.AST | None = None
        if isinstance(node, ast.Subscript) or (isinstance(node, ast.Attribute) and node.attr in READING):
            inside = node.value
        if isinstance(inside, ast.BoolOp):  # (row.header or {}).get
            inside = inside.values[0]
        if isinstance(inside, ast.Attribute) and inside.attr in COLUMNS:
            yield getattr(node, "lineno", 0), ast.unparse(node)[:80]


def test_columns_of_json_are_read_as_values() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sorted(PLATFORM.rglob("*.py"))
        if not {"models", "migrations"} & set(path.relative_to(PLATFORM).with_suffix("").parts)
        for line, text in taken_apart(ast.parse(path.read_text("utf-8")))
    ]
    assert not wrong, "đọc bằng giá trị của mô hình (from_dict), không lấy từng khoá:\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("row.body['code']", 1),
        ("row.body.get('code')", 1),
        ("(intake.header or {}).get('date')", 1),
        ("row.task.code", 0),
        ("answer.header_values['x']", 0),
        ("Frozen.from_dict(row.body)", 0),
    ],
)
def test_what_counts(source: str, number: int) -> None:
    assert len(list(taken_apart(ast.parse(source)))) == number
