"""What a report says of tasks: status and punctuality (đúng hạn, trước hạn, quá hạn), and which task it speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from vanban.model import Progress, Task
from vanban.text import fold

_STATUSES = (
    ("not_due", re.compile(r"chua den (?:thoi )?han|chua den ky|chua thuc hien|chua trien khai|chua phat sinh")),
    ("in_progress", re.compile(r"dang (?:thuc hien|tien hanh|trien khai|xu ly|tham muu)|chua hoan thanh|trong han")),
    ("completed", re.compile(r"(?:da )?hoan thanh|da thuc hien xong|da ban hanh$")),
)
_PUNCTUALITIES = (
    ("early", re.compile(r"(?:truoc|som hon|vuot) (?:thoi )?han|truoc tien do|vuot tien do")),
    ("late", re.compile(r"qua (?:thoi )?han|tre han|cham (?:han|tien do)|sau han|khong dung han")),
    ("on_time", re.compile(r"(?<!khong )dung (?:thoi )?han|dung tien do|bao dam tien do|dam bao tien do|trong han")),
)
_ALIKE = 88.0  # of 100, between titles without tone marks


@dataclass(frozen=True, slots=True)
class Standing:
    """What the heading over a table says of every row: «2. Nhiệm vụ đang thực hiện đúng hạn: 6 nhiệm vụ»."""

    status: str | None = None
    punctuality: str | None = None


def standing_of(heading: str | None) -> Standing:
    """The status and punctuality that a heading states; a punctuality only when it states one alone.

    >>> standing_of("2. Nhiệm vụ đang thực hiện đúng hạn: 6 nhiệm vụ")
    Standing(status='in_progress', punctuality='on_time')
    """
    text = fold(heading or "")
    status = next((name for name, pattern in _STATUSES if pattern.search(text)), None)
    punctualities = _punctualities(text)
    return Standing(status, punctualities[0] if status and len(punctualities) == 1 else None)


def progress_of(result: str | None, note: str | None, standing: Standing) -> Progress:
    """The progress of a row: the note speaks first, then the heading."""
    noted = _punctualities(fold(note or ""))
    own = standing_of(note).status or (standing_of(result).status if result and len(result) < 60 else None)
    status = standing.status or own
    punctuality = noted[0] if len(noted) == 1 else standing.punctuality
    return Progress(result, note, status, None if status == "not_due" else punctuality)


def _punctualities(text: str) -> list[str]:
    return [name for name, pattern in _PUNCTUALITIES if pattern.search(text)]


def link_progress(tasks: Sequence[Task]) -> list[Task]:
    """Give each row of progress the code of the task it reports on: the one whose title is most alike, if any is."""
    planned = [task for task in tasks if task.progress is None and not task.duty]
    if not planned or all(task.progress is None for task in tasks):
        return list(tasks)
    from rapidfuzz import fuzz, process

    titles = [_key(task.title) for task in planned]
    linked = []
    for task in tasks:
        if task.progress is not None:
            found = process.extractOne(_key(task.title), titles, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            if found:
                task = replace(task, reports_on=planned[found[2]].code)
        linked.append(task)
    return linked


def _key(title: str) -> str:
    return re.sub(r"\W+", " ", fold(title)).strip()
