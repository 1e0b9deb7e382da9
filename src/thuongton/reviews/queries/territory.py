"""In which territory acts hold on a day: the old unit of each issuer and the unit it belongs to by then, set by set."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuongton.law.models import LegalAct
from thuongton.law.rules import rule_on
from thuongton.law.territory import merged_on
from thuongton.people.models import Succession
from thuongton.reviews.issuing_units import LocalIssuer, issuing_unit, unit_key
from thuongton.reviews.territory import Territories, UnitStep
from vanban.places import Named, province_named, provinces
from vanban.text import fold

UNIT = "u:"


@dataclass(frozen=True, slots=True)
class ActTerritory:
    """Where an act holds: ``place`` is the key of the unit that issued it, ``unit`` its name, ``into`` the names of the
    units that it can belong to on the day, ``now`` the key of the one where one is sure, else "".

    ``province`` is the folded name of the province of today, "" unknown. ``names`` are the names of both. ``merged``:
    the unit was another one by the day, so that the act holds in its old territory; ``sentence`` says so.
    """

    place: str
    unit: str
    into: tuple[str, ...]
    now: str
    province: str = ""
    merged: bool = False
    sentence: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its own places."""
        return (self.unit, *self.into)

    @property
    def sure(self) -> bool:
        """Whether the unit of the day is told."""
        return bool(self.now)


class TerritoryMap:
    """The provinces as published and the successions of the units of this house, read once."""

    def __init__(self) -> None:
        steps: list[UnitStep[str]] = []
        self.named: dict[str, str] = {}
        self.keyed: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        rows = Succession.objects.select_related("predecessor__parent", "successor__parent")
        for row in rows:
            for unit in (row.predecessor, row.successor):
                key = f"{UNIT}{unit.pk}"
                if key not in self.named:
                    self.named[key] = unit.name
                    above = unit_key(unit.parent.name) if unit.parent is not None else ""
                    self.keyed[unit_key(unit.name)].append((key, (above,) if above else ()))
            steps.append(UnitStep(f"{UNIT}{row.predecessor_id}", f"{UNIT}{row.successor_id}", row.on, row.basis))
        for one in provinces():
            self.named[_province_key(one)] = one.whole
            into = province_named(one.into) if one.into else None
            if one.ended is not None and into is not None:
                steps.append(UnitStep(_province_key(one), _province_key(into), one.ended + dt.timedelta(days=1)))
        self.steps = Territories(steps)

    def of(self, issuer: str, issued: dt.date | None, day: dt.date, number: str = "") -> ActTerritory | None:
        """Where an act of an issuer and day of issue holds on a day; None for an issuer that is no unit."""
        told = issuing_unit(issuer)
        if told is None:
            return None
        if told.is_province and told.province is not None:
            return self._of_province(told.province, issued, day, number)
        keys = self._found(told)
        if not keys:
            key = ", ".join((told.key, *told.above))
            return ActTerritory(key, _said(issuer), (), key, _province_now(told.province, day))
        if len(keys) > 1:
            names = tuple(self.named[key] for key in keys)
            said = _("Không xác định: có %(number)s đơn vị tên «%(unit)s»; tên cơ quan ban hành không nói đơn vị nào.")
            said %= {"number": len(keys), "unit": names[0]}
            return ActTerritory(", ".join((told.key, *told.above)), names[0], names, "", merged=True, sentence=said)
        return self._of_unit(keys[0], told, issued, day, number)

    def _found(self, told: LocalIssuer) -> list[str]:
        """The units of a name, but those that stand under another unit of the same kind than the issuer names; of
        several, those under what is named above it."""
        same = [one for one in self.keyed.get(told.key, []) if not _elsewhere(one[1], told.above)]
        near = [one for one in same if set(one[1]) & set(told.above)]
        return [key for key, _above in near or same]

    def _of_unit(self, key: str, told: LocalIssuer, issued: dt.date | None, day: dt.date, number: str) -> ActTerritory:
        within = self.steps.on(key, day, issued)
        names = tuple(self.named[one] for one in within.units)
        province = _province_now(told.province, day)
        if within.units == (key,):
            return ActTerritory(key, self.named[key], names, key, province)
        if within.sure:
            said = _says(number, self.named[key], names[0], day)
            return ActTerritory(key, self.named[key], names, within.units[0], province, True, said)
        return ActTerritory(key, self.named[key], names, "", province, True, _divided(self.named[key], names))

    def _of_province(self, one: Named, issued: dt.date | None, day: dt.date, number: str) -> ActTerritory:
        key = _province_key(one)
        within = self.steps.on(key, day, issued)
        merger = merged_on(one)
        merged = merger is not None and day >= merger[0] and (issued is None or issued < merger[0])
        names = tuple(self.named[end] for end in within.units)
        said = _says(number, one.whole, names[0], day) if merged and within.sure else ""
        return ActTerritory(
            key, one.whole, names, within.units[0] if within.sure else "", _province_now(one, day), merged, said
        )


def _elsewhere(mine: tuple[str, ...], named: tuple[str, ...]) -> bool:
    kinds = {one.split(" ")[0] for one in mine} & {one.split(" ")[0] for one in named}
    return bool(kinds) and not set(mine) & set(named)


def territories_of(acts: Iterable[LegalAct], day: dt.date) -> dict[int, ActTerritory]:
    """Where each of some acts holds on a day, by row, in one statement; acts of no local unit are left out."""
    known = TerritoryMap()
    found = {}
    for act in acts:
        told = known.of(act.issuer, act.issued_on or act.told_issued_on, day, act.number)
        if told is not None:
            found[act.pk] = told
    return found


def _says(number: str, unit: str, into: str, day: dt.date) -> str:
    rule = rule_on("old-territory", day)
    said = _("%(number)s còn hiệu lực trong địa bàn %(unit)s cũ, nay thuộc %(into)s, cho đến khi được thay thế") % {
        "number": number or _("Văn bản"), "unit": unit, "into": into,
    }  # fmt: skip
    return f"{said} ({rule.cited})." if rule is not None else f"{said}."


def _divided(unit: str, names: tuple[str, ...]) -> str:
    if not names:
        return _("Không xác định: các lần sắp xếp của %(unit)s nối nhau thành vòng; xem lại sổ đơn vị.") % {
            "unit": unit
        }
    return _("Không xác định: %(unit)s được chia về %(into)s; sổ đơn vị không nói phần nào thuộc đâu.") % {
        "unit": unit, "into": ", ".join(names),
    }  # fmt: skip


def _province_key(one: Named) -> str:
    return f"p:{fold(one.whole)}"


def _province_now(one: Named | None, day: dt.date) -> str:
    """The folded name of the province that a province is on a day."""
    seen = 0
    while one is not None and one.ended is not None and day > one.ended and one.into and seen < len(provinces()):
        one, seen = province_named(one.into), seen + 1
    return fold(one.name) if one is not None else ""


def _said(issuer: str) -> str:
    """The words of the unit in the name of an issuer, as printed."""
    words = issuer.split(",")[0].split()
    at = next((at for at in range(len(words)) if unit_key(" ".join(words[at:]))), 0)
    return " ".join(words[at:])
