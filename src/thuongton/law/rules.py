"""The rules of validity (quy tắc hiệu lực): ``rules.toml``, each with clause, days and how sure the clause is."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Confidence = Literal["seen", "second", "memory"]
CHECK = "cần kiểm tra"


class UnusableRules(ValueError):
    """A file of rules that cannot be used; the message names the rule and what is wrong."""


@dataclass(frozen=True, slots=True)
class ValidityRule:
    """One rule with the days on which its clause holds: ``begins`` and ``ended`` are its first and last day.

    ``days`` belongs to rules that bound something by a number of days; None elsewhere.
    """

    code: str
    state: str
    says: str
    clause: str
    confidence: Confidence
    begins: dt.date | None = None
    ended: dt.date | None = None
    days: int | None = None

    def holds(self, day: dt.date) -> bool:
        """Whether its clause holds on a day."""
        return (self.begins is None or self.begins <= day) and (self.ended is None or day <= self.ended)

    @property
    def cited(self) -> str:
        """Its clause as an answer cites it: with «cần kiểm tra» where nobody has read it; "" without one."""
        if not self.clause:
            return ""
        return self.clause if self.confidence == "seen" else f"{self.clause}; {CHECK}"


@cache
def rules() -> tuple[ValidityRule, ...]:
    """Every rule in the order of the file. Raises UnusableRules."""
    with (Path(__file__).parent / "rules.toml").open("rb") as stream:
        return tuple(_read(tomllib.load(stream)["rule"]))


def _read(rows: list[dict[str, object]]) -> Iterator[ValidityRule]:
    for row in rows:
        code, confidence = str(row.get("code") or "?"), row.get("confidence")
        if confidence not in get_args(Confidence):
            raise UnusableRules(f"{code}: confidence «{confidence}»")
        begins, ended, days = row.get("from"), row.get("to"), row.get("days")
        if not all(day is None or isinstance(day, dt.date) for day in (begins, ended)):
            raise UnusableRules(f"{code}: from, to")
        yield ValidityRule(
            code, str(row["state"]), str(row["says"]), str(row["clause"]), confidence,  # type: ignore[arg-type]
            begins, ended, days if isinstance(days, int) else None,  # type: ignore[arg-type]
        )  # fmt: skip


def rule_on(code: str, day: dt.date) -> ValidityRule | None:
    """The rule of a code on a day, the newest first; None where no clause holds then.

    >>> rule_on("with-parent", dt.date(2015, 1, 1)) is None
    True
    >>> rule_on("with-parent", dt.date(2025, 8, 1)).clause[:28]
    'Luật 64/2025/QH15 Điều 57 kh'
    """
    found = [one for one in rules() if one.code == code and one.holds(day)]
    return max(found, key=lambda one: one.begins or dt.date.min, default=None)
