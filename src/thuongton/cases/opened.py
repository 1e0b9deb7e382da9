"""What somebody opened for a purpose stays open for some minutes: a signed word in the address, without a secret in it.

The look line is written first; the word says to whom, and of what. Nobody else's page is opened by it.
"""

from __future__ import annotations

import hashlib

from django.core.signing import BadSignature, TimestampSigner

from thuongton.people.models import User

MINUTES = 15
OPENED = "mo"
"""The name of the word in addresses."""


def _what(user: User, parts: tuple[object, ...]) -> str:
    words = "\n".join(map(str, (user.pk, *parts)))
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="cases.opened")


def opening(user: User, *parts: object) -> str:
    """The word that opens what ``parts`` name, for this person and for some minutes."""
    return _signer().sign(_what(user, parts))


def is_open(user: User, word: str, *parts: object) -> bool:
    """Whether a word opens what ``parts`` name, for this person, now."""
    try:
        return _signer().unsign(word, max_age=MINUTES * 60) == _what(user, parts)
    except BadSignature:
        return False
