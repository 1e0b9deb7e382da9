"""Figures of several papers: the same thing stated twice, and the tasks of a plan against what a report says of it.

Two periods of one report are compared by people, never reconciled: figures are held against each other only when their
periods are known and the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.figures.periods import Periods
from vanban.model import Figure, Reading, Task
from vanban.numerals import NUMBER, plain, read_number
from vanban.reconcile.values import Part, Reconciliation, hold
from vanban.text import fold, join_lines

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
    stated: dict[tuple[str, str, str], list[tuple[Reading, Part, str | None]]] = {}
    for reading in readings:
        office = fold(reading.header.issuer or "")
        own = period_of(reading)
        for figure in reading.figures:
            key = _what(figure)
            if key is None:
                continue
            period = fold(figure.period) if figure.period else own
            part = Part(reading.source.name, figure.start, figure.end, figure.value, figure.unit or "")
            before = stated.setdefault((office, *key), [])
            rival = next((one for one in before if one[0] is not reading and one[2] == period), None)
            if rival is not None:
                yield from _same_figure(rival, (reading, part, period))
            if all(one[0] is not reading or one[2] != period for one in before):
                before.append((reading, part, period))


def period_of(reading: Reading) -> str | None:
    """The one time that the title of a paper names («quý I năm 2026»), folded; None for none or several."""
    title = join_lines(reading.header.title or "")
    found = Periods(title).all()
    return fold(found[0]) if len(found) == 1 else None


def _what(figure: Figure) -> tuple[str, str] | None:
    """What a figure counts, None when its words are too few to be sure of the same thing."""
    subject = fold(figure.subject or "")
    if figure.unit is None or figure.where == "table" or len(subject.split()) < _FEWEST_WORDS:
        return None
    return figure.unit, subject


def _same_figure(
    one: tuple[Reading, Part, str | None], two: tuple[Reading, Part, str | None]
) -> Iterator[Reconciliation]:
    (other, left, period), (reading, right, _) = one, two
    if left.value == right.value:
        yield hold(right, left, f"{plain(left.value)} = {plain(right.value)}", "papers")
        return
    statement = f"{plain(left.value)} ≠ {plain(right.value)}"
    gap = abs(right.value - left.value)
    if period is not None:
        yield Reconciliation(statement, "lệch", (left, right), gap, about="papers")
        return
    days = (other.header.date, reading.header.date)
    told = " và ".join(f"ngày {day:%d/%m/%Y}" if day else "không ghi ngày" for day in days)
    reason = f"Hai văn bản ({told}) không nói số thuộc kỳ nào, có thể số đã thay đổi giữa hai thời điểm."
    yield Reconciliation(statement, "không truy được", (left, right), gap, reason, "papers")


def _tasks_of_plan(report: Reading, plan: Reading) -> Iterator[Reconciliation]:
    """«Kế hoạch số … đã xác định 42 nhiệm vụ» against the tasks of that plan.

    Tasks read from sentences may be parted in other ways than the paper counts them: then a difference is no error.
    """
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
        statement = f"{plain(counted.value)} {sign} {plain(whole.value)}"
        if counted.value == whole.value or _all_in_tables(plan, assigned):
            yield hold(whole, counted, statement, "papers")
        else:
            gap = whole.value - counted.value
            reason = "Nhiệm vụ của kế hoạch viết trong câu văn, có thể được đếm theo cách khác."
            yield Reconciliation(statement, "không truy được", (counted, whole), gap, reason, "papers")
        return


def _all_in_tables(plan: Reading, tasks: Sequence[Task]) -> bool:
    return all(any(table.start <= task.start < table.end for table in plan.tables) for task in tasks)
