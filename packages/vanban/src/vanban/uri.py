"""FRBR addresses of documents: number, kind, day and place ⇄ ``/akn/vn/act/nghi-dinh/cp/2025/79``, pure and reversible.

Form: Akoma Ntoso Naming Convention 1.0 (OASIS), ``/akn/{country}[-{locality}]/{doctype}/{kind}/{body}/{year or
day}/{number}``. The year stands alone where the number holds it, else the day of issue; letters without marks where
they can be read back, else percent-escaped, so that no two kinds and no two bodies share an address.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote, unquote

from vanban.symbols import Number
from vanban.text import fold, join_lines
from vanban.vocabulary import Kind, kinds, symbol_words

_ADDRESS = re.compile(
    r"/akn/vn(?:-(?P<locality>[^/]+))?/(?P<doctype>act|bill|doc|statement)/(?P<party>dang-)?(?P<kind>[a-z][a-z-]*)"
    r"/(?P<body>[^/]+)/(?P<when>\d{4}(?:-\d\d-\d\d)?)/(?P<ordinal>[^/]+)"
)
_LEGISLATURE = re.compile(r"(?:QH|UBTVQH)\d+")
_PLACE = re.compile(
    r"(?:^|\s)(?P<unit>tỉnh|thành phố|xã|phường|đặc khu|thị trấn|huyện|quận|thị xã)\s+(?P<name>[A-ZĐÀ-Ỹ].*)$",
    re.IGNORECASE,
)
_PROVINCIAL = ("tinh", "thanh pho")


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says of a document (tác phẩm, FRBR work)."""

    number: Number
    kind: Kind
    date: dt.date | None = None
    locality: str | None = None
    draft: bool = False


def write_address(
    number: Number,
    *,
    kind: Kind | None = None,
    date: dt.date | None = None,
    locality: str | None = None,
    draft: bool = False,
) -> str | None:
    """The FRBR work URI of a document, or None when the facts do not suffice (no kind, or neither day nor year).

    Args:
        number: the number of the document.
        kind: needed when the symbol names no kind (laws, letters); of two kinds with one code it settles which.
        date: the day of issue, needed when the number holds no year.
        locality: the place of a local body (see :func:`locality_of`).
        draft: whether it is a draft (dự thảo), a bill.

    >>> write_address(Number("79", "NĐ-CP", 2025))
    '/akn/vn/act/nghi-dinh/cp/2025/79'
    >>> write_address(Number("79", "NĐ-CP", 2025), draft=True)
    '/akn/vn/bill/nghi-dinh/cp/2025/79'
    """
    own = number.kind
    if kind is not None:  # of two kinds with one name the one of this group of papers
        kind = _kind(kind_slug(kind), number.party) or kind
    if kind is None or (own is not None and kind.code != own.code):
        kind = own or kind
    if number.year is not None:
        when = f"{number.year:04d}"
    elif date is not None:
        when = date.isoformat()
    else:
        return None
    if kind is None:
        return None
    kind = _kind(kind_slug(kind), number.party)
    if kind is None or not number.ordinal or not number.symbol:
        return None
    doctype = "bill" if draft else "statement" if number.party else kind.doctype
    place = f"-{quote(locality, safe='')}" if locality else ""
    party = "dang-" if draft and number.party else ""
    body = _body(number, kind)
    return f"/akn/vn{place}/{doctype}/{party}{kind_slug(kind)}/{body}/{when}/{quote(number.ordinal, safe='')}"


def read_address(uri: str) -> Address:
    """The facts that :func:`write_address` wrote; raises ``ValueError`` with the text that is not such an address.

    >>> read_address("/akn/vn/act/nghi-dinh/cp/2025/79").number
    Number(ordinal='79', symbol='NĐ-CP', year=2025, party=False)
    """
    match = _ADDRESS.fullmatch(uri)
    party = match is not None and (match["doctype"] == "statement" or match["party"] is not None)
    kind = None if match is None else _kind(match["kind"], party)
    if match is None or kind is None:
        raise ValueError(f"not the address of a document: {uri!r}")
    when = match["when"]
    try:
        date = dt.date.fromisoformat(when) if len(when) > 4 else None
    except ValueError:
        raise ValueError(f"no such day in the address of a document: {uri!r}") from None
    printed = match["body"]
    body = "-".join(_word(word) for word in printed.removeprefix("_").split("-"))
    symbol = body
    if _is_coded(kind, body, party) and not printed.startswith("_"):
        symbol = f"{kind.code}/{body}" if party else f"{kind.code}-{body}"
    number = Number(unquote(match["ordinal"]), symbol, int(when) if date is None else None, party)
    locality = None if match["locality"] is None else unquote(match["locality"])
    return Address(number, kind, date, locality, match["doctype"] == "bill")


def locality_of(issuer: str | None) -> str | None:
    """The place in the name of a local body, as it stands in an address.

    >>> locality_of("Ủy ban nhân dân tỉnh Hà Tĩnh"), locality_of("Ủy ban nhân dân xã Vân Phượng")
    ('ha-tinh', 'xa-van-phuong')
    """
    match = _PLACE.search(join_lines(issuer)) if issuer else None
    if match is None:
        return None
    unit = fold(match["unit"])
    name = re.sub(r"[^a-z0-9]+", "-", fold(match["name"])).strip("-")
    return name if unit in _PROVINCIAL else f"{unit.replace(' ', '-')}-{name}"


def slug(word: str) -> str:
    """The lower-case ASCII form of one word of a symbol; words that could not be read back are percent-escaped.

    >>> slug("HĐND"), slug("TTg"), slug("XĐ")
    ('hdnd', 'ttg', 'X%C4%90')
    """
    plain = fold(word)
    return plain if re.fullmatch(r"[a-z0-9]+", plain) and _word(plain) == word else quote(word, safe="&.")


def kind_slug(kind: Kind) -> str:
    """The kind in a URI: «Nghị định» → nghi-dinh."""
    return fold(kind.name).replace(" ", "-")


def _body(number: Number, kind: Kind) -> str:
    """The issuing body in an address; «_» marks a symbol that does not begin with the code of its kind."""
    symbol = number.symbol
    separator = "/" if number.party else "-"
    prefix = f"{kind.code}{separator}"
    rest = symbol.removeprefix(prefix)
    coded = kind.code is not None and symbol.startswith(prefix) and rest != ""
    mark = ""
    if coded:
        mark = "" if _is_coded(kind, rest, number.party) else "_"
    if not coded or mark:
        rest = symbol
        mark = "_" if _is_coded(kind, rest, number.party) or mark else ""
    return mark + "-".join(map(_escaped, rest.split("-")))


def _escaped(word: str) -> str:
    """One word of a body; what would be read back as another word is percent-escaped."""
    printed = slug(word).replace("_", "%5F") if word else ""
    return printed if _word(printed) == word else f"%{ord(word[0]):02X}{printed[1:]}"


def _is_coded(kind: Kind, body: str, party: bool) -> bool:
    """Whether a body is expected to follow the code of its kind; laws, letters and the legislature have none."""
    return kind.code is not None and (party or _LEGISLATURE.fullmatch(body) is None)


def _word(printed: str) -> str:
    return symbol_words().get(printed, printed.upper()) if re.fullmatch(r"[a-z0-9]+", printed) else unquote(printed)


@cache
def _kinds(party: bool) -> dict[str, Kind]:
    """Slug → kind; in Party papers its own kinds go before those of the same name."""
    order = sorted(kinds(), key=lambda kind: (kind.group == "Đảng") != party)
    found: dict[str, Kind] = {}
    for kind in order:
        found.setdefault(kind_slug(kind), kind)
    return found


def _kind(name: str, party: bool) -> Kind | None:
    return _kinds(party).get(name)
