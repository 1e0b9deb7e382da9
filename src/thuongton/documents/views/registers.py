"""The register pages: văn bản đến, văn bản đi, theo dõi giải quyết; declared on ``web/lists``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.documents.models import Document
from thuongton.documents.queries import may_write
from thuongton.documents.queries.registers import (
    ALL,
    UNIT_KEY,
    kinds_in,
    of_issuer,
    rows_of,
    unanswered,
    unit_meant,
    units_with_papers,
    with_words,
)
from thuongton.documents.registers import FOLLOWED, REGISTERS, UNIT, Filed, PaperRegister
from thuongton.people.scopes import writing_unit
from thuongton.web.lists.columns import Column
from thuongton.web.lists.filters import Choice, DayRange, Filter, Words, Year
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls


def _columns(register: PaperRegister, question: Question) -> Sequence[Column]:
    """The columns of the decree; with the unit in front when several units are shown together."""
    unit, _found = unit_meant(question)
    return register.columns if unit is not None else (UNIT, *register.columns)


def _filters(register: PaperRegister) -> tuple[Filter, ...]:
    shared = (
        Words(key="q", label=gettext_noop("Số, trích yếu, người ký…"), by=with_words),
        Choice(
            key="loai",
            label=gettext_noop("Loại"),
            column="kind",
            options=lambda question: [(kind, kind) for kind in kinds_in(question.reader, register)],
        ),
        Words(key="tac-gia", label=gettext_noop("Tác giả"), by=of_issuer),
        Year(key="nam", label=gettext_noop("Năm"), column="registered_on"),
        DayRange(key="tu", until="den", label=gettext_noop("Vào sổ từ ngày"), column="registered_on"),
    )
    if register is not FOLLOWED:
        return shared
    waits = Choice(
        key="tinh-trang",
        label=gettext_noop("Tình trạng"),
        options=[("chua-xong", gettext_noop("Chưa có văn bản trả lời"))],
        by=unanswered,
    )
    return (*shared, waits)


def _above(question: Question) -> list[str]:
    """Whose register it is, for the heads of paper and Excel."""
    unit, _found = unit_meant(question)
    return [unit.name if unit else _("Các đơn vị trong phạm vi")]


def _counted(number: int, words: str) -> str:
    return ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words}


def _head(register: PaperRegister, request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    """Whose register it is and whose else there are, what one may enter, and the act on ticked papers."""
    question = shown.asked.question
    unit, found = unit_meant(question)
    if not found:
        shown.asked.faults.append(_("Đơn vị được chọn không có trong phạm vi, nên phần này được bỏ qua."))
    user = question.reader
    return {
        "room": "documents",
        "register": register,
        "unit": unit,
        "units": [(one, shown.asked.address(**{UNIT_KEY: str(one.pk)})) for one in units_with_papers(user)],
        "all_units": shown.asked.address(**{UNIT_KEY: ALL}),
        "writes": writing_unit(user),
        "may_write": may_write(user, unit) if unit else bool(writing_unit(user)),
        "acts": [(reverse("documents:reconcile"), _("Đối chiếu số liệu"))],
    }


def _lines(question: Question, papers: list[Document]) -> list[Filed]:
    return [Filed(paper, question.as_of) for paper in papers]


def _name(row: Any) -> str:
    return getattr(row, "paper", row).short


def _listing(register: PaperRegister) -> Listing:
    return Listing(
        key=f"so-{register.slug}",
        title=register.title,
        columns=lambda question: _columns(register, question),
        query=lambda question: rows_of(question, register),
        rows=_lines,
        order=register.order,
        order_label=register.order_label,
        filters=_filters(register),
        lens=(UNIT_KEY,),
        above=_above,
        counted=_counted,
        file_name=lambda question: f"so-van-ban-{register.slug}-{question.as_of}",
        template="documents/register.html",
        head=lambda request, shown: _head(register, request, shown),
        empty=register.empty,
        name_of=_name,
        id_of=lambda row: row.paper.pk,
        kept=True,
        peek=lambda row: reverse("documents:paper-peek", args=[row.paper.pk]),
    )


LISTINGS = {register.slug: _listing(register) for register in REGISTERS}
_pages = {
    slug: listing_urls(listing, room="documents", name=f"register-{slug}", at=f"so-{slug}/")
    for slug, listing in LISTINGS.items()
}
urls = [path("", _pages["den"][0].callback, name="list"), *(page for pages in _pages.values() for page in pages)]
