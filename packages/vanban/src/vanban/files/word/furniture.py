"""What a document of Word prints or holds beside its body: heads and feet of pages, watermarks, properties.

A head is part of the paper where the paper begins on its page: the head of the first page of a section (ECMA-376,
17.10). Everything else is only handed over, because a mark of secrecy may stand in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from vanban.files.blocks import Grid, Paragraph
from vanban.files.word.body import Body
from vanban.files.word.package import Package, R, W
from vanban.files.word.values import is_on
from vanban.model import Aside
from vanban.text import fold

_MOST_PARTS = 60
_LONGEST = 2_000
_NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam")
_NUMBER = re.compile(r"^\W*(?:luat )?so\s*:?\s*[\d.…_]*\s*[/-]\s*[a-zđ]", re.MULTILINE)
_DAY = re.compile(r",\s*ngay[\s\d.…]+thang[\s\d.…]+nam")
_MARK = re.compile(r"^\W*(?:(?:(?:tuyet|toi)\W*)?mat|hoa\s+toc|thuong\s+khan|khan)(?!\w)", re.MULTILINE)
"""What a head of a page has only where a paper begins on it: name of the State, number, place and day, marks."""
_BEGINNING = 4_000  # letters of a section in which its own head stands
_PROPERTIES = frozenset(("title", "subject", "keywords", "category", "description", "contentstatus", "comments"))


def sections(body: Any) -> list[tuple[Any | None, Any]]:
    """The sections of a body in their order: the paragraph that ends each (None for the last), and its properties."""
    found: list[tuple[Any | None, Any]] = []
    for child in body:
        inner = child.find(f"{W}pPr/{W}sectPr") if child.tag == f"{W}p" else None
        if inner is not None:
            found.append((child, inner))
    last = body.find(f"{W}sectPr")
    return [*found, (None, last)] if last is not None else found


class Furniture:
    """The heads and feet of a document, and what its files hold beside."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._parts = {one.identity: one.target for one in package.relations(main) if one.kind in ("header", "footer")}
        self._current: dict[tuple[str, str], str] = {}
        self._printed: set[str] = set()
        self._read: dict[str, list[Paragraph | Grid]] = {}
        self._root: dict[str, Any] = {}
        self.boxes: list[str] = []

    def head(self, section: Any, blocks: list[Paragraph | Grid], reader: Body) -> list[Paragraph | Grid]:
        """What the head of the first page of a section prints, where a paper begins there; each head once.

        ``blocks`` are those of the section, which may hold the same head themselves.
        """
        for reference in section.iterchildren(f"{W}headerReference", f"{W}footerReference"):
            kind = reference.get(f"{W}type") or "default"
            name = self._parts.get(reference.get(f"{R}id") or "")
            if name is not None:
                self._current[reference.tag, kind] = name
        first = is_on(section.find(f"{W}titlePg"))
        name = self._current.get((f"{W}headerReference", "first" if first else "default"))
        if name is None or name in self._printed:
            return []
        self._printed.add(name)
        found = self._blocks(name, reader)
        return found if begins_paper(_text(found), _text(blocks)[:_BEGINNING]) else []

    def _blocks(self, name: str, reader: Body) -> list[Paragraph | Grid]:
        if name not in self._read and len(self._read) < _MOST_PARTS:
            root = self._package.tree(name)
            self._read[name] = [] if root is None else list(reader.blocks(root))
        return self._read.get(name, [])

    def asides(self, reader: Body) -> list[Aside]:
        """Heads and feet of pages, boxes and properties; each text once."""
        found: dict[Aside, None] = {}
        for name in self._parts.values():
            text = _text(self._blocks(name, reader))
            if text:
                found[Aside("running", text[:_LONGEST])] = None
        for box in reader.boxes:
            found[Aside("box", box[:_LONGEST])] = None
        for text in properties(self._package):
            found[Aside("property", text)] = None
        return list(found)


def begins_paper(head: str, body: str) -> bool:
    """Whether the head of a page is the head of a paper, or of one whose own head (in ``body``) lacks what it has."""
    head, body = fold(head), fold(body)
    if _MARK.search(head):
        return True
    return any(pattern.search(head) and not pattern.search(body) for pattern in (_NATION, _NUMBER, _DAY))


def _text(blocks: list[Paragraph | Grid]) -> str:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines += (text for row in block.rows for cell in row for text in cell.paragraphs)
    return "\n".join(line for line in lines if line.strip())


def properties(package: Package) -> Iterator[str]:
    """The properties of a document that its author fills in, as «name: value»."""
    for name in package.names():
        if not name.startswith("docprops/") or not name.endswith(".xml"):
            continue
        root = package.tree(name)
        for one in () if root is None else root.iterchildren("*"):
            key = one.get("name") or str(one.tag).rpartition("}")[2]
            value = " ".join("".join(one.itertext()).split())[:_LONGEST]
            own = one.get("name") is not None and not key.startswith("_")  # those of mail programs begin so
            if value and (own or key.casefold() in _PROPERTIES):
                yield f"{key}: {value}"
