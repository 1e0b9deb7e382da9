"""How well papers are read, against labels made by reading: precision, recall and F1 of each kind.

    python -m bench.accuracy [headers|citations|tasks|plans|invented|annex|timing|lint|structure|files|amendments …]
                             [--half tune|held] [--diagnose] [--floors] [--shared ../shared]

The labelled papers are parted in halves by their identifier (:func:`score.half_of`): the readers are tuned on "tune";
"held" shows what tuning is worth. ``--diagnose`` prints every miss and every false alarm. ``--floors`` measures what
``floors.toml`` has floors for and ends with 1 when a score lies below its own.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent.parent / "shared"
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

import floors as floors_of  # noqa: E402  (the measurements stand beside this file)
from score import HALVES, Score  # noqa: E402  (the measurements stand beside this file)

KINDS = (
    *("headers", "citations", "tasks", "plans", "invented", "annex", "timing", "lint", "structure", "files"),
    *("amendments", "figures", "passages"),
)


def measure(kind: str, shared: Path = SHARED, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The scores of one measurement: the module of that name."""
    scores: list[Score] = importlib.import_module(kind).measure(shared, half, diagnose)
    return scores


def present() -> tuple[str, ...]:
    """The measurements that there are."""
    return tuple(kind for kind in KINDS if (HERE / f"{kind}.py").is_file())


def main(arguments: list[str] | None = None) -> int:
    """Prints a table of the named measurements, of all without a name; 2 when the labelled papers are not there."""
    parser = argparse.ArgumentParser(
        "bench.accuracy", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kind", nargs="*", help=", ".join(present()))
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--diagnose", action="store_true", help="print every miss and every false alarm")
    parser.add_argument("--floors", action="store_true", help="1 when a score lies below its floor")
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args(arguments)
    if unknown := [kind for kind in options.kind if kind not in present()]:
        print(f"bench.accuracy: không có phép đo {', '.join(unknown)}; có: {', '.join(present())}", file=sys.stderr)
        return 2
    if not (options.shared / "seeds").is_dir():
        print(f"bench.accuracy: {options.shared}: không có thư mục văn bản đã gán nhãn", file=sys.stderr)
        return 2
    floors = floors_of.load() if options.floors else {}
    sunk = 0
    for kind in options.kind or (floors or present()):
        scores = measure(kind, options.shared, options.half, options.diagnose)
        print(table(kind, scores), flush=True)
        for line in floors_of.below(scores, floors.get(kind, {})):
            print(f"{kind}, below its floor: {line}", file=sys.stderr)
            sunk += 1
    return 1 if sunk else 0


def table(kind: str, scores: list[Score]) -> str:
    """The scores of one measurement in columns."""
    rows = [f"{kind:<30}{'found':>7}{'missed':>8}{'false':>7}{'precision':>11}{'recall':>8}{'F1':>7}"]
    rows += [
        f"  {s.kind:<28}{s.found:>7}{s.missed:>8}{s.false:>7}{s.precision:>11.3f}{s.recall:>8.3f}{s.f1:>7.3f}"
        for s in scores
    ]
    return "\n".join(rows)


if __name__ == "__main__":
    sys.exit(main())
