"""What the search of the frame finds of plans and tasks, by words with or without diacritics."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.people.models import User
from thuongton.plans.queries.tasks import plans_visible_to, visible_to
from thuongton.web.asked import asked_words
from thuongton.web.search import MOST, Found, Hit
from vanban.text import fold

LOOKED_AT = 500
"""Plans, the latest first, whose words are read."""


def plans(user: User, words: str) -> Found:
    """Plans by number and title."""
    folded = asked_words(words)
    found = [
        plan
        for plan in plans_visible_to(user).order_by("-issued_on", "-pk")[:LOOKED_AT]
        if all(word in fold(f"{plan.number} {plan.title}") for word in folded)
    ]
    hits = [
        Hit(plan.title, reverse("plans:plan", args=[plan.pk]), plan.number or _("(chưa có số)"))
        for plan in found[:MOST]
    ]
    return Found(hits, len(found))


def tasks(user: User, words: str) -> Found:
    """Tasks by their words."""
    found = visible_to(user).select_related("plan")
    for word in asked_words(words):
        found = found.filter(search__contains=word)
    hits = [
        Hit(task.title, reverse("plans:task", args=[task.pk]), task.code, task.plan.number)
        for task in found.order_by("plan", "order")[:MOST]
    ]
    return Found(hits, found.count(), f"{reverse('plans:tasks')}?{urlencode({'q': words})}")
