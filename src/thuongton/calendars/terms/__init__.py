"""Terms of the law (thời hạn): what runs from an event, when it ends, why, and how it stands on a day. Pure."""

from thuongton.calendars.terms.counting import due_day, end_of
from thuongton.calendars.terms.spec import Measure, More, Stop, Term, UnusableTerm

__all__ = ["Measure", "More", "Stop", "Term", "UnusableTerm", "due_day", "end_of"]
