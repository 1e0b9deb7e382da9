"""Numbers of documents (số, ký hiệu) ⇄ their parts ⇄ FRBR URI: pure and reversible.

Forms: Nghị định 30/2020/NĐ-CP, Phụ lục III (``94/KH-UBND``, ``694/STP-XDPL``), Luật 64/2025/QH15
(``79/2025/NĐ-CP``, ``64/2025/QH15``), Hướng dẫn 36-HD/VPTW (``66-NQ/TW``).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from vanban.text import clean, fold
from vanban.vocabulary import Kind, issuers, kind_coded, kind_named, kinds, symbol_words

_LETTER = r"[^\W_⁰¹²³⁴-⁹]"  # letters, digits and subscripts; a raised digit is the mark of a note
_WORD = rf"[A-ZĐ](?:[A-ZĐ]|[yr](?=[A-ZĐ])){_LETTER}*(?:[&.][A-ZĐ]{_LETTER}*)*"
_SINGLE = rf"(?:[A-ZĐ](?:{_LETTER}*(?:[&.][A-ZĐ]{_LETTER}*)*))"
_GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,2}"
ORDINAL = r"\d{1,5}(?:\.\d{1,3})?[a-zA-Z]?(?![\d\w])"
_TAIL = rf"(?:[^\S\n]?[-–][^\S\n]?\n?{_SINGLE})*"
NUMBER = (
    rf"(?:\d{{1,5}}(?:\.\d{{1,3}})?[a-zA-Z]?{_GAP}/{_GAP}(?:19|20)\d\d{_GAP}/{_GAP}{_WORD}{_TAIL}"
    rf"|\d{{1,5}}(?:\.\d{{1,3}})?[a-zA-Z]?{_GAP}/{_GAP}{_WORD}{_TAIL}(?:/{_WORD})?"
    rf"|\d{{1,5}}[a-zA-Z]?{_GAP}[-–]{_GAP}{_WORD}{_GAP}/{_GAP}{_SINGLE}{_TAIL}"
    rf"|\d{{1,5}}VBHN[-–]{_WORD})"
)
"""The pattern of a document number as printed, stray spaces and one line feed allowed."""

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
_PLAIN = re.compile(r"[0-9A-Za-zĐđ/.&-]+")
_PARTS_YEAR = re.compile(r"(?P<ordinal>\d[\d.]*[a-zA-Z]?)/(?P<year>\d{4})/(?P<symbol>\S+)$")
_PARTS_PARTY = re.compile(r"(?P<ordinal>\d+[a-zA-Z]?)-(?P<symbol>[^/\s]+/\S+)$")
_PARTS_STATE = re.compile(r"(?P<ordinal>\d[\d.]*[a-zA-Z]?)/(?P<symbol>\S+)$")


def squeeze(printed: str) -> str:
    """A printed number without inner spaces, its dashes made hyphens: «66- NQ/TW» → «66-NQ/TW».

    >>> squeeze("32 /2026/TT- NHNN")
    '32/2026/TT-NHNN'
    """
    if not _PLAIN.fullmatch(printed):
        printed = re.sub(r"\s+", "", clean(printed).text).replace("–", "-")
    return printed.rstrip(".,;")


@lru_cache(maxsize=4096)
def normalise(printed: str) -> str:
    """The number to compare by: squeezed, subscripts made digits («2622/UBND-TH₃» → «2622/UBND-TH3»)."""
    number = squeeze(printed).translate(_SUBSCRIPTS)
    return re.sub(r"^(\d+)(VBHN-)", r"\1/\2", number)


@dataclass(frozen=True, slots=True)
class Number:
    """The parts of a document number: ``str(parse(x)) == x`` for a normalised x."""

    ordinal: str
    symbol: str
    year: int | None = None
    party: bool = False

    def __str__(self) -> str:
        if self.party:
            return f"{self.ordinal}-{self.symbol}"
        if self.year is not None:
            return f"{self.ordinal}/{self.year}/{self.symbol}"
        return f"{self.ordinal}/{self.symbol}"

    @property
    def kind(self) -> Kind | None:
        """The kind of document the symbol names; None for an official letter or a law."""
        code = self.symbol.partition("-")[0].partition("/")[0]
        if code == self.symbol:
            return None
        return kind_coded(code, party=self.party)

    @property
    def body(self) -> str:
        """The issuing body in the symbol: «UBND» in KH-UBND, «TW» in NQ/TW, «QH15» in QH15, «STP-XDPL» in a letter."""
        separator = "/" if self.party else "-"
        code, found, rest = self.symbol.partition(separator)
        return rest if found and kind_coded(code, party=self.party) else self.symbol


@lru_cache(maxsize=4096)
def parse(printed: str) -> Number | None:
    """The parts of a printed number, or None when it has not the form of one.

    >>> parse("66-NQ/TW")
    Number(ordinal='66', symbol='NQ/TW', year=None, party=True)
    """
    number = normalise(printed)
    match = _PARTS_YEAR.match(number)
    if match:
        return Number(match["ordinal"], match["symbol"], int(match["year"]))
    match = _PARTS_PARTY.match(number)
    if match:
        return Number(match["ordinal"], match["symbol"], party=True)
    match = _PARTS_STATE.match(number)
    return Number(match["ordinal"], match["symbol"]) if match else None


def issuer_of(number: Number) -> str | None:
    """The issuer that the symbol alone settles (a body of the centre): CP → Chính phủ; None for local bodies."""
    body = number.body
    known = issuers()
    if number.party:
        return None
    match = re.fullmatch(r"(QH|UBTVQH)\d+", body)
    if match:
        return known[match[1]].name
    first = body.split("-")[0]
    for symbol in (body, first) if number.kind is None else (body,):
        issuer = known.get(symbol)
        if issuer is not None and issuer.level == "trung ương":
            return issuer.name
    return None


def slug(word: str) -> str:
    """The lower-case ASCII form of one word of a symbol; words that could not be read back are percent-escaped.

    >>> slug("HĐND"), slug("TTg"), slug("XĐ")
    ('hdnd', 'ttg', 'X%C4%90')
    """
    plain = fold(word)
    return plain if re.fullmatch(r"[a-z0-9]+", plain) and _spell(plain) == word else quote(word, safe="&.")


def _spell(plain: str) -> str:
    return symbol_words().get(plain, plain.upper())


def _unslug(text: str) -> str:
    if re.fullmatch(r"[a-z0-9]+", text):
        return _spell(text)
    return unquote(text)


def kind_slug(kind: Kind) -> str:
    """The kind in a URI: «Nghị định» → nghi-dinh."""
    return fold(kind.name).replace(" ", "-")


def to_uri(
    number: Number, *, kind: Kind | None = None, date: dt.date | None = None, locality: str | None = None
) -> str | None:
    """The FRBR work URI of a document, or None when the facts do not suffice (no kind, or no date and no year).

    Args:
        number: the number of the document.
        kind: needed when the symbol names no kind (laws, letters): Luật, Nghị quyết, Công văn.
        date: the day of issue, needed when the number holds no year.
        locality: code of the unit for local bodies: ``vn-{locality}``.

    >>> to_uri(Number("79", "NĐ-CP", 2025))
    '/akn/vn/act/nghi-dinh/cp/2025/79'
    """
    kind = number.kind or kind
    when = str(number.year) if number.year is not None else date.isoformat() if date else None
    if kind is None or when is None:
        return None
    doctype = "statement" if number.party else kind.doctype
    body = "-".join(slug(word) for word in number.body.split("-"))
    country = f"vn-{locality}" if locality else "vn"
    return f"/akn/{country}/{doctype}/{kind_slug(kind)}/{body}/{when}/{number.ordinal}"


def from_uri(uri: str) -> tuple[Number, Kind]:
    """The number and kind that :func:`to_uri` wrote; raises ``ValueError`` with the text that is not such a URI."""
    match = re.fullmatch(r"/akn/vn[^/]*/([a-z]+)/([a-z-]+)/([^/]+)/(\d{4}(?:-\d\d-\d\d)?)/([^/]+)", uri)
    named = {kind_slug(kind): kind for kind in reversed(kinds())}
    if match is None or match[2] not in named:
        raise ValueError(f"not the URI of a document: {uri!r}")
    doctype, kind_name, body_slug, when, ordinal = match.groups()
    body = "-".join(_unslug(word) for word in body_slug.split("-"))
    party = doctype == "statement"
    year = int(when) if len(when) == 4 else None
    kind = named[kind_name]
    if party:
        code = next((k.code for k in kinds() if k.name == kind.name and k.group == "Đảng" and k.code), kind.code)
        return Number(ordinal, f"{code}/{body}", year, True), kind
    coded = kind.code is not None and not re.fullmatch(r"(QH|UBTVQH)\d+", body)
    letter = kind == kind_named("Công văn")
    symbol = f"{kind.code}-{body}" if coded and not letter else body
    return Number(ordinal, symbol, year), kind
