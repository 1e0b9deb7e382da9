"""What can be printed and kept: each room says its kinds; every list that may be kept is a kind by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from thuongton.prints.frozen import Definition
from thuongton.prints.models import Printout
from thuongton.prints.queries import is_there
from thuongton.web.lists.question import Question
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


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What a print of some lists (by their keys) says beside their rows; a room gives it for lists that count.

    ``basis(question)`` is by what finished work was counted («declared», «proven»), ``definitions(question)`` what the
    words in the cells mean and in which version.
    """

    keys: frozenset[str]
    basis: Callable[[Question], str]
    definitions: Callable[[Question], tuple[Definition, ...]]
    definitions_title: Any


def facts_of(key: str) -> ListFacts | None:
    """What is said beside the rows of a list, if anything."""
    return next((one for one in given(ListFacts) if key in one.keys), None)


def _place_of_list(printout: Printout) -> str:
    """The address that asked for the list; of a list that hangs on a record only while the record is there."""
    listing, name = registered()[printout.kind]
    if listing.place is None:
        return reverse(name) + printout.query
    return reverse(name, args=[printout.subject_id]) + printout.query if is_there(printout) else ""


@cache
def kinds() -> dict[str, PrintKind]:
    """Every kind by its code."""
    found = {one.code: one for one in given(PrintKind)}
    for key, (listing, name) in registered().items():
        if listing.kept:
            label = listing.called or listing.title
            found[key] = PrintKind(key, label, name.partition(":")[0], key, _place_of_list)
    return found


def kind_of(printout: Printout) -> PrintKind:
    """The kind of a print; one of a list that is no more is called by its own title."""
    known = kinds().get(printout.kind)
    return known or PrintKind(printout.kind, printout.title, "", printout.kind, lambda _printout: "")
