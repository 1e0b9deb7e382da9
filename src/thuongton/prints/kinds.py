"""What can be printed and kept: each room says its kinds; every list that may be kept is a kind by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from thuongton.prints.models import Printout
from thuongton.web.lists.views import registered
from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class PrintKind:
    """A kind of print: its code (``Printout.kind``), its name, the room it is made in, how its files are called.

    ``place(printout)`` is the page it was made on; "" when there is none any more.
    """

    code: str
    label: Any
    room: str
    file: str
    place: Callable[[Printout], str]

    @property
    def words(self) -> str:
        """The name in the language of the page."""
        return gettext(self.label) if isinstance(self.label, str) else str(self.label)


def _place_of_list(printout: Printout) -> str:
    listing, name = registered()[printout.kind]
    query = str(printout.body.get("query", ""))
    return reverse(name) + query if listing.place is None else ""


@cache
def kinds() -> dict[str, PrintKind]:
    """Every kind by its code."""
    found = {one.code: one for one in given(PrintKind)}
    for key, (listing, name) in registered().items():
        if listing.kept:
            found[key] = PrintKind(key, listing.title, name.partition(":")[0], key, _place_of_list)
    return found


def kind_of(printout: Printout) -> PrintKind:
    """The kind of a print; one of a list that is no more is called by its own title."""
    known = kinds().get(printout.kind)
    return known or PrintKind(printout.kind, printout.title, "", printout.kind, lambda _printout: "")
