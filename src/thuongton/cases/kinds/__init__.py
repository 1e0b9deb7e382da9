"""The kinds that ship, a file each, and their clocks by name for «tính hạn»."""

from __future__ import annotations

import datetime as dt

from thuongton.calendars.terms.rules import TermRule
from thuongton.cases.definition.library import clock_rule, label_of_clock
from thuongton.cases.engine.timing import term_of


def clock_spec(name: str, on: dt.date) -> TermRule | None:
    """The clock ``kind.clock`` in force on the day of its start event, from a kind or a book; None for none."""
    rule = clock_rule(name, on)
    if rule is None:
        return None
    return TermRule(name, label_of_clock(name), term_of(rule), rule.clause, rule.confidence == "seen")
