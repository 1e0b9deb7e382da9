"""Reads one paper whole: text, head, outline, citations, tasks, figures, orders, and the faults the linter finds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TypeVar

from vanban.amendments import read_amendments
from vanban.citations import read_citations
from vanban.figures import read_figures
from vanban.files.open import MAX_BYTES, as_document, open_document
from vanban.header import read_header
from vanban.header.papers import papers_in, part_of
from vanban.lint import lint
from vanban.model import Document, Paper, Reading, Span, Task
from vanban.moving import Move
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.viewing import as_read, by_view

V = TypeVar("V")


def read(file: str | os.PathLike[str] | bytes, name: str | None = None, *, max_bytes: int = MAX_BYTES) -> Reading:
    """Everything that can be read from a file, given by its path or its bytes.

    Args:
        file: a path, or the bytes of the file.
        name: what the file is called, when bytes are given.
        max_bytes: larger files are refused.

    Raises:
        UnreadableFile: the file cannot be used; the message is one Vietnamese sentence.
        OSError: there is no such file, or it may not be read.
    """
    return read_document(open_document(file, name, max_bytes=max_bytes))


def read_document(document: Document | str) -> Reading:
    """Everything that can be read from an opened document, or from a text in memory.

    Of a file that holds several papers each is read by itself (``papers``); the fields of the reading are the first's.
    """
    paper = as_document(document)
    return together(paper, read_parts(paper))


def together(paper: Document, parts: Sequence[tuple[Span, Reading]]) -> Reading:
    """The reading of a file from those of its papers (:func:`read_parts`), with places in the whole text."""
    if len(parts) == 1:
        return parts[0][1]
    papers = tuple(_paper(in_file(reading, part, paper.text), part) for part, reading in parts)
    return replace(parts[0][1], text=paper.text, pages=paper.pages, doubtful=paper.doubtful, papers=papers)


def read_parts(document: Document) -> list[tuple[Span, Reading]]:
    """Each paper of a file with where it stands; the places of a reading count from the beginning of its paper."""
    return [(part, _one(part_of(document, part))) for part in papers_in(document)]


def _one(paper: Document) -> Reading:
    """A document read as one paper."""
    document = paper.view
    header = read_header(document)
    outline = read_outline(document)
    citations = read_citations(document, header)
    reading = Reading(
        source=document.source,
        text=document.text,
        header=header,
        outline=outline,
        citations=citations,
        tasks=read_tasks(document, header, outline),
        figures=read_figures(document),
        amendments=read_amendments(document, header, citations),
        pages=document.pages,
        doubtful=document.doubtful,
        tables=document.tables,
    )
    reading = as_read(reading, paper)
    return replace(reading, findings=tuple(lint(reading)))


def in_file(value: V, part: Span, text: str) -> V:
    """What was read of one paper, with its places in the text of the whole file."""
    return Move(lambda start, end: (start + part.start, end + part.start), text)(value)


def _paper(reading: Reading, part: Span) -> Paper:
    names = [field.name for field in fields(Paper) if field.name not in ("start", "end")]
    return Paper(part.start, part.end, **{name: getattr(reading, name) for name in names})


def tasks_of(document: Document | str) -> list[Task]:
    """The tasks that a paper assigns or reports on, in their order; of several papers in a file those of each."""
    paper = as_document(document)
    parts = papers_in(paper)
    if len(parts) == 1:
        return _tasks(paper)
    return [task for part in parts for task in in_file(_tasks(part_of(paper, part)), part, paper.text)]


@by_view
def _tasks(document: Document) -> list[Task]:
    return list(read_tasks(document, read_header(document), read_outline(document)))
