"""How well invented papers and deadline phrases are read (``gold/papers.jsonl``, ``gold/times.jsonl``).

Papers in the style of many offices, written and labelled before the readers were tuned on them; half of them are left
unseen (:func:`score.half_of`). A task is found when its title begins with, or holds, the words of the label. A phrase
is *right*; *missed* when it is unread or differs with doubt; *false* when it differs and seems sure.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from score import Score, half_of
from timing import days

from plans import names_of, plain
from vanban.files.open import as_document, open_document
from vanban.model import Header, Task, Timing
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.timing import read_timing
from vanban.timing.sentences import deadline_in

GOLD = Path(__file__).parent / "gold"
_SURE = 0.7


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The scores of tasks in papers and of times in phrases and sentences. ``shared`` is not used."""
    scores: dict[str, Counter[str]] = {}
    for kind, verdict, remark in [*_papers(half), *_times(half)]:
        scores.setdefault(kind, Counter())[verdict] += 1
        if diagnose and verdict != "found":
            print(f"{kind} {verdict}: {remark}")
    return [Score(kind, count["found"], count["missed"], count["false"]) for kind, count in scores.items()]


def _rows(name: str, half: str | None) -> Iterator[dict[str, Any]]:
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half is None or half_of(Path(row["id"])) == half:
            yield row


def tasks_of(paper: dict[str, Any]) -> tuple[Task, ...]:
    """The tasks that the library reads in a labelled paper, typed or a web page; its head is given with the label."""
    page = paper["text"].encode() if paper.get("format") == "html" else None
    document = as_document(paper["text"]) if page is None else open_document(page, "paper.html")
    header = Header(kind=paper["kind"], issuer=paper["issuer"], date=dt.date.fromisoformat(paper["issued"]))
    return read_tasks(document, header, read_outline(document))


def _papers(half: str | None) -> Iterator[tuple[str, str, str]]:
    for paper in _rows("papers.jsonl", half):
        left = list(tasks_of(paper))
        for label in paper["tasks"]:
            name = f"{paper['id']} {label['begin']!r}"
            task = _matching(left, label)
            if task is None:
                if not label.get("optional"):
                    yield "tasks", "missed", name
                continue
            left.remove(task)
            if label.get("optional"):
                continue
            yield "tasks", "found", ""
            yield from _fields(task, label, name)
        for task in left:
            yield "tasks", "false", f"{paper['id']} {task.code} {task.lead} {task.title[:70]}"


def _matching(tasks: list[Task], label: dict[str, Any]) -> Task | None:
    begin = plain(label["begin"])
    for test in (str.startswith, str.__contains__):
        found = next((task for task in tasks if test(plain(task.title), begin)), None)
        if found is not None:
            return found
    return None


def _fields(task: Task, label: dict[str, Any], name: str) -> Iterator[tuple[str, str, str]]:
    judged = set(label) - set(label.get("ambiguous", ()))
    for field, other in (("lead", "lead_alt"), ("coordinating", "coord_alt")):
        read = list(getattr(task, field))
        if field not in judged or not (label[field] or read):
            continue
        right = any(names_of(read) == names_of(wanted) for wanted in (label[field], *label.get(other, ())))
        verdict = "found" if right else "false" if read else "missed"
        yield field, verdict, f"{name}: wanted {label[field]}, read {read}"
        if field == "lead":
            doubted = not read or task.confidence < _SURE
            yield "lead right or doubted", "found" if right or doubted else "false", f"{name}: {read}"
    if "time" in label.get("ambiguous", ()):
        return
    due = task.timing.due.isoformat() if task.timing.due else None
    kind = str(task.timing.kind)
    right = due == label["due"] and (kind == label["kind"] or {kind, label["kind"]} <= {"fixed", "window"})
    yield (
        "time",
        "found" if right else "missed" if kind == "none" else "false",
        (f"{name}: wanted {label['kind']} {label['due']}, read {kind} {due} of {task.timing_text!r}"),
    )
    if "duty" in judged:
        yield "duty", "found" if task.duty == label["duty"] else "false", f"{name}: {task.duty}"
    if "from" in label and task.lead:
        said = getattr(task, "lead_from", None)
        yield "lead_from", "found" if said == label["from"] else "false", f"{name}: wanted {label['from']}, read {said}"


def _times(half: str | None) -> Iterator[tuple[str, str, str]]:
    for label in _rows("times.jsonl", half):
        issued = dt.date.fromisoformat(label["issued"])
        if label.get("sentence"):
            kind, deadline = "times in sentences", deadline_in(label["phrase"], issued)
            timing = deadline.timing if deadline else Timing()
        else:
            kind, timing = "times", read_timing(label["phrase"], issued=issued)
        yield kind, judge(label, timing), f"{label['phrase']!r}: {_said(timing)}"


def judge(label: dict[str, Any], timing: Timing) -> str:
    """``found``, ``missed`` (honestly none, or another reading in doubt) or ``false`` (another reading, and sure)."""
    if timing.confidence == 0 or str(timing.kind) == "none":
        return "found" if label.get("or_unread") or "none" in label["kind"] else "missed"
    if label.get("doubt"):
        return "found" if timing.confidence < _SURE else "false"
    same = str(timing.kind) in label["kind"]
    parts = timing.parts or (timing,)
    if str(timing.kind) != "composite":
        same = same and all(_iso(getattr(timing, key)) == label[key] for key in ("start", "due") if key in label)
    if "rrule" in label:
        same = same and timing.rrule is not None and days(timing.rrule) == days(label["rrule"])
    if "dues" in label:
        same = same and sorted(_iso(part.due) or "" for part in parts) == label["dues"]
    if "dues_any" in label:
        same = same and label["dues_any"] in [_iso(part.due) for part in parts]
    if "parts" in label:
        same = same and len(parts) == label["parts"]
    if "offset" in label:
        same = same and [timing.offset_days, timing.offset_unit] == label["offset"]
    if "event" in label:
        same = same and plain(timing.event or "") == plain(label["event"])
    return "found" if same else "missed" if timing.confidence < _SURE else "false"


def _said(timing: Timing) -> str:
    own = [str(timing.kind), _iso(timing.start), _iso(timing.due), timing.rrule, timing.event, timing.offset_days]
    inner = f" [{'; '.join(map(_said, timing.parts))}]" if timing.parts else ""
    return " ".join(str(value) for value in own if value) + f" ({timing.confidence})" + inner


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
