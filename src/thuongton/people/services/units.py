"""Every write of units: added, changed, ended, succeeded, imported."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.csv_import import ImportPlan, RowOutcome, UnitRow, parse_rows, plan_rows, rows_apart
from thuongton.people.models import Succession, Unit, User
from thuongton.people.queries import known_units
from thuongton.people.services.rights import demand_administrator
from thuongton.web.forms.marks import Seen
from vanban.text import fold


def place_unit(unit: Unit) -> None:
    """Check a new or changed unit and bring its search text and path up to date."""
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise ValidationError({"valid_to": _("Ngày hết hiệu lực đứng trước ngày bắt đầu; hãy xem lại hai ngày.")})
    unit.search = fold(f"{unit.name} {unit.short_name} {unit.identifier or ''}")
    unit.full_clean(exclude=["path"])


def add_unit(
    user: User | None,
    parent: Unit | None,
    *,
    name: str,
    kind: str,
    short_name: str = "",
    identifier: str | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
) -> Unit:
    """Add a unit below ``parent`` and set its path. Raises ValidationError with a sentence on a bad identifier."""
    demand_administrator(user, parent)
    with recording(user, "Thêm đơn vị") as note:
        unit = Unit(
            name=name,
            kind=kind,
            parent=parent,
            short_name=short_name,
            identifier=identifier or None,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        place_unit(unit)
        unit.save()
        unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
        unit.save(update_fields=["path"])
        note.subject = unit
    return unit


def edit_unit(
    user: User | None,
    unit: Unit,
    *,
    name: str,
    kind: str,
    short_name: str = "",
    identifier: str | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    reason: str = "",
    seen: Seen | None = None,
) -> Unit:
    """Change the facts of a unit; its place in the tree stays. Raises ValidationError with a sentence a field.

    ``seen`` is the mark of what the person saw of it.
    """
    demand_administrator(user, unit)
    with recording(user, "Sửa đơn vị", unit, reason=reason):
        _demand_seen(unit, seen)
        unit.name, unit.kind, unit.short_name = name, kind, short_name
        unit.identifier, unit.valid_from, unit.valid_to = identifier or None, valid_from, valid_to
        place_unit(unit)
        unit.save()
    return unit


def _demand_seen(unit: Unit, seen: Seen | None) -> None:
    """Lock the unit; refuse when it does not stand as the person saw it."""
    now = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if seen is not None:
        seen.demand(now)


def end_unit(user: User | None, unit: Unit, *, on: dt.date, reason: str, seen: Seen | None = None) -> None:
    """End a unit (kết thúc hoạt động) after the day ``on``; it stays in the tree with all its records.

    ``seen`` is the mark of the days the person saw.
    """
    demand_administrator(user, unit)
    if unit.valid_from and on < unit.valid_from:
        raise ValidationError(_("Ngày kết thúc đứng trước ngày bắt đầu của đơn vị; hãy xem lại ngày."))
    with recording(user, "Kết thúc đơn vị", unit, reason=reason):
        _demand_seen(unit, seen)
        unit.valid_to = on
        unit.save(update_fields=["valid_to"])


def succeed(
    user: User | None,
    predecessor: Unit,
    successor: Unit,
    *,
    on: dt.date,
    basis: str = "",
    seen: Seen | None = None,
) -> Succession:
    """Record that ``successor`` takes over from ``predecessor`` on a day; the old unit ends the day before."""
    demand_administrator(user, predecessor)
    demand_administrator(user, successor)
    if predecessor.pk == successor.pk:
        raise ValidationError(_("Một đơn vị không thể kế thừa chính nó."))
    if predecessor.valid_from and on <= predecessor.valid_from:
        raise ValidationError(_("Ngày sắp xếp đứng trước ngày đơn vị cũ bắt đầu; hãy xem lại ngày."))
    if Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise ValidationError(_("Việc kế thừa giữa hai đơn vị này đã được ghi."))
    if Succession.objects.filter(predecessor=successor, successor=predecessor).exists():
        raise ValidationError(_("Hai đơn vị không thể kế thừa lẫn nhau."))
    with recording(user, "Ghi nhận sắp xếp đơn vị", predecessor, reason=basis):
        _demand_seen(predecessor, seen)
        predecessor.valid_to = on - dt.timedelta(days=1)
        predecessor.save(update_fields=["valid_to"])
        return Succession.objects.create(predecessor=predecessor, successor=successor, on=on, basis=basis)


def import_units(user: User | None, data: bytes | str, *, name: str = "", dry_run: bool = False) -> ImportPlan:
    """Plan a CSV file of units, and unless ``dry_run`` or any row is faulty, do it all in one transaction.

    Raises :class:`~thuongton.people.csv_import.UnreadableTable` when the file as a whole cannot be used.
    """
    if user is not None:
        demand_administrator(user, user.hat.scope if user.hat else None)
    rows = rows_apart(data) if isinstance(data, bytes) else parse_rows(data)
    if dry_run:
        return plan_rows(rows, known_units(user), may_add_roots=user is None)
    place = user.hat.scope if user is not None and user.hat else None
    with recording(user, "Nhập đơn vị từ tệp", place, reason=name):
        plan = plan_rows(rows, known_units(user), may_add_roots=user is None)
        if not plan.faulty:
            _apply(plan)
    return plan


def _apply(plan: ImportPlan) -> None:
    changed = {row.unit: row.row for row in plan.of(RowOutcome.CHANGE) if row.unit is not None}
    for unit in Unit.objects.filter(pk__in=list(changed)):
        _fill(unit, changed[unit.pk]).save()
    made: dict[str, Unit] = {}
    added = plan.of(RowOutcome.ADD)
    for level in sorted({row.level for row in added}):
        units = []
        for row in (row for row in added if row.level == level):
            parent = made[row.row.parent].pk if level else row.parent_unit
            units.append(_fill(Unit(parent_id=parent), row.row))
        for unit in Unit.objects.bulk_create(units, batch_size=500):
            made[str(unit.identifier)] = unit
        above = Unit.objects.filter(pk=OuterRef("parent_id")).values("path")
        Unit.objects.filter(path="").update(
            path=Concat(Coalesce(Subquery(above), Value("/")), Cast("pk", CharField()), Value("/"))
        )


def _fill(unit: Unit, row: UnitRow) -> Unit:
    unit.identifier, unit.name, unit.kind, unit.short_name = row.identifier, row.name, row.kind, row.short_name
    unit.valid_from, unit.valid_to = row.valid_from, row.valid_to
    unit.search = fold(f"{unit.name} {unit.short_name} {unit.identifier}")
    return unit
