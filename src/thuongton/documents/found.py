"""What the search of the frame finds of papers, by words with or without diacritics."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from thuongton.documents.queries import visible_to
from thuongton.people.models import User
from thuongton.web.asked import asked_words
from thuongton.web.search import MOST, Found, Hit


def papers(user: User, words: str) -> Found:
    """Papers by number, title, author and signer."""
    found = visible_to(user)
    for word in asked_words(words):
        found = found.filter(search__contains=word)
    hits = [
        Hit(paper.title or paper.short, reverse("documents:document", args=[paper.pk]), paper.short)
        for paper in found[:MOST]
    ]
    return Found(hits, found.count(), f"{reverse('documents:list')}?{urlencode({'q': words})}")
