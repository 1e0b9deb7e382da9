"""Marks in every text of the walked world, and who may meet which: an oracle that knows nothing of the queries.

A mark reads ``BIMAT-<class>-<place>-<number>``. The classes say how far a text may travel:

| class | who may read it |
|---|---|
| ``rieng`` | hats whose scope covers the unit |
| ``chung`` | those, and hats of the units below it (a tracked plan, its tasks, its source paper) |
| ``ten`` | hats of offices of the same province (names of units and people) |
| ``minh`` | the person whose account name is the place |
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpResponse, StreamingHttpResponse

MARK = re.compile(r"BIMAT-(rieng|chung|ten|minh)-(\w+?)-(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Viewer:
    """A person who walks: ``path`` is the scope of the hat, empty for a citizen and for nobody."""

    name: str
    role: str
    place: str
    path: str

    @property
    def writes(self) -> bool:
        """Whether the role writes records at all."""
        return self.role in ("officer", "leader", "monitor")


def may_read(viewer: Viewer, how: str, place: str, paths: dict[str, str]) -> bool:
    """Whether a viewer may meet a text of a class from a place; ``paths`` gives the path of each unit by its letter."""
    if how == "minh":
        return viewer.name.lower() == place.lower()
    if not viewer.path:
        return False
    path = paths[place.upper()]
    inside = path.startswith(viewer.path)
    if how == "chung":
        return inside or viewer.path.startswith(path)
    if how == "ten":
        return path.split("/")[1] == viewer.path.split("/")[1]
    return inside


@dataclass
class Marks:
    """Hands out marks and remembers which field each stands in."""

    where: list[str] = field(default_factory=list)

    def new(self, how: str, place: str, where: str) -> str:
        """A fresh mark for a field."""
        self.where.append(where)
        return f"BIMAT-{how}-{place}-{len(self.where) - 1}"


def texts_of(response: HttpResponse | StreamingHttpResponse) -> Iterator[str]:
    """Everything a response says: body, headers, and what is packed inside Excel and Word files."""
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    yield "\n".join(f"{name}: {value}" for name, value in response.items())
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")
    else:
        yield body.decode("utf-8", "replace").replace("\r\n ", "")


def leaks(response: HttpResponse, viewer: Viewer, paths: dict[str, str], marks: Marks) -> list[str]:
    """The fields whose text stands in the response though the viewer may not read it."""
    found = set()
    for text in texts_of(response):
        if "bimat" not in text.lower():
            continue
        for how, place, number in MARK.findall(text):
            if not may_read(viewer, how.lower(), place, paths):
                found.add(f"{how}-{place}: {marks.where[int(number)] if int(number) < len(marks.where) else '?'}")
    return sorted(found)
