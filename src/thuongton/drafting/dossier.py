"""Which parts an appraisal dossier has (``data/dossier.toml``), and what of them is missing (thành phần hồ sơ)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DOSSIER = Path(__file__).parent / "data" / "dossier.toml"


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A part that is asked for: its name in both languages, where it was read, how surely it is known.

    ``policy``: only of a draft that sets a policy of its own; ``optional``: its lack makes no dossier incomplete.
    """

    key: str
    vi: str
    en: str
    source: str
    confidence: str
    policy: bool = False
    optional: bool = False

    @property
    def to_check(self) -> bool:
        """Whether the law behind it was not read (cần kiểm tra)."""
        return self.confidence != "seen"


@cache
def asked_parts() -> tuple[AskedPart, ...]:
    """All parts, in the order of the file."""
    return tuple(AskedPart(**one) for one in tomllib.loads(DOSSIER.read_text("utf-8"))["part"])


def parts_for(policy: bool) -> list[AskedPart]:
    """The parts of the dossier of a draft that sets a policy of its own, or of one that does not."""
    return [one for one in asked_parts() if policy or not one.policy]


def missing(parts: Iterable[AskedPart], found: Mapping[str, bool | None]) -> list[AskedPart]:
    """The parts that were looked for and are not there; one not looked at yet is not known to be missing."""
    return [one for one in parts if found.get(one.key) is False and not one.optional]


def unseen(parts: Iterable[AskedPart], found: Mapping[str, bool | None]) -> list[AskedPart]:
    """The parts that nobody has looked at yet."""
    return [one for one in parts if found.get(one.key) is None and not one.optional]


def missing_words(parts: Iterable[AskedPart], notes: Mapping[str, str]) -> str:
    """What is missing, in the words of the letter that returns a dossier: each with what was noted beside it."""
    return "; ".join(f"{one.vi} ({notes[one.key]})" if notes.get(one.key) else one.vi for one in parts)
