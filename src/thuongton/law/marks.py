"""How a state of the law is shown: its mark in ``web/states.py``, and the states in the order of menus."""

from __future__ import annotations

from thuongton.law.states import LegalState

MARKS = {
    LegalState.IN_FORCE: "in_force",
    LegalState.PARTLY_EXPIRED: "law_partly",
    LegalState.EXPIRED: "law_expired",
    LegalState.SUSPENDED: "law_suspended",
    LegalState.NOT_YET: "law_not_yet",
    LegalState.ABSENT: "law_absent",
    LegalState.UNKNOWN: "unknown",
}
"""The states of the law as states of the house."""


def words_of(state: LegalState) -> str:
    """The msgid of a state."""
    from thuongton.web.states import mark_of

    return mark_of(MARKS[state])[0].words
