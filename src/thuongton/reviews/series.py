"""The yearly series of numbers of each issuer (dãy số): what is missing between the first and the last, what is double.

A number with its year is of one series (issuer, symbol, year). Numbers without one are not judged here: their series
runs through all papers of an office, of which the register holds a few. Gaps are those of ``law.queries.lacking``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(r"^0*(?P<number>\d{1,4})/(?P<year>\d{4})/(?P<symbol>[^/]+)$")


class Fault(StrEnum):
    """What is wrong with a series."""

    DOUBLE = "double"
    GAP = "gap"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class Numbered:
    """An act as its number stands: ``issuer`` is the key by which issuers are told apart."""

    key: int
    number: str
    issuer: str
    issued_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SeriesFault:
    """A fault of a series: the number, what is wrong, the acts that show it (none for a gap)."""

    issuer: str
    year: int
    number: str
    fault: Fault
    acts: tuple[int, ...] = ()


def faults_of(acts: Iterable[Numbered], gaps: Callable[[set[str]], list[str]]) -> list[SeriesFault]:
    """Every fault of every series, in the order of issuer, year and number.

    ``gaps`` gives the numbers that a set of numbers lacks. A number is double where two acts of one issuer bear it,
    and out of order where it is of a later day than one that stands after it and of an earlier one than before it.
    """
    series: dict[tuple[str, int, str], list[tuple[int, Numbered]]] = defaultdict(list)
    for act in acts:
        match = _NUMBER.match(act.number)
        if match is not None:
            series[act.issuer, int(match["year"]), match["symbol"]].append((int(match["number"]), act))
    found: list[SeriesFault] = []
    for (issuer, year, _symbol), members in series.items():
        by_number: dict[int, list[Numbered]] = defaultdict(list)
        for number, act in members:
            by_number[number].append(act)
        for same in by_number.values():
            if len(same) > 1:
                keys = tuple(sorted(one.key for one in same))
                found.append(SeriesFault(issuer, year, same[0].number, Fault.DOUBLE, keys))
        found += [SeriesFault(issuer, year, one, Fault.GAP) for one in gaps({act.number for _n, act in members})]
        found += _out_of_order(issuer, year, by_number)
    return sorted(found, key=lambda one: (one.issuer, -one.year, _rank(one.number), one.fault))


def _rank(number: str) -> tuple[str, int]:
    match = _NUMBER.match(number)
    return (match["symbol"], int(match["number"])) if match is not None else (number, 0)


def _out_of_order(issuer: str, year: int, by_number: dict[int, list[Numbered]]) -> Iterable[SeriesFault]:
    """Numbers whose neighbours on both sides agree with each other and not with them."""
    dated = [(number, by_number[number][0]) for number in sorted(by_number) if by_number[number][0].issued_on]
    for (_, before), (_, act), (_, behind) in zip(dated, dated[1:], dated[2:], strict=False):
        first, day, last = before.issued_on, act.issued_on, behind.issued_on
        if first and day and last and first <= last and not first <= day <= last:
            yield SeriesFault(issuer, year, act.number, Fault.ORDER, (before.key, act.key, behind.key))
