"""Verbs of doing: the same words end the name of a unit for every reader."""

from __future__ import annotations

import re

import pytest

from vanban.doing import TRANSACTING, verbs
from vanban.tasks.addressees import partners_in


@pytest.mark.parametrize(
    ("words", "begins"),
    [
        ("rà soát văn bản", True),
        ("tổng kết thi đua", True),
        ("vận hành hệ thống", True),
        ("niêm yết công khai", True),
        ("tổ chức hội nghị", True),
        ("tổ chức chính trị - xã hội", False),
        ("tổ chức, cá nhân", False),
        ("tăng tốc độ", True),
        ("tăng trưởng", False),
        ("Xây dựng", False),
        ("trình độ", True),
        ("làm việc", False),
        ("sở", False),
    ],
)
def test_a_verb_begins_the_work(words: str, begins: bool) -> None:
    assert (re.match(verbs(), words) is not None) is begins


def test_words_that_begin_the_work_only_behind_partners() -> None:
    assert re.match(verbs(after_partners=True), "làm việc") is not None
    text = "Chủ trì, phối hợp với Sở Tài chính và Công an tỉnh niêm yết công khai"
    assert partners_in(text) == ("Sở Tài chính", "Công an tỉnh")
    assert ("quản", "lý") in TRANSACTING
