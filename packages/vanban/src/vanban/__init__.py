"""Reads, checks and writes Vietnamese official documents.

>>> import vanban
>>> vanban.cite("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ")[0].target
'30/2020/NĐ-CP@Chính phủ'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vanban.lazily import tell

if TYPE_CHECKING:
    from vanban.amendments import amendments
    from vanban.citations import cite, cite_pieces
    from vanban.files import as_document, open_document
    from vanban.header import read_header as header
    from vanban.lint import lint
    from vanban.model import (
        Amendment,
        AmendmentKind,
        Anchor,
        Cell,
        Citation,
        Document,
        Effect,
        Figure,
        Finding,
        Group,
        Header,
        Node,
        Phrase,
        Place,
        Progress,
        Reading,
        Source,
        Span,
        Table,
        Task,
        Timing,
        TimingKind,
        UnreadableFile,
    )
    from vanban.outline import read_outline as outline
    from vanban.reading import read, read_document
    from vanban.reading import tasks_of as tasks
    from vanban.reconcile import Part, Reconciliation, reconcile
    from vanban.timing import read_timing as timing

__all__ = [
    "Amendment",
    "AmendmentKind",
    "Anchor",
    "Cell",
    "Citation",
    "Document",
    "Effect",
    "Figure",
    "Finding",
    "Group",
    "Header",
    "Node",
    "Part",
    "Phrase",
    "Place",
    "Progress",
    "Reading",
    "Reconciliation",
    "Source",
    "Span",
    "Table",
    "Task",
    "Timing",
    "TimingKind",
    "UnreadableFile",
    "amendments",
    "as_document",
    "cite",
    "cite_pieces",
    "header",
    "lint",
    "open_document",
    "outline",
    "read",
    "read_document",
    "reconcile",
    "tasks",
    "timing",
]

tell(
    __name__,
    {
        "Amendment": "vanban.model",
        "AmendmentKind": "vanban.model",
        "Anchor": "vanban.model",
        "Cell": "vanban.model",
        "Citation": "vanban.model",
        "Document": "vanban.model",
        "Effect": "vanban.model",
        "Figure": "vanban.model",
        "Finding": "vanban.model",
        "Group": "vanban.model",
        "Header": "vanban.model",
        "Node": "vanban.model",
        "Part": "vanban.reconcile",
        "Phrase": "vanban.model",
        "Place": "vanban.model",
        "Progress": "vanban.model",
        "Reading": "vanban.model",
        "Reconciliation": "vanban.reconcile",
        "Source": "vanban.model",
        "Span": "vanban.model",
        "Table": "vanban.model",
        "Task": "vanban.model",
        "Timing": "vanban.model",
        "TimingKind": "vanban.model",
        "UnreadableFile": "vanban.model",
        "amendments": "vanban.amendments",
        "as_document": "vanban.files",
        "cite": "vanban.citations",
        "cite_pieces": "vanban.citations",
        "header": "vanban.header:read_header",
        "lint": "vanban.lint",
        "open_document": "vanban.files",
        "outline": "vanban.outline:read_outline",
        "read": "vanban.reading",
        "read_document": "vanban.reading",
        "reconcile": "vanban.reconcile",
        "tasks": "vanban.reading:tasks_of",
        "timing": "vanban.timing:read_timing",
    },
)
