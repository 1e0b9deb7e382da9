"""Whether an allowance is spent, without spending any of it."""

from __future__ import annotations

import time

from thuongton.web.models import Spending
from thuongton.web.services import MINUTE


def seconds_to_wait(who: str, act: str, most: int, *, seconds: int = MINUTE) -> int:
    """0 when ``who`` may do ``act`` now, else the seconds until the window ends (see ``services.spend``)."""
    now = int(time.time())
    window = now - now % seconds
    spent = Spending.objects.filter(who=who[:150], act=act, window=window, spent__gte=most).exists()
    return max(1, window + seconds - now) if spent else 0
