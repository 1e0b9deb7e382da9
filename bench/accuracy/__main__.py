"""How well papers are read, against labels made by reading: precision, recall and F1 of each kind.

    python -m bench.accuracy [headers|citations|tasks|annex|timing|lint|structure|files|amendments|figures …]
                             [--half tune|held] [--diagnose] [--shared ../shared]

The labelled papers are parted in halves by their identifier (:func:`score.half_of`): the readers are tuned on "tune";
"held" shows what tuning is worth. ``--diagnose`` prints every miss and every false alarm.
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

from score import HALVES, Score  # noqa: E402  (the measurements stand beside this file)

KINDS = ("headers", "citations", "tasks", "annex", "timing", "lint", "structure", "files", "amendments", "figures")


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
    parser.add_argument("--shared", type=Path, default=SHARED)
    options = parser.parse_args(arguments)
    if unknown := [kind for kind in options.kind if kind not in present()]:
        print(f"bench.accuracy: không có phép đo {', '.join(unknown)}; có: {', '.join(present())}", file=sys.stderr)
        return 2
    if not (options.shared / "seeds").is_dir():
        print(f"bench.accuracy: {options.shared}: không có thư mục văn bản đã gán nhãn", file=sys.stderr)
        return 2
    for kind in options.kind or present():
        print(f"{kind:<30}{'found':>7}{'missed':>8}{'false':>7}{'precision':>11}{'recall':>8}{'F1':>7}", flush=True)
        for score in measure(kind, options.shared, options.half, options.diagnose):
            print(
                f"  {score.kind:<28}{score.found:>7}{score.missed:>8}{score.false:>7}"
                f"{score.precision:>11.3f}{score.recall:>8.3f}{score.f1:>7.3f}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
