"""Reads a draft like an experienced reviewer (soát văn bản): one module for each family of rules.

>>> from vanban import lint, read_document
>>> [f.surface for f in lint(read_document("về việc báo cáo báo cáo sơ kết 01 năm"), select=["repeated-words"])]
['báo cáo báo cáo']
"""

from __future__ import annotations

from collections.abc import Sequence

from vanban.header.papers import first_alone
from vanban.lint import (  # noqa: F401  (each registers its rules)
    bases,
    citations,
    citing,
    copypaste,
    form,
    names,
    numbering,
    numbers,
    plans,
    progress,
    remnants,
    spelling,
    units,
    validity,
)
from vanban.lint.faults import Fault, KnownDocument, Register, Status, StatusInterval
from vanban.lint.lawbook import BadRegister, LawBook
from vanban.lint.paper import Paper
from vanban.lint.registry import FAMILIES, Rule, UnknownRule, chosen, rules
from vanban.model import Finding, Reading
from vanban.settling import settled
from vanban.viewing import viewed, way_back

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
    is a remark only.

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
        for fault in rule.check(paper):
            start = max(0, min(fault.start, len(paper.text)))
            end = max(start, min(fault.end, len(paper.text)))
            found.append(
                Finding(
                    rule=rule.code,
                    severity="info" if paper.doubtful(start, end) else rule.severity,
                    start=start,
                    end=end,
                    surface=paper.text[start:end],
                    message=fault.message or rule.sentence,
                    suggestion=fault.suggestion,
                    related=fault.related,
                )
            )
    if view is not reading:
        found = way_back(clean, reading.text)(found)
    found.sort(key=lambda f: (f.start, f.end, f.rule))
    return found
