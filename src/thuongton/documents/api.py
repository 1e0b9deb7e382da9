"""Papers in the REST API."""

import datetime as dt
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema
from ninja.pagination import paginate

from thuongton.documents import queries
from thuongton.people.requests import SignedInRequest
from thuongton.web.rest import ID, READS, Pages

router = Router()


class DocumentOut(Schema):
    """A paper in the register (văn bản); a secret stub carries number, day and degree only."""

    id: int
    unit_id: int
    direction: str
    kind: str
    number: str
    issued_on: dt.date | None
    issuer: str
    title: str
    signer: str
    registered_on: dt.date
    secrecy: str


@router.get("/documents", response={200: list[DocumentOut], **READS}, operation_id="list_documents")
@paginate(Pages)
def documents(request: SignedInRequest) -> Any:
    """Papers one may see, the latest in the register first."""
    return queries.visible_to(request.user).order_by("-registered_on", "-id")


@router.get("/documents/{document_id}", response={200: DocumentOut, **READS}, operation_id="get_document")
def document(request: SignedInRequest, document_id: int = ID) -> Any:
    """One paper."""
    return get_object_or_404(queries.visible_to(request.user), pk=document_id)
