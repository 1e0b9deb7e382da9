"""How alike two cases are said to be: by person, by clause, by words; pure, linear in the length of what is read."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from vanban.text import fold

MOST_LETTERS = 1_500
"""Letters of a text that are held against another; the matter of a letter stands at its head."""
MOST_WORDS = 16
"""Words by which candidates are looked for."""
NAMED_WORDS = range(2, 9)
"""Words of a name or an address; one alone names nobody."""
ALIKE = 55
VERY_ALIKE = 78


def cut(text: str) -> str:
    """What of a text is compared: its head, without tone marks.

    >>> cut("Ranh giới  ĐẤT")
    'ranh gioi dat'
    """
    return " ".join(fold(text[:MOST_LETTERS]).split())


def names_of(texts: list[str]) -> set[str]:
    """The names that are looked for whole, among the texts of fields of persons.

    >>> sorted(names_of(["Nguyễn Văn An", "1980", "An"]))
    ['nguyen van an']
    """
    found = {cut(text) for text in texts}
    return {one for one in found if len(one.split()) in NAMED_WORDS}


def search_words(text: str) -> list[str]:
    """The words that candidates are looked for by: each once, the longest first, which are the rarest."""
    words = {word for word in cut(text).split() if len(word) > 2}
    return sorted(words, key=lambda word: (-len(word), word))[:MOST_WORDS]


def likeness(one: str, other: str) -> int:
    """0 to 100: how alike two cut texts are, whatever the order of their words; 0 where one of them is empty."""
    if not one or not other:
        return 0
    return round(fuzz.token_sort_ratio(one, other))


@dataclass(frozen=True, slots=True)
class TwinReason:
    """Why two cases may be about one matter; ``words``: 0 to 100."""

    person: bool = False
    clause: bool = False
    words: int = 0

    @property
    def enough(self) -> bool:
        """Whether a person should look: the same person or clause with like words, or very like words alone."""
        return self.words >= (ALIKE if self.person or self.clause else VERY_ALIKE)

    @property
    def weight(self) -> int:
        """By which suggestions are put in order, the strongest first."""
        return self.words + 30 * self.person + 30 * self.clause


def enough(reason: TwinReason, *, has_words: bool) -> bool:
    """Whether a person should look at two cases; a kind without words to compare is known by person or clause."""
    return reason.enough if has_words else reason.person or reason.clause
