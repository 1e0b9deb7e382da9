"""A sentence for each thing an act did («Đổi hạn từ 31/12/2026 sang 31/3/2027»), from its row changes.

Rooms above say their own (:class:`Sayings`); what no room speaks of is said in one way for all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from thuongton.audit.naming import Names
from thuongton.audit.wording import called_field, called_model, called_row, columns, in_words, is_silent, joined, lower
from thuongton.web.rooms import given

LISTED = 3
"""Of more rows of a kind than this, their number is said and not each of them."""
SHORT = 140


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One changed row: ``op`` is I, U or D; values are asked for by the name of their field."""

    model: type[models.Model]
    op: str
    key: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    names: Names = field(repr=False)

    @property
    def called(self) -> str:
        """What the row calls itself, "" when it has no name."""
        return called_row({**self.before, **self.after}, SHORT)

    def _column(self, name: str) -> str:
        found: Any = self.model._meta.get_field(name)
        return str(found.column)

    def raw(self, name: str) -> Any:
        """The value after the act (before it, for a removed row)."""
        side = self.before if self.op == "D" else self.after
        return side.get(self._column(name))

    def _words(self, side: Mapping[str, Any], name: str) -> str:
        found = columns(self.model)[self._column(name)]
        value = side.get(found.column or "")
        if found.related_model is not None and not isinstance(found.related_model, str):
            return self.names.get((found.related_model._meta.db_table, int(value)), "") if value is not None else ""
        return str(Truncator(in_words(found, value)).chars(SHORT))

    def was(self, name: str) -> str:
        """The value before the act, in words."""
        return self._words(self.before, name)

    def now(self, name: str) -> str:
        """The value after the act, in words (before it, for a removed row)."""
        return self._words(self.before if self.op == "D" else self.after, name)

    def changed(self, *names: str) -> bool:
        """Whether the act changed one of these fields of a row that stays."""
        return self.op == "U" and any(
            not same(self.before.get(self._column(name)), self.after.get(self._column(name))) for name in names
        )

    @property
    def fields(self) -> list[str]:
        """The names of the fields that changed and say something."""
        return [
            found.name
            for column, found in columns(self.model).items()
            if not is_silent(self.model, found) and not same(self.before.get(column), self.after.get(column))
        ]


Act = Mapping[str, Sequence[ToldRow]]
"""The changed rows of one event by model label («plans.task»)."""
Saying = Callable[[Sequence[ToldRow], Act], list[str]]


@dataclass(frozen=True, slots=True)
class Sayings:
    """How a room tells the rows of its models, by label («plans.task»); [] for what goes without saying."""

    of: Mapping[str, Saying]


def _saying(label: str) -> Saying:
    return next((one.of[label] for one in given(Sayings) if label in one.of), plain)


def same(before: Any, after: Any) -> bool:
    """Whether two stored values mean the same: empty and missing are one, and so is «no» of a new row."""
    empty = (None, "", 0, False)
    return before == after or (before in empty and after in empty and (before is None or after is None))


def change_of(row: ToldRow, name: str, label: str = "") -> str:
    """One field before and after: «Đặt …», «Bỏ …» or «Đổi … từ … sang …»."""
    words = lower(label or called_field(columns(row.model)[row._column(name)]))
    before, after = row.was(name), row.now(name)
    if not before:
        return _("Đặt %(field)s: %(after)s") % {"field": words, "after": after}
    if not after:
        return _("Bỏ %(field)s «%(before)s»") % {"field": words, "before": before}
    return _("Đổi %(field)s từ «%(before)s» sang «%(after)s»") % {"field": words, "before": before, "after": after}


def about(row: ToldRow, sentence: str, several: bool) -> str:
    """The sentence with the row it is about before it, where an act touched several."""
    what = f"{called_model(row.model)} «{row.called}»" if row.called else called_model(row.model)
    return f"{what[:1].upper()}{what[1:]}: {lower(sentence)}" if several else sentence


def plain(rows: Sequence[ToldRow], act: Act) -> list[str]:
    """What is said of rows that no room speaks of itself."""
    del act
    said: list[str] = []
    verbs = {"I": _("Thêm %(what)s"), "D": _("Xoá %(what)s")}
    for op, verb in verbs.items():
        same_op = [row for row in rows if row.op == op]
        if len(same_op) > LISTED:
            what = f"{len(same_op)} {called_model(same_op[0].model)}"
            said.append(verb % {"what": what})
            continue
        said += [verb % {"what": _of(row)} for row in same_op]
    edited = [row for row in rows if row.op == "U" and row.fields]
    if len(edited) > 2 * LISTED:
        said.append(_("Sửa %(what)s") % {"what": f"{len(edited)} {called_model(edited[0].model)}"})
    else:
        said += [about(row, change_of(row, name), len(edited) > 1) for row in edited for name in row.fields]
    return said


def _of(row: ToldRow) -> str:
    kind, name = called_model(row.model), row.called
    if not name:
        first = next((one for one in row.fields if row.now(one)), "")
        name = row.now(first) if first else ""
    return f"{lower(kind)} «{name}»" if name else lower(kind)


def _joins(rows: Sequence[ToldRow]) -> Iterator[str]:
    for row in rows:
        link = joined(row.model)
        if link is None:
            continue
        found, _owner, other = link
        label = lower(str(found.verbose_name))
        what = row.names.get((found.related_model._meta.db_table, int((row.after or row.before).get(other) or 0)), "")
        if row.op == "D":
            yield _("Bỏ %(field)s «%(before)s»") % {"field": label, "before": what}
        else:
            yield _("Đặt %(field)s: %(after)s") % {"field": label, "after": what}


def sentences(act: Act) -> list[str]:
    """One act in sentences, in the order in which its rows changed."""
    said: list[str] = []
    for label, rows in act.items():
        if rows and joined(rows[0].model) is not None:
            said += _joins(rows)
        else:
            said += _saying(label)(rows, act)
    return list(dict.fromkeys(said))
