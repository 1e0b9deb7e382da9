"""Tasks that name an act of the law in their words: what rests on it, for the room of the law, which knows no plans."""

from __future__ import annotations

from django.urls import reverse

from thuongton.documents.queries.citing import MOST, Citing, RestingRecord
from thuongton.plans.models import Task


def tasks_citing(number: str) -> list[RestingRecord]:
    """The tasks of every unit that name an act and were not cancelled."""
    found = Task.objects.filter(title__icontains=number, cancelled_on=None).order_by("pk")
    return [
        RestingRecord("task", str(task.pk), task.unit_id, str(task), reverse("plans:task", args=[task.pk]), task.title)
        for task in found[:MOST]
    ]


CITING = Citing(tasks_citing)
