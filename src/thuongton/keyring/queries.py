"""Opening what was sealed: many values at once, each with the key of its record."""

from __future__ import annotations

from collections.abc import Iterable

from thuongton.keyring import box
from thuongton.keyring.master import NoMaster, UnusableMasters, master, masters
from thuongton.keyring.models import RecordKey
from vanban.text import fold

INDEX = "index"
MOST_WORDS = 60


class Erased(Exception):
    """The key of the record was destroyed: its sealed values were erased for good."""


class Keys:
    """The keys of some records, read in one statement; a key is unwrapped when it is first asked for."""

    def __init__(self, numbers: Iterable[int]) -> None:
        wanted = {number for number in numbers if number}
        self._rows = {row.pk: row for row in RecordKey.objects.filter(pk__in=wanted)} if wanted else {}
        self._open: dict[int, bytes] = {}
        self._masters: dict[str, bytes] | None = None

    def key(self, number: int) -> bytes:
        """The key of a record. Raises Erased, NoMaster, UnusableMasters, box.Unopenable."""
        if number not in self._open:
            row = self._rows[number]
            if row.wrapped is None:
                raise Erased
            if self._masters is None:
                self._masters = masters()
            self._open[number] = box.unwrap(master(row.master, self._masters), bytes(row.wrapped), row.about)
        return self._open[number]

    def open(self, number: int, kept: str, about: str) -> str:
        """The text of a sealed value; ``about`` is the place it was sealed for. Raises as ``key`` does."""
        return box.unseal(self.key(number), kept, about)

    def is_erased(self, number: int) -> bool:
        """Whether the key of a record was destroyed."""
        return self._rows[number].wrapped is None


def index_key() -> bytes | None:
    """The key that marks words to find records by; None before the first record is sealed.

    Raises NoMaster, UnusableMasters: then nothing is found by sealed words.
    """
    row = RecordKey.objects.filter(purpose=INDEX).first()
    if row is None or row.wrapped is None:
        return None
    return box.unwrap(master(row.master), bytes(row.wrapped), row.about)


def words_of(text: str) -> list[str]:
    """The words by which a text is found: without tone marks, each once, and the whole of it when it is short.

    >>> words_of("Nguyễn Văn  An")
    ['an', 'nguyen', 'van', 'nguyen van an']
    """
    words = fold(text).split()[:MOST_WORDS]
    whole = " ".join(words)
    return sorted(set(words)) + ([whole] if 1 < len(words) <= 8 else [])


def tokens(key: bytes, text: str) -> list[str]:
    """The marks of a text's words."""
    return [box.token(key, word) for word in words_of(text)]


def key_missing() -> str:
    """One sentence when the master key of what is sealed here is not at hand; "" when all is well or nothing sealed."""
    try:
        known = masters()
        for name in RecordKey.objects.filter(wrapped__isnull=False).values_list("master", flat=True).distinct():
            master(name, known)
    except (NoMaster, UnusableMasters) as error:
        return str(error)
    return ""
