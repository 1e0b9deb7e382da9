"""Nasty values to every route and to the API on both databases, and 10,000 mutants of papers and sheets read.

The world, the names and the list of values are those of `tests/security/nasty.py`; of the list so many requests are
drawn for each route by a seed (`THUONGTON_FUZZ_EACH`, below 0 for all; `THUONGTON_FUZZ_ENGINES` names databases). The
API is asked by schemathesis from its own description. A mutant is made from its number (`tests/documents/mutants.py`)
and read as the site does.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from both import ROOT, found_on, installation
from figure import Figure

EACH = int(os.environ.get("THUONGTON_FUZZ_EACH", "60"))
MUTANTS = int(os.environ.get("THUONGTON_FUZZ_MUTANTS", "10000"))
EXAMPLES = int(os.environ.get("THUONGTON_FUZZ_EXAMPLES", "400"))
ENGINES = tuple(os.environ.get("THUONGTON_FUZZ_ENGINES", "postgresql sqlite").split())
HOURS = 4 * 3600
"""Seconds that a part may take."""
_STATISTICS = re.compile(r"(\d+) passing, (\d+) failing, and (\d+) invalid")


def measure() -> list[Figure]:
    """Pages of both databases, the API and the readers, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        pages = {engine: pool.submit(_kept, f"pages-{engine}-{EACH}", _pages, engine) for engine in ENGINES}
        halves = [pool.submit(_kept, f"mutants-{MUTANTS}-{half}", _mutants, half) for half in range(2)]
        programs = {engine: pool.submit(_kept, f"api-{engine}-{EXAMPLES}", _api, engine) for engine in ENGINES}
        figures = [figure for engine, one in pages.items() for figure in _told(engine, one.result())]
        figures += [figure for engine, one in programs.items() for figure in _answered(engine, one.result())]
        return figures + _read([one.result() for one in halves])


def _kept(name: str, work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What a part found, from the folder ``THUONGTON_FUZZ_KEPT`` if it was done: hours may be resumed."""
    folder = os.environ.get("THUONGTON_FUZZ_KEPT")
    place = Path(folder) / f"{name}.json" if folder else None
    if place and place.is_file():
        found: dict[str, Any] = json.loads(place.read_text("utf-8"))
        return found
    found = work(*arguments)
    if place:
        place.write_text(json.dumps(found), "utf-8")
    return found


def _pages(engine: str) -> dict[str, Any]:
    return found_on(engine, "fuzz_pages.py", EACH, timeout=HOURS)


def _told(engine: str, found: dict[str, Any]) -> list[Figure]:
    statuses = Counter({int(status): number for status, number in found["statuses"].items()})
    for fault in found["faults"]:
        print(f"{engine}: {fault}", flush=True)
    drawn = "all" if EACH < 0 else f"{EACH} a route drawn by a seed"
    return [
        Figure(f"{engine}: routes, names of them", f"{found['routes']}, {found['names']:,}"),
        Figure(f"{engine}: requests on the list, sent", f"{found['listed']:,}, {statuses.total():,} ({drawn})"),
        Figure(f"{engine}: of them by what is nasty", _counted(found["families"])),
        Figure(f"{engine}: answers by status", _counted(dict(sorted(statuses.items())))),
        Figure(f"{engine}: answers of 500 and above, or none", str(len(found["faults"])), "0"),
        Figure(f"{engine}: values that only the database refused, answered 400", str(sum(found["late"].values())), "0"),
    ]


def _counted(found: dict[Any, int]) -> str:
    return ", ".join(f"{what} {number:,}" for what, number in found.items())


def _api(engine: str) -> dict[str, Any]:
    """The contract of the API with more examples than the tests take."""
    with installation(engine) as environment:
        command = [sys.executable, "-m", "pytest", "tests/api/test_contract.py", "-q", "-p", "no:cacheprovider"]
        done = subprocess.run(
            [*command, "--hypothesis-show-statistics"],
            cwd=ROOT,
            env=environment | {"THUONGTON_EXAMPLES": str(EXAMPLES)},
            capture_output=True,
            text=True,
            timeout=HOURS,
            check=False,
        )
    counted = [tuple(map(int, match)) for match in _STATISTICS.findall(done.stdout)]
    if done.returncode or not counted:
        print(done.stdout[-6000:], flush=True)
    passing, failing, invalid = (sum(column) for column in zip(*counted, strict=True)) if counted else (0, 0, 0)
    return {
        "passing": passing,
        "failing": failing,
        "invalid": invalid,
        "ended": done.returncode,
        "operations": len(counted),
    }


def _answered(engine: str, found: dict[str, Any]) -> list[Figure]:
    against = f"{found['failing']}" + (f" (ended with {found['ended']})" if found["ended"] else "")
    return [
        Figure(
            f"{engine}: API, operations; requests answered as the description says",
            f"{found['operations']}; {found['passing']:,} ({found['invalid']:,} could not be made)",
        ),
        Figure(f"{engine}: API, answers of 500 and above or against the description", against, "0"),
    ]


def _mutants(half: int) -> dict[str, Any]:
    return found_on("sqlite", "fuzz_files.py", half, MUTANTS, 2, timeout=HOURS)


def _again(number: int) -> dict[str, Any]:
    return found_on("sqlite", "fuzz_files.py", number, number + 1, 1, timeout=HOURS)


def _read(halves: list[dict[str, Any]]) -> list[Figure]:
    verdicts: Counter[str] = Counter()
    damage: Counter[str] = Counter()
    for half in halves:
        verdicts.update(half["verdicts"])
        damage.update(half["damage"])
    faults = [fault for half in halves for fault in half["faults"]]
    still = [fault for one in faults for fault in _again(int(one.split()[0]))["faults"]]
    for fault in faults:
        print(fault, flush=True)
    figures = [
        Figure("mutants read as the site reads them", f"{verdicts.total():,}", "10,000"),
        Figure("mutants by what was done to them (some more than once)", _counted(dict(damage.most_common()))),
    ]
    for form in sorted({key.split("|")[0] for key in verdicts}):
        own = {key.split("|")[1]: number for key, number in verdicts.most_common() if key.startswith(f"{form}|")}
        figures.append(Figure(f"{form}: {sum(own.values()):,}", _counted(own)))
    worst = max(half["slowest"] for half in halves)
    return [
        *figures,
        Figure("errors nobody foresaw, readers that died, took too long or too much memory", str(len(faults)), "0"),
        Figure("of them still so when the mutant was read again at the end", str(len(still)), "0"),
        Figure("slowest mutant", f"{worst[0]:.1f} s ({worst[1]})"),
    ]
