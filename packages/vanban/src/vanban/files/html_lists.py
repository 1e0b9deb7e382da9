"""Numbers of the items of a web page's lists (``ol``), which the page shows and its text does not hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice
from typing import Any

from vanban.numerals import latin, roman

_MOST = 5_000  # items; longer lists have no numbers
_WHOLE = re.compile(r"\s*-?[0-9]{1,6}\s*")
_OWN = re.compile(r"\W*(?:\d{1,4}(?:\.\d{1,3})*|[A-ZĐa-zđ]|[IVXLC]{1,7})\s*[.)]|\W*(?:Điều|Chương|Mục|Phần)\s")
"""A number that is typed in the item itself."""
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]{0,40}?(decimal|lower-\w+|upper-\w+|none)", re.IGNORECASE)
_FORMS: dict[str, Callable[[int], str]] = {
    "1": str,
    "a": latin,
    "A": lambda number: latin(number).upper(),
    "i": lambda number: roman(number).lower(),
    "I": roman,
}
_STYLES = {
    "decimal": "1",
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "none": "",
}


class Lists:
    """The lists of a page and how far each has counted."""

    def __init__(self) -> None:
        self._last: dict[Any, int] = {}

    def label(self, item: Any) -> str:
        """What is shown before an item, with its full stop; empty for bullets and items that type their own number."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        place = self._place(item, parent)
        said = _STYLE.search(f"{parent.get('style') or ''};{item.get('style') or ''}")
        form = _STYLES.get(said[1].casefold(), "1") if said else parent.get("type") or "1"
        if form not in _FORMS or not 0 < place <= _MOST:
            return ""
        words = "".join(islice(item.itertext(), 20))[:200].lstrip()
        return "" if _OWN.match(words) else f"{_FORMS[form](place)}."

    def _place(self, item: Any, parent: Any) -> int:
        """The number of an item: its own, or one more than that of the item above."""
        start = parent.get("start")
        first = int(start) if start is not None and _WHOLE.fullmatch(start) else 1
        own = item.get("value")
        place = self._last.get(parent, first - 1) + 1
        self._last[parent] = int(own) if own is not None and _WHOLE.fullmatch(own) else place
        return self._last[parent]
