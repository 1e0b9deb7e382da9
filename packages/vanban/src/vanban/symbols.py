"""Numbers of documents (số, ký hiệu) ⇄ their parts, pure and reversible; addresses of documents stand in `uri`.

Forms: Nghị định 30/2020/NĐ-CP, Phụ lục III (``94/KH-UBND``, ``694/STP-XDPL``), Luật 64/2025/QH15
(``79/2025/NĐ-CP``, ``64/2025/QH15``), Hướng dẫn 36-HD/VPTW (``66-NQ/TW``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from vanban.text import clean
from vanban.vocabulary import Kind, issuers, kind_coded, kinds

_LETTER = r"[^\W_⁰¹²³⁴-⁹]"  # letters, digits and subscripts; a raised digit is the mark of a note
_WORD = rf"[A-ZĐ](?:[A-ZĐ]|[yr](?=[A-ZĐ])){_LETTER}*(?:[&.][A-ZĐ]{_LETTER}*)*"
_SINGLE = rf"(?:[A-ZĐ](?:{_LETTER}*(?:[&.][A-ZĐ]{_LETTER}*)*))"
_GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,2}"
_TAIL = rf"(?:[^\S\n]?[-–][^\S\n]?\n?{_SINGLE})*"
_ASSEMBLY = r"(?:QH|UBTVQH)(?:[^\S\n]?[-–][^\S\n]?|[^\S\n])\d\d(?!\w)"  # «54/2014/QH-13», «30/2021/QH 15»
_PARTY_KIND = r"(?:NQ|CT|QĐ|QC|QyĐ|QĐi|KL|ĐA|CTr|KH|BC|TB|TTr|HD|CV)"
_PARTY_BODY = r"(?:TW|BCĐTW|[A-ZĐ]{0,8}[TĐHQ]U)(?![\w/])"
NUMBER = (
    rf"(?:\d{{1,5}}(?:\.\d{{1,3}})?[a-zA-Z]?{_GAP}/{_GAP}(?:19|20)\d\d{_GAP}/{_GAP}(?:{_ASSEMBLY}|{_WORD}{_TAIL})"
    rf"|\d{{1,5}}(?:\.\d{{1,3}})?[a-zA-Z]?{_GAP}/{_GAP}{_WORD}{_TAIL}(?:/{_WORD})?"
    rf"|\d{{1,5}}[a-zA-Z]?{_GAP}[-–]{_GAP}{_WORD}{_GAP}/{_GAP}{_SINGLE}{_TAIL}"
    rf"|\d{{1,5}}[a-zA-Z]?{_GAP}[-–]{_GAP}{_PARTY_KIND}{_GAP}[-–]{_GAP}{_PARTY_BODY}"  # «08-ĐA-TU»
    rf"|\d{{1,5}}VBHN[-–]{_WORD})"
)
"""The pattern of a document number as printed, stray spaces and one line feed allowed."""

_SMALL_SYMBOL = re.compile(r"/ ?(?P<symbol>[a-zđ]{2,10}(?: ?[-–] ?[a-zđ]{2,12}){0,3}|(?:ubtv)?qh\d\d)(?!\w)")
_BEFORE_SMALL = re.compile(r"\d[a-z]?(?: ?[-–] ?(?P<code>[a-zđ]{2,4}))? ?$")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉⁰¹²³⁴⁵⁶⁷⁸⁹", "01234567890123456789")
_HYPHENED = re.compile(rf"(\d{{1,5}}[a-zA-Z]?-{_PARTY_KIND})-(?={_PARTY_BODY}$)")
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
    if "QH-" in number:
        number = re.sub(r"/(QH|UBTVQH)-(?=\d\d$)", r"/\1", number)
    if number.count("-") > 1 and "/" not in number:
        number = _HYPHENED.sub(r"\1/", number)
    return re.sub(r"^(\d+)(VBHN-)", r"\1/\2", number)


def in_capitals(text: str) -> str:
    """The text with the symbols of numbers that were typed in small letters in capitals; its length is kept.

    >>> in_capitals("theo quyết định số 1352/qđ-ttg và nghị quyết số 66-nq/tw; 60 km/h, 5/bộ")
    'theo quyết định số 1352/QĐ-TTg và nghị quyết số 66-NQ/TW; 60 km/h, 5/bộ'
    """
    pieces: list[str] = []
    position = 0
    for match in _SMALL_SYMBOL.finditer(text):
        before = _BEFORE_SMALL.search(text, max(position, match.start() - 12), match.start())
        words = re.split(r"([^\w]+)", match["symbol"])
        first = before["code"] or words[0] if before is not None else ""
        if before is None or (first not in _spellings() and "qh" not in first):
            continue
        if before["code"] is None and len(words) == 1 and "qh" not in first:
            continue
        if before["code"] is not None:
            pieces += text[position : before.start("code")], _spellings()[first]
            position = before.end("code")
        pieces += text[position : match.start("symbol")], *(_spellings().get(word, word.upper()) for word in words)
        position = match.end()
    return "".join([*pieces, text[position:]]) if pieces else text


@cache
def _spellings() -> dict[str, str]:
    """The words of symbols by their small letters: «ttg» → «TTg»."""
    codes = [kind.code for kind in kinds() if kind.code] + list(issuers())
    return {code.lower(): code for code in codes}


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
