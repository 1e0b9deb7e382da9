"""Work on what came from outside, done in a process that may die: held to memory, time and answers of a size.

>>> from vanban.apart import open_apart
>>> open_apart(b"Kinh gui: So Tu phap", "a.txt").text
'Kinh gui: So Tu phap'

A nursery process (:mod:`vanban.apart.nursery`) has the library loaded and forks a child for each call, so that a call
costs a few milliseconds; the child may spend what :class:`Limits` say and ends without harm beyond them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vanban.lazily import tell

if TYPE_CHECKING:
    from vanban.apart.caller import Limits, ReaderFault, call, warm
    from vanban.apart.turns import Busy, Turns, in_a_hurry
    from vanban.apart.work import judge_apart, judge_container_apart, kept_readings_apart, open_apart, read_apart

__all__ = [
    "Busy",
    "Limits",
    "ReaderFault",
    "Turns",
    "call",
    "in_a_hurry",
    "judge_apart",
    "judge_container_apart",
    "kept_readings_apart",
    "open_apart",
    "read_apart",
    "warm",
]

tell(
    __name__,
    {
        "Busy": "vanban.apart.turns",
        "Limits": "vanban.apart.caller",
        "ReaderFault": "vanban.apart.caller",
        "Turns": "vanban.apart.turns",
        "call": "vanban.apart.caller",
        "in_a_hurry": "vanban.apart.turns",
        "judge_apart": "vanban.apart.work",
        "judge_container_apart": "vanban.apart.work",
        "kept_readings_apart": "vanban.apart.work",
        "open_apart": "vanban.apart.work",
        "read_apart": "vanban.apart.work",
        "warm": "vanban.apart.caller",
    },
)
