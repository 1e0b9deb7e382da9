"""What depends on an act or a provision (tác động): everything that cites or changes it, with its quote."""

from __future__ import annotations

from thuongton.law.models import ActMention, ActOrder
from thuongton.law.text.places import place_of
from vanban.symbols import normalise


def dependants(number: str, provision: str | None) -> list[dict[str, object]]:
    """The acts that name an act, those of a provision alone where one is given: role, place, quote."""
    key = normalise(number)
    wanted = place_of(provision)
    found: list[dict[str, object]] = []
    rows = ActMention.objects.filter(target=key).select_related("act").order_by("act__number_key", "pk")
    for row in rows:
        place = place_of(row.provision)
        if wanted.steps and place.steps and not (wanted.holds(place) or place.holds(wanted)):
            continue
        if wanted.steps and not place.steps and row.role == "mentions":
            continue
        found.append(
            {
                "act": row.act.number,
                "role": row.role,
                "provision": row.provision or None,
                "times": row.times,
                "quote": row.quote,
            }
        )
    for order in ActOrder.objects.filter(target=key).select_related("act").order_by("act__number_key", "index"):
        place = place_of(order.data.get("provision"))
        if wanted.steps and place.steps and not (wanted.holds(place) or place.holds(wanted)):
            continue
        found.append(
            {
                "act": order.act.number,
                "role": order.kind,
                "provision": order.data.get("provision"),
                "times": 1,
                "quote": order.data.get("surface"),
            }
        )
    return found
