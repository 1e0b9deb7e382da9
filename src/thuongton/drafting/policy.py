"""Whether a policy is whole: two solutions for each problem, «keep as is» not counted; 26/2025/TT-BTP Điều 10."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_SOLUTIONS = 2
"""26/2025/TT-BTP Điều 10."""


@dataclass(frozen=True, slots=True)
class WeighedProblem:
    """A problem as it is counted: its solutions (``keeps`` marks «giữ nguyên»), whether one was chosen."""

    words: str
    keeps: Sequence[bool]
    chosen: bool = False

    @property
    def counted(self) -> int:
        """Its solutions, not counting those that keep things as they are."""
        return sum(not one for one in self.keeps)

    @property
    def has_too_few(self) -> bool:
        """Whether another solution is needed."""
        return self.counted < LEAST_SOLUTIONS


def fewest(problems: Sequence[WeighedProblem]) -> int:
    """The solutions of the problem that has fewest; 0 where there is no problem."""
    return min((one.counted for one in problems), default=0)
