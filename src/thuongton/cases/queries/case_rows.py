"""Cases as rows of a list: state, fields and nearest clock on the day of the page, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.fold import effective, fold_until
from thuongton.cases.lens import CaseLens
from thuongton.cases.models import Case, CaseTerm
from thuongton.cases.queries.cases import acts_by_case, fields_of, timekeeper
from thuongton.cases.queries.statuses import with_status
from thuongton.cases.rows import local
from thuongton.cases.shown.clock_words import ShownClock, nearest
from thuongton.cases.stories import version_of
from thuongton.keyring.queries import Keys
from thuongton.people.scopes import worn


@dataclass
class CaseRow:
    """A case on the day of a list. ``kind`` is None where no such kind is installed any more.

    ``fields`` are those one may read without saying why; ``whole_names``: whether the reader works on the register, so
    that names of persons stand whole on the page.
    """

    case: Case
    kind: CaseKind | None
    fields: dict[str, Any]
    clocks: Sequence[ShownClock]
    lens: CaseLens
    whole_names: bool

    @property
    def pk(self) -> int:
        """The key of the case."""
        return self.case.pk

    @property
    def clock(self) -> ShownClock | None:
        """What is due next."""
        return nearest(self.clocks)

    @property
    def done_late(self) -> bool:
        """Whether a time limit of the office ended after its day."""
        return any(one.status == "done_late" and not one.followed for one in self.clocks)

    @property
    def state_mark(self) -> str:
        """The mark of its state (``web/states.py``)."""
        state = self.kind.states.get(self.case.state) if self.kind is not None else None
        if state is None:
            return "unknown"
        return "ended" if state.final else "waiting" if state.clock == "paused" else "running"

    @property
    def signs(self) -> list[tuple[str, str]]:
        """What else is to be known of it, each with its mark: a limit that was missed, late entries, corrections."""
        found = []
        if self.done_late:
            found.append(("overdue", _("đã trễ hạn")))
        if "nhap_muon" in self.case.flags:
            found.append(("late_entry", _("nhập muộn")))
        if "da_dinh_chinh" in self.case.flags:
            found.append(("remark", _("đã đính chính")))
        if self.case.erased_on is not None:
            found.append(("ended", _("đã xoá dữ liệu cá nhân")))
        return found


def rows_of_cases(reader: Any, cases: Sequence[Case], lens: CaseLens, *, rewound: bool = False) -> list[CaseRow]:
    """The cases as rows: one query for their clocks, one for their keys; on an earlier day one for their acts."""
    clocks = clocks_by_case(cases, lens)
    if rewound:
        _rewind(cases, lens)
    keys = Keys(case.key_id for case in cases if case.key_id)
    hat = worn(reader)
    whole = hat is not None and hat.writes
    return [
        CaseRow(
            case,
            kind := version_of(case.kind, case.version),
            fields_of(case, keys) if kind is not None else {},
            clocks.get(case.pk, ()),
            lens,
            whole,
        )
        for case in cases
    ]


def clocks_by_case(cases: Sequence[Case], lens: CaseLens) -> dict[int, list[ShownClock]]:
    """The clocks of some cases with their status, in one query; those of before a reopening are left out."""
    found: dict[int, list[ShownClock]] = defaultdict(list)
    terms = CaseTerm.objects.filter(case__in=[case.pk for case in cases], past=False)
    for term in with_status(terms, lens.when, lens.timed).order_by("pk"):
        due_at = local(term.due_at) if term.by_moment and term.due_at else None
        status = term.status  # type: ignore[attr-defined]
        clock = ShownClock(term.key, status, term.due, due_at, term.followed, term.norm, term.provisional)
        found[term.case_id].append(clock)
    return found


def _rewind(cases: Sequence[Case], lens: CaseLens) -> None:
    """Let cases that were read stand as they did on an earlier day; they are not written again."""
    acts = acts_by_case(cases)
    time = timekeeper(None)
    for case in cases:
        kind = version_of(case.kind, case.version)
        if kind is None:
            continue
        done = effective(acts.get(case.pk, []))
        then = fold_until(kind, done, time, until=lens.day, id=str(case.uid), versions=version_of)
        if then.state is None:
            continue
        final = then.kind.states[then.state].final
        case.version, case.state, case.flags, case.data = (
            then.kind.version,
            then.state,
            sorted(then.flags),
            dict(then.data),
        )
        case.closed_on = then.states[-1][0] if final else None


def day_bounds(first: dt.date | None, last: dt.date | None) -> dict[str, dt.date]:
    """The conditions of a span of due days."""
    ends = {"due__gte": first, "due__lte": last}
    return {name: day for name, day in ends.items() if day is not None}
