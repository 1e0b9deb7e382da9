"""Clocks of cases moved by a change of the working calendar, each with a line in the trail of its case."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from thuongton.audit.columns import set_columns
from thuongton.audit.services import ToldEvent, recording_each
from thuongton.calendars.dependents import Dependents, Move
from thuongton.cases.models import CaseTerm
from thuongton.cases.queries.calendar_moves import COUNTED, answering_for_terms, case_of_term, term_moves
from thuongton.people.models import User
from thuongton.web.dates import day_words

MOVED = gettext_noop("Dời thời hạn của hồ sơ theo lịch làm việc")
NOTED = gettext_noop("Ghi lại thời hạn của hồ sơ theo lịch làm việc")


def apply_to_terms(user: User | None, moves: list[Move], reason: str) -> None:
    """Write the moves of clocks, as they were found; the rows are held by the caller's transaction."""
    table = CaseTerm._meta.db_table
    lines = [ToldEvent(one.record, _said(one, reason), ((table, one.row),)) for one in moves if one.moves]
    written = [(one.row, *(one.values[name] for name in COUNTED)) for one in moves]
    with recording_each(user, MOVED, lines, NOTED):
        set_columns(CaseTerm, COUNTED, written)


def _said(move: Move, reason: str) -> str:
    """Why, in words of the trail, which are Vietnamese whoever acts."""
    old, new = (day_words(day) or "chưa có" for day in (move.old, move.new))
    return f"Hạn {new} thay {old}, theo {reason}"


DEPENDENTS = Dependents(
    "cases.term",
    gettext_noop("Thời hạn của hồ sơ"),
    term_moves,
    apply_to_terms,
    answering_for_terms,
    lambda row: case_of_term(row).get_absolute_url(),
)
