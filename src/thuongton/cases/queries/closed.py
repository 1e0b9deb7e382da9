"""Closed fields (danh tính người tố cáo): open to the handler and the leader of the case alone, whatever the door.

Luật Tố cáo 25/2018/QH14 Điều 47, Điều 56 keep the denouncer's identity secret; Luật Tiếp công dân 42/2013/QH13 Điều 8
asks the same of who receives. Every door asks here. No mark is kept of them, so nobody is found by them; they go into
no export, print or answer of the API; where ``closed`` is not said ``fields_of`` keeps them shut.
"""

from __future__ import annotations

from thuongton.cases.definition.model import CaseKind
from thuongton.cases.models import Case
from thuongton.cases.rights import opens_closed
from thuongton.cases.sealed_fields import closed_in
from thuongton.people.models import User


def closed_fields(case: Case, kind: CaseKind) -> frozenset[str]:
    """The closed fields of a case: by its kind, and those that went over into a closed field of a case made from it."""
    return closed_in(kind, case.data) | frozenset(case.shut)


def is_shut(user: User | None, case: Case, kind: CaseKind) -> bool:
    """Whether something of a case is closed and this person does not open it; the system (None) opens nothing."""
    return bool(closed_fields(case, kind)) and (user is None or not opens_closed(user, case))
