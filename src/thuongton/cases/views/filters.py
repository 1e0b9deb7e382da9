"""The conditions of lists of cases; words that may say who somebody is stand sealed in addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.cases.definition.model import QUEUES, CaseKind
from thuongton.cases.models import Case
from thuongton.cases.queries.case_list import (
    due_between,
    in_queue,
    in_states,
    kinds_offered,
    open_on_day,
    own_unit,
    sees_several_units,
    with_words,
)
from thuongton.cases.sealed_fields import is_personal
from thuongton.cases.views.columns import field_key, readable_fields
from thuongton.cases.views.queue_words import queue_label
from thuongton.cases.words import KindWords
from thuongton.cases.words_in_address import opened_words, sealed_words
from thuongton.people.filters import person_filter, unit_filter
from thuongton.web.lists.filters import By, Choice, DayRange, Filter, Flag, Many, RefusedFilter, Ticked
from thuongton.web.lists.question import Question

MOST_CHOICES = 6
"""Fields with choices that a list offers to narrow by."""
OPEN = [("mo", gettext_noop("Đang giải quyết")), ("xong", gettext_noop("Đã kết thúc"))]


@dataclass(frozen=True, slots=True)
class Sought:
    """Words that are looked for, and how they stand in an address."""

    words: str
    token: str


@dataclass(frozen=True, kw_only=True)
class PrivateWords(Filter):
    """Words of cases, names of persons among them: in an address they stand sealed for the session that asks."""

    private: bool = True

    def value_of(self, text: str, question: Question) -> Sought | None:
        """The words, typed or sealed; what another session sealed is nobody's any more."""
        words = opened_words(text, question.secret)
        if text.strip() and not words:
            raise RefusedFilter(_("Địa chỉ này giữ chữ tìm của một phiên khác, không mở được; hãy gõ lại chữ cần tìm."))
        return Sought(words, sealed_words(words, question.secret)) if words else None

    def read(self, question: Question) -> Sought | None:
        """The words; sealed ones are longer than what one types."""
        text = question.get(self.key)[:1_000]
        return self.value_of(text, question) if text else None

    def narrow(self, rows: QuerySet[Case], value: Sought, question: Question) -> QuerySet[Case]:
        """Cases found by number or by words."""
        return with_words(rows, value.words)

    def words(self, value: Sought, question: Question) -> str:
        """The words in quotation marks."""
        return f"«{value.words}»"

    def parameters(self, value: Sought) -> dict[str, str]:
        """The sealed words."""
        return {self.key: value.token}

    def typed(self, question: Question) -> str:
        """The words as typed."""
        return opened_words(question.get(self.key)[:1_000], question.secret)


def _open(rows: QuerySet[Case], value: str, question: Question) -> QuerySet[Case]:
    return open_on_day(rows, value == "mo", question)


@dataclass(frozen=True, kw_only=True)
class States(Many):
    """States of cases on the day of the list."""

    def narrow(self, rows: QuerySet[Case], value: Any, question: Question) -> QuerySet[Case]:
        """The cases in one of the states on that day."""
        return in_states(rows, value, question)


def _of_queue(rows: QuerySet[Case], value: str, question: Question) -> QuerySet[Case]:
    return in_queue(rows, value, question)


def _queues(question: Question) -> Iterable[tuple[str, Any]]:
    return [(name, queue_label(name)) for name in dict.fromkeys([*QUEUES, *question.place.queues])]


def _states(question: Question) -> Iterable[tuple[str, Any]]:
    return [(name, KindWords(state.label)) for name, state in question.place.states.items()]


def _yes_no(column: str) -> By:
    return lambda rows, value, _question: rows.filter(**{column: value == "co"})


def _choices(kind: CaseKind) -> list[Filter]:
    """A condition for each field with choices that is kept in clear."""
    found: list[Filter] = []
    for field in readable_fields(kind):
        column = f"data__{field.name}"
        if field.kind == "choice" and not is_personal(kind, field.name):
            options = [(name, KindWords(label)) for name, label in field.choices.items()]
            found.append(
                Choice(key=field_key(field.name), label=KindWords(field.label), column=column, options=options)
            )
        elif field.kind == "yes_no" and not is_personal(kind, field.name):
            found.append(
                Choice(
                    key=field_key(field.name),
                    label=KindWords(field.label),
                    options=[("co", gettext_noop("Có")), ("khong", gettext_noop("Không"))],
                    by=_yes_no(column),
                )
            )
    return found[:MOST_CHOICES]


WORDS = PrivateWords(key="q", label=gettext_noop("Số, chữ hoặc họ tên"))
STATE = States(key="trang-thai", label=gettext_noop("Trạng thái"), options=_states, column="state")
OPEN_OR_NOT = Choice(key="mo", label=gettext_noop("Hồ sơ"), options=OPEN, by=_open)
QUEUE = Choice(key="hang", label=gettext_noop("Hàng việc"), options=_queues, by=_of_queue)
RECEIVED = DayRange(key="tu", until="den", label=gettext_noop("Tiếp nhận từ ngày"), column="opened_on")
DUE = DayRange(
    key="han-tu",
    until="han-den",
    label=gettext_noop("Hạn từ ngày"),
    by=lambda rows, days, _question: due_between(rows, days),
)
HANDLER = person_filter("nguoi", gettext_noop("Người xử lý"), column="handler")
NOBODY = Flag(key="chua-giao", label=gettext_noop("chưa giao người xử lý"), when=Q(handler__isnull=True))
UNIT = unit_filter("don-vi", gettext_noop("Đơn vị"), column="unit")
OWN = Flag(
    key="cua-toi", label=gettext_noop("của đơn vị tôi"), by=lambda rows, _yes, question: own_unit(rows, question)
)
KIND = Many(key="loai", label=gettext_noop("Sổ"), options=kinds_offered, column="kind")
TICKED = Ticked()


def filters_of_kind(question: Question) -> Sequence[Filter]:
    """The conditions of the list of a register."""
    several = sees_several_units(question.reader)
    return [
        WORDS,
        STATE,
        OPEN_OR_NOT,
        QUEUE,
        *_choices(question.place),
        RECEIVED,
        DUE,
        HANDLER,
        *([UNIT] if several else []),
        NOBODY,
        OWN,
        TICKED,
    ]


def filters_of_queue(question: Question) -> Sequence[Filter]:
    """The conditions of a queue."""
    several = sees_several_units(question.reader)
    return [WORDS, KIND, DUE, HANDLER, *([UNIT] if several else []), NOBODY, OWN, TICKED]
