"""Figures of several papers: the same thing stated twice, and the tasks of a plan against what a report says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.model import Figure, Reading
from vanban.numerals import NUMBER, plain, read_number
from vanban.reconcile.values import Part, Reconciliation, hold
from vanban.text import fold

_TASKS = re.compile(rf"(?<![\w./,–-])(?P<number>{NUMBER})\s+nhiệm vụ cụ thể")
_FEWEST_WORDS = 3
_REACH = 400


def reconcile_papers(readings: Sequence[Reading]) -> Iterator[Reconciliation]:
    """What papers say of the same thing. Papers of different offices count different things and are not compared."""
    yield from _stated_twice(readings)
    for report in readings:
        for plan in readings:
            if report is not plan and plan.header.number:
                yield from _tasks_of_plan(report, plan)


def _stated_twice(readings: Sequence[Reading]) -> Iterator[Reconciliation]:
    stated: dict[tuple[str, str, str, str], tuple[Reading, Part]] = {}
    for reading in readings:
        office = fold(reading.header.issuer or "")
        for figure in reading.figures:
            key = _what(figure)
            if key is None:
                continue
            part = Part(reading.source.name, figure.start, figure.end, figure.value, figure.unit or "")
            other, first = stated.setdefault((office, *key), (reading, part))
            if other is not reading:
                yield _same_figure(other, first, reading, part, timed=bool(figure.period))


def _what(figure: Figure) -> tuple[str, str, str] | None:
    """What a figure counts and of which time, None when its words are too few to be sure of the same thing."""
    subject = fold(figure.subject or "")
    if figure.unit is None or figure.where == "table" or len(subject.split()) < _FEWEST_WORDS:
        return None
    return figure.unit, subject, fold(figure.period or "")


def _same_figure(other: Reading, left: Part, reading: Reading, right: Part, *, timed: bool) -> Reconciliation:
    if left.value == right.value:
        return hold(right, left, f"{plain(left.value)} = {plain(right.value)}")
    statement = f"{plain(left.value)} ≠ {plain(right.value)}"
    days = (other.header.date, reading.header.date)
    if timed or days[0] == days[1]:
        return Reconciliation(statement, "lệch", (left, right), abs(right.value - left.value))
    told = " và ".join(f"ngày {day:%d/%m/%Y}" if day else "không ghi ngày" for day in days)
    reason = f"Hai văn bản ({told}) không nói số tính đến ngày nào, có thể số đã thay đổi giữa hai thời điểm."
    return Reconciliation(statement, "không truy được", (left, right), abs(right.value - left.value), reason)


def _tasks_of_plan(report: Reading, plan: Reading) -> Iterator[Reconciliation]:
    """«Kế hoạch số … đã xác định 42 nhiệm vụ» against the tasks of that plan."""
    assigned = [task for task in plan.tasks if task.progress is None and not task.duty]
    if not assigned:
        return
    for citation in report.citations:
        if citation.number != plan.header.number:
            continue
        match = _TASKS.search(report.text, citation.end, citation.end + _REACH)
        if match is None:
            continue
        whole = Part(report.source.name, *match.span("number"), read_number(match["number"]), "nhiệm vụ")
        counted = Part(plan.source.name, assigned[0].start, assigned[-1].end, len(assigned), "nhiệm vụ đếm được")
        sign = "=" if counted.value == whole.value else "≠"
        yield hold(whole, counted, f"{plain(counted.value)} {sign} {plain(whole.value)}")
        return
