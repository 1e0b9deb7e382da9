"""The sentence at the head of «Hôm nay»: what each queue says of itself, and what waits, as links to their rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import ngettext

from thuongton.web.today import ShownQueue


def counted(queues: Iterable[ShownQueue], waiting: int) -> list[tuple[str, str, str]]:
    """The parts of the sentence that are not nought: the id of the section, its words, its tone."""
    parts = [
        (one.queue.key, one.queue.said(one.queued.number), one.queue.tone)
        for one in queues
        if one.queue.said is not None and one.queued.number
    ]
    if waiting:
        words = ngettext("%(number)s việc chờ bạn", "%(number)s việc chờ bạn", waiting)
        parts.append(("cho-toi", words % {"number": waiting}, ""))
    return parts
