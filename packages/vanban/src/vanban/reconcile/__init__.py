"""Do the figures of a paper agree (đối chiếu số liệu): sums, totals of tables, rows against headings, several papers.

A verdict is «khớp» (agrees), «lệch» (does not), or «không truy được»: the two figures count different things or
the rows behind one of them are not in the paper, so that neither can be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vanban.model import Reading
from vanban.reconcile.comparisons import reconcile_comparisons
from vanban.reconcile.events import reconcile_events
from vanban.reconcile.papers import reconcile_papers
from vanban.reconcile.prose import reconcile_prose
from vanban.reconcile.shares import reconcile_shares
from vanban.reconcile.tables import annex_against_summary, reconcile_tables
from vanban.reconcile.values import Part, Reconciliation
from vanban.settling import settled
from vanban.viewing import viewed, way_back


def reconcile(*readings: Reading) -> list[Reconciliation]:
    """What the stated figures of the papers say of one another, in the order of the papers.

    Args:
        readings: one paper or several; several are also held against one another.
    """
    views = [viewed(reading) for reading in readings]
    if all(view is reading for view, reading in zip(views, readings, strict=True)):
        return _reconciled(readings)
    numbered = [replace(view, source=replace(view.source, name=str(at))) for at, view in enumerate(views)]
    return [
        replace(item, parts=tuple(_as_read(part, readings) for part in item.parts)) for item in _reconciled(numbered)
    ]


def _as_read(part: Part, readings: Sequence[Reading]) -> Part:
    """A figure of the view of a paper, which bears its number, at its place in the paper as read."""
    reading = readings[int(part.file)]
    return replace(way_back(settled(reading.text), reading.text)(part), file=reading.source.name)


def _reconciled(readings: Sequence[Reading]) -> list[Reconciliation]:
    found: list[Reconciliation] = []
    for reading in readings:
        found.extend(reconcile_prose(reading))
        found.extend(reconcile_shares(reading))
        found.extend(reconcile_comparisons(reading))
        found.extend(reconcile_tables(reading))
        found.extend(annex_against_summary(reading))
        found.extend(reconcile_events(reading))
    if len(readings) > 1:
        found.extend(reconcile_papers(readings))
    return _once(found)


def _once(found: Sequence[Reconciliation]) -> list[Reconciliation]:
    seen: set[tuple[str, tuple[tuple[str, int, int], ...]]] = set()
    kept = []
    for item in found:
        key = (item.statement, tuple((p.file, p.start, p.end) for p in item.parts))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


__all__ = ["Part", "Reconciliation", "reconcile"]
