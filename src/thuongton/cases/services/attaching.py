"""Attaching papers of the registers to a case, and taking them off."""

from __future__ import annotations

from django.db import transaction

from thuongton.audit.services import recording
from thuongton.cases.models import Case, CaseAttachment
from thuongton.documents.models import Document
from thuongton.people.models import User
from thuongton.people.scopes import Right, demand


def attach(user: User | None, case: Case, document: Document) -> CaseAttachment:
    """Attach a paper that one may open to a case that one writes; doing it again changes nothing."""
    demand(user, case)
    demand(user, document, Right.READ)
    with transaction.atomic():
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        there = CaseAttachment.objects.filter(case=case, document=document).first()
        if there is not None:
            return there
        with recording(user, "Kèm văn bản vào hồ sơ", case):
            return CaseAttachment.objects.create(case=case, document=document, user=user)


def detach(user: User | None, attachment: CaseAttachment) -> Case:
    """Take a paper off a case; the paper stays in its register. Returns the case."""
    demand(user, attachment)
    case = attachment.case
    with recording(user, "Bỏ văn bản khỏi hồ sơ", case):
        attachment.delete()
    return case
