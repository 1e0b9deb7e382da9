"""Names of parameters as they stand in the source: what views read from a request, and controls that pages print.

Not the way the walk finds its names (:mod:`security.recorder` notes them while a view runs); a second look from
another side, by which a name that was never met is found.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import thuongton
from security.recorder import FRAME

SOURCES = Path(thuongton.__file__).parent
CONTROL = re.compile(r'<(?:input|select|textarea|button)\b[^>]*?\sname="([\w-]+)"')
LEFT_OUT = "demo"
"""The room of the demonstration data; its page of components stands on the machine of who builds them only."""
READING = ("get", "getlist", "pop")


def names_in_views(sources: Path = SOURCES) -> dict[str, str]:
    """Every name that is read of a request as a plain word, and where."""
    found: dict[str, str] = {}
    for path in _files(sources, "*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (name := _read_by(node)) and name not in FRAME:
                found.setdefault(name, str(path.relative_to(sources)))
    return found


def names_in_pages(sources: Path = SOURCES) -> dict[str, str]:
    """Every name of a control that a template prints, and where."""
    found: dict[str, str] = {}
    for path in _files(sources, "*.html"):
        for name in CONTROL.findall(path.read_text("utf-8")):
            if name not in FRAME:
                found.setdefault(name, str(path.relative_to(sources)))
    return found


def _files(sources: Path, kind: str) -> list[Path]:
    return [path for path in sorted(sources.rglob(kind)) if path.relative_to(sources).parts[0] != LEFT_OUT]


def _read_by(node: ast.AST) -> str:
    """The name that a call, a subscript or an «in» reads of a request."""
    key: ast.AST | None = None
    match node:
        case ast.Call(func=ast.Attribute(value=values, attr=attr), args=[first, *_]) if attr in READING:
            key = first if _of_a_request(values) else None
        case ast.Subscript(value=values, slice=inside) if _of_a_request(values):
            key = inside
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[values]) if _of_a_request(values):
            key = left
    return key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""


def _of_a_request(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in ("GET", "POST", "FILES")
