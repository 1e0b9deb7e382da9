"""Where the sources of the product stand: the platform, and the library `vanban` beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLATFORM = ROOT / "src"
LIBRARY = ROOT / "packages" / "vanban" / "src"
SOURCES = (PLATFORM, LIBRARY)
PYTHONPATH = os.pathsep.join(map(str, SOURCES))
"""For a process that is to run this tree, wherever the environment has it installed from."""


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the product: its name with its package («vanban/text.py»), and where it stands."""
    for source in SOURCES:
        for path in sorted(source.rglob("*.py")):
            yield str(path.relative_to(source)), path
