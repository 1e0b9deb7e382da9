"""Trees of acts are made once while they are asked for, and no more of them are kept than fit."""

from __future__ import annotations

import pytest

from thuongton.law.text import kept_trees
from thuongton.law.text.kept_trees import KeptTrees
from thuongton.law.text.parts import TextPart, read_act

TEXTS = [f"Điều 1. Một\n1. Khoản {at}.\n" for at in range(4)]


def test_a_tree_is_made_once_and_the_oldest_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(text: str) -> TextPart:
        made.append(text)
        return read_act(text)

    monkeypatch.setattr(kept_trees, "read_act", counted)
    kept = KeptTrees(most_letters=3 * len(TEXTS[0]))
    for text in (*TEXTS[:3], TEXTS[0], TEXTS[3]):  # the first was asked again, so the second goes
        assert kept.of(text) == read_act(text)
    assert (made, len(kept)) == (TEXTS, 3)
    kept.of(TEXTS[0])
    assert len(made) == 4
    kept.of(TEXTS[1])
    assert len(made) == 5


def test_a_text_larger_than_all_that_is_kept_is_read_and_not_kept() -> None:
    kept = KeptTrees(most_letters=5)
    assert kept.of(TEXTS[0]) == read_act(TEXTS[0])
    assert len(kept) == 0
