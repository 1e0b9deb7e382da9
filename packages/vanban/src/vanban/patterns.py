"""Patterns made of words, so that lists of words stand as words and not as regular expressions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, cast

from vanban.text import fold

_TWO_PLACES = {"ủy": "uỷ", "hòa": "hoà", "tòa": "toà", "khóa": "khoá", "hóa": "hoá", "tọa": "toạ", "thỏa": "thoả"}
"""Syllables that papers print with the tone mark in either place."""


@cache
def words_in(name: str) -> dict[str, Any]:
    """The table of words of that name in ``data``."""
    table: dict[str, Any] = tomllib.loads(files("vanban").joinpath("data", name).read_text(encoding="utf-8"))
    return table


def one(phrase: str, *, gap: str = r"\s+", initial: bool = False) -> str:
    """The pattern of a phrase: both places of its tone marks, any ``gap`` between its words.

    Args:
        initial: the first letter may be small or a capital.

    >>> one("ủy ban nhân dân", gap=" ")
    '(?:ủy|uỷ) ban nhân dân'
    >>> one("Bộ", initial=True)
    '[Bb]ộ'
    """
    syllables = []
    for at, syllable in enumerate(phrase.split()):
        forms = [syllable]
        for usual, other in _TWO_PLACES.items():
            if syllable.casefold() == usual:
                forms.append(other[0].upper() + other[1:] if syllable[0].isupper() else other)
        if initial and at == 0:
            forms = [f"[{form[0].upper()}{form[0].lower()}]{re.escape(form[1:])}" for form in forms]
        else:
            forms = [re.escape(form) for form in forms]
        syllables.append(forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})")
    return gap.join(syllables)


def any_of(phrases: Iterable[str], *, gap: str = r"\s+", initial: bool = False) -> str:
    """A group that matches one of the phrases; of two that begin alike the longer one is tried first.

    >>> any_of(["sở", "sở ban ngành"], gap=" ")
    '(?:sở ban ngành|sở)'
    """
    longest = sorted(dict.fromkeys(phrases), key=lambda phrase: -len(phrase))
    return f"(?:{'|'.join(one(phrase, gap=gap, initial=initial) for phrase in longest)})"


def any_folded(phrases: Sequence[str]) -> str:
    """The same for texts without tone marks (:func:`vanban.text.fold`).

    >>> any_folded(["Đảng ủy", "Sở"])
    '(?:dang uy|so)'
    """
    longest = sorted(dict.fromkeys(map(fold, phrases)), key=lambda phrase: -len(phrase))
    return f"(?:{'|'.join(longest)})"


_ASKED = ("match", "search", "fullmatch", "finditer", "findall", "sub", "split")


class _Later:
    """Stands for a compiled pattern until it is asked; what it is asked by then is the compiled pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for each in _ASKED:
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled when it is first asked: a long list of names costs a process that reads no paper.

    >>> later("s(ở|ố)").match("sở")[1]
    'ở'
    """
    return cast("re.Pattern[str]", _Later(pattern, flags))
