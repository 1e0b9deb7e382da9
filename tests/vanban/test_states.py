"""Words for how work stands: one table, whichever reader asks."""

from __future__ import annotations

import pytest

from vanban.model import Progress
from vanban.states import EARLY, FINISHED, LATE, NOT_DUE, ON_TIME, RUNNING, SOON
from vanban.tasks.progress import StatedProgress, progress_of, standing_of
from vanban.text import fold


@pytest.mark.parametrize(
    ("words", "patterns"),
    [
        ("Đã hoàn thành đúng hạn", {"FINISHED", "ON_TIME"}),
        ("Chưa hoàn thành", set()),
        ("Hoàn thành quá thời hạn", {"FINISHED", "LATE"}),
        ("Không đúng hạn", {"LATE"}),
        ("Đang làm, trễ hạn", {"RUNNING", "LATE"}),
        ("Sớm hơn thời hạn", {"EARLY"}),
        ("Chưa bắt đầu", {"NOT_DUE"}),
        ("Gần đến hạn", {"SOON"}),
        ("Chăm hanh", set()),
    ],
)
def test_each_state_has_its_words(words: str, patterns: set[str]) -> None:
    known = {"FINISHED": FINISHED, "RUNNING": RUNNING, "NOT_DUE": NOT_DUE, "EARLY": EARLY, "LATE": LATE,
             "ON_TIME": ON_TIME, "SOON": SOON}  # fmt: skip
    assert {name for name, pattern in known.items() if pattern.search(fold(words))} == patterns


def test_words_that_only_one_reader_knew() -> None:
    """«Chưa bắt đầu», «đang làm» stood in the platform alone, «chưa phát sinh» in the reader of tasks alone."""
    assert standing_of("Nhiệm vụ chưa bắt đầu").status == "not_due"
    assert standing_of("Nhiệm vụ đang làm").status == "in_progress"
    assert progress_of("Đang làm", "Đúng thời hạn", StatedProgress()) == Progress(
        "Đang làm", "Đúng thời hạn", "in_progress", "on_time"
    )
