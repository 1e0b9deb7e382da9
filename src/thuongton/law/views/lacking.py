"""«Lấy về tiếp»: what is cited and not held, and gaps in series of numbers; a list like every other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.law.queries.lacking import CITED, GAP, LackingAct, lacking
from thuongton.law.rights import demand_reader, keeps_register
from thuongton.law.views.tabs import desk_tabs
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Choice, Words
from thuongton.web.lists.held import Held, held_by
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.views import listing_urls
from vanban.text import fold


def why_words(row: LackingAct) -> str:
    """Why the act is wanted, in the language of the page."""
    return _("Được dẫn, sổ chưa có") if row.why == CITED else _("Khuyết trong dãy số của năm")


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    reader = shown.asked.question.reader
    return {
        "room": "law", "keeps": keeps_register(reader), **desk_tabs(reader, "missing"),
    }  # fmt: skip


LACKING = Listing(
    key="luat-con-thieu",
    title=gettext_noop("Lấy về tiếp"),
    columns=(
        Column("so", gettext_noop("Số, ký hiệu"), lambda row: row.number, 40, sort=("number",), fixed=True, phone="1",
               vi=True),
        Column("ten", gettext_noop("Được gọi là"), lambda row: row.title, 110, phone="title", vi=True),
        Column("van-ban", gettext_noop("Văn bản dẫn"), lambda row: row.acts or None, 26, Kind.NUMBER, sort=("acts",),
               phone="2"),
        Column("lan", gettext_noop("Số lần dẫn"), lambda row: row.times or None, 26, Kind.NUMBER, sort=("times",)),
        Column("vi-sao", gettext_noop("Vì sao cần"), why_words, 56, phone="3"),
    ),
    query=lambda _question: Held(lacking()),
    order=("pk",),
    order_label=gettext_noop("Được dẫn nhiều trước"),
    filters=(
        Words(
            key="q",
            label=gettext_noop("Số hoặc tên"),
            by=held_by(lambda row, value: fold(value) in fold(f"{row.number} {row.title}")),
        ),
        Choice(
            key="vi-sao",
            label=gettext_noop("Vì sao cần"),
            options=lambda _question: [(CITED, _("Được dẫn, sổ chưa có")), (GAP, _("Khuyết trong dãy số của năm"))],
            by=held_by(lambda row, value: row.why == value),
        ),
    ),
    counted=lambda number, words: ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words},
    file_name=lambda question: f"lay-ve-tiep-{question.as_of}",
    template="law/missing.html",
    head=_head,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Sổ có đủ những văn bản được dẫn."),
    name_of=lambda row: row.number,
)  # fmt: skip

urls = listing_urls(LACKING, room="law", name="missing", at="lay-ve-tiep/")
