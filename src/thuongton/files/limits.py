"""What one reading may spend on this installation (``THUONGTON_READER_…``): seconds of processor, memory, answer."""

from __future__ import annotations

from django.conf import settings

from vanban.apart import Limits

MEGABYTE_SECONDS = 10


def limits(length: int = 0) -> Limits:
    """The limits of a reading of so many bytes or letters."""
    return Limits(
        seconds=settings.READER_SECONDS + MEGABYTE_SECONDS * (length >> 20),
        memory=settings.READER_MEMORY,
        answer=ANSWER,
    )


ANSWER = 64 * 1024**2
