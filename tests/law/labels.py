"""The labels of the register of law laid beside the repository, and how answers of the commands are marked by them.

Shared by the floors of the tests and by ``bench/bench_law.py``; both give a function that runs one command. What the
labels mean is told by the ``README.md`` beside them.
"""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PAIRS = ("C01", "C02", "C03", "C05")
Run = Callable[[Sequence[str]], tuple[int, str]]
"""Runs ``thuongton law ARGUMENTS…``; its exit code and what it printed."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWELS = re.compile("(?:[aeiouy][\u0300-\u036f]*)+")


@dataclass(slots=True)
class Marked:
    """How many answers were right of how many, and each miss in a line."""

    right: int = 0
    of: int = 0
    misses: list[str] = field(default_factory=list)

    def mark(self, right: bool, miss: str) -> None:
        """Count one answer."""
        self.of += 1
        self.right += right
        if not right:
            self.misses.append(miss)

    @property
    def share(self) -> float:
        """The share of right answers; 1 when nothing was asked."""
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right} of {self.of} ({self.share:.3f})"


Marks = dict[str, Marked]


def added(marks: Iterable[Marks]) -> Marks:
    """Marks of several runs, by name."""
    found: Marks = {}
    for some in marks:
        for name, one in some.items():
            whole = found.setdefault(name, Marked())
            whole.right, whole.of = whole.right + one.right, whole.of + one.of
            whole.misses += one.misses
    return found


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of lines, packed or not."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def letters(text: str) -> str:
    """A text as labels compare it: without case, spaces, punctuation and the place of a tone mark."""
    parts = unicodedata.normalize("NFD", text.lower())
    parts = _VOWELS.sub(lambda found: _tone_last(found[0]), parts)
    return "".join(one for one in parts if one.isalnum() or unicodedata.category(one) == "Mn")


def _tone_last(vowels: str) -> str:
    tones = "".join(one for one in vowels if one in _TONES)
    return "".join(one for one in vowels if one not in _TONES) + tones


# --- consolidation ----------------------------------------------------------------------------------------------------


def consolidation(shared: Path, pair: str, run: Run) -> Marks:
    """Articles of one pair against the official consolidated text; its acts must be in the register."""
    label = next(row for row in rows(shared / "law_dev" / "consolidation.jsonl") if row["id"] == pair)
    oracle = json.loads((shared / "law_dev" / "oracle" / f"{pair}.json").read_text(encoding="utf-8"))
    _code, said = run(["consolidate", label["base"]["number"], "--on", label["as_of"], "--json"])
    ours = {one["no"]: one for one in json.loads(said)["articles"]}
    names = ("changed", "unchanged", "changed and unchanged told or right", "(article, act) told")
    marks: Marks = {name: Marked() for name in names}
    for number, one in label["articles"].items():
        if one["kind"] == "skip":
            continue
        mine = ours.get(number) or {"text": "", "findings": []}
        official = oracle[number]
        right = letters(mine["text"]) == letters(official)
        miss = f"{pair} Điều {number}: {difference(mine['text'], official)}"
        marks[one["kind"]].mark(right, miss)
        marks["changed and unchanged told or right"].mark(right or bool(mine["findings"]), miss)
    told = {(number, step["act"]) for number, one in ours.items() for step in one["changed_by"]}
    told |= {(number, act) for number, one in ours.items() for act in _named(one["findings"], label)}
    events = {(str(event["article"]), event["act"]) for event in label["events"] if event["article"]}
    for number, act in sorted(events):
        if label["articles"].get(number, {}).get("kind") != "skip":
            marks["(article, act) told"].mark((number, act) in told, f"{pair} Điều {number}: {act}")
    return marks


def _named(findings: Sequence[str], label: Mapping[str, Any]) -> Iterator[str]:
    for finding in findings:
        yield from (act["number"] for act in label["acts"] if act["number"] in finding)


def difference(one: str, other: str) -> str:
    """Where two texts first part, with a few letters of each."""
    mine, theirs = letters(one), letters(other)
    at = next((at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b), min(len(mine), len(theirs)))
    show = [unicodedata.normalize("NFC", text[max(0, at - 20) : at + 40]) for text in (mine, theirs)]
    return f"ours «{show[0]}» ({len(mine)}), official «{show[1]}» ({len(theirs)})"


# --- dated questions --------------------------------------------------------------------------------------------------


def questions(shared: Path, place: str, run: Run, folder: Path) -> Marks:
    """The dated questions of a pair or of ``register450``; asked in one file written to a folder."""
    asked = [row for row in rows(shared / "law_dev" / "status_at.jsonl") if row["pair"] == place]
    (folder / "asked.jsonl").write_text(
        "".join(json.dumps({k: row[k] for k in ("qid", "number", "provision", "on")}) + "\n" for row in asked),
        encoding="utf-8",
    )
    run(["at", "--ask", str(folder / "asked.jsonl"), "--out", str(folder / "said.jsonl")])
    said = {row["qid"]: row for row in rows(folder / "said.jsonl")}
    marks: Marks = {name: Marked() for name in ("state", "words", "acts", "unknown never called in force")}
    for row in asked:
        mine = said[row["qid"]]
        _mark(marks, row, mine, f"{row['qid']} {row['number']} {row['provision'] or ''} {row['on']}")
    return marks


def _mark(marks: Marks, row: Mapping[str, Any], mine: Mapping[str, Any], where: str) -> None:
    state = mine["state"] in (row["state"], *row.get("accept", ()))
    marks["state"].mark(state, f"{where}: {mine['state']}, not {row['state']} {mine['findings'][:1]}")
    named = marks.setdefault(f"state {row['state']}", Marked())
    named.mark(state, f"{where}: {mine['state']}")
    text = letters(mine["text"] or "")
    has, lacks = row["text_has"], row["text_lacks"]
    right = (not has or letters(has) in text) and (not lacks or letters(lacks) not in text)
    marks["words"].mark(right, f"{where}: has «{has}», lacks «{lacks}»; {mine['findings'][:1]}")
    wanted = {(one["act"], one["at"]) for one in row["changed_by"]}
    got = {(one["act"], one["at"]) for one in mine["changed_by"]}
    same = {act for act, _at in wanted} == {act for act, _at in got} and all(
        any(act == other and _within(at, there) for other, there in got) for act, at in wanted
    )
    marks["acts"].mark(same, f"{where}: {sorted(got, key=str)}, not {sorted(wanted, key=str)}")
    if row["state"] == "unknown":
        marks["unknown never called in force"].mark(mine["state"] not in ("in_force", "partly_expired"), where)


def _within(wanted: str | None, got: str | None) -> bool:
    """Whether a place of the label holds ours: «Điều 86» is met by «khoản 2 Điều 86»."""
    return not wanted or (got or "").endswith(wanted)


# --- bases ------------------------------------------------------------------------------------------------------------


def bases(shared: Path, kind: str, run: Run, pair: str | None = None) -> Marks:
    """Faults of lists of bases (``cancu``, ``cancu_clause``) found, and sound lines without an alarm."""
    marks: Marks = {"faults found": Marked(), "sound lines without alarm": Marked()}
    folder = shared / "law_dev" / kind
    judged = [row for row in rows(shared / "law_dev" / f"{kind}.jsonl") if pair in (None, row.get("pair"))]
    if not judged:
        return marks
    files = {row["file"]: str(folder / row["file"]) for row in judged}
    _code, said = run(["basis", *files.values(), "--json"])
    found = json.loads(said)
    for row in judged:
        findings = [one for one in found if one.get("file", files[row["file"]]) == files[row["file"]]]
        for line in row["lines"]:
            here = [one for one in findings if one["start"] < line["end"] and one["end"] > line["start"]]
            where = f"{kind} {row['file']} {line['number']} {line['fault']}"
            if line["fault"]:
                marks["faults found"].mark(bool(here), where)
            else:
                alarms = [one for one in here if one["severity"] != "info"]
                marks["sound lines without alarm"].mark(not alarms, f"{where}: {[one['rule'] for one in alarms]}")
    return marks


# --- status as a register of the state shows it -----------------------------------------------------------------------

AS_SHOWN_ON = "2026-04-26"
SHOWN = {
    "Còn hiệu lực": ("in_force", "partly_expired"),
    "Hết hiệu lực toàn bộ": ("expired",),
    "Hết hiệu lực một phần": ("partly_expired",),
    "Chưa có hiệu lực": ("not_yet",),
}


def shown_facts(shared: Path) -> list[dict[str, Any]]:
    """The facts of ``vbpl_status_dev`` without what is asked: neither status nor the day of its end."""
    table = rows(shared / "dev_corpus" / "catalogue" / "vbpl_status_dev.jsonl")
    return [{key: row[key] for key in ("so_hieu", "ten", "ngay_hieu_luc") if row.get(key)} for row in table]


def shown_status(shared: Path, run: Run, folder: Path) -> Marks:
    """The state of each act on the day on which the national database showed it; none may be ended wrongly."""
    table = rows(shared / "dev_corpus" / "catalogue" / "vbpl_status_dev.jsonl")
    asked = "".join(
        json.dumps({"qid": at, "number": row["so_hieu"], "on": AS_SHOWN_ON}) + "\n" for at, row in enumerate(table)
    )
    (folder / "asked.jsonl").write_text(asked, encoding="utf-8")
    run(["at", "--ask", str(folder / "asked.jsonl"), "--out", str(folder / "said.jsonl")])
    marks: Marks = {"none ended wrongly": Marked()}
    for row, mine in zip(table, rows(folder / "said.jsonl"), strict=True):
        wanted, where = SHOWN[row["tinh_trang"]], f"{row['so_hieu']}: {mine['state']}, shown {row['tinh_trang']}"
        if mine["candidates"]:
            continue  # several bodies share the number and the table names none
        marks.setdefault(row["tinh_trang"], Marked()).mark(mine["state"] in wanted, where)
        if row["tinh_trang"] != "Hết hiệu lực toàn bộ":
            acts = [one["act"] for one in mine["changed_by"]]
            marks["none ended wrongly"].mark(mine["state"] != "expired", f"{where} by {acts}")
    return marks


def register_of_questions(shared: Path) -> list[dict[str, Any]]:
    """The articles of the acts that the questions of ``register450`` name, of 450 acts."""
    asked = [row for row in rows(shared / "law_dev" / "status_at.jsonl") if row["pair"] == "register450"]
    named = {row["number"] for row in asked} | {one["act"] for row in asked for one in row["changed_by"]}
    return [row for row in rows(shared / "dev_retrieval" / "vbpl450_corpus.jsonl.gz") if row["law"] in named]
