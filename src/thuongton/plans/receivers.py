"""What plans do when documents tell them something."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from thuongton.documents.models import Intake
from thuongton.documents.signals import reading_ready
from thuongton.plans.services.confirming import propose


@receiver(reading_ready, dispatch_uid="plans.propose")
def lay_before_a_person(intake: Intake, **_: Any) -> None:
    """Once a paper was read its tasks wait for a person."""
    propose(intake)
