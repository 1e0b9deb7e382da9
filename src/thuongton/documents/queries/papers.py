"""One paper with everything around it: files, reading, links in and out."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from thuongton.documents.models import Attachment, Document, DocumentLink, Intake, Reading
from thuongton.documents.queries import intakes_visible_to, visible_to
from thuongton.documents.search import words_of
from thuongton.people.models import User


def reading_of_file(file_id: int | None) -> dict[str, Any]:
    """The reading of a stored file (JSON of ``vanban``), {} when there is none."""
    found = Reading.objects.filter(file_id=file_id).first() if file_id else None
    return dict(found.body) if found else {}


def reading_of(document: Document) -> dict[str, Any]:
    """The reading of the first file of a paper that was read, {} when none was."""
    found = Reading.objects.filter(file__attachments__document=document).order_by("file__attachments__id").first()
    return dict(found.body) if found else {}


def attachments_of(document: Document) -> QuerySet[Attachment]:
    """The files of a paper."""
    return document.attachments.select_related("file").order_by("id")


def links_from(user: User, document: Document) -> list[tuple[DocumentLink, bool]]:
    """Links of a paper to others, each with whether one may open the other."""
    links = list(document.links_out.select_related("target", "target__unit").order_by("kind", "id"))
    seen = set(visible_to(user).filter(pk__in=[one.target_id for one in links]).values_list("pk", flat=True))
    return [(one, one.target_id in seen) for one in links]


def links_to(user: User, document: Document) -> QuerySet[DocumentLink]:
    """Links of other papers to this one, of those one may open."""
    return (
        document.links_in.filter(source__in=visible_to(user))
        .select_related("source", "source__unit")
        .order_by("kind", "id")
    )


def find(user: User, words: str, *, exclude: int | None = None, direction: str = "") -> QuerySet[Document]:
    """Visible papers that hold all the words, newest first; secret papers are left out."""
    found = visible_to(user).filter(secrecy="")
    for word in words_of(words):
        found = found.filter(search__contains=word)
    if exclude is not None:
        found = found.exclude(pk=exclude)
    if direction:
        found = found.filter(direction=direction)
    return found.order_by("-registered_on", "-id")


def intake_of(user: User, document: Document) -> Intake | None:
    """The intake a paper came through, if it is in scope."""
    return intakes_visible_to(user).filter(document=document).order_by("-id").first()
