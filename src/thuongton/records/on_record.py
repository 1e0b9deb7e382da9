"""What hangs on the records of a room, declared once: history, discussion, assignment, reminders (gắn vào hồ sơ).

::

    ON_CLUB = OnRecord(model=LegalClub, visible=visible_to)

is a part of a room; a register takes it as one argument. ``queries.hanging`` reads what hangs on one record,
``doing.ACTS`` are what people do there with its forms, ``records/parts`` has a template for each. The model has
``unit`` and, unless ``address`` says it, ``get_absolute_url``; its room says the rule of right over it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from thuongton.people.models import Hat, Unit, User
from thuongton.people.scopes import Right, over_unit, worn, writing_unit
from thuongton.records.models import RecordAssignment, RecordComment
from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class HangingTable:
    """Where rows that hang on records stand: ``key`` is their column of the record («task»); "" in a shared table."""

    model: type[Model]
    key: str = ""

    def naming(self, record: Model) -> Mapping[str, Any]:
        """The columns by which a row names its record."""
        return {self.key: record} if self.key else {"kind": record._meta.label_lower, "record": record.pk}


def side_of(user: User, record: Any) -> Unit:
    """The unit for which the hat worn writes on a record: that of the record when it is in scope, else its own.

    Raises PermissionDenied for a hat that only reads.
    """
    own = writing_unit(user)
    hat = worn(user)
    if own is None or hat is None or hat.scope is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    unit: Unit = record.unit if hat.scope.covers(record.unit) else own
    return unit


def _in_scope(user: User, record: Any) -> bool:
    return Right.READ in over_unit(user, record.unit)


def _covers(hat: Hat, record: Any) -> bool:
    return hat.scope is not None and hat.scope.covers(record.unit)


def _nothing(user: User, record: Any) -> Q:
    return Q(pk__in=[])


def _own_address(record: Any) -> str:
    return str(record.get_absolute_url())


def _open(record: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class OnRecord:
    """The declaration. ``visible(user)`` are the records one may see, ``address(record)`` the page of one.

    ``speak`` is the right needed to say something, ``give`` that to assign and to set reminders; ``side`` the unit one
    writes for. ``whole(user, record)`` says who reads everything that is said; others read what their own unit said,
    where they are named, and ``besides``. ``reads(hat, record)`` says who may be told of it by being named.
    ``takes(record)`` is false for a record on which nothing is put (a secret paper). ``commented``, ``given`` and
    ``ended`` are codes of acts of the trail.
    """

    model: type[Model]
    visible: Callable[[User], QuerySet[Any]]
    address: Callable[[Any], str] = _own_address
    speak: Right = Right.ACT
    give: Right = Right.PART
    side: Callable[[User, Any], Unit] = side_of
    whole: Callable[[User, Any], bool] = _in_scope
    besides: Callable[[User, Any], Q] = _nothing
    reads: Callable[[Hat, Any], bool] = _covers
    takes: Callable[[Any], bool] = _open
    comments: HangingTable = HangingTable(RecordComment)
    assignments: HangingTable = HangingTable(RecordAssignment)
    commented: str = "records.commented"
    assigned: str = "records.assigned"
    ended: str = "records.assignment-ended"

    @property
    def kind(self) -> str:
        """The name of the model, by which rows of shared tables name their record."""
        return self.model._meta.label_lower


@cache
def declared() -> Mapping[str, OnRecord]:
    """Every declaration of the house by the name of its model."""
    return {one.kind: one for one in given(OnRecord)}


def on_of(record: Model) -> OnRecord:
    """The declaration of the kind of a record. Raises LookupError when its room has none."""
    return declared()[record._meta.label_lower]
