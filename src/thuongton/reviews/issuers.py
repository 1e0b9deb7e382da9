"""Which unit of the installation answers for what an issuer issued (cơ quan ban hành → đơn vị rà soát): pure.

An issuer is known by its name, with or without the body («Ủy ban nhân dân tỉnh …»), by another name that an office has
told, or as a province that was merged. A unit that was merged or divided hands its documents to those that took over;
where the names do not tell one unit, none is guessed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from thuongton.law.territory import merged_on, province_of
from thuongton.reviews.grounds import BodyChanged, answering_departments
from thuongton.web.dates import day_words
from vanban.places import Named, province_named
from vanban.text import fold, join_lines

PROVINCE, DEPARTMENT = "province", "department"
TOOK_OVER = "{old} được sắp xếp thành {new} từ ngày {day}{basis}."
TOOK_IN = "{new} tiếp nhận {old} từ ngày {day}{basis}."
ENDED = "{old} không còn từ ngày {day}."
_BODY = re.compile(
    r"^(?:(?:chu tich|thuong truc|tt)\s+)?(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\s+(?P<place>.+)$"
)
_CITY = re.compile(r"^(?:tp\.?\s*|t\.p\.?\s*)")
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class IssuingUnit:
    """A unit of the installation: its kind, name, place in the tree, first and last day."""

    pk: int
    kind: str
    name: str
    path: str
    begins: dt.date | None = None
    ended: dt.date | None = None

    def stands(self, day: dt.date) -> bool:
        """Whether it is there on a day."""
        return (self.begins is None or self.begins <= day) and (self.ended is None or day <= self.ended)

    @property
    def above(self) -> list[int]:
        """The units above it, the nearest first."""
        return [int(one) for one in reversed(self.path.strip("/").split("/")[:-1]) if one]


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A unit that took over from another since a day (sắp xếp, sáp nhập, chia)."""

    old: int
    new: int
    on: dt.date
    basis: str = ""


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """An issuer as the installation knows it: ``unit`` that issued (None: a province that is no unit here), ``heirs``
    that have its documents today, ``answering`` units that review them, what changed of it since."""

    unit: int | None
    heirs: tuple[int, ...]
    answering: tuple[int, ...]
    changes: tuple[BodyChanged, ...] = ()


class IssuingBodies:
    """The issuers of an installation on a day: asked by name, answered once for each."""

    def __init__(
        self,
        units: Iterable[IssuingUnit],
        taken_over: Iterable[TakenOver],
        called: Mapping[str, Iterable[int]],
        day: dt.date,
    ) -> None:
        """``called``: the units that offices mean by another name, by the folded name."""
        self.units = {one.pk: one for one in units}
        self.day = day
        self._named: dict[str, list[IssuingUnit]] = defaultdict(list)
        for one in self.units.values():
            self._named[fold(one.name)].append(one)
        self._called = {key: set(rows) for key, rows in called.items()}
        self._out: dict[int, list[TakenOver]] = defaultdict(list)
        self._into: dict[int, list[TakenOver]] = defaultdict(list)
        for hop in taken_over:
            if hop.on <= day and hop.old in self.units and hop.new in self.units:
                self._out[hop.old].append(hop)
                self._into[hop.new].append(hop)
        self._asked: dict[tuple[str, bool], IssuingBody | None] = {}

    def of(self, issuer: str, issued: dt.date | None = None) -> IssuingBody | None:
        """The body that an issuer of a document is; None where the installation does not know it.

        ``issued`` tells a province of today from a town that bore the same name before.
        """
        province = province_of(issuer)
        early = bool(issued and province and province.begins and issued < province.begins)
        key = fold(join_lines(issuer)), early
        if key not in self._asked:
            self._asked[key] = None if early else self._found(key[0], issuer, province)
        return self._asked[key]

    def family(self, issuer: str) -> frozenset[int]:
        """The roots of what an issuer belongs to: documents of two issuers without a common one are strangers."""
        body = self.of(issuer)
        if body is None:
            return frozenset()
        return frozenset(int(self.units[pk].path.strip("/").split("/")[0]) for pk in body.heirs)

    def _found(self, folded: str, issuer: str, province: Named | None) -> IssuingBody | None:
        unit = self._unit(folded)
        if unit is not None:
            heirs = self._heirs(unit.pk)
            changes = tuple(self._changes(unit, issuer, province))
            return IssuingBody(unit.pk, heirs, self._answering(heirs), changes) if heirs else None
        if province is None:
            return None
        merged = merged_on(province)
        into = self._named.get(fold(merged[1].whole), []) if merged is not None else []
        if len(into) != 1:
            return None
        heirs = self._heirs(into[0].pk)
        return IssuingBody(None, heirs, self._answering(heirs), tuple(self._of_province(province, issuer)))

    def _unit(self, folded: str) -> IssuingUnit | None:
        told = self._called.get(folded, set())
        if len(told) == 1:
            return self.units.get(next(iter(told)))
        match = _BODY.match(folded)
        place, *around = [part.strip() for part in re.split(r",| - ", match["place"] if match else folded) if part]
        place = _CITY.sub("thanh pho ", place)
        found = self._named.get(place, [])
        if match is None:
            found = [one for one in found if one.kind not in (PROVINCE,)] or self._with_parent(place)
        if len(found) > 1 and around:
            wanted = {_CITY.sub("thanh pho ", one) for one in around}
            found = [one for one in found if wanted & {fold(self.units[pk].name) for pk in one.above}]
        return found[0] if len(found) == 1 else None

    def _with_parent(self, words: str) -> list[IssuingUnit]:
        """Units called with the name of what stands above them: «Sở Tư pháp tỉnh Hà Tĩnh»."""
        return [
            one for one in self.units.values()
            if one.above and words == f"{fold(one.name)} {fold(self.units[one.above[0]].name)}"
        ]  # fmt: skip

    def _heirs(self, unit: int, seen: frozenset[int] = frozenset()) -> tuple[int, ...]:
        """Who has the documents of a unit today: itself, those that took over, else the nearest standing above it."""
        if unit in seen:
            return ()
        if out := self._out.get(unit):
            found = [pk for hop in out for pk in self._heirs(hop.new, seen | {unit})]
            return tuple(sorted(dict.fromkeys(found)))
        one = self.units[unit]
        if one.stands(self.day):
            return (unit,)
        above = (self.units[pk] for pk in one.above if pk in self.units)
        return next(((up.pk,) for up in above if up.stands(self.day)), ())

    def _answering(self, heirs: Iterable[int]) -> tuple[int, ...]:
        """Who reviews what some units have: of a province its department for that, where it has one alone."""
        return tuple(dict.fromkeys(self._desk(self.units[pk]) for pk in heirs))

    def _desk(self, unit: IssuingUnit) -> int:
        if unit.kind != PROVINCE:
            return unit.pk
        for name in answering_departments():
            found = [
                one.pk for one in self._named.get(fold(name), [])
                if one.kind == DEPARTMENT and one.path.startswith(unit.path) and one.stands(self.day)
            ]  # fmt: skip
            if len(found) == 1:
                return found[0]
        return unit.pk

    def _changes(self, unit: IssuingUnit, issuer: str, province: Named | None) -> Iterator[BodyChanged]:
        days: set[dt.date] = set()
        seen, line = {unit.pk}, [unit.pk]
        while line:
            here = line.pop(0)
            for on, hops in _by_day(self._out.get(here, [])):
                days.add(on)
                new = ", ".join(self.units[hop.new].name for hop in hops)
                words = TOOK_OVER.format(old=self.units[here].name, new=new, day=day_words(on), basis=_basis(hops))
                yield BodyChanged(f"unit:{here}:{on}", issuer, words, on)
                line += [hop.new for hop in hops if hop.new not in seen]
                seen |= {hop.new for hop in hops}
        for on, hops in _by_day(self._into.get(unit.pk, [])):
            days.add(on)
            old = ", ".join(self.units[hop.old].name for hop in hops)
            words = TOOK_IN.format(new=unit.name, old=old, day=day_words(on), basis=_basis(hops))
            yield BodyChanged(f"into:{unit.pk}:{on}", issuer, words, on)
        if not days and unit.ended is not None and unit.ended < self.day:
            since = unit.ended + _DAY
            days.add(since)
            yield BodyChanged(f"ended:{unit.pk}", issuer, ENDED.format(old=unit.name, day=day_words(since)), since)
        if unit.kind == PROVINCE:
            province = province or province_named(re.sub(r"^(tỉnh|thành phố)\s+", "", unit.name, flags=re.IGNORECASE))
            if province is not None:
                yield from (one for one in self._of_province(province, issuer) if one.since not in days)

    def _of_province(self, province: Named, issuer: str) -> Iterator[BodyChanged]:
        merged = merged_on(province)
        if merged is None or merged[0] > self.day:
            return
        since, into = merged
        told = TOOK_OVER if fold(into.name) != fold(province.name) else TOOK_IN
        old = province.whole if told is TOOK_OVER else "địa bàn của tỉnh, thành phố khác"
        words = told.format(old=old, new=into.whole, day=day_words(since), basis="")
        yield BodyChanged(f"province:{fold(province.name)}:{since}", issuer, words[:1].upper() + words[1:], since)


def _by_day(hops: Iterable[TakenOver]) -> list[tuple[dt.date, list[TakenOver]]]:
    found: dict[dt.date, list[TakenOver]] = defaultdict(list)
    for hop in hops:
        found[hop.on].append(hop)
    return [(on, sorted(found[on], key=lambda hop: (hop.old, hop.new))) for on in sorted(found)]


def _basis(hops: Iterable[TakenOver]) -> str:
    told = list(dict.fromkeys(hop.basis for hop in hops if hop.basis))
    return f" ({'; '.join(told)})" if told else ""
