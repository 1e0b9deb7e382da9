"""A sealed backup made while papers are written, restored elsewhere and compared with its source row by row."""

from __future__ import annotations

from both import found_on
from figure import Figure


def measure() -> list[Figure]:
    """Rows, cells and files compared on both databases."""
    figures = []
    for engine in ("sqlite", "postgresql"):
        found = found_on(engine, "backup_compare.py")
        size = f"{found['size'] / 1024**2:.1f} MB"
        figures += [
            Figure(f"{engine}: rows, cells compared", f"{found['rows']}, {found['cells']}"),
            Figure(f"{engine}: rows changed by the writer since the backup", str(found["changed_since"])),
            Figure(f"{engine}: rows that differ", str(found["differ"]), "0"),
            Figure(f"{engine}: files compared by hash, bad", f"{found['files']}, {found['bad_files']}", "0 bad"),
            Figure(f"{engine}: exit code of `thuongton check` on the copy", str(found["check"]), "0"),
            Figure(f"{engine}: backup ({size}), restore", f"{found['backup_seconds']} s, {found['restore_seconds']} s"),
        ]
    return figures
