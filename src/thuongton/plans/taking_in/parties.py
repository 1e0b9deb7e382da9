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
    (re.compile(r"\bvh ?xh\b"), "van hoa xa hoi"),
    (re.compile(r"\bktht ?(?:va )?dt\b"), "kinh te ha tang do thi"),
    (re.compile(r"\btp\b"), "thanh pho"),
)
_AND = re.compile(r" va ")
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


def _plain(name: str) -> str:
    text = _MARKS.sub(" ", fold(name)).strip()
    for short, long in _LONG_FORMS:
        text = short.sub(long, text)
    return text


def words_of(name: str) -> str:
    """A name as it is compared: without tone marks, signs and «và», the usual abbreviations written out.

    >>> words_of("VP HĐND&UBND") == words_of("Văn phòng HĐND và UBND"), words_of("Phòng VH-XH")
    (True, 'phong van hoa xa hoi')
    """
    return _AND.sub(" ", _plain(name))


def category_of(name: str) -> str:
    """The class of units a plural name stands for: ``departments``, ``communes``, ``offices`` or "".

    >>> category_of("Các sở, ban, ngành cấp tỉnh"), category_of("UBND cấp xã"), category_of("Sở Tư pháp")
    ('departments', 'communes', '')
    """
    words = _plain(name)
    return next((category for category, pattern in _CATEGORY_OF if pattern.fullmatch(words)), "")


class UnitNames:
    """The units among which names of one plan are looked up, seen from the unit that issued it.

    Nearer units win: the issuing unit and those below it, then those beside it, up to the province. Two units of the
    same name at the same distance settle nothing.
    """

    def __init__(self, units: Iterable[KnownUnit], home: KnownUnit, aliases: Iterable[tuple[str, int]] = ()) -> None:
        """``aliases`` are (name, id of the unit) as persons told them; of one name the last holds."""
        self.home = home
        self._told = {words_of(name): unit_id for name, unit_id in aliases}
        self.units = {unit.id: unit for unit in units} | {home.id: home}
        self._by_key: dict[str, set[int]] = defaultdict(set)
        for unit in self.units.values():
            for key in self._keys(unit):
                self._by_key[key].add(unit.id)

    def resolve(self, name: str) -> Resolved:
        """The unit or class of units that a printed name means."""
        told = self._told.get(words_of(name))
        if told is not None:
            return Resolved(unit_id=told)
        category = category_of(name)
        if category:
            return Resolved(category=category)
        found = self._by_key.get(words_of(name), set())
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
        names = {words_of(unit.name), words_of(unit.short_name)} - {""}
        if unit.kind == PROVINCE or unit.kind in COMMUNES:
            return self._keys_of_administration(unit, names)
        at_home = unit.kind != OFFICE or self._stands_over_home(unit)
        keys = set(names) if at_home else set()
        for above in self._above(unit):
            place = words_of(above.name)
            bare = place
            for word in _LEVEL_WORDS.get(above.kind, ()):
                bare = bare.removeprefix(f"{word} ")
            words = _LEVEL_WORDS.get(above.kind, ())
            named = {place, bare, *(f"{word} {bare}" for word in words)}
            endings = {*named, *words}
            for name in names:
                stem = next(
                    (
                        name.removesuffix(f" {end}")
                        for end in sorted(endings, key=len, reverse=True)
                        if name.endswith(f" {end}")
                    ),
                    name,
                )
                keys |= {f"{stem} {end}" for end in (endings if at_home else named)}
                keys |= {stem} if at_home else set()
        return keys

    def _stands_over_home(self, office: KnownUnit) -> bool:
        """Whether an office is one of the issuing unit or of a unit above it: «Phòng X» alone means no other's."""
        return self.home.path.startswith(office.path.rsplit("/", 2)[0] + "/")

    def _keys_of_administration(self, unit: KnownUnit, names: set[str]) -> set[str]:
        keys = set(names) | {_COMMITTEE + name for name in names}
        own = unit.id == self.home.id or unit.id in {above.id for above in self._above(self.home)}
        if own:
            word = next(
                (w for w in _LEVEL_WORDS[unit.kind] if words_of(unit.name).startswith(f"{w} ")),
                _LEVEL_WORDS[unit.kind][0],
            )
            keys.add(_COMMITTEE + word)
        return keys

    def _above(self, unit: KnownUnit) -> list[KnownUnit]:
        ids = [int(part) for part in unit.path.strip("/").split("/")[:-1] if part]
        return [self.units[i] for i in ids if i in self.units]
