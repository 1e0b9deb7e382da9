"""No test is judged by a clock on the wall, and none waits a span of time and hopes: a busy machine is no fault.

Clocks are looked at in ``tests/pace.py``, spans of time are waited in ``tests/waiting.py``; everything else says there
what it measures or what it waits for. What runs in a process of its own is named below with its reason.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time", "monotonic_ns", "perf_counter_ns"}
MAY_LOOK = {
    "pace.py": "the place for it",
    "waiting.py": "the place for it",
    "repeated.py": "a process of its own, measured by `pace`'s rule: the least of several attempts",
    "vanban/heavy_files.py": "a process of its own: seconds of the processor, held by the system too",
    "documents/read_mutants.py": "tells how long a file took, and nothing is judged by it",
}
SHORTEST = 120
"""Seconds of a limit that only ends what would never end."""
WAITS = {"wait", "communicate", "join", "run", "urlopen", "check_output", "check_call", "HTTPConnection"}


def faults(tree: ast.AST, may_look: bool) -> Iterator[tuple[int, str]]:
    """Line and what stands there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and not may_look:
            yield node.lineno, f"looks at a clock (pace.within, pace.in_step): {ast.unparse(node)}"
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in ("sleep", "wait_for_timeout") and not may_look:
            yield node.lineno, f"waits a span of time (waiting.until): {ast.unparse(node)}"
        limits = [word.value for word in node.keywords if word.arg in ("timeout", "seconds")]
        limits += node.args[:1] if name in ("wait", "join") else []
        if name in WAITS:
            for limit in limits:
                if isinstance(limit, ast.Constant) and isinstance(limit.value, int | float) and limit.value < SHORTEST:
                    yield node.lineno, f"a busy machine reaches it (waiting.LONG): {ast.unparse(node)}"


def test_nothing_is_judged_by_a_clock_nor_waits_a_span_of_time() -> None:
    found = [
        f"tests/{name}:{line}: {what}"
        for path in sorted(TESTS.rglob("*.py"))
        for name in [path.relative_to(TESTS).as_posix()]
        for line, what in faults(ast.parse(path.read_text("utf-8")), name in MAY_LOOK)
    ]
    assert not found, "\n".join(found)


def test_every_exception_is_still_there() -> None:
    assert [name for name in MAY_LOOK if not (TESTS / name).exists()] == []


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("begun = time.monotonic()", 1),
        ("assert time.process_time() - begun < 5", 1),
        ("time.sleep(1)", 1),
        ("page.wait_for_timeout(500)", 1),
        ("process.wait(10)", 1),
        ("thread.join(30)", 1),
        ("process.communicate(timeout=60)", 1),
        ("subprocess.run(command, timeout=30)", 1),
        ("process.wait(LONG)", 0),
        ("', '.join(names)", 0),
        ("call(time.sleep, 600)", 0),  # the work that is ended
        ("monkeypatch.setattr('time.time', lambda: now)", 0),
    ],
)
def test_what_is_told(line: str, count: int) -> None:
    assert len(list(faults(ast.parse(line), may_look=False))) == count
