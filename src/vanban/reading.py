"""Reads one paper whole: text, head, outline, citations, tasks, figures, orders, and the faults the linter finds."""

from __future__ import annotations

import os
from dataclasses import replace

from vanban.amendments import read_amendments
from vanban.citations import read_citations
from vanban.figures import read_figures
from vanban.files.open import MAX_BYTES, as_document, open_document
from vanban.header import read_header
from vanban.lint import lint
from vanban.model import Document, Reading, Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.viewing import as_read, by_view


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
    """Everything that can be read from an opened document, or from a text in memory."""
    paper = as_document(document)
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


@by_view
def tasks_of(document: Document) -> list[Task]:
    """The tasks that a paper assigns or reports on, in their order."""
    return list(read_tasks(document, read_header(document), read_outline(document)))
