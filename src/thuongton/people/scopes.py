"""The one meaning of right: what a hat may do to a row, and ``demand``, which every service asks before it touches one.

Each room registers how the right over its models is worked out, from the row itself and never from what a form says.
A service is given rows, and each row that it writes, ties or shows passes :func:`demand` once.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum
from functools import cache
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.translation import gettext as _

from thuongton.people.models import Hat, Role, Unit, User

DECIDERS = (Role.LEADER, Role.MONITOR)


class Right(IntEnum):
    """Rights over one row. Up to ``DECIDE`` each comes with those before it; the others stand beside them."""

    NONE = 0
    READ = 1
    PART = 2  # writes one's own part of a record that several units share
    ACT = 3  # writes the record
    DECIDE = 4  # decides on it: accepts, grants, cancels
    CORRECT = 8  # corrects what it says, with a reason
    ADMINISTER = 9  # keeps the tree of units and its people


Rights = frozenset[Right]
Rule = Callable[[User, Any], Rights]
Words = Callable[[Any, Right], str]


@cache
def up_to(right: Right) -> Rights:
    """The right with those before it."""
    return frozenset(one for one in Right if one <= min(right, Right.DECIDE)) | {right}


NOTHING = up_to(Right.NONE)

_RULES: dict[type[Model], tuple[Rule, Words | None]] = {}


def register(model: type[Model], rule: Rule, words: Words | None = None) -> None:
    """Say how the rights over rows of a model are worked out; ``words`` gives the sentence of a refusal."""
    _RULES[model] = (rule, words)


def registered() -> frozenset[type[Model]]:
    """The models whose rows can be asked about."""
    return frozenset(_RULES)


def worn(user: User | None) -> Hat | None:
    """The hat a person wears now; None for nobody, for the system (None) and for who has none in force."""
    return user.hat if user is not None and user.is_authenticated else None


def writing_unit(user: User) -> Unit | None:
    """The unit in whose registers the hat worn writes: its own unit when that is in scope, else the scope itself."""
    hat = worn(user)
    if hat is None or hat.scope is None or not hat.writes:
        return None
    return hat.unit if hat.unit is not None and hat.scope.covers(hat.unit) else hat.scope


def over_unit(user: User | None, unit: Unit | None) -> Rights:
    """The rights of the hat worn over what belongs to a unit: the rule of every record that one unit keeps."""
    hat = worn(user)
    if hat is None or hat.scope is None or unit is None or not hat.scope.covers(unit):
        return NOTHING
    if hat.role == Role.ADMINISTRATOR:
        return up_to(Right.READ) | {Right.ADMINISTER}
    if not hat.writes:
        return up_to(Right.READ)
    return up_to(Right.DECIDE if hat.role in DECIDERS else Right.ACT)


def of_unit(path: str = "unit") -> Rule:
    """The rule of records that belong to the unit reached by ``path`` («document.unit»)."""

    def rule(user: User, row: Any) -> Rights:
        return over_unit(user, _reached(row, path))

    return rule


def _reached(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = getattr(row, name) if row is not None else None
    return row


def rights_over(user: User | None, row: Model) -> Rights:
    """Every right of the hat worn over a row. Raises LookupError for a model that no room has registered."""
    known = _RULES.get(type(row))
    if known is None:
        raise LookupError(f"{type(row).__name__} has no rule of right: register one in the rights of its room")
    return known[0](user, row) if user is not None and user.is_authenticated else NOTHING


def holds(user: User | None, row: Model, right: Right = Right.ACT) -> bool:
    """Whether the hat worn has a right over a row; None stands for the system itself, which has them all."""
    return user is None or right in rights_over(user, row)


def demand(user: User | None, row: Model, right: Right = Right.ACT) -> None:
    """Refuse unless the hat worn has a right over a row (None stands for the system itself).

    Raises PermissionDenied with a sentence; of a row that may not be read the sentence tells nothing.
    """
    if holds(user, row, right):
        return
    words = _RULES[type(row)][1]
    raise PermissionDenied(words(row, right) if words is not None else refusal(_place_of(row), right))


def _place_of(row: Model) -> Unit | None:
    return row if isinstance(row, Unit) else getattr(row, "unit", None)


def refusal(unit: Unit | None, right: Right) -> str:
    """The sentence of a refusal for a record of a unit."""
    if right is Right.ADMINISTER:
        return _("Chỉ quản trị viên của đơn vị cấp trên mới được làm việc này.")
    if right is Right.CORRECT and unit is not None:
        return _("Vai trò hiện tại không được sửa kế hoạch của %(unit)s.") % {"unit": unit}
    if right is Right.READ or unit is None:
        return _("Không có hồ sơ này trong phạm vi được xem của vai trò hiện tại.")
    if right is Right.DECIDE:
        return _("Chỉ lãnh đạo hoặc người theo dõi của %(unit)s được quyết định việc này.") % {"unit": unit}
    return _("Vai trò hiện tại không được ghi vào hồ sơ của %(unit)s.") % {"unit": unit}


register(Unit, over_unit)
