"""A case beside the list (xem nhanh): its state, its clocks, the fields one may read without saying why."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from thuongton.cases.lens import lens_of
from thuongton.cases.queries.case_rows import CaseRow, rows_of_cases
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.shown.clock_words import clock_words
from thuongton.cases.views.columns import columns_of_kind, kind_words, state_words
from thuongton.cases.words import said_label
from thuongton.people.requests import SignedInRequest
from thuongton.web.lists.columns import words
from thuongton.web.lists.table import label_of

SHOWN_ALREADY = ("so", "trang-thai", "viec-den-han", "han", "con-lai", "luu-y")


def _facts(row: CaseRow) -> list[tuple[str, str, bool]]:
    """Label, words and whether they are content, of everything that is known and may stand in a list."""
    if row.kind is None:
        return []
    told = [
        (label_of(one), words(one.value(row)), bool(one.lang(row)))
        for one in columns_of_kind(row.kind, units=True)
        if one.key not in SHOWN_ALREADY
    ]
    return [one for one in told if one[1]]


def _clocks(row: CaseRow) -> list[tuple[str, str, str, bool]]:
    """Label, mark, words and whether the text of the law was not read, of every clock that runs."""
    found = []
    for clock in sorted(row.clocks, key=lambda one: (one.due is None, one.due, one.key)):
        declared = row.kind.clocks.get(clock.name) if row.kind is not None else None
        if declared is not None and clock.status in ("running", "due_soon", "overdue", "paused"):
            body = clock.key.partition(":")[2]
            label = said_label(declared.label) + (f" ({body})" if body else "")
            found.append((label, clock.mark, clock_words(clock, row.lens.when), declared.to_check))
    return found


def peek(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The panel of a case one may see."""
    case = get_object_or_404(visible_to(request.user).select_related("unit", "handler"), uid=uid)
    lens = lens_of(request.as_of if request.rewound else None)
    row = rows_of_cases(request.user, [case], lens, rewound=request.rewound)[0]
    context = {
        "row": row,
        "case": case,
        "kind_label": kind_words(row),
        "state": state_words(row),
        "facts": _facts(row),
        "clocks": _clocks(row),
    }
    return render(request, "cases/peek.html", context)


urls = [path("ho-so/<uuid:uid>/xem-nhanh/", peek, name="peek")]
