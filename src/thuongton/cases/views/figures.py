"""Forms of statistics (biểu số liệu): which there are, one with its figures, the cases behind a figure, its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path, register_converter, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.cases.definition.library import known_kinds
from thuongton.cases.kind_in_address import kind_or_404
from thuongton.cases.queries.case_list import NEWEST, list_rows, sees_several_units
from thuongton.cases.queries.form_pages import (
    AskedForm,
    CountedForm,
    UnitLine,
    cases_of_cell,
    counted_form,
    forms_of,
    own_unit,
    units_below,
)
from thuongton.cases.statistics.form_files import known_forms
from thuongton.cases.statistics.model import StatisticsForm
from thuongton.cases.statistics.periods import CLAUSE, last_closed, period_named, periods_until
from thuongton.cases.views import columns
from thuongton.cases.views.form_sheet import WORDINGS, cell_label, days_words, form_tables, form_title
from thuongton.cases.views.late_words import late_lines
from thuongton.cases.views.lists import KIND_OF_ROW
from thuongton.cases.words import said_label
from thuongton.people.models import Unit
from thuongton.people.queries import chain_above, today, units_in_scope
from thuongton.people.requests import SignedInRequest
from thuongton.web.dates import day_words, parse_day
from thuongton.web.inputs import whole
from thuongton.web.limits import heavy
from thuongton.web.lists.columns import Column
from thuongton.web.lists.excel import excel_response
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.views import listing_urls
from thuongton.web.lists.word import table_as_word

LENS = ("don_vi", "ky", "lich", "gui", "xem")
BADGES = {"known": "green", "partly unknown": "amber", "unknown": "amber"}


class FormName:
    """The code of a form as a part of an address: «01/TCD» is «01-TCD»."""

    regex = "[^/]{1,60}"

    def to_python(self, value: str) -> str:
        """The code; ValueError (not found) for one that no form has."""
        return form_named(value).form

    def to_url(self, value: str) -> str:
        """The part of the address."""
        return value.replace("/", "-")


def form_named(word: str) -> StatisticsForm:
    """The form of a part of an address. Raises ValueError."""
    for name, form in known_forms().items():
        if name.replace("/", "-") == word:
            return form
    raise ValueError(word)


register_converter(FormName, "form")


def _asked(request: HttpRequest, given: QueryDict, form: str) -> tuple[AskedForm, list[str]]:
    """What is asked of a form, and a sentence for each word that is not understood."""
    wrong: list[str] = []
    as_of: dt.date | None = request.as_of if getattr(request, "rewound", False) else None  # type: ignore[attr-defined]
    day = as_of or today()
    period = period_named(given.get("ky", "")) or last_closed(day)
    if given.get("ky") and period.key != given["ky"]:
        wrong.append(_("«%(words)s» không phải một kỳ thống kê; đang xem %(period)s.") % {
            "words": given["ky"][:20], "period": period.label,
        })  # fmt: skip
    sent = parse_day(given.get("gui", "")) if given.get("gui") else None
    if given.get("gui") and sent is None:
        wrong.append(_("«%(day)s» không phải là ngày; hãy viết như 31/12/2026.") % {"day": given["gui"][:20]})
    unit = _unit(request, given)
    return AskedForm(known_forms()[form], unit, period, given.get("lich") != "1", sent, as_of), wrong


def _unit(request: HttpRequest, given: QueryDict) -> Unit:
    chosen = whole(given.get("don_vi", ""))
    if chosen is not None:
        return get_object_or_404(units_in_scope(request.user), pk=chosen)  # type: ignore[arg-type]
    unit = own_unit(request.user)  # type: ignore[arg-type]
    if unit is None:
        raise Http404
    return unit


def forms(request: SignedInRequest, kind: str = "") -> HttpResponse:
    """The forms of the registers of the unit, or of one register."""
    register = kind_or_404(kind) if kind else None
    found = [one for one in forms_of(request.user) if register is None or register.kind in one.kinds]
    labels = {name: said_label(versions[-1].label) for name, versions in known_kinds().items()}
    context = {
        "room": "cases",
        "register": said_label(register.label) if register else "",
        "forms": [
            {
                "form": one,
                "label": said_label(one.label),
                "wording": _(WORDINGS[one.wording]),
                "badge": BADGES[one.wording],
                "registers": ", ".join(labels[name] for name in one.kinds if name in labels),
                "basis": ", ".join(one.basis),
            }
            for one in found
        ],
    }
    return render(request, "cases/forms.html", context)


def form_page(request: SignedInRequest, form: str) -> HttpResponse:
    """One form: its figures over a window, what was sent and is now, what agrees and what does not."""
    asked, wrong = _asked(request, request.GET, form)
    by_unit = request.GET.get("xem") == "don-vi"
    found = counted_form(request.user, asked, by_unit=by_unit)
    below = [line.unit for line in found.units] or units_below(request.user, asked.unit)
    context = {
        "room": "cases",
        "asked": asked,
        "found": found,
        "title": form_title(asked),
        "label": said_label(asked.form.label),
        "days": days_words(asked),
        "wrong": wrong,
        "wording": _(WORDINGS[found.count.wording]),
        "badge": BADGES[found.count.wording],
        "lines": [
            (line, cell_label(line), _cell_address(request, asked, asked.unit, line.cell.name)) for line in found.lines
        ],
        "units": [(one.unit, _figures(request, asked, one)) for one in found.units],
        "late": late_lines(found.late),
        "by_unit": by_unit,
        "below": below,
        "parents": [one for one in chain_above(request.user, asked.unit) if _in_scope(request, one)],
        "periods": periods_until(asked.as_of or today()),
        "clause": CLAUSE,
        "sent_words": day_words(asked.sent) if asked.sent else request.GET.get("gui", ""),
        "query": request.GET.urlencode(),
    }
    return render(request, "cases/form.html", context)


def _in_scope(request: SignedInRequest, unit: Unit) -> bool:
    return units_in_scope(request.user).filter(pk=unit.pk).exists()


def _figures(request: HttpRequest, asked: AskedForm, one: UnitLine) -> list[tuple[int, str]]:
    cells = zip(one.figures, asked.form.cells, strict=True)
    return [(figure, _cell_address(request, asked, one.unit, cell)) for figure, cell in cells]


def _cell_address(request: HttpRequest, asked: AskedForm, unit: Unit, cell: str) -> str:
    query = QueryDict(mutable=True)
    query.update({name: request.GET[name] for name in ("ky", "lich") if name in request.GET})
    query.update({"don_vi": str(unit.pk), "o": cell})
    return f"{reverse('cases:form-cases', args=[asked.form.form])}?{query.urlencode()}"


def _file(request: SignedInRequest, form: str) -> tuple[CountedForm, str]:
    asked, _wrong = _asked(request, request.GET, form)
    name = f"{asked.form.form}-{asked.period.key}-{asked.unit.name}".replace("/", "-")
    return counted_form(request.user, asked, by_unit=True), name


@heavy("xuat")
def form_excel(request: SignedInRequest, form: str) -> FileResponse:
    """A form as a workbook: its cells, and a line for each unit below."""
    found, name = _file(request, form)
    return excel_response(form_tables(found), name)


@heavy("xuat")
def form_word(request: SignedInRequest, form: str) -> FileResponse:
    """A form as a Word file."""
    found, name = _file(request, form)
    return table_as_word(request.user, form_tables(found)[0], name)


def _place(request: HttpRequest, form: str) -> tuple[AskedForm, str]:
    """The form and the cell whose cases are listed, its first unless asked. Raises Http404 for no cell of it."""
    asked, _wrong = _asked(request, request.GET, form)
    cell = request.GET.get("o") or next(iter(asked.form.cells))
    if cell not in asked.form.cells:
        raise Http404
    return asked, cell


def _cases(question: Question) -> Any:
    asked, cell = question.place
    return cases_of_cell(question.reader, asked, cell).select_related("unit", "handler")


def _title(question: Question) -> str:
    asked, cell = question.place
    counted = asked.form.cells[cell]
    names = {"form": asked.form.called, "cell": counted.number, "label": said_label(counted.label)}
    if not counted.number:
        return _("Biểu %(form)s: %(label)s") % names
    return _("Biểu %(form)s, ô %(cell)s: %(label)s") % names


def _above(question: Question) -> list[str]:
    asked, _cell = question.place
    return [f"{asked.unit.name} · {asked.period.label} · {days_words(asked)}"]


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    asked, _cell = shown.asked.question.place
    query = QueryDict(mutable=True)
    query.update({name: request.GET[name] for name in LENS if name in request.GET})
    address = reverse("cases:form", args=[asked.form.form])
    return {"room": "cases", "asked_form": asked, "back": f"{address}?{query.urlencode()}"}


def _columns(question: Question) -> list[Column]:
    units = [columns.UNIT] if sees_several_units(question.reader) else []
    return [columns.NUMBER, KIND_OF_ROW, columns.RECEIVED, *units, columns.STATE, columns.HANDLER]


BEHIND = Listing(
    key="bieu-so-lieu",
    title=_title,
    called=gettext_noop("Hồ sơ của một ô trong biểu số liệu"),
    columns=_columns,
    query=_cases,
    rows=list_rows,
    order=NEWEST,
    order_label=gettext_noop("Mới tiếp nhận trước"),
    lens=(*LENS, "o"),
    file_name=lambda question: f"{question.place[0].form.form}-o-{question.place[1]}",
    above=_above,
    template="cases/form_cases.html",
    head=_head,
    empty=gettext_noop("Không có hồ sơ nào trong ô này."),
    place=_place,
    keyed_by="form",
    name_of=columns.case_name,
)

urls = [
    path("bieu-so-lieu/", forms, name="forms"),
    path("<kind:kind>/bieu-so-lieu/", forms, name="forms-of"),
    path("bieu-so-lieu/<form:form>/", form_page, name="form"),
    path("bieu-so-lieu/<form:form>/xuat.xlsx", form_excel, name="form-excel"),
    path("bieu-so-lieu/<form:form>/xuat.docx", form_word, name="form-word"),
    *listing_urls(BEHIND, room="cases", name="form-cases", at="bieu-so-lieu/<form:form>/ho-so/"),
]
