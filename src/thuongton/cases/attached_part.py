"""The panel «Văn bản kèm theo» of the page of a case: papers of the registers that belong to it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.cases.parts import CasePart
from thuongton.cases.queries.attached import attached_to
from thuongton.people.requests import SignedInRequest


def _context(request: SignedInRequest, case: Case) -> dict[str, Any] | None:
    found = list(attached_to(request.user, case))
    return {"attached": found} if found else None


ATTACHED = CasePart("kem-theo", _("Văn bản kèm theo"), "cases/parts/attached.html", _context, "side")
