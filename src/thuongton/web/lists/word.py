"""Word files of lists: the head of Nghị định 30/2020/NĐ-CP, then the table, on landscape pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.http import FileResponse
from django.utils.translation import gettext as _

from thuongton.web.lists.table import Table
from thuongton.web.rooms import given
from vanban.write.docx import OfficialPaper, write_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_ROWS = 2_000
"""Rows of a Word file: beyond that Excel is the file to take."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Whose head stands on a paper: the body, the one above it, and the place named beside the day."""

    issuer: str = ""
    issuer_parent: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class IssuerFor:
    """How the body is found for which a person makes papers; one room above says so."""

    find: Callable[[Any], Issuer]


def issuer_of(reader: Any) -> Issuer:
    """The body whose hat the reader wears; an empty head where none is known."""
    return next((one.find(reader) for one in given(IssuerFor)), Issuer())


def paper_of(reader: Any, table: Table) -> OfficialPaper:
    """A table as a paper; number, day and signature are left to the clerk."""
    head = issuer_of(reader)
    return OfficialPaper(
        issuer=head.issuer,
        issuer_parent=head.issuer_parent,
        place=head.place,
        kind=_("Bảng theo dõi"),
        title=table.title,
        paragraphs=tuple(table.above),
        tables=(table.grid(),),
        landscape=True,
    )


def word_response(content: bytes, name: str) -> FileResponse:
    """A Word file as a download."""
    filename = PurePath(name).name.removesuffix(".docx") + ".docx"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=filename, content_type=DOCX)


def table_as_word(reader: Any, table: Table, name: str) -> FileResponse:
    """A table as a Word file to download."""
    return word_response(write_docx(paper_of(reader, table)), name)
