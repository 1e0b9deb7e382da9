"""What the page of a case shows of other registers: where it came from, and the way to another one."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.cases.parts import CasePart
from thuongton.cases.queries.transfers import ways_of
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds


def _ways(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    found = list(ways_of(case))
    return {"ways": found} if found else None


def _transfer(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    if case.closed_on is not None or not holds(request.user, case):
        return None
    return {"address": reverse("cases:transfer", args=[case.uid])}


WAYS = CasePart("chuyen-so", _("Chuyển sổ"), "cases/parts/ways.html", _ways, "side")
TRANSFER = CasePart("chuyen-sang", _("Chuyển sang sổ khác"), "cases/parts/transfer.html", _transfer, "acts")
