"""Citations, outline and checks: MB/s and citations/s of one core (CPU time), beside eyecite, each on its own language.

eyecite 2.7.8 is measured when it is installed (`pip install --group bench`); it reads an American brief.
"""

from __future__ import annotations

import speed
from figure import Figure


def measure() -> list[Figure]:
    """The figures of :mod:`speed`."""
    return speed.figures()
