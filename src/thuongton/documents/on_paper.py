"""What hangs on a paper, as ``records`` does it: of those who write in its register, nothing on a secret one."""

from __future__ import annotations

from django.urls import reverse

from thuongton.documents.models import Document
from thuongton.documents.queries import visible_to
from thuongton.people.scopes import Right
from thuongton.records.on_record import OnRecord


def _address(paper: Document) -> str:
    return reverse("documents:document", args=[paper.pk])


def _takes(paper: Document) -> bool:
    return not paper.secrecy


ON_PAPER = OnRecord(model=Document, visible=visible_to, address=_address, give=Right.ACT, takes=_takes)
