"""A print as a page, as Word and as Excel, always from what it keeps; the list of prints."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import wraps
from typing import BinaryIO, cast

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path

from thuongton.people.requests import SignedInRequest
from thuongton.prints.frozen import Frozen
from thuongton.prints.kinds import kind_of
from thuongton.prints.models import Printout
from thuongton.prints.paper import FROZEN_DAY, paper_of, sheets_of, shown
from thuongton.prints.queries import Changed, opened, visible_to
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.limits import heavy
from thuongton.web.lists.excel import XLSX, write_book
from thuongton.web.lists.word import word_response
from vanban.write.docx import write_docx

Writer = Callable[[SignedInRequest, Printout, Frozen], HttpResponseBase]


def _of_a_print(write: Writer) -> Callable[[SignedInRequest, int], HttpResponseBase]:
    """A view of one print that one may see; where it is not as it was printed, a page says so in one sentence."""

    @heavy("xuat")
    @wraps(write)
    def view(request: SignedInRequest, printout_id: int) -> HttpResponseBase:
        printout: Printout = get_object_or_404(visible_to(request.user), pk=printout_id)
        try:
            return write(request, printout, opened(printout))
        except Changed as changed:
            return render(request, "prints/changed.html", {"printout": printout, "sentence": str(changed)}, status=409)

    return view


def _name(printout: Printout, ending: str) -> str:
    return f"{kind_of(printout).file}-{printout.as_of}-ban-{printout.pk}.{ending}"


@_of_a_print
def page(request: SignedInRequest, printout: Printout, frozen: Frozen) -> HttpResponse:
    """The print as a page for the printer of the browser."""
    kind = kind_of(printout)
    context = {"room": kind.room, "kind": kind, "place": kind.place(printout), "printout": printout}
    return render(request, "prints/page.html", {**context, "frozen": frozen, "tables": shown(frozen)})


@_of_a_print
def word(request: SignedInRequest, printout: Printout, frozen: Frozen) -> FileResponse:
    """The print as a Word paper, the same bytes each time."""
    return word_response(write_docx(paper_of(frozen)), _name(printout, "docx"))


@_of_a_print
def excel(request: SignedInRequest, printout: Printout, frozen: Frozen) -> FileResponse:
    """The print as a workbook, the same bytes each time."""
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by the response
    write_book(sheets_of(frozen), out, FROZEN_DAY)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=_name(printout, "xlsx"), content_type=XLSX)


def printout_urls(at: str, file: str) -> list[URLPattern]:
    """The addresses of a print in a room: its page at ``at`` (with ``printout_id``), and Word and Excel below it."""
    return [
        path(at, page, name="printout"),
        path(f"{at}{file}.docx", not_a_page(word), name="printout-word"),
        path(f"{at}{file}.xlsx", not_a_page(excel), name="printout-excel"),
    ]
