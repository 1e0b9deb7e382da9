"""Which document a mention means: the key number@issuer, from the paper itself and from what symbols settle."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from vanban.citations.mentions import Mention
from vanban.model import Header
from vanban.symbols import Number, issuer_of, normalise, parse
from vanban.text import fold, join_lines
from vanban.vocabulary import central_cities, issuers, laws

_STANDING = re.compile(r"^(?:Ban Thường vụ|Thường trực|Ban Chấp hành) (?=(?:Tỉnh|Thành|Đảng|Huyện) ủy)")
_LED = r"(?:Bộ|Sở|Ủy ban Dân tộc|Văn phòng|Ngân hàng|T(?:òa|oà) án|Viện|Thanh tra|Kiểm toán)"
_HEAD = re.compile(
    r"^(?:Bộ [Tt]rưởng,? Chủ nhiệm|Bộ [Tt]rưởng|Chủ nhiệm|Giám đốc|Thống đốc|Chánh án|Viện trưởng"
    rf"|Tổng(?= (?:Thanh tra|Kiểm toán))) (?={_LED})"
)
_WANTS_PROVINCE = re.compile(r"(?:tỉnh|thành phố|Tỉnh ủy|Thành ủy)$")


class Targets:
    """What one paper lets us know of the documents it mentions."""

    def __init__(self, citations: Iterable[Mention], header: Header | None) -> None:
        self._header = header
        complete = header is not None and header.number and header.issuer
        self._self = f"{header.number}@{header.issuer}" if header is not None and complete else None
        self._province, self._unit = _province_of(header)
        self._year = _year_of(header)
        self._stated: dict[str, str] = {}
        self._known: dict[tuple[str, str | None], str | None] = {}
        for citation in citations:
            number = normalise(citation.number) if citation.number and citation.issuer else None
            if number and citation.issuer and number not in self._stated:
                self._stated[number] = self._full(citation.issuer)

    def of(self, citation: Mention) -> str | None:
        """The key of the cited document, or None when it is unknown."""
        if citation.class_ == "self":
            return self._self
        if citation.number is None:
            number = self._law(citation)
            return f"{number}@Quốc hội" if number else None
        key = (citation.number, citation.issuer)
        if key not in self._known:
            self._known[key] = self._numbered(citation.number, citation.issuer)
        return self._known[key]

    def _numbered(self, printed: str, issued: str | None) -> str | None:
        number = normalise(printed)
        stated = self._full(issued) if issued else self._stated.get(number)
        parsed = parse(number)
        issuer = stated or (self._inferred(parsed) if parsed is not None else None)
        return f"{number}@{issuer}" if issuer else None

    def _inferred(self, number: Number) -> str | None:
        """The issuer by the symbol: bodies of the centre; the paper's own office; the committees of its province."""
        central = issuer_of(number)
        if central is not None:
            return central
        body = number.body.split("-")[0]
        header = self._header
        if header is None or header.issuer is None:
            return None
        own = parse(f"0/{header.symbol}") if header.symbol and "/" not in header.symbol else None
        if own is not None and own.body.split("-")[0] == body and body not in ("UBND", "HĐND"):
            return header.issuer
        if self._province is None:
            return None
        if body in ("TU", "UBKTTU") and number.party | (body == "UBKTTU"):
            committee = "Thành ủy" if self._unit == "thành phố" else "Tỉnh ủy"
            name = issuers()[body].name.replace("Tỉnh ủy", committee)
            return f"{name} {self._province}"
        if body in ("UBND", "HĐND") and not re.search(r"(?:xã|phường|đặc khu|huyện)\b", header.issuer):
            return f"{body} {self._unit} {self._province}"
        return None

    def _full(self, issuer: str) -> str:
        """«UBND tỉnh» in a paper from Hà Tĩnh is «UBND tỉnh Hà Tĩnh»; a standing committee stands for its committee."""
        name = _HEAD.sub("", _STANDING.sub("", issuer))
        name = name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
        if self._province is not None and _WANTS_PROVINCE.search(name):
            return f"{name} {self._province}"
        return name

    def _law(self, citation: Mention) -> str | None:
        """The number of a law by its title and year; without a year the latest one at the time of the paper."""
        if citation.kind not in ("Luật", "Bộ luật"):
            return None
        versions = _versions_of(citation.title or "")
        if not versions:
            return None
        year = citation.year or (citation.date.year if citation.date else None)
        if year is not None:
            return next((number for y, number in versions if y == year), None)
        if len(versions) == 1:  # a paper older than the law means an earlier one of this title, which is not known here
            return versions[0][1] if self._year is None or versions[0][0] <= self._year else None
        past = [number for y, number in versions if self._year is not None and y <= self._year]
        return past[-1] if past else None


def _province_of(header: Header | None) -> tuple[str | None, str]:
    """The province a paper comes from and what kind of unit it is."""
    if header is None:
        return None, "tỉnh"
    for name in (header.issuer, header.parent):
        match = re.search(r"(tỉnh|[Tt]hành phố) ([A-ZĐ].*)$", name or "")
        if match is not None:
            return match[2], match[1].lower()
    place = header.place
    return (place, "thành phố") if place is not None and fold(place) in central_cities() else (None, "tỉnh")


def _year_of(header: Header | None) -> int | None:
    if header is None:
        return None
    if header.date is not None:
        return header.date.year
    match = re.search(r"\b((?:19|20)\d\d)\b", header.date_text or "")
    return int(match[1]) if match else None


@lru_cache(maxsize=4096)
def _versions_of(title: str) -> tuple[tuple[int, str], ...]:
    """The years and numbers of the laws of a title, as it is printed."""
    return _versions().get(fold(join_lines(title)), ())


@cache
def _versions() -> dict[str, tuple[tuple[int, str], ...]]:
    return {fold(name): law.versions for law in laws() for name in (law.title, *law.aliases)}
