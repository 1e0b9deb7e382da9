"""What a kind of case is (loại hồ sơ, sổ): fields, states, transitions, clocks, papers, queues; frozen data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from thuongton.cases.definition.conditions import CaseCondition

ACTING = ("congchuc", "lanhdao", "he_thong")
"""Who does acts: officer (công chức), leader (lãnh đạo), the system itself; controllers and citizens do none."""
OFFICE = ("congchuc", "lanhdao")
"""The hats of people in office."""
UNITS = ("working_day", "calendar_day", "month", "year", "hour", "same_day")
DIRECTIONS = ("after", "before")
SHIFTS = ("none", "next", "previous")
CONFIDENCES = ("seen", "seen_2nd", "memory", "unknown")
"""How surely a rule is known: its text read; quoted by others; remembered; not found."""
FIELD_TYPES = ("text", "long_text", "choice", "yes_no", "number", "money", "day", "moment", "clause", "case", "rows")
WORDINGS = ("known", "partly unknown", "unknown")
QUEUES = ("viec_cua_toi", "sap_den_han", "qua_han", "cho_bo_sung", "cho_lanh_dao", "mac_ket")
ANY = "any"
"""``from: any``: whatever the state."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A label in both languages."""

    vi: str
    en: str


@dataclass(frozen=True, slots=True)
class KindField:
    """A field of a case: ``kind`` is one of FIELD_TYPES; ``choices`` by name; ``parts`` are the columns of rows.

    ``personal``: says who somebody is; ``sensitive``: personal data the law calls sensitive (dữ liệu nhạy cảm).
    """

    name: str
    label: Bilingual
    kind: str
    choices: Mapping[str, Bilingual] = field(default_factory=dict)
    parts: tuple[KindField, ...] = ()
    personal: bool = False
    sensitive: bool = False
    line: int = 0

    @property
    def is_sealed(self) -> bool:
        """Whether it says who somebody is, or what the law calls sensitive, itself or in a part."""
        return self.personal or self.sensitive or any(part.is_sealed for part in self.parts)


@dataclass(frozen=True, slots=True)
class KindState:
    """A state; a ``final`` one ends the case; ``clock`` says whether time runs, stands or is over in it."""

    name: str
    label: Bilingual
    final: bool = False
    clock: str = "running"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Requirement:
    """A field that an act must give; with ``when`` only where that holds."""

    field: str
    when: CaseCondition | None = None


@dataclass(frozen=True, slots=True)
class KindTransition:
    """An act (thao tác): from which states (none: it opens a case), to which (None: stays), who may, what it needs.

    ``requires``: without them it is refused; ``asks``: without them it is done and somebody is told.

    ``within`` names the clocks that this act answers to: where it comes after their due day it is late.
    ``reopens``: a final state is left by it, on purpose and with a reason. ``refusal`` is what is said where ``when``
    does not hold.
    """

    name: str
    label: Bilingual
    sources: tuple[str, ...]
    to: str | None
    role: tuple[str, ...]
    requires: tuple[Requirement, ...] = ()
    asks: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    when: CaseCondition | None = None
    reopens: bool = False
    line: int = 0
    refusal: Bilingual | None = None

    @property
    def opens(self) -> bool:
        """Whether it begins a case."""
        return not self.sources

    @property
    def given(self) -> set[str]:
        """The fields that it gives."""
        return {*self.fields, *self.asks, *(need.field for need in self.requires)}


@dataclass(frozen=True, slots=True)
class ClockRule:
    """The number of a clock as one text of law has it, for start events from ``valid_from`` to ``valid_to``."""

    n: int
    unit: str
    direction: str = "after"
    shift: str = "none"
    cutoff: dt.time | None = None
    clause: str = ""
    confidence: str = "seen"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    line: int = 0
    from_line: int = 0
    to_line: int = 0

    def in_force(self, day: dt.date) -> bool:
        """Whether the rule held on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def spec(self) -> dict[str, object]:
        """The rule as commands and REST write it."""
        cutoff = f"{self.cutoff:%H:%M}" if self.cutoff else None
        return {"n": self.n, "unit": self.unit, "direction": self.direction, "shift": self.shift, "cutoff": cutoff}


@dataclass(frozen=True, slots=True)
class ClockTouch:
    """An act that touches a clock, where ``when`` holds. ``day`` is the field of the act that dates it.

    ``since`` (of a start) is an earlier act from which the clock counts.
    """

    act: str
    when: CaseCondition | None = None
    day: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class ClockPause:
    """Acts between which time does not count; whether the day of resuming counts is a reading of the law.

    ``unclear`` is the flag shown because the law does not say.
    """

    begins: str
    ends: str
    resume_day_counts: bool = False
    unclear: str = ""


@dataclass(frozen=True, slots=True)
class ClockExtension:
    """An act that gives more time: ``n`` units, or what ``field`` says; at most ``most`` times, ``limit`` each."""

    act: str
    unit: str
    mode: str
    n: int | None = None
    field: str = ""
    most: int | None = None
    limit: int | None = None
    clause: str = ""
    when: CaseCondition | None = None


@dataclass(frozen=True, slots=True)
class KindClock:
    """A time limit of a kind (thời hạn). ``followed``: another body's duty, never our overdue. ``off``: never starts.

    ``per``: one clock for each value of that field. ``agreed``: an act whose field ``day`` becomes the due day.
    ``silence``: flag raised after the due day where its condition holds. ``norm``: a service norm of the unit, no law.
    """

    name: str
    label: Bilingual
    rules: tuple[ClockRule, ...]
    starts: tuple[ClockTouch, ...] = ()
    ends: tuple[ClockTouch, ...] = ()
    cancelled: tuple[ClockTouch, ...] = ()
    pauses: ClockPause | None = None
    replaces: tuple[str, ...] = ()
    extension: ClockExtension | None = None
    agreed: ClockTouch | None = None
    silence: tuple[str, CaseCondition | None] | None = None
    per: str = ""
    warn: int = 2
    followed: bool = False
    norm: bool = False
    off: bool = False
    note: str = ""
    line: int = 0

    def rule_on(self, day: dt.date) -> ClockRule | None:
        """The rule in force on the day of the start event; None when there was none."""
        return next((rule for rule in self.rules if rule.in_force(day)), None)

    @property
    def to_check(self) -> bool:
        """Whether the law behind it was not read, so that it is shown as «cần kiểm tra»."""
        return any(rule.confidence != "seen" for rule in self.rules)


COLUMN_SOURCES = ("number", "received", "closed", "state")
"""What a column of a book shows beside fields: number in the register, day received, day ended, state."""


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column of a book (cột của sổ): some ``fields``, or one of COLUMN_SOURCES (``of``); neither: left for the pen.

    ``mark``: the cell holds «x» where the field has one of these values. ``over``: the head above it and its
    neighbours. ``width`` is a share.
    """

    label: Bilingual
    fields: tuple[str, ...] = ()
    of: str = ""
    mark: tuple[str, ...] = ()
    over: Bilingual | None = None
    width: int = 20


@dataclass(frozen=True, slots=True)
class KindPaper:
    """A paper or book that is printed: its fields, those masked, those open; ``official``: its form was read.

    ``acts``: it tells of the last of these acts, and is printed once one was done. ``named`` is the name of the paper
    in its head («Quyết định»); "" takes it from the label. ``addressee``, ``number`` and ``day`` are fields that say
    whom it is for, and under which number and day it was issued. ``columns`` are those of a book.
    """

    name: str
    label: Bilingual
    fields: tuple[str, ...]
    mask: tuple[str, ...] = ()
    unmasked: tuple[str, ...] = ()
    form: str = ""
    clause: str = ""
    official: bool = False
    book: bool = False
    line: int = 0
    acts: tuple[str, ...] = ()
    named: str = ""
    addressee: str = ""
    number: str = ""
    day: str = ""
    columns: tuple[PaperColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class KindQueue:
    """A list of work (hàng việc) of this kind: cases for which the condition holds."""

    name: str
    label: Bilingual
    when: CaseCondition
    line: int = 0


@dataclass(frozen=True, slots=True)
class KindStatistic:
    """A form that counts these cases, and the fields it counts by."""

    form: str
    fields: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class KindBasis:
    """A legal text the kind rests on: number, name, clauses."""

    number: str
    name: str
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KindRetention:
    """How long a case is kept; years None: no clause has been entered, and nothing is erased."""

    years: int | None = None
    since: str = "closed"
    clause: str = ""


@dataclass(frozen=True, slots=True)
class KindLead:
    """Into which kind a case may grow (lập hồ sơ từ hồ sơ này), without anything being typed again.

    ``do`` opens the other case; ``tie`` is the field of it that names this one. ``fields``: what goes over, from each
    field here to that one there. ``records`` is an act of this case that notes it, naming the other in ``names``.
    ``when``: only where it holds here.
    """

    kind: str
    do: str
    tie: str
    fields: Mapping[str, str] = field(default_factory=dict)
    records: str = ""
    names: str = ""
    when: CaseCondition | None = None
    clause: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class KindTwins:
    """How two cases of a kind are found to be about one matter, and what makes one of the other (trùng, gộp).

    ``persons``, ``clauses``, ``words`` are fields that are held against each other; ``act`` is the act by which a case
    is said to be the same as the one it names in ``names``; ``tells`` is the act that notes that its sender was
    answered all the same, with the other.
    """

    persons: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    act: str = ""
    names: str = ""
    tells: str = ""
    clause: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class KindGridColumn:
    """A column of the page on which a paper book is copied: «act.on» (its day), «act.field», «act.field.1.part»."""

    name: str
    label: Bilingual | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class KindGrid:
    """How a page of the paper book is copied (nhập cả trang), where the default is not good enough.

    ``acts``: in their order, the first opens the case; ``days``: an act whose day the book does not have → the act
    whose day it takes; ``columns``: those of the book, in its order.
    """

    acts: tuple[str, ...] = ()
    days: Mapping[str, str] = field(default_factory=dict)
    columns: tuple[KindGridColumn, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class KindTask:
    """That a case may become a task (thành nhiệm vụ): ``act`` notes it, ``names`` is the field that says which.

    ``title`` is the field the task is called by at first; it is none that is sealed.
    """

    act: str
    names: str
    title: str
    line: int = 0


@dataclass(frozen=True, eq=False)
class CaseKind:
    """A kind of case, as one version of its file has it.

    ``closed``: fields open to handler and leader alone (danh tính người tố cáo): no search, export, notice or print;
    of those in ``closed_when`` only where the condition holds for the fields of the case.
    ``lines``: the line of each entry at the top of the file.
    """

    kind: str
    version: int
    label: Bilingual
    valid_from: dt.date | None
    valid_to: dt.date | None
    basis: tuple[KindBasis, ...]
    fields: Mapping[str, KindField]
    states: Mapping[str, KindState]
    transitions: Mapping[str, KindTransition]
    clocks: Mapping[str, KindClock]
    papers: Mapping[str, KindPaper]
    queues: Mapping[str, KindQueue]
    statistics: tuple[KindStatistic, ...]
    retention: KindRetention
    sensitive: tuple[str, ...]
    levels: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    closed_when: Mapping[str, CaseCondition] = field(default_factory=dict)
    leads_to: Mapping[str, KindLead] = field(default_factory=dict)
    twins: KindTwins | None = None
    becomes_task: KindTask | None = None
    note: str = ""
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    grid: KindGrid | None = None

    def leaving(self, state: str | None) -> dict[str, KindTransition]:
        """The acts possible in a state, by name; None: those that open a case."""
        if state is None:
            return {name: one for name, one in self.transitions.items() if one.opens}
        final = self.states[state].final
        return {
            name: one
            for name, one in self.transitions.items()
            if state in one.sources or (ANY in one.sources and (not final or one.to is None))
        }
