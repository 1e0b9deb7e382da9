"""How well tasks are read, field by field, against a labelled annex.

    python bench/accuracy_tasks.py ../shared/gold_dev/tasks_003.json ../shared/seeds [--diagnose]

Recall counts the labelled values that were read right, precision the values read that are right. Text is compared
after joining spaces and dropping final stops; agencies name by name; the kind of timing after folding the labels of
the annotators into the kinds of the library.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("papers", type=Path)
    parser.add_argument("--diagnose", action="store_true", help="print every value that differs")
    arguments = parser.parse_args()
    gold = json.loads(arguments.gold.read_text(encoding="utf-8"))
    document = open_document(arguments.papers / gold["file"])
    tasks = read_tasks(document, read_header(document), read_outline(document))
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    differences: dict[str, list[str]] = defaultdict(list)
    for key, field, expected, actual in _pairs(gold, tasks):
        wanted[field] += expected is not None
        found[field] += actual is not None
        if expected == actual:
            right[field] += expected is not None
        else:
            differences[field].append(f"{key}: expected {expected!r}, read {actual!r}")
    print(f"{'field':<22}{'right':>7}{'labelled':>10}{'read':>7}{'precision':>11}{'recall':>9}")
    for field in wanted:
        precision = right[field] / found[field] if found[field] else 1.0
        recall = right[field] / wanted[field] if wanted[field] else 1.0
        print(f"{field:<22}{right[field]:>7}{wanted[field]:>10}{found[field]:>7}{precision:>11.3f}{recall:>9.3f}")
    if arguments.diagnose:
        for field, lines in differences.items():
            print(f"\n{field}")
            print("\n".join(f"  {line}" for line in lines))
    return 1 if any(differences.values()) else 0


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


if __name__ == "__main__":
    sys.exit(main())
