"""How many orders of some acts wait for a person once names are looked up in the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from thuongton.law.history import meant_by
from thuongton.law.models import ActOrder
from thuongton.law.queries.pieces import pieces
from thuongton.law.queries.register import acts_of, histories_of, records_of, rows_of_keys
from thuongton.law.rows import order_key, work_of
from thuongton.law.works import LegalWorks


def number_waiting(acts: Iterable[int]) -> int:
    """How many orders of some acts are not sure: neither by their words, nor by the one act that bears the name."""
    waiting: dict[int, list[ActOrder]] = defaultdict(list)
    for some in pieces(sorted(acts)):
        for row in ActOrder.objects.filter(act__in=some, waits=True):
            waiting[row.act_id].append(row)
    held = {act.pk: act for act in acts_of(waiting)}
    targets = acts_of(rows_of_keys({row.target for orders in waiting.values() for row in orders}) - held.keys())
    records = records_of(waiting)
    works = {pk: work_of(act, waiting[pk], "", records.get(pk, ())) for pk, act in held.items()}
    rows = {id(work): pk for pk, work in works.items()}
    others = [work_of(act, []) for act in targets]
    rows |= {id(work): act.pk for work, act in zip(others, targets, strict=True)}
    register = LegalWorks([*works.values(), *others])
    number = 0
    alike: set[int] = set()
    several: list[tuple[str, str]] = []
    for work in works.values():
        for order in work.orders:
            found, waits = meant_by(work, order, register)
            number += bool(waits)
            if len(found) > 1:
                alike |= {rows[id(one)] for one in found}
                several.append((work.number, order_key(order.operation)))
    settled = _settled(alike)
    return number - sum(one in settled for one in several)


def _settled(acts: Iterable[int]) -> set[tuple[str, str]]:
    """The orders of acts of one name that are sure all the same: the number of their act, and their key."""
    histories, works = histories_of(acts_of(acts), all_words=False)
    steps = (step for pk in acts for step in histories.of(works[pk]).steps if step.why and not step.waits)
    return {(step.by.number, order_key(step.operation)) for step in steps}
