"""One figure of a measurement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, the value with its unit, and the bar it is laid against where there is one."""

    what: str
    value: str
    bar: str = ""
