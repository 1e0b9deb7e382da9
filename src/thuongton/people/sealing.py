"""Secrets of the second factor are sealed with a key that comes from the secret key of the installation."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

MARK = "k1:"


class UnreadableSeal(Exception):
    """A sealed secret that the present secret key does not open, as after a restore with another key."""


@lru_cache(maxsize=2)
def _box(key: str) -> Fernet:
    made = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"thuongton second factor").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(made))


def seal(text: str) -> str:
    """The text sealed, to be kept in the database."""
    return MARK + _box(settings.SECRET_KEY).encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """The text behind a kept value; one kept in clear by an earlier version is given back as it is.

    Raises :class:`UnreadableSeal` when the secret key of the installation is another than at the sealing.
    """
    if not kept.startswith(MARK):
        return kept
    try:
        return _box(settings.SECRET_KEY).decrypt(kept.removeprefix(MARK).encode()).decode()
    except InvalidToken as error:
        raise UnreadableSeal from error
