"""What hangs on a case, as ``records`` does it: discussion, people, reminders."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from thuongton.cases.models import Case
from thuongton.cases.queries.cases import visible_to
from thuongton.records.on_record import OnRecord


def _address(case: Any) -> str:
    return reverse("cases:hanging", args=[case.pk])


ON_CASE = OnRecord(model=Case, visible=visible_to, address=_address)
