"""The words of official papers: kinds of documents, symbols of issuers, titles of laws. Read from ``data/*.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from vanban.patterns import words_in
from vanban.text import fold, join_lines, settle_tone


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document (tên loại). ``doctype`` is its Akoma Ntoso document type."""

    name: str
    code: str | None
    group: str
    doctype: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """A body that issues documents, with the symbol that stands for it in numbers."""

    symbol: str
    name: str
    level: str  # "trung ương", "địa phương", "sở" or "Đảng"


@dataclass(frozen=True, slots=True)
class Law:
    """A law known by its title; ``versions`` pairs the year of each with its number."""

    title: str
    aliases: tuple[str, ...]
    versions: tuple[tuple[int, str], ...]


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds, administrative ones first (Nghị định 30/2020/NĐ-CP, Điều 7)."""
    return tuple(
        Kind(row["name"], row.get("code"), row["group"], row.get("doctype", "doc"))
        for row in words_in("kinds.toml")["kind"]
    )


@cache
def issuers() -> dict[str, Issuer]:
    """Symbol → issuer, for example ``issuers()["BTP"].name == "Bộ Tư pháp"``."""
    return {
        row["symbol"]: Issuer(row["symbol"], row["name"], row["level"]) for row in words_in("issuers.toml")["issuer"]
    }


@cache
def symbol_words() -> dict[str, str]:
    """Folded word of a symbol → its spelling, for the words that hold Đ or small letters (``hdnd`` → ``HĐND``)."""
    data = words_in("issuers.toml")
    words = [*data["words"]["spelled"], *issuers(), *(k.code for k in kinds() if k.code)]
    return {fold(word): word for word in words if fold(word).upper() != word}


@cache
def central_cities() -> frozenset[str]:
    """Folded names of the cities directly under the central government."""
    return frozenset(fold(row["name"]) for row in words_in("places.toml")["province"] if row["unit"] == "thành phố")


@cache
def fixed_names() -> tuple[str, ...]:
    """Names whose capitals are settled («Bộ Chính trị»), to write a name printed all in capitals."""
    names = [row["name"] for row in words_in("places.toml")["province"]]
    return (*words_in("issuers.toml")["words"]["fixed"], *names)


@cache
def counted_units() -> frozenset[str]:
    """What papers count: văn bản, nhiệm vụ, trường hợp …"""
    return frozenset(words_in("units.toml")["counted"])


@cache
def laws() -> tuple[Law, ...]:
    """Laws that papers cite by title."""
    return tuple(
        Law(
            row["title"],
            tuple(row.get("aliases", ())),
            tuple((version["year"], version["number"]) for version in row.get("versions", ())),
        )
        for row in words_in("laws.toml")["law"]
    )


@cache
def _kinds_by_name() -> dict[str, Kind]:
    return {settle_tone(kind.name).casefold(): kind for kind in reversed(kinds())}


@cache
def _kinds_by_code(group: str) -> dict[str, Kind]:
    wanted = ("Đảng", "hành chính", "QPPL") if group == "Đảng" else ("hành chính", "QPPL", "Đảng", "khác")
    found: dict[str, Kind] = {}
    for name in wanted:
        for kind in kinds():
            if kind.group == name and kind.code:
                found.setdefault(kind.code, kind)
    return found


def kind_named(name: str) -> Kind | None:
    """The kind of that name, whatever its case or the place of its tone marks."""
    return _kinds_by_name().get(settle_tone(join_lines(name)).casefold())


def kind_coded(code: str, *, party: bool = False) -> Kind | None:
    """The kind whose abbreviation stands in a symbol: «KH» → Kế hoạch; «QĐ» in a Party number → Quy định."""
    return _kinds_by_code("Đảng" if party else "").get(code)
