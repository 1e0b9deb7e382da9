"""Words that were typed to find a case, as they stand in addresses: sealed with what belongs to the session alone.

Addresses are kept where no name of a person may stand: in the history of the browser, in logs, in the trail of exports.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from thuongton.keyring.box import Unopenable, is_sealed, seal, unseal

ABOUT = "cases.words"


def _key(secret: str) -> bytes:
    """The key of a session; it is nowhere kept, and cannot be made again when the session is over."""
    return hmac.new(settings.SECRET_KEY.encode(), f"{ABOUT}\0{secret}".encode(), hashlib.sha256).digest()


def sealed_words(words: str, secret: str) -> str:
    """The words as they stand in an address."""
    return seal(_key(secret), words, ABOUT)


def opened_words(text: str, secret: str) -> str:
    """The words that a text of an address says: sealed ones opened, others as they are; "" where they do not open."""
    if not is_sealed(text):
        return " ".join(text.split())[:200]
    try:
        return unseal(_key(secret), text, ABOUT)
    except Unopenable:
        return ""
