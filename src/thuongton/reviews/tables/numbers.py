"""Numbers of documents as tables print them: stray spaces, missing marks, letters without tone are mended when sure.

What cannot be mended for sure is told as a doubt with what it may be, and is never taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.symbols import NUMBER, normalise
from vanban.text import clean, fold

_KINDS = {"nq": "NQ", "qd": "QĐ", "ct": "CT", "nqlt": "NQLT"}
_BODIES = {
    "hdnd": "HĐND", "hdn": "HĐND", "hdnn": "HĐND", "hnd": "HĐND", "hddn": "HĐND", "hdndt": "HĐND", "hdnd-": "HĐND",
    "ubnd": "UBND", "ubdn": "UBND", "unbd": "UBND", "ubnn": "UBND", "ubn": "UBND", "ubd": "UBND", "ubndt": "UBND",
    "ub": "UB",
}  # fmt: skip
_SYMBOL_SINCE = 2006
"""Since Luật Ban hành VBQPPL của HĐND, UBND 2004 (in force 01/4/2005) the symbol is «UBND»; «UB» was right before."""
_FIRST_YEAR, _LAST_YEAR = 1976, 2100
_BODY = "|".join(sorted(map(re.escape, _BODIES), key=len, reverse=True))
_LOCAL = re.compile(
    rf"""(?<![\w/.-])
    (?:so(?=\d))?                                        # «số19/2022»
    (?P<ordinal>\d{{1,5}}[a-z]?)
    # between the parts: a slash, what was typed for it, or nothing
    (?P<first>\s*[/\\|.-]\s*|\s+)
    (?P<year>(?:19|20)\d\d)
    (?P<second>\s*[/\\|.-]\s*|\s*)
    # kind and body with a hyphen, what was typed for it, or nothing; a term may follow («NQ-HĐND9»)
    (?P<kind>nqlt|nq|qd|ct)
    (?P<third>\s*[-–—.,/_]\s*|\s*)
    (?P<body>{_BODY})(?P<term>\d{{0,2}})(?![^\W_])
    """,
    re.VERBOSE,
)
_YEARLESS = re.compile(
    rf"""(?<![\w/.-])
    (?:so(?=\d))?
    (?P<ordinal>\d{{1,5}}[a-z]?)\s*[/\\]\s*
    (?P<kind>nqlt|nq|qd|ct)
    (?P<third>\s*[-–—.,/_]\s*|\s*)
    (?P<body>{_BODY})(?P<term>\d{{0,2}})(?![^\W_])
    """,
    re.VERBOSE,
)
_CUT = re.compile(
    r"""\b(?P<kind>nghi\s+quyet|quyet\s+dinh|nq|qd)\s+(?:so\s*:?\s*)?
    (?P<ordinal>\d{1,4}[a-z]?)\s*/\s*(?P<year>(?:19|20)\d\d)(?![\w/]|\s*[/-]\s*\w)""",
    re.VERBOSE,
)
_SPACES = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_OTHER = re.compile(rf"(?<!\d)(?:{NUMBER})")
_COMPLETED = {"nq": "NQ-HĐND", "qd": "QĐ-UBND"}


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number where it stands; ``number`` is None where it was not read for sure, ``doubt`` says what it may be."""

    start: int
    end: int
    number: str | None
    doubt: str | None = None


def straight(text: str) -> str:
    """The text of a cell as numbers and roles are read in it: look-alike letters mended, runs of spaces made one."""
    return _BREAKS.sub("\n", _SPACES.sub(" ", clean(text).text))


def numbers_in(text: str) -> list[PrintedNumber]:
    """The numbers of a straightened text, in their order.

    >>> [one.number for one in numbers_in("Nghị quyết số 12 /2020/NQ - HDND và 7/2019QĐUBND")]
    ['12/2020/NQ-HĐND', '7/2019/QĐ-UBND']
    """
    folded = fold(text)
    found: list[PrintedNumber] = []
    taken = bytearray(len(text))

    def add(one: PrintedNumber) -> None:
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            found.append(one)

    for match in _LOCAL.finditer(folded):
        add(_local(match))
    for match in _YEARLESS.finditer(folded):
        add(PrintedNumber(match.start("ordinal"), match.end(), f"{match['ordinal'].upper()}/{_symbol(match, None)}"))
    for match in _OTHER.finditer(text) if "/" in text or "VBHN" in text else ():
        add(PrintedNumber(match.start(), match.end(), normalise(match.group())))
    for match in _CUT.finditer(folded):
        kind = _COMPLETED["nq" if match["kind"].startswith("n") else "qd"]
        cut = f"{match['ordinal']}/{match['year']}"
        add(
            PrintedNumber(
                match.start("ordinal"),
                match.end(),
                None,
                f"Số «{cut}» thiếu ký hiệu; có thể là {cut}/{kind}.",
            )
        )
    return sorted(found, key=lambda one: one.start)


def _local(match: re.Match[str]) -> PrintedNumber:
    year = int(match["year"])
    number = f"{match['ordinal']}/{year}/{_symbol(match, year)}"
    sure = _FIRST_YEAR <= year <= _LAST_YEAR and match["first"].strip() == "/"
    doubt = None if sure else f"Số «{' '.join(match.group().split())}» ghi không đúng thể thức; có thể là {number}."
    return PrintedNumber(match.start("ordinal"), match.end(), number if sure else None, doubt)


def _symbol(match: re.Match[str], year: int | None) -> str:
    body = _BODIES[match["body"]]
    if body == "UB" and year is not None and year >= _SYMBOL_SINCE:
        body = "UBND"
    return f"{_KINDS[match['kind']]}-{body}{match['term']}"
