"""What a person follows, and what changed of it since it was seen: new orders on it, orders that came into force."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from thuongton.law.models import ActOrder, ActRecord, LawFollow
from thuongton.law.queries.impact import meets
from thuongton.law.rows import NAMED
from thuongton.law.text.places import place_of
from thuongton.people.models import User

MOST = 2_000
"""Orders that are looked at for one person."""


@dataclass(frozen=True, slots=True)
class FollowedChange:
    """A change of what is followed: the order and its act, or a record by hand; ``came`` says it acts since a day."""

    follow: LawFollow
    order: ActOrder | None = None
    record: ActRecord | None = None
    came: dt.date | None = None


def follows_of(user: User) -> QuerySet[LawFollow]:
    """What a person follows, the newest first."""
    if not user.is_authenticated:
        return LawFollow.objects.none()
    return LawFollow.objects.filter(user=user).select_related("act").order_by("-pk")


def changes_of(user: User, day: dt.date) -> list[FollowedChange]:
    """What changed of what a person follows and was not seen, in a fixed number of statements."""
    follows = list(follows_of(user))
    if not follows:
        return []
    first = min(one.seen_at for one in follows)
    by_key: dict[str, list[LawFollow]] = {}
    for one in follows:
        by_key.setdefault(one.act.number_key, []).append(one)
        if one.act.name_key:
            by_key.setdefault(NAMED + one.act.name_key, []).append(one)
    since = localtime(first).date()
    orders = (
        ActOrder.objects.filter(target__in=list(by_key))
        .filter(Q(act__taken_at__gt=first) | Q(act__effective_on__gt=since, act__effective_on__lte=day))
        .select_related("act")
        .defer("payload")
        .order_by("-act__taken_at", "act_id", "index")[:MOST]
    )
    found = []
    for order in orders:
        place = place_of(order.data.get("provision"))
        for one in by_key[order.target]:
            if one.act_id == order.act_id or not meets(place_of(one.provision or None), place):
                continue
            seen = localtime(one.seen_at).date()
            taken, came = order.act.taken_at, order.act.effective_on
            if taken is not None and taken > one.seen_at:
                found.append(FollowedChange(one, order))
            elif came is not None and seen < came <= day:
                found.append(FollowedChange(one, order, came=came))
    acts = {one.act_id: one for one in follows if not one.provision}
    for record in ActRecord.objects.filter(act__in=list(acts), at__gt=first, order="").exclude(by=user)[:MOST]:
        one = acts[record.act_id]
        if record.at > one.seen_at and record.withdrawn_at is None:
            found.append(FollowedChange(one, record=record))
    return found
