"""The demonstration (dữ liệu mẫu) as rooms fill it: each adds rows of its own to the units, people and papers given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What stands before rooms add theirs: ``units`` by the path of their names («Hà Tĩnh/Sở Tư pháp»), ``people`` by
    the names of their accounts; ``paper(number)`` gives name and bytes of a seed paper. ``whole``: rows that come in a
    smaller number as a rule are wanted in the number of a province."""

    units: Mapping[str, Any]
    people: Mapping[str, Any]
    paper: Callable[[str], tuple[str, bytes]]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class DemoRows:
    """The rows of a room: ``load(place)`` writes them through its services, and says what it did in one sentence («»
    for nothing to say). All rooms are one act: a load that is killed leaves nothing."""

    load: Callable[[Demonstration], str]


def load_rooms(place: Demonstration) -> list[str]:
    """Let every room add its rows, in the order of the rooms; returns what they say."""
    return [said for part in given(DemoRows) if (said := part.load(place))]
