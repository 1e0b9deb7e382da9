"""«Số liệu»: the counts of a campaign, each number open to its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.people.requests import SignedInRequest
from thuongton.reviews.lists.columns import action_words, state_words
from thuongton.reviews.lists.counting import Cell, ReviewFigures, cell_of, key_of, sentence_of
from thuongton.reviews.lists.facts import RowFacts
from thuongton.reviews.lists.membership import (
    HANDLING_HEADS,
    HANDLING_NAMES,
    SHORT,
    VALIDITY_NAMES,
    Handling,
    ListKind,
    Validity,
    why_unknown,
)
from thuongton.reviews.models import Campaign
from thuongton.reviews.queries.lists import campaign_figures, facts_of, rows_of_campaign
from thuongton.reviews.views.campaign_tabs import campaign_tabs
from thuongton.reviews.views.lists import day_of, found_campaign, told_sums
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Words
from thuongton.web.lists.held import Held, held_by
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from vanban.text import fold

AT = "dot/<int:campaign_id>/so-lieu/"


@dataclass(frozen=True, slots=True)
class FigureCell:
    """A number of the page with the address of its rows."""

    label: str
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class CountedRow:
    """A line of a table of counts: its name, its total, and a number for each column."""

    label: str
    total: FigureCell
    cells: tuple[FigureCell, ...]


@dataclass(frozen=True)
class FigureRow:
    """A row of the list behind a number."""

    facts: RowFacts
    cell: Cell
    day: dt.date
    campaign: int

    @property
    def pk(self) -> int:
        """Its row of the desk."""
        return self.facts.pk

    def __getattr__(self, name: str) -> Any:
        """The facts of the row."""
        return getattr(self.facts, name)


def page(request: SignedInRequest, campaign_id: int) -> HttpResponse:
    """The counts of a campaign: by kind, issuer, validity and handling; every grouping adds up to the total."""
    campaign = found_campaign(request.user, campaign_id)
    day = day_of(request, campaign)
    figures = campaign_figures(request.user, campaign, day)
    context = {
        "room": "reviews",
        "campaign": campaign,
        **campaign_tabs(campaign, "figures"),
        "day": day,
        "figures": figures,
        "sentence": sentence_of(figures) if figures.total else "",
        "total": _counted(campaign, _("Tổng số"), figures.total),
        "to_handle": figures.to_handle,
        "tables": [_table(campaign, figures, axis) for axis in ("kind", "issuer")],
        "heads": [*(_(words) for words in VALIDITY_NAMES.values()), *(_(words) for words in HANDLING_HEADS.values())],
        "identities": told_sums(figures),
    }
    return render(request, "reviews/figures.html", context)


_NAMED = {"kind": "loai", "issuer": "co-quan", "validity": "hieu-luc", "handling": "xu-ly", "list": "danh-muc"}


def _counted(campaign: Campaign, label: str, number: int, **asked: str) -> FigureCell:
    said = {_NAMED[name]: value for name, value in asked.items()}
    address = reverse("reviews:figure-rows", args=[campaign.pk])
    return FigureCell(label, number, f"{address}?{urlencode(said)}" if said else address)


def _table(campaign: Campaign, figures: ReviewFigures, axis: str) -> dict[str, Any]:
    """One table: the places of an axis against validity and handling."""
    valid, handled = figures.cross(axis, "validity"), figures.cross(axis, "handling")

    def line(label: str, total: int, cells: Mapping[str, int], **asked: str) -> CountedRow:
        own = (
            *(_counted(campaign, "", cells[f"v:{one}"], **asked, validity=one.value) for one in Validity),
            *(_counted(campaign, "", cells[f"h:{one}"], **asked, handling=one.value) for one in Handling),
        )
        return CountedRow(label, _counted(campaign, label, total, **asked), own)

    rows = [
        line(
            place[:1].upper() + place[1:] if place else _("(không rõ)"),
            number,
            {f"v:{one}": valid.get((place, one.value), 0) for one in Validity}
            | {f"h:{one}": handled.get((place, one.value), 0) for one in Handling},
            **{axis: key_of(place) or "-"},
        )
        for place, number in figures.by(axis).items()
    ]
    validity, handling = figures.by("validity"), figures.by("handling")
    sums = {f"v:{one}": validity.get(one.value, 0) for one in Validity}
    sums |= {f"h:{one}": handling.get(one.value, 0) for one in Handling}
    title = _("Loại văn bản") if axis == "kind" else _("Cơ quan ban hành")
    return {"title": title, "rows": rows, "foot": line(_("Tổng số"), figures.total, sums)}


def _rows(question: Question) -> Held:
    """The rows of the campaign, read once for each request: the campaign is found anew by each."""
    campaign = question.place
    held: list[FigureRow] | None = campaign.__dict__.get("figure_rows")
    if held is None:
        day = campaign.fixed_on or question.as_of
        facts = facts_of(rows_of_campaign(question.reader, campaign), day, grounds=False)
        held = campaign.__dict__["figure_rows"] = [FigureRow(one, cell_of(one, day), day, campaign.pk) for one in facts]
    return Held(held)


def _places(axis: str) -> Any:
    """The places of an axis that the campaign has."""

    def options(question: Question) -> list[tuple[str, str]]:
        held = {str(getattr(row.cell, axis)) for row in _rows(question)}
        return [(key_of(one) or "-", one or _("(không rõ)")) for one in sorted(held)]

    return options


def _on(axis: str) -> Any:
    return held_by(lambda row, value: (key_of(str(getattr(row.cell, axis))) or "-") == value)


def _conclusion(row: FigureRow) -> str:
    """«Dự thảo» for a document that is to be handled: the conclusion of Điều 18.2 can be drafted of it."""
    return _("Dự thảo") if row.cell.handling in (Handling.DECIDED, Handling.PROPOSED) else ""


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    campaign = shown.asked.question.place
    return {"room": "reviews", "campaign": campaign, **campaign_tabs(campaign, "figures")}


ROWS = Listing(
    key="dong-so-lieu-ra-soat",
    title=lambda question: _("Văn bản của %(campaign)s") % {"campaign": question.place},
    called=gettext_noop("Văn bản sau một số liệu rà soát"),
    columns=(
        Column("so", gettext_noop("Số, ký hiệu"), lambda row: row.number, 40, sort=("number",), fixed=True, phone="1",
               vi=True),
        Column("ngay", gettext_noop("Ban hành ngày"), lambda row: row.issued_on, 26, Kind.DAY, phone="2"),
        Column("ten", gettext_noop("Tên gọi"), lambda row: row.title, 110, phone="title", vi=True),
        Column("co-quan", gettext_noop("Cơ quan ban hành"), lambda row: row.issuer, 46, vi=True, shown=False),
        Column("hieu-luc", gettext_noop("Tình trạng hiệu lực"), lambda row: state_words(row.facts), 36, vi=True,
               phone="3"),
        Column("vi-sao", gettext_noop("Vì sao chưa xác định"), lambda row: why_unknown(row.facts, row.day), 50,
               vi=True),
        Column("xu-ly", gettext_noop("Hình thức xử lý"), lambda row: action_words(row.judged), 40, vi=True, phone="4"),
        Column("don-vi", gettext_noop("Đơn vị"), lambda row: row.unit, 36, vi=True),
        Column("ket-luan", gettext_noop("Kết luận kiểm tra"), _conclusion, 36,
               template="reviews/parts/conclusion_link.html"),
    ),
    query=_rows,
    order=("pk",),
    order_label=gettext_noop("Thứ tự vào đợt"),
    filters=(
        Words(key="q", label=gettext_noop("Số hoặc tên gọi"),
              by=held_by(lambda row, value: fold(value) in fold(f"{row.number} {row.title}"))),
        Choice(key="loai", label=gettext_noop("Loại văn bản"), options=_places("kind"), by=_on("kind")),
        Choice(key="co-quan", label=gettext_noop("Cơ quan ban hành"), options=_places("issuer"), by=_on("issuer")),
        Choice(key="hieu-luc", label=gettext_noop("Hiệu lực"),
               options=lambda _question: [(one.value, _(VALIDITY_NAMES[one])) for one in Validity],
               by=held_by(lambda row, value: row.cell.validity == value)),
        Choice(key="xu-ly", label=gettext_noop("Xử lý"),
               options=lambda _question: [(one.value, _(HANDLING_NAMES[one])) for one in Handling],
               by=held_by(lambda row, value: row.cell.handling == value)),
        Choice(key="danh-muc", label=gettext_noop("Danh mục"),
               options=lambda _question: [(one.value, _(SHORT[one])) for one in ListKind],
               by=held_by(lambda row, value: value in row.cell.lists)),
    ),
    counted=lambda number, words: ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words},
    file_name=lambda question: f"van-ban-ra-soat-{question.as_of}",
    place=lambda request, campaign_id: found_campaign(request.user, campaign_id),
    template="reviews/figure_rows.html",
    head=_head,
    empty=gettext_noop("Không có văn bản nào."),
    name_of=lambda row: row.number,
)  # fmt: skip

urls = [
    path(AT, page, name="figures"),
    *listing_urls(ROWS, room="reviews", name="figure-rows", at=f"{AT}dong/"),
]
