"""Marks in every text, number and day of the walked world, and who may meet which: an oracle without any query.

A text carries ``BIMAT-<class>-<place>-<number>``; ids and quantities are :func:`number_of` and days :func:`day_of` the
same class and place. The classes say how far a record may travel:

| class | who may read it |
|---|---|
| ``rieng`` | hats whose scope covers the unit (one of the units, when the place names several) |
| ``chung`` | those, and hats of the units below it (a tracked plan, its tasks, its source paper) |
| ``ten`` | hats of offices of the same province (names of units and people) |
| ``minh`` | the person whose account name is the place |
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpResponse, StreamingHttpResponse

MARK = re.compile(r"BIMAT-(rieng|chung|ten|minh)-(\w+?)-(\d+)", re.IGNORECASE)
PLACES = ("P", "C", "O", "S", "F", "CS", "CP", "SC", "CF")
CLASSES = ("rieng", "chung", "ten", "minh")
NUMBER = re.compile(r"97([1-9])[.,\u00a0\u202f]?([1-4])(\d\d)(?![\w%+]|[.,]\d)")
WITHIN = re.compile(r"[\w.,%=+-]")
"""What stands before a number that is part of something longer."""
YEAR = re.compile(r"201[1-9]")
DAY = re.compile(
    r"(?<!\d)(201[1-9])-?(\d\d)-?(\d\d)(?!\d)|(?<!\d)(\d\d?)(?:/| tháng )(\d\d?)(?:/| năm )(201[1-9])(?!\d)"
)


LONGEST_DAY = len("31 tháng 12 năm ") + 2


@dataclass(frozen=True)
class Viewer:
    """A person who walks: ``path`` is the scope of the hat worn, empty for a citizen and for nobody.

    ``name`` is the account; ``key`` tells two hats of one person apart; ``hat`` is the id of the hat put on; ``own``
    are the marks and numbers of the person's own name and hats, known whichever hat is on.
    """

    name: str
    role: str
    place: str
    path: str
    key: str = ""
    hat: int | None = None
    own: frozenset[str] = frozenset()

    @property
    def who(self) -> str:
        """The viewer in a sentence of a fault."""
        return self.key or f"{self.role}{self.place}"

    @property
    def writes(self) -> bool:
        """Whether the role writes records at all."""
        return self.role in ("officer", "leader", "monitor")

    @property
    def decides(self) -> bool:
        """Whether the role accepts, grants and cancels."""
        return self.role in ("leader", "monitor")


def number_of(how: str, place: str, n: int) -> int:
    """The id of the n-th record of a class and place (n from 1 to 99), the same for every kind of record."""
    return 970_000 + 1000 * (PLACES.index(place) + 1) + 100 * (CLASSES.index(how) + 1) + n


def day_of(how: str, place: str) -> dt.date:
    """The day that stands only in records of a class and place."""
    at = PLACES.index(place) + 1
    return dt.date(2010 + at, CLASSES.index(how) * 2 + 3, 10 + at)


DAYS = {day_of(how, place): (how, place) for how in CLASSES for place in PLACES}


def may_read(viewer: Viewer, how: str, place: str, paths: dict[str, str]) -> bool:
    """Whether a viewer may meet a text of a class from a place; ``paths`` gives the path of each unit by its letter."""
    if how == "minh":
        return viewer.name.lower() == place.lower()
    if not viewer.path:
        return False
    units = [paths[letter] for letter in place.upper()]
    inside = any(path.startswith(viewer.path) for path in units)
    if how == "chung":
        return inside or any(viewer.path.startswith(path) for path in units)
    if how == "ten":
        return any(path.split("/")[1] == viewer.path.split("/")[1] for path in units)
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


def _days(text: str) -> Iterator[re.Match[str]]:
    """Days of marked years: looked for around each year, as a text is long and such years are few."""
    for year in YEAR.finditer(text):
        yield from DAY.finditer(text, max(0, year.start() - LONGEST_DAY), year.end() + LONGEST_DAY)


def _figures(text: str, said: str, viewer: Viewer, paths: dict[str, str]) -> Iterator[str]:
    """Ids, quantities and days of others that a text tells; what the request itself named is no news."""
    for found in NUMBER.finditer(text):
        if WITHIN.match(text[found.start() - 1 : found.start()]):
            continue
        place, how = PLACES[int(found[1]) - 1], CLASSES[int(found[2]) - 1]
        plain = f"97{found[1]}{found[2]}{found[3]}"
        known = viewer.place == place if how == "minh" else may_read(viewer, how, place, paths)
        if not known and plain not in said and plain not in viewer.own:
            yield f"{how}-{place}: số {plain}"
    for found in _days(text):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            of = DAYS.get(dt.date(int(year), int(month), int(day)))
        except ValueError:
            continue
        if of and of[0] != "minh" and not may_read(viewer, *of, paths) and found[0] not in said:
            yield f"{of[0]}-{of[1]}: ngày {found[0]}"


def leaks(response: HttpResponse, viewer: Viewer, paths: dict[str, str], marks: Marks, said: str = "") -> list[str]:
    """The fields, numbers and days that stand in the response though the viewer may not read them.

    ``said`` is the address and body of the request: a number or day repeated from there tells nothing.
    """
    found = set()
    for text in texts_of(response):
        found.update(_figures(text, said, viewer, paths))
        if "bimat" not in text.lower():
            continue
        for how, place, number in MARK.findall(text):
            if not may_read(viewer, how.lower(), place, paths) and f"mark {number}" not in viewer.own:
                found.add(f"{how}-{place}: {marks.where[int(number)] if int(number) < len(marks.where) else '?'}")
    return sorted(found)
