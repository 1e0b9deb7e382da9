"""The register of law on the material of development: official texts, dated questions, states as shown, bases, import.

Every figure comes of the commands `thuongton law …` on fresh registers. With `LAW_DIAGNOSE=1` each miss is printed;
`LAW_QUICK=1` leaves the import of 450 documents out.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from figure import Figure

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("THUONGTON_SHARED", ROOT.parent / "shared"))
sys.path.insert(0, str(ROOT / "tests" / "law"))

BARS = {
    "changed": "0.80; aim 0.95", "unchanged": "0.99", "(article, act) told": "0.95", "state": "0.95; aim 0.99",
    "words": "0.95; aim 0.99", "acts": "0.95; aim 0.99", "unknown never called in force": "1",
    "none ended wrongly": "1", "faults found": "0.90; aim 0.97", "sound lines without alarm": "0.98; aim 1",
}  # fmt: skip
TITLES = {
    "changed": "changed articles letter for letter as the official text",
    "unchanged": "unchanged articles kept",
    "changed and unchanged told or right": "articles right, or with a finding beside them",
    "(article, act) told": "(article, act) of the official footnotes told",
}


class Registers:
    """Registers in folders of their own, each a copy of one empty installation; every command in its own process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.number = 0
        self.empty = folder / "empty"
        self.run(self.empty, ["quality"])

    def run(self, register: Path, arguments: Sequence[str]) -> tuple[int, str]:
        """One `thuongton law` command on a register; raises RuntimeError for input that cannot be used."""
        register.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "thuongton.cli", "law", *arguments],
            cwd=ROOT,
            env={**os.environ, "THUONGTON_DATA": str(register)},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(done.stderr[-2000:])
        return done.returncode, done.stdout

    def fresh(self, *sources: Path) -> Path:
        """A register with some sources in it."""
        self.number += 1
        place = self.folder / f"register{self.number}"
        shutil.copytree(self.empty, place)
        if sources:
            self.run(place, ["import", *map(str, sources), "--json"])
        return place


def measure() -> list[Figure]:
    """All bars of the table of the register that concern texts, states, bases and import."""
    if not (SHARED / "law_dev").is_dir():
        return [Figure("labels of law", "not beside the repository")]
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-law-") as name:
        folder = Path(name)
        registers = Registers(folder)
        figures = _labelled(registers, folder)
        if not os.environ.get("LAW_QUICK"):
            figures += _large(registers, folder)
        return figures


def _labelled(registers: Registers, folder: Path) -> list[Figure]:
    import labels

    law = SHARED / "law_dev"
    texts, asked, faults = [], [], []
    for pair in labels.PAIRS:
        place = registers.fresh(law / pair)
        run = _on(registers, place)
        texts.append(labels.consolidation(SHARED, pair, run))
        asked.append(labels.questions(SHARED, pair, run, folder))
        faults.append(labels.bases(SHARED, "cancu_clause", run, pair))
    table = folder / "asked-of.jsonl"
    table.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in labels.register_of_questions(SHARED)), "utf-8"
    )
    asked.append(labels.questions(SHARED, "register450", _on(registers, registers.fresh(table)), folder))
    facts = registers.fresh(law / "cancu" / "register.jsonl")
    figures = _figures("", labels.added(texts))
    figures += _figures("dated questions: ", labels.added(asked))
    figures += _figures("lists of bases: ", labels.bases(SHARED, "cancu", _on(registers, facts)))
    return figures + _figures("clauses as bases: ", labels.added(faults))


def _large(registers: Registers, folder: Path) -> list[Figure]:
    """The 450 documents brought in with one core; then states as the national database shows them."""
    import labels

    place = registers.fresh()
    began = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(SHARED / "dev_retrieval" / "vbpl450_corpus.jsonl.gz")],
        cwd=ROOT,
        env={**os.environ, "THUONGTON_DATA": str(place)},
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=_one_core,
    )
    wall = time.perf_counter() - began
    seconds, memory = json.loads(told.stdout.splitlines()[-1])
    figures = [
        Figure(
            "450 documents, 26,738 articles brought in, one core: processor", f"{seconds:.0f} s", "5 min; aim 2 min"
        ),
        Figure("the same on the wall", f"{wall:.0f} s", "5 min; aim 2 min"),
        Figure("the same: most memory", f"{memory / 1024:.0f} MB", "500 MB"),
    ]
    table = folder / "shown.jsonl"
    table.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in labels.shown_facts(SHARED)), "utf-8")
    registers.run(place, ["import", str(table), str(SHARED / "dev_corpus" / "legal_html"), "--json"])
    shown = labels.shown_status(SHARED, _on(registers, place), folder)
    return figures + _figures("453 acts as vbpl.vn shows them, ends not told to the register: ", shown)


_MEASURED = """
import json, os, resource, sys
from thuongton.cli import main
main(["law", "import", sys.argv[1], "--json"])
times = os.times()
print()
print(json.dumps([times.user + times.system, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def _one_core() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def _on(registers: Registers, place: Path):
    return lambda arguments: registers.run(place, arguments)


def _figures(before: str, marks: dict) -> list[Figure]:  # type: ignore[type-arg]
    if os.environ.get("LAW_DIAGNOSE"):
        for name, one in marks.items():
            for miss in one.misses:
                print(f"  {before}{name}: {miss}", flush=True)
    return [Figure(before + TITLES.get(name, name), str(one), BARS.get(name, "")) for name, one in marks.items()]
