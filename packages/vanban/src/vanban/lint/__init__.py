"""Reads a draft like an experienced reviewer (soát văn bản): one module for each family of rules.

>>> from vanban import lint, read_document
>>> [f.surface for f in lint(read_document("về việc báo cáo báo cáo sơ kết 01 năm"), select=["repeated-words"])]
['báo cáo báo cáo']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vanban.header.papers import first_alone
from vanban.lint import (  # noqa: F401  (each registers its rules)
    asked,
    bases,
    blanks,
    bodies,
    calendar,
    citations,
    citing,
    copypaste,
    form,
    names,
    normative,
    numbering,
    numbers,
    plans,
    progress,
    remnants,
    spelling,
    units,
    validity,
    variants,
)
from vanban.lint.faults import Fault, KnownDocument, Register, Status, StatusInterval
from vanban.lint.lawbook import BadRegister, LawBook
from vanban.lint.paper import Paper
from vanban.lint.registry import FAMILIES, Rule, UnknownRule, chosen, rules
from vanban.model import Finding, Reading, Span
from vanban.settling import settled
from vanban.viewing import viewed, way_back

CERTAIN, DOUBT = 0.95, 0.7
"""A finding with less confidence is a remark; with less still it is not said."""
MOST, MOST_RELATED = 6, 60
"""How many findings of one rule stand by themselves, and how many places the one for all relates."""

__all__ = [
    "FAMILIES",
    "BadRegister",
    "Fault",
    "KnownDocument",
    "LawBook",
    "Register",
    "Rule",
    "Status",
    "StatusInterval",
    "UnknownRule",
    "lint",
    "rules",
]


def lint(
    reading: Reading,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    register: Register | None = None,
) -> list[Finding]:
    """The faults of a paper, in the order of the text; of several papers in a file those of the first.

    Of a scan nothing is said that hangs on its layout or on single letters, and a finding that touches a word in doubt
    is a remark only; so is one that rests on a reading that is not certain. A rule that finds more than a few places
    says so once, with their number.

    Args:
        reading: the paper as read.
        select: codes or families of the rules to run; all when None.
        ignore: codes or families of rules to leave out.
        register: a law register; without one the rules that ask whether a cited document is in force are silent.

    Raises:
        UnknownRule: a code that no rule has.
    """
    reading = first_alone(reading)
    view = viewed(reading)
    clean = settled(reading.text)
    paper = Paper(view, register, clean.composed)
    found = []
    for rule in chosen(None if select is None else list(select), list(ignore or ())):
        if reading.source.ocr and not rule.on_scans:
            continue
        found.extend(
            _together([_finding(paper, rule, fault) for fault in rule.check(paper) if fault.confidence >= DOUBT])
        )
    if view is not reading:
        found = way_back(clean, reading.text)(found)
    found.sort(key=lambda f: (f.start, f.end, f.rule))
    return found


def _finding(paper: Paper, rule: Rule, fault: Fault) -> Finding:
    start = max(0, min(fault.start, len(paper.text)))
    end = max(start, min(fault.end, len(paper.text)))
    certain = fault.confidence >= CERTAIN and not paper.doubtful(start, end)
    return Finding(
        rule=rule.code,
        severity=rule.severity if certain else "info",
        start=start,
        end=end,
        surface=paper.text[start:end],
        message=fault.message or rule.sentence,
        suggestion=fault.suggestion,
        related=fault.related,
    )


def _together(found: list[Finding]) -> list[Finding]:
    """The findings of one rule; when they are many, the first with the number of the others, which it relates."""
    if len(found) <= MOST:
        return found
    first, *others = sorted(found, key=lambda finding: (finding.severity == "info", finding.start))
    spans = tuple(Span(other.start, other.end) for other in others[:MOST_RELATED])
    message = f"{first.message.rstrip('.')}; còn {len(others)} chỗ tương tự."
    return [replace(first, message=message, related=(*first.related, *spans))]
