"""Initial passwords: easy to read out, hard to guess, used once."""

from __future__ import annotations

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


def initial_password() -> str:
    """Three groups of four, without letters that look alike: about 55 bits.

    >>> len(initial_password())
    14
    """
    alphabet = LETTERS + DIGITS
    while True:
        groups = ["".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3)]
        word = "-".join(groups)
        if any(letter in DIGITS for letter in word) and any(letter in LETTERS for letter in word):
            return word
