"""Conditions of kind files as database conditions over cases: what a queue may ask (state, field, flag, clock)."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from thuongton.cases.definition.conditions import (
    AllHold,
    AnyHolds,
    CaseCondition,
    ClockIs,
    FieldIs,
    FieldKnown,
    Flagged,
    KindIs,
    NotHolds,
    StateIn,
)

Clock = Callable[[tuple[str, ...], tuple[str, ...]], Q]
ALL, NONE = Q(), Q(pk__in=[])


class NotAQuery(ValueError):
    """A condition that a queue may not ask; the checks of kind files refuse it."""


def as_query(condition: CaseCondition, clock: Clock) -> Q:
    """The database condition. Raises NotAQuery."""
    match condition:
        case StateIn(states):
            return Q(state__in=states)
        case FieldIs(field, values) if "." not in field:
            return Q(**{f"data__{field}__in": [*values]}) if len(values) != 1 else Q(**{f"data__{field}": values[0]})
        case FieldKnown(field, known) if "." not in field:
            given = Q(**{f"data__{field}__isnull": False}) & ~Q(**{f"data__{field}": None})
            return given if known else ~given
        case Flagged(flag):
            return Q(flags__icontains=f'"{flag}')
        case ClockIs(clocks, statuses):
            return clock(clocks, statuses)
        case KindIs(kinds):
            return Q(kind__in=kinds)
        case AllHold(parts):
            found = ALL
            for part in parts:
                found &= as_query(part, clock)
            return found
        case AnyHolds(parts):
            found = NONE
            for part in parts:
                found |= as_query(part, clock)
            return found
        case NotHolds(part):
            return ~as_query(part, clock)
    raise NotAQuery(type(condition).__name__)
