"""What the linter found in a paper, as people work on it: numbered, grouped by family, compared between versions."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from itertools import groupby

from vanban.lint import FAMILIES, Rule, rules
from vanban.lint.registry import SEVERITIES
from vanban.model import Finding
from vanban.text import join_lines

LONGEST_QUOTE = 2000
"""Characters that are kept of the words a decision is about."""
MARKED = "rules"
"""Where the JSON of a kept reading says by which rules it was checked."""
OTHER = "khac"
"""The family of a finding whose rule this version of the linter no longer has."""


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """One finding. ``number`` counts in the order of the text from 1; ``key`` ties it to what people decided of it.

    ``start`` and ``end`` are offsets into the text; they are equal when the fault is something that is absent.
    """

    number: int
    rule: str
    family: str
    severity: str
    start: int
    end: int
    quote: str
    message: str
    suggestion: str
    key: str

    @property
    def placed(self) -> bool:
        """Whether the finding stands at a passage of the text."""
        return self.end > self.start


@lru_cache(maxsize=1)
def known_rules() -> dict[str, Rule]:
    """The rules of the linter by code."""
    return {rule.code: rule for rule in rules()}


@lru_cache(maxsize=1)
def rules_mark() -> str:
    """A short mark of the rules of this version, kept beside findings, to tell whether newer rules have come since."""
    told = "\n".join(f"{rule.code} {rule.severity} {rule.sentence}" for rule in rules())
    return hashlib.sha256(f"{version('vanban')}\n{told}".encode()).hexdigest()[:16]


def key_of(rule: str, quote: str) -> str:
    """What two findings have in common when rule and quoted words are the same, wherever lines break.

    >>> key_of("x", "Lạc\\nPhụng") == key_of("x", "Lạc  Phụng")
    True
    """
    words = join_lines(unicodedata.normalize("NFC", quote))
    return hashlib.sha256(f"{rule}\n{words}".encode()).hexdigest()


def findings_of(raw: Iterable[Finding], *, draft: bool = False) -> list[ShownFinding]:
    """The findings of a reading as people work on them, in the order of the text.

    Of a ``draft`` nothing is said about the number and the day that it gets only when it is issued.
    """
    known = known_rules()
    if draft:
        raw = [one for one in raw if one.rule not in known or not known[one.rule].issued]
    found = []
    for number, one in enumerate(sorted(raw, key=lambda each: (each.start, each.end, each.rule)), start=1):
        rule = known.get(one.rule)
        found.append(
            ShownFinding(
                number=number,
                rule=one.rule,
                family=rule.family if rule else OTHER,
                severity=one.severity,
                start=one.start,
                end=one.end,
                quote=one.surface,
                message=one.message,
                suggestion=one.suggestion or "",
                key=key_of(one.rule, one.surface),
            )
        )
    return found


def _weight(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def in_order(found: Iterable[ShownFinding]) -> list[ShownFinding]:
    """The findings as they are listed: family by family, the family with the gravest faults first; in a family the
    gravest first, those of one rule together."""
    found = list(found)
    families = [*FAMILIES, OTHER]
    graveness = {
        family: tuple(-sum(1 for one in found if one.family == family and one.severity == each) for each in SEVERITIES)
        for family in families
    }
    first: dict[str, int] = {}
    for one in found:
        first.setdefault(one.rule, one.number)
    return sorted(
        found,
        key=lambda one: (
            graveness[one.family],
            families.index(one.family),
            _weight(one.severity),
            first[one.rule],
            one.number,
        ),
    )


def by_family(listed: Sequence[ShownFinding]) -> list[tuple[str, list[ShownFinding]]]:
    """Findings that are in order, one group a family."""
    return [(family, list(group)) for family, group in groupby(listed, key=lambda one: one.family)]


def counts_by(found: Iterable[ShownFinding], of: Callable[[ShownFinding], str]) -> dict[str, int]:
    """How many findings of each kind."""
    return dict(Counter(of(one) for one in found))


@dataclass(frozen=True, slots=True)
class Compared:
    """A version beside the one before: the findings that are gone, and the numbers of those that are new."""

    gone: tuple[ShownFinding, ...]
    new: frozenset[int]
    stay: frozenset[int]


def compare(before: Iterable[ShownFinding], after: Iterable[ShownFinding]) -> Compared:
    """What became of the findings: the same rule at the same words stays, as often as it was there before."""
    left = Counter(one.key for one in before)
    new, stay = set(), set()
    for one in after:
        if left[one.key] > 0:
            left[one.key] -= 1
            stay.add(one.number)
        else:
            new.add(one.number)
    gone = []
    for one in reversed(list(before)):
        if left[one.key] > 0:
            left[one.key] -= 1
            gone.append(one)
    return Compared(tuple(reversed(gone)), frozenset(new), frozenset(stay))
