"""Laying a lower plan against a higher one (ma trận bao phủ): what the words suggest, for a person to decide; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuongton.plans.coverage.similarity import Corpus
from vanban.text import fold

COVERED, PARTLY, MISSING, NOT_THIS_LEVEL = "covered", "partly", "missing", "not_this_level"
TASK_COVERED, TASK_PARTLY = 0.7, 0.45
GROUP_COVERED, GROUP_PARTLY = 0.7, 0.41
SAME_GROUP = 0.06
"""What standing under the same heading adds to the likeness of two tasks."""


@dataclass(frozen=True, slots=True)
class CascadeItem:
    """A task or a heading that is laid against others; ``group`` is the heading of a task."""

    id: int
    code: str
    text: str
    group: str = ""
    communes: bool = True
    """Whether the task asks anything of communes; a task of departments alone is not of their level."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the words suggest for one cell: the verdict, and the nearest item below with its likeness."""

    verdict: str
    score: float = 0.0
    item: CascadeItem | None = None

    @property
    def percent(self) -> int:
        """The likeness in hundredths."""
        return round(self.score * 100)


@dataclass(frozen=True, slots=True)
class Laid:
    """A lower plan laid against a higher one: suggestions by id, best first; ``extra`` stands only below."""

    by_group: dict[str, Suggestion]
    by_task: dict[int, list[Suggestion]]
    extra: list[CascadeItem]


def _verdict(score: float, covered: float, partly: float) -> str:
    return COVERED if score >= covered else PARTLY if score >= partly else MISSING


def _groups(headings: Sequence[str], others: Sequence[str]) -> dict[str, Suggestion]:
    corpus = Corpus([*headings, *others])
    found = {}
    for heading, near in zip(headings, corpus.nearest(headings, others, 1), strict=True):
        if near:
            text = others[near[0].index]
            verdict = _verdict(near[0].score, GROUP_COVERED, GROUP_PARTLY)
            found[heading] = Suggestion(verdict, near[0].score, CascadeItem(0, "", text))
        else:
            found[heading] = Suggestion(MISSING)
    return found


def lay(
    higher: Sequence[CascadeItem],
    lower: Sequence[CascadeItem],
    *,
    higher_groups: Sequence[str] = (),
    lower_groups: Sequence[str] = (),
    commune: bool = False,
    count: int = 3,
) -> Laid:
    """Suggestions for every task and heading of a higher plan, and the lower tasks that answer to none.

    ``commune`` tells that the lower plan is of a commune: a task that asks nothing of communes and is answered by
    nothing is then suggested to be «không thuộc cấp này». A plan without tasks is compared by its headings alone.
    """
    groups = _groups(list(higher_groups), list(lower_groups))
    partner = {
        fold(heading): fold(one.item.text)
        for heading, one in groups.items()
        if one.item is not None and one.verdict != MISSING
    }
    corpus = Corpus([item.text for item in (*higher, *lower)])
    texts = [item.text for item in lower]
    by_task: dict[int, list[Suggestion]] = {}
    answered: dict[int, float] = {}
    for item, near in zip(higher, corpus.nearest([item.text for item in higher], texts, count), strict=True):
        suggestions = []
        for one in near:
            other = lower[one.index]
            same = bool(item.group) and partner.get(fold(item.group)) == fold(other.group)
            score = min(1.0, one.score + SAME_GROUP * same)
            answered[other.id] = max(answered.get(other.id, 0.0), score)
            suggestions.append(Suggestion(_verdict(score, TASK_COVERED, TASK_PARTLY), score, other))
        suggestions.sort(key=lambda one: -one.score)
        if not suggestions or suggestions[0].verdict == MISSING:
            alone = commune and not item.communes
            best = suggestions[0] if suggestions else Suggestion(MISSING)
            suggestions[:1] = [Suggestion(NOT_THIS_LEVEL if alone else MISSING, best.score, best.item)]
        by_task[item.id] = suggestions
    extra = [item for item in lower if answered.get(item.id, 0.0) < TASK_PARTLY]
    return Laid(groups, by_task, extra)
