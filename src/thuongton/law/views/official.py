"""«Bản hợp nhất»: official consolidated texts of the register, and each beside our text of its day with both sides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.dateparse import parse_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop, ngettext

from thuongton.law.queries.act_page import kept, stamp_of
from thuongton.law.queries.acts import visible_to
from thuongton.law.queries.official import OfficialLine, base_of, checked, official_lines
from thuongton.law.rights import demand_reader
from thuongton.law.said import title_of
from thuongton.law.views.tabs import desk_tabs
from thuongton.law.wording import GONE, NEW, SAME, pieces
from thuongton.law.works import OFFICIAL
from thuongton.people.requests import SignedInRequest
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Words
from thuongton.web.lists.held import Held, held_by
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.views import listing_urls
from vanban.text import fold

SHOWN = 60
"""Articles that differ whose words a page shows; all are named."""
_SIDES = {GONE: "<del>{}</del>", NEW: "<ins>{}</ins>", SAME: "{}"}


def _base_words(line: OfficialLine) -> str:
    return line.base.number if line.base is not None else line.base_number


def _title(line: OfficialLine) -> str:
    return title_of(line.base) if line.base is not None else title_of(line.act)


def _head(_request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    return {"room": "law", **desk_tabs(shown.asked.question.reader, "official")}


OFFICIALS = Listing(
    key="luat-hop-nhat",
    title=gettext_noop("Đối chiếu bản hợp nhất"),
    columns=(
        Column("so", gettext_noop("Văn bản hợp nhất"), lambda line: line.number, 40, sort=("number",),
               template="law/parts/official_number.html", fixed=True, phone="1", vi=True),
        Column("goc", gettext_noop("Hợp nhất của"), _base_words, 40, sort=("base_number",), phone="2", vi=True),
        Column("ten", gettext_noop("Tên gọi"), _title, 110, phone="title", vi=True),
        Column("ngay", gettext_noop("Ký ngày"), lambda line: line.act.issued_on, 26, Kind.DAY, phone="3"),
    ),
    query=lambda _question: Held(official_lines()),
    order=("pk",),
    filters=(
        Words(
            key="q",
            label=gettext_noop("Số hoặc tên"),
            by=held_by(lambda line, value: fold(value) in fold(f"{line.number} {line.base_number} {_title(line)}")),
        ),
    ),
    counted=lambda number, words: ngettext("%(number)s văn bản", "%(number)s văn bản", number) % {"number": words},
    file_name=lambda question: f"ban-hop-nhat-{question.as_of}",
    template="law/official.html",
    head=_head,
    demand=lambda request: demand_reader(request.user),
    empty=gettext_noop("Sổ chưa có văn bản hợp nhất nào có toàn văn."),
    name_of=lambda line: line.number,
)  # fmt: skip


def official(request: SignedInRequest, pk: int) -> HttpResponse:
    """One consolidated text beside our text of its day: every difference with both texts, what its notes tell."""
    demand_reader(request.user)
    act = get_object_or_404(visible_to(request.user).filter(kind=OFFICIAL, words__isnull=False), pk=pk)
    base = base_of(act)
    stamp = stamp_of(act, base) if base is not None else stamp_of(act)
    found: dict[str, Any] = kept(("official", pk, stamp), lambda: checked(act))
    day = parse_date(found["on"]) if found["on"] else None
    rows = [_row(one, number, base, found["on"]) for number, one in enumerate(found.get("articles", []))]
    context = {
        "room": "law", "act": act, "base": base, "base_number": found["base"], "day": day, "name": title_of(act),
        "same": found.get("same", 0), "rows": rows, "told": found.get("operations", []), "findings": found["findings"],
        **desk_tabs(request.user, "official"),
    }  # fmt: skip
    return render(request, "law/official_one.html", context)


def _row(one: Mapping[str, Any], number: int, base: Any, on: str | None) -> dict[str, Any]:
    """A difference with both texts, marked where they part."""
    ours, theirs = one["ours"] or "", one["official"] or ""
    both = pieces(ours, theirs) if number < SHOWN else ()
    slug = f"dieu-{one['no'].lower()}"
    return {
        "label": one["label"],
        "kind": one["kind"],
        "address": f"{reverse('law:provision', args=[base.pk, slug])}?ngay={on}" if base is not None else "",
        "shown": number < SHOWN,
        "ours": _side(both, GONE),
        "theirs": _side(both, NEW),
    }


def _side(both: Any, own: str) -> SafeString:
    return format_html_join(
        "", "{}", ((format_html(_SIDES[one.kind], one.text),) for one in both if one.kind in (SAME, own))
    )


urls = [
    *listing_urls(OFFICIALS, room="law", name="official", at="hop-nhat/"),
    path("hop-nhat/<int:pk>/", official, name="official-one"),
]
