"""Small worlds for tests: units, people and hats made through the services."""

from __future__ import annotations

from dataclasses import dataclass

from thuongton.people.models import Hat, Role, Unit, User
from thuongton.people.services import add_unit, add_user, give_hat

PASSWORD = "mat-khau-thu-nghiem-1"


@dataclass(frozen=True)
class World:
    """Two provinces; the first with two departments, two communes and an office of the first commune."""

    province: Unit
    justice: Unit
    finance: Unit
    commune: Unit
    other_commune: Unit
    office: Unit
    far_province: Unit
    far_commune: Unit


def make_world() -> World:
    """The units of :class:`World`."""
    province = add_unit(name="Tỉnh Thử", kind="province", identifier="H90")
    far = add_unit(name="Tỉnh Xa", kind="province", identifier="H91")
    commune = add_unit(name="Xã Một", kind="commune", parent=province)
    return World(
        province=province,
        justice=add_unit(name="Sở Tư pháp", kind="department", parent=province),
        finance=add_unit(name="Sở Tài chính", kind="department", parent=province),
        commune=commune,
        other_commune=add_unit(name="Xã Hai", kind="commune", parent=province),
        office=add_unit(name="Văn phòng HĐND và UBND xã", kind="office", parent=commune),
        far_province=far,
        far_commune=add_unit(name="Xã Xa", kind="commune", parent=far),
    )


def person(name: str, role: str, unit: Unit | None, scope: Unit | None = None) -> User:
    """A person wearing one hat; the account name is ``name``."""
    user = add_user(username=name, full_name=name.title(), password=PASSWORD)
    hat: Hat = give_hat(user=user, role=role, unit=unit, scope=scope)
    user.hat = hat
    return user


def officer(unit: Unit, name: str = "cong-chuc") -> User:
    """An officer of a unit."""
    return person(name, Role.OFFICER, unit)
