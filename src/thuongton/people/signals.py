"""What people tell the floors above, which people may not import."""

from __future__ import annotations

from django.dispatch import Signal

alias_added = Signal()
"""Sent with ``alias=`` inside the transaction in which a unit got another name."""
