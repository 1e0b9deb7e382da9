"""How well plans, directives and notices of other offices are read: the blind labels of ``gold_dev/plans``.

Tasks of tables are compared field by field, «every field» counts a task whose judged fields are all right. Tasks in
prose are found when a title holds the words that a label begins with; then the lead, the partners and the deadline of
those found are compared. A task that no label has is false unless it is a duty. A field that a label calls ambiguous
is not judged. Phrases are *right*, *missed* (unread, or differing with doubt) or *false* (wrong and sure).
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from score import Score

from vanban.agencies import short_names
from vanban.files.open import open_document
from vanban.header import read_header
from vanban.model import Task, Timing, UnreadableFile
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.text import fold
from vanban.timing import read_timing

_SURE = 0.7
_FIELDS = ("lead", "coordinating", "product", "timing_text", "timing")


def measure(shared: Path, half: str | None = None, diagnose: bool = False) -> list[Score]:
    """The scores of tables, prose and phrases; these papers have no halves, two thirds of their kind are kept apart."""
    folder = shared / "gold_dev" / "plans"
    scores: dict[str, Counter[str]] = {}
    for kind, verdict, remark in [*_papers(folder), *_phrases(folder)]:
        scores.setdefault(kind, Counter())[verdict] += 1
        if diagnose and verdict != "found":
            print(f"{kind} {verdict}: {remark}")
    return [Score(kind, count["found"], count["missed"], count["false"]) for kind, count in scores.items()]


def _papers(folder: Path) -> Iterator[tuple[str, str, str]]:
    for paper in json.loads((folder / "tasks.json").read_text(encoding="utf-8"))["documents"]:
        path = next(folder.glob(f"{paper['id']}.*"))
        try:
            document = open_document(path)
        except UnreadableFile as error:
            yield "papers", "missed", f"{paper['id']}: {error}"
            tasks: tuple[Task, ...] = ()
        else:
            yield "papers", "found", ""
            tasks = read_tasks(document, read_header(document), read_outline(document))
        yield from compare(paper, tasks)


def compare(paper: dict[str, Any], tasks: Sequence[Task]) -> Iterator[tuple[str, str, str]]:
    """(kind, verdict, remark) for every label and field of one paper, then for tasks that no label has."""
    shape = "prose" if paper.get("prose") else "table"
    left = [task for task in tasks if task.progress is None]
    for label in paper["tasks"]:
        name = f"{paper['id']} {label['id']} {label['title'][:40]!r}"
        task = _matching(
            [task for task in left if shape == "prose" or {"lead", "timing"} & task.spans.keys()] or left, label
        )
        if task is None:
            if not label.get("optional"):
                yield f"{shape}: tasks", "missed", name
                yield f"{shape}: every field", "missed", name
            continue
        left.remove(task)
        yield f"{shape}: tasks", "found", ""
        if not label.get("duty"):
            yield f"{shape}: not as duty", "missed" if task.duty else "found", name
        whole = True
        for field in _FIELDS:
            if field in label.get("ambiguous", ()) or field not in label:
                continue
            right, said = _field(task, label, field)
            remark = f"{name}: wanted {label[field]!r}, read {said!r}"
            if label[field] or said:
                yield f"{shape}: {field}", "found" if right else "missed" if not said else "false", remark
            whole = whole and right
        yield f"{shape}: every field", "found" if whole else "missed", name
    for task in left:
        if not task.duty and not (paper.get("annex_only") and not {"lead", "timing"} & task.spans.keys()):
            yield f"{shape}: tasks", "false", f"{paper['id']} {task.code} {task.lead} {task.title[:70]}"


def _matching(tasks: Sequence[Task], label: dict[str, Any]) -> Task | None:
    """The task that begins with the words of a label, else one that holds them."""
    cores = [plain(core) for core in [*label.get("cores", ()), label["title"][:60]]]
    for test in (str.startswith, str.__contains__):
        for core in cores:
            found = next((task for task in tasks if test(plain(task.title), core)), None)
            if found is not None:
                return found
    return None


def _field(task: Task, label: dict[str, Any], field: str) -> tuple[bool, Any]:
    """Whether a field is as labelled, and what was read."""
    if field in ("lead", "coordinating"):
        read = getattr(task, field)
        wanted = [label[field], *label.get({"lead": "lead_alt", "coordinating": "coord_alt"}[field], ())]
        return any(names_of(read) == names_of(names) for names in wanted), list(read)
    if field == "timing":
        return _same_time(task.timing, label["timing"], label), (
            None if str(task.timing.kind) == "none" else task.timing.to_dict()
        )
    read = getattr(task, field)
    wanted = label[field]
    return plain(read or "") == plain(wanted or ""), read


def _same_time(timing: Timing, wanted: dict[str, Any], label: dict[str, Any]) -> bool:
    kinds = {wanted["kind"], *label.get("alt_kinds", ())}
    if wanted["kind"] == "none":
        return str(timing.kind) == "none"
    if str(timing.kind) == "composite" and "composite" in kinds:
        return True
    due = timing.due.isoformat() if timing.due else None
    dues = label.get("any_due", [wanted["due"]])
    same_kind = str(timing.kind) in kinds or {str(timing.kind), wanted["kind"]} == {"fixed", "window"}
    return same_kind and due in dues


def _phrases(folder: Path) -> Iterator[tuple[str, str, str]]:
    for line in (folder / "timing.jsonl").read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        timing = read_timing(label["phrase"], issued=dt.date.fromisoformat(label["day"]))
        if _same_time(timing, label["timing"], label):
            verdict = "found"
        else:
            verdict = "false" if timing.confidence >= _SURE else "missed"
        yield "phrases", verdict, f"{label['phrase']!r} ({label['day']}): {timing.to_dict()}"


def names_of(names: Sequence[str]) -> list[str]:
    """Names to compare by: without tone marks, with the short form of each body, in one order."""
    return sorted(short_names(fold(re.sub(r"\s+", " ", name))).strip(" .;,") for name in names)


def plain(value: str) -> str:
    """A text to compare by: small letters, one kind of space, no marks of emphasis, no final stops."""
    text = re.sub(r"[*_]+", "", unicodedata.normalize("NFC", value)).casefold()
    return " ".join(text.split()).strip(" .;,:/")
