"""A due day in words: as offices write it, and «dự kiến» where it rests on a year whose days off are not announced."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext

from thuongton.web.dates import day_words


def provisional(due: dt.date | None, facts: Any) -> bool:
    """Whether a due day in force is provisional: the one of the rule is, one that was granted by a paper never is."""
    return bool(due and facts.provisional and due == facts.due)


def due_words(due: dt.date | None, provisional: bool) -> str:
    """«31/3/2027 (dự kiến)»; empty without a due day."""
    if due is None:
        return ""
    words = day_words(due)
    open_year = gettext("dự kiến")
    return f"{words} ({open_year})" if provisional else words
