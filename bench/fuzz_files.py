"""Reads mutants of papers and sheets one after the other, as the site does, and prints what came out as JSON.

`python bench/fuzz_files.py FIRST NUMBER STEP`
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))


def main(first: int, number: int, step: int) -> dict[str, Any]:
    """The mutants FIRST, FIRST + STEP … below NUMBER: verdicts by format, kinds of damage, faults, the slowest."""
    import django

    django.setup()
    from documents.mutants import mutant
    from documents.read_mutants import read_mutant
    from thuongton.config.serving import READ_BY
    from vanban import apart

    apart.warm(load=READ_BY)
    verdicts: Counter[str] = Counter()
    damage: Counter[str] = Counter()
    faults: list[str] = []
    slowest = (0.0, "")
    for at in range(first, number, step):
        one = mutant(at)
        verdict = read_mutant(one)
        verdicts[f"{one.form}|{verdict.what}"] += 1
        damage.update(one.done)
        faults += [verdict.fault] if verdict.fault else []
        slowest = max(slowest, (verdict.seconds, f"{one.form} {at}"))
        if verdict.fault or at % (100 * step) == first:
            print(at, verdict, flush=True)
    return {"verdicts": verdicts, "damage": damage, "faults": faults, "slowest": slowest}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
    print(json.dumps(main(*map(int, sys.argv[1:]))))
