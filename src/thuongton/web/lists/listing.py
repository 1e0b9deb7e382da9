"""The declaration of a list, and what an address asks of it.

A room declares what is its own::

    JOURNAL = Listing(
        key="nhat-ky",
        title=gettext_noop("Nhật ký"),
        columns=(Column("luc", gettext_noop("Lúc"), lambda act: act.at, kind=Kind.MOMENT), …),
        query=lambda question: visible_to(question.reader),
        filters=(Words(key="ai", label=gettext_noop("Ai"), column="actor", folded=False), …),
        order=("-id",),
    )
    urlpatterns = listing_urls(JOURNAL, name="list")

and gets the page, Excel, Word and print of exactly what is shown, saved views and acts on many rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, OrderBy, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.web.dates import day_words
from thuongton.web.inputs import whole
from thuongton.web.lists.bulk import Bulk
from thuongton.web.lists.columns import Column, Order, words
from thuongton.web.lists.filters import Filter, FilterField, RefusedFilter
from thuongton.web.lists.question import Question, question_of, said
from thuongton.web.lists.table import Table, TableLine, brief_of, grouped, label_of, merged
from thuongton.web.numbers import number_words
from thuongton.web.rewound import PARAMETER

PAGE, SORT, COLUMNS, VIEW = "trang", "xep", "cot", "khung"
MOST_PAGES = 10**7
"""A page times its rows still fits a database."""
USUAL_ORDER = gettext_noop("Thứ tự thường")
NOTHING = gettext_noop("Chưa có dòng nào.")
CHUNK = 500
"""Rows of an export that are made at once."""
OF_ALL = frozenset({PAGE, SORT, COLUMNS, VIEW, PARAMETER})


def _rows_words(number: int, words: str) -> str:
    return ngettext("%(number)s dòng", "%(number)s dòng", number) % {"number": words}


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list as a room declares it.

    ``query(question)`` are all rows the reader may see, in no order (or :class:`thuongton.web.lists.held.Held`).
    ``rows(question, records)`` turns the records of one page into what the columns read, in a fixed number of
    queries; without it columns read the records. ``order`` is the usual order. ``group(row)`` is the head a row
    stands under, shown in the usual order only. ``lens`` are names of the address that are no filters but stay with
    every link. ``most_counted`` bounds what a page counts of a list that only grows. ``counted(number, words)``
    says how many rows there are with their noun. ``place(request, …)`` finds the record the list hangs on from the
    parts of the address. ``fetch(asked, page, size)`` finds the rows of a page and their number by itself where one
    plain query would be slow. ``head(request, shown)`` gives the template of the room what else stands on its page.
    ``demand(request)`` refuses whoever may not read the list at all. A list with ``kept`` may be printed so that
    the print is kept: whoever has the same scope must see the same rows. ``called`` is its name where ``title``
    depends on what is asked. Where columns and filters rest on the place, ``keyed_by`` names the part of its address
    that tells the places apart: each has saved views of its own. A list with ``private`` conditions sends
    its form without an address.
    """

    key: str
    title: Any
    columns: Sequence[Column] | Callable[[Question], Sequence[Column]]
    query: Callable[[Question], Any]
    order: Order
    filters: Sequence[Filter] | Callable[[Question], Sequence[Filter]] = ()
    rows: Callable[[Question, list[Any]], list[Any]] | None = None
    order_label: Any = USUAL_ORDER
    group: Callable[[Any], str] | None = None
    bulk: Sequence[Bulk] = ()
    page_size: int = 50
    file_name: Callable[[Question], str] | None = None
    above: Callable[[Question], Sequence[str]] | None = None
    lens: tuple[str, ...] = ()
    most_counted: int = 0
    most_exported: int = 200_000
    fetch: Callable[[Asked, int, int], tuple[list[Any], int]] | None = None
    template: str = "web/list/page.html"
    head: Callable[[HttpRequest, Shown], Mapping[str, Any]] | None = None
    counted: Callable[[int, str], str] = _rows_words
    empty: Any = NOTHING
    place: Callable[..., Any] | None = None
    demand: Callable[[HttpRequest], None] | None = None
    name_of: Callable[[Any], str] = str
    id_of: Callable[[Any], int] = lambda row: row.pk
    peek: Callable[[Any], str] | None = None
    kept: bool = False
    called: str = ""
    keyed_by: str = ""
    private: bool = False

    def key_at(self, given: Mapping[str, Any]) -> str:
        """The key of saved views and kept prints at a place whose address has these parts."""
        return f"{self.key}:{given[self.keyed_by]}" if self.keyed_by else self.key

    def filters_of(self, question: Question) -> Sequence[Filter]:
        """All filters."""
        return self.filters(question) if callable(self.filters) else self.filters

    def columns_of(self, question: Question) -> Sequence[Column]:
        """All columns, those that wait in the picker too."""
        return self.columns(question) if callable(self.columns) else self.columns

    def file_of(self, question: Question) -> str:
        """The name of a file of this list, without its ending."""
        name = self.file_name(question) if self.file_name else self.key
        return "".join(letter if letter.isalnum() or letter in "-_." else "-" for letter in name).strip("-.")[:120]


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that is set: its words, and the address without it."""

    words: str
    without: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column on the page: the address that sorts by it, and how it is sorted now."""

    column: Column
    label: str
    address: str = ""
    sorted: str = ""  # «ascending», «descending» or ""

    @property
    def brief(self) -> str:
        """The words that stand on the page."""
        return brief_of(self.column)


@dataclass
class Asked:
    """What an address asks of a list: conditions, columns, order, page; what could not be understood, in words."""

    listing: Listing
    question: Question
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    filters: Sequence[Filter] = ()
    all_columns: Sequence[Column] = ()
    columns: Sequence[Column] = ()
    sort: str = ""
    descending: bool = False
    page: int = 1
    blank: frozenset[str] = frozenset()
    """Columns without a word on this page: they give their room away, unless they were asked for by name."""
    noted: dict[str, Any] = field(default_factory=dict)
    """What a list found on the way to its page and its template shows too."""

    @property
    def narrowed(self) -> bool:
        """Whether any condition is set."""
        return bool(self.values)

    def found(self, *but: str) -> QuerySet[Any]:
        """The rows that pass the conditions, but for those named, in no order."""
        rows: QuerySet[Any] = self.listing.query(self.question)
        for one in self.filters:
            if one.key in self.values and one.key not in but:
                rows = one.narrow(rows, self.values[one.key], self.question)
        return rows

    def ordered(self) -> QuerySet[Any]:
        """The rows that pass, in order."""
        column = next((one for one in self.columns if one.key == self.sort), None)
        given = column.sort if column else self.listing.order
        names = given(self.question) if callable(given) else given
        keys = [_direction(name, self.descending) for name in names]
        return self.found().order_by(*keys, "-pk" if column and self.descending else "pk")

    def parameters(self, **changes: str | None) -> dict[str, str]:
        """The names and values that ask the same again; ``changes`` replace some, None takes one away."""
        given: dict[str, str] = {name: self.question.get(name) for name in self.listing.lens}
        for one in self.filters:
            if one.key in self.values:
                given |= one.parameters(self.values[one.key])
        if self.sort:
            given[SORT] = ("-" if self.descending else "") + self.sort
        usual = [column.key for column in self.all_columns if column.shown]
        asked = [column.key for column in self.columns]
        if asked != usual:
            given[COLUMNS] = ",".join(asked)
        given |= {name: value or "" for name, value in changes.items()}
        return {name: value for name, value in given.items() if value}

    def address(self, **changes: str | None) -> str:
        """The part of the address after «?», with the mark; "?" when nothing is asked."""
        return "?" + urlencode(self.parameters(**changes))

    def without(self, filter_: Filter) -> str:
        """The address without one condition."""
        return self.address(**dict.fromkeys(filter_.names))

    @property
    def chips(self) -> list[Chip]:
        """The conditions that are set."""
        return [
            Chip(one.chip(self.values[one.key], self.question), self.without(one))
            for one in self.filters
            if one.key in self.values
        ]

    @property
    def bare(self) -> str:
        """The address without any condition."""
        return self.address(**{name: None for one in self.filters for name in one.names})

    @property
    def fields(self) -> list[FilterField]:
        """The form of the conditions; yes-or-no ones stand last."""
        shown = [one for one in self.filters if not one.quiet]
        shown.sort(key=lambda one: one.template.endswith("flag.html"))
        return [FilterField(filter=one, value=self.values.get(one.key), question=self.question) for one in shown]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form of the conditions carries on: order, columns, lenses, conditions that have no field."""
        shown = {name for one in self.filters if not one.quiet for name in one.names}
        return [(name, value) for name, value in self.parameters().items() if name not in shown]

    def carried(self, *but: str) -> list[tuple[str, str]]:
        """What a form of the page carries on, but for some names."""
        return [(name, value) for name, value in self.parameters().items() if name not in but]

    @property
    def beside_columns(self) -> list[tuple[str, str]]:
        """What the form of the columns carries on."""
        return self.carried(COLUMNS)

    @property
    def picker(self) -> list[tuple[Column, str, bool, bool]]:
        """Every column with its name, whether it is asked for, and whether it is blank on this page."""
        asked = {column.key for column in self.columns}
        return [
            (column, label_of(column), column.key in asked, column.key in self.blank) for column in self.all_columns
        ]

    @property
    def on_page(self) -> list[Column]:
        """The columns of the page: those asked for, without the blank ones."""
        return [column for column in self.columns if column.key not in self.blank]

    @property
    def heads(self) -> list[Head]:
        """The heads of the page."""
        return [self._head(column) for column in self.on_page]

    @property
    def merged(self) -> list[tuple[str, int]]:
        """The line of merged heads above the heads, where columns side by side have one."""
        return merged(self.on_page)

    @property
    def orders(self) -> list[tuple[str, str, bool]]:
        """What the menu of orders offers: address, words, whether it is the order now."""
        usual = [(self.address(**{SORT: None}), said(self.listing.order_label, self.question), not self.sort)]
        return usual + [
            (self.address(**{SORT: sign + column.key}), f"{label_of(column)} {arrow}", self._is(column, sign))
            for column in self.columns
            if column.sort
            for sign, arrow in (("", "↑"), ("-", "↓"))
        ]

    @property
    def order_words(self) -> str:
        """The order now."""
        return next((label for _address, label, now in self.orders if now), "")

    def _is(self, column: Column, sign: str) -> bool:
        return self.sort == column.key and self.descending == bool(sign)

    def _head(self, column: Column) -> Head:
        if not column.sort:
            return Head(column, label_of(column))
        if self.sort != column.key:
            return Head(column, label_of(column), self.address(**{SORT: column.key}))
        if self.descending:
            return Head(column, label_of(column), self.address(**{SORT: None}), "descending")
        return Head(column, label_of(column), self.address(**{SORT: f"-{column.key}"}), "ascending")

    @property
    def title(self) -> str:
        """The title of the list."""
        return said(self.listing.title, self.question)

    def made(self, records: Iterable[Any]) -> list[Any]:
        """Records as what the columns read."""
        records = list(records)
        return self.listing.rows(self.question, records) if self.listing.rows else records

    def every(self, most: int) -> Iterator[Any]:
        """The rows of all pages, at most ``most``, made in chunks so that memory stays the same."""
        records = iter(self.ordered()[:most].iterator(chunk_size=CHUNK))
        while chunk := list(islice(records, CHUNK)):
            yield from self.made(chunk)

    def table(self, most: int) -> Table:
        """All rows as a table for Excel, Word and print: the columns, conditions and order of the page."""
        question = self.question
        above = list(self.listing.above(question)) if self.listing.above else []
        if self.chips:
            above.append(_("Lọc: %(conditions)s") % {"conditions": "; ".join(chip.words for chip in self.chips)})
        if self.sort:
            above.append(_("Xếp theo: %(order)s") % {"order": self.order_words})
        above.append(_("Tính đến ngày %(day)s") % {"day": day_words(question.as_of)})
        cut = []
        if self.found().order_by()[: most + 1].count() > most:
            sentence = _("Chỉ có %(number)s dòng đầu; hãy lọc hẹp hơn để lấy phần còn lại.")
            cut.append(sentence % {"number": number_words(most)})
        lines = grouped(self.every(most), self.group)
        return Table(self.columns, lines, self.title, cut, [*above, *cut], name=self.title)

    @property
    def group(self) -> Callable[[Any], str] | None:
        """The heads of groups stand in the usual order only."""
        return None if self.sort else self.listing.group


@dataclass
class Shown:
    """One page of a list. ``total`` is exact unless ``more`` says that there are more than were counted."""

    asked: Asked
    rows: list[Any]
    total: int
    more: bool
    page: int
    has_next: bool

    @property
    def lines(self) -> list[TableLine]:
        """The rows under their heads."""
        return list(grouped(self.rows, self.asked.group))

    @property
    def pages(self) -> int:
        """How many pages there are, at least one; 0 when it is not known."""
        return 0 if self.more else max(1, -(-self.total // self.asked.listing.page_size))

    @property
    def total_words(self) -> str:
        """The number of rows with their noun: «42 nhiệm vụ», «hơn 10.000 việc»."""
        number = number_words(self.total)
        if self.more:
            number = _("hơn %(number)s") % {"number": number}
        return self.asked.listing.counted(self.total, number)

    @property
    def first(self) -> int:
        """The number of the first row of the page."""
        return (self.page - 1) * self.asked.listing.page_size + 1

    @property
    def last(self) -> int:
        """The number of the last row of the page."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> str:
        """The address of the page before, "" for none."""
        return self.asked.address(**{PAGE: str(self.page - 1) if self.page > 2 else None}) if self.page > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after, "" for none."""
        return self.asked.address(**{PAGE: str(self.page + 1)}) if self.has_next else ""


def asked_of(question: Question, listing: Listing) -> Asked:
    """What a question asks of a list; what cannot be understood is left out and said in ``faults``."""
    asked = Asked(listing, question, filters=listing.filters_of(question), all_columns=listing.columns_of(question))
    for one in asked.filters:
        try:
            value = one.read(question)
        except RefusedFilter as refused:
            asked.faults.append(str(refused))
            continue
        if value is not None:
            asked.values[one.key] = value
    _choose_columns(asked)
    _choose_order(asked)
    asked.page = min(whole(question.get(PAGE)) or 1, MOST_PAGES)
    return asked


def asked(request: HttpRequest, listing: Listing, place: Any = None) -> Asked:
    """What a request asks of a list."""
    return asked_of(question_of(request, place), listing)


def shown(asked: Asked) -> Shown:
    """The page that is asked for, in a fixed number of queries."""
    listing, size = asked.listing, asked.listing.page_size
    if listing.fetch is not None:
        rows, total = listing.fetch(asked, asked.page, size)
        asked.blank = _blank(asked, rows)
        page = min(asked.page, max(1, -(-total // size)))
        return Shown(asked, rows, total, False, page, page * size < total)
    counted = asked.found().order_by()
    most = listing.most_counted
    total = (counted[: most + 1] if most else counted).count()
    more = bool(most) and total > most
    page = asked.page if more else min(asked.page, max(1, -(-total // size)))
    records = list(asked.ordered()[(page - 1) * size : page * size + 1]) if total else []
    rows = asked.made(records[:size])
    asked.blank = _blank(asked, rows)
    return Shown(asked, rows, most if more else total, more, max(1, page), len(records) > size)


def _blank(asked: Asked, rows: Sequence[Any]) -> frozenset[str]:
    """The columns in which no row of the page has a word; none where the columns were chosen."""
    if asked.question.get(COLUMNS) or not rows:
        return frozenset()
    return frozenset(
        column.key
        for column in asked.columns
        if not (column.fixed or column.key == asked.sort or any(words(column.value(row)) for row in rows))
    )


def check_view(asked: Asked) -> list[str]:
    """What of a saved address the declaration no longer knows, in words."""
    known = OF_ALL | {name for one in asked.filters for name in one.names} | set(asked.listing.lens)
    unknown = [name for name in asked.question.given if name not in known]
    if not unknown:
        return []
    return [_("Khung nhìn này có phần không còn dùng được: %(names)s.") % {"names": ", ".join(unknown)[:200]}]


def _choose_columns(asked: Asked) -> None:
    text = asked.question.get(COLUMNS)
    wanted = set(text.split(",")) if text else set()
    found = [column for column in asked.all_columns if column.key in wanted or (wanted and column.fixed)]
    if wanted and not any(column.key in wanted for column in found):
        asked.faults.append(_("Các cột được chọn không có trong bảng này, nên bảng có các cột thường dùng."))
        found = []
    asked.columns = found or [column for column in asked.all_columns if column.shown]


def _choose_order(asked: Asked) -> None:
    text = asked.question.get(SORT)
    key = text.lstrip("-")
    if not key:
        return
    if any(column.key == key and column.sort for column in asked.columns):
        asked.sort, asked.descending = key, text.startswith("-")
    else:
        asked.faults.append(_("Không xếp được theo «%(key)s»; bảng giữ thứ tự thường.") % {"key": key[:40]})


def _direction(name: Any, turned: bool) -> OrderBy:
    """A key of the order; unknown values stand last either way."""
    if isinstance(name, OrderBy):
        return name.copy() if not turned else _turned(name)
    if not isinstance(name, str):
        return OrderBy(name, descending=turned, nulls_last=True)
    descending = name.startswith("-") != turned
    return OrderBy(F(name.lstrip("-")), descending=descending, nulls_last=True)


def _turned(key: OrderBy) -> OrderBy:
    turned = key.copy()
    turned.descending = not key.descending
    return turned
