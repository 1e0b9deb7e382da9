"""What an act on the register changes in force and in text today: how acts stood before it, how they stand after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thuongton.law.answers import articles_on
from thuongton.law.marks import MARKS
from thuongton.law.models import ActOrder, LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.rows import NAMED
from thuongton.law.states import LegalState, state_on
from thuongton.law.text.places import place_of
from thuongton.people.queries import today

MOST = 30
"""Acts whose standing is worked out; an act that orders something of more is told by number."""
ALIVE = frozenset({LegalState.IN_FORCE, LegalState.PARTLY_EXPIRED})
OVER = frozenset({LegalState.EXPIRED, LegalState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Standing:
    """How an act stands: its state, the words of its articles, how many orders wait."""

    number: str
    state: LegalState
    articles: Mapping[str, str]
    waiting: int


@dataclass(frozen=True, slots=True)
class Consequence:
    """What changes of one act: its state before and after, the articles whose words change."""

    act: int
    number: str
    before: LegalState
    after: LegalState
    articles: tuple[str, ...]

    @property
    def revives(self) -> bool:
        """Whether the act comes back to life."""
        return self.before in OVER and self.after in ALIVE

    @property
    def before_mark(self) -> str:
        """Its state before as a state of the house."""
        return MARKS[self.before]

    @property
    def after_mark(self) -> str:
        """Its state after as a state of the house."""
        return MARKS[self.after]

    @property
    def mark(self) -> str:
        """What makes it this change and no other."""
        return f"{self.act}:{self.before}:{self.after}:{','.join(self.articles)}"


def touched_by(act: LegalAct) -> list[LegalAct]:
    """An act and those that it orders something of, by number or name; at most :data:`MOST`."""
    targets = set(ActOrder.objects.filter(act=act).exclude(target="").values_list("target", flat=True))
    numbers = [one for one in targets if not one.startswith(NAMED)]
    names = [one[len(NAMED) :] for one in targets if one.startswith(NAMED)]
    rows = LegalAct.objects.filter(number_key__in=numbers) | LegalAct.objects.filter(name_key__in=names)
    return [act, *(rows.exclude(pk=act.pk).order_by("pk")[: MOST - 1])]


def standings(acts: Iterable[LegalAct]) -> dict[int, Standing]:
    """How some acts stand today."""
    acts = list(LegalAct.objects.filter(pk__in=[act.pk for act in acts]))
    histories, works = histories_of(acts)
    day, whole = today(), place_of(None)
    found = {}
    for act in acts:
        history = histories.of(works[act.pk])
        version = history.on(day)
        state = state_on(history, whole, day).state
        found[act.pk] = Standing(act.number, state, articles_on(version.act), len(version.waiting))
    return found


def consequences(before: Mapping[int, Standing], after: Mapping[int, Standing]) -> list[Consequence]:
    """What changed between two times, the revived first."""
    found = []
    for pk, now in after.items():
        was = before.get(pk)
        if was is None:
            continue
        labels = [
            label
            for label in dict.fromkeys([*was.articles, *now.articles])
            if was.articles.get(label) != now.articles.get(label)
        ]
        if was.state is not now.state or labels:
            found.append(Consequence(pk, now.number, was.state, now.state, tuple(labels)))
    return sorted(found, key=lambda one: (not one.revives, one.number))
