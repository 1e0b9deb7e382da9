"""A paper of a case as a Word file to download: for the page and for the REST API."""

from __future__ import annotations

from django.http import FileResponse

from thuongton.cases.queries.papers import PaperView, docx_of
from thuongton.web.lists.word import word_response


def paper_as_word(view: PaperView, *, looked: bool) -> FileResponse:
    """The Word file as a download; its name says which register, number and paper, nobody's name.

    Raises ``files.store.StoreError`` when the official form cannot be read back.
    """
    case = view.case
    name = f"{case.kind}-{case.number:02}-{case.year}-{view.paper.name}".replace("_", "-")
    return word_response(docx_of(view, looked=looked), name)
