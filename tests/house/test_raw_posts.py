"""What was sent is read by forms (``web/forms``, ``web/acts.py``): no view takes values out of ``request.POST``.

Modules that still do are listed with how often; a number only falls, and a module without any leaves the list.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
STILL_RAW = Path(__file__).with_name("raw_posts.txt")
CORRIDOR = ("web",)
"""Rooms whose work is what was sent: the corridor itself, its keeping of forms, and the bounds of every value."""


def raw_posts(tree: ast.AST) -> int:
    """How often a value is taken out of ``request.POST`` by its name: ``[…]``, ``get``, ``getlist``, ``in``."""
    found = 0
    for node in ast.walk(tree):
        reads = isinstance(node, ast.Attribute) and node.attr in ("get", "getlist", "items", "lists")
        if reads or isinstance(node, ast.Subscript):
            found += _is_post(node.value)
        elif isinstance(node, ast.Compare):
            found += sum(_is_post(one) for one in node.comparators)
    return found


def _is_post(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "POST"


def counted() -> dict[str, int]:
    """How often each module of the rooms does so, where it does."""
    found = {}
    for path in sorted(PLATFORM.rglob("*.py")):
        name = path.relative_to(PLATFORM)
        number = 0 if name.parts[0] in CORRIDOR else raw_posts(ast.parse(path.read_text("utf-8")))
        if number:
            found[str(name)] = number
    return found


def _listed() -> dict[str, int]:
    rows = (line.split() for line in STILL_RAW.read_text("utf-8").splitlines() if line)
    return {name: int(number) for number, name in rows}


def test_no_module_takes_more_values_than_it_did() -> None:
    listed = _listed()
    wrong = [f"{name}: {number}" for name, number in counted().items() if number > listed.get(name, 0)]
    assert not wrong, "đọc request.POST bằng biểu mẫu (web/forms/base.py), không đọc từng giá trị:\n" + "\n".join(wrong)


def test_a_module_that_takes_fewer_says_so() -> None:
    now = counted()
    done = [name for name, number in _listed().items() if now.get(name, 0) < number]
    assert not done, f"python {Path(__file__).relative_to(ROOT)} ghi lại {STILL_RAW.name}:\n" + "\n".join(done)


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("request.POST.get('so', '')", 1),
        ("request.POST['so']", 1),
        ("'so' in request.POST", 1),
        ("[one for one in self.request.POST.getlist('chon')]", 1),
        ("Form(request.POST, request.FILES)", 0),
        ("request.GET.get('trang')", 0),
    ],
)
def test_what_counts(source: str, number: int) -> None:
    assert raw_posts(ast.parse(source)) == number


if __name__ == "__main__":
    listed = _listed() if STILL_RAW.exists() else counted()
    rows = [f"{min(number, listed[name])} {name}\n" for name, number in counted().items() if name in listed]
    STILL_RAW.write_text("".join(rows), "utf-8")
