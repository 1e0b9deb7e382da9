"""The words of an act on a day as a page shows them: blocks with marks of change, outline, days of change; pure.

A version is worked out by ``history``; here stands only what is shown of it, as plain values that can be kept.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from thuongton.law.history import TEXTUAL, ActHistory, Step, TextChange, Version
from thuongton.law.slugs import slug_of
from thuongton.law.text.parts import ABOVE_ARTICLES, ARTICLE, ATTACHED, TextPart
from thuongton.law.text.places import Place
from vanban.model import AmendmentKind

LONGEST_QUOTE = 400
INSERTED, CHANGED, ENDED = "inserted", "changed", "ended"
_MARKS = {AmendmentKind.INSERT: INSERTED, AmendmentKind.REPEAL: ENDED}


@dataclass(frozen=True, slots=True)
class MadeBy:
    """An act that changed a place: its row, what it did (``kind`` of the operation), from when, in which words.

    ``why``: why it is taken to mean this act, where others bear its name too.
    """

    act: int | None
    number: str
    at: str
    kind: str
    effective: dt.date | None
    quote: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A part of an act as shown: ``mark`` says what became of it, ``made`` by which acts, of all below an article."""

    level: str
    label: str
    slug: str
    name: str
    lines: tuple[str, ...]
    mark: str = ""
    made: tuple[MadeBy, ...] = ()
    waits: int = 0

    @property
    def article(self) -> bool:
        """Whether it begins an article."""
        return self.level == ARTICLE

    @property
    def above(self) -> bool:
        """Whether it is a heading above articles, or that of an annex."""
        return self.level in ABOVE_ARTICLES or self.level in ATTACHED


@dataclass(frozen=True, slots=True)
class ChangeDay:
    """A day from which an act reads otherwise, with the numbers of the acts that made it so."""

    day: dt.date
    acts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """An operation that was not applied, and why."""

    made: MadeBy
    reason: str


class Makers:
    """Steps as ``MadeBy``, with the rows of their acts."""

    def __init__(self, rows: dict[int, int]) -> None:
        self._rows = rows  # by the identity of the work

    def of(self, step: Step) -> MadeBy:
        """What a step did."""
        quote = " ".join(step.operation.surface.split())
        if len(quote) > LONGEST_QUOTE:
            quote = quote[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
        kind = step.operation.kind.value
        row = self._rows.get(id(step.by))
        return MadeBy(row, step.by.number, step.operation.at or "", kind, step.effective, quote, step.why)

    def each_once(self, steps: Iterable[Step]) -> tuple[MadeBy, ...]:
        """Some steps, each once, oldest first."""
        return tuple(dict.fromkeys(self.of(step) for step in sorted(steps, key=lambda one: one.rank)))


def blocks_of(version: Version, makers: Makers) -> Iterator[TextBlock]:
    """Every part of a version in the order of its text."""
    changes = _by_article(version.changes)
    waiting = _waiting(version.waiting)
    stack: list[tuple[Place, TextPart | tuple[str, ...]]] = [(Place(), version.act)]
    while stack:
        place, part = stack.pop()
        if isinstance(part, tuple):
            yield TextBlock("", "", "", "", part)
            continue
        yield _block(place, part, changes, waiting, makers)
        if part.ended:
            continue
        if part.tail:
            stack.append((place, _lines(part.tail)))
        for one in reversed(part.parts):
            stack.append((Place((*place.steps, (one.level, one.label))), one))


def _block(
    place: Place,
    part: TextPart,
    changes: dict[str | None, list[TextChange]],
    waiting: dict[str | None, list[Step]],
    makers: Makers,
) -> TextBlock:
    near = changes.get(place.article, []) if place.steps else []
    mine = [one for one in near if any(touched.bare.steps == place.bare.steps for touched in one.touched)]
    article = part.level == ARTICLE
    shown = [one.step for one in (near if article else mine)]
    held = waiting.get(place.article, []) if article else []
    lines = _lines(part.text if part.ended else part.own)
    if part.ended and not lines:
        lines = (f"{Place(place.steps[-1:])!s}.",)
    return TextBlock(
        part.level,
        part.label,
        slug_of(place),
        str(Place(place.steps[-1:])),
        lines,
        ENDED if part.ended else _mark(mine),
        makers.each_once(shown),
        len(held),
    )


def _mark(changes: list[TextChange]) -> str:
    """What the last change made of a place; an insertion that was changed again stays an insertion."""
    kinds = [_MARKS.get(one.step.operation.kind, CHANGED) for one in changes]
    if not kinds:
        return ""
    return INSERTED if INSERTED in kinds else kinds[-1] if kinds[-1] != ENDED else CHANGED


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _by_article(changes: Iterable[TextChange]) -> dict[str | None, list[TextChange]]:
    found: dict[str | None, list[TextChange]] = defaultdict(list)
    for change in changes:
        for article in {touched.article for touched in change.touched}:
            found[article].append(change)
    return found


def _waiting(steps: Iterable[Step]) -> dict[str | None, list[Step]]:
    found: dict[str | None, list[Step]] = defaultdict(list)
    for step in steps:
        for article in {place.article for place in step.places}:
            found[article].append(step)
    return found


def days_of(history: ActHistory) -> tuple[ChangeDay, ...]:
    """The days from which the act reads otherwise, with its own day of effect first."""
    acts: dict[dt.date, list[str]] = defaultdict(list)
    first = history.work.effective_on or history.work.issued_on
    if first is not None:
        acts[first].append(history.work.number)
    for step in history.steps:
        if step.effective is not None and (step.operation.kind in TEXTUAL or step.operation.scope == "document"):
            acts[step.effective].append(step.by.number)
    return tuple(ChangeDay(day, tuple(dict.fromkeys(acts[day]))) for day in sorted(acts))


def waiting_of(version: Version, makers: Makers) -> tuple[WaitingOrder, ...]:
    """What a version does not hold, with why; a reason "" means that nobody knows the day of the operation."""
    return tuple(WaitingOrder(makers.of(step), " ".join(step.waits)) for step in version.waiting)


def later_of(history: ActHistory, day: dt.date) -> tuple[ChangeDay, ...]:
    """The days after a day from which the act is known to read otherwise."""
    return tuple(one for one in days_of(history) if one.day > day)


def names_of_articles(act: TextPart) -> list[tuple[str, str, str, bool]]:
    """The articles of an act: slug, «Điều 5», its title, whether it was repealed."""
    found = []
    stack: list[tuple[Place, TextPart]] = [(Place(), act)]
    while stack:
        place, part = stack.pop()
        if part.level == ARTICLE:
            head = next(iter(_lines(part.own)), "")
            found.append((slug_of(place), f"Điều {part.label}", title_of(head), part.ended))
            continue
        for one in reversed(part.parts):
            stack.append((Place((*place.steps, (one.level, one.label))), one))
    return found


def title_of(head: str) -> str:
    """The title of an article without its label.

    >>> title_of("Điều 5. Thụ lý")
    'Thụ lý'
    """
    label, dot, title = head.partition(".")
    return title.strip() if dot and label.lower().startswith("điều") else ""
