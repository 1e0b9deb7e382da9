"""One word for one thing: no two public classes of the platform bear the same name.

«Line», «Row», «Standing» said four things each; a reader had to know the room to know the word. A class is named after
what it is in full (``PlanLine``, ``TaskRow``); the corridor that all rooms use keeps the short word.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLATFORM = ROOT / "src" / "thuongton"
SAME: dict[str, str] = {}
"""Names that several classes bear, each with its reason."""


def classes() -> dict[str, list[str]]:
    """The public classes at the top of modules, by name, with their modules; migrations and apps name their own."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PLATFORM.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found[node.name].append(str(path.relative_to(PLATFORM)))
    return dict(found)


def test_no_two_public_classes_share_a_name() -> None:
    wrong = [f"{name}: {', '.join(where)}" for name, where in classes().items() if len(where) > 1 and name not in SAME]
    assert not wrong, "đặt tên đúng điều lớp ấy là (docs/architecture.md «Words»):\n" + "\n".join(wrong)


def test_the_exceptions_are_needed() -> None:
    found = classes()
    assert [name for name in SAME if len(found.get(name, ())) < 2] == []
