"""Runs the measurements and writes their figures into bench/RESULTS.md; `make bench`, or `make bench ARGS=start`.

A measurement is a module `bench_NAME.py` here with a function `measure() -> list[Figure]`. Its figures replace its own
section of the results (``SECTION``, else its name); other sections stay. No bar is asserted: a measurement says what
is, a person judges.
"""

from __future__ import annotations

import datetime as dt
import importlib
import os
import platform
import re
import sys
from pathlib import Path

from figure import Figure

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
HEAD = "# Results\n\nWritten by `make bench`; each section says where and when it was measured.\n"


def machine() -> str:
    """Processor, cores and memory, in a few words."""
    model = platform.processor() or platform.machine()
    memory = ""
    if (info := Path("/proc/cpuinfo")).is_file() and (found := re.search(r"model name\s*: (.+)", info.read_text())):
        model = found[1]
    if (info := Path("/proc/meminfo")).is_file() and (found := re.search(r"MemTotal:\s*(\d+)", info.read_text())):
        memory = f", {int(found[1]) / 1024**2:.0f} GB"
    return f"{model}, {os.cpu_count()} cores{memory}; {platform.system()}, Python {platform.python_version()}"


def section(title: str, name: str, purpose: str, figures: list[Figure], day: dt.date) -> str:
    """The Markdown of one measurement."""
    rows = "".join(f"| {f.what} | {f.value} | {f.bar or '–'} |\n" for f in figures)
    return (
        f"## {title}\n\n{purpose}\n\n| what | measured | bar |\n|---|---|---|\n{rows}\n"
        f"{day.isoformat()} · {machine()} · `make bench ARGS={name}`\n"
    )


def put(results: str, name: str, text: str) -> str:
    """The results with one section replaced, or added at its place in the order of names."""
    head, *parts = re.split(r"^(?=## )", results or HEAD, flags=re.MULTILINE)
    kept = [part.rstrip() + "\n" for part in parts if part.split("\n", 1)[0] != f"## {name}"]
    return "\n".join([head.rstrip() + "\n", *sorted([*kept, text])])


def main(arguments: list[str]) -> int:
    """Runs the named measurements, all of them without a name; 2 for a name that does not exist."""
    known = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    if unknown := [name for name in arguments if name not in known]:
        print(f"bench: không có phép đo {', '.join(unknown)}; có: {', '.join(known)}", file=sys.stderr)
        return 2
    for name in arguments or known:
        module = importlib.import_module(f"bench_{name}")
        print(f"== {name}", flush=True)
        figures = module.measure()
        for figure in figures:
            print(f"{figure.what}: {figure.value}" + (f" (mức: {figure.bar})" if figure.bar else ""), flush=True)
        written = RESULTS.read_text("utf-8") if RESULTS.is_file() else ""
        title = getattr(module, "SECTION", name)
        text = section(title, name, (module.__doc__ or "").strip().splitlines()[0], figures, dt.date.today())
        RESULTS.write_text(put(written, title, text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
