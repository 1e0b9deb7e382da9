"""The words of a text, and the lists of :mod:`vanban.tasks.names`: what heads a name and what goes on with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from vanban.agencies import known_heads
from vanban.doing import verbs
from vanban.patterns import words_in
from vanban.text import settle_tone

_TOKEN = re.compile(r"\w+|[^\w\s]")
_QUANTIFIERS = (
    *("các", "những", "mọi", "toàn thể các", "toàn thể", "toàn bộ các", "tất cả các", "một số", "từng", "mỗi"),
    *("tất cả", "hai"),
)
_PERSONS = (
    *("đồng chí", "các đồng chí", "đ / c", "các đ / c", "ông", "bà", "các ông", "các ông , bà", "ông , bà"),
    *("các ông ( bà )", "ông ( bà )", "các ông / bà", "anh", "chị"),
)
_ROLES = (
    *("chủ trì", "chủ động", "làm chủ", "có trách nhiệm", "chịu trách nhiệm", "làm đầu mối", "là đầu mối", "phối hợp"),
    *("phụ trách", "có nhiệm vụ", "là cơ quan", "là đơn vị", "căn cứ", "theo chức năng", "theo nhiệm vụ", "tham mưu"),
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: in small letters with one place of the tone mark, where it stands, and how it is printed."""

    text: str
    start: int
    end: int
    capital: bool
    number: bool


class Trie:
    """Phrases by their first word, the longest first, each with whether it begins with a capital."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        for phrase in dict.fromkeys(phrases):
            words = tuple(word.text for word in words_of(phrase))
            self.by_first.setdefault(words[0], []).append((words, phrase[0].isupper()))
        for found in self.by_first.values():
            found.sort(key=lambda pair: -len(pair[0]))


def words_of(text: str, start: int = 0, most: int = 10**6) -> list[Word]:
    """The words and signs of a text from a place on, ``most`` at the most."""
    found: list[Word] = []
    for match in _TOKEN.finditer(text, start):
        if len(found) == most:
            break
        raw = match.group()
        plain = settle_tone(raw.casefold())
        plain = "-" if plain in "–—" else plain
        found.append(Word(plain, match.start(), match.end(), raw[:1].isupper(), raw.isdecimal()))
    return found


@cache
def lists() -> dict[str, Trie]:
    """The lists of words by their kind."""
    data = words_in("names.toml")
    papers = ("dự án", "đề án", "chương trình", "quân sự")
    heads = [word for word, _ in known_heads("list") if word not in papers]
    return {
        "heads": Trie([*heads, *data["heads"]]),
        "plurals": Trie([*data["plurals"], *data["actors"]]),
        "quantifiers": Trie(_QUANTIFIERS),
        "persons": Trie(_PERSONS),
        "roles": Trie(_ROLES),
        "has_work": Trie(words_in("speaking.toml")["has_work"]),
        **{kind: Trie(data[kind]) for kind in ("fields", "inside", "actors", "officers", "complete", "short", "grows")},
    }


@cache
def _first_words() -> frozenset[str]:
    kinds = ("heads", "plurals", "quantifiers", "persons", "officers", "actors", "complete", "short")
    return frozenset(word for kind in kinds for word in lists()[kind].by_first) | {"ubnd", "hđnd", "ủy", "hội", "cơ"}


def may_begin(text: str, start: int) -> bool:
    """Whether the first word of a text from a place on can begin a name at all."""
    return any(word.text in _first_words() for word in words_of(text, start, 1))


@cache
def narrowing(kind: str) -> dict[str, list[tuple[str, ...]]]:
    """Patterns of what narrows a name («narrows») or tells its kind («kinds»), by their first word."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for phrase in words_in("names.toml")[kind]:
        pieces = [match.group() for match in _TOKEN.finditer(phrase)]
        plain = ["-" if piece in "–—" else piece for piece in pieces]
        words = tuple(piece if piece in ("_", "+", "A") else settle_tone(piece.casefold()) for piece in plain)
        by_first.setdefault(words[0], []).append(words)
    for found in by_first.values():
        found.sort(key=lambda words: -len(words))
    return by_first


@cache
def not_before() -> dict[str, tuple[str, ...]]:
    """For a noun that heads names, the words behind it that make it something else («sở hữu», «báo cáo»)."""
    return {settle_tone(word): tuple(settle_tone(other) for other in others) for word, others in known_heads("list")}


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(verbs(after_partners=True))


class Words:
    """Looks at the words of a text by their place; past the end every word is empty."""

    def __init__(self, text: str, start: int, most: int) -> None:
        self.text = text
        self.words = words_of(text, start, most)

    def word(self, i: int) -> str:
        """The word at a place, or an empty text."""
        return self.words[i].text if 0 <= i < len(self.words) else ""

    def _capital(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i].capital

    def _number(self, i: int) -> bool:
        return 0 <= i < len(self.words) and self.words[i].number

    def _match(self, i: int, kind: str, *, cased: bool = False) -> int:
        """How many words of a list stand at a place; ``cased``: the first letter as listed."""
        for words, capital in lists()[kind].by_first.get(self.word(i), ()):
            if cased and capital != self._capital(i):
                continue
            if all(self.word(i + k) == word for k, word in enumerate(words)):
                return len(words)
        return 0

    def _is_verb(self, i: int) -> bool:
        return i < len(self.words) and not self._capital(i) and bool(_verb().match(self.text, self.words[i].start))

    def _all_capitals(self, i: int) -> bool:
        printed = self.text[self.words[i].start : self.words[i].end]
        return len(printed) > 1 and printed.isupper()
