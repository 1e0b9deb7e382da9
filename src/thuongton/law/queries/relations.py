"""What ties an act to others (lược đồ), both ways: what it cites and changes, and what cites and changes it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from thuongton.law.models import ActMention, ActOrder, LegalAct
from thuongton.law.queries.register import keys_of
from thuongton.law.rows import NAMED
from thuongton.law.said import title_of

MOST = 2_000
"""Ties of one act that a page reads; a page says when there are more."""
_ORDERS = {
    "repeal": "repeals", "repeal_operation": "repeals", "suspend": "suspends", "continue": "suspends",
    "correct": "corrects", "commencement": "", "transitional": "", "blanket_derogation": "", "unread": "amends",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tie:
    """One act at the other end: ``act`` None where the register does not hold it; how often, where, in which words."""

    act: LegalAct | None
    number: str
    times: int
    places: tuple[str, ...]
    quote: str

    @property
    def title(self) -> str:
        """The name of the act as pages show it."""
        return title_of(self.act) if self.act is not None else ""


@dataclass(frozen=True, slots=True)
class TieGroup:
    """The ties of one kind in one direction: ``role`` names the kind, ``out`` says that this act is the one at work."""

    role: str
    out: bool
    ties: tuple[Tie, ...]


def relations_of(act: LegalAct) -> tuple[TieGroup, ...]:
    """The ties of an act by kind, its own first; each other act once a kind."""
    keys = keys_of(act.number_key, act.name_key)
    own = [
        (role, row.target, row.times, row.provision, row.quote)
        for row in ActMention.objects.filter(act=act).order_by("pk")[:MOST]
        if (role := row.role) != "self" and row.target != act.number_key
    ]
    own += [
        (role, row.target, 1, str(row.data.get("provision") or ""), str(row.data.get("surface") or ""))
        for row in ActOrder.objects.filter(act=act).exclude(target="").order_by("index")[:MOST]
        if (role := _ORDERS.get(row.kind, "amends")) and row.target not in keys
    ]
    theirs = [
        (row.role, row.act, row.times, row.provision, row.quote)
        for row in ActMention.objects.filter(target=act.number_key)
        .exclude(act=act)
        .select_related("act")
        .order_by("pk")[:MOST]
    ]
    theirs += [
        (role, row.act, 1, str(row.data.get("provision") or ""), str(row.data.get("surface") or ""))
        for row in ActOrder.objects.filter(target__in=keys).exclude(act=act).select_related("act").order_by("pk")[:MOST]
        if (role := _ORDERS.get(row.kind, "amends"))
    ]
    held = _held({target for _role, target, *_rest in own})
    out = _grouped(
        (role, held.get(key), key.removeprefix(NAMED), times, place, quote) for role, key, times, place, quote in own
    )
    back = _grouped((role, one, one.number, times, place, quote) for role, one, times, place, quote in theirs)
    return (
        *(TieGroup(role, True, ties) for role, ties in out.items()),
        *(TieGroup(role, False, ties) for role, ties in back.items()),
    )


def _held(targets: Iterable[str]) -> dict[str, LegalAct]:
    """The acts that targets mean, where one alone bears the number or name."""
    numbers = [one for one in targets if not one.startswith(NAMED)]
    names = [one.removeprefix(NAMED) for one in targets if one.startswith(NAMED)]
    found: dict[str, list[LegalAct]] = defaultdict(list)
    for one in LegalAct.objects.filter(number_key__in=numbers):
        found[one.number_key].append(one)
    for one in LegalAct.objects.filter(name_key__in=names):
        found[NAMED + one.name_key].append(one)
    return {key: acts[0] for key, acts in found.items() if len(acts) == 1}


def _grouped(rows: Iterable[tuple[str, LegalAct | None, str, int, str, str]]) -> dict[str, tuple[Tie, ...]]:
    found: dict[str, dict[str, list[tuple[LegalAct | None, str, int, str, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for role, act, number, times, place, quote in rows:
        found[role][str(act.pk) if act is not None else number].append((act, number, times, place, quote))
    return {
        role: tuple(sorted((_tie(some) for some in acts.values()), key=lambda tie: (-tie.times, tie.number)))
        for role, acts in found.items()
    }


def _tie(rows: list[tuple[LegalAct | None, str, int, str, str]]) -> Tie:
    act, number, _times, _place, quote = rows[0]
    places = tuple(dict.fromkeys(place for *_rest, place, _quote in rows if place))
    return Tie(act, act.number if act is not None else number, sum(row[2] for row in rows), places, quote)
