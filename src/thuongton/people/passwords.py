"""Passwords: how long one must be, and initial ones that are easy to read out, hard to guess and used once."""

from __future__ import annotations

import secrets

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _

LETTERS = "abcdefghjkmnpqrstuvwxyz"
DIGITS = "23456789"


class LongEnough(MinimumLengthValidator):
    """The least length of a password, told in the words of the office."""

    def get_error_message(self) -> str:
        """What is wrong with a password that is too short."""
        return _("Mật khẩu quá ngắn; cần ít nhất %(length)d ký tự.") % {"length": self.min_length}

    def get_help_text(self) -> str:
        """The rule, for the page where a password is chosen."""
        return _("Mật khẩu có ít nhất %(length)d ký tự.") % {"length": self.min_length}


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
