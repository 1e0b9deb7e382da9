"""Totals that a report states, laid against the rows (đối chiếu số liệu báo cáo): khớp, or không truy được. Pure.

Nothing here calls a report wrong: a total that the rows do not give *cannot be traced*, and the one way of counting
that would give it, if there is only one, is offered as a hypothesis to ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from thuongton.plans.status import DONE, OPEN, State
from vanban.states import NOT_DUE, RUNNING, SOON, UNFINISHED, saying
from vanban.text import fold, join_lines

MOST_STEPS = 20_000
MOST_COLUMNS = 12


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class Finding(StrEnum):
    """How a stated total stands to the rows."""

    MATCHES = "matches"
    UNTRACED = "untraced"
    NOT_COMPARABLE = "not_comparable"

    @property
    def label(self) -> str:
        """The words on the page."""
        return {
            Finding.MATCHES: _("khớp"),
            Finding.UNTRACED: _("không truy được"),
            Finding.NOT_COMPARABLE: _("không đối chiếu được"),
        }[self]


@dataclass(frozen=True, slots=True)
class Share:
    """So many of the ``whole`` rows in ``states``, counted into a column that is not theirs."""

    states: frozenset[State]
    number: int
    whole: int

    @property
    def label(self) -> str:
        """The name of these rows (msgid)."""
        return _GROUP_NAMES[self.states]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One stated total beside the number of rows: ``gap`` is stated less found.

    ``found`` is None when no rows answer to the label; ``hypothesis`` is empty unless exactly one way of counting the
    rows gives all totals of the report.
    """

    label: str
    stated: int
    found: int | None
    verdict: Finding
    gap: int = 0
    states: frozenset[State] = frozenset()
    hypothesis: tuple[Share, ...] = ()


_WAITS = frozenset((State.NOT_DUE, State.WAITING))
_ALL = frozenset(State)
_GROUP_NAMES: dict[frozenset[State], str] = {
    frozenset((State.REGULAR,)): _("nhiệm vụ thường xuyên"),
    _WAITS: _("nhiệm vụ chưa đến hạn"),
    frozenset((State.RUNNING,)): _("nhiệm vụ đang thực hiện trong hạn"),
    frozenset((State.DUE_SOON,)): _("nhiệm vụ sắp đến hạn"),
    frozenset((State.OVERDUE,)): _("nhiệm vụ quá hạn"),
    frozenset((State.DONE_EARLY,)): _("nhiệm vụ hoàn thành trước hạn"),
    frozenset((State.DONE_ON_TIME,)): _("nhiệm vụ hoàn thành đúng hạn"),
    frozenset((State.DONE_LATE,)): _("nhiệm vụ hoàn thành quá hạn"),
    frozenset((State.CANCELLED,)): _("nhiệm vụ đã huỷ, điều chỉnh"),
}
_LATE = saying("late", "late_in_heading")
_IN_TIME = saying("on_time", "within")
_EARLY = saying("early", "early_in_heading")
_TOTAL = re.compile(r"^(?:tong|so nhiem vu(?: duoc giao)?$)|\btong (?:so|cong)\b")


def states_of(label: str, *, early_apart: bool = False, soon_apart: bool = False) -> frozenset[State] | None:
    """The states that a label of a summary table speaks of, by its words without diacritics; None when unknown.

    ``early_apart`` and ``soon_apart`` say that the same table has columns of its own for «trước hạn» and «sắp đến hạn»;
    otherwise «hoàn thành đúng hạn» holds what was finished early, and «đang thực hiện» what is nearly due.

    >>> sorted(states_of("Đã hoàn thành quá hạn")), states_of("Số nhiệm vụ ổn định đúng hạn")
    ([<State.DONE_LATE: 'done_late'>], None)
    """
    words = join_lines(fold(label))
    soon = frozenset() if soon_apart else frozenset((State.DUE_SOON,))
    if re.search(r"\bhuy\b|\bdua ra khoi\b", words):
        return frozenset((State.CANCELLED,))
    if "thuong xuyen" in words:
        return _ALL - {State.REGULAR, State.CANCELLED} if "khong thuong xuyen" in words else frozenset((State.REGULAR,))
    if UNFINISHED.search(words):
        return frozenset((State.OVERDUE,)) if _LATE.search(words) else OPEN
    if "hoan thanh" in words:
        if _LATE.search(words):
            return frozenset((State.DONE_LATE,))
        if _EARLY.search(words):
            return frozenset((State.DONE_EARLY,))
        if _IN_TIME.search(words):
            return (
                frozenset((State.DONE_ON_TIME,)) if early_apart else frozenset((State.DONE_ON_TIME, State.DONE_EARLY))
            )
        return DONE
    if SOON.search(words):
        return frozenset((State.DUE_SOON,))
    if NOT_DUE.search(words):
        return _WAITS
    if RUNNING.search(words):
        if _LATE.search(words):
            return frozenset((State.OVERDUE,))
        if _IN_TIME.search(words):
            return frozenset((State.RUNNING,)) | soon
        return frozenset((State.RUNNING, State.OVERDUE)) | soon
    if re.search(r"\bco (?:thoi )?han\b", words):
        return _ALL - {State.REGULAR, State.CANCELLED}
    if re.search(r"\bqua han\b", words):
        return frozenset((State.OVERDUE,))
    return _ALL if _TOTAL.search(words) else None


def compare(stated: Iterable[tuple[str, int]], counts: Mapping[State, int]) -> list[Comparison]:
    """Each stated total (label, value) beside the rows counted by state, in the order of the report."""
    given = list(stated)
    folded = [join_lines(fold(label)) for label, _value in given]
    early_apart = any("hoan thanh" in words and _EARLY.search(words) for words in folded)
    soon_apart = any(SOON.search(words) for words in folded)
    found = []
    for label, value in given:
        states = states_of(label, early_apart=early_apart, soon_apart=soon_apart)
        if states is None:
            found.append(Comparison(label, value, None, Finding.NOT_COMPARABLE))
            continue
        number = sum(counts[state] for state in states)
        verdict = Finding.MATCHES if number == value else Finding.UNTRACED
        found.append(Comparison(label, value, number, verdict, value - number, states))
    shares = _only_hypothesis(found, counts)
    return [replace(one, hypothesis=shares.get(place, ())) for place, one in enumerate(found)]


def _only_hypothesis(found: Sequence[Comparison], counts: Mapping[State, int]) -> dict[int, tuple[Share, ...]]:
    """The one way to spread the rows over the columns of a report that gives every total, by place of the column.

    The columns that add up to the total of the report must hold all rows between them. Rows that have a column of
    their own stay in it; the others may stand in any column, but what has not been finished stands in no column of
    finished work unless it is done regularly. {} when there is no such way, or more than one.
    """
    total = next((one.stated for one in found if one.states == _ALL and one.verdict is Finding.MATCHES), None)
    if total is None or not any(one.verdict is Finding.UNTRACED for one in found):
        return {}
    answers: list[dict[int, tuple[Share, ...]]] = []
    for columns in _partitions(found, total):
        for answer in _spread(found, columns, counts):
            if answer not in answers:
                answers.append(answer)
            if len(answers) > 1:
                return {}
    return answers[0] if answers else {}


def _partitions(found: Sequence[Comparison], total: int) -> Iterator[tuple[int, ...]]:
    """Sets of columns without a row in common whose stated values add up to the total; largest columns only."""
    known = [place for place, one in enumerate(found) if one.states and one.states != _ALL]
    widest = [place for place in known if not any(found[place].states < found[other].states for other in known)][
        :MOST_COLUMNS
    ]
    filled = [place for place in widest if found[place].stated]
    for size in range(1, len(filled) + 1):
        for chosen in combinations(filled, size):
            states = [found[place].states for place in chosen]
            if sum(found[place].stated for place in chosen) == total and sum(map(len, states)) == len(
                frozenset().union(*states)
            ):
                yield chosen


def _may_stand(group: frozenset[State], column: frozenset[State]) -> bool:
    return State.REGULAR in group or bool(group & DONE) == bool(column & DONE)


def _spread(
    found: Sequence[Comparison], columns: Sequence[int], counts: Mapping[State, int]
) -> Iterator[dict[int, tuple[Share, ...]]]:
    """Every way to put the rows without a column into these columns so that each total is met."""
    owned = frozenset().union(*(found[place].states for place in columns))
    groups = [group for group in _GROUP_NAMES if not group & owned and any(counts[state] for state in group)]
    sizes = [sum(counts[state] for state in group) for group in groups]
    needs = [found[place].gap for place in columns]
    if min(needs, default=0) < 0 or sum(needs) != sum(sizes):
        return
    steps = [MOST_STEPS]

    def fill(at: int, left: list[int], chosen: list[list[int]]) -> Iterator[list[list[int]]]:
        if at == len(columns):
            yield chosen
            return
        for part in parts(needs[at], 0, left, found[columns[at]].states):
            yield from fill(at + 1, [have - used for have, used in zip(left, part, strict=True)], [*chosen, part])

    def parts(need: int, at: int, left: list[int], column: frozenset[State]) -> Iterator[list[int]]:
        steps[0] -= 1
        if steps[0] < 0:
            return
        if at == len(groups):
            if need == 0:
                yield []
            return
        most = min(need, left[at]) if _may_stand(groups[at], column) else 0
        for number in range(most, -1, -1):
            for rest in parts(need - number, at + 1, left, column):
                yield [number, *rest]

    for way in fill(0, sizes, []):
        if steps[0] < 0:
            return
        yield {
            place: tuple(
                Share(group, number, size) for group, number, size in zip(groups, numbers, sizes, strict=True) if number
            )
            for place, numbers in zip(columns, way, strict=True)
        }
