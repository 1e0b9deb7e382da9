"""Every rule of the linter and every stage of reading takes time in step with the text, whatever the text repeats."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import repeated
from vanban.lint import rules


def test_nothing_grows_faster_than_the_text() -> None:
    """In a process of its own with a limit of its processor, so that work without end is a failure and no waiting."""
    done = subprocess.run([sys.executable, Path(repeated.__file__)], capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"{lines[-1:]}: {done.stderr[-2000:]}"
    found = {line["kind"]: line["growing"] for line in lines if "kind" in line}
    assert len(found) == 2 * len(repeated.KINDS)
    assert {kind: growing for kind, growing in found.items() if growing} == {}


def test_every_stage_and_rule_is_among_the_measured() -> None:
    names = [name for name, work in repeated.stages(repeated.text_of("articles in lines", 500)) if work() is None]
    assert len(repeated.KINDS) >= 30 and len(rules()) >= 130
    assert {f"lint.{rule.code}" for rule in rules()} < set(names)


def test_work_that_grows_as_the_square_is_found(monkeypatch) -> None:
    """The measure can fail: a rule as the square of the text is told by its name."""

    def stages(text: str):
        yield "square", lambda: sum(1 for a in range(len(text) // 8) for _ in range(len(text) // 40))
        yield "linear", lambda: sum(1 for _ in range(len(text) * 20))

    monkeypatch.setattr(repeated, "stages", stages)
    assert [name for name, _seconds in repeated.growing("dots", "bare")] == ["square"]
