"""Articles as they stand on a day, for lists that show a few of many acts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from thuongton.law.models import LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.states import ToldState, state_on
from thuongton.law.text.places import place_of


def changed_articles(asked: Collection[tuple[LegalAct, str]], day: dt.date) -> dict[tuple[int, str], ToldState]:
    """State and words on a day of those articles (act, number) whose act another act orders something of.

    What is not in the answer stands as issued. One question for all of them.
    """
    histories, works = histories_of({act.pk: act for act, _label in asked}.values(), all_words=False)
    found: dict[tuple[int, str], ToldState] = {}
    for act, label in asked:
        history = histories.of(works[act.pk])
        if label and history.steps:
            found[act.pk, label] = state_on(history, place_of(f"Điều {label}"), day)
    return found
