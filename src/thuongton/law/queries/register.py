"""Acts of the register as works with what was ordered of them: as much as an answer needs, in few statements."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from thuongton.law.history import ActHistories
from thuongton.law.models import ActMention, ActOrder, ActText, LegalAct
from thuongton.law.rows import NAMED, issuer_key, work_of
from thuongton.law.works import LegalWork, LegalWorks
from vanban.symbols import normalise

MOST_ROUNDS = 6
"""How far operations on operations on operations are followed."""


class NotOne(LookupError):
    """A number that no act of the register bears, or several; ``numbers`` names those."""

    def __init__(self, number: str, found: Iterable[LegalAct]) -> None:
        self.number = number
        self.found = [
            f"{act.number} {act.issuer or '(không rõ cơ quan)'} {act.issued_on or ''}".strip() for act in found
        ]
        super().__init__(number)


def act_of(number: str, issuer: str = "") -> LegalAct:
    """The act of a number, and an issuer where several bear it. Raises NotOne."""
    found = list(LegalAct.objects.filter(number_key=normalise(number)))
    if issuer:
        found = [act for act in found if act.issuer_key == issuer_key(issuer)]
    if len(found) != 1:
        raise NotOne(number, found)
    return found[0]


def histories_of(acts: Iterable[LegalAct], known: dt.date | None = None) -> tuple[ActHistories, dict[int, LegalWork]]:
    """The histories of some acts: they, every act that orders something of them, and of those, and so on."""
    held: dict[int, LegalAct] = {act.pk: act for act in acts}
    new = list(held.values())
    asked = set(held)
    for _round in range(MOST_ROUNDS):
        if not new:
            break
        found = _ordering(new)
        new = [act for act in found if act.pk not in held]
        held |= {act.pk: act for act in new}
    keys = {act.number_key for act in held.values()} | {NAMED + act.name_key for act in held.values() if act.name_key}
    orders: dict[int, list[ActOrder]] = defaultdict(list)
    wanted = ActOrder.objects.filter(act__in=list(held)).filter(
        Q(target__in=keys) | Q(kind__in=["commencement", "transitional"])
    )
    for order in wanted:
        orders[order.act_id].append(order)
    texts = dict(ActText.objects.filter(act__in=asked).values_list("act", "text"))
    works = {pk: work_of(act, orders.get(pk, []), texts.get(pk, "")) for pk, act in held.items()}
    register = LegalWorks(works.values())
    for name in {act.name_key for act in held.values() if act.name_key}:
        for twin in LegalAct.objects.filter(name_key=name).exclude(pk__in=list(held)):
            register.add(work_of(twin, []))
    return ActHistories(register, known), works


def _ordering(acts: list[LegalAct]) -> QuerySet[LegalAct]:
    """The acts that order something of some acts, by number or by name."""
    keys = [act.number_key for act in acts] + [NAMED + act.name_key for act in acts if act.name_key]
    return LegalAct.objects.filter(orders__target__in=keys).distinct()


def missing() -> list[dict[str, object]]:
    """What is cited and not held, the most often cited first: what to fetch next."""
    held = set(LegalAct.objects.values_list("number_key", flat=True))
    times: dict[str, int] = defaultdict(int)
    by: dict[str, set[int]] = defaultdict(set)
    for target, act, number in ActMention.objects.values_list("target", "act", "times").iterator():
        if target not in held:
            times[target] += number
            by[target].add(act)
    return [
        {"number": target, "times": times[target], "acts": len(by[target])}
        for target in sorted(times, key=lambda one: (-len(by[one]), -times[one], one))
    ]
