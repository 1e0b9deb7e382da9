"""What the head of a narrow column calls a lower plan: the commune alone where there is one."""

from __future__ import annotations

import re

from thuongton.plans.models import Plan

_AUTHORITY = re.compile(r"^\s*(?:(?:ủy|uỷ) ban nhân dân|ubnd)\s+(?:(?:xã|phường|đặc khu)\s+)?", re.IGNORECASE)


def who_issued(plan: Plan) -> str:
    """Who issued a plan: as its paper says, else the unit that keeps it."""
    return (plan.document.issuer if plan.document else "") or str(plan.unit)


def short_name(text: str) -> str:
    """A name without «Ủy ban nhân dân xã».

    >>> short_name("Ủy ban nhân dân xã Lạc Phượng"), short_name("UBND tỉnh Hà Tĩnh"), short_name("Sở Tư pháp")
    ('Lạc Phượng', 'Tỉnh Hà Tĩnh', 'Sở Tư pháp')
    """
    name = _AUTHORITY.sub("", text).strip() or text
    return name[:1].upper() + name[1:]


def column_name(plan: Plan) -> str:
    """The short name of who issued a plan."""
    return short_name(who_issued(plan))
