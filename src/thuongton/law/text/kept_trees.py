"""Trees of acts that were read lately: the words of an act never change, so its tree is made once for many questions.

Trees are never changed (``parts``), so that all who ask may have the same one. What is kept is bounded by the letters
of the texts; the tree that was asked for the longest time ago goes first.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from threading import Lock

from thuongton.law.text.parts import TextPart, read_act

MOST_LETTERS = 4_000_000
"""Some five bytes of memory a letter: the ten largest codes together, or hundreds of ordinary acts."""


class KeptTrees:
    """Trees by the digest of their texts, as many as have together at most so many letters."""

    def __init__(self, most_letters: int = MOST_LETTERS) -> None:
        self._most = most_letters
        self._trees: OrderedDict[bytes, tuple[int, TextPart]] = OrderedDict()
        self._letters = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._trees)

    def of(self, text: str) -> TextPart:
        """The tree of a text as issued."""
        key = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        with self._lock:
            found = self._trees.get(key)
            if found is not None:
                self._trees.move_to_end(key)
                return found[1]
        tree = read_act(text)  # two who ask at once may both read it: that harms nothing
        with self._lock:
            if key not in self._trees:
                self._trees[key] = (len(text), tree)
                self._letters += len(text)
            while self._letters > self._most and self._trees:
                _key, (letters, _tree) = self._trees.popitem(last=False)
                self._letters -= letters
        return tree


_KEPT = KeptTrees()


def tree_of(text: str) -> TextPart:
    """The tree of an act as issued, made once while it is among those asked for lately."""
    return _KEPT.of(text)
