"""Every function, class, method and constant is used somewhere: what nothing names is not kept."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sources import PLATFORM, modules

HERE = Path(__file__).resolve()
ROOT = HERE.parents[2]
FOLDERS = ("src", "packages", "tests", "bench", "scripts")
WORD = re.compile(r"\w+")
LONGEST = 200
"""Texts that are longer tell people something and name nothing."""
BY_NAME = frozenset({"settings.py", "apps.py", "formats.py"})
"""Modules whose names Django asks for."""
ASKED_FOR = frozenset({"handler400", "handler403", "handler404", "handler500", "urlpatterns", "app_name", "__all__"})
"""Names that Django asks a module of addresses for."""
LEFT = frozenset(
    [
        "thuongton/people/queries.py:successions_visible_to",
        "thuongton/plans/queries/tasks.py:occurrences_visible_to",
    ]
)
"""Names of the platform that nothing uses yet; this list only shrinks."""


def definitions(path: Path) -> Iterator[str]:
    """What a module defines at its top: functions, classes, constants; decorated ones are used by their decorator."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if not node.decorator_list or isinstance(node, ast.ClassDef):
                yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def used() -> Counter[str]:
    """How often each name is read: in the code, in texts (addresses, names of settings), in templates."""
    found: Counter[str] = Counter()
    for path in (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")):
        if path == HERE:  # what is on the list is not used by it
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found[node.id] += 1
            elif isinstance(node, ast.Attribute):
                found[node.attr] += 1
            elif isinstance(node, ast.alias):
                found[node.name.rpartition(".")[2]] += 1
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < LONGEST:
                found.update(WORD.findall(node.value))
    for template in PLATFORM.rglob("*.html"):
        found.update(WORD.findall(template.read_text(encoding="utf-8")))
    return found


def unused() -> list[str]:
    """The names of modules of the product that stand nowhere but where they are defined."""
    often = used()
    found = []
    for module, path in modules():
        if "migrations" in path.parts or path.name in BY_NAME:
            continue
        for name in definitions(path):
            if not often[name] and name not in ASKED_FOR:
                found.append(f"{module}:{name}")
    return found


def test_every_name_is_used() -> None:
    left = {one for one in unused() if one not in LEFT}
    assert left == set()


def test_the_list_of_what_is_left_only_shrinks() -> None:
    assert set(unused()) >= LEFT, "take what is used or gone off the list"
    assert len(LEFT) <= 6
