"""Readers read the settled view of a paper, and what they find returns through its map to the text as read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from vanban.files.open import as_document
from vanban.model import Document, Reading
from vanban.moving import Move
from vanban.settling import Settled, settled
from vanban.settling.tones import Printed

P = ParamSpec("P")
R = TypeVar("R")


def by_view(read: Callable[Concatenate[Document, P], R]) -> Callable[Concatenate[Document | str, P], R]:
    """A reader of settled documents made one of documents as they come, or of texts.

    What it is given besides (an outline, citations) and what it gives have their places in the text as read, and the
    words of the paper as printed. Names of the head and keys of documents keep the one form of the view.
    """

    @wraps(read)
    def reader(document: Document | str, *args: P.args, **kwargs: P.kwargs) -> R:
        paper = as_document(document)
        view = paper.view
        if view is paper:
            return read(paper, *args, **kwargs)
        clean = paper.settled
        into = way_in(clean)
        given: Any = [into(each) for each in args]
        named: Any = {key: into(each) for key, each in kwargs.items()}
        return way_back(clean, paper.text)(read(view, *given, **named))

    return reader


def by_composed(read: Callable[[Document], R]) -> Callable[[Document | str], R]:
    """The same for a reader that asks for no word whose tone mark may stand in two places: it reads them as printed."""

    @wraps(read)
    def reader(document: Document | str) -> R:
        paper = as_document(document)
        view = paper.composed
        found = read(view)
        offsets = None if view is paper else paper.settled.offsets
        return found if offsets is None else Move(offsets.back, paper.text)(found)

    return reader


def way_in(clean: Settled) -> Move:
    """What leads values of a text as read into its settled view."""
    place = None if clean.offsets is None else clean.offsets.forth
    return Move(place, clean.text, lambda words, _start, _end: settled(words).text, everywhere=True)


def way_back(clean: Settled, text: str) -> Move:
    """What leads values of the settled view back into the text as read."""
    place = None if clean.offsets is None else clean.offsets.back
    return Move(place, text, Printed(clean.text, clean.composed) if clean.tones else None)


def viewed(reading: Reading) -> Reading:
    """A reading with its places in the settled text, as the readers found it; itself when its text is settled."""
    document = Document(reading.text, reading.source, reading.tables, reading.pages, reading.doubtful)
    view = document.view
    return reading if view is document else _of(way_in(document.settled)(reading), view)


def as_read(reading: Reading, document: Document) -> Reading:
    """The reading of a document's view, its places led back into the text of the document."""
    if document.view is document:
        return reading
    return _of(way_back(document.settled, document.text)(reading), document)


def _of(reading: Reading, document: Document) -> Reading:
    """A reading with the text and what the document holds of it."""
    return replace(
        reading, text=document.text, tables=document.tables, pages=document.pages, doubtful=document.doubtful
    )
