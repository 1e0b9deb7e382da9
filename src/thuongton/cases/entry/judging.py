"""What becomes of a row: the acts it says, judged one after another as if they were done, nothing written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct, CaseSentence, moment
from thuongton.cases.engine.fold import advance
from thuongton.cases.engine.judge import ASKED, judge
from thuongton.cases.engine.state import FoldedCase
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.entry.columns import EntryGrid, as_data
from thuongton.cases.entry.reading import CellReading, read_cell
from thuongton.web.dates import day_words

LATE = "nhap_muon"


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


BEFORE = _("trước ngày của việc đứng trước nó (%(before)s); ghi phần trước, phần này để lại hỏi sau")


NO_BOOK = _("ngày ấy chưa có sổ này")
NOTHING = _("không có việc nào chưa ghi")
KindAt = Callable[[dt.date], CaseKind | None]


class RowFate(StrEnum):
    """What becomes of a row when the page is written."""

    EMPTY = "empty"  # nothing stands in it
    READY = "ready"
    DOUBTFUL = "doubtful"  # written, with something to ask about
    REJECTED = "rejected"  # not written: it stays as typed


@dataclass(frozen=True, slots=True)
class RowSaid:
    """One sentence about a row; ``column`` is the name of the cell that it speaks of, "" for the row."""

    column: str
    sentence: CaseSentence
    rejects: bool = False


NO_CASE = RowSaid("", CaseSentence(_("không có hồ sơ mang số này trong sổ")), rejects=True)


@dataclass(frozen=True, slots=True)
class RowAct:
    """An act that a row says: what, when (ISO), with which fields; the names of its day's column and of its cells."""

    do: str
    on: str
    data: Mapping[str, Any]
    day: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A row as it was read: the acts that can be done, the names of the cells that wait, what is to be said.

    ``late``: some act of it is recorded long after it happened («nhập muộn»).
    """

    fate: RowFate
    acts: tuple[RowAct, ...] = ()
    waiting: tuple[str, ...] = ()
    said: tuple[RowSaid, ...] = ()
    shown: Mapping[str, str] = field(default_factory=dict)
    late: bool = False


def judged_row(
    grid: EntryGrid,
    texts: Mapping[str, str],
    now: dt.datetime,
    role: str,
    time: Timekeeper,
    begun: FoldedCase | None = None,
    kind_at: KindAt | None = None,
) -> EnteredRow:
    """What becomes of a row of texts by the names of its columns. ``begun``: the case that the row goes on with;
    ``kind_at``: the version of the kind in force on a day, where it may be another than that of the columns."""
    cells = {one.name: read_cell(one, texts.get(one.name, ""), now.date()) for one in grid.columns}
    if not any(texts.get(one.name, "").strip() for one in grid.columns):
        return EnteredRow(RowFate.EMPTY)
    said = [RowSaid(name, cell.wrong, rejects=True) for name, cell in cells.items() if cell.wrong is not None]
    said += [RowSaid(name, cell.doubt) for name, cell in cells.items() if cell.doubt is not None]
    shown = {name: cell.shown for name, cell in cells.items() if cell.shown}
    acts = _acts(grid, cells, said, begun)
    if any(one.rejects for one in said):
        return _rejected(said, shown)
    if not acts:
        return _rejected([*said, RowSaid("", CaseSentence(NOTHING), rejects=True)], shown)
    kind = kind_at(moment(acts[0].on)[0].date()) if begun is None and kind_at is not None else grid.kind
    if kind is None:
        return _rejected([*said, RowSaid(acts[0].day, CaseSentence(NO_BOOK), rejects=True)], shown)
    case = deepcopy(begun) if begun is not None else FoldedCase(kind)
    done: list[RowAct] = []
    for place, act in enumerate(acts):
        sentence, refused = _tried(case, act, now, role, time)
        if refused is None:
            said += [RowSaid(act.day, one) for one in sentence if one.what != ASKED]
            done.append(act)
            continue
        wait = (bool(done) or begun is not None) and refused == "day" and _is_before(case, act)
        told = CaseSentence(BEFORE, {"before": day_words(case.moved_on)}) if wait else sentence[0]
        said.append(RowSaid(act.day, told, rejects=not wait))
        if not wait:
            return _rejected(said, shown)
        left = tuple(name for one in acts[place:] for name in one.columns)
        return EnteredRow(RowFate.DOUBTFUL, tuple(done), left, tuple(said), shown, LATE in case.flags)
    fate = RowFate.DOUBTFUL if said else RowFate.READY
    return EnteredRow(fate, tuple(done), (), tuple(said), shown, LATE in case.flags)


def _rejected(said: Sequence[RowSaid], shown: Mapping[str, str]) -> EnteredRow:
    return EnteredRow(RowFate.REJECTED, said=tuple(said), shown=shown)


def _is_before(case: FoldedCase, act: RowAct) -> bool:
    return case.moved_on is not None and moment(act.on)[0].date() < case.moved_on


def _tried(
    case: FoldedCase, act: RowAct, now: dt.datetime, role: str, time: Timekeeper
) -> tuple[list[CaseSentence], str | None]:
    """Do an act in thought. Returns warnings and None, or the sentence of its refusal and the code."""
    on, timed = moment(act.on)
    tried = CaseAct(act.do, on, now, role, "", act.data, None, timed)
    answer = judge(case, tried, time)
    if answer.refused is not None:
        return [answer.refused], answer.code
    advance(case, tried, time)
    return list(answer.warnings), None


def _acts(
    grid: EntryGrid, cells: Mapping[str, CellReading], said: list[RowSaid], begun: FoldedCase | None
) -> Sequence[RowAct]:
    """The acts that the cells of a row say, in the order of the grid."""
    done = {one.do for one in begun.acts} if begun is not None else set()
    opens = grid.acts[0]
    found: dict[str, RowAct] = {}
    for act in reversed(grid.acts):  # an act without words of its own comes with the act whose day it takes
        if act in done:
            continue
        own = [one for one in grid.of(act) if cells[one.name].value is not None]
        source = grid.days.get(act, act)
        day = f"{source}.on"
        on = cells[day].value if day in cells else None
        follows = act in grid.days and not grid.of(act)
        wanted = (source in found and bool(on)) if follows else bool(own) or (act not in grid.days and bool(on))
        if not wanted and not (act == opens and begun is None):
            continue
        if on is None:
            if day not in cells or cells[day].wrong is None:  # else what is wrong with it is said already
                said.append(RowSaid(day if day in cells else "", CaseSentence(_("thiếu ngày")), rejects=True))
            continue
        data: dict[str, Any] = {}
        for one in own:
            as_data(one, cells[one.name].value, data)
        columns = ([day] if act not in grid.days else []) + [one.name for one in own]
        found[act] = RowAct(act, str(on), data, day, tuple(columns))
    return [found[act] for act in grid.acts if act in found]
