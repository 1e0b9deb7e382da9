"""Offers to link tasks of several sides as one work: what waits for one's own side, and what one's own side asked."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from thuongton.people.models import User
from thuongton.people.queries import in_scope
from thuongton.people.scopes import worn
from thuongton.plans.models import LinkConsent, LinkOffer, Task
from thuongton.plans.queries.tasks import visible_to


def consents_to_give(user: User) -> QuerySet[LinkConsent]:
    """Offers that wait for the answer of the hat worn, the oldest first."""
    hat = worn(user)
    waiting = LinkConsent.objects.filter(agreed__isnull=True, offer__closed_on__isnull=True)
    if hat is None or not hat.writes:
        return waiting.none()
    found = waiting.filter(in_scope(user, "task__unit"))
    return found.select_related(
        "task__unit",
        "task__plan__unit",
        "offer__task__plan__unit",
        "offer__task__unit",
        "offer__other__unit",
        "offer__by",
    ).order_by("pk")


@dataclass(frozen=True, slots=True)
class AskedLink:
    """An offer that waits for one's own side: ``other`` is the second task, None when one may not read it."""

    consent: LinkConsent
    asking: Task
    other: Task | None


def asked_about(user: User, task: Task) -> list[AskedLink]:
    """The offers that wait for an answer about one task. Who asks shows its own task; others are shown to readers."""
    found = list(consents_to_give(user).filter(task=task))
    seen = visible_to(user).select_related("plan").in_bulk([one.offer.other_id for one in found])
    return [AskedLink(one, one.offer.task, seen.get(one.offer.other_id)) for one in found]


def offers_of(user: User, task: Task) -> QuerySet[LinkOffer]:
    """The offers made for a task of one's own scope, open ones and those that were answered, newest first."""
    found = LinkOffer.objects.filter(in_scope(user, "task__unit"), task=task)
    return found.select_related("other__plan", "other__unit", "by").order_by("-pk")


def offers_writable_by(user: User, task: Task) -> QuerySet[LinkOffer]:
    """The open offers one may withdraw: those made for a task of one's own scope."""
    hat = worn(user)
    found = offers_of(user, task).filter(closed_on__isnull=True)
    return found if hat is not None and hat.writes else found.none()
