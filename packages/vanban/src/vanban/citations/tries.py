"""Patterns that match one of many names and read each letter once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def trie(forms: Iterable[tuple[str, ...]], gap: str) -> str:
    """The pattern of all names given as words, ``gap`` between the words; the longest name wins."""
    root: dict[str, Any] = {}
    for words in forms:
        node = root
        for at, word in enumerate(words):
            for letter in ([gap] if at else []) + [re.escape(c) for c in word]:
                node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    parts = [key + _branches(rest) for key, rest in sorted(node.items()) if key]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if "" in node else body
