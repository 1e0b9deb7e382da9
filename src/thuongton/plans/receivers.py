"""What plans do when documents tell them something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from thuongton.documents.models import Document, Intake
from thuongton.documents.signals import paper_changed, reading_ready
from thuongton.people.models import UnitAlias, User
from thuongton.people.signals import alias_added
from thuongton.plans.services.confirming import propose
from thuongton.plans.services.correcting import follow_paper
from thuongton.plans.services.recognising import recognise_again


@receiver(reading_ready, dispatch_uid="plans.propose")
def lay_before_a_person(intake: Intake, **_: Any) -> None:
    """Once a paper was read its tasks wait for a person."""
    propose(intake)


@receiver(paper_changed, dispatch_uid="plans.follow_paper")
def take_number_and_day(document: Document, user: User | None, agreed: str | None, **_: Any) -> None:
    """A plan has the number and the day of its paper."""
    follow_paper(user, document, agreed=agreed)


@receiver(alias_added, dispatch_uid="plans.recognise_again")
def look_up_again(alias: UnitAlias, **_: Any) -> None:
    """Agencies that were read before under the new name of a unit are tied to it."""
    recognise_again(alias)
