"""A draft beside the law: «hiện hành – dự thảo – lý do», what is to be looked at, its bases in order; as Word too."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from thuongton.documents.beside import BesidePaper
from thuongton.documents.models import Document, Draft
from thuongton.drafting.queries.beside import LaidBeside, draft_of, laid_beside, paper_of
from thuongton.law.rights import demand_reader
from thuongton.law.wording import GONE, NEW, pieces
from thuongton.people.requests import SignedInRequest
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.inputs import whole
from thuongton.web.limits import heavy
from vanban.model import Reading
from vanban.write.docx import Column, Grid, OfficialPaper, Row, write_docx
from vanban.write.legal import legal_document, write_legal

TO_FILL = "[CẦN BỔ SUNG]"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _asked(request: SignedInRequest) -> tuple[Draft | Document, Reading | None]:
    demand_reader(request.user)
    draft, paper = whole(request.GET.get("du-thao", "")), whole(request.GET.get("van-ban", ""))
    found: tuple[Draft | Document, Reading | None] | None = None
    if draft is not None:
        found = draft_of(request.user, draft)
    elif paper is not None:
        found = paper_of(request.user, paper)
    if found is None:
        raise Http404
    return found


def _query(record: Draft | Document) -> str:
    return f"?du-thao={record.pk}" if isinstance(record, Draft) else f"?van-ban={record.pk}"


@heavy("doi-chieu")
def beside_page(request: SignedInRequest) -> HttpResponse:
    """The draft beside the acts that it changes, as they stand on the day of the page."""
    draft, reading = _asked(request)
    laid = laid_beside(reading, request.as_of) if reading is not None else None
    context: dict[str, Any] = {
        "room": "drafting",
        "draft": draft,
        "draft_address": reverse(f"documents:{'draft' if isinstance(draft, Draft) else 'document'}", args=[draft.pk]),
        "laid": laid,
        "acts": [(act, one, [(row, *_sides(row.before, row.after)) for row in one.rows]) for act, one in laid.acts]
        if laid is not None
        else [],
        "query": _query(draft),
        "to_fill": TO_FILL,
    }
    return render(request, "drafting/beside.html", context)


def _sides(before: str, after: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """The words of both sides, each stretch with whether it stands on that side alone."""
    made = pieces(before, after)
    return (
        [(one.text, one.kind == GONE) for one in made if one.kind != NEW],
        [(one.text, one.kind == NEW) for one in made if one.kind != GONE],
    )


@heavy("xuat")
def beside_word(request: SignedInRequest) -> HttpResponse:
    """The table as Word, with room for the reasons."""
    draft, reading = _asked(request)
    if reading is None:
        raise Http404
    return _file(write_docx(table_paper(draft, laid_beside(reading, request.as_of))), f"so-sanh-{draft.pk}")


@heavy("xuat")
def legal_word(request: SignedInRequest) -> HttpResponse:
    """The draft in the form of a legal document (Nghị định 78/2025/NĐ-CP)."""
    draft, reading = _asked(request)
    if reading is None:
        raise Http404
    return _file(write_legal(legal_document(reading, year=request.as_of.year)), f"du-thao-{draft.pk}")


def table_paper(draft: Draft | Document, laid: LaidBeside) -> OfficialPaper:
    """«Bảng so sánh quy định hiện hành và dự thảo»: a group for each act, a row for each place."""
    rows: list[Row] = []
    for act, one in laid.acts:
        rows.append(Row((f"{act.kind} {act.number} {act.title}".strip(),), group=True))
        rows.extend(Row((row.place, row.before or "(không có)", row.after or "(bãi bỏ)", TO_FILL)) for row in one.rows)
        rows.extend(Row((place, "", f"Chưa ghép được: {why}", TO_FILL)) for place, why in one.waiting)
    columns = (
        Column("Điều, khoản", 28), Column("Quy định hiện hành", 80), Column("Dự thảo", 80), Column("Lý do", 60),
    )  # fmt: skip
    return OfficialPaper(
        issuer=draft.unit.authority,
        kind="Bảng so sánh",
        title=f"Quy định hiện hành và dự thảo: {laid.reading.header.title or draft}",
        tables=(Grid(columns, tuple(rows)),) if rows else (),
        paragraphs=() if rows else ("Dự thảo không sửa đổi văn bản nào có trong sổ pháp luật.",),
        landscape=True,
        numbered=False,
        archive="",
    )


def _file(body: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=DOCX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.docx"'
    return answer


BESIDE = BesidePaper(
    gettext_lazy("So với hiện hành"),
    lambda paper: f"{reverse('drafting:beside')}?van-ban={paper.pk}",
    lambda draft: f"{reverse('drafting:beside')}?du-thao={draft.pk}",
)

urls = [
    path("ben-du-thao/", beside_page, name="beside"),
    path("ben-du-thao/bang.docx", not_a_page(beside_word), name="beside-word"),
    path("ben-du-thao/the-thuc.docx", not_a_page(legal_word), name="beside-legal"),
]
