"""What hangs on a record, scoped: what is said, who does it, whom it reminds, what happened; and the rights over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from thuongton.audit.models import Event
from thuongton.audit.queries import history
from thuongton.people.models import Hat, User
from thuongton.people.queries import colleagues_of, hats_in_force, in_scope, today
from thuongton.people.scopes import NOTHING, Right, Rights, holds, over_unit, register, rights_over, up_to, worn
from thuongton.records.models import SHARED, Keyed, RecordAssignment, RecordComment, RecordReminder
from thuongton.records.on_record import HangingTable, declared, on_of
from thuongton.web.waiting import DueDay

MOST_ACTS = 60


@dataclass(slots=True)
class Hanging:
    """What hangs on one record as its reader may see it; ``people`` are those to whom it can be given."""

    comments: list[Any]
    assigned: list[Any]
    reminders: list[RecordReminder]
    events: list[Event]
    may_speak: bool
    may_give: bool
    people: list[User] = field(default_factory=list)


def hanging(user: User, record: Any) -> Hanging:
    """What hangs on a record one may see, in a fixed number of queries."""
    hat, on = worn(user), on_of(record)
    writes = hat is not None and hat.writes and on.takes(record)
    may_give = writes and holds(user, record, on.give)
    return Hanging(
        comments=list(comments_of(user, record).select_related("by")),
        assigned=list(assignments_of(user, record).select_related("person", "unit")),
        reminders=list(reminders_of(user, record).select_related("person")),
        events=events_of(user, record),
        may_speak=writes and holds(user, record, on.speak),
        may_give=may_give,
        people=list(colleagues(user, record)) if may_give else [],
    )


def events_of(user: User, record: Model, most: int = MOST_ACTS) -> list[Event]:
    """The acts on a record that were done in one's own scope, newest first."""
    hat = worn(user)
    if hat is None or hat.scope is None:
        return []
    return list(history(record).filter(unit_path__startswith=hat.scope.path)[:most])


def _rows(table: HangingTable, record: Model) -> QuerySet[Any]:
    return table.model._default_manager.filter(**table.naming(record))


def comments_of(user: User, record: Any) -> QuerySet[Any]:
    """The exchange one may read: all of it with the whole record, else one's own unit's, where one is named, and what
    the room shows besides."""
    on = on_of(record)
    said = _rows(on.comments, record)
    if on.whole(user, record):
        return said
    mentions: Any = on.comments.model._meta.get_field("mentions")
    named = mentions.remote_field.through._default_manager.filter(user=user).values(mentions.m2m_field_name())
    return said.filter(in_scope(user) | Q(by=user) | Q(pk__in=named) | on.besides(user, record))


def assignments_of(user: User, record: Any) -> QuerySet[Any]:
    """Who answers for a record in the units of one's own scope."""
    return _rows(on_of(record).assignments, record).filter(in_scope(user), ended_on__isnull=True)


def assignments_writable_by(user: User, record: Any) -> QuerySet[Any]:
    """The assignments one may end: of the units of one's scope, while one may give the record."""
    found = assignments_of(user, record)
    return found if holds(user, record, on_of(record).give) else found.none()


def assignment_to_take_back(user: User, table: str, pk: int) -> Any:
    """An assignment that a person made and that is in force; the service asks the right over it anew."""
    tables = {on.assignments.model._meta.label_lower: on.assignments.model for on in declared().values()}
    return tables[table]._default_manager.filter(pk=pk, by=user, ended_on=None).first()


def reminders_of(user: User, record: Model) -> QuerySet[RecordReminder]:
    """The open reminders of a record: of oneself, and of the units of one's own scope."""
    found = RecordReminder.objects.filter(kind=record._meta.label_lower, record=record.pk, ended_on__isnull=True)
    return found.filter(in_scope(user) | Q(person=user)).order_by("day", "pk")


def colleagues(user: User, record: Any) -> QuerySet[User]:
    """People who can be given a record or be reminded of it."""
    del record
    return colleagues_of(user)


def readers_among(people: Iterable[User], record: Any) -> list[User]:
    """Those of the people who may read a record with one of their hats in force."""
    hats = hats_in_force(Hat.objects.filter(user__in=list(people))).select_related("unit", "scope")
    on = on_of(record)
    reading = {hat.user_id for hat in hats if on.reads(hat, record)}
    return [person for person in people if person.pk in reading]


def record_of(row: Any) -> Any:
    """The record that a row hangs on; None when it is gone or its room is."""
    if isinstance(row, Keyed):
        on = declared().get(row.kind)
        return on.model._default_manager.filter(pk=row.record).first() if on is not None else None
    keys = (on.assignments.key for on in declared().values() if on.assignments.model is type(row))
    return getattr(row, next(keys))


def hung_on(record: Model) -> list[Model]:
    """Every row of the shared tables that hangs on a record, whoever may read it: they go and come back with it."""
    return [
        row
        for table in SHARED
        for row in table.objects.filter(kind=record._meta.label_lower, record=record.pk).order_by("pk")
    ]


def rests_on(record: Model) -> str:
    """What rows of other tables name a record («phiên họp»); "" when nothing does."""
    for relation in record._meta.related_objects:
        column = relation.field.name
        if relation.related_model._base_manager.filter(**{column: record}).exists():
            return str(relation.related_model._meta.verbose_name)
    return ""


def reminders_to(user: User) -> QuerySet[RecordReminder]:
    """One's own open reminders, of records that the hat worn may see."""
    seen = Q(pk__in=[])
    for on in declared().values():
        seen |= Q(Exists(on.visible(user).filter(pk=OuterRef("record"))), kind=on.kind)
    return RecordReminder.objects.filter(seen, person=user, ended_on__isnull=True).order_by("day", "pk")


def reminders_come(user: User) -> QuerySet[RecordReminder]:
    """Those of one's own reminders whose day has come."""
    return reminders_to(user).filter(day__lte=today())


def due_days(user: User, whole_unit: bool, day: dt.date) -> Iterator[DueDay]:
    """What a calendar feed shows: one's own open reminders of a year."""
    del whole_unit
    for one in reminders_to(user).filter(day__lte=day + dt.timedelta(days=366)):
        yield DueDay(f"hen-{one.pk}", one.text[:200], one.day, address_of(one))


def address_of(row: Keyed) -> str:
    """The page of the record that a row of a shared table hangs on; no query."""
    on = declared()[row.kind]
    return on.address(on.model(pk=row.record))


def over_hung(user: User, row: Any) -> Rights:
    """What a unit keeps for itself on a record is written by it, while it may still write a part of the record."""
    own = over_unit(user, row.unit)
    if Right.PART not in own:
        return own
    record = record_of(row)
    if record is None:
        return NOTHING
    return own if Right.PART in rights_over(user, record) else up_to(Right.READ)


def over_reminder(user: User, row: RecordReminder) -> Rights:
    """A reminder is ended by the person it is for, too."""
    return up_to(Right.ACT) if row.person_id == user.pk else over_hung(user, row)


register(RecordComment, over_hung)
register(RecordAssignment, over_hung)
register(RecordReminder, over_reminder)
