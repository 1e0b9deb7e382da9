"""One paper with everything around it: files, reading, links in and out."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, QuerySet

from thuongton.documents.models import Attachment, Direction, Document, DocumentLink, Intake, Reading
from thuongton.documents.queries import (
    attachments_visible_to,
    in_registers,
    intakes_visible_to,
    links_visible_to,
    visible_to,
)
from thuongton.people.models import User
from thuongton.web.asked import asked_words
from vanban.symbols import normalise


def reading_of_file(file_id: int | None, part: int = 0) -> Reading | None:
    """The reading of a stored file, or of one paper in it (1, 2 …); None when there is none."""
    return Reading.objects.filter(file_id=file_id, part=part).first() if file_id else None


def reading_of(document: Document) -> Reading | None:
    """The reading of the first file of a paper that was read, None when none was."""
    found = Reading.objects.filter(file__attachments__document=document, part=F("file__attachments__part"))
    return found.order_by("file__attachments__id").first()


def attachments_of(document: Document) -> QuerySet[Attachment]:
    """The files of a paper."""
    return document.attachments.select_related("file").order_by("id")


def files_on(user: User, document: Document) -> QuerySet[Attachment]:
    """The files of a paper, for the act that takes one off."""
    return attachments_visible_to(user).filter(document=document)


def links_on(user: User, document: Document) -> QuerySet[DocumentLink]:
    """The links that start at a paper, for the act that takes one away."""
    return links_visible_to(user).filter(source=document)


def answer_by_number(user: User, document: Document, printed: str) -> Document | None:
    """The outgoing paper of this number in the register of the same unit: the one that answers."""
    rows = in_registers(user).filter(unit=document.unit, direction=Direction.OUTGOING)
    return rows.filter(number__iexact=normalise(printed)).order_by("-id").first()


@dataclass(frozen=True, slots=True)
class Cited:
    """A link of a paper to another: ``target`` only when one may open it, else the words of the paper that cites.

    A paper that may not be read looks just like one that is in no register.
    """

    link: DocumentLink
    target: Document | None

    @property
    def words(self) -> str:
        """The other paper in words."""
        return self.target.short if self.target is not None else self.link.target_text


def links_from(user: User, document: Document) -> list[Cited]:
    """Links of a paper to others, as the hat worn may know them."""
    links = list(DocumentLink.objects.filter(source=document).order_by("kind", "id"))
    seen = visible_to(user).in_bulk([one.target_id for one in links if one.target_id])
    return [Cited(one, seen.get(one.target_id or 0)) for one in links]


def links_to(user: User, document: Document) -> QuerySet[DocumentLink]:
    """Links of other papers to this one, of those one may open."""
    return (
        DocumentLink.objects.filter(target=document, source__in=visible_to(user))
        .select_related("source", "source__unit")
        .order_by("kind", "id")
    )


def find(user: User, words: str, *, exclude: int | None = None, direction: str = "") -> QuerySet[Document]:
    """Visible papers that hold all the words, newest first; secret papers are left out."""
    found = visible_to(user).filter(secrecy="")
    for word in asked_words(words):
        found = found.filter(search__contains=word)
    if exclude is not None:
        found = found.exclude(pk=exclude)
    if direction:
        found = found.filter(direction=direction)
    return found.order_by("-registered_on", "-id")


def of_number(user: User, number: str) -> list[Document]:
    """Visible papers of exactly this number; capitals and small letters are the same."""
    return [paper for paper in find(user, number)[:20] if paper.number.lower() == number.lower()]


def intake_of(user: User, document: Document) -> Intake | None:
    """The intake a paper came through, if it is in scope."""
    return intakes_visible_to(user).filter(document=document).order_by("-id").first()
