"""Every write of units, people and hats; each checks the right and leaves its trace."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.people.csv_import import Act, ImportPlan, UnitRow, parse_rows, plan_rows
from thuongton.people.models import Hat, Notification, Role, Succession, Unit, User
from thuongton.people.passwords import initial_password
from thuongton.people.queries import known_units
from vanban.text import fold


def demand_writer(user: User | None, unit: Unit) -> None:
    """Refuse unless the hat worn may write in ``unit`` (None stands for the system itself)."""
    if user is None:
        return
    hat = user.hat
    if hat is None or hat.scope is None or not hat.writes or not hat.scope.covers(unit):
        raise PermissionDenied(_("Vai trò hiện tại không được ghi vào hồ sơ của %(unit)s.") % {"unit": unit})


def demand_administrator(user: User | None, unit: Unit | None) -> None:
    """Refuse unless the hat worn administers ``unit`` (None stands for the system itself)."""
    if user is None:
        return
    hat = user.hat
    if hat is None or hat.role != Role.ADMINISTRATOR or hat.scope is None or unit is None or not hat.scope.covers(unit):
        raise PermissionDenied(_("Chỉ quản trị viên của đơn vị cấp trên mới được làm việc này."))


def demand_over_person(user: User | None, person: User) -> None:
    """Refuse unless every hat of ``person`` lies within the administrator's scope (None stands for the system itself).

    Whoever resets a password can become that person, so one hat outside the scope is enough to refuse.
    """
    if user is None:
        return
    hat = user.hat
    if hat is None or hat.role != Role.ADMINISTRATOR or hat.scope is None:
        raise PermissionDenied(_("Chỉ quản trị viên mới được làm việc này."))
    hats = list(person.hats.select_related("unit", "scope"))
    reached = [place for worn in hats for place in (worn.unit, worn.scope)]
    if not reached or any(place is None or not hat.scope.covers(place) for place in reached):
        raise PermissionDenied(
            _("%(person)s còn giữ vai trò ngoài phạm vi của anh chị; hãy nhờ quản trị viên cấp trên.")
            % {"person": person}
        )


def place_unit(unit: Unit) -> None:
    """Check a new or changed unit and bring its search text and path up to date."""
    if unit.valid_from and unit.valid_to and unit.valid_to < unit.valid_from:
        raise ValidationError({"valid_to": _("Ngày hết hiệu lực đứng trước ngày bắt đầu; hãy xem lại hai ngày.")})
    unit.search = fold(f"{unit.name} {unit.short_name} {unit.identifier or ''}")
    unit.full_clean(exclude=["path"])


def add_unit(
    *,
    name: str,
    kind: str,
    parent: Unit | None = None,
    short_name: str = "",
    identifier: str | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    by: User | None = None,
) -> Unit:
    """Add a unit below ``parent`` and set its path. Raises ValidationError with a sentence on a bad identifier."""
    demand_administrator(by, parent)
    with recording(by, "Thêm đơn vị") as note:
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
    unit: Unit,
    *,
    name: str,
    kind: str,
    short_name: str = "",
    identifier: str | None = None,
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    reason: str = "",
    by: User | None = None,
) -> Unit:
    """Change the facts of a unit; its place in the tree stays. Raises ValidationError with a sentence a field."""
    demand_administrator(by, unit)
    with recording(by, "Sửa đơn vị", unit, reason=reason):
        unit.name, unit.kind, unit.short_name = name, kind, short_name
        unit.identifier, unit.valid_from, unit.valid_to = identifier or None, valid_from, valid_to
        place_unit(unit)
        unit.save()
    return unit


def end_unit(unit: Unit, *, on: dt.date, reason: str, by: User | None = None) -> None:
    """End a unit (kết thúc hoạt động) after the day ``on``; it stays in the tree with all its records."""
    demand_administrator(by, unit)
    if unit.valid_from and on < unit.valid_from:
        raise ValidationError(_("Ngày kết thúc đứng trước ngày bắt đầu của đơn vị; hãy xem lại ngày."))
    with recording(by, "Kết thúc đơn vị", unit, reason=reason):
        unit.valid_to = on
        unit.save(update_fields=["valid_to"])


def add_user(
    *,
    username: str,
    full_name: str,
    password: str | None,
    email: str = "",
    must_change: bool = False,
    by: User | None = None,
    unit: Unit | None = None,
) -> User:
    """Add a person with an account; without a password nobody can sign in with it. Raises ValidationError."""
    if by is not None:
        demand_administrator(by, unit)
    with recording(by, "Thêm tài khoản", unit=unit) as note:
        user = User(username=username, full_name=full_name, email=email, must_change_password=must_change)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save()
        note.subject = user
    return user


def open_account(
    *, username: str, full_name: str, email: str, role: str, unit: Unit, title: str = "", by: User | None
) -> tuple[User, str]:
    """Add a person with a first hat; returns the account and its initial password, to be changed at first use."""
    password = initial_password()
    with transaction.atomic():
        user = add_user(
            username=username, full_name=full_name, email=email, password=password, must_change=True, by=by, unit=unit
        )
        give_hat(user=user, role=role, unit=unit, title=title, by=by)
    return user, password


def edit_person(person: User, *, full_name: str, email: str, is_active: bool, by: User | None) -> None:
    """Change the name and address of a person, or stop the account (khoá) so that its sessions end."""
    demand_over_person(by, person)
    if by is not None and by.pk == person.pk and not is_active:
        raise ValidationError(_("Không thể tự khoá tài khoản của chính mình."))
    with recording(by, "Sửa tài khoản", person, unit=_place(by, person)):
        person.full_name, person.email, person.is_active = full_name, email, is_active
        person.full_clean(exclude=["password"])
        person.save(update_fields=["full_name", "email", "is_active"])


def reset_password(person: User, *, by: User | None) -> str:
    """Give a new initial password, to be changed at first use; every session of the person ends."""
    demand_over_person(by, person)
    password = initial_password()
    with recording(by, "Cấp lại mật khẩu", person, unit=_place(by, person)):
        person.set_password(password)
        person.must_change_password = True
        person.save(update_fields=["password", "must_change_password"])
    return password


def password_was_changed(person: User) -> None:
    """The person has chosen a password of his or her own."""
    with recording(person, "Đổi mật khẩu", person, unit=_place(person, person)):
        person.must_change_password = False
        person.save(update_fields=["must_change_password"])


def note_security(person: User, action: str) -> None:
    """Leave a trace of a change in how a person signs in (second factor, recovery codes)."""
    with recording(person, action, person, unit=_place(person, person)):
        pass


def _place(by: User | None, person: User) -> Unit | None:
    for who in (by, person):
        if who is not None and who.hat is not None and who.hat.unit is not None:
            return who.hat.unit
    return None


def give_hat(
    *,
    user: User,
    role: str,
    unit: Unit | None = None,
    scope: Unit | None = None,
    title: str = "",
    valid_from: dt.date | None = None,
    valid_to: dt.date | None = None,
    by: User | None = None,
) -> Hat:
    """Give a person a role at a unit, with rights over ``scope`` (the unit itself unless told)."""
    demand_administrator(by, unit)
    if by is not None and scope is not None and not (by.hat and by.hat.scope and by.hat.scope.covers(scope)):
        raise PermissionDenied(_("Không thể giao phạm vi rộng hơn phạm vi của chính mình."))
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError({"valid_to": _("Ngày hết vai trò đứng trước ngày bắt đầu; hãy xem lại hai ngày.")})
    with recording(by, "Giao vai trò", unit=unit) as note:
        hat = Hat(
            user=user, role=role, unit=unit, scope=scope or unit, title=title, valid_from=valid_from, valid_to=valid_to
        )
        hat.full_clean()
        hat.save()
        note.subject = hat
    return hat


def end_hat(hat: Hat, *, by: User | None, on: dt.date | None = None, reason: str = "") -> None:
    """Take a hat away: ``on`` is the first day without it (today unless told)."""
    demand_administrator(by, hat.unit)
    if by is not None and hat.scope is not None and not (by.hat and by.hat.scope and by.hat.scope.covers(hat.scope)):
        raise PermissionDenied(_("Vai trò này có phạm vi rộng hơn phạm vi của anh chị."))
    if by is not None and by.hat is not None and by.hat.pk == hat.pk:
        raise ValidationError(_("Không thể tự thôi vai trò đang dùng; hãy nhờ quản trị viên khác."))
    with recording(by, "Thôi giao vai trò", hat, reason=reason):
        hat.valid_to = (on or timezone.localdate()) - dt.timedelta(days=1)
        hat.save(update_fields=["valid_to"])


def succeed(*, predecessor: Unit, successor: Unit, on: dt.date, basis: str = "", by: User | None = None) -> Succession:
    """Record that ``successor`` takes over from ``predecessor`` on a day; the old unit ends the day before."""
    demand_administrator(by, predecessor)
    demand_administrator(by, successor)
    if predecessor.pk == successor.pk:
        raise ValidationError(_("Một đơn vị không thể kế thừa chính nó."))
    if predecessor.valid_from and on <= predecessor.valid_from:
        raise ValidationError(_("Ngày sắp xếp đứng trước ngày đơn vị cũ bắt đầu; hãy xem lại ngày."))
    if Succession.objects.filter(predecessor=predecessor, successor=successor).exists():
        raise ValidationError(_("Việc kế thừa giữa hai đơn vị này đã được ghi."))
    if Succession.objects.filter(predecessor=successor, successor=predecessor).exists():
        raise ValidationError(_("Hai đơn vị không thể kế thừa lẫn nhau."))
    with recording(by, "Ghi nhận sắp xếp đơn vị", predecessor, reason=basis):
        predecessor.valid_to = on - dt.timedelta(days=1)
        predecessor.save(update_fields=["valid_to"])
        return Succession.objects.create(predecessor=predecessor, successor=successor, on=on, basis=basis)


def import_units(data: bytes | str, *, by: User | None, name: str = "", dry_run: bool = False) -> ImportPlan:
    """Plan a CSV file of units, and unless ``dry_run`` or any row is faulty, do it all in one transaction.

    Raises :class:`~thuongton.people.csv_import.UnreadableTable` when the file as a whole cannot be used.
    """
    if by is not None:
        demand_administrator(by, by.hat.scope if by.hat else None)
    rows = parse_rows(data)
    if dry_run:
        return plan_rows(rows, known_units(by), may_add_roots=by is None)
    place = by.hat.scope if by is not None and by.hat else None
    with recording(by, "Nhập đơn vị từ tệp", place, reason=name):
        plan = plan_rows(rows, known_units(by), may_add_roots=by is None)
        if not plan.faulty:
            _apply(plan)
    return plan


def _apply(plan: ImportPlan) -> None:
    changed = {row.unit: row.row for row in plan.of(Act.CHANGE) if row.unit is not None}
    for unit in Unit.objects.filter(pk__in=list(changed)):
        _fill(unit, changed[unit.pk]).save()
    made: dict[str, Unit] = {}
    added = plan.of(Act.ADD)
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


def notify(user: User, text: str, url: str = "", key: str | None = None) -> Notification:
    """Leave a message for a person; a ``key`` that was used before is not sent twice."""
    if key is None:
        return Notification.objects.create(user=user, text=text[:500], url=url)
    made, _created = Notification.objects.get_or_create(
        key=key, defaults={"user": user, "text": text[:500], "url": url}
    )
    return made


def mark_read(user: User, number: int | None = None) -> int:
    """Mark one's own messages (or only the one with ``number``) as read; returns how many were new."""
    mine = Notification.objects.filter(user=user, read_at__isnull=True)
    if number is not None:
        mine = mine.filter(pk=number)
    return mine.update(read_at=timezone.now())
