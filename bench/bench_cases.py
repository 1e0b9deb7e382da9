"""Cases without a database: acts folded, snapshots taken, forms counted; kind files damaged and what the check says."""

from __future__ import annotations

import datetime as dt
import sys
import time
from pathlib import Path

from figure import Figure

from thuongton.calendars.terms.files import shipped_calendar
from thuongton.cases.definition.kind_files import check_forms_of, read_kind
from thuongton.cases.definition.library import kind_files, known_kinds
from thuongton.cases.definition.lines import Unreadable
from thuongton.cases.engine.fold import fold
from thuongton.cases.engine.snapshot import snapshot
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.statistics.counting import FormWindow, count_forms, views_of
from thuongton.cases.statistics.form_files import known_forms

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from cases.mutations import damages
from cases.walks import cases

KINDS = ("hoa_giai", "pakn_qppl", "xlvphc", "tro_giup_phap_ly", "tiep_cong_dan", "khieu_nai", "to_cao")
COUNT = 20_000


def measure() -> list[Figure]:
    """Folding, snapshots and forms over random cases; damages of every kind file."""
    keeper = Timekeeper(shipped_calendar().calendar)
    made = cases(66, COUNT, keeper, *KINDS)
    acts = sum(len(one.acts) for one in made)
    fresh = Timekeeper(shipped_calendar().calendar)
    began = time.perf_counter()
    folded = [fold(one.kind, one.acts, fresh) for one in made]
    folding = time.perf_counter() - began
    moment = dt.datetime.combine(dt.date(2026, 6, 30), dt.time())
    began = time.perf_counter()
    for case in folded:
        snapshot(case, moment, False, fresh)
    looking = time.perf_counter() - began
    window = FormWindow(dt.date(2025, 12, 15), dt.date(2026, 12, 14))
    forms = known_forms()
    began = time.perf_counter()
    count_forms(forms, list(forms), views_of(made, window, fresh), window)
    counting = time.perf_counter() - began
    return [
        Figure(
            f"{len(made):,} cases of {acts:,} acts folded, no due day known before",
            f"{len(made) / folding:,.0f} cases/s",
            "5,000 cases/s",
        ),
        Figure("the same as snapshots of a day: clocks, flags, queues", f"{len(made) / looking:,.0f} cases/s"),
        Figure(f"all {len(forms)} forms over them for a year, rows and identities", f"{counting:.2f} s"),
        *damaged(),
    ]


def damaged() -> list[Figure]:
    """Every damage of every kind file: found, and on its line."""
    total = found = placed = 0
    for path in kind_files():
        for damage in damages(path.read_text("utf-8")):
            try:
                kind, findings = read_kind(path.name, damage.text.encode())
                findings = findings + (check_forms_of([kind], known_forms()) if kind else [])
            except Unreadable as error:
                findings = [error.finding]
            if not findings and "final: true" in damage.what:
                continue  # other acts lead on from that state
            named = [one for one in findings if one.code in damage.codes]
            total += 1
            found += bool(named)
            placed += any(one.line in (damage.line, damage.block) for one in named)
    files = len(known_kinds())
    return [
        Figure(f"{total:,} damages of {files} kind files found", f"{found / total:.1%}", "100 %"),
        Figure("found on the damaged line or that of its entry", f"{placed / total:.1%}", "95 %"),
    ]
