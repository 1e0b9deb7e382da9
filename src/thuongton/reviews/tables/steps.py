"""Steps from registration to issue (``steps.toml`` of the room): by the head of a column, by the words of a cell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_MEANT = re.compile(r"(?:du kien|se|chua|ke hoach|sau khi|de)\s(?:\w+\s){0,3}$")
_LONGEST_HEAD = 160


@dataclass(frozen=True, slots=True)
class WorkStep:
    """A step of drafting (bước xây dựng văn bản): its name, its label, its place in the order."""

    key: str
    label: str
    place: int
    columns: re.Pattern[str]
    told: re.Pattern[str]


@cache
def steps() -> tuple[WorkStep, ...]:
    """The closed list of steps, in order."""
    with (Path(__file__).parent.parent / "steps.toml").open("rb") as stream:
        rows = tomllib.load(stream)["step"]
    return tuple(
        WorkStep(
            one["key"],
            one["label"],
            place,
            re.compile("|".join(f"(?:{words})" for words in one["columns"])),
            re.compile("|".join(f"(?:{words})" for words in one["told"])),
        )
        for place, one in enumerate(rows)
    )


def step_named(key: str) -> WorkStep | None:
    """The step of that name, or None."""
    return next((one for one in steps() if one.key == key), None)


def step_of_column(name: str) -> WorkStep | None:
    """The step that a column with these folded words follows; the one furthest on that fits. None: no step.

    >>> step_of_column("gui so tu phap tham dinh").key
    'tham_dinh'
    """
    return next((one for one in reversed(steps()) if one.columns.search(name[:_LONGEST_HEAD])), None)


def step_told(told: str) -> WorkStep | None:
    """The step furthest on that folded words tell as begun or done; what is only meant is left out.

    >>> step_told("da trinh ubnd tinh. hien dang lay y kien tvubnd").key
    'lay_y_kien_thanh_vien'
    """
    for one in reversed(steps()):
        for match in one.told.finditer(told):
            if not _MEANT.search(told[max(0, match.start() - 40) : match.start()]):
                return one
    return None
