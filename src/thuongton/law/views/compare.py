"""«So sánh»: two versions of an act, or two acts, article by article; changed words are marked, within bounds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext

from thuongton.law.answers import compared
from thuongton.law.models import LegalAct
from thuongton.law.page_body import days_of, title_of
from thuongton.law.queries.act_page import history_of, kept, stamp_of
from thuongton.law.queries.acts import numbered, visible_to
from thuongton.law.slugs import slug_of
from thuongton.law.text.places import place_of
from thuongton.law.views.body import pieces_html
from thuongton.law.views.days import LawDay
from thuongton.law.wording import pieces
from thuongton.people.requests import SignedInRequest
from thuongton.web.dates import parse_day
from thuongton.web.inputs import whole

MOST_LETTERS = 400_000
"""Letters of changed articles whose words are compared on one page; the rest is named with links."""
LONGEST = 120
_DAY = dt.timedelta(days=1)


@dataclass(slots=True)
class Side:
    """One side: the act that was asked for, its day, what was typed."""

    act: LegalAct | None
    day: dt.date | None
    typed: str
    typed_day: str


def compare(request: SignedInRequest) -> HttpResponse:
    """Two acts on two days side by side."""
    faults: list[str] = []
    one = _side(request, "mot", "so-mot", "ngay-mot", faults)
    other = _side(request, "hai", "so-hai", "ngay-hai", faults)
    if one.act is not None and other.act is None and not other.typed:
        other.act, other.typed = one.act, one.act.number
    _usual_days(one, other, request)
    context: dict[str, Any] = {"room": "law", "one": one, "other": other, "faults": faults, "rows": None}
    if one.act is not None and other.act is not None and one.day and other.day:
        key = ("compare", one.act.pk, one.day, other.act.pk, other.day, stamp_of(one.act), stamp_of(other.act))
        rows = kept(key, lambda: _rows(one, other))
        context |= {
            "rows": rows,
            "same": sum(row["kind"] == "same" for row in rows),
            "changed": [row for row in rows if row["kind"] != "same"],
            "of_one": one.act.pk == other.act.pk,
        }
    return render(request, "law/compare.html", context)


def _side(request: HttpRequest, name: str, number: str, day: str, faults: list[str]) -> Side:
    typed = request.GET.get(number, "").strip()[:LONGEST]
    typed_day = request.GET.get(day, "").strip()[:40]
    acts = visible_to(request.user)  # type: ignore[arg-type]
    found = None
    if typed:
        same = list(numbered(acts, typed)[:2])
        found = same[0] if len(same) == 1 else None
        if not same:
            faults.append(gettext("Sổ pháp luật không có văn bản số «%(number)s».") % {"number": typed[:40]})
        elif found is None:
            faults.append(gettext("Có hơn một văn bản số «%(number)s»; hãy mở từ danh sách.") % {"number": typed[:40]})
    elif (pk := whole(request.GET.get(name, ""))) is not None:
        found = acts.filter(pk=pk).first()
    parsed = parse_day(typed_day) if typed_day else None
    if typed_day and parsed is None:
        faults.append(gettext("«%(day)s» không phải là ngày; hãy viết như 31/12/2026.") % {"day": typed_day[:20]})
    return Side(found, parsed, typed or (found.number if found else ""), typed_day)


def _usual_days(one: Side, other: Side, request: HttpRequest) -> None:
    """Without days: the act before its last change against the day of the page; two acts on that day."""
    usual: dt.date = request.as_of  # type: ignore[attr-defined]
    if other.day is None:
        other.day = usual
    if one.day is None and one.act is not None:
        one.day = usual
        if other.act is not None and one.act.pk == other.act.pk:
            days = [change.day for change in days_of(history_of(one.act, None)[0]) if change.day <= other.day]
            one.day = days[-1] - _DAY if len(days) > 1 else usual


def _rows(one: Side, other: Side) -> list[dict[str, Any]]:
    assert one.act is not None and other.act is not None and one.day is not None and other.day is not None
    first, second = history_of(one.act, None)[0], history_of(other.act, None)[0]
    left = MOST_LETTERS
    rows = []
    for row in compared(first, one.day, second, other.day):
        mine, theirs = row["one"] or "", row["other"] or ""
        slug = slug_of(place_of(row["provision"]))
        head = title_of((theirs or mine).splitlines()[0]) if theirs or mine else ""
        act, day = (other.act, other.day) if row["kind"] != "removed" else (one.act, one.day)
        address = reverse("law:provision", args=[act.pk, slug]) + LawDay(day, None, True).query()
        found: dict[str, Any] = {"address": address, "provision": row["provision"], "kind": row["kind"], "title": head}
        if row["kind"] != "same":
            left -= len(mine) + len(theirs)
            found["html"] = pieces_html(pieces(mine, theirs)) if left >= 0 else ""
        rows.append(found)
    return rows


urls = [path("so-sanh/", compare, name="compare")]
