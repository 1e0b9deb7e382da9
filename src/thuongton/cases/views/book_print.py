"""«In sổ»: a book of a register over a window of days, as a page, as Word and as Excel."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, cast
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.kind_in_address import kind_or_404
from thuongton.cases.models import Case
from thuongton.cases.opened import MINUTES, OPENED, is_open, opening
from thuongton.cases.paper_forms import PurposeForm
from thuongton.cases.papers.book import book_paper, form_row, frozen_book
from thuongton.cases.papers.letter import NOT_LOADED
from thuongton.cases.papers.official import filled
from thuongton.cases.papers.saying import opened_by
from thuongton.cases.queries.book_lines import (
    MOST_LINES,
    books_of,
    cases_between,
    lines_of_book,
    newest_of,
    unit_of_book,
)
from thuongton.cases.queries.papers import forms_for
from thuongton.cases.services.printing import look_into
from thuongton.cases.words import said_label
from thuongton.files import store
from thuongton.people.letterheads import sender_of
from thuongton.people.models import Unit, User
from thuongton.people.queries import today, units_in_scope
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds
from thuongton.prints.frozen import Frozen, PrintHead
from thuongton.prints.paper import FROZEN_DAY, sheets_of, shown
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.dates import day_words, parse_day
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.forms.base import RowField
from thuongton.web.limits import heavy
from thuongton.web.lists.excel import XLSX, write_book
from thuongton.web.lists.word import word_response
from thuongton.web.numbers import number_words
from thuongton.web.widgets import DayField
from vanban.write.docx import write_docx

FIRST, LAST, BOOK, UNIT, UNTIL = "tu", "den", "so", "don-vi", "den-ho-so"
SHOWN = 60
"""Lines of the book on the page; Word and Excel have all of them."""


@dataclass(frozen=True, slots=True)
class BookPage:
    """A book as a page shows it to a person: which book, whose, between which days, and what was opened of it.

    ``last`` is the newest case that the look covers: a case received since is not shown by it.
    """

    user: User
    kind: CaseKind
    paper: KindPaper
    unit: Unit
    first: dt.date
    until: dt.date
    looked: bool = False
    last: int | None = None

    @property
    def window(self) -> tuple[dt.date, dt.date]:
        """The days."""
        return self.first, self.until

    @property
    def address(self) -> str:
        """The address of the page."""
        return reverse("cases:book", args=[self.kind.kind])

    @property
    def said(self) -> dict[str, object]:
        """What the address says: the book, its unit and days."""
        return {
            BOOK: self.paper.name,
            UNIT: self.unit.pk,
            FIRST: self.first.isoformat(),
            LAST: self.until.isoformat(),
        }

    @property
    def query(self) -> str:
        """The address of what is shown, with what was opened."""
        more = {UNTIL: self.last, OPENED: opening(self.user, *self.opened(self.last))} if self.looked else {}
        return f"?{urlencode(self.said | more)}"

    def opened(self, last: int | None) -> tuple[object, ...]:
        """What a look opens: this book between these days, up to a case."""
        return ("book", self.unit.pk, self.kind.kind, self.paper.name, self.first, self.until, last)

    @property
    def writes(self) -> bool:
        """Whether the person may open what is sensitive in it."""
        return holds(self.user, Case(unit=self.unit, kind=self.kind.kind))

    def newest(self) -> int:
        """The newest case of the book; 0 where it has none."""
        return newest_of(cases_between(self.user, self.unit, self.kind, self.window))

    def cases(self, most: int | None = None) -> tuple[list[Case], int]:
        """The cases of the book (the first ``most``), and how many it has.

        Raises ValidationError for more than one print holds.
        """
        found = cases_between(self.user, self.unit, self.kind, self.window, self.last)
        number = found.count()
        if number > MOST_LINES:
            raise ValidationError(
                _("Khoảng ngày này có hơn %(most)s hồ sơ; hãy in từng khoảng ngắn hơn.")
                % {"most": number_words(MOST_LINES)}
            )
        return list(found[:most]), number


class BookLookForm(PurposeForm):
    """The purpose of opening a book, with the book that was shown."""

    sent = {**PurposeForm.sent, "paper": BOOK, "unit": UNIT, "first": FIRST, "until": LAST}
    paper = forms.CharField(max_length=64, widget=forms.HiddenInput())
    unit = RowField(lambda user, _page: units_in_scope(user))
    first = DayField(widget=forms.HiddenInput())
    until = DayField(widget=forms.HiddenInput())

    def clean(self) -> dict[str, Any]:
        """The purpose, and the book that is meant up to its newest case."""
        typed = super().clean() or {}
        names = ("paper", "unit", "first", "until")
        if any(typed.get(name) is None for name in names):
            return typed
        page = _page_of(self.user, self.record.kind, *(typed[name] for name in names))
        self.meant = replace(page, last=page.newest())
        return {"purpose": typed.get("purpose", ""), "book": self.meant}

    def leads(self, address: str) -> str:
        """The book that was shown, opened."""
        return address + replace(self.meant, looked=True).query


def _page_of(user: User, kind: CaseKind, name: str, unit: Unit | None, first: Any, until: Any) -> BookPage:
    books = books_of(kind)
    paper = next((one for one in books if one.name == name), None if name else next(iter(books), None))
    if paper is None:
        raise Http404
    if unit is None:
        raise PermissionDenied(_("Không có hồ sơ này trong phạm vi được xem của vai trò hiện tại."))
    return BookPage(user, kind, paper, unit, first, until)


def _asked(request: SignedInRequest, kind: str) -> BookPage:
    """The book that an address asks for; this year's of the own unit unless it says otherwise."""
    asked, now = request.GET, today()
    unit = unit_of_book(request.user, asked.get(UNIT, ""))
    if asked.get(UNIT) and unit is None:
        raise Http404
    first = parse_day(asked.get(FIRST, "")) or dt.date(now.year, 1, 1)
    until = parse_day(asked.get(LAST, "")) or now
    page = _page_of(request.user, kind_or_404(kind), asked.get(BOOK, ""), unit, min(first, until), max(first, until))
    last = int(asked[UNTIL]) if asked.get(UNTIL, "").isdecimal() and len(asked[UNTIL]) < 19 else None
    looked = page.writes and last is not None and is_open(request.user, asked.get(OPENED, ""), *page.opened(last))
    return replace(page, looked=looked, last=last) if looked else page


def _frozen(page: BookPage, most: int | None = None) -> tuple[Frozen, int]:
    """The book, and how many cases it has; ``most`` lines of it."""
    cases, number = page.cases(most)
    sender = sender_of(page.unit)
    head = PrintHead(sender.issuer, sender.issuer_parent, "", sender.place)
    lines = lines_of_book(page.kind, page.paper, cases, looked=page.looked)
    made = frozen_book(page.kind, page.paper, lines, page.window, head, looked=page.looked, made_on=today())
    return made, number


def book(request: SignedInRequest, kind: str) -> HttpResponse:
    """The first lines of a book, and how it is had whole."""
    return _shown(request, _asked(request, kind))


def _shown(request: SignedInRequest, page: BookPage, refused: Refused | None = None) -> HttpResponse:
    try:
        frozen, number = _frozen(page, SHOWN)
        problem = ""
    except ValidationError as error:
        frozen, number, problem = Frozen(page.paper.label.vi), 0, " ".join(error.messages)
    initial = {"paper": page.paper.name, "unit": page.unit, "first": page.first, "until": page.until}
    offered = Offered(ACTS, page.user, page, page, "cases:book-", (page.kind.kind,), refused,
                      request.GET.get("lam", ""), initial=initial)  # fmt: skip
    loaded = forms_for(page.unit).get((page.kind.kind, page.paper.name))
    context = {
        "room": "cases",
        "page": page,
        "kind": page.kind.kind,
        "kind_label": said_label(page.kind.label),
        "book_label": said_label(page.paper.label),
        "books": [(one.name, said_label(one.label)) for one in books_of(page.kind)],
        "units": _units(page),
        "frozen": frozen,
        "tables": shown(frozen),
        "number": number,
        "shown_lines": min(number, SHOWN),
        "problem": problem,
        "opens": [said_label(page.kind.fields[name].label) for name in opened_by(page.kind, page.paper)],
        "form": loaded,
        "mark": NOT_LOADED if loaded is None and not page.paper.official else "",
        "offered": offered,
        "minutes": MINUTES,
    }  # fmt: skip
    return render(request, "cases/book.html", context, status=400 if refused else 200)


def _units(page: BookPage) -> list[Unit]:
    """The units whose books one may choose among, where there are several and not a whole province of them."""
    units = list(units_in_scope(page.user).order_by("path")[:200])
    return units if len(units) > 1 else []


def _name(page: BookPage) -> str:
    return f"{page.paper.name}-{page.first}-{page.until}".replace("_", "-")


def _refused_file(page: BookPage, error: ValidationError | store.StoreError) -> HttpResponse:
    words = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


@heavy("xuat")
def word(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The book as a Word file on turned pages, or the official form filled where one was loaded."""
    page = _asked(request, kind)
    try:
        return word_response(_docx(page), _name(page))
    except (ValidationError, store.StoreError) as error:
        return _refused_file(page, error)


def _docx(page: BookPage) -> bytes:
    loaded = forms_for(page.unit).get((page.kind.kind, page.paper.name))
    if loaded is None:
        frozen, _number = _frozen(page)
        return write_docx(book_paper(frozen))
    lines = lines_of_book(page.kind, page.paper, page.cases()[0], looked=page.looked)
    rows = [form_row(page.kind, page.paper, line, looked=page.looked) for line in lines]
    sender = sender_of(page.unit)
    head = {
        "co_quan": sender.issuer,
        "co_quan_cap_tren": sender.issuer_parent,
        "dia_danh": sender.place,
        "tu_ngay": day_words(page.first),
        "den_ngay": day_words(page.until),
    }
    return filled(store.read(loaded.file.sha256), head, rows)


@heavy("xuat")
def excel(request: SignedInRequest, kind: str) -> HttpResponseBase:
    """The book as a workbook."""
    page = _asked(request, kind)
    try:
        frozen, _number = _frozen(page)
    except ValidationError as error:
        return _refused_file(page, error)
    out = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - closed by the response
    write_book(sheets_of(frozen), out, FROZEN_DAY)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{_name(page)}.xlsx", content_type=XLSX)


def _found(user: User, kind: str) -> BookPage:
    now = today()
    return _page_of(user, kind_or_404(kind), "", unit_of_book(user, ""), dt.date(now.year, 1, 1), now)


def _look(user: User, _page: BookPage, purpose: str, book: BookPage) -> int:
    return look_into(user, book.cases()[0], purpose, opened_by(book.kind, book.paper))


ACTS = Acts(
    (
        Act(
            "mo", gettext_lazy("Mở để in"), _look, BookLookForm, code="look", heavy="xuat",
            said=gettext_lazy("Đã ghi mục đích; các trường nhạy cảm hiện trong sổ này."),
            may=lambda page: page.writes and bool(opened_by(page.kind, page.paper)) and not page.looked,
            opens=gettext_lazy("In cả trường nhạy cảm…"),
        ),
    ),
    _found,
    _shown,
    lambda page: page.address,
)  # fmt: skip


AT = "<kind:kind>/in-so/"
urls = [
    path(AT, book, name="book"),
    path(f"{AT}so.docx", not_a_page(word), name="book-word"),
    path(f"{AT}so.xlsx", not_a_page(excel), name="book-excel"),
    *ACTS.urls(AT, "book-"),
]
