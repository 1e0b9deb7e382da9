"""Do the figures of a paper agree (đối chiếu số liệu): sums, totals of tables, rows against headings, papers.

A verdict is «khớp» (agrees), «lệch» (does not), or «không truy được»: the two figures count different things or
the rows behind one of them are not in the paper, so that neither can be said.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vanban.counted import Part, Reconciliation, plain, read_number, weigh
from vanban.model import Reading
from vanban.table_totals import annex_against_summary, reconcile_tables
from vanban.text import clean, fold, join_lines

_NUMBER = r"(?<![\w./,–-])(?:\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,\d+)?(?![\d%]|[./-]\d|[/-]\w)"
_ITEM = re.compile(
    rf"(?P<number>{_NUMBER})(?:\*\*)?\s+(?P<what>[^\W\d_][^\d;.()]{{1,80}}?)(?=\s*(?:[,;.()]|\bvà\s+\d|$))"
)
_TOTAL = re.compile(
    rf"(?P<number>{_NUMBER})(?:\*\*)?\s+(?P<unit>[a-zđà-ỹ]+(?:\s+[a-zđà-ỹ]+){{0,5}}?)\s*"
    r"(?P<link>[,:;]?\s*(?:gồm|bao gồm|chia ra|cụ thể|trong đó)(?:\s+có)?\s*:?\s*|\()"
)
_LIST_END = re.compile(r"[.;](?=\s|$)|\n\s*\n|\)")
_COMPLEMENTS = (
    ("het hieu luc", "con hieu luc"),
    ("da hoan thanh", "chua hoan thanh"),
    ("thuong xuyen", "co thoi han"),
    ("dung han", "qua han"),
    ("dat", "chua dat"),
    ("nam", "nu"),
)
_BULLET_TOTAL = re.compile(
    rf"^\s*[-–+•*]?\s*(?:\*\*)?(?P<what>Tổng (?:số|cộng)[^:\n\d]{{2,80}}):?\s*(?:\*\*)?(?P<number>{_NUMBER})", re.M
)
_BULLET = re.compile(
    rf"[-–+•*]?\s*(?:\*\*)?(?P<what>Số[^:\n\d]{{2,80}}|[^:\n\d]{{2,80}}):\s*(?:\*\*)?(?P<number>{_NUMBER})[^\n]{{0,40}}$"
)
_REACH = 700


def reconcile(*readings: Reading) -> list[Reconciliation]:
    """What the stated figures of the papers say of one another, in the order of the papers.

    Args:
        readings: one paper or several; several are also held against one another.
    """
    found: list[Reconciliation] = []
    for reading in readings:
        found.extend(_prose_sums(reading))
        found.extend(_complements(reading))
        found.extend(_bulleted(reading))
        found.extend(reconcile_tables(reading))
        found.extend(annex_against_summary(reading))
    if len(readings) > 1:
        found.extend(_across(readings))
    return _once(found)


def _once(found: Sequence[Reconciliation]) -> list[Reconciliation]:
    seen: set[tuple[str, tuple[tuple[str, int, int], ...]]] = set()
    kept = []
    for item in found:
        key = (item.statement, tuple((p.file, p.start, p.end) for p in item.parts))
        if key not in seen:
            seen.add(key)
            kept.append(item)
    return kept


def _prose_sums(reading: Reading) -> Iterator[Reconciliation]:
    """«1.127 văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị»: the parts must make the whole."""
    text = reading.text
    for total in _TOTAL.finditer(text):
        bracket = "(" in total["link"]
        end = _LIST_END.search(text, total.end(), total.end() + _REACH)
        stop = end.start() if end is not None else min(len(text), total.end() + _REACH)
        items = list(_ITEM.finditer(text, total.end(), stop))
        if len(items) < 2 or not _one_kind(total["unit"], items, bracket):
            continue
        if "\n-" in text[total.end() : items[0].start()].replace(" ", ""):
            continue
        parts = [_part(reading, item) for item in items]
        whole = _part(reading, total)
        gap = whole.value - sum(part.value for part in parts)
        if gap > 0 and "trong đó" in total["link"]:
            continue
        yield weigh(parts, whole)


def _one_kind(unit: str, items: Sequence[re.Match[str]], bracket: bool) -> bool:
    """Whether the items of a list part what the total counts (in brackets the same unit must stand again)."""
    if not bracket:
        return True
    head = fold(unit).split()[0]
    return all(fold(item["what"]).split()[0] == head for item in items)


def _complements(reading: Reading) -> Iterator[Reconciliation]:
    """«670 văn bản hết hiệu lực, 457 văn bản còn hiệu lực» after a total of the same unit: the two halves make it."""
    text = reading.text
    items = list(_ITEM.finditer(text))
    starts = [item.start() for item in items]
    for left, right in pairwise(items):
        if right.start() - left.end() > 60 or "\n\n" in text[left.end() : right.start()]:
            continue
        pair = (fold(join_lines(left["what"])), fold(join_lines(right["what"])))
        unit = _shared_unit(*pair)
        if unit is None or not any(pair[0].endswith(a) and pair[1].endswith(b) for a, b in _COMPLEMENTS):
            continue
        parts = [_part(reading, left), _part(reading, right)]
        near = items[bisect_right(starts, left.start() - _REACH) : bisect_right(starts, left.start())]
        before = [m for m in near if m.end() < left.start()]
        same = [m for m in before if fold(join_lines(m["what"])).startswith(unit)]
        same = [m for m in same if read_number(m["number"]) >= max(p.value for p in parts)]
        if same:
            yield weigh(parts, _part(reading, same[-1]))


def _shared_unit(left: str, right: str) -> str | None:
    a, b = left.split(), right.split()
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return " ".join(a[:shared]) if shared else None


def _bulleted(reading: Reading) -> Iterator[Reconciliation]:
    """«Tổng số nhiệm vụ: 42», and under it the lines that part it."""
    text = reading.text
    for total in _BULLET_TOTAL.finditer(text):
        stop = text.find("\n", total.end())
        parts: list[Part] = []
        noun = fold(total["what"]).split()[2:4]
        while 0 <= stop < len(text) - 1:
            line_end = text.find("\n", stop + 1)
            line_end = len(text) if line_end < 0 else line_end
            line = text[stop + 1 : line_end]
            item = _BULLET.match(line.rstrip(" .;*"))
            if item is None or (noun and not all(word in fold(item["what"]).split() for word in noun)):
                break
            offset = stop + 1
            value = read_number(item["number"])
            span = (offset + item.start("number"), offset + item.end("number"))
            parts.append(Part(reading.source.name, *span, value, join_lines(item["what"])))
            stop = line_end
        if len(parts) >= 2:
            yield weigh(parts, _part(reading, total))


def _part(reading: Reading, match: re.Match[str]) -> Part:
    groups = match.groupdict()
    label = join_lines(clean(groups.get("what") or groups.get("unit") or "").text)
    start, end = match.span("number")
    return Part(reading.source.name, start, end, read_number(match["number"]), label)


def _across(readings: Sequence[Reading]) -> Iterator[Reconciliation]:
    """A figure that two papers state of the same thing, and the tasks of a plan against what a report says of it."""
    stated: dict[tuple[str, str, str], tuple[Reading, Part]] = {}
    for reading in readings:
        for figure in reading.figures:
            subject = fold(figure.subject or "")
            if len(subject) < 12 or figure.unit is None or figure.where == "table":
                continue
            key = (figure.unit, subject, fold(figure.period or ""))
            part = Part(reading.source.name, figure.start, figure.end, figure.value, figure.unit)
            other = stated.setdefault(key, (reading, part))
            if other[0] is not reading:
                yield _same_figure(other[1], part)
    for report in readings:
        for plan in readings:
            if report is not plan and plan.header.number:
                yield from _tasks_of_plan(report, plan)


def _same_figure(left: Part, right: Part) -> Reconciliation:
    gap = abs(left.value - right.value)
    sign = "=" if gap == 0 else "≠"
    statement = f"{plain(left.value)} {sign} {plain(right.value)}"
    return Reconciliation(statement, "khớp" if gap == 0 else "lệch", (left, right), gap)


def _tasks_of_plan(report: Reading, plan: Reading) -> Iterator[Reconciliation]:
    """«Kế hoạch số … đã xác định 42 nhiệm vụ» against the tasks of that plan."""
    assigned = [task for task in plan.tasks if task.progress is None and not task.duty]
    if not assigned:
        return
    for citation in report.citations:
        if citation.number != plan.header.number:
            continue
        reach = report.text[citation.end : citation.end + 400]
        match = re.search(rf"(?P<number>{_NUMBER})\s+nhiệm vụ cụ thể", reach)
        if match is None:
            continue
        start = citation.end + match.start("number")
        whole = Part(report.source.name, start, start + len(match["number"]), read_number(match["number"]), "nhiệm vụ")
        counted = Part(plan.source.name, assigned[0].start, assigned[-1].end, len(assigned), "nhiệm vụ đếm được")
        yield _same_figure(counted, whole)
        return
