"""Small worlds for tests: units, people and hats made through the services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thuongton.people.models import Hat, Role, Unit, User
from thuongton.people.services import add_unit, add_user, give_hat
from thuongton.plans.taking_in.read_task import ReadTask

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
    province = add_unit(None, None, name="Tỉnh Thử", kind="province", identifier="H90")
    far = add_unit(None, None, name="Tỉnh Xa", kind="province", identifier="H91")
    commune = add_unit(None, province, name="Xã Một", kind="commune")
    return World(
        province=province,
        justice=add_unit(None, province, name="Sở Tư pháp", kind="department"),
        finance=add_unit(None, province, name="Sở Tài chính", kind="department"),
        commune=commune,
        other_commune=add_unit(None, province, name="Xã Hai", kind="commune"),
        office=add_unit(None, commune, name="Văn phòng HĐND và UBND xã", kind="office"),
        far_province=far,
        far_commune=add_unit(None, far, name="Xã Xa", kind="commune"),
    )


def person(name: str, role: str, unit: Unit | None, scope: Unit | None = None) -> User:
    """A person wearing one hat; the account name is ``name``."""
    user = add_user(None, None, username=name, full_name=name.title(), password=PASSWORD)
    hat: Hat = give_hat(None, user, role, unit=unit, scope=scope)
    user.hat = hat
    return user


def officer(unit: Unit, name: str = "cong-chuc") -> User:
    """An officer of a unit."""
    return person(name, Role.OFFICER, unit)


def read_task(code: str, title: str, **more: Any) -> ReadTask:
    """A task as the machine read it: fields as their JSON holds them, nothing where they are left out."""
    return ReadTask.from_dict({"code": code, "title": title, **more})
