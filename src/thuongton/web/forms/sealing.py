"""Kept forms are sealed with the secret of the browser that sent them: the database, its dumps and backups never hold
what was typed in clear, and nobody opens it without that browser's cookie.

The cookie's secret is not kept here (``KeptForm.browser`` is its SHA-256). AES-256-GCM, a key for each form drawn from
the secret by HKDF, bound to its owner and address.
"""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Pairs = Sequence[tuple[str, str]]
NONCE_BYTES = 12


class ShutForm(Exception):
    """What was kept cannot be opened with the secret of this browser."""


@dataclass(frozen=True, slots=True)
class FormSeal:
    """What closes and opens the forms of one person in one browser."""

    key: bytes
    about: bytes

    @classmethod
    def of(cls, secret: str, owner: int, address: str) -> FormSeal:
        """The seal of the forms that a person sends to an address from the browser of a secret."""
        key = HKDF(SHA256(), 32, None, b"thuongton kept form").derive(secret.encode())
        return cls(key, f"{owner}\n{address}".encode())

    def close(self, data: bytes) -> bytes:
        """The bytes sealed."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, data, self.about)

    def open(self, kept: bytes) -> bytes:
        """The bytes of what was sealed. Raises ShutForm."""
        try:
            return AESGCM(self.key).decrypt(kept[:NONCE_BYTES], kept[NONCE_BYTES:], self.about)
        except (InvalidTag, ValueError) as error:
            raise ShutForm from error

    def close_pairs(self, pairs: Pairs) -> str:
        """Names and values as a row keeps them."""
        plain = json.dumps([list(pair) for pair in pairs], ensure_ascii=False)
        return base64.b64encode(self.close(plain.encode())).decode()

    def open_pairs(self, kept: Any) -> list[tuple[str, str]]:
        """Names and values of a row; what was kept before forms were sealed stands in clear. Raises ShutForm."""
        if isinstance(kept, list):
            return [(str(name), str(value)) for name, value in kept]
        try:
            return [(name, value) for name, value in json.loads(self.open(base64.b64decode(str(kept), validate=True)))]
        except ValueError as error:
            raise ShutForm from error
