"""Events in words: a sentence for each thing done, and each field before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuongton.audit.models import Event, RowChange
from thuongton.audit.naming import Names, names_in, sides
from thuongton.audit.queries import MOST_CHANGES
from thuongton.audit.sentences import ToldRow, sentences
from thuongton.audit.wording import called_field, called_model, joined, tables


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one row before and after, in words."""

    record: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReadableEvent:
    """An act with what it did; ``more`` says that there were more row changes than are shown."""

    event: Event
    said: list[str]
    changes: list[FieldChange]
    more: bool


def _changes_of(event: Event) -> list[RowChange]:
    fetched = getattr(event, "shown_changes", None)
    return fetched if fetched is not None else list(event.changes.order_by("id")[:MOST_CHANGES])


def _told(changes: Iterable[RowChange], names: Names) -> dict[str, list[ToldRow]]:
    """The changed rows by model, each row once, from how it was before the act to how it was after it.

    The row of a table that is gone is left out, and so is a row that the act both made and removed.
    """
    rows: dict[tuple[str, int], ToldRow] = {}
    for change in changes:
        model = tables().get(change.table)
        if model is None:
            continue
        before, after = sides(change)
        first = rows.get((change.table, change.row))
        op = change.op
        if first is not None:
            before = dict(first.before)
            op = "" if first.op == "I" and op == "D" else first.op if op == "U" else op
        rows[change.table, change.row] = ToldRow(model, op, change.row, before, after, names)
    act: dict[str, list[ToldRow]] = {}
    for row in rows.values():
        if row.op:
            act.setdefault(row.model._meta.label_lower, []).append(row)
    return act


def _fields(row: ToldRow) -> list[FieldChange]:
    verbs = {"I": _("thêm"), "U": _("sửa"), "D": _("xoá")}
    kind = called_model(row.model)
    record = f"{kind[:1].upper()}{kind[1:]}{f' «{row.called}»' if row.called else ''} – {verbs[row.op]}"
    link = joined(row.model)
    if link is not None:
        found, owner, other = link
        whose = row.names.get((found.model._meta.db_table, int((row.after or row.before).get(owner) or 0)), "")
        target = found.related_model._meta.db_table
        before, after = (
            row.names.get((target, int(side[other])), "") if side.get(other) else "" for side in (row.before, row.after)
        )
        return [FieldChange(f"{whose} – {verbs[row.op]}", kind[:1].upper() + kind[1:], before, after)]
    shown = []
    for name in row.fields:
        field = row.model._meta.get_field(name)
        shown.append(
            FieldChange(
                record,
                called_field(field),  # type: ignore[arg-type]
                "" if row.op == "I" else row.was(name),
                "" if row.op == "D" else row.now(name),
            )
        )
    return shown


def readable(events: Iterable[Event], viewer: object = None) -> list[ReadableEvent]:
    """Events (with their ``shown_changes`` fetched) in words; records outside the viewer's scope are not named.

    The number of queries depends on how many kinds of record are named, never on how many events there are.
    """
    events = list(events)
    all_changes = {event.pk: _changes_of(event) for event in events}
    names = names_in((change for changes in all_changes.values() for change in changes), viewer)
    result = []
    for event in events:
        changes = all_changes[event.pk]
        act = _told(changes, names)
        rows = [change for told in act.values() for row in told for change in _fields(row)]
        result.append(ReadableEvent(event, sentences(act), rows, len(changes) == MOST_CHANGES))
    return result


def field_changes(event: Event) -> list[FieldChange]:
    """What one event changed, field by field; whole new rows are listed by their filled fields."""
    return readable([event])[0].changes
