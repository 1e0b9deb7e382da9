"""What a cell says of the progress of its row («Hoàn thành 15/3/2026», «100%»), and days that do not exist; pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from vanban.model import Value
from vanban.tasks.progress import standing_of
from vanban.text import fold

LONGEST = 80
"""A longer text tells what was done and is no state by itself."""
MOSTLY = 0.5

_DAY = re.compile(r"(?<![\d/.-])(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%")
_DONE = re.compile(r"(?:da )?xong\b|da (?:lam|thuc hien|ban hanh|nop|trinh ban hanh)\b")
_RUNNING = re.compile(r"dang (?:lam|soan|du thao|xay dung|cho|lay y kien)\b")


@dataclass(frozen=True, slots=True)
class RowStatement(Value):
    """What a row says of itself: a state of a declaration, the day of finishing when it names one, and its words.

    ``result`` is what it says of the product, in a cell of its own.
    """

    state: str
    done_on: dt.date | None
    text: str
    result: str = ""


def days_in(text: str) -> tuple[list[dt.date], list[str]]:
    """The days written in a text as numbers, and those that do not exist («31/2/2026»)."""
    real, none = [], []
    for match in _DAY.finditer(text):
        try:
            real.append(dt.date(int(match[4]), int(match[3]), int(match[1])))
        except ValueError:
            none.append(match[0])
    return real, none


def stated(text: str) -> RowStatement | None:
    """The state that a cell says, None when it says none.

    >>> stated("Hoàn thành 15/3/2026")
    Stated(state='completed', done_on=datetime.date(2026, 3, 15), text='Hoàn thành 15/3/2026', result='')
    >>> stated("Đang thực hiện").state, stated("100%").state, stated("Báo cáo tổng kết")
    ('in_progress', 'completed', None)
    """
    words = " ".join(text.split())
    if not words or len(words) > LONGEST:
        return None
    folded = fold(words)
    percent = _PERCENT.search(folded)
    state = standing_of(words).status
    if state is None and percent:
        number = int(percent[1])
        state = "completed" if number == 100 else "in_progress" if 0 < number < 100 else None
    if state is None:
        state = "completed" if _DONE.match(folded) else "in_progress" if _RUNNING.match(folded) else None
    if state is None:
        return None
    days, _none = days_in(words)
    return RowStatement(state, days[0] if state == "completed" and days else None, words)


def says_states(cells: Iterable[str]) -> bool:
    """Whether the filled cells of a column are mostly states."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and sum(stated(cell) is not None for cell in filled) > MOSTLY * len(filled)
