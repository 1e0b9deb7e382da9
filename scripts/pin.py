"""Writes requirements/constraints.txt: the exact versions of all that running, testing and documenting need.

The versions are those of the environment; only what `pyproject.toml` reaches, directly or not, is written.
"""

from __future__ import annotations

import sys
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements" / "constraints.txt"


def closure(asked: list[str]) -> dict[str, str]:
    """Name → version of everything reached from the requirements; LookupError names what does not fit or is absent."""
    pinned: dict[str, str] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(text) for text in asked]
    while waiting:
        wanted = waiting.pop()
        name = canonicalize_name(wanted.name)
        if (name, frozenset(wanted.extras)) in seen:
            continue
        seen.add((name, frozenset(wanted.extras)))
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError as error:
            raise LookupError(f"{wanted} is not installed") from error
        if not wanted.specifier.contains(found.version, prereleases=True):
            raise LookupError(f"{wanted} is asked for, {found.version} is installed")
        pinned[name] = found.version
        for text in found.requires or []:
            needed = Requirement(text)
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
    return pinned


def main() -> int:
    """Writes the file; 2 when the environment does not satisfy pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    try:
        pinned = closure(asked)
    except LookupError as error:
        print(f"pin: {error}", file=sys.stderr)
        return 2
    head = "# Exact versions for `make run` and `make test`; written by `make pin`.\n"
    PINS.write_text(head + "".join(f"{name}=={pinned[name]}\n" for name in sorted(pinned)), "utf-8")
    print(f"{PINS.relative_to(ROOT)}: {len(pinned)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
