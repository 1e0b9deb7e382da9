"""«Đối chiếu số liệu»: figures of chosen papers side by side; the same rows on the page, on paper and in Excel."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from thuongton.documents.models import Document
from thuongton.documents.queries import papers as papers_queries
from thuongton.documents.queries.review import texts_for
from thuongton.documents.reconciling import AGREES, DIFFERS, MOST_PAPERS, UNTRACED, Row, reconciled, too_much
from thuongton.people.requests import SignedInRequest
from thuongton.web.tables import Column, Line, Table, excel_response

FOUND = 20
WORDS = {
    DIFFERS: (gettext_lazy("lệch"), "✕", "red"),
    UNTRACED: (gettext_lazy("không truy được"), "?", "amber"),
    AGREES: (gettext_lazy("khớp"), "✓", "green"),
}


def verdict_words(row: Row) -> str:
    """The verdict in the language of the page."""
    return str(WORDS[row.verdict][0]) if row.verdict in WORDS else row.verdict


def parts_words(row: Row) -> str:
    """Every figure with its paper and the words around it, one a line."""
    return "\n".join(f"{one.value} – {one.paper.short}: «{one.words}»" for one in row.parts)


COLUMNS = (
    Column("ket-luan", gettext_noop("Kết luận"), verdict_words, 22, template="documents/parts/cell_verdict.html"),
    Column("so-lieu", gettext_noop("Số liệu"), lambda row: row.statement, 40),
    Column("nguon", gettext_noop("Nguồn của từng số"), parts_words, 110, template="documents/parts/cell_parts.html"),
    Column("chenh", gettext_noop("Chênh lệch"), lambda row: row.gap, 18, align="right"),
    Column("gia-thuyet", gettext_noop("Có thể vì"), lambda row: row.hypothesis, 60),
)


def _chosen(request: SignedInRequest) -> tuple[list[int], bool]:
    """The papers an address names, each once, and whether there were more than can be laid side by side."""
    numbers = [int(text) for text in request.GET.getlist("van-ban") if text.isdecimal() and len(text) < 18]
    once = list(dict.fromkeys(numbers))
    return once[:MOST_PAPERS], len(once) > MOST_PAPERS


def _laid(request: SignedInRequest) -> dict[str, Any]:
    ids, over = _chosen(request)
    texts = texts_for(request.user, ids) if ids else []
    read = [(paper, body) for paper, body in texts if body.get("text")]
    heavy = too_much(read)
    rows = [] if heavy else reconciled(read)
    papers = [paper for paper, _body in texts]
    title = _("Đối chiếu số liệu: %(papers)s") % {"papers": "; ".join(paper.short for paper in papers)}
    table = Table(COLUMNS, [Line(row) for row in rows], title[:400])
    return {
        "room": "documents",
        "here": "reconcile",
        "chosen": papers,
        "unread": [paper for paper, body in texts if not body.get("text")],
        "over": over,
        "most": MOST_PAPERS,
        "heavy": heavy,
        "rows": rows,
        "table": table,
        "asked": urlencode([("van-ban", paper.pk) for paper in papers]),
        "counts": [(*WORDS[each], sum(1 for row in rows if row.verdict == each)) for each in WORDS],
        "laid": bool(read) and not heavy,
        "alone": len(read) == 1,
    }


@login_required
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


@login_required
def reconcile_print(request: SignedInRequest) -> HttpResponse:
    """The same rows, to be printed, with the state header."""
    return render(request, "documents/reconcile_print.html", _laid(request))


@login_required
def reconcile_excel(request: SignedInRequest) -> FileResponse:
    """The same rows as an Excel workbook."""
    return excel_response(_laid(request)["table"], "doi-chieu-so-lieu.xlsx")


def passage_link(paper: Document, start: int, end: int) -> str:
    """The address of a passage of a paper, marked in its source."""
    return f"{reverse('documents:check', args=[paper.pk])}?tu={start}&den={end}#nguon-cho-xem"


urls = [
    path("doi-chieu/", reconcile_page, name="reconcile"),
    path("doi-chieu/in/", reconcile_print, name="reconcile-print"),
    path("doi-chieu/xuat.xlsx", reconcile_excel, name="reconcile-excel"),
]
