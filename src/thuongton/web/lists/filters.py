"""Typed filters: each reads its part of an address, narrows the rows, and says in words what it narrowed to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.web.asked import asked_words
from thuongton.web.dates import FIRST_YEAR, LAST_YEAR, day_words, parse_day
from thuongton.web.inputs import LARGEST, whole
from thuongton.web.lists.bulk import MOST_AT_ONCE
from thuongton.web.lists.question import Question, said

Rows = QuerySet[Any]
By = Callable[[Rows, Any, Question], Rows]
Option = tuple[str, str]
Options = Sequence[tuple[str, Any]] | Callable[[Question], Iterable[tuple[str, Any]]]
MOST_LETTERS = 200
MOST_OPTIONS = 300
"""Options that a menu offers; what stands beyond is found by its address or by words."""


class RefusedFilter(ValueError):
    """What an address says cannot be understood; its text is the sentence that says so."""


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One filter. ``key`` is its name in the address, ``label`` a msgid.

    ``by(rows, value, question)`` narrows the rows where a plain comparison with ``column`` does not. A ``quiet`` filter
    has no field in the form: it is set by links of other pages, and shown and taken away as a chip. What is typed into
    a ``private`` one may say who somebody is: the form is sent so that it stands in no address, ``parameters`` gives it
    sealed, and no saved view keeps it.
    """

    key: str
    label: Any = ""
    column: str = ""
    by: By | None = None
    quiet: bool = False
    private: bool = False
    template: str = "web/list/fields/words.html"

    @property
    def names(self) -> tuple[str, ...]:
        """The names this filter has in an address."""
        return (self.key,)

    def read(self, question: Question) -> Any:
        """What is asked, None for nothing. Raises :class:`RefusedFilter` with a sentence."""
        text = question.get(self.key)
        if len(text) > MOST_LETTERS:
            raise RefusedFilter(
                _("Điều kiện «%(label)s» dài quá, nên được bỏ qua.") % {"label": said(self.label, question)}
            )
        return self.value_of(text, question) if text else None

    def value_of(self, text: str, question: Question) -> Any:
        """The value that a text of the address means."""
        return text

    def narrow(self, rows: Rows, value: Any, question: Question) -> Rows:
        """The rows that pass."""
        if self.by is not None:
            return self.by(rows, value, question)
        return rows.filter(self.condition(value, question))

    def condition(self, value: Any, question: Question) -> Q:
        """The condition of a filter that is a plain comparison."""
        return Q(**{self.column or self.key: value})

    def words(self, value: Any, question: Question) -> str:
        """The value in words, for the chip and the heads of paper."""
        return str(value)

    def chip(self, value: Any, question: Question) -> str:
        """The words of the chip, with the name of the filter."""
        return f"{said(self.label, question)}: {self.words(value, question)}"

    def parameters(self, value: Any) -> dict[str, str]:
        """The part of the address that asks this again."""
        return {self.key: str(value)}

    def choices(self, value: Any, question: Question) -> list[tuple[str, str, bool]]:
        """What a menu of this filter offers: value, words, whether chosen."""
        return []

    def typed(self, question: Question) -> str:
        """What stands in the field: what was typed, also when it could not be understood."""
        return question.get(self.key)


@dataclass(frozen=True, kw_only=True)
class Words(Filter):
    """Words that must all stand in a column; ``folded`` is for a column that is kept without tone marks."""

    folded: bool = True

    def condition(self, value: str, question: Question) -> Q:
        """Every word in any order for a folded column, else the words as typed."""
        column = self.column or "search"
        if not self.folded:
            return Q(**{f"{column}__icontains": value})
        found = Q()
        for word in asked_words(value):
            found &= Q(**{f"{column}__contains": word})
        return found

    def words(self, value: str, question: Question) -> str:
        """The words in quotation marks."""
        return f"«{value}»"


@dataclass(frozen=True, kw_only=True)
class Choice(Filter):
    """One of several values. ``options`` are pairs of value and words, or a function that finds them.

    ``vi``: the words are those of papers, Vietnamese in a page of any language.
    """

    options: Options = ()
    vi: bool = False
    everything: Any = "Tất cả"
    template: str = "web/list/fields/choice.html"

    def offered(self, question: Question) -> list[Option]:
        """The pairs, in the language of the page."""
        found = self.options(question) if callable(self.options) else self.options
        return [(value, said(label, question)) for value, label in found]

    def value_of(self, text: str, question: Question) -> str:
        """The value, when it is offered."""
        if text not in {value for value, _label in self.offered(question)}:
            raise RefusedFilter(
                _("«%(value)s» không có trong các lựa chọn của «%(label)s», nên điều kiện này được bỏ qua.")
                % {"value": text[:40], "label": said(self.label, question)}
            )
        return text

    def words(self, value: Any, question: Question) -> str:
        """The words of the value."""
        return dict(self.offered(question)).get(value, value)

    def choices(self, value: Any, question: Question) -> list[tuple[str, str, bool]]:
        """All values, with which is chosen."""
        return [(one, label, one == value) for one, label in self.offered(question)]


@dataclass(frozen=True, kw_only=True)
class Many(Choice):
    """Some of several values: a tuple of them."""

    template: str = "web/list/fields/many.html"

    def value_of(self, text: str, question: Question) -> Any:
        """The values in the order of the declaration; unknown ones are refused."""
        asked = [part for part in text.split(",") if part]
        offered = [value for value, _label in self.offered(question)]
        unknown = [part for part in asked if part not in offered]
        if unknown:
            super().value_of(unknown[0], question)
        return tuple(value for value in offered if value in asked) or None

    def condition(self, value: tuple[str, ...], question: Question) -> Q:
        """Any of the values."""
        return Q(**{f"{self.column or self.key}__in": value})

    def words(self, value: Any, question: Question) -> str:
        """The words of the values, parted by commas."""
        return ", ".join(label for one, label in self.offered(question) if one in value)

    def parameters(self, value: tuple[str, ...]) -> dict[str, str]:
        """The values joined by commas."""
        return {self.key: ",".join(value)}

    def choices(self, value: Any, question: Question) -> list[tuple[str, str, bool]]:
        """All values, with which are chosen."""
        return [(one, label, one in (value or ())) for one, label in self.offered(question)]


@dataclass(frozen=True, kw_only=True)
class Record(Filter):
    """One record that the reader may see. ``find(question, pk)`` returns it, or None when it is not his to see.

    ``options(question)`` are the pairs a menu offers, at most :data:`MOST_OPTIONS`.
    """

    find: Callable[[Question, int], Any] = lambda _question, _pk: None
    options: Callable[[Question], Iterable[tuple[int, str]]] | None = None
    everything: Any = "Tất cả"
    template: str = "web/list/fields/choice.html"

    def value_of(self, text: str, question: Question) -> Any:
        """The record itself."""
        pk = whole(text)
        found = self.find(question, pk) if pk is not None else None
        if found is None:
            raise RefusedFilter(
                _("«%(label)s» được chọn không có trong phạm vi, nên điều kiện này được bỏ qua.")
                % {"label": said(self.label, question)}
            )
        return found

    def condition(self, value: Any, question: Question) -> Q:
        """The key of the record."""
        return Q(**{self.column or self.key: value.pk})

    def parameters(self, value: Any) -> dict[str, str]:
        """The key of the record."""
        return {self.key: str(value.pk)}

    def choices(self, value: Any, question: Question) -> list[tuple[str, str, bool]]:
        """The records offered; the chosen one is always among them."""
        chosen = "" if value is None else str(value.pk)
        found = [(str(pk), label) for pk, label in (self.options(question) if self.options else ())][:MOST_OPTIONS]
        if chosen and chosen not in {pk for pk, _label in found}:
            found.insert(0, (chosen, self.words(value, question)))
        return [(pk, label, pk == chosen) for pk, label in found]


TICKED = gettext_noop("Dòng đã chọn")


@dataclass(frozen=True, kw_only=True)
class Ticked(Filter):
    """The rows that were ticked on a page, by key: what «Xuất» of the bar of ticked rows asks for."""

    key: str = "dong"
    label: Any = TICKED
    quiet: bool = True

    def value_of(self, text: str, question: Question) -> Any:
        """The keys, at most as many as one act takes."""
        found = [pk for pk in map(whole, text.split(",")[:MOST_AT_ONCE]) if pk is not None]
        return tuple(dict.fromkeys(found)) or None

    def read(self, question: Question) -> Any:
        """The keys: they may be many letters long."""
        return self.value_of(question.get(self.key), question)

    def condition(self, value: tuple[int, ...], question: Question) -> Q:
        """Any of the keys."""
        return Q(pk__in=value)

    def words(self, value: tuple[int, ...], question: Question) -> str:
        """How many."""
        return str(len(value))

    def parameters(self, value: tuple[int, ...]) -> dict[str, str]:
        """The keys joined by commas."""
        return {self.key: ",".join(map(str, value))}


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days; either end may be open."""

    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class DayRange(Filter):
    """From a day to a day. The address has two names; ``moments`` is for a column of moments, not of days."""

    until: str = "den"
    moments: bool = False
    label_until: Any = ""
    template: str = "web/list/fields/days.html"

    @property
    def names(self) -> tuple[str, ...]:
        """The names of both ends."""
        return (self.key, self.until)

    def read(self, question: Question) -> Days | None:
        """Both ends, or None when neither is asked."""
        first, last = (self.end(question.get(name)) for name in self.names)
        if first and last and last < first:
            raise RefusedFilter(_("Ngày «đến» đứng trước ngày «từ»; hãy đổi lại."))
        return Days(first, last) if first or last else None

    def end(self, text: str) -> dt.date | None:
        """A day of the address."""
        day = parse_day(text) if text else None
        if text and day is None:
            raise RefusedFilter(_("«%(day)s» không phải là ngày; hãy viết như 31/12/2026.") % {"day": text[:20]})
        return day

    def condition(self, value: Days, question: Question) -> Q:
        """From the first moment of the first day to the last moment of the last."""
        column = self.column or self.key
        found = Q()
        if value.first:
            found &= Q(**{f"{column}__gte": self._edge(value.first)})
        if value.last:
            after = value.last + dt.timedelta(days=1)
            found &= Q(**{f"{column}__lt": self._edge(after)})
        return found

    def _edge(self, day: dt.date) -> dt.date:
        zone = timezone.get_current_timezone()
        return dt.datetime.combine(day, dt.time.min, zone) if self.moments else day

    def words(self, value: Days, question: Question) -> str:
        """«từ ngày … đến ngày …»."""
        if value.first and value.last:
            if value.first == value.last:
                return day_words(value.first)
            return _("%(first)s – %(last)s") % {"first": day_words(value.first), "last": day_words(value.last)}
        if value.first:
            return _("từ %(day)s") % {"day": day_words(value.first)}
        return _("đến %(day)s") % {"day": day_words(value.last)}

    def parameters(self, value: Days) -> dict[str, str]:
        """Both ends as days are written in addresses."""
        ends = {self.key: value.first, self.until: value.last}
        return {name: day.isoformat() for name, day in ends.items() if day}

    def typed(self, question: Question) -> str:
        """The first day as people write it."""
        return self._shown(question.get(self.key))

    def typed_until(self, question: Question) -> str:
        """The last day as people write it."""
        return self._shown(question.get(self.until))

    def _shown(self, text: str) -> str:
        day = parse_day(text) if text else None
        return day_words(day) if day else text


@dataclass(frozen=True, kw_only=True)
class Number(Filter):
    """A whole number within bounds."""

    least: int = 0
    most: int = LARGEST
    template: str = "web/list/fields/number.html"

    def value_of(self, text: str, question: Question) -> int:
        """The number."""
        number = whole(text, most=self.most)
        if number is None or number < self.least:
            raise RefusedFilter(
                _("«%(value)s» không phải là số hợp lệ của «%(label)s», nên điều kiện này được bỏ qua.")
                % {"value": text[:20], "label": said(self.label, question)}
            )
        return number


@dataclass(frozen=True, kw_only=True)
class Year(Number):
    """A year of a column of days."""

    least: int = FIRST_YEAR
    most: int = LAST_YEAR

    def condition(self, value: int, question: Question) -> Q:
        """The days of the year."""
        return Q(**{f"{self.column or self.key}__year": value})

    def value_of(self, text: str, question: Question) -> int:
        """The year."""
        number = whole(text, most=self.most)
        if number is None or number < self.least:
            raise RefusedFilter(_("«%(year)s» không phải là năm, nên điều kiện này được bỏ qua.") % {"year": text[:20]})
        return number


@dataclass(frozen=True, kw_only=True)
class Flag(Filter):
    """A yes: the rows for which ``when`` holds."""

    when: Q = field(default_factory=Q)
    template: str = "web/list/fields/flag.html"

    def value_of(self, text: str, question: Question) -> bool | None:
        """True for «1», nothing for all else."""
        return True if text == "1" else None

    def condition(self, value: bool, question: Question) -> Q:
        """The condition declared."""
        return self.when

    def chip(self, value: bool, question: Question) -> str:
        """The name of the filter says it all."""
        return said(self.label, question)

    def parameters(self, value: bool) -> dict[str, str]:
        """«1»."""
        return {self.key: "1"}


@dataclass(frozen=True, kw_only=True)
class FilterField:
    """A filter as the form of a page shows it."""

    filter: Filter
    value: Any
    question: Question

    @property
    def label(self) -> str:
        """The words before the field."""
        return said(self.filter.label, self.question)

    @property
    def label_until(self) -> str:
        """The words before the last day of a span."""
        return said(getattr(self.filter, "label_until", ""), self.question) or _("đến ngày")

    @property
    def everything(self) -> str:
        """What the first choice of a menu says."""
        return said(getattr(self.filter, "everything", "Tất cả"), self.question)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """What a menu offers."""
        return self.filter.choices(self.value, self.question)

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return self.filter.typed(self.question)

    @property
    def until(self) -> str:
        """The name of the last day of a span in the address."""
        return self.filter.until if isinstance(self.filter, DayRange) else ""

    @property
    def typed_until(self) -> str:
        """What stands in the field of the last day."""
        return self.filter.typed_until(self.question) if isinstance(self.filter, DayRange) else ""
