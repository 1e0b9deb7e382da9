"""What a report says of tasks: status and punctuality (đúng hạn, trước hạn, quá hạn), and which task it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.alike import Likeness
from vanban.model import Progress, Task
from vanban.states import EARLY, FINISHED, LATE, NOT_DUE, ON_TIME, RUNNING, UNFINISHED, WITHIN
from vanban.text import fold

_STATUSES = (
    ("not_due", (NOT_DUE,)),
    ("in_progress", (RUNNING, UNFINISHED, WITHIN)),
    ("completed", (FINISHED, re.compile(r"da ban hanh$"))),
)
_PUNCTUALITIES = (("early", (EARLY,)), ("late", (LATE,)), ("on_time", (ON_TIME, WITHIN)))
_ALIKE = 88.0  # of 100, between titles without tone marks


@dataclass(frozen=True, slots=True)
class StatedProgress:
    """What the heading over a table says of every row: «2. Nhiệm vụ đang thực hiện đúng hạn: 6 nhiệm vụ»."""

    status: str | None = None
    punctuality: str | None = None


def standing_of(heading: str | None) -> StatedProgress:
    """The status and punctuality that a heading states; a punctuality only when it states one alone.

    >>> standing_of("2. Nhiệm vụ đang thực hiện đúng hạn: 6 nhiệm vụ")
    StatedProgress(status='in_progress', punctuality='on_time')
    """
    text = fold(heading or "")
    status = next((name for name, patterns in _STATUSES if any(one.search(text) for one in patterns)), None)
    punctualities = _punctualities(text)
    return StatedProgress(status, punctualities[0] if status and len(punctualities) == 1 else None)


def progress_of(result: str | None, note: str | None, standing: StatedProgress) -> Progress:
    """The progress of a row: the note speaks first, then the heading."""
    noted = _punctualities(fold(note or ""))
    own = standing_of(note).status or (standing_of(result).status if result and len(result) < 60 else None)
    status = standing.status or own
    punctuality = noted[0] if len(noted) == 1 else standing.punctuality
    return Progress(result, note, status, None if status == "not_due" else punctuality)


def _punctualities(text: str) -> list[str]:
    return [name for name, patterns in _PUNCTUALITIES if any(one.search(text) for one in patterns)]


def link_progress(tasks: Sequence[Task]) -> list[Task]:
    """Give each row of progress the code of the task it reports on: the one whose title is most alike, if any is."""
    planned = [task for task in tasks if task.progress is None and not task.duty]
    if not planned or all(task.progress is None for task in tasks):
        return list(tasks)
    titles = [Likeness(_key(task.title)) for task in planned]
    linked = []
    for task in tasks:
        if task.progress is not None:
            key = _key(task.title)
            most, place = max((one.to(key), -place) for place, one in enumerate(titles))
            if most >= _ALIKE:
                task = replace(task, reports_on=planned[-place].code)
        linked.append(task)
    return linked


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", fold(title)).strip()
