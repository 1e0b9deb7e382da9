"""Other names of units (tên gọi khác): how papers of some offices call a unit, told once and kept."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import recording
from thuongton.people.models import Unit, UnitAlias, User
from thuongton.people.scopes import Right, demand, holds
from thuongton.people.signals import alias_added
from vanban.text import fold, join_lines


def _demand(user: User | None, scope: Unit) -> None:
    """A name holds for the papers of ``scope``: whoever writes there, or administers it, says so."""
    if not holds(user, scope, Right.ADMINISTER):
        demand(user, scope)


def add_alias(user: User | None, unit: Unit, name: str, *, scope: Unit) -> UnitAlias:
    """Say that papers of ``scope`` and the units below it mean ``unit`` when they write ``name``.

    What was read before with that name is recognised too (``signals.alias_added``). Saying it again for another unit
    replaces the answer. Raises ValidationError with a sentence.
    """
    _demand(user, scope)
    name = join_lines(name)[:300]
    if not name:
        raise ValidationError(_("Ghi tên gọi khác của đơn vị."))
    if unit.root_id != scope.root_id:
        raise ValidationError(_("Chỉ chọn đơn vị của cùng tỉnh, cùng hệ thống."))
    with recording(user, gettext_noop("Ghi tên gọi khác của đơn vị"), unit, unit=scope):
        Unit.objects.select_for_update().get(pk=scope.pk)
        UnitAlias.objects.filter(scope=scope, key=fold(name)).exclude(unit=unit).delete()
        alias, _made = UnitAlias.objects.get_or_create(
            scope=scope, key=fold(name), defaults={"unit": unit, "name": name, "by": user}
        )
        alias_added.send(sender=UnitAlias, alias=alias)
    return alias


def remove_alias(user: User | None, alias: UnitAlias) -> None:
    """Forget a name; what was recognised by it stays until it is corrected."""
    _demand(user, alias.scope)
    with recording(user, gettext_noop("Bỏ tên gọi khác của đơn vị"), alias.unit, unit=alias.scope):
        alias.delete()
