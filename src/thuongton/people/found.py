"""What the search of the frame finds of units and people, by words with or without diacritics."""

from __future__ import annotations

from django.urls import reverse

from thuongton.people.models import User
from thuongton.people.queries import find_units, people_visible_to
from thuongton.web.asked import asked_words
from thuongton.web.search import MOST, Found, Hit
from vanban.text import fold

LOOKED_AT = 2000
"""People whose names are read."""


def units(user: User, words: str) -> Found:
    """Units by name; each leads to its work."""
    found = find_units(user, words)
    hits = [Hit(unit.name, reverse("home:unit", args=[unit.pk])) for unit in found[:MOST]]
    return Found(hits, len(hits) if len(hits) < MOST else found.count())


def people(user: User, words: str) -> Found:
    """Colleagues by name."""
    folded = asked_words(words)
    found = [
        person
        for person in people_visible_to(user)[:LOOKED_AT]
        if all(word in fold(f"{person.full_name} {person.username}") for word in folded)
    ]
    return Found([Hit(person.full_name) for person in found[:MOST]], len(found))
