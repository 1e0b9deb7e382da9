"""«Đối chiếu số liệu»: figures of chosen papers side by side; the same rows on the page, on paper and in Excel."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from thuongton.documents.models import Document
from thuongton.documents.queries import papers as papers_queries
from thuongton.documents.queries.review import texts_for
from thuongton.documents.reconciling import (
    AGREES,
    DIFFERS,
    MOST_PAPERS,
    ORDER,
    STATES,
    UNTRACED,
    ReconciledRow,
    reconciled,
    too_much,
)
from thuongton.people.requests import SignedInRequest
from thuongton.web.inputs import whole
from thuongton.web.limits import heavy
from thuongton.web.lists.columns import Column
from thuongton.web.lists.excel import excel_response
from thuongton.web.lists.table import Table, grouped
from thuongton.web.lists.word import table_as_word

FOUND = 20
FILE = "doi-chieu-so-lieu"
WORDS = {
    DIFFERS: gettext_lazy("lệch"),
    UNTRACED: gettext_lazy("không truy được"),
    AGREES: gettext_lazy("khớp"),
}


def verdict_words(row: ReconciledRow) -> str:
    """The verdict in the language of the page."""
    return str(WORDS[row.verdict]) if row.verdict in WORDS else row.verdict


def parts_words(row: ReconciledRow) -> str:
    """Every figure with its paper and the words around it, one a line."""
    return "\n".join(f"{one.value} – {one.paper.short}: «{one.words}»" for one in row.parts)


COLUMNS = (
    Column("ket-luan", gettext_noop("Kết luận"), verdict_words, 22),
    Column("so-lieu", gettext_noop("Số liệu"), lambda row: row.statement, 40),
    Column("nguon", gettext_noop("Nguồn của từng số"), parts_words, 110),
    Column("chenh", gettext_noop("Chênh lệch"), lambda row: row.gap, 18),
    Column("gia-thuyet", gettext_noop("Có thể vì"), lambda row: row.hypothesis, 60),
)


def _chosen(request: SignedInRequest) -> tuple[list[int], bool]:
    """The papers an address names (ticked in a register as ``dong``), each once, and whether there were too many."""
    named = [*request.GET.getlist("van-ban"), *request.GET.getlist("dong")]
    numbers = [number for text in named if (number := whole(text)) is not None]
    once = list(dict.fromkeys(numbers))
    return once[:MOST_PAPERS], len(once) > MOST_PAPERS


def _laid(request: SignedInRequest) -> dict[str, Any]:
    ids, over = _chosen(request)
    texts = texts_for(request.user, ids) if ids else []
    read = [(paper, reading) for paper, reading in texts if reading is not None and reading.value.text]
    heavy = too_much(read)
    rows = [] if heavy else reconciled(read)
    papers = [paper for paper, _reading in texts]
    title = _("Đối chiếu số liệu: %(papers)s") % {"papers": "; ".join(paper.short for paper in papers)}
    table = Table(COLUMNS, list(grouped(rows, None)), title[:400], name=_("Đối chiếu số liệu"))
    return {
        "room": "documents",
        "here": "reconcile",
        "chosen": papers,
        "unread": [paper for paper, reading in texts if reading is None or not reading.value.text],
        "over": over,
        "most": MOST_PAPERS,
        "heavy": heavy,
        "rows": rows,
        "table": table,
        "asked": urlencode([("van-ban", paper.pk) for paper in papers]),
        "counts": [(STATES[each], sum(row.verdict == each for row in rows)) for each in ORDER],
        "laid": bool(read) and not heavy,
        "alone": len(read) == 1,
    }


@heavy("doi-chieu")
def reconcile_page(request: SignedInRequest) -> HttpResponse:
    """Choose papers by searching or from a register, and see what their figures say of one another."""
    context = _laid(request)
    words = request.GET.get("q", "").strip()[:200]
    found: list[Document] = []
    if words:
        taken = {paper.pk for paper in context["chosen"]}
        found = [one for one in papers_queries.find(request.user, words)[: FOUND + MOST_PAPERS] if one.pk not in taken]
    context |= {"words": words, "found": found[:FOUND], "more": len(found) > FOUND}
    return render(request, "documents/reconcile.html", context)


@heavy("doi-chieu")
def reconcile_print(request: SignedInRequest) -> HttpResponse:
    """The same rows, to be printed, with the state header."""
    context = _laid(request)
    table: Table = context["table"]
    return render(request, "documents/reconcile_print.html", {**context, "texts": list(table.texts())})


@heavy("doi-chieu")
def reconcile_excel(request: SignedInRequest) -> FileResponse:
    """The same rows as an Excel workbook."""
    return excel_response(_laid(request)["table"], FILE)


@heavy("doi-chieu")
def reconcile_word(request: SignedInRequest) -> FileResponse:
    """The same rows as a Word file."""
    return table_as_word(request.user, _laid(request)["table"], FILE)


urls = [
    path("doi-chieu/", reconcile_page, name="reconcile"),
    path("doi-chieu/in/", reconcile_print, name="reconcile-print"),
    path("doi-chieu/xuat.xlsx", reconcile_excel, name="reconcile-excel"),
    path("doi-chieu/xuat.docx", reconcile_word, name="reconcile-word"),
]
