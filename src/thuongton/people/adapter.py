"""How accounts are opened: only by an administrator; nobody signs up by himself."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class OfficeAccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed: accounts come from the administrator of the unit."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
