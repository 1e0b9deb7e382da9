"""«Tìm trong pháp luật»: one box, what was found with its words, by what it is narrowed, questions that are kept."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.law.levels import WORDS, IssuingLevel
from thuongton.law.marks import MARKS, words_of
from thuongton.law.said import title_of
from thuongton.law.slugs import slug_of
from thuongton.law.states import LegalState
from thuongton.law.text.places import place_of
from thuongton.law.views.days import law_day
from thuongton.people.requests import SignedInRequest
from thuongton.search.finding import PAGE, Findings, FoundLine, Narrowed, called, find
from thuongton.web.forms.base import ActForm
from thuongton.web.inputs import LARGEST
from thuongton.web.lists.queries import mark_of_views, views_of
from thuongton.web.lists.services import LONGEST_QUERY, drop_view, keep_view
from thuongton.web.lists.views import keeps_addresses

LONGEST = 400
NARROWED = ("loai", "co-quan", "nam", "tinh-trang", "cap")
KEPT = "tim-phap-luat"
"""The key under which questions of a person are kept."""
keeps_addresses(KEPT, "search:page")


class KeptQuestionForm(ActForm):
    """A question to be kept under a name, or the row of one that goes; ``seen`` marks those that were shown."""

    sent = {"name": "ten", "gone": "bo"}
    query = forms.CharField(required=False, max_length=LONGEST_QUERY)
    name = forms.CharField(required=False, max_length=80)
    gone = forms.IntegerField(required=False, min_value=1, max_value=LARGEST)
    seen = forms.CharField(required=False, max_length=100)


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
        "views": (views := list(views_of(request.user, KEPT))), "seen_views": mark_of_views(views),
        "question": urlencode({**asked, **chosen}) if text else "",
    }  # fmt: skip
    return render(request, "search/page.html", context)


@require_POST
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep a question with its day and conditions under a name, or forget one of one's own."""
    form = KeptQuestionForm(request.POST, user=request.user, record=None)
    if not form.is_valid():
        messages.error(request, form.sentences)
        return redirect("search:page")
    given = form.cleaned_data
    asked = QueryDict(given["query"])
    query = urlencode({name: asked[name][:LONGEST] for name in ("q", "ngay", *NARROWED) if asked.get(name)})
    try:
        if given["gone"] is not None:
            drop_view(request.user, given["gone"])
        elif not asked.get("q"):
            messages.error(request, _("Hãy tìm rồi mới lưu câu tìm."))
        else:
            keep_view(request.user, KEPT, given["name"], query, seen=given["seen"])
            messages.success(request, _("Đã lưu câu tìm."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(reverse("search:page") + (f"?{query}" if query else ""))


def _narrowed(request: SignedInRequest) -> Narrowed:
    state, level = request.GET.get("tinh-trang", ""), request.GET.get("cap", "")
    return Narrowed(
        request.GET.get("loai", "")[:80],
        request.GET.get("co-quan", "")[:300],
        _number(request.GET.get("nam", "")),
        state if state in {one.value for one in LegalState} else "",
        level if level in {one.value for one in IssuingLevel} else "",
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
        ("cap", _("Cấp ban hành"), [(one.value, _(WORDS[one]), number) for one, number in found.levels]),
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
                "lang": "vi" if key in ("loai", "co-quan") else get_language(),
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
