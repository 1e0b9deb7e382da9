"""What a title or a text is about: its words without numbers, days, places, issuers and words of form; pure.

Marks, case and the two ways to set a tone are no difference: «Hoà Bình», «HÒA BÌNH» and «Hoa Binh» are one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from heapq import nsmallest
from importlib.resources import files
from itertools import pairwise
from zlib import crc32

from vanban.text import fold

SHINGLE = 4
"""Syllables of one shingle of a text."""
SKETCH = 64
"""Shingles by which a text is held against others."""
_SYLLABLE = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"(?:\bso\s+)?\b\d+[a-z]?(?:/\d{4})?/[a-z][a-z0-9&.-]*")
_DAY = re.compile(
    r"\b(?:ngay\s+)?\d{1,2}(?:\s+thang\s+|[/.-])\d{1,2}(?:\s+nam\s+|[/.-])\d{4}\b|\b(?:nam\s+)?\d[\d.,]*\b"
)


@cache
def _form() -> re.Pattern[str]:
    data = tomllib.loads(files("thuongton.reviews.parallel").joinpath("form.toml").read_text("utf-8"))
    words = sorted(data["form"], key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, words))})(?!\S)")


def _plain(text: str) -> str:
    return " ".join(_SYLLABLE.findall(fold(text)))


@lru_cache(maxsize=256)
def _places(named: frozenset[str]) -> re.Pattern[str]:
    names = sorted({_plain(one) for one in named} - {""}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, names)) or '(?!)'})(?!\S)")


def neutral(text: str, places: Iterable[str] = ()) -> str:
    """A text folded, without numbers of documents, days, figures and the names of ``places``: those of its own unit.

    >>> neutral("Quyết định số 12/2020/QĐ-UBND ngày 05/3/2020 về mật độ chăn nuôi tỉnh Kiên Giang", ["Kiên Giang"])
    'quyet dinh ve mat do chan nuoi tinh'
    """
    folded = _DAY.sub(" ", _NUMBER.sub(" ", fold(text)))
    return " ".join(_places(frozenset(places)).sub(" ", " ".join(_SYLLABLE.findall(folded))).split())


def subject_words(title: str, places: Iterable[str] = ()) -> list[str]:
    """The syllables that say what a title is about, in order.

    >>> subject_words("Ban hành Quy định mức thu phí thẩm định đề án tỉnh An Giang", ["tỉnh An Giang"])
    ['muc', 'thu', 'phi', 'tham', 'dinh', 'de', 'an']
    """
    return _form().sub(" ", neutral(title, places)).split()


def subject_terms(title: str, places: Iterable[str] = ()) -> tuple[str, ...]:
    """Syllables and pairs of neighbours, each once: what titles are found by."""
    words = subject_words(title, places)
    return tuple(dict.fromkeys([*words, *(f"{one}_{other}" for one, other in pairwise(words))]))


def as_printed(words: str, title: str) -> list[str]:
    """Words in common, as they stand in a title with their marks; those that touch are one.

    >>> as_printed("chim yen, nuoi chim", "Quy định hộ nuôi chim yến")
    ['nuôi chim yến']
    """
    pairs = {tuple(one.split()) for one in words.split(", ")}
    printed = title.replace("\n", " ").split()
    folded = [_plain(one) for one in printed]
    held = [False] * len(printed)
    for at, here in enumerate(pairwise(folded)):
        if here in pairs:
            held[at] = held[at + 1] = True
    singles = {one[0] for one in pairs if len(one) == 1}
    runs: list[list[str]] = [[]]
    for at, word in enumerate(printed):
        if held[at] or folded[at] in singles:
            runs[-1].append(word.strip('.,;:()«»“”"'))
        elif runs[-1]:
            runs.append([])
    return [" ".join(run) for run in runs if run]


def sketch(text: str, places: Iterable[str] = (), size: int = SKETCH) -> tuple[int, ...]:
    """The smallest hashes of the shingles of a text: two texts share as many of them as they share words (bottom-k)."""
    words = neutral(text, places).split()
    if len(words) < SHINGLE:
        return ()
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    return tuple(nsmallest(size, {crc32(one.encode()) for one in shingles}))
