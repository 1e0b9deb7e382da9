"""Rows of a sheet between reading and writing, as plain values that can be sealed: what was typed, what is said."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thuongton.cases.engine.acts import CaseSentence
from thuongton.cases.entry.judging import EnteredRow, RowFate, RowSaid
from thuongton.cases.entry.sheets import SheetRow


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row of a sheet with its number there and what becomes of it."""

    number: int
    texts: Mapping[str, str]
    fate: RowFate
    said: tuple[RowSaid, ...] = ()

    @classmethod
    def of(cls, row: SheetRow, verdict: EnteredRow) -> KeptRow:
        """A row as it was judged."""
        return cls(row.number, row.texts, verdict.fate, verdict.said)

    def plain(self) -> list[Any]:
        """The same as values of JSON."""
        said = [[one.column, one.sentence.what, dict(one.sentence.values), one.rejects] for one in self.said]
        return [self.number, dict(self.texts), self.fate.value, said]

    @classmethod
    def from_plain(cls, value: Sequence[Any]) -> KeptRow:
        """A row from such values."""
        number, texts, fate, said = value
        told = tuple(RowSaid(column, CaseSentence(what, values), rejects) for column, what, values, rejects in said)
        return cls(number, texts, RowFate(fate), told)


def as_text(rows: Sequence[KeptRow]) -> str:
    """Rows as one text, to be sealed."""
    return json.dumps([one.plain() for one in rows], ensure_ascii=False)


def from_text(text: str) -> list[KeptRow]:
    """The rows of such a text."""
    return [KeptRow.from_plain(one) for one in json.loads(text)]
