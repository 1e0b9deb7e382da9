"""Work that one room hands to another which it does not know: an obstacle becomes a task of a plan.

The room that keeps tasks gives a :class:`WorkTaker`; who has work to hand over asks :func:`work_places` and
:func:`take_work` in the transaction of its own act. The right over the place is asked by the room that takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from thuongton.web.rooms import given


@dataclass(frozen=True, slots=True)
class TakenWork:
    """What became of the work: the words by which it is known, and its page."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class WorkTaker:
    """Who takes work: ``places(user)`` gives key and words of each place it may go to, ``take(user, key, title)`` does.

    ``take`` raises ValidationError for a place that is none of these, PermissionDenied.
    """

    name: str
    places: Callable[[Any], Sequence[tuple[str, str]]]
    take: Callable[[Any, str, str], TakenWork]


def work_places(user: Any) -> list[tuple[str, str]]:
    """Every place to which a person may hand work, by a key that names who takes it."""
    return [(f"{one.name}:{key}", words) for one in given(WorkTaker) for key, words in one.places(user)]


def take_work(user: Any, place: str, title: str) -> TakenWork:
    """Hand work to a place. Raises ValidationError, PermissionDenied."""
    name, _colon, key = place.partition(":")
    taker = next((one for one in given(WorkTaker) if one.name == name), None)
    if taker is None:
        raise ValidationError(_("Không có nơi nhận việc đã chọn."))
    return taker.take(user, key, title)
