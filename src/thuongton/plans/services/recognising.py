"""Names of agencies that a person explained: kept as other names of units, and looked up again where they stand."""

from __future__ import annotations

from collections.abc import Mapping

from thuongton.people.models import Unit, UnitAlias, User
from thuongton.people.services import add_alias
from thuongton.plans.models import Party
from thuongton.plans.queries.adoption import known_units
from thuongton.plans.queries.agencies import unrecognised
from thuongton.plans.taking_in.parties import words_of


def remember(user: User | None, scope: Unit, chosen: Mapping[str, Unit]) -> None:
    """Keep the answers «this name means that unit» for the papers of ``scope``; call it in the act they belong to."""
    for name, unit in chosen.items():
        add_alias(user, unit, name, scope=scope)


def recognise_again(alias: UnitAlias) -> int:
    """Tie the agencies that stand unrecognised under a new name of a unit; returns how many."""
    wanted = words_of(alias.name)
    same = [party for party in unrecognised(alias.scope) if words_of(party.name) == wanted]
    homes = {party.task.plan.unit_id: party.task.plan.unit for party in same}
    registers = {pk: known_units(unit) for pk, unit in homes.items()}
    tied = 0
    for party in same:
        meant = registers[party.task.plan.unit_id].resolve(party.name).unit_id
        if meant is not None:
            tied += Party.objects.filter(pk=party.pk).update(unit_id=meant)
    return tied
