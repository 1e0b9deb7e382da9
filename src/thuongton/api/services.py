"""Idempotent writes: the same key gives the same answer, whatever happened on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError
from django.utils import timezone

from thuongton.api.models import GivenAnswer
from thuongton.audit.services import acting
from thuongton.people.models import User

ANSWERS_KEPT = dt.timedelta(days=14)
"""So long a repeated write gets the answer it was given; afterwards its key counts as new."""


class KeyReused(Exception):
    """The key was used before for another request."""


def once(
    user: User, key: str, request_text: bytes, act: Callable[[], tuple[int, dict[str, Any]]]
) -> tuple[int, dict[str, Any]]:
    """Run ``act`` once for (user, key) and keep its answer; a repeat returns the kept answer without acting.

    The act and its answer are one transaction: a killed process leaves neither. Raises KeyReused when the key came
    with another request before.
    """
    fingerprint = hashlib.sha256(request_text).hexdigest()
    try:
        with acting():
            kept = GivenAnswer.objects.create(user=user, key=key, fingerprint=fingerprint)
            status, body = act()
            kept.status, kept.body = status, body
            kept.save(update_fields=["status", "body"])
            return status, body
    except IntegrityError:
        before = GivenAnswer.objects.filter(user=user, key=key).first()
        if before is None:
            raise
        if before.fingerprint != fingerprint:
            raise KeyReused from None
        return before.status, before.body or {}


def forget_answers() -> int:
    """Take away answers given :data:`ANSWERS_KEPT` ago; returns how many."""
    gone, _each = GivenAnswer.objects.filter(created_at__lt=timezone.now() - ANSWERS_KEPT).delete()
    return gone
