"""The four steps of a paper taken in (Đọc, Thể thức, nhiệm vụ, Theo dõi), as the head of a page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.documents.models import Intake, IntakeState
from thuongton.web.numbers import number_words

HEAD, TASKS, TRACKING = 2, 3, 4
"""The steps at which somebody works; reading (1) is the machine's."""


@dataclass(frozen=True, slots=True)
class IntakeStep:
    """One step: its words, whether it is behind or at hand, and the page where it is done (none when it has none)."""

    label: str
    done: bool = False
    now: bool = False
    address: str = ""


def steps_of(intake: Intake, now: int, tasks: int, *, tasks_at: str = "", decided: bool = False) -> list[IntakeStep]:
    """The steps with the one at hand.

    ``tasks`` is how many were read, ``tasks_at`` their page, ``decided`` whether a person has seen them all.
    """
    filed = intake.state == IntakeState.CONFIRMED
    if filed and intake.document_id:
        head_at = reverse("documents:document", args=[intake.document_id])
    else:
        head_at = reverse("documents:confirm", args=[intake.pk])
    counted = _("%(n)s nhiệm vụ") % {"n": number_words(tasks)}
    return [
        IntakeStep(_("Đọc"), done=True),
        IntakeStep(_("Thể thức"), filed and now != HEAD, now == HEAD, "" if now == HEAD else head_at),
        IntakeStep(counted, decided and now != TASKS, now == TASKS, "" if now == TASKS else tasks_at),
        IntakeStep(_("Theo dõi"), False, now == TRACKING),
    ]
