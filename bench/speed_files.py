"""How long `vanban read` takes on one file and how much memory, each in a process of its own.

    python bench/speed_files.py [--corpus ../shared/dev_corpus]

A PDF of 60 pages is put together from a real law; Word files are those of the corpus; bars: 4 s, 1 s, 300 MB.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAGES = 60


def long_pdf(source: Path, target: Path) -> None:
    """A PDF of ``PAGES`` pages made of the pages of another."""
    import pypdfium2

    new, old = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(source)
    while len(new) < PAGES:
        new.import_pages(old, list(range(min(len(old), PAGES - len(new)))))
    new.save(target)


def measure(path: Path) -> tuple[float, float, int]:
    """Seconds on the wall, seconds of the processor and megabytes at the peak of one run of the command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begin = time.perf_counter()
    code = (
        "import resource, sys; from vanban.cli import main; main(['read', sys.argv[1], '--json']);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True, text=True)
    spent = time.perf_counter() - begin
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, used, int(done.stderr.split()[-1])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/dev_corpus"))
    options = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        long = Path(folder) / f"{PAGES}-pages.pdf"
        long_pdf(next((options.corpus / "legal_files").glob("*076*.pdf")), long)
        files = [(long, 4.0), *((path, 1.0) for path in sorted((options.corpus / "admin").glob("*.docx")))]
        for path, bar in files:
            spent, used, peak = measure(path)
            good = good and used <= bar and peak <= 300
            print(f"{spent:6.2f} s  {used:6.2f} s of processor  {peak:4d} MB  {path.name[:60]}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
