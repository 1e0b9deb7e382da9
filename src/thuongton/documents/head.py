"""The head of a paper on its way into the register: as the machine read it, and as people correct it; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from vanban.model import Header
from vanban.shapes import made


@dataclass(frozen=True, slots=True)
class PaperHead(Header):
    """The head that was read, with what only the register asks for; it is stored as the JSON of an intake.

    ``direction`` is «incoming» or «outgoing» where a person said so; ``edited`` are the fields that a person corrected,
    or found right as they stand; ``attempts`` counts readings that were begun.
    """

    arrived_on: dt.date | None = None
    handler: str | None = None
    answer_due: dt.date | None = None
    note: str | None = None
    direction: str | None = None
    edited: tuple[str, ...] = ()
    attempts: int = 0

    @classmethod
    def of(cls, read: Header) -> Self:
        """A head that nobody has looked at yet."""
        return cls(**{name: getattr(read, name) for name in Header.__dataclass_fields__})

    @classmethod
    def from_dict(cls, body: Mapping[str, Any]) -> Self:
        """The head that was kept; rows of older versions name what is kept about it «_edited», «_attempts»."""
        return made(cls, {name.removeprefix("_"): value for name, value in body.items()})

    def corrected(self, field: str, value: str | dt.date | tuple[str, ...] | None) -> Self:
        """The same with one field as a person wrote it."""
        given: dict[str, Any] = {field: () if value is None and isinstance(getattr(self, field), tuple) else value}
        return replace(self, **given).looked_at((field,))

    def looked_at(self, fields: Collection[str]) -> Self:
        """The same with fields that a person has seen and found right."""
        return replace(self, edited=tuple(sorted({*self.edited, *fields})))

    def read_anew(self, read: Header) -> Self:
        """What was read, with all that people had said meanwhile left as they said it."""
        kept: dict[str, Any] = {name: getattr(self, name) for name in self.edited}
        return replace(self.of(read), **kept, direction=self.direction, edited=self.edited)
