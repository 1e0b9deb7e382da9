"""Which known unit a printed name of an agency means; pure, and silent when the name does not settle it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vanban.text import fold

PROVINCE, DEPARTMENT, OFFICE = "province", "department", "office"
COMMUNES = ("commune", "ward", "special_zone")

_MARKS = re.compile(r"[^\w]+")
_LONG_FORMS = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bhdnd\b"), "hoi dong nhan dan"),
    (re.compile(r"\b(?:ubmttq|uy ban mttq)\b"), "uy ban mat tran to quoc"),
    (re.compile(r"\bmttq\b"), "mat tran to quoc"),
    (re.compile(r"\bvp\b"), "van phong"),
    (re.compile(r"\bvhxh\b"), "van hoa xa hoi"),
    (re.compile(r"\btp\b"), "thanh pho"),
)
_COMMITTEE = "uy ban nhan dan "
_LEVEL_WORDS = {PROVINCE: ("tinh", "thanh pho"), "commune": ("xa",), "ward": ("phuong",), "special_zone": ("dac khu",)}
_OTHERS = r"(?: va cac (?:co quan|don vi|to chuc|doan the).*)?"
_COMMUNE = r"(?:xa|phuong|dac khu)(?: [\w ]*)?"
_OF_COMMUNE = rf" thuoc (?:uy ban nhan dan(?: {_COMMUNE})?|{_COMMUNE})"
_CATEGORIES = {
    "departments": (
        r"(?:cac )?(?:co quan |don vi )?(?:so |ban |nganh |doan the )+(?:cap |thuoc |cua )*(?:tinh|thanh pho)?",
        r"(?:cac )?so (?:ban )?nganh(?: tinh| thanh pho| cap tinh)?",
        r"cac co quan chuyen mon thuoc uy ban nhan dan (?:cap )?(?:tinh|thanh pho)(?: [\w ]*)?",
    ),
    "communes": (
        r"(?:cac )?(?:uy ban nhan dan )?(?:cap xa|cac xa(?: phuong)?(?: dac khu)?)",
        r"(?:cac )?(?:uy ban nhan dan )?(?:xa phuong(?: dac khu)?|cac phuong(?: xa)?)",
    ),
    "offices": (
        rf"cac phong(?: ban)?(?: nganh)?(?: don vi)?(?: co quan)?(?: don vi)?(?: chuyen mon)?(?:{_OF_COMMUNE})?",
        rf"cac co quan chuyen mon{_OF_COMMUNE}",
    ),
}
_CATEGORY_OF = tuple(
    (name, re.compile(pattern + _OTHERS)) for name, patterns in _CATEGORIES.items() for pattern in patterns
)


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of administration as far as its names go; ``path`` is the chain of ids from the root, ``/1/35/``."""

    id: int
    kind: str
    name: str
    short_name: str
    path: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a printed name means: one unit, a class of units, or (both empty) only its text."""

    unit_id: int | None = None
    category: str = ""


def _words(name: str) -> str:
    text = _MARKS.sub(" ", fold(name)).strip()
    for short, long in _LONG_FORMS:
        text = short.sub(long, text)
    return text


def category_of(name: str) -> str:
    """The class of units a plural name stands for: ``departments``, ``communes``, ``offices`` or "".

    >>> category_of("Các sở, ban, ngành cấp tỉnh"), category_of("UBND cấp xã"), category_of("Sở Tư pháp")
    ('departments', 'communes', '')
    """
    words = _words(name)
    return next((category for category, pattern in _CATEGORY_OF if pattern.fullmatch(words)), "")


class Register:
    """The units among which names of one plan are looked up, seen from the unit that issued it.

    Nearer units win: the issuing unit and those below it, then those beside it, up to the province. Two units of the
    same name at the same distance settle nothing.
    """

    def __init__(self, units: Iterable[KnownUnit], home: KnownUnit) -> None:
        self.home = home
        self.units = {unit.id: unit for unit in units} | {home.id: home}
        self._by_key: dict[str, set[int]] = defaultdict(set)
        for unit in self.units.values():
            for key in self._keys(unit):
                self._by_key[key].add(unit.id)

    def resolve(self, name: str) -> Resolved:
        """The unit or class of units that a printed name means."""
        category = category_of(name)
        if category:
            return Resolved(category=category)
        found = self._by_key.get(_words(name), set())
        nearest = max((self._nearness(unit_id) for unit_id in found), default=None)
        best = [unit_id for unit_id in found if self._nearness(unit_id) == nearest]
        return Resolved(unit_id=best[0]) if len(best) == 1 else Resolved()

    def _nearness(self, unit_id: int) -> int:
        """How many levels of the tree the unit shares with the issuing unit."""
        mine, other = self.home.path.strip("/").split("/"), self.units[unit_id].path.strip("/").split("/")
        shared = 0
        for left, right in zip(mine, other, strict=False):
            if left != right:
                break
            shared += 1
        return shared

    def _keys(self, unit: KnownUnit) -> set[str]:
        names = {_words(unit.name), _words(unit.short_name)} - {""}
        if unit.kind == PROVINCE or unit.kind in COMMUNES:
            return self._keys_of_administration(unit, names)
        keys = set(names)
        for above in self._above(unit):
            place = _words(above.name)
            bare = place
            for word in _LEVEL_WORDS.get(above.kind, ()):
                bare = bare.removeprefix(f"{word} ")
            words = _LEVEL_WORDS.get(above.kind, ())
            endings = {place, bare, *words, *(f"{word} {bare}" for word in words)}
            for name in names:
                stem = next(
                    (
                        name.removesuffix(f" {end}")
                        for end in sorted(endings, key=len, reverse=True)
                        if name.endswith(f" {end}")
                    ),
                    name,
                )
                keys.add(stem)
                keys |= {f"{stem} {end}" for end in endings}
        return keys

    def _keys_of_administration(self, unit: KnownUnit, names: set[str]) -> set[str]:
        keys = set(names) | {_COMMITTEE + name for name in names}
        own = unit.id == self.home.id or unit.id in {above.id for above in self._above(self.home)}
        if own:
            word = next(
                (w for w in _LEVEL_WORDS[unit.kind] if _words(unit.name).startswith(f"{w} ")),
                _LEVEL_WORDS[unit.kind][0],
            )
            keys.add(_COMMITTEE + word)
        return keys

    def _above(self, unit: KnownUnit) -> list[KnownUnit]:
        ids = [int(part) for part in unit.path.strip("/").split("/")[:-1] if part]
        return [self.units[i] for i in ids if i in self.units]
