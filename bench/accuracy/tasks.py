"""How well tasks are read, field by field, against labels made by reading (``gold/tasks.jsonl``).

A label names a task by the first and the last words of its title. A task is found when a task of ours begins with
those words; its fields are then compared. A field that a label does not have is not judged; a label that is
``optional`` is neither demanded nor wrong. «shape» parts the papers: ``plan`` (plans like the seeds), ``table``
(tables of tasks), ``assigning`` (letters and conclusions that assign in sentences), ``deciding`` (articles of
decisions), ``none`` (papers without tasks).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gold_papers import measured
from score import Score, half_of
from timing import days

from vanban.files.open import open_document
from vanban.header import read_header
from vanban.model import Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks

GOLD = Path(__file__).parent / "gold" / "tasks.jsonl"
FIELDS = ("code", "part", "group", "title", "lead", "coordinating", "product", "timing_text", "timing", "duty")


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """Tasks found per shape of paper, then each field of those found."""
    scores: dict[str, Counter[str]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        paper = json.loads(line)
        if half is not None and half_of(Path(paper["document"])) != half:
            continue
        if not measured(path := _path(shared, paper["document"])):
            continue
        for kind, verdict, remark in compare(paper, _tasks(path)):
            scores.setdefault(kind, Counter())[verdict] += 1
            if diagnose and verdict != "found":
                print(f"{kind} {verdict}: {paper['document'][:22]} {remark}")
    return [Score(kind, count["found"], count["missed"], count["false"]) for kind, count in sorted(scores.items())]


def compare(paper: dict[str, Any], tasks: tuple[Task, ...]) -> Iterator[tuple[str, str, str]]:
    """(kind, verdict, remark) for every task and field of one paper; rows of progress are left aside."""
    shape = f"tasks ({paper['shape']})"
    left = [task for task in tasks if task.progress is None]
    for label in paper["tasks"]:
        begin = _plain(label["begin"])
        task = next((task for task in left if _plain(task.title).startswith(begin)), None)
        if task is None:
            if not label.get("optional"):
                yield shape, "missed", f"{label['code']} {label['begin']}"
            continue
        left.remove(task)
        if label.get("optional"):
            continue
        yield shape, "found", ""
        for field in FIELDS:
            wanted, read = _wanted(label, field), _read(task, label, field)
            if wanted is None and read is None:
                continue
            if wanted == read:
                yield f"field {field} ({paper['shape']})", "found", ""
                continue
            remark = f"{label['code']} {label['begin'][:30]}: wanted {wanted!r}, read {read!r}"
            if wanted is not None:
                yield f"field {field} ({paper['shape']})", "missed", remark
            if read is not None:
                yield f"field {field} ({paper['shape']})", "false", remark
    for task in left:
        yield shape, "false", f"{task.code} {task.title[:80]}"


def _path(shared: Path, name: str) -> Path:
    return next(p for p in (shared / "seeds" / name, shared / "dev_corpus" / "admin" / name) if p.exists())


def _tasks(path: Path) -> tuple[Task, ...]:
    document = open_document(path)
    return read_tasks(document, read_header(document), read_outline(document))


def _wanted(label: dict[str, Any], field: str) -> Any:
    if field == "title":
        return _plain(label["end"])
    if field == "timing":
        return _timing(label) if "kind" in label and label["kind"] != ["none"] else None
    if field in ("lead", "coordinating"):
        return tuple(label.get(field) or ()) or None
    if field == "duty":
        return True if label.get("duty") else None
    return _text(label.get(field)) if isinstance(label.get(field), str) else None


def _timing(label: dict[str, Any]) -> str:
    return json.dumps({key: label[key] for key in ("kind", "start", "due", "rrule") if key in label})


def _read(task: Task, label: dict[str, Any], field: str) -> Any:
    key = {"title": "end", "timing": "kind"}.get(field, field)
    if key not in label and field not in ("part",):
        return None
    match field:
        case "title":
            end = _plain(label["end"])
            return end if _plain(task.title).endswith(end) else _plain(task.title)[-60:]
        case "group":
            return task.group.label if task.group and label["group"] else None
        case "timing":
            return _read_timing(task, label)
        case "lead" | "coordinating":
            return getattr(task, field) or None
        case "duty":
            return task.duty or None
        case _:
            return _text(getattr(task, field))


def _read_timing(task: Task, label: dict[str, Any]) -> str | None:
    timing = task.timing
    if str(timing.kind) == "none":
        return None
    same = str(timing.kind) in label["kind"]
    if str(timing.kind) != "composite":
        for name in ("start", "due"):
            day: dt.date | None = getattr(timing, name)
            same = same and (name not in label or label[name] == (day.isoformat() if day else None))
    if label.get("rrule"):
        same = same and timing.rrule is not None and days(timing.rrule) == days(label["rrule"])
    return _timing(label) if same else json.dumps(timing.to_dict(), ensure_ascii=False)


def _text(value: str | None) -> str | None:
    return " ".join(unicodedata.normalize("NFC", value).split()).rstrip(" .;,") if value else None


def _plain(value: str) -> str:
    """A title without marks of emphasis, final stops and double spaces."""
    return " ".join(re.sub(r"[*_]+", "", unicodedata.normalize("NFC", value)).split()).rstrip(" .;,:/")
