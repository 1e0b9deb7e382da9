"""«Hoàn tác»: rooms say how an act is taken back; its doer may do so for some minutes, and nobody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from thuongton.web.forms.queries import undoable_of
from thuongton.web.forms.services import forget_undoable, remember_undoable
from thuongton.web.rooms import given

FOR = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Undo:
    """How an act is taken back: ``inverse(user, facts)`` does it and returns the sentence that says so.

    It asks the right anew and raises ValidationError with a sentence when something rests on the act by now.
    """

    act: str
    inverse: Callable[[Any, Mapping[str, Any]], str]


def inverse_of(act: str) -> Callable[[Any, Mapping[str, Any]], str] | None:
    """How an act is taken back; None where no room says so."""
    return next((one.inverse for one in given(Undo) if one.act == act), None)


def success(request: HttpRequest, said: str, act: str, facts: Mapping[str, Any], page: str) -> None:
    """Say that an act was done, with the button that takes it back; ``page`` is where one comes back to."""
    if inverse_of(act) is None:
        raise KeyError(act)
    made = remember_undoable(request.user.pk or 0, act, facts, page)
    messages.success(request, said, extra_tags=f"u:{made.pk}")


def take_back(request: HttpRequest, pk: int) -> str:
    """Take an act back; returns the page to come back to, "" when there is no such act of this person.

    What it says goes to the messages of the page. It is one transaction: a second press finds nothing to take back.
    """
    with transaction.atomic():
        made = undoable_of(request.user.pk or 0, pk)
        if made is None:
            return ""
        inverse = inverse_of(made.act)
        if inverse is None or timezone.now() - made.done_at > FOR:
            messages.error(request, _("Đã quá 10 phút nên không hoàn tác được nữa."))
            return made.page
        try:
            with transaction.atomic():
                said = inverse(request.user, made.facts)
                forget_undoable(made)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, said)
        return made.page
