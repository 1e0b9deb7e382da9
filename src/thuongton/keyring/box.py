"""The cryptography of sealed values: AES-256-GCM with a key for each record, and keyed marks to find words by.

Pure functions over bytes. A value is bound to its place (``about``, such as «cases.action:12:data»): moved elsewhere it
does not open. A key of a record is wrapped with a master key in the same way.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = "s1:"
"""What a sealed value begins with; another way of sealing would have another."""
KEY_BYTES = 32
NONCE_BYTES = 12
TOKEN_BYTES = 12


class Unopenable(Exception):
    """A sealed value that this key does not open: another key, another place, or changed."""


def new_key() -> bytes:
    """A key of 256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def name_of(key: bytes) -> str:
    """The name by which a master key is known; it tells nothing of the key."""
    return hashlib.sha256(b"thuongton master key\0" + key).hexdigest()[:12]


def _lock(key: bytes, data: bytes, about: str) -> bytes:
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, about.encode())


def _unlock(key: bytes, kept: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], about.encode())
    except (InvalidTag, ValueError) as error:
        raise Unopenable(about) from error


def wrap(master: bytes, key: bytes, about: str) -> bytes:
    """The key of a record, closed with a master key."""
    return _lock(master, key, about)


def unwrap(master: bytes, kept: bytes, about: str) -> bytes:
    """The key of a record. Raises Unopenable."""
    return _unlock(master, kept, about)


def seal(key: bytes, text: str, about: str) -> str:
    """A text sealed, to be kept in the database."""
    return MARK + base64.b64encode(_lock(key, text.encode(), about)).decode()


def unseal(key: bytes, kept: str, about: str) -> str:
    """The text of a sealed value. Raises Unopenable."""
    if not is_sealed(kept):
        raise Unopenable(about)
    try:
        data = base64.b64decode(kept.removeprefix(MARK), validate=True)
    except ValueError as error:
        raise Unopenable(about) from error
    return _unlock(key, data, about).decode()


def is_sealed(kept: object) -> bool:
    """Whether a value kept is a sealed one."""
    return isinstance(kept, str) and kept.startswith(MARK)


def token(key: bytes, word: str) -> str:
    """The mark by which a word is found without being kept: HMAC-SHA-256, 96 bits."""
    made = hmac.new(key, word.encode(), hashlib.sha256).digest()[:TOKEN_BYTES]
    return base64.urlsafe_b64encode(made).decode()
