"""The beginnings of lines: one bullet for the many that programs type, no tab around the marker of an item."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.settling.offsets import Edit

_BULLETS = "·◦○■"
_BULLET = re.compile(rf"^[ \t]*+([{_BULLETS}])(?=[ \t])", re.MULTILINE)
_MARKER = r"(?:[-–—•+*·◦○■]|\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]|[IVX]{1,5})[.)/])"
_ALONE = r"(?=[^\t\n]++$)"  # no other tab in the line
_TABBED = re.compile(
    rf"(?P<lead>[ ]*+\t[ \t]*+)?{_MARKER}(?P<gap>[ ]*+\t[ \t]*+)?{_ALONE}"
    rf"|(?P<indent>\t[ \t]*+)(?=[^\t\n]{{40}}){_ALONE}",
    re.MULTILINE,
)


def marked_lines(text: str) -> Iterator[Edit]:
    """Typed bullets as «•»; the tabs before and behind the marker of a line that has no other tab as no cell border.

    Programs set an item off with tabs («-⇥Cơ quan chủ trì: …», «⇥a) …»); a line with more of them is a row of a table.
    """
    tabs = "\t" in text
    bullets = any(sign in text for sign in _BULLETS)
    if not tabs and not bullets:
        return
    edits = [(match.start(1), match.end(1), "•") for match in _BULLET.finditer(text)] if bullets else []
    for start in _tabbed_lines(text):
        match = _TABBED.match(text, start)
        if match is None:
            continue
        for name, put in (("lead", ""), ("gap", " "), ("indent", "")):
            if match[name]:
                edits.append((*match.span(name), put))
    yield from sorted(edits)


def _tabbed_lines(text: str) -> Iterator[int]:
    """Where the lines begin that hold a tab."""
    tab = text.find("\t")
    while tab >= 0:
        yield text.rfind("\n", 0, tab) + 1
        end = text.find("\n", tab)
        tab = text.find("\t", end) if end >= 0 else -1
