"""The order of labels: whether a part follows another (2 after 1, đ after d, 5a after 5, IV after III)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vanban.numerals import next_letter, read_roman

_NUMBER = re.compile(r"(\d+)([a-zđ]*)$")
FIRST = frozenset({"1", "01", "a", "I", "A", "i", "1.1"})
"""The labels that begin a sequence."""


def follows(before: str, label: str) -> bool:
    """Whether a label comes right after another in the same sequence, inserted ones (5a, d1) included.

    >>> follows("9", "10"), follows("d", "đ"), follows("5", "5a"), follows("5a", "6"), follows("3", "5")
    (True, True, True, True, False)
    """
    if not before or not label:
        return False
    left, right = _NUMBER.match(before), _NUMBER.match(label)
    if left is not None and right is not None:
        if left[1] == right[1]:
            return _letters_follow(left[2], right[2])
        return int(right[1]) == int(left[1]) + 1 and right[2] in ("", "a")
    if next_letter(before[0]) == label:
        return True
    if before[0] == label[0] and label[1:].isdigit():
        return int(label[1:]) == (int(before[1:]) if before[1:].isdigit() else 0) + 1
    values = read_roman(before), read_roman(label)
    return values[0] is not None and values[1] == values[0] + 1


def _letters_follow(before: str, label: str) -> bool:
    if not before:
        return label == "a"
    return bool(label) and before[:-1] == label[:-1] and next_letter(before[-1]) == label[-1]


def fits(open_parts: Sequence[tuple[int, str]], rank: int, label: str) -> bool:
    """Whether a part goes on with a chain of open parts, given as (rank, label), the outermost first."""
    for above, before in reversed(open_parts):
        if above == rank:
            return follows(before, label)
        if above < rank:
            break
    return label in FIRST
