"""Acts of the register as values (văn bản), and how one is found by number or by name; pure, no database."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from vanban.agencies import short_names
from vanban.model import Amendment, AmendmentKind
from vanban.symbols import issuer_of, normalise, parse
from vanban.text import fold, join_lines

OFFICIAL = "Văn bản hợp nhất"
"""The kind of official consolidated texts: works without force of their own, which bear the name of another act."""
_HEAD = re.compile(r"^(?:bo luat|luat|phap lenh|nghi quyet|nghi dinh|thong tu(?: lien tich)?|quyet dinh|chi thi)\s+")
_NOT_WORDS = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Order:
    """One operation that an act orders, with the new text that it quotes (None: it quotes none).

    ``checked``: who looked at it and found it as read, and when; "" for nobody.
    """

    operation: Amendment
    payload: str | None = None
    checked: str = ""


@dataclass(frozen=True, eq=False)
class LegalWork:
    """One act: what it is, its days, its words as issued, and what it orders.

    ``effective_on`` None: nobody knows the day (it hangs on the gazette, or is not told); ``at_latest`` is then the
    last day on which it came into force if the law on gazettes was kept. ``expired_on`` is a day that its own words
    or a table of facts give.
    """

    number: str
    issuer: str = ""
    kind: str = ""
    title: str = ""
    issued_on: dt.date | None = None
    effective_on: dt.date | None = None
    at_latest: dt.date | None = None
    expired_on: dt.date | None = None
    text: str = field(default="", repr=False)
    orders: tuple[Order, ...] = field(default=(), repr=False)

    def __str__(self) -> str:
        return self.number

    @cached_property
    def by_subject(self) -> tuple[Amendment, ...]:
        """What it says of the day of some of its matter without naming provisions."""
        found = (order.operation for order in self.orders)
        return tuple(one for one in found if one.kind is AmendmentKind.COMMENCEMENT and one.scope == "subject")

    @cached_property
    def commencements(self) -> tuple[Amendment, ...]:
        """What it says of the day of single provisions of its own."""
        found = (order.operation for order in self.orders)
        return tuple(
            one for one in found
            if one.kind is AmendmentKind.COMMENCEMENT and one.scope == "provision" and one.provision
        )  # fmt: skip

    @property
    def issued_by(self) -> dt.date | None:
        """The day by which it was issued: its day, else the end of the year that its number tells."""
        return self.issued_on or issued_by(self.number)

    @property
    def issued_from(self) -> dt.date | None:
        """The day from which it may be there: its day, else the first of the year that its number tells."""
        last = self.issued_by
        return self.issued_on or (last.replace(month=1, day=1) if last is not None else None)


def issued_by(number: str) -> dt.date | None:
    """The last day of the year that a number tells."""
    parsed = parse(number)
    return dt.date(parsed.year, 12, 31) if parsed is not None and parsed.year is not None else None


def name_key(title: str, kind: str = "") -> str:
    """A title by which an act is found: without marks, case, kind and punctuation.

    >>> name_key("Luật Nhập cảnh, xuất cảnh") == name_key("Nhập cảnh,  xuất cảnh", "Luật")
    True
    """
    words = _NOT_WORDS.sub(" ", fold(join_lines(title))).strip()
    return _HEAD.sub("", words, count=1) if words else words


_LOCAL = re.compile(r"^(?:chu tich )?(?:ubnd|hdnd) (?P<place>.+)$")
_CITY = re.compile(r"\btp\b")
_NO_NAME = re.compile(r"(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran|dac khu)$")


def issuer_words(issuer: str) -> str:
    """What issuers are compared by: without marks and case, local bodies by their short names.

    >>> issuer_words("UBND TP. Huế") == issuer_words("Ủy ban nhân dân thành phố Huế")
    True
    """
    return short_names(_CITY.sub("thanh pho", " ".join(_NOT_WORDS.sub(" ", fold(join_lines(issuer))).split())))


def same_issuer(one: str, other: str) -> bool:
    """Whether two names are those of one issuer; «UBND tỉnh» without a name fits every province.

    >>> same_issuer("UBND tỉnh", "Ủy ban nhân dân tỉnh Hà Tĩnh"), same_issuer("UBND tỉnh A", "UBND tỉnh B")
    (True, False)
    """
    short, long = sorted((issuer_words(one), issuer_words(other)), key=len)
    return short == long or (long.startswith(f"{short} ") and _NO_NAME.search(short) is not None)


def place_of_issuer(issuer: str) -> str:
    """The place of a local body, "" for any other.

    >>> place_of_issuer("Chủ tịch UBND tỉnh Hà Tĩnh")
    'tinh ha tinh'
    """
    match = _LOCAL.match(issuer_words(issuer))
    return match["place"] if match is not None else ""


class LegalWorks:
    """Acts found by number (and issuer) or by name."""

    def __init__(self, works: Iterable[LegalWork] = ()) -> None:
        self._by_number: dict[str, list[LegalWork]] = defaultdict(list)
        self._by_name: dict[str, list[LegalWork]] = defaultdict(list)
        for work in works:
            self.add(work)

    def __iter__(self) -> Iterator[LegalWork]:
        return (work for works in self._by_number.values() for work in works)

    def add(self, work: LegalWork) -> None:
        """Take an act in."""
        self._by_number[normalise(work.number)].append(work)
        if work.title and work.kind != OFFICIAL:
            self._by_name[name_key(work.title, work.kind)].append(work)

    def by_number(self, number: str, issuer: str = "") -> list[LegalWork]:
        """The acts under a number; with an issuer those of it, where it is known of them."""
        found = self._by_number.get(normalise(number), [])
        if not issuer:
            return list(found)
        return [work for work in found if not work.issuer or same_issuer(work.issuer, issuer)]

    def by_key(self, key: str) -> list[LegalWork]:
        """The acts of a citation's target («79/2025/NĐ-CP@Chính phủ»); of local bodies only by issuer too."""
        number, _, issuer = key.partition("@")
        parsed = parse(number)
        if parsed is not None and issuer_of(parsed) is not None:
            return self.by_number(number)
        return self.by_number(number, issuer) if issuer else self.by_number(number)

    def by_name(self, name: str, on: dt.date | None) -> list[LegalWork]:
        """The acts of a name that were there on the day of the citing act; of several the ones not ended by then."""
        kind = fold(name).split(" ", 2)
        found = self._by_name.get(name_key(name), [])
        if kind[:1] == ["luat"] or kind[:2] in (["bo", "luat"], ["phap", "lenh"]):
            head = "bo luat" if kind[0] == "bo" else "phap lenh" if kind[0] == "phap" else "luat"
            found = [work for work in found if not work.kind or fold(work.kind) == head]
        if on is not None:
            found = [work for work in found if work.issued_from is None or work.issued_from <= on]
            running = [work for work in found if work.expired_on is None or work.expired_on > on]
            found = running or found
        return list(found)
