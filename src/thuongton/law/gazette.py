"""Days that hang on the gazette: «có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo».

Nobody can work such a day out from the act. The law on legal documents bounds it, though: an act had to be sent to the
gazette and printed within so many days, so that it was in force at the latest on a day that can be told.
"""

from __future__ import annotations

import datetime as dt
import re

from thuongton.law.rules import rule_on

_AFTER = re.compile(
    r"sau\s+(?P<days>\d{1,3})\s*(?:\([^)]*\)\s*)?ngày,?\s+kể\s+từ\s+ngày\s+"
    r"(?:được\s+)?đăng\s+(?:trên\s+)?[Cc]ông\s+báo"
)
_SIGNED = re.compile(
    r"sau\s+(?P<days>\d{1,3})\s*(?:\([^)]*\)\s*)?ngày,?\s+kể\s+từ\s+ngày\s+(?:ký|ban\s+hành|thông\s+qua)(?:\s+ban\s+hành)?"
)
_FROM = re.compile(r"(?:kể\s+)?từ\s+ngày\s+(?:được\s+)?đăng\s+(?:trên\s+)?[Cc]ông\s+báo")


SILENT = 45
"""Days for an act that names no day of its own; 45 is the longest that any law on legal documents gives."""


def hangs_on_gazette(words: str) -> int | None:
    """How many days after its printing an act comes into force; None where it does not hang on the gazette."""
    match = _AFTER.search(words)
    if match is not None:
        return int(match["days"])
    return 0 if _FROM.search(words) else None


def day_after_signing(issued_on: dt.date | None, words: str) -> dt.date | None:
    """The day of «sau 15 ngày kể từ ngày ký»; None where the words or the day of issue do not give it.

    >>> day_after_signing(dt.date(2002, 4, 22), "có hiệu lực thi hành sau 15 ngày kể từ ngày ký")
    datetime.date(2002, 5, 7)
    """
    match = _SIGNED.search(words)
    return issued_on + dt.timedelta(days=int(match["days"])) if match is not None and issued_on is not None else None


def day_after_printing(gazette_on: dt.date | None, words: str) -> dt.date | None:
    """The day of «sau 15 ngày, kể từ ngày đăng Công báo» once the day of printing is recorded.

    >>> day_after_printing(dt.date(2003, 9, 1), "có hiệu lực sau 15 ngày, kể từ ngày đăng Công báo")
    datetime.date(2003, 9, 16)
    """
    days = hangs_on_gazette(words)
    return gazette_on + dt.timedelta(days=days) if gazette_on is not None and days is not None else None


def at_latest(issued_on: dt.date | None, words: str) -> dt.date | None:
    """The day on which an act was in force at the latest; None where nothing bounds it.

    ``words``: what the act says of its day; acts that say nothing («» ) came into force by the law on legal documents,
    at the latest when the gazette had printed them and 45 days were over.
    """
    days = hangs_on_gazette(words)
    if days is None:
        days = SILENT if not words.strip() else None
    if days is None or issued_on is None:
        return None
    bound = rule_on("gazette-bound", issued_on)
    return None if bound is None else issued_on + dt.timedelta(days=(bound.days or 0) + days)
