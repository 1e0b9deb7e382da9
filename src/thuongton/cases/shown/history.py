"""The acts of a case as a person reads them: when, who, what was given, what was corrected, what was taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from thuongton.cases.definition.model import Bilingual, CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.built_in import BUILT_IN, CORRECT, LATE_REASON, UNDO
from thuongton.cases.engine.fold import recorded_late
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.shown.values import value_words
from thuongton.cases.words import said_label

Opened = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""Fields of an act as the person may read them."""


@dataclass(frozen=True, slots=True)
class ShownAct:
    """An act of the history. ``on`` stands where it happened on another day than it was recorded."""

    seq: int
    label: str
    at: dt.datetime
    on: dt.date | None
    who: str
    said: list[tuple[str, str]] = field(default_factory=list)
    corrected: tuple[str, str, str] | None = None
    reason: str = ""
    why_late: str = ""
    entered_late: bool = False
    undone: bool = False


def shown_acts(
    kind: CaseKind,
    acts: Sequence[CaseAct],
    people: Sequence[str],
    opened: Opened,
    before: Mapping[int, Any],
    time: Timekeeper,
) -> list[ShownAct]:
    """The acts of a case, the latest first. ``people`` recorded them; ``before`` is what a correction replaced, by the
    place of the act."""
    undone = taken_back(acts)
    found = []
    for place, (act, who) in enumerate(zip(acts, people, strict=True)):
        found.append(_shown(kind, act, who, opened, before.get(place), time, undone=place in undone, seq=place + 1))
    return found[::-1]


def taken_back(acts: Sequence[CaseAct]) -> set[int]:
    """The places of acts that a later one took back."""
    standing: list[int] = []
    gone = set()
    for place, act in enumerate(acts):
        if act.do != UNDO:
            standing.append(place)
        elif standing:
            gone.add(standing.pop())
    return gone


def act_label(kind: CaseKind, do: str) -> str:
    """An act in words; its name where the kind does not have it any more."""
    one = kind.transitions.get(do) or BUILT_IN.get(do)
    return said_label(one.label) if one is not None else do


def _shown(
    kind: CaseKind, act: CaseAct, who: str, opened: Opened, before: Any, time: Timekeeper, *, undone: bool, seq: int
) -> ShownAct:
    given = dict(opened(act.data))
    said: list[tuple[str, str]] = []
    corrected = None
    if act.do == CORRECT:
        corrected = _corrected(kind, act, before, opened)
    elif act.do not in BUILT_IN:
        for name, value in given.items():
            if name in kind.fields and (words := value_words(kind.fields[name], value)):
                said.append((said_label(kind.fields[name].label), words))
    elif act.do != UNDO and act.data.get("phien_ban") is not None:
        said.append((_("Phiên bản"), str(act.data["phien_ban"])))
    return ShownAct(
        seq=seq,
        label=act_label(kind, act.do),
        at=act.at,
        on=act.day if act.day != act.at.date() else None,
        who=who,
        said=said,
        corrected=corrected,
        reason=str(given.get("ly_do") or "") if act.do in BUILT_IN else "",
        why_late=str(given.get(LATE_REASON) or "") if LATE_REASON not in kind.fields else "",
        entered_late=recorded_late(act, time),
        undone=undone,
    )


def _corrected(kind: CaseKind, act: CaseAct, before: Any, opened: Opened) -> tuple[str, str, str]:
    """The field, what stood there, what stands now."""
    name = str(act.data.get("truong") or "").rpartition(".")[2]
    field_ = kind.fields.get(name)
    label = said_label(field_.label) if field_ is not None else said_label(Bilingual(name, name))
    now = opened({name: act.data.get("gia_tri")}).get(name)
    old = opened({name: before}).get(name)
    if field_ is None:
        return label, str(old or ""), str(now or "")
    return label, value_words(field_, old) or _("chưa ghi"), value_words(field_, now) or _("bỏ trống")
