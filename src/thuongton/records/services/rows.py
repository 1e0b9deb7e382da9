"""Every write of a record of a register: the right is asked, what was seen is held, the trail says what was done.

A record that is removed can be put back for some minutes as it was, with what hung on it, under its own number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand
from thuongton.records.models import SHARED
from thuongton.records.queries import hung_on, rests_on
from thuongton.web.forms.marks import Seen

Row = TypeVar("Row", bound=Model)
PUT_BACK = "records.put-back"


def add(user: User | None, row: Row, act: str, values: Mapping[str, Any]) -> Row:
    """Put a new record into a register. Raises ValidationError when its own rules refuse it."""
    demand(user, row)
    return _written(user, row, act, values)


def change(user: User | None, row: Row, act: str, values: Mapping[str, Any], *, seen: Seen) -> Row:
    """Correct a record under lock. Raises ``ChangedMeanwhile`` when somebody else was quicker."""
    demand(user, row)
    with recording(user, act, row) as note:
        locked = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        seen.demand(locked)
        note.subject = locked
        return _filled(locked, values)


def remove(user: User | None, row: Model, act: str, reason: str, *, right: Right = Right.ACT) -> str:
    """Take a record out of its register, with the reason and what hangs on it; returns what :func:`put_back` needs.

    Raises ValidationError without a reason, and while rows of other tables name the record.
    """
    demand(user, row, right)
    if not reason.strip():
        raise ValidationError({"reason": _("Hãy ghi lý do xoá; lý do được giữ trong nhật ký.")})
    with recording(user, act, row, reason=reason.strip()):
        locked = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        resting = rests_on(locked)
        if resting:
            raise ValidationError(_("Còn %(what)s gắn với hồ sơ này nên không xoá được.") % {"what": resting})
        gone = [locked, *hung_on(locked)]
        kept = serializers.serialize("json", gone)
        for each in reversed(gone):
            each.delete()
    return kept


def let_go(model: type[Model], keys: Iterable[int]) -> None:
    """Take what hangs on records in the shared tables along, before a service of their room deletes them."""
    for table in SHARED:
        table.objects.filter(kind=model._meta.label_lower, record__in=list(keys)).delete()


def put_back(user: User | None, kept: str, *, right: Right = Right.ACT) -> Model:
    """Put a removed record back under its number, with what hung on it. Raises ValidationError when its place is taken
    or something it names is gone."""
    rows = list(serializers.deserialize("json", kept))
    record: Model = rows[0].object
    demand(user, record, right)
    with recording(user, PUT_BACK, record):
        for row in rows:
            row.object.full_clean()
            row.save()
    return record


def _written(user: User | None, row: Row, act: str, values: Mapping[str, Any]) -> Row:
    with recording(user, act) as note:
        note.subject = _filled(row, values)
    return row


def _filled(row: Row, values: Mapping[str, Any]) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return row
