"""Spending an allowance («bao nhiêu lần trong một phút»), counted in the database: all processes count as one."""

from __future__ import annotations

import time

from django.db import IntegrityError, transaction
from django.db.models import F

from thuongton.web.models import Spending

MINUTE = 60


def spend(who: str, act: str, most: int, *, seconds: int = MINUTE, amount: int = 1) -> int:
    """Take ``amount`` of the ``most`` that ``who`` may do of ``act`` in ``seconds``.

    Returns 0 when it was taken, else the seconds until the window ends, and then nothing is taken. Looking and counting
    are one statement, so two processes never both take the last. An amount above ``most`` takes all of it. ``who`` is
    a person («user:12») or an address («ip:…»), 150 characters at most.
    """
    now = int(time.time())
    window = now - now % seconds
    amount = min(amount, most)
    rows = Spending.objects.filter(who=who[:150], act=act)
    if rows.filter(window=window, spent__lte=most - amount).update(spent=F("spent") + amount):
        return 0
    if rows.filter(window__lt=window).update(window=window, spent=amount):
        return 0
    try:
        with transaction.atomic():
            Spending.objects.create(who=who[:150], act=act, window=window, spent=amount)
        return 0
    except IntegrityError:  # another process began the window meanwhile, or it is spent
        if rows.filter(window=window, spent__lte=most - amount).update(spent=F("spent") + amount):
            return 0
    return max(1, window + seconds - now)


def forgive(who: str, act: str) -> None:
    """Begin anew with an act of somebody, as after a sign-in that was right."""
    Spending.objects.filter(who=who[:150], act=act).delete()


def forget_spent(seconds: int = 86_400) -> int:
    """Remove what nobody spent for so long; returns how many rows."""
    return Spending.objects.filter(window__lt=int(time.time()) - seconds).delete()[0]
