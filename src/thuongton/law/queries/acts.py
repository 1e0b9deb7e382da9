"""Acts as pages read them: published law is open to everybody who is signed in; states of the acts of one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import QuerySet

from thuongton.law.models import LegalAct
from thuongton.law.queries.register import histories_of
from thuongton.law.states import ToldState, state_on
from thuongton.law.text.places import Place
from thuongton.people.models import User
from vanban.symbols import normalise

WHOLE = Place()


def visible_to(_user: User) -> QuerySet[LegalAct]:
    """The acts that a person may read: all of them, whatever the unit."""
    return LegalAct.objects.all()


def kinds() -> list[str]:
    """The kinds of act that the register holds, in their order."""
    return list(LegalAct.objects.exclude(kind="").values_list("kind", flat=True).distinct().order_by("kind"))


def states_of(acts: Iterable[LegalAct], day: dt.date) -> dict[int, ToldState]:
    """The state of each of some acts on a day, in a fixed number of queries however many they are."""
    acts = list(acts)
    histories, works = histories_of(acts)
    return {act.pk: state_on(histories.of(works[act.pk]), WHOLE, day) for act in acts}


def numbered(acts: QuerySet[LegalAct], number: str) -> QuerySet[LegalAct]:
    """The acts of a number, however it is written."""
    return acts.filter(number_key=normalise(number)).order_by("pk")
