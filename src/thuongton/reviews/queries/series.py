"""The yearly series of each issuer in the register: gaps, doubles, numbers out of the order of days."""

from __future__ import annotations

from dataclasses import dataclass

from thuongton.law.models import LegalAct
from thuongton.law.queries.lacking import gaps_of
from thuongton.law.rows import issuer_key
from thuongton.reviews.issuing_units import issuing_unit
from thuongton.reviews.series import Fault, Numbered, faults_of


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """A fault of a series as a list shows it; ``acts`` are the documents that show it, by row and number."""

    pk: int
    issuer: str
    year: int
    number: str
    fault: Fault
    acts: tuple[tuple[int, str], ...]


def series_faults() -> list[SeriesLine]:
    """Every fault of every series of local issuers, in one statement: issuer, newest year, number."""
    acts: list[Numbered] = []
    names: dict[str, str] = {}
    numbers: dict[int, str] = {}
    rows = LegalAct.objects.exclude(issuer="").filter(number_key__contains="/20")
    for pk, number, shown, issuer, day in rows.values_list(
        "pk", "number_key", "number", "issuer", "issued_on"
    ).iterator():
        told = issuing_unit(issuer)
        if told is None:
            continue
        key = _series_key(issuer, told.key)
        names.setdefault(key, issuer)
        numbers[pk] = shown
        acts.append(Numbered(pk, number, key, day))
    found = sorted(faults_of(acts, gaps_of), key=lambda one: names[one.issuer])
    return [
        SeriesLine(
            place, names[one.issuer], one.year, one.number, one.fault, tuple((pk, numbers[pk]) for pk in one.acts)
        )
        for place, one in enumerate(found, 1)
    ]


def _series_key(issuer: str, unit: str) -> str:
    """A council and a committee number apart, whatever they are spelled; a chairman numbers with the committee."""
    key = issuer_key(issuer)
    return f"{'hdnd' if 'hoi dong' in key or 'hdnd' in key else 'ubnd'} {unit}"
