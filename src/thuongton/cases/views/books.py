"""The registers that a unit keeps (các sổ): those in use first, with what is late; the others by what they are for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.cases.book_parts import links_of
from thuongton.cases.lens import lens_of
from thuongton.cases.queries.registers import CaseRegister, registers_of
from thuongton.cases.views.queue_words import queue_tabs
from thuongton.cases.words import said_label
from thuongton.people.models import Unit
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit

AREAS = {
    "law": gettext_noop("Có thời hạn theo luật"),
    "norm": gettext_noop("Có thời hạn do cơ quan tự đặt"),
    "record": gettext_noop("Sổ ghi chép, không có thời hạn"),
}

DAILY = ("new", "grid", "in-so")
"""What one does with a register every day; the rest stands on its own page."""


def _line(request: SignedInRequest, unit: Unit | None, one: CaseRegister) -> dict[str, Any]:
    kind = one.kind
    links = [link for place in ("act", "tab") for link in links_of(request.user, unit, kind, place)]
    return {
        "label": said_label(kind.label),
        "address": reverse("cases:list", args=[kind.kind]),
        "links": sorted((link for link in links if link.key in DAILY), key=lambda link: DAILY.index(link.key)),
        "has_clocks": bool(kind.clocks),
        "register": one,
    }


def _by_label(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(lines, key=lambda line: (-line["register"].overdue, -line["register"].due_soon, line["label"]))


def books(request: SignedInRequest) -> HttpResponse:
    """The registers of the unit of the hat worn; all of them for who only reads."""
    unit = writing_unit(request.user)
    registers = registers_of(request.user, lens_of(request.as_of if request.rewound else None))
    rest = [one for one in registers if not one.in_use]
    areas = [(_(label), [one for one in rest if one.area == area]) for area, label in AREAS.items()]
    given = "?cua-toi=1" if unit is not None else ""
    context = {
        "room": "cases",
        "in_use": _by_label(_line(request, unit, one) for one in registers if one.in_use),
        "areas": [(label, _by_label(_line(request, unit, one) for one in some)) for label, some in areas if some],
        "queues": queue_tabs(request, own=unit is not None),
        "own": given,
        "own_more": given.replace("?", "&"),
    }
    return render(request, "cases/books.html", context)


urls = [path("", books, name="books")]
