"""The unit whose council, committee or chairman issued an act, read of the name of the issuer; pure.

Spelled in any way: «UBND tỉnh Thanh Hoá», «ỦY BAN NHÂN DÂN TỈNH THANH HÓA» and «Chủ tịch UBND T. Thanh Hóa» are one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from vanban.places import Named, province_named
from vanban.text import fold, join_lines

_KINDS = {
    "t": "tinh", "tp": "thanh pho", "h": "huyen", "q": "quan",
    "tx": "thi xa", "tt": "thi tran", "p": "phuong", "x": "xa",
}  # fmt: skip
_UNIT = r"(?P<kind>tinh|thanh pho|tp|huyen|quan|thi xa|tx|xa|phuong|thi tran|tt|dac khu|t|h|q|p|x)\b[. ]*(?P<name>.+)"
_ISSUER = re.compile(rf"^(?:(?:chu tich|thuong truc)\s+)?(?:uy ban nhan dan|hoi dong nhan dan|ubnd|hdnd)\s+{_UNIT}$")
_PART = re.compile(rf"^{_UNIT}$")
_CAPITALS = {"hcm": "ho chi minh", "tphcm": "ho chi minh"}


@dataclass(frozen=True, slots=True)
class LocalIssuer:
    """A unit by its kind and name without marks («xa lac phuong») and the units named above it, nearest first."""

    key: str
    above: tuple[str, ...] = ()

    @property
    def province(self) -> Named | None:
        """The province that it is or that is named above it; None where none is."""
        for one in (self.key, *self.above):
            kind, _space, name = one.partition(" ") if one.startswith("tinh ") else ("", "", "")
            found = province_named(name) if kind else province_named(one.removeprefix("thanh pho "))
            if found is not None and (kind or one.startswith("thanh pho ")):
                return found
        return None

    @property
    def is_province(self) -> bool:
        """Whether it is a unit of the first level itself."""
        found = self.province
        return found is not None and unit_key(found.whole) == self.key


@lru_cache(maxsize=8192)
def issuing_unit(issuer: str) -> LocalIssuer | None:
    """The unit of an issuer; None for bodies of the centre, departments and words that name no unit.

    >>> issuing_unit("UBND xã Lai Khê, tỉnh Hải Dương")
    LocalIssuer(key='xa lai khe', above=('tinh hai duong',))
    """
    first, *rest = (_plain(one) for one in re.split(r"[,;]", join_lines(issuer)))
    match = _ISSUER.match(first)
    if match is None:
        return None
    return LocalIssuer(_key(match), tuple(filter(None, (unit_key(one) for one in rest))))


@lru_cache(maxsize=8192)
def unit_key(name: str) -> str:
    """The name of a unit as it is compared; "" where it does not begin with a kind of unit.

    >>> unit_key("Xã Thiệu Trung"), unit_key("TP. Hồ Chí Minh"), unit_key("Sở Tư pháp")
    ('xa thieu trung', 'thanh pho ho chi minh', '')
    """
    match = _PART.match(_plain(name))
    return _key(match) if match is not None else ""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w.]+", " ", fold(text)).split())


def _key(match: re.Match[str]) -> str:
    kind = _KINDS.get(match["kind"], match["kind"])
    name = " ".join(match["name"].replace(".", " ").split())
    return f"{kind} {_CAPITALS.get(name, name)}"
