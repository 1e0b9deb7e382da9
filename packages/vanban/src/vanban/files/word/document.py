"""A document of Word as blocks: its body with the heads of pages that belong to it, its notes, what it holds beside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from vanban.files.blocks import Grid, Paragraph
from vanban.files.word.body import Body
from vanban.files.word.furniture import Furniture, sections
from vanban.files.word.numbering import Numbering
from vanban.files.word.package import BROKEN, Package, W
from vanban.files.word.styles import Styles
from vanban.model import Aside, UnreadableFile

MOST_CHUNKS = 50
Foreign = Callable[[bytes, str], list[Paragraph | Grid]]
"""The blocks of a file laid into a document, from its bytes and its content type."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A document taken apart: its blocks, what it holds beside, the old sets of its letters by their fonts."""

    blocks: list[Paragraph | Grid]
    asides: tuple[Aside, ...]
    sets: tuple[str, ...]


def word_parts(package: Package, foreign: Foreign) -> Parts:
    """The document in a package taken apart; raises ``UnreadableFile`` broken or bomb."""
    main = package.main()
    root = package.tree(main)
    body = None if root is None else root.find(f"{W}body")
    if main is None or body is None:
        raise UnreadableFile("broken", BROKEN)
    parts = _Parts(package, main)
    chunks = {one.identity: one.target for one in package.relations(main) if one.kind.casefold() == "afchunk"}
    left = MOST_CHUNKS

    def chunk(identity: str) -> list[Paragraph | Grid]:
        nonlocal left
        data = package.data(chunks[identity]) if identity in chunks and left > 0 else None
        left -= 1
        return [] if data is None else foreign(data, package.type_of(chunks[identity]))

    styles = Styles(parts.tree("styles"))
    reader = Body(Numbering(parts.tree("numbering"), styles), styles, chunk)
    furniture = Furniture(package, main)
    blocks = list(_sections(body, reader, furniture))
    blocks += reader.notes({kind: parts.tree(f"{kind}s") for kind in ("footnote", "endnote")})
    asides = furniture.asides(reader)
    return Parts(blocks, tuple(asides), tuple(sorted(reader.sets)))


class _Parts:
    """The parts that belong to the main one, by their kind; where no relation is kept, by the names that Word uses."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._folder = main.rpartition("/")[0]
        self._targets = {one.kind: one.target for one in package.relations(main)}

    def tree(self, kind: str) -> Any | None:
        """The tree of a part, None when there is none."""
        name = self._targets.get(kind)
        if name is None and not self._targets:
            name = f"{self._folder}/{kind}.xml"
        return self._package.tree(name)


def _sections(body: Any, reader: Body, furniture: Furniture) -> Iterator[Paragraph | Grid]:
    """The blocks of a body, before each section the head of its first page where a paper begins there."""
    ends = sections(body)
    last = {id(end) for end, _properties in ends if end is not None}
    waiting = [properties for _end, properties in ends]
    part: list[Any] = []
    for child in body:
        part.append(child)
        if id(child) in last:
            yield from _section(part, waiting, reader, furniture)
            part = []
    yield from _section(part, waiting, reader, furniture)


def _section(part: list[Any], waiting: list[Any], reader: Body, furniture: Furniture) -> Iterator[Paragraph | Grid]:
    blocks = list(reader.blocks(part))
    if waiting:
        yield from furniture.head(waiting.pop(0), blocks, reader)
    yield from blocks
