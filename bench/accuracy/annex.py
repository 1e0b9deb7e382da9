"""How well the tasks of the annex of 003 are read, field by field, against the labels of ``gold_dev``.

Recall counts the labelled values that were read right, precision the values read that are right. Text is compared
after joining spaces and dropping final stops; agencies name by name; the kind of timing after folding the labels of
the annotators into the kinds of the library.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score import Score

from vanban.files.open import open_document
from vanban.header import read_header
from vanban.model import Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks

_KINDS = {
    "continuous": ("continuous", "composite"),
    "as_assigned": ("external", "on_request"),
    "before_event": ("before_event",),
    "on_event": ("after_event", "during_event", "on_request", "composite"),
    "quarter_yearly": ("recurring",),
    "yearly": ("recurring",),
    "fixed_year": ("window",),
    "fixed_range": ("window",),
}
_STATUS = {"not_yet_due": "not_due"}


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The score of each field of the annex; the paper was known while the reader was written, so it has no halves."""
    gold = json.loads((shared / "gold_dev" / "tasks_003.json").read_text(encoding="utf-8"))
    document = open_document(shared / "seeds" / gold["file"])
    tasks = read_tasks(document, read_header(document), read_outline(document))
    counts: dict[str, Counter[str]] = {}
    for key, field, expected, actual in _pairs(gold, tasks):
        count = counts.setdefault(field, Counter())
        right = expected == actual
        count["found"] += right and expected is not None
        count["missed"] += not right and expected is not None
        count["false"] += not right and actual is not None
        if diagnose and not right:
            print(f"{field} {key}: expected {expected!r}, read {actual!r}")
    return [Score(field, count["found"], count["missed"], count["false"]) for field, count in counts.items()]


def _pairs(gold: dict[str, Any], tasks: tuple[Task, ...]) -> Iterator[tuple[str, str, Any, Any]]:
    """(key, field, labelled value, read value) for every value of either side."""
    planned = {task.code: task for task in tasks if task.progress is None}
    for label in gold["tasks"]:
        task = planned.pop(label["id"], None)
        yield label["id"], "task", label["id"], task.code if task else None
        yield from _fields(label["id"], label, task)
        kinds = _KINDS[label["timing_kind"]]
        kind = str(task.timing.kind) if task else None
        yield label["id"], "task timing kind", kinds[0], kinds[0] if kind in kinds else kind
        yield label["id"], "task due", label["due"], task.timing.due.isoformat() if task and task.timing.due else None
        group = task.group if task else None
        yield label["id"], "task group", _text(label["group"]["title"]), _text(group.title if group else None)
    for code in planned:
        yield code, "task", None, code
    rows = [task for task in tasks if task.progress is not None]
    for label in gold["progress"]:
        task = next((row for row in rows if f"P{row.code}" == label["id"]), None)
        rows = [row for row in rows if row is not task]
        key = f"{label['id']}"
        yield key, "progress", key, f"P{task.code}" if task else None
        yield from _fields(key, label, task, "progress")
        progress = task.progress if task else None
        yield key, "progress result", _text(label["result"]), _text(progress.result if progress else None)
        yield key, "progress note", _text(label["note"]), _text(progress.note if progress else None)
        yield (
            key,
            "progress status",
            _STATUS.get(label["status"], label["status"]),
            progress.status if progress else None,
        )
        yield key, "progress punctuality", label["punctuality"], progress.punctuality if progress else None
        yield key, "progress link", label["task"], task.reports_on if task else None
    for row in rows:
        yield row.code, "progress", None, row.code


def _fields(
    key: str, label: dict[str, Any], task: Task | None, prefix: str = "task"
) -> Iterator[tuple[str, str, Any, Any]]:
    for field in ("title", "lead_text", "coordinating_text", "product", "timing_text"):
        if field in label:
            yield key, f"{prefix} {field}", _text(label[field]), _text(getattr(task, field) if task else None)
    for field in ("lead", "coordinating"):
        if field in label:
            yield key, f"{prefix} {field}", tuple(label[field]) or None, (getattr(task, field) if task else ()) or None


def _text(value: str | None) -> str | None:
    return " ".join(value.split()).rstrip(" .;") if value else None
