"""Long patterns are written out: in verbose form with comments, or built from named parts and lists of words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources import modules

LONGEST = 200
_SIGN = re.compile(r"\(\?|\\[swdbSWD]|\[[^\]]+\][*+?{]|\.\*|\)[*+?]")
"""What a pattern has and a list of words has not."""


def literals(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every text of a module in the order of its lines, an f-string by what stands in it literally; no docstrings."""
    inner = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (inner | told):
            yield node.lineno, node.value


def is_written_out(pattern: str) -> bool:
    """Whether a pattern is short, is no pattern, or says line by line in comments what it means."""
    return len(pattern) <= LONGEST or not _SIGN.search(pattern) or len(re.findall(r"\s#\s\S", pattern)) > 1


def in_patterns(path: Path) -> bool:
    """Whether a module has patterns at all."""
    return "re.compile" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pattern", "written_out"),
    [
        (r"\s+" * 10, True),
        (r"(?:a|b)\s+" * 40, False),
        ("|".join(["một", "hai"] * 60), True),
        ("\n".join([r"(?:a|b)\s+   # one of two"] * 20), True),
    ],
)
def test_the_measure(pattern: str, written_out: bool) -> None:
    assert is_written_out(pattern) is written_out


def test_no_pattern_is_long_and_without_words_about_it() -> None:
    judged = [(name, path) for name, path in modules() if in_patterns(path)]
    assert len(judged) > 80
    long = [
        f"{name}:{line}"
        for name, path in judged
        for line, text in literals(ast.parse(path.read_text(encoding="utf-8")))
        if not is_written_out(text)
    ]
    assert long == []
