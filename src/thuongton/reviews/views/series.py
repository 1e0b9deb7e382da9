"""«Dãy số» and «Quy phạm hay cá biệt»: faults of yearly series; numbers that do not agree with acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext

from thuongton.law.rights import demand_reader
from thuongton.reviews.queries.individual import ToLookAt, to_look_at
from thuongton.reviews.queries.series import SeriesLine, series_faults
from thuongton.reviews.series import Fault
from thuongton.reviews.views.findings import finding_tabs
from thuongton.web.lists.columns import Column
from thuongton.web.lists.filters import Choice, Words
from thuongton.web.lists.held import Held, held_by
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.views import listing_urls
from vanban.text import fold

FAULTS = {
    Fault.DOUBLE: gettext_lazy("Trùng số"),
    Fault.GAP: gettext_lazy("Khuyết số"),
    Fault.ORDER: gettext_lazy("Ngày trái thứ tự số"),
}
PLAIN, OTHER = "khong-nam", "khac"


def _fault(row: SeriesLine) -> str:
    return str(FAULTS[row.fault])


def _acts(row: SeriesLine) -> str:
    return ", ".join(number for _pk, number in row.acts)


def _head_series(_request: HttpRequest, _shown: Shown) -> Mapping[str, Any]:
    return {"room": "reviews", **finding_tabs("series")}


def _head_individual(_request: HttpRequest, _shown: Shown) -> Mapping[str, Any]:
    return {"room": "reviews", **finding_tabs("individual")}


def _what(row: ToLookAt) -> str:
    return _("Không có năm mà có quy phạm") if row.plain else _("Số và tên gọi nói khác nhau")


SERIES = Listing(
    key="day-so-van-ban",
    title=gettext_noop("Dãy số văn bản theo năm"),
    columns=(
        Column("co-quan", gettext_noop("Cơ quan ban hành"), lambda row: row.issuer, 90, sort=("issuer", "pk"), vi=True,
               phone="title"),
        Column("nam", gettext_noop("Năm"), lambda row: str(row.year), 22, sort=("year", "pk")),
        Column("so", gettext_noop("Số, ký hiệu"), lambda row: row.number, 44, sort=("pk",), fixed=True, vi=True,
               phone="1"),
        Column("loi", gettext_noop("Phát hiện"), _fault, 40, sort=("fault", "pk"), phone="2"),
        Column("van-ban", gettext_noop("Văn bản trong sổ"), _acts, 70, vi=True, phone="3",
               template="reviews/parts/series_acts.html"),
    ),
    query=lambda _question: Held(series_faults()),
    order=("pk",),
    order_label=gettext_noop("Theo cơ quan"),
    filters=(
        Words(
            key="q",
            label=gettext_noop("Số hoặc cơ quan"),
            by=held_by(lambda row, value: fold(value) in fold(f"{row.number} {row.issuer}")),
        ),
        Choice(
            key="loi",
            label=gettext_noop("Phát hiện"),
            options=lambda _question: [(key.value, str(words)) for key, words in FAULTS.items()],
            by=held_by(lambda row, value: row.fault == value),
        ),
    ),
    counted=lambda number, words: ngettext("%(number)s chỗ", "%(number)s chỗ", number) % {"number": words},
    file_name=lambda question: f"day-so-van-ban-{question.as_of}",
    template="reviews/findings.html",
    head=_head_series,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Các dãy số trong sổ đủ số, không trùng."),
    name_of=lambda row: row.number,
)  # fmt: skip

INDIVIDUAL = Listing(
    key="quy-pham-hay-ca-biet",
    title=gettext_noop("Quy phạm hay cá biệt"),
    columns=(
        Column("so", gettext_noop("Số, ký hiệu"), lambda row: row.number, 40, sort=("number", "pk"), fixed=True,
               phone="1", vi=True, template="reviews/parts/looked_at.html"),
        Column("ten", gettext_noop("Tên gọi"), lambda row: row.title, 110, phone="title", vi=True),
        Column("co-quan", gettext_noop("Cơ quan ban hành"), lambda row: row.issuer, 60, sort=("issuer", "pk"), vi=True,
               shown=False),
        Column("phat-hien", gettext_noop("Phát hiện"), _what, 50, sort=("rank", "pk"), phone="2"),
        Column("vi-sao", gettext_noop("Vì sao"), lambda row: " ".join(row.reasons), 110, phone="3", vi=True),
    ),
    query=lambda _question: Held(to_look_at()),
    order=("rank",),
    order_label=gettext_noop("Nặng trước"),
    filters=(
        Words(
            key="q",
            label=gettext_noop("Số hoặc tên"),
            by=held_by(lambda row, value: fold(value) in fold(f"{row.number} {row.title}")),
        ),
        Choice(
            key="phat-hien",
            label=gettext_noop("Phát hiện"),
            options=lambda _question: [
                (PLAIN, _("Không có năm mà có quy phạm")), (OTHER, _("Số và tên gọi nói khác nhau")),
            ],
            by=held_by(lambda row, value: row.plain == (value == PLAIN)),
        ),
    ),
    counted=lambda number, words: ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words},
    file_name=lambda question: f"quy-pham-hay-ca-biet-{question.as_of}",
    template="reviews/findings.html",
    head=_head_individual,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Số và nội dung của các văn bản trong sổ khớp nhau."),
    name_of=lambda row: row.number,
)  # fmt: skip

urls = [
    *listing_urls(SERIES, room="reviews", name="series", at="day-so/"),
    *listing_urls(INDIVIDUAL, room="reviews", name="individual", at="ca-biet/"),
]
