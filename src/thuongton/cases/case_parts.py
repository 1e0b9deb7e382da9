"""The parts that other subjects add to the page of a case, each declared once in ``CASE_PARTS``.

A part is declared in a module of its subject (``cases/paper_part.py``) that imports ``cases.parts`` and no view, and
is named in the list here; a room above gives its parts (:class:`CasePart`) in its ``room.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from thuongton.cases.attached_part import ATTACHED
from thuongton.cases.models import Case
from thuongton.cases.paper_part import PAPERS
from thuongton.cases.parts import CasePart, Place, ShownPart
from thuongton.cases.tie_parts import LEADS, LIKE, RELATED, TASK
from thuongton.cases.transfer_parts import TRANSFER, WAYS
from thuongton.people.requests import SignedInRequest
from thuongton.web.rooms import given

CASE_PARTS: Sequence[CasePart] = (PAPERS, ATTACHED, RELATED, LIKE, WAYS, LEADS, TASK, TRANSFER)
"""The parts of the page of a case, in the order in which they are shown."""


def parts_of(request: SignedInRequest, case: Case, place: Place) -> list[ShownPart]:
    """The parts of a place that this person is shown on the page of this case."""
    found = []
    for part in (*CASE_PARTS, *given(CasePart)):
        if part.place == place and (context := part.context(request, case)) is not None:
            found.append(ShownPart(part, context))
    return found
