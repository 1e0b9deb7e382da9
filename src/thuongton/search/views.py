"""«Tìm trong pháp luật»: one box, what was found with its words, and by what it can be narrowed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.law.marks import MARKS, words_of
from thuongton.law.said import title_of
from thuongton.law.slugs import slug_of
from thuongton.law.states import LegalState
from thuongton.law.text.places import place_of
from thuongton.law.views.days import law_day
from thuongton.people.requests import SignedInRequest
from thuongton.search.finding import PAGE, Findings, FoundLine, Narrowed, called, find

LONGEST = 400
NARROWED = ("loai", "co-quan", "nam", "tinh-trang")


def page(request: SignedInRequest) -> HttpResponse:
    """The page of search."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    day = law_day(request)
    narrowed = _narrowed(request)
    number = _number(request.GET.get("trang", "")) or 1
    found = find(request.user, text, day.on, narrowed, number) if text else Findings()
    asked = {"q": text, **({"ngay": day.on.isoformat()} if day.chosen else {})}
    chosen = {name: request.GET[name] for name in NARROWED if request.GET.get(name)}
    context = {
        "room": "search", "text": text, "day": day, "found": found, "narrowed": narrowed,
        "lines": [_line(one, day.query()) for one in found.lines],
        "facets": _facets(found, asked, chosen), "whole": _address(asked), "kept": chosen,
        "pages": [
            (one, _address({**asked, **chosen, "trang": str(one)}))
            for one in range(1, -(-found.total // PAGE) + 1)
        ],
        "number": number, "first": (number - 1) * PAGE + 1,
    }  # fmt: skip
    return render(request, "search/page.html", context)


def _narrowed(request: SignedInRequest) -> Narrowed:
    state = request.GET.get("tinh-trang", "")
    return Narrowed(
        request.GET.get("loai", "")[:80],
        request.GET.get("co-quan", "")[:300],
        _number(request.GET.get("nam", "")),
        state if state in {one.value for one in LegalState} else "",
    )


def _number(printed: str) -> int | None:
    return int(printed) if printed.isascii() and printed.isdigit() and 0 < int(printed[:5]) <= 9999 else None


def _address(asked: dict[str, str]) -> str:
    return f"{reverse('search:page')}?{urlencode(asked)}"


def _line(one: FoundLine, query: str) -> dict[str, Any]:
    """A line with the address of its provision."""
    slug = slug_of(place_of(f"Điều {one.label}")) if one.label else ""
    address = reverse("law:provision", args=[one.act.pk, slug]) if slug else reverse("law:act", args=[one.act.pk])
    return {
        "line": one,
        "address": address + query,
        "mark": MARKS[one.state],
        "title": title_of(one.act),
        "called": called(one),
    }


def _facets(found: Findings, asked: dict[str, str], chosen: dict[str, str]) -> list[dict[str, Any]]:
    """By what the answer can be narrowed: each choice with how many it leaves, and its address."""
    parts = (
        ("tinh-trang", _("Tình trạng"), [(one.value, _(words_of(one)), number) for one, number in found.states]),
        ("loai", _("Loại văn bản"), [(one, one, number) for one, number in found.kinds]),
        ("co-quan", _("Cơ quan ban hành"), [(one, one, number) for one, number in found.issuers]),
        ("nam", _("Năm ban hành"), [(str(one), str(one), number) for one, number in found.years]),
    )
    facets = []
    for key, label, choices in parts:
        if not choices:
            continue
        facets.append(
            {
                "label": label,
                "choices": [
                    {
                        "label": words,
                        "number": number,
                        "first": (number - 1) * PAGE + 1,
                        "chosen": chosen.get(key) == value,
                        "address": _address(
                            {**asked, **{one: other for one, other in chosen.items() if one != key}}
                            | ({} if chosen.get(key) == value else {key: value})
                        ),
                    }
                    for value, words, number in choices
                ],
            }
        )
    return facets
