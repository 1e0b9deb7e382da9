"""Reads of the draft that a case is about."""

from __future__ import annotations

from django.db.models import QuerySet

from thuongton.cases.models import Case
from thuongton.documents.models import Draft
from thuongton.documents.queries.review import drafts_visible_to
from thuongton.drafting.models import LinkedDraft
from thuongton.people.models import User


def linked_draft(user: User, case: Case) -> Draft | None:
    """The draft of a case, where the person may see it."""
    return drafts_visible_to(user).filter(drafting__case=case).first()


def free_drafts(user: User, case: Case) -> QuerySet[Draft]:
    """Drafts of the unit of the case that belong to no case yet."""
    taken = LinkedDraft.objects.values("draft")
    return drafts_visible_to(user).filter(unit=case.unit).exclude(pk__in=taken).order_by("-pk")


def links_of(case: Case) -> int:
    """How many drafts a case has: none or one."""
    return LinkedDraft.objects.filter(case=case).count()
