"""Which rules of the linter hold in a unit: the switches of the unit and of the units above it, nearest last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from vanban.lint import FAMILIES, Rule


class Switch(Protocol):
    """What :func:`standings` looks at."""

    unit_id: int
    name: str
    on: bool


@dataclass(frozen=True, slots=True)
class RuleState:
    """Whether a rule or a family is on in a unit, and the switch that says so (None: nobody switched it)."""

    on: bool
    by: Any


def standings(
    rules: Sequence[Rule], switches: Iterable[Switch], chain: Sequence[int]
) -> tuple[dict[str, RuleState], dict[str, RuleState]]:
    """How each rule and each family stands, by code and by name.

    Args:
        rules: the rules of the linter.
        switches: those of the unit and of the units above it, in any order.
        chain: ids of units from the top down to the unit itself.

    A nearer unit overrides a farther one; within one unit the switch of a rule overrides that of its family.
    """
    held: Mapping[int, dict[str, Switch]] = {unit: {} for unit in chain}
    for switch in switches:
        if switch.unit_id in held:
            held[switch.unit_id][switch.name] = switch
    of_rules: dict[str, RuleState] = {rule.code: RuleState(True, None) for rule in rules}
    of_families: dict[str, RuleState] = {family: RuleState(True, None) for family in FAMILIES}
    for unit in chain:
        for name, switch in held[unit].items():
            if name in of_families:
                of_families[name] = RuleState(switch.on, switch)
                for rule in rules:
                    if rule.family == name:
                        of_rules[rule.code] = RuleState(switch.on, switch)
        for name, switch in held[unit].items():
            if name in of_rules:
                of_rules[name] = RuleState(switch.on, switch)
    return of_rules, of_families
