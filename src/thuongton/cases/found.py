"""What the search of the frame finds of cases: by number and by words, those of sealed fields by their marks."""

from __future__ import annotations

from thuongton.cases.queries.case_list import NEWEST, with_words
from thuongton.cases.queries.cases import visible_to
from thuongton.cases.queries.naming import called, state_called
from thuongton.people.models import User
from thuongton.web.search import MOST, Found, Hit

MOST_COUNTED = 1_000


def found_cases(user: User, words: str) -> Found:
    """Cases one may see, the latest first; each by its register and number, and nothing that stands in it."""
    cases = with_words(visible_to(user), words)
    number = cases[:MOST_COUNTED].count()
    shown = cases.select_related("unit").defer("search", "data", "steps").order_by(*NEWEST)[:MOST] if number else []
    hits = [Hit(called(case), case.get_absolute_url(), note=state_called(case)) for case in shown]
    return Found(hits, number)
