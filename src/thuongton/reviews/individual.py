"""Individual decisions set apart (quyết định cá biệt), and plain papers with rules inside found; pure.

A number says what the issuer held the act for; title and text say what it is. Where they agree the act is one or the
other, where they do not it is doubtful, with both reasons: a person decides. Words: ``individual.toml``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import takewhile
from unicodedata import normalize

from thuongton.law.numbers import LOCAL_KINDS, lacks_year
from vanban.symbols import parse
from vanban.text import fold

YEAR = "Số có năm ở giữa như văn bản quy phạm: {number}."
NO_YEAR = "Số không có năm ở giữa như văn bản cá biệt: {number}."
TITLE_INDIVIDUAL = "Tên gọi giải quyết một việc cụ thể: «{words}»."
TITLE_NORMATIVE = "Tên gọi đặt quy tắc chung: «{words}»."
TEXT_NORMATIVE = "Nội dung có điều «{words}»."
TITLE_SILENT = "Tên gọi không cho biết là quy phạm hay cá biệt."
NOT_OF_THESE = "Không phải nghị quyết, quyết định; không xét."
PLAIN_WITH_RULES = "Văn bản không có năm trong số nhưng chứa quy phạm; xem lại thẩm quyền và thể thức ban hành."
_LEADS = re.compile(r"^(?:nghi quyet|quyet dinh)?\s*(?:v/v|ve viec|viec|ve)?\s+")
_SYLLABLE = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?m)^\s*dieu\s+\d+[a-z]?\s*[.:]?\s*(?P<heading>[^\n.]{3,80})")
_SHOWN = 60


class ActNature(StrEnum):
    """What an act is held for."""

    NORMATIVE = "normative"
    INDIVIDUAL = "individual"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class SetApart:
    """What an act is, why, and whether it is a plain paper with rules inside, which somebody must look at."""

    verdict: ActNature
    reasons: tuple[str, ...]
    plain_with_rules: bool = False


@cache
def _words(key: str) -> tuple[str, ...]:
    data = tomllib.loads(files("thuongton.reviews").joinpath("individual.toml").read_text("utf-8"))
    return tuple(data[key])


def set_apart(number: str, kind: str = "", title: str = "", text: str = "") -> SetApart:
    """What a resolution or decision is by its number, kind, title and, where it is held, its text.

    >>> set_apart("1272/QĐ-UBND", title="Về việc bổ nhiệm Thừa phát lại").verdict
    <ActNature.INDIVIDUAL: 'individual'>
    >>> set_apart("15/QĐ-UBND", title="Ban hành Quy chế quản lý chợ").plain_with_rules
    True
    """
    parsed = parse(number) if number else None
    if parsed is not None and (parsed.party or parsed.kind is None or parsed.kind.code not in LOCAL_KINDS):
        return SetApart(ActNature.DOUBTFUL, (NOT_OF_THESE,))
    by_number = None if parsed is None else not lacks_year(number)
    by_title, told = _of_title(title)
    inside = _of_text(text) if text else ""
    reasons = []
    if by_number is not None:
        reasons.append((YEAR if by_number else NO_YEAR).format(number=number))
    reasons.append(told)
    if inside:
        reasons.append(TEXT_NORMATIVE.format(words=inside))
    rules = bool(inside) or (by_title is True)
    if by_number is False and rules:
        return SetApart(ActNature.DOUBTFUL, (*reasons, PLAIN_WITH_RULES), plain_with_rules=True)
    says = {one for one in (by_number, True if inside else by_title) if one is not None}
    if len(says) != 1:
        return SetApart(ActNature.DOUBTFUL, tuple(reasons))
    return SetApart(ActNature.NORMATIVE if says == {True} else ActNature.INDIVIDUAL, tuple(reasons))


def _of_title(title: str) -> tuple[bool | None, str]:
    """Whether a title sets rules (True), settles a case (False), or does not tell; with the sentence."""
    folded = _LEADS.sub("", " " + fold(" ".join(title.split())).lstrip(" «“\"'")).strip()
    plain = " ".join(_SYLLABLE.findall(folded))
    begins = [
        (len(one), rules, told)
        for key, rules, told in (("individual", False, TITLE_INDIVIDUAL), ("normative", True, TITLE_NORMATIVE))
        for one in _words(key)
        if f"{plain} ".startswith(f"{one} ")
    ]
    if begins:
        _length, rules, told = max(begins)
        return rules, told.format(words=_start(title))
    return None, TITLE_SILENT


def _start(title: str) -> str:
    words = " ".join(title.split()).split(" ")
    lengths = iter(range(1, len(words) + 1))
    kept = list(takewhile(lambda _word: len(" ".join(words[: next(lengths)])) <= _SHOWN, words))
    return " ".join(kept) + ("…" if len(kept) < len(words) else "")


def _of_text(text: str) -> str:
    """The heading of an article that only acts with rules have, "" where there is none."""
    text = normalize("NFC", text)
    for match in _ARTICLE.finditer(fold(text)):
        if any(match["heading"].strip().startswith(one) for one in _words("rules_inside")):
            return " ".join(text[match.start("heading") : match.end("heading")].split())
    return ""
