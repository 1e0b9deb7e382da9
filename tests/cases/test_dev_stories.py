"""The stories laid beside the repository run whole: every act, snapshot and cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from thuongton.cases.stories import run_story


@pytest.mark.shared
def test_every_story_beside_the_repository_is_right(shared: Path) -> None:
    stories = sorted((shared / "gold_dev" / "cases" / "stories").glob("*.jsonl"))
    assert stories
    wrong = [
        answer
        for path in stories
        for answer in run_story(path.read_text("utf-8"), path.stem)
        if answer["ok"] is not True
    ]
    assert wrong == []
