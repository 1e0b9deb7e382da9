"""A plugin of pytest: what each test costs of the processor, of its own process and of those it started.

Lines of JSON go to the file that `THUONGTON_SPENT` names: test, phase, seconds. The clock on the wall says nothing on a
machine that others use; a server of PostgreSQL that was there before is nobody's child and is not counted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def spent() -> float:
    """Seconds of processor of this process and its ended children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _phase(name: str) -> Any:
    @pytest.hookimpl(wrapper=True)
    def watched(item: pytest.Item) -> Iterator[None]:
        begun = spent()
        try:
            return (yield)
        finally:
            with Path(os.environ["THUONGTON_SPENT"]).open("a", encoding="utf-8") as lines:
                lines.write(json.dumps([item.nodeid, name, round(spent() - begun, 3)]) + "\n")

    return watched


pytest_runtest_setup = _phase("setup")
pytest_runtest_call = _phase("call")
pytest_runtest_teardown = _phase("teardown")
