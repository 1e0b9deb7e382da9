"""Writes requirements/run.txt and dev.txt: exact versions with the SHA-256 of every file that may stand for them.

The versions are those of the environment; only what `pyproject.toml` reaches, directly or not, is written. The sums
come from the package index that pip itself uses (PEP 691); what is written already for a version is kept, so that a sum
that changes upstream is noticed and not taken over.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import urllib.request
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
JSON = "application/vnd.pypi.simple.v1+json"
OURS = ("vanban", "thuongton")  # distributions of this repository: what they need is pinned, they are not
HEAD = "# Exact versions and sums for `make {of}`; written by `make pin`, installed with --require-hashes.\n"


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
        if name not in OURS:
            pinned[name] = found.version
        for text in found.requires or []:
            needed = Requirement(text)
            extras = wanted.extras or {""}
            if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in extras):
                waiting.append(needed)
    return pinned


def index() -> str:
    """The address of the package index of pip's own configuration."""
    told = subprocess.run(
        [sys.executable, "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return (os.environ.get("PIP_INDEX_URL") or told or "https://pypi.org/simple").rstrip("/")


def sums_of(name: str, version: str, address: str) -> list[str]:
    """The SHA-256 of every file of a release, in order. Raises LookupError when the index has none."""
    if not address.startswith("https://"):
        raise LookupError(f"{address}: an index is asked over https only")
    asked = urllib.request.Request(f"{address}/{name}/", headers={"Accept": JSON})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        files = json.load(answer)["files"]
    found = set()
    for file in files:
        try:
            if file["filename"].endswith(".whl"):
                release = parse_wheel_filename(file["filename"])[1]
            else:
                release = parse_sdist_filename(file["filename"])[1]
        except (InvalidWheelFilename, InvalidSdistFilename):
            continue
        if release == Version(version) and "sha256" in file["hashes"]:
            found.add(file["hashes"]["sha256"])
    if not found:
        raise LookupError(f"{name} {version}: the index tells no sums")
    return sorted(found)


def known_sums(text: str) -> dict[tuple[str, str], list[str]]:
    """What a written file says: (name, version) → sums."""
    entries = re.findall(r"^([a-z0-9._-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", text, re.MULTILINE)
    return {(name, version): re.findall(r"sha256:([0-9a-f]{64})", sums) for name, version, sums in entries}


def entry(name: str, version: str, sums: list[str]) -> str:
    """One pin with its sums, as pip reads it."""
    return f"{name}=={version}" + "".join(f" \\\n    --hash=sha256:{one}" for one in sums) + "\n"


def main() -> int:
    """Writes the files; 2 when the environment does not satisfy pyproject.toml or the index does not answer."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    # The project itself is built in the environment, so its build tools are pinned with the rest.
    run = [*project["project"]["dependencies"], *project["build-system"]["requires"], "editables"]
    known: dict[tuple[str, str], list[str]] = {}
    for path in FOLDER.glob("*.txt"):
        known |= known_sums(path.read_text("utf-8"))
    try:
        address = index()
        for name, asked in (("run", run), ("dev", [*run, *project["dependency-groups"]["dev"]])):
            pinned = closure(asked)
            for key in pinned.items():
                if key not in known:
                    known[key] = sums_of(*key, address)
            lines = [entry(one, pinned[one], known[one, pinned[one]]) for one in sorted(pinned)]
            (FOLDER / f"{name}.txt").write_text(HEAD.format(of=name) + "".join(lines), "utf-8")
            print(f"requirements/{name}.txt: {len(pinned)}")
    except (LookupError, OSError) as error:
        print(f"pin: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
