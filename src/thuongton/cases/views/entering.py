"""A page of a paper book copied into its register (nhập cả trang): twenty rows, by the keyboard alone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thuongton.cases.book_parts import links_of
from thuongton.cases.entry.columns import EntryColumn
from thuongton.cases.entry.judging import NO_CASE, EnteredRow, RowFate, RowSaid, judged_row
from thuongton.cases.entry_form import MOST_ROWS, NUMBER, BookPageForm, LookUpForm, Texts, as_fields, cell_name
from thuongton.cases.kind_in_address import kind_or_404
from thuongton.cases.models import Case
from thuongton.cases.queries.entering import (
    EntryPlace,
    begun,
    case_of_number,
    entry_place,
    people_found,
    words_offered,
)
from thuongton.cases.rows import local
from thuongton.cases.services.acting import said
from thuongton.cases.services.entering import RowToWrite, enter_rows
from thuongton.cases.words import said_label
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.web.forms.keeping import keep_draft, leave
from thuongton.web.limits import heavy

WIDTHS = {
    "day": "of-day", "moment": "of-text", "yes_no": "of-yes", "number": "of-yes", "money": "of-day",
    "choice": "of-choice", "long_text": "of-choice",
}  # fmt: skip


@dataclass(frozen=True)
class TypedRow:
    """A row as typed, what becomes of it, and the case that it goes on with."""

    texts: Texts
    verdict: EnteredRow
    case: Case | None = None

    @property
    def written(self) -> bool:
        """Whether pressing the button writes it."""
        return self.verdict.fate in (RowFate.READY, RowFate.DOUBTFUL)


def place_or_refuse(request: SignedInRequest, kind: str) -> EntryPlace:
    """The register the hat writes in. Raises Http404 for no such kind, PermissionDenied for who writes none of it."""
    kind_or_404(kind)
    place = entry_place(request.user, kind)
    if place is None:
        raise PermissionDenied(_("Vai trò hiện tại không ghi vào sổ này."))
    return place


def grid(request: SignedInRequest, kind: str) -> HttpResponse:
    """The page: as it stands, or its rows written; rows that cannot be written stay on it, each with its reason."""
    place = place_or_refuse(request, kind)
    if request.method == "POST":
        if request.htmx:
            return _draft(request, place)
        return (
            _looked_over(request, place) if BookPageForm(request.POST, place.grid).looks else _written(request, place)
        )
    return render(request, "cases/entry.html", _context(request, place))


def _written(request: SignedInRequest, place: EntryPlace) -> HttpResponse:
    rows = _judged(place, BookPageForm(request.POST, place.grid))
    key = getattr(request, "form_key", None)
    showing = key.showing if key is not None else uuid.uuid4().hex
    wanted = [
        RowToWrite(f"trang:{showing}:{number}", row.verdict.acts, row.case)
        for number, row in enumerate(rows, 1)
        if row.written
    ]
    here = redirect("cases:grid", place.kind.kind)
    try:
        cases = enter_rows(request.user, place.unit, place.kind.kind, wanted)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return here
    made = dict(zip((number for number, row in enumerate(rows, 1) if row.written), cases, strict=True))
    left = [one for number, row in enumerate(rows, 1) if (one := _left(row, made.get(number)))]
    leave(request, as_fields(left))
    _tell(request, place, rows, cases)
    return here


def _judged(place: EntryPlace, form: BookPageForm) -> list[TypedRow]:
    now = local(timezone.now())
    found = []
    for texts in form.texts:
        number = texts.get(NUMBER, "").strip()
        case = case_of_number(place, number) if number else None
        if number and case is None:
            found.append(TypedRow(texts, EnteredRow(RowFate.REJECTED, said=(NO_CASE,))))
            continue
        folded = begun(place, case) if case is not None else None
        verdict = judged_row(place.grid, texts, now, place.role, place.time, folded, place.kind_at)
        found.append(TypedRow(texts, verdict, case))
    return found


def _left(row: TypedRow, case: Case | None) -> Texts:
    """What of a row stays on the page: all of one that was not written, the cells that wait of one that was."""
    if row.verdict.fate is RowFate.EMPTY:
        return {}
    if case is None:
        return row.texts
    waiting = {name: row.texts[name] for name in row.verdict.waiting}
    return {NUMBER: str(case), **waiting} if any(text.strip() for text in waiting.values()) else {}


def _tell(request: SignedInRequest, place: EntryPlace, rows: list[TypedRow], cases: list[Case]) -> None:
    if cases:
        words = ngettext(
            "Đã ghi %(number)d vụ vào sổ: %(first)s.", "Đã ghi %(number)d vụ vào sổ: %(first)s–%(last)s.", len(cases)
        )
        messages.success(request, words % {"number": len(cases), "first": cases[0], "last": cases[-1]})
    for number, row in enumerate(rows, 1):
        told = [one for one in row.verdict.said if one.rejects or row.verdict.waiting]
        if told:
            messages.warning(request, _said(place, number, told))
    if not cases and all(row.verdict.fate is RowFate.EMPTY for row in rows):
        messages.warning(request, _("Trang chưa có dòng nào để ghi."))


def _said(place: EntryPlace, number: int, told: list[RowSaid]) -> str:
    return _("Dòng %(number)d: %(said)s") % {"number": number, "said": said_of_row(place, told)}


def said_of_row(place: EntryPlace, told: list[RowSaid]) -> str:
    """What is to be said of a row, in one line; never what was typed in it."""
    labels = {one.name: said_label(one.label) for one in place.grid.columns}
    sentences = [(labels.get(one.column, ""), said(one.sentence)) for one in told]
    return "; ".join(f"{label}: {sentence}" if label else sentence for label, sentence in sentences)


def _context(request: SignedInRequest, place: EntryPlace) -> dict[str, Any]:
    offered = words_offered(place)
    columns = [_column(place, number, one, offered.get(one.name, [])) for number, one in enumerate(place.grid.columns)]
    rows = [
        {"number": row, "case": cell_name(row, NUMBER), "cells": [(cell_name(row, c["name"]), c) for c in columns]}
        for row in range(1, MOST_ROWS + 1)
    ]
    transitions = place.kind.transitions
    return {
        "room": "cases",
        "today": today(),
        "kind": place.kind.kind,
        "title": said_label(place.kind.label),
        "unit": place.unit,
        "columns": columns,
        "rows": rows,
        "apart": [said_label(transitions[act].label) for act in place.grid.said_apart()],
        "left": [said_label(transitions[act].label) for act in place.grid.left],
        "list_url": reverse("cases:list", args=[place.kind.kind]),
        "tabs": links_of(request.user, place.unit, place.kind, "tab"),
    }


def _column(place: EntryPlace, number: int, column: EntryColumn, offered: list[str]) -> dict[str, Any]:
    """A column as the page draws it. ``find``: a person may be looked up by it; ``offer``: the last word is offered."""
    field = column.value_field
    words = [one.vi for one in field.choices.values()] if field is not None else []
    if column.type == "yes_no":
        words = ["Có", "Không"]
    find = column.personal and not column.masked and column.type == "text" and column.part is None
    return {
        "name": column.name,
        "label": said_label(column.label),
        "width": WIDTHS.get(column.type, "of-text"),
        "number": column.type in ("number", "money"),
        "needed": column.needed,
        "words": words or offered,
        "list": f"cot-{number}" if words or offered or find else "",
        "find": find,
        "offer": column.type == "text" and not column.personal and column.act == place.grid.acts[0],
        "chosen": bool(words),
    }


def _draft(request: SignedInRequest, place: EntryPlace) -> HttpResponse:
    """What would become of each row, while it is typed; the rows are kept as a draft, and nothing else is written."""
    form = BookPageForm(request.POST, place.grid)
    rows = _judged(place, form)
    answer = JsonResponse({})
    kept = keep_draft(request, answer, request.path, as_fields(form.texts))
    number = sum(row.written for row in rows)
    late = sum(row.verdict.late for row in rows if row.written)
    told = {
        "rows": {number: _checked(place, number, row) for number, row in enumerate(rows, 1) if any(row.texts.values())},
        "button": ngettext("Ghi %d vụ vào sổ", "Ghi %d vụ vào sổ", number) % number if number else "",
        "late": _late(late) if late else "",
        "kept": _("Bản nháp tự giữ lúc %(time)s") % {"time": f"{local(timezone.now()):%H:%M}"} if kept else "",
    }
    answer.content = JsonResponse(told).content
    return answer


def _looked_over(request: SignedInRequest, place: EntryPlace) -> HttpResponse:
    """The same without a script: the page again as typed, with what is to be said of its rows."""
    form = BookPageForm(request.POST, place.grid)
    rows = _judged(place, form)
    for number, row in enumerate(rows, 1):
        if row.verdict.said:
            messages.warning(request, _said(place, number, list(row.verdict.said)))
    number = sum(row.written for row in rows)
    messages.info(request, ngettext("%d dòng ghi được vào sổ.", "%d dòng ghi được vào sổ.", number) % number)
    leave(request, as_fields(form.texts))
    return redirect("cases:grid", place.kind.kind)


def _late(number: int) -> str:
    words = ngettext(
        "%d vụ xảy ra trước hôm nay: ghi «nhập muộn», không báo quá hạn",
        "%d vụ xảy ra trước hôm nay: ghi «nhập muộn», không báo quá hạn",
        number,
    )
    return words % number


def _checked(place: EntryPlace, number: int, row: TypedRow) -> dict[str, Any]:
    return {
        "fate": row.verdict.fate,
        "shown": dict(row.verdict.shown),
        "said": _said(place, number, list(row.verdict.said)) if row.verdict.said else "",
        "cells": {cell_name(number, one.column): "red" if one.rejects else "amber" for one in row.verdict.said},
    }


@require_POST
@heavy("tim-nguoi")
def people(request: SignedInRequest, kind: str) -> HttpResponse:
    """People of the register whose name has the words typed, each with the cells that say who they are."""
    place = place_or_refuse(request, kind)
    form = LookUpForm(request.POST)
    column = form.column(place.grid) if form.is_valid() else None
    found = people_found(place, column, form.cleaned_data["tim"]) if column is not None else []
    return JsonResponse({"people": found})


urls = [
    path("<kind:kind>/nhap-trang/", grid, name="grid"),
    path("<kind:kind>/nhap-trang/nguoi/", people, name="grid-people"),
]
