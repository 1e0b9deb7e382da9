"""How many examples a property is tried with: few on every run, many when somebody asks for it.

`THUONGTON_HYPOTHESIS=full` tries each property with as many examples as its author named (100 where none is named),
found anew every time. Without it a third of them is tried, at least eight; where `CI` is set always the same ones, so
that a run says the same as the run before it. Nothing has a deadline: a busy machine is not a fault.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

FULL = os.environ.get("THUONGTON_HYPOTHESIS") == "full"
ALWAYS_THE_SAME = not FULL and bool(os.environ.get("CI"))
USUAL = 100


def examples(full: int = USUAL) -> int:
    """The number of examples of this run for a property whose author wanted ``full``."""
    return full if FULL else max(min(full, 8), full // 3)


def load_profile() -> None:
    """Make this the profile of all properties."""
    settings.register_profile(
        "thuongton",
        max_examples=examples(),
        deadline=None,
        derandomize=ALWAYS_THE_SAME,
        database=None if ALWAYS_THE_SAME else settings.default.database,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("thuongton")
