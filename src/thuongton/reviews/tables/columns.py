"""What the columns of a working table mean, told by the words of their heads and by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from thuongton.reviews.tables.steps import step_of_column
from thuongton.reviews.tables.words import TableAction, column_of_action, meaning_of, plain

MOST_COLUMNS = 200
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_GROUPS = ("action", "state")
_TRACKING = re.compile(r"\btrack|theo doi|qua trinh|trinh tu|tien do")
_REPLY = re.compile(r"phuc dap|ngay nhan")
_NO_STEP = frozenset({"replaced_by", "own_or_issued", "state", "deadline", "note"})
_WHO = re.compile(r"(?:co quan|don vi|so|can bo|nguoi)(?: \w+){1,4}")
_ABOUT_TIME = re.compile(r"^(?:thoi gian|thoi han|ngay|han)\b|du kien")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its place, its whole name, what it means. ``action``: it is ticked for that handling; ``step``: it
    follows that step of drafting."""

    at: int
    name: str
    means: str | None
    action: TableAction | None = None
    step: str | None = None


def column_words(name: str) -> str:
    """The folded words of the name of a column: «proposedTime», «thay_the» as words too."""
    return " ".join(plain(_CAMEL.sub(" ", name).replace("_", " ")).split())


def columns_of(names: Sequence[str]) -> tuple[TableColumn, ...]:
    """The columns that bear a name, each once."""
    return _columns_of(tuple(names[:MOST_COLUMNS]))


@lru_cache(maxsize=256)
def _columns_of(names: tuple[str, ...]) -> tuple[TableColumn, ...]:
    found: list[TableColumn] = []
    seen: dict[str, int] = {}
    for at, name in enumerate(names):
        if not name:
            continue
        seen[name] = seen.get(name, 0) + 1
        found.append(_column(at, name if seen[name] == 1 else f"{name} ({seen[name]})"))
    return _settled(found)


def meanings_in(names: Sequence[str]) -> set[str]:
    """What some columns mean together; a number of its own counts as the document."""
    columns = columns_of(names)
    found = {one.means for one in columns if one.means} | {"action" for one in columns if one.action}
    return found | {"document"} if found & {"number", "old", "document"} else found


def _column(at: int, name: str) -> TableColumn:
    *groups, leaf = [column_words(part) for part in name.split(" > ")]
    group = meaning_of(groups[-1]) if groups else None
    followed = any(_TRACKING.search(one) for one in groups)
    action = column_of_action(leaf) if group in (None, *_GROUPS) or not groups else None
    means = meaning_of(leaf)
    if action is not None and (group in _GROUPS or (not groups and means in (None, "action"))):
        return TableColumn(at, name, "tick", action)
    step = None if _REPLY.search(leaf) or _ABOUT_TIME.search(leaf) else step_of_column(leaf)
    if step is not None and (followed or means not in _NO_STEP) and not _WHO.fullmatch(leaf):
        return TableColumn(at, name, "step", step=step.key)
    if means is None and followed:
        return TableColumn(at, name, "reply" if _REPLY.search(leaf) else None)
    if _REPLY.search(leaf) and means in (None, "document"):
        return TableColumn(at, name, "reply")
    return TableColumn(at, name, means or (group if group in ("note", "state", "deadline") else None))


def _settled(found: Sequence[TableColumn]) -> tuple[TableColumn, ...]:
    """The columns, «Số, ngày ban hành» told apart: right of the handling it is the document that was issued."""
    handled = min((one.at for one in found if one.means in ("tick", "action", "step")), default=None)
    return tuple(
        replace(one, means="replaced_by" if handled is not None and one.at > handled else "number")
        if one.means == "own_or_issued"
        else one
        for one in found
    )
