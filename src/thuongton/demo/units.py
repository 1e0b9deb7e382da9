"""The demonstration's units and accounts, made through the services."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from thuongton.audit.services import recording
from thuongton.people.models import Unit, UnitKind, User
from thuongton.people.services import add_unit, add_user, give_hat, succeed

PASSWORD = "thuong-ton-2026"  # noqa: S105 - printed by the command; the site listens on this machine only


def read_units() -> dict[str, Any]:
    """The units and accounts as data."""
    return tomllib.loads(files("thuongton.demo").joinpath("units.toml").read_text("utf-8"))


def make_units(data: dict[str, Any]) -> dict[str, Unit]:
    """Make all units; returns them by path of names («Hà Tĩnh/Sở Tư pháp»)."""
    made: dict[str, Unit] = {}
    with recording(None, "Nạp danh mục đơn vị mẫu") as note:
        for names, word in ((data["cities"], "Thành phố"), (data["provinces"], "Tỉnh")):
            for name in names:
                made[name] = add_unit(
                    None,
                    None,
                    name=f"{word} {name}",
                    kind=UnitKind.PROVINCE,
                    short_name=name,
                    identifier=data["identifiers"].get(name),
                )
        for former in data["former"]:
            old = add_unit(None, None, name=former["name"], kind=UnitKind.PROVINCE)
            succeed(None, old, made[former["successor"]], on=former["on"], basis=former["basis"])
        for province, names in data["departments"].items():
            for name in names:
                made[f"{province}/{name}"] = add_unit(None, made[province], name=name, kind=UnitKind.DEPARTMENT)
        for commune in data["communes"]:
            key = f"{commune['province']}/{commune['name']}"
            made[key] = add_unit(None, made[commune["province"]], name=commune["name"], kind=UnitKind.COMMUNE)
            for name in commune["offices"]:
                made[f"{key}/{name}"] = add_unit(None, made[key], name=name, kind=UnitKind.OFFICE)
        note.subject = made["Hà Tĩnh"]
    return made


def make_accounts(data: dict[str, Any], units: dict[str, Unit]) -> dict[str, User]:
    """Make the demonstration accounts with their hats; returns them by account name."""
    people: dict[str, User] = {}
    with recording(None, "Nạp tài khoản mẫu") as note:
        for account in data["accounts"]:
            user = add_user(None, None, username=account["username"], full_name=account["full_name"], password=PASSWORD)
            for hat in account["hats"]:
                unit = units.get(hat.get("unit", ""))
                give_hat(
                    None,
                    user,
                    hat["role"],
                    unit=unit,
                    scope=units.get(hat.get("scope", ""), unit),
                    title=hat.get("title", ""),
                )
            people[user.username] = user
        note.subject = units["Hà Tĩnh"]
    return people
