"""How work stands (trạng thái): the words for finished, running, early, late … of ``data/states.toml`` as patterns.

All patterns are for folded text (:func:`vanban.text.fold`).
"""

from __future__ import annotations

import re

from vanban.patterns import any_folded, words_in

_WORDS: dict[str, list[str]] = words_in("states.toml")


def saying(*names: str) -> re.Pattern[str]:
    """The pattern of the words for one of these states.

    >>> saying("late").search("hoan thanh qua thoi han").group()
    'qua thoi han'
    """
    return re.compile(rf"\b{words_for(*names)}\b")


def words_for(*names: str) -> str:
    """The same as a group to build larger patterns from."""
    return any_folded([phrase for name in names for phrase in _WORDS[name]])


NOT_DUE = saying("not_due")
RUNNING = saying("running")
UNFINISHED = saying("unfinished")
FINISHED = re.compile(rf"(?<!chua )\b{words_for('finished')}\b")
EARLY = saying("early")
LATE = saying("late")
ON_TIME = re.compile(rf"(?<!khong )\b{words_for('on_time')}\b")
WITHIN = saying("within")
SOON = saying("soon")
REGULAR = saying("regular")
