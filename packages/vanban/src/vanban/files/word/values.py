"""Values of attributes in documents of Word."""

from __future__ import annotations

import re
from typing import Any

from vanban.files.word.package import W

_WHOLE = re.compile(r"-?[0-9]{1,9}")
_OFF = frozenset(("0", "false", "off", "none"))


def child_value(element: Any | None, name: str) -> str | None:
    """The value of a child, None when there is no such child or it has none."""
    child = None if element is None else element.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def whole_number(text: str | None, default: int) -> int:
    """The number of an attribute, or the default for anything that is none or too long to be meant."""
    return int(text) if text is not None and _WHOLE.fullmatch(text) else default


def is_on(element: Any | None) -> bool | None:
    """Whether a property that is on or off is on; None when it is not said."""
    return None if element is None else (element.get(f"{W}val") or "on").casefold() not in _OFF
